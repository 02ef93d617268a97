"""The lead image of a page: what the publisher shows beside the headline.

In: the head.  Out: an image with its size where stated; logos and placeholders are left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from selectolax.lexbor import LexborNode

from wiredesk.basics.urls import web_url
from wiredesk.craft.pages.head import Head, attribute, class_and_id
from wiredesk.craft.pages.jsonld import text_of
from wiredesk.craft.pages.pictures import Picture, picture_of, pixels, tokens_of
from wiredesk.records.article import Image

SIDE_MIN: Final = 100  # pixels; smaller ones are icons
SHOWN_MIN: Final = 300  # pixels: a lead picture, not a teaser's
LOOKED_AT: Final = 80  # pictures in the markup; the lead is among the first
FAR_MAX: Final = 12  # pictures below the first paragraphs
NEAR_MAX: Final = 3  # long paragraphs between the headline and its picture
TOKENS_MAX: Final = 60
LISTED_MAX: Final = 20  # pictures that JSON-LD names
PARAGRAPH_CHARACTERS_MIN: Final = 80
ANCESTORS_MAX: Final = 8
SHARED_MAX: Final = 6  # a word in more pictures' addresses than these names a folder
LEAD_MIN: Final = 3

_LOGO: Final = re.compile(
    r"(?:^|[/_\-.])(?:logos?|icons?|favicon|sprite|avatar|placeholder|blank|spacer|pixel|1x1|no-?image|gravatar)"
    r"(?:[/_\-.\d]|$)|^default\b",
    re.IGNORECASE,
)
_BESIDE: Final = re.compile(
    r"related|teaser|promo|recommend|sidebar|author|avatar|logo|footer|nav|newsletter|comment",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """A picture of the markup, and where it stands."""

    node: LexborNode
    picture: Picture
    nearness: int  # to the headline: 2 right below it, 1 among the first paragraphs, else 0
    is_far: bool  # below the first paragraphs


def find_image(head: Head) -> Image | None:
    """The lead image; None when the page has none of its own."""
    for image in _candidates(head):
        if not _is_logo(image.url) and _large(image):
            return image
    return None


def _candidates(head: Head) -> Iterator[Image]:
    """What stands in the article first: a sharing picture is often another crop, or the site's."""
    claimed = list(_claimed(head))
    if (lead := _lead(head, tokens_of(image.url for image in claimed))) is not None:
        yield lead
    yield from claimed


def _claimed(head: Head) -> Iterator[Image]:
    og = web_url(head.meta("og:image:secure_url", "og:image", "og:image:url"), head.url)
    if og:
        yield Image(
            url=og,
            width=pixels(head.meta("og:image:width")),
            height=pixels(head.meta("og:image:height")),
            title=head.meta("og:image:alt")[:300],
        )
    yield from _from_node(head, head.node.get("image"))
    if twitter := web_url(head.meta("twitter:image", "twitter:image:src"), head.url):
        yield Image(url=twitter)
    yield from _from_node(head, head.node.get("thumbnailUrl"))


def _lead(head: Head, claimed: frozenset[str]) -> Image | None:
    """The picture of the markup that most speaks for being the lead; the first of equals."""
    shown = list(_shown(head))
    telling = [
        token
        for token in sorted(claimed - tokens_of([head.url]))[:TOKENS_MAX]
        if sum(token in one.picture.told for one in shown) <= SHARED_MAX
    ]
    best, weight = None, LEAD_MIN - 1
    for one in shown:
        mine = _weight(one, telling)
        if mine > weight:
            best, weight = one.picture, mine
    address = web_url(best.source, head.url) if best is not None else None
    if best is None or address is None:
        return None
    return Image(url=address, width=best.width, height=best.height, title=best.alt)


def _shown(head: Head) -> Iterator[_Shown]:
    after, paragraphs, seen, far = False, 0, 0, 0
    for node in head.page.css("h1, p, img"):
        if node.tag == "h1":
            after = True
        elif node.tag == "p":
            if after and paragraphs < NEAR_MAX and len(node.text()) >= PARAGRAPH_CHARACTERS_MIN:
                paragraphs += 1
        elif seen >= LOOKED_AT or far >= FAR_MAX:
            return
        elif (picture := picture_of(node)) is not None:
            seen += 1
            if not _is_logo(picture.source):
                near = (2 if paragraphs == 0 else paragraphs < NEAR_MAX) if after else 0
                is_far = paragraphs >= NEAR_MAX
                far += is_far
                yield _Shown(node=node, picture=picture, nearness=int(near), is_far=is_far)


def _weight(one: _Shown, telling: list[str]) -> int:
    picture = one.picture
    is_claimed = any(token in picture.told for token in telling)
    stated = max(picture.width or 0, picture.widest)
    if stated and stated < (SIDE_MIN if is_claimed else SHOWN_MIN):
        return 0
    inside, framed, beside = _around(one.node)
    weight = is_claimed * (2 if one.is_far else 3) + inside + framed + one.nearness
    weight += attribute(one.node, "fetchpriority").lower() == "high"
    weight += stated >= SHOWN_MIN
    return weight - beside * (1 if is_claimed else 3)


def _around(node: LexborNode) -> tuple[bool, bool, bool]:
    """Whether it stands in the article; in a figure; in a teaser, a sidebar or the head of the page."""
    inside = framed = beside = False
    one: LexborNode | None = node
    for _ in range(ANCESTORS_MAX):
        if one is None:
            break
        tag = one.tag
        inside |= tag in {"article", "main"}
        framed |= tag in {"figure", "picture"}
        if tag in {"aside", "nav", "header", "footer"}:
            beside |= one.css_first("h1") is None
        elif tag not in {"body", "html", "main", "article"}:
            beside |= _BESIDE.search(class_and_id(one)) is not None
        one = one.parent
    return inside, framed, beside


def _from_node(head: Head, value: Any) -> Iterator[Image]:
    for one in value[:LISTED_MAX] if isinstance(value, list) else [value]:
        resolved = head.graph.resolve(one)
        if isinstance(resolved, dict):
            address = web_url(text_of(resolved.get("url") or resolved.get("contentUrl")), head.url)
            width, height = resolved.get("width"), resolved.get("height")
        else:
            address, width, height = web_url(text_of(resolved), head.url), None, None
        if address:
            yield Image(url=address, width=pixels(width), height=pixels(height))


def _is_logo(url: str) -> bool:
    return _LOGO.search(url.partition("?")[0].rpartition("/")[2]) is not None


def _large(image: Image) -> bool:
    sides = [side for side in (image.width, image.height) if side is not None]
    return not sides or min(sides) >= SIDE_MIN
