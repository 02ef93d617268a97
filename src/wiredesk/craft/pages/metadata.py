"""Description, site, section, canonical address and language, and the door to what the other readers find.

In: a page's head.  Out: its claims, as text.
"""

import html
import re
from typing import Final

from wiredesk.basics.text import one_line, plain_line
from wiredesk.basics.urls import web_url
from wiredesk.craft.pages.bylines import find_authors
from wiredesk.craft.pages.head import Head, attribute
from wiredesk.craft.pages.headline import find_title
from wiredesk.craft.pages.jsonld import text_of

__all__ = [
    "Head", "attribute", "find_authors", "find_canonical", "find_claimed_text", "find_description", "find_language",
    "find_section", "find_site_name", "find_title",
]  # fmt: skip

_MARKUP: Final = re.compile(r"<[^<>]{1,300}>")


def find_claimed_text(head: Head) -> str:
    """The longest `articleBody` of the page's JSON-LD, without markup."""
    bodies = [node.get("articleBody") for node in head.graph.nodes]
    longest = max((body for body in bodies if isinstance(body, str)), key=len, default="")
    return html.unescape(_MARKUP.sub(" ", html.unescape(longest)))


def find_description(head: Head) -> str:
    """The publisher's own summary."""
    for claim in (head.meta("og:description", "description", "twitter:description"),
                  text_of(head.node.get("description"))):  # fmt: skip
        if len(claim) >= 20:
            return plain_line(claim)
    return ""


def find_site_name(head: Head) -> str:
    """What the site calls itself; a claim."""
    publisher = head.graph.resolve(head.node.get("publisher"))
    named = head.meta("og:site_name", "application-name")
    return plain_line(named) or one_line(text_of(publisher))


def find_section(head: Head) -> str:
    """The section that the publisher files it under."""
    named = head.meta("article:section", "section", "parsely-section", "cxenseparse:section")
    return plain_line(named or text_of(head.node.get("articleSection")))[:80]


def find_canonical(head: Head) -> str | None:
    """The address that the page claims for itself."""
    for link in head.page.css('link[rel="canonical"]')[:2]:
        if address := web_url(link.attributes.get("href") or "", head.url):
            return address
    claimed = head.meta("og:url")
    return web_url(claimed, head.url) if claimed else None


def find_language(head: Head) -> str:
    """The page's own word for its language: the primary tag."""
    root = head.page.css_first("html")
    stated = (root.attributes.get("lang") if root is not None else None) or head.meta(
        "content-language", "og:locale", "language", "dc.language"
    )
    tag = re.match(r"[A-Za-z]{2,3}", stated or text_of(head.node.get("inLanguage")))
    return tag[0].lower() if tag else ""
