"""One `<img>` with its variants: the address a reader gets, its size, and what identifies the picture.

In: an element and the page's address.  Out: Picture.  Lazy attributes, `srcset` and the sources around it are read.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from selectolax.lexbor import LexborNode

from wiredesk.craft.pages.head import attribute

LISTED_MAX: Final = 24  # addresses in one srcset
SIBLINGS_MAX: Final = 24  # looked at for <source> elements; the blanks between them count
SRCSET_CHARACTERS_MAX: Final = 20_000
TOLD_CHARACTERS_MAX: Final = 600  # enough for the first variants
TOKENS_MAX: Final = 40
LONG_NAME_MIN: Final = 14  # a name without digits tells pictures apart only when it is a sentence

_LAZY: Final = ("data-src", "data-original", "data-lazy-src", "data-image", "data-url")
_LISTS: Final = ("srcset", "data-srcset", "data-lazy-srcset", "imagesrcset")
_NEXT: Final = re.compile(r"(?<=[0-9][wx]),\s*|,\s+")
_EMPTY: Final = re.compile(
    r"placeholder|spacer|blank|transparent|dummy|1x1|pixel|loading|lazy|grey\.|gray\.",
    re.IGNORECASE,
)
_ESCAPED: Final = re.compile(r"%[0-9A-Fa-f]{2}")
_TOKEN: Final = re.compile(r"[^\W_](?:[^\W_]|-){5,}")
_SIZE: Final = re.compile(r"[a-z]{0,12}-?\d{1,4}(?:[x-]\d{1,4})?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What one element shows; `source` is as written, `told` all its addresses in small letters."""

    source: str
    told: str
    width: int | None
    height: int | None
    widest: int
    alt: str


def picture_of(node: LexborNode) -> Picture | None:
    """The picture of an `<img>`; None when it shows nothing."""
    stated = node.attributes
    lists = " , ".join(_lists(node, stated))
    listed = list(_listed(lists)) if lists else []
    source = stated.get("src") or ""
    if not source or source.startswith("data:") or _EMPTY.search(source[-200:]):
        best = max(listed, default=(0, ""))[1]
        source = next((value for name in _LAZY if (value := stated.get(name))), best)
    if not source or source.startswith("data:"):
        return None
    return Picture(
        source=source,
        told=f"{source} {lists[:TOLD_CHARACTERS_MAX]}".lower(),
        width=pixels(stated.get("width")),
        height=pixels(stated.get("height")),
        widest=max((width for width, _ in listed), default=0),
        alt=(stated.get("alt") or "")[:300],
    )


def tokens_of(addresses: Iterable[str]) -> frozenset[str]:
    """The parts of paths that tell one picture from others: ids and long names, not sizes or folders."""
    found: set[str] = set()
    for address in addresses:
        path = _ESCAPED.sub(" ", address.partition("?")[0].partition("//")[2].partition("/")[2])
        for token in _TOKEN.findall(path)[:TOKENS_MAX]:
            is_id = any(sign.isdecimal() for sign in token)
            if (is_id or len(token) >= LONG_NAME_MIN) and not _SIZE.match(token):
                found.add(token.lower())
    return frozenset(found)


def pixels(value: object) -> int | None:
    """A length in pixels; None when the value states none."""
    if isinstance(value, dict):
        value = value.get("@value") or value.get("value")
    found = re.match(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*$", str(value)[:20]) if value else None
    return int(found[1]) if found and int(found[1]) > 0 else None


def _lists(node: LexborNode, stated: dict[str, str | None]) -> Iterator[str]:
    for name in _LISTS:
        if value := stated.get(name):
            yield value
    if node.parent is None or node.parent.tag != "picture":
        return
    one = node.prev
    for _ in range(SIBLINGS_MAX):  # the sources of a picture stand before its <img>
        if one is None:
            return
        if one.tag == "source":
            yield attribute(one, "srcset", "data-srcset")
        one = one.prev


def _listed(srcset: str) -> Iterator[tuple[int, str]]:
    """The addresses of a srcset with their widths; 0 where none is stated."""
    for part in _NEXT.split(srcset[:SRCSET_CHARACTERS_MAX])[:LISTED_MAX]:
        address, _, size = part.strip(" ,\n\t").partition(" ")
        digits = size.strip().rstrip("w")
        if address:
            yield (int(digits) if digits.isdecimal() and len(digits) < 6 else 0, address)
