"""Who wrote a page.

In: the head and the markup.  Out: names, each once, in order.
"""

import re
from collections.abc import Iterator
from typing import Final

from wiredesk.basics.text import one_line, plain_line
from wiredesk.craft.pages.head import Head
from wiredesk.craft.pages.jsonld import text_of, types_of

_JUNK_AUTHOR = re.compile(
    r"^(admin|editor|redaktion|staff|newsroom|redacción|rédaction|editorial team|guest|unknown|null|by|von|web ?desk)$",
    re.IGNORECASE,
)


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


_SPLIT = re.compile(
    r"\s{0,3}(?:,(?!\s{0,3}(?:Jr|Sr|PhD|MD|Dr))|;|\||/|\band\b|\bund\b|\bet\b|\by\b|&)\s{0,3}"
)
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
