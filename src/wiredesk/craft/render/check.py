"""What is wrong with a record, line by line.

In: the bytes of a record file.  Out: problems with their lines; none when readers and generators can
rely on it.  What RECORD.md accepts on import (any integer as quality, offsets in dates, `...`) is no
problem.  Changes nothing: that is `render_record`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from wiredesk.basics.dates import parse_moment
from wiredesk.basics.errors import Place, RecordError
from wiredesk.basics.limits import TITLE_CHARACTERS_MAX
from wiredesk.basics.text import one_line
from wiredesk.basics.urls import web_url
from wiredesk.craft.render.codec import read_record
from wiredesk.craft.render.fields import NULLS, RECORD_FIELDS
from wiredesk.craft.render.frontmatter import Block, Listing, Node, Scalar, parse_front_matter

RELATED_MAX: Final = 5  # RECORD.md
URL_KEYS: Final = frozenset({"originalUrl", "webUrl", "ampWebUrl", "cdnAmpWebUrl", "url"})
DATE_KEYS: Final = frozenset({"publishedDateTime", "updatedDateTime"})
KNOWN_KEYS: Final = tuple(field.key for field in RECORD_FIELDS)
NEEDED_KEYS: Final = ("publishedDateTime", "provider")
_BREAKS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
TYPO_LIKENESS_MIN: Final = 0.8  # of difflib: `pubished` and `publishedDatetime` are found


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """One thing that is wrong."""

    line: int
    text: str


def check_record(body: bytes, *, name: str) -> tuple[Problem, ...]:
    """All problems of a record file, by line."""
    try:
        _, complaints = read_record(body, name=name)
        block = parse_front_matter(body, name=name).block
    except RecordError as error:
        return (_problem(error),)
    found = [_problem(error) for error in complaints]
    found += [*_top_problems(block), *_value_problems(block)]
    return tuple(sorted(set(found)))


def _problem(error: RecordError) -> Problem:
    line = error.subject.line if isinstance(error.subject, Place) else None
    return Problem(line=line or 1, text=f"{error.message} {error.remedy}".strip())


def _top_problems(block: Block) -> Iterator[Problem]:
    for key in NEEDED_KEYS:
        if key not in block.pairs:
            yield Problem(line=block.line, text=f"`{key}` is missing. Add `{key}`.")
    for key, line in block.key_lines.items():
        near = get_close_matches(key, KNOWN_KEYS, n=1, cutoff=TYPO_LIKENESS_MIN)
        if key not in KNOWN_KEYS and near and near[0] not in block.pairs:
            yield Problem(line=line, text=f"`{key}` is no field. Did you mean `{near[0]}`?")
    title = block.pairs.get("title")
    if isinstance(title, Scalar):
        yield from _title_problems(title)
    related = block.pairs.get("related")
    if isinstance(related, Listing) and len(related.children) > RELATED_MAX:
        told = f"`related` has {len(related.children)} entries; at most {RELATED_MAX} are shown."
        yield Problem(line=related.line, text=told)


def _title_problems(title: Scalar) -> Iterator[Problem]:
    if not title.text.strip():
        yield Problem(line=title.line, text="`title` is empty.")
    if len(title.text) > TITLE_CHARACTERS_MAX:
        told = f"`title` has {len(title.text):,} signs; at most {TITLE_CHARACTERS_MAX} are shown."
        yield Problem(line=title.line, text=told)
    # Runs of plain spaces, and spaces at the ends, are how publishers write; nobody is misled.
    hidden = " ".join(title.text.split()) != one_line(title.text)
    if hidden or _BREAKS.search(title.text):
        told = "`title` holds line breaks, hidden signs or is not NFC. Write it as one plain line."
        yield Problem(line=title.line, text=told)


def _value_problems(node: Node) -> Iterator[Problem]:
    if isinstance(node, Listing):
        for child in node.children:
            yield from _value_problems(child)
    if not isinstance(node, Block):
        return
    for key, child in node.pairs.items():
        if not isinstance(child, Scalar):
            yield from _value_problems(child)
        elif key in URL_KEYS and child.text and web_url(child.text) is None:
            told = f"`{key}` is no web address: “{child.text[:80]}”. It begins with https://."
            yield Problem(line=child.line, text=told)
        elif key in DATE_KEYS and child.text not in NULLS and parse_moment(child.text) is None:
            told = f"`{key}` is no date: “{child.text[:40]}”. Write 2021-11-26T17:16:00Z."
            yield Problem(line=child.line, text=told)
        elif key in {"width", "height"} and child.text.startswith("-"):
            yield Problem(line=child.line, text=f"`{key}` is below 0.")
