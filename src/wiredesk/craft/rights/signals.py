"""What a page itself says about excerpts and images: X-Robots-Tag and meta robots.

In: response headers, and the page's `<meta>` names with contents.  Out: what they let us show, the strictest
word winning, each word kept as evidence.  Whether a page may be fetched is said by `robots`.
Meaning of the words: https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from wiredesk.craft.rights.robots import AGENT
from wiredesk.records.reason import Reason

VALUE_CHARACTERS_MAX: Final = 2_000  # of one header or meta; the words below need 200
WORDS_MAX: Final = 100  # over all of them
EVERYBODY: Final = frozenset({"*", "robots", AGENT})
# Words that carry a value: what stands before another colon is whom a header speaks to.
VALUED: Final = frozenset(
    {"max-snippet", "max-image-preview", "max-video-preview", "unavailable_after"}
)
NO_IMAGE: Final = frozenset({"noimageai", "noimageindex"})
MEANINGS: Final = {
    "nosnippet": "No excerpt is shown.",
    "max-snippet": "It bounds the excerpt.",
    "max-image-preview": "It bounds what is shown of its images.",
    "noimageai": "No image of it is kept.",
    "noimageindex": "No image of it is kept.",
    "noarchive": "No copy of the page is to be shown; none is.",
    "noai": "It is not to be used to train models; nothing is.",
    "noindex": "Search engines are not to list it.",
}
_NUMBER = re.compile(r"-?[0-9]{1,9}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSignals:
    """What may be shown of a page, as far as the page itself says."""

    excerpt_characters_max: int | None = None
    """Longest excerpt; 0: none at all; None: the page sets no bound."""
    image_allowed: bool = True
    """Whether an image of it may be kept and shown."""
    reasons: tuple[Reason, ...] = ()
    """Every word that we know, as it was written."""


def page_signals(
    headers: Iterable[tuple[str, str]], metas: Iterable[tuple[str, str]] = ()
) -> PageSignals:
    """The strictest of all words that are addressed to everybody or to us; others are not ours.

    `headers` have lower-case names; `metas` are the names and contents of `<meta>` elements.
    """
    excerpt: int | None = None
    image_allowed, reasons = True, []
    for word, value, evidence in _words(headers, metas):
        if (bound := _excerpt_bound(word, value)) is not None:
            excerpt = bound if excerpt is None else min(excerpt, bound)
        if word in NO_IMAGE or (word, value) == ("max-image-preview", "none"):
            image_allowed = False
        if word in MEANINGS:
            reasons.append(Reason(code=f"says_{word}", text=MEANINGS[word], evidence=evidence))
    return PageSignals(
        excerpt_characters_max=excerpt, image_allowed=image_allowed, reasons=tuple(reasons)
    )


def _excerpt_bound(word: str, value: str) -> int | None:
    if word == "nosnippet":
        return 0
    if word != "max-snippet" or not _NUMBER.fullmatch(value):
        return None
    return int(value) if int(value) >= 0 else None  # -1: as long as we like


def _words(
    headers: Iterable[tuple[str, str]], metas: Iterable[tuple[str, str]]
) -> Iterator[tuple[str, str, str]]:
    """Each word addressed to us, its value, and the line that it stood in."""
    lines = [
        *(("X-Robots-Tag", value) for name, value in headers if name == "x-robots-tag"),
        *((name, value) for name, value in metas if name.strip().lower() in EVERYBODY),
    ]
    left = WORDS_MAX
    for name, value in lines:
        is_ours = True
        for part in value[:VALUE_CHARACTERS_MAX].split(","):
            if left == 0:
                return
            left -= 1
            word, is_ours = _addressed(part, is_ours=is_ours)
            if is_ours and word:
                before, _, after = word.partition(":")
                evidence = f"{name}: {value.strip()[:200]}"
                yield before.strip(), after.strip(), evidence


def _addressed(part: str, *, is_ours: bool) -> tuple[str, bool]:
    """A word without the name before it, and whether it is ours: a name holds until the next one."""
    word = part.strip().lower()
    before, colon, after = word.partition(":")
    if not colon or before.strip() in VALUED:
        return word, is_ours
    if re.fullmatch(r"[0-9]{1,2}", before[-2:].strip()):  # the hour of an unavailable_after
        return "", is_ours
    return after.strip(), before.strip() in EVERYBODY
