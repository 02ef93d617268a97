"""The lead image of a page: what the publisher shows beside the headline.

In: the head.  Out: an image with its size where stated; logos and placeholders are left out.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from selectolax.lexbor import LexborNode

from wiredesk.basics.urls import web_url
from wiredesk.craft.pages.head import Head, attribute
from wiredesk.craft.pages.jsonld import text_of
from wiredesk.records.article import Image

SIDE_MIN: Final = 100  # pixels; smaller ones are icons
_LOGO = re.compile(
    r"(?:^|[/_\-.])(?:logos?|icons?|favicon|sprite|avatar|placeholder|default|blank|spacer|pixel|1x1|no-?image|gravatar)"
    r"(?:[/_\-.\d]|$)",
    re.IGNORECASE,
)


def find_image(head: Head) -> Image | None:
    """The lead image; None when the page has none of its own."""
    for image in _candidates(head):
        if not _LOGO.search(image.url.partition("?")[0].rpartition("/")[2]) and _large(image):
            return image
    return None


def _candidates(head: Head) -> Iterator[Image]:
    """What stands in the article first: a sharing picture is often another crop, or the site's."""
    yield from _shown(head)
    og = web_url(head.meta("og:image:secure_url", "og:image", "og:image:url"), head.url)
    if og:
        yield Image(
            url=og,
            width=_pixels(head.meta("og:image:width")),
            height=_pixels(head.meta("og:image:height")),
            title=head.meta("og:image:alt")[:300],
        )
    yield from _from_node(head, head.node.get("image"))
    if twitter := web_url(head.meta("twitter:image", "twitter:image:src"), head.url):
        yield Image(url=twitter)
    yield from _from_node(head, head.node.get("thumbnailUrl"))


_PLACES: Final = (
    "article figure img", "main figure img", "article picture img", "main picture img", "figure img",
    "article img", "main img",
)  # fmt: skip
_BESIDE = re.compile(
    r"related|teaser|promo|recommend|sidebar|author|avatar|logo|footer|nav|newsletter|comment",
    re.IGNORECASE,
)
SHOWN_MIN: Final = 300  # pixels: a lead picture, not a teaser's
LOOKED_AT: Final = 6


def _shown(head: Head) -> Iterator[Image]:
    """The first large picture of the article's own markup."""
    for place in _PLACES:
        for node in head.page.css(place)[:LOOKED_AT]:
            image = _of_node(head, node)
            if image is not None and not _is_beside(node):
                yield image
                return


def _of_node(head: Head, node: LexborNode) -> Image | None:
    listed = attribute(node, "srcset", "data-srcset") or _of_sources(node)
    width, height = _pixels(attribute(node, "width")), _pixels(attribute(node, "height"))
    widest, best = max(_listed(listed), default=(0, ""))
    source = attribute(node, "src", "data-src", "data-original", "data-lazy-src")
    if source.startswith("data:") or not source:
        source = attribute(node, "data-src", "data-original", "data-lazy-src") or best
    address = web_url(source, head.url)
    if address is None or (max(width or 0, widest) or SHOWN_MIN) < SHOWN_MIN:
        return None
    return Image(url=address, width=width, height=height, title=attribute(node, "alt")[:300])


def _of_sources(node: LexborNode) -> str:
    parent = node.parent
    if parent is None or parent.tag != "picture":
        return ""
    return ", ".join(attribute(one, "srcset", "data-srcset") for one in parent.css("source")[:6])


def _listed(srcset: str) -> Iterator[tuple[int, str]]:
    for part in srcset.split(", ")[:20]:
        address, _, size = part.strip().partition(" ")
        digits = size.strip().rstrip("wx")
        if address:
            yield (int(digits) if digits.isdigit() and size.strip().endswith("w") else 0, address)


def _is_beside(node: LexborNode) -> bool:
    """Whether it stands in a teaser, a sidebar or the head of the page."""
    one: LexborNode | None = node
    for _ in range(8):
        if one is None:
            return False
        told = f"{one.attributes.get('class') or ''} {one.attributes.get('id') or ''}"
        if one.tag in {"aside", "nav", "header", "footer"} and one.css_first("h1") is None:
            return True
        if one.tag not in {"body", "html", "main", "article"} and _BESIDE.search(told):
            return True
        one = one.parent
    return False


def _from_node(head: Head, value: Any) -> Iterator[Image]:
    for one in value if isinstance(value, list) else [value]:
        resolved = head.graph.resolve(one)
        if isinstance(resolved, dict):
            address = web_url(text_of(resolved.get("url") or resolved.get("contentUrl")), head.url)
            width, height = resolved.get("width"), resolved.get("height")
        else:
            address, width, height = web_url(text_of(resolved), head.url), None, None
        if address:
            yield Image(url=address, width=_pixels(width), height=_pixels(height))


def _large(image: Image) -> bool:
    sides = [side for side in (image.width, image.height) if side is not None]
    return not sides or min(sides) >= SIDE_MIN


def _pixels(value: Any) -> int | None:
    if isinstance(value, dict):
        value = value.get("@value") or value.get("value")
    found = re.match(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*$", str(value)) if value else None
    return int(found[1]) if found and int(found[1]) > 0 else None
