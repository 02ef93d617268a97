"""The lead image of a page: what the publisher shows beside the headline.

In: the head.  Out: an image with its size where stated; logos and placeholders are left out.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from wiredesk.basics.urls import web_url
from wiredesk.craft.pages.jsonld import text_of
from wiredesk.craft.pages.metadata import Head, attribute
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
    for node in head.page.css("article img, main img, figure img")[:5]:
        if address := web_url(attribute(node, "src", "data-src"), head.url):
            yield Image(
                url=address,
                width=_pixels(attribute(node, "width")),
                height=_pixels(attribute(node, "height")),
                title=attribute(node, "alt")[:300],
            )


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
