"""A host's furniture: lines that stand on three or more of its pages are nobody's text.

In: a text, and on how many other pages of the host each of its lines was seen.  Out: the text without
them.  What an engine can do that a page extractor cannot (DESIGN.md).
"""

import hashlib
from collections.abc import Mapping
from typing import Final

from wiredesk.records.reason import Reason

PAGES_MIN: Final = 3  # this page and two others
LINE_CHARACTERS_MAX: Final = 600  # longer ones are text that a revision or a copy repeats
LINES_MAX: Final = 400
SHOWN_MAX: Final = 3


def line_hash(line: str) -> str:
    """A short name for a line, blind to case and white space."""
    folded = " ".join(line.casefold().split()).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(folded, digest_size=8).hexdigest()


def lines_of(text: str) -> tuple[str, ...]:
    """The hashes of the lines that could be furniture, in order, each once."""
    lines = [line for line in text.split("\n\n") if line and len(line) <= LINE_CHARACTERS_MAX]
    return tuple(dict.fromkeys(line_hash(line) for line in lines[:LINES_MAX]))


def drop_furniture(text: str, counts: Mapping[str, int]) -> tuple[str, tuple[Reason, ...]]:
    """`text` without the lines seen on two or more other pages; `counts` is by `line_hash`."""
    kept, dropped = [], []
    for line in text.split("\n\n"):
        is_short = len(line) <= LINE_CHARACTERS_MAX
        if is_short and counts.get(line_hash(line), 0) >= PAGES_MIN - 1:
            dropped.append(line)
        else:
            kept.append(line)
    if not dropped:
        return text, ()
    why = Reason(
        code="furniture",
        text=f"{len(dropped)} lines stand on {PAGES_MIN} or more pages of the host and were dropped.",
        value=len(dropped),
        evidence=" / ".join(line[:80] for line in dropped[:SHOWN_MAX]),
    )
    return "\n\n".join(kept), (why,)
