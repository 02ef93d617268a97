"""Title, authors, dates, image and the rest, in one pass over a page's markup.

In: a parsed page.  Out: its claims, each with where it stands.  Sources in the order that measured best on
255 publisher pages: JSON-LD, then meta, then what a reader sees.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from wiredesk.basics.text import one_line, plain_line
from wiredesk.basics.urls import web_url
from wiredesk.craft.pages.jsonld import Graph, text_of, types_of

METAS_MAX: Final = 400
_JUNK_AUTHOR = re.compile(
    r"^(admin|editor|redaktion|staff|newsroom|redacción|rédaction|editorial team|guest|unknown|null|by|von|web ?desk)$",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"<[^<>]{1,300}>")
_SITE_TAIL = re.compile(r"\s+[|–—·»•]\s+[^|–—·»•]{2,60}$|\s+-\s+[^-]{2,40}$")


@dataclass(slots=True)
class Head:
    """The page's claims in its head: meta tags, links, JSON-LD."""

    page: LexborHTMLParser
    url: str
    metas: dict[str, list[str]] = field(default_factory=dict)
    graph: Graph = field(default_factory=lambda: Graph(()))
    node: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, page: LexborHTMLParser, *, url: str) -> "Head":
        """Read all claims once."""
        head = cls(page=page, url=url)
        for meta in page.css("meta")[:METAS_MAX]:
            attributes = meta.attributes
            name = (
                attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
            )
            content = attributes.get("content")
            if name and content:
                head.metas.setdefault(name.strip().lower(), []).append(content.strip())
        scripts = [node.text() for node in page.css('script[type*="ld+json"]')[:30]]
        head.graph = Graph(scripts)
        head.node = head.graph.article()
        return head

    def meta(self, *names: str) -> str:
        """The first of these that is there."""
        return next((self.metas[name][0] for name in names if name in self.metas), "")


def find_title(head: Head) -> str:
    """The headline: the page's h1 where a claim agrees with it, else the best claim."""
    claims = [
        plain_line(text_of(head.node.get("headline"))),
        plain_line(head.meta("og:title", "twitter:title", "title")),
    ]
    heads = [one_line(node.text(separator=" ")) for node in head.page.css("h1")[:6]]
    heads = [text for text in heads if 8 <= len(text) <= 300]
    titled = head.page.css_first("title")
    bare = one_line(titled.text()) if titled is not None else ""
    for text in heads:
        if any(_agree(text, claim) for claim in [*claims, bare] if claim):
            return text
    for claim in claims:
        if claim:
            return _without_site(claim, head)
    return heads[0] if heads else _without_site(bare, head)


def _agree(text: str, claim: str) -> bool:
    mine, theirs = set(text.casefold().split()), set(claim.casefold().split())
    return len(mine & theirs) >= 0.6 * min(len(mine), len(theirs))


def _without_site(title: str, head: Head) -> str:
    site = head.meta("og:site_name", "application-name")
    for mark in (" | ", " - ", " – ", " — ", " · "):
        if site and title.casefold().endswith(f"{mark}{site}".casefold()):
            return title[: -len(mark) - len(site)].strip()
    cut = _SITE_TAIL.sub("", title)
    return cut if len(cut) >= 20 else title


def find_authors(head: Head) -> tuple[str, ...]:
    """The people named as authors, each once, in order."""
    for names in (
        _from_node(head),
        _from_metas(head),
        _from_page(head),
    ):
        cleaned = _clean_authors(names, head)
        if cleaned:
            return cleaned
    return ()


def _from_node(head: Head) -> Iterator[str]:
    authors = head.node.get("author") or head.node.get("creator") or ()
    for author in authors if isinstance(authors, list) else [authors]:
        resolved = head.graph.resolve(author)
        if isinstance(resolved, dict):
            if "Organization" in types_of(resolved):
                continue
            names = resolved.get("name")
            yield from names if isinstance(names, list) else [text_of(names)]
        else:
            yield text_of(resolved)


def _from_metas(head: Head) -> Iterator[str]:
    for name in ("author", "article:author", "parsely-author", "dc.creator", "dcterms.creator", "sailthru.author",
                 "byl", "cxenseparse:author", "citation_author"):  # fmt: skip
        yield from head.metas.get(name, ())


_BYLINES: Final = (
    '[itemprop="author"] [itemprop="name"]', 'a[rel="author"]', '[itemprop="author"]', ".author-name",
    ".byline__name", ".byline a", ".author a", ".c-byline__author", ".article-author", ".byline", ".author",
)  # fmt: skip


def _from_page(head: Head) -> Iterator[str]:
    for selector in _BYLINES:
        names = [one_line(node.text(separator=" ")) for node in head.page.css(selector)[:4]]
        names = [name for name in names if 3 < len(name) < 60]
        if names:
            yield from names
            return


_SPLIT = re.compile(r"\s*(?:,(?!\s*(?:Jr|Sr|PhD|MD|Dr))|;|\||/|\band\b|\bund\b|\bet\b|\by\b|&)\s*")
_PREFIX = re.compile(
    r"^(?:by|von|par|por|written by|autor(?:en)?|text|di|de notre correspondant)[:\s]+",
    re.IGNORECASE,
)
_NAME = re.compile(r"^[^\W\d_][\w.'’\- ]{1,60}$")


def _clean_authors(names: Iterator[str], head: Head) -> tuple[str, ...]:
    site = head.meta("og:site_name").casefold()
    found: dict[str, None] = {}
    for raw in names:
        if not isinstance(raw, str) or raw.startswith(("http:", "https:", "@")):
            continue
        for part in _SPLIT.split(_PREFIX.sub("", plain_line(raw))):
            name = _PREFIX.sub("", part).strip(" .,-–")
            is_person = (
                _NAME.match(name) and not _JUNK_AUTHOR.match(name) and name.casefold() != site
            )
            if is_person and name.casefold() not in {one.casefold() for one in found}:
                found[name] = None
    return tuple(found)[:12]


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


def attribute(node: LexborNode, *names: str) -> str:
    """The first of these attributes that is there."""
    return next((value for name in names if (value := node.attributes.get(name))), "")
