"""What a page states in its head, read once: meta tags, links, JSON-LD.

In: a parsed page and its address.  Out: Head, from which every other fact is read.
"""

from dataclasses import dataclass, field
from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from wiredesk.craft.pages.jsonld import Graph

METAS_MAX: Final = 400
SCRIPTS_MAX: Final = 30


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
        scripts = [node.text() for node in page.css('script[type*="ld+json"]')[:SCRIPTS_MAX]]
        head.graph = Graph(scripts)
        head.node = head.graph.article()
        return head

    def meta(self, *names: str) -> str:
        """The first of these that is there."""
        return next((self.metas[name][0] for name in names if name in self.metas), "")


def attribute(node: LexborNode, *names: str) -> str:
    """The first of these attributes that is there."""
    stated = node.attributes  # built anew at each look
    return next((value for name in names if (value := stated.get(name))), "")


def class_and_id(node: LexborNode) -> str:
    """Its classes and its id, which say what an element is for."""
    stated = node.attributes
    return f"{stated.get('class') or ''} {stated.get('id') or ''}"
