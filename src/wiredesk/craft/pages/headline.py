"""The headline of a page: what its readers see, unless its own claims outvote that.

In: the head.  Out: one line.  Sites' names, breadcrumbs and kickers inside the headline are left out.
"""

import re
from collections.abc import Iterator
from typing import Final

from selectolax.lexbor import LexborNode

from wiredesk.basics.text import one_line, plain_line
from wiredesk.basics.urls import web_url
from wiredesk.craft.pages.head import Head, attribute, class_and_id
from wiredesk.craft.pages.jsonld import text_of, types_of

HEADS_MAX: Final = 8
PARTS_MAX: Final = 24  # elements inside one h1 that may be the headline itself
TITLE_CHARACTERS_MIN: Final = 8
TITLE_CHARACTERS_MAX: Final = 300
CRUMBS_DEPTH_MAX: Final = 4
AGREEMENT_MIN: Final = 0.6  # share of the shorter one's words that both have
TAIL_KEPT_MIN: Final = 20  # what is left after cutting a site's name must still be a headline

_SITE_TAIL: Final = re.compile(r" [|–—·»•] [^|–—·»•]{2,60}$| - [^-]{2,40}$")
_MARK_CLASSES: Final = re.compile(
    r"logo|site-?(?:title|name)|blog-?(?:title|name)|brand|masthead", re.IGNORECASE
)
_NOT_A_LETTER: Final = re.compile(r"\W+")


def find_title(head: Head) -> str:
    """The page's h1 where a claim agrees with it, else the best claim."""
    claims = [claim for claim in _claims(head) if claim]
    shown = [node for node in head.page.css("h1")[:HEADS_MAX] if not _is_sites_own(node, head)]
    texts = [text for node in shown if (text := _headline_of(node, claims))]
    if (outvoted := _outvoting(head, texts)) is not None:
        return outvoted
    agreed = max(texts, key=lambda text: _support(text, claims), default="")
    if agreed and _support(agreed, claims) >= AGREEMENT_MIN:
        return agreed
    if len(texts) == 1 and len(texts[0]) >= TITLE_CHARACTERS_MIN:
        return texts[0]
    for claim in claims:
        return _without_site(claim, head)
    return texts[0] if texts else ""


def _claims(head: Head) -> Iterator[str]:
    yield plain_line(text_of(head.node.get("headline")))
    yield plain_line(head.meta("og:title", "twitter:title", "title"))
    titled = head.page.css_first("title")
    if titled is not None:
        yield one_line(titled.text())


def _outvoting(head: Head, texts: list[str]) -> str | None:
    """What JSON-LD and the sharing title of a news article both say, when no h1 says it."""
    if "NewsArticle" not in types_of(head.node):
        return None
    headline = plain_line(text_of(head.node.get("headline")))
    shared = plain_line(head.meta("og:title"))
    same = headline and _plain(headline) == _plain(shared)
    if not same or any(_plain(text) == _plain(headline) for text in texts):
        return None
    return _without_name(shared, head)


def _is_sites_own(node: LexborNode, head: Head) -> bool:
    """Whether an h1 names the site or a way through it: by its classes, or as a link to the front page."""
    if _MARK_CLASSES.search(class_and_id(node)):
        return True
    if _is_crumb(node):
        return True
    site = head.meta("og:site_name", "application-name")
    text = _plain(node.text(separator=" "))
    if not text or (site and text == _plain(site)):
        return True
    link = node.css_first("a[href]")
    if link is None or _plain(link.text(separator=" ")) != text:
        return False
    address = web_url(attribute(link, "href"), head.url) or ""
    return address.partition("?")[0].count("/") <= 3 and address.partition("?")[0].endswith("/")


def _is_crumb(node: LexborNode) -> bool:
    """Whether an h1 is the last step of a breadcrumb trail; the headline shown is then elsewhere."""
    one: LexborNode | None = node
    for _ in range(CRUMBS_DEPTH_MAX):
        if one is None or one.tag in {"body", "html", "main", "article"}:
            return False
        if any(
            "breadcrumb" in f"{name} {value or ''}".lower()
            for name, value in one.attributes.items()
        ):
            return True
        one = one.parent
    return False


def _headline_of(node: LexborNode, claims: list[str]) -> str:
    """The text of an h1; a part of it where just that part is what the page claims."""
    whole = one_line(node.text(separator=" "))
    if len(whole) > TITLE_CHARACTERS_MAX:
        return ""
    wanted = {_plain(claim) for claim in claims}
    if _plain(whole) in wanted:
        return whole
    for part in node.css("*")[1:PARTS_MAX]:
        text = one_line(part.text(separator=" "))
        if len(text) >= TITLE_CHARACTERS_MIN and _plain(text) in wanted:
            return text
    return whole


def _support(text: str, claims: list[str]) -> float:
    """How far the best claim agrees with a text: 2 when they are the same."""
    return max((_agreement(text, claim) for claim in claims), default=0.0)


def _agreement(text: str, claim: str) -> float:
    if _plain(text) == _plain(claim):
        return 2.0
    mine, theirs = set(_plain(text).split()), set(_plain(claim).split())
    return len(mine & theirs) / max(1, min(len(mine), len(theirs)))


def _without_site(title: str, head: Head) -> str:
    bare = _without_name(title, head)
    if bare != title:
        return bare  # what is left may have a dash of its own
    cut = _SITE_TAIL.sub("", title)
    return cut if len(cut) >= TAIL_KEPT_MIN else title


def _without_name(title: str, head: Head) -> str:
    """A title without the site's own name behind it; any other tail stays."""
    site = head.meta("og:site_name", "application-name")
    for mark in (" | ", " - ", " – ", " — ", " · "):
        if site and title.casefold().endswith(f"{mark}{site}".casefold()):
            return title[: -len(mark) - len(site)].strip()
    return title


def _plain(text: str) -> str:
    return _NOT_A_LETTER.sub(" ", text.casefold()).strip()
