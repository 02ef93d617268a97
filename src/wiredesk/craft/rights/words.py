"""What a page itself says about excerpts and images: X-Robots-Tag and meta robots.

In: response headers, and the page's `<meta>` names with contents.  Out: a statement for each word that we
know and that is addressed to everybody or to us.  Whether a page may be fetched is said by `robots`.
Meaning of the words: https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from wiredesk.craft.rights.robots import AGENT
from wiredesk.records.envelope import Statement, Use

VALUE_CHARACTERS_MAX: Final = 2_000  # of one header or meta; the words below need 200
WORDS_MAX: Final = 100  # over all of them
EVIDENCE_CHARACTERS_MAX: Final = 200
EVERYBODY: Final = frozenset({"*", "robots", AGENT})
# Words that carry a value: what stands before another colon is whom a header speaks to.
VALUED: Final = frozenset(
    {"max-snippet", "max-image-preview", "max-video-preview", "unavailable_after"}
)
AI_USES: Final = (Use.SUMMARISE, Use.TRAIN)
# `noindex` is for search engines that list by themselves; a feed's entry asks to be linked, and a link needs
# nobody's leave (Directive (EU) 2019/790 Art. 15(1)).
FORBIDS: Final[dict[str, tuple[Use, ...]]] = {
    "nosnippet": (Use.EXCERPT, Use.EMBED),
    "max-snippet": (),
    "max-image-preview": (),
    "max-video-preview": (),
    "noimageai": (Use.IMAGE,),
    "noimageindex": (Use.IMAGE,),
    "noarchive": (Use.FULL_TEXT,),
    "noai": AI_USES,
    "noindex": (),
}
_NUMBER = re.compile(r"-?[0-9]{1,9}")


def page_words(
    headers: Iterable[tuple[str, str]],
    metas: Iterable[tuple[str, str]] = (),
    *,
    seen_at: datetime,
) -> tuple[Statement, ...]:
    """A statement for each word that is addressed to everybody or to us; others are not ours.

    `headers` have lower-case names; `metas` are the names and contents of `<meta>` elements.
    """
    return tuple(
        Statement(
            code=f"says_{word}",
            origin=origin,
            evidence=said[:EVIDENCE_CHARACTERS_MAX],
            seen_at=seen_at,
            forbids=_forbidden(word, value),
            excerpt_characters_max=_excerpt_bound(word, value),
        )
        for word, value, origin, said in _words(headers, metas)
        if word in FORBIDS
    )


def _forbidden(word: str, value: str) -> tuple[Use, ...]:
    if (word, value) == ("max-image-preview", "none"):
        return (Use.IMAGE,)
    if (word, value) == ("max-video-preview", "0"):
        return (Use.EMBED,)
    if word == "max-snippet" and _excerpt_bound(word, value) == 0:
        return (Use.EXCERPT,)
    return FORBIDS[word]


def _excerpt_bound(word: str, value: str) -> int | None:
    if word == "nosnippet":
        return 0
    if word != "max-snippet" or not _NUMBER.fullmatch(value):
        return None
    return int(value) if int(value) >= 0 else None  # -1: as long as we like


def _words(
    headers: Iterable[tuple[str, str]], metas: Iterable[tuple[str, str]]
) -> Iterator[tuple[str, str, str, str]]:
    """Each word addressed to us, its value, where it stood, and the line it stood in."""
    lines = [
        *(("X-Robots-Tag", value) for name, value in headers if name == "x-robots-tag"),
        *(
            (f"meta {name.strip().lower()}", value)
            for name, value in metas
            if name.strip().lower() in EVERYBODY
        ),
    ]
    left = WORDS_MAX
    for origin, value in lines:
        is_ours = True
        for part in value[:VALUE_CHARACTERS_MAX].split(","):
            if left == 0:
                return
            left -= 1
            word, is_ours = _addressed(part, is_ours=is_ours)
            if is_ours and word:
                before, _, after = word.partition(":")
                yield before.strip(), after.strip(), origin, value.strip()


def _addressed(part: str, *, is_ours: bool) -> tuple[str, bool]:
    """A word without the name before it, and whether it is ours: a name holds until the next one."""
    word = part.strip().lower()
    before, colon, after = word.partition(":")
    if not colon or before.strip() in VALUED:
        return word, is_ours
    if re.fullmatch(r"[0-9]{1,2}", before[-2:].strip()):  # the hour of an unavailable_after
        return "", is_ours
    return after.strip(), before.strip() in EVERYBODY
