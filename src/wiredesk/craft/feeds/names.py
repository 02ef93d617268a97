"""Which of the many names for one thing is this element?

In: an element's tag as lxml states it.  Out: a short key such as `title`, `dc:date`, `media:content`.
Knows the name spaces that feeds use, also when they are misspelt, undeclared or in capitals.
"""

from functools import lru_cache
from typing import Final

# Name space without scheme, closing `/` or `#`, in lower case → our prefix.  RSS 0.9x and 2.0 have
# none and those that some writers invent for them are read as none.
_SPACES: Final = {
    "purl.org/rss/1.0": "",
    "my.netscape.com/rdf/simple/0.9": "",
    "channel.netscape.com/rdf/simple/0.9": "",
    "my.netscape.com/publish/formats/rss-0.91.dtd": "",
    "purl.org/net/rss1.1": "",
    "backend.userland.com/rss": "",
    "backend.userland.com/rss2": "",
    "backend.userland.com/rss191": "",
    "blogs.law.harvard.edu/tech/rss": "",
    "cyber.law.harvard.edu/rss": "",
    "www.w3.org/2005/atom": "atom",
    "purl.org/atom/ns": "atom",
    "purl.org/dc/elements/1.1": "dc",
    "purl.org/dc/elements/1.0": "dc",
    "purl.org/dc/terms": "dcterms",
    "purl.org/rss/1.0/modules/content": "content",
    "search.yahoo.com/mrss": "media",
    "video.search.yahoo.com/mrss": "media",
    "tools.search.yahoo.com/mrss": "media",
    "www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "www.itunes.com/dtd/podcast-1.0.dtd": "itunes",
    "rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "www.w3.org/1999/xhtml": "xhtml",
    "www.w3.org/1999/02/22-rdf-syntax-ns": "rdf",
    "www.sitemaps.org/schemas/sitemap/0.9": "",
    "www.google.com/schemas/sitemap/0.84": "",
    "www.google.com/schemas/sitemap-news/0.9": "news",
    "www.google.com/schemas/sitemap-image/1.1": "image",
    "www.google.com/schemas/sitemap-video/1.1": "video",
    "purl.org/rss/1.0/modules/syndication": "sy",
    "rslstandard.org/rsl": "rsl",
}
_PREFIXES: Final = frozenset(_SPACES.values()) - {""}
KEYS_KEPT: Final = 4_096  # tags remembered; a usual feed has fifty


def key_of(element: object) -> str:
    """The key of an lxml element, empty for comments and the like."""
    tag = getattr(element, "tag", None)
    return _key(tag, getattr(element, "prefix", None)) if isinstance(tag, str) else ""


@lru_cache(maxsize=KEYS_KEPT)
def _key(tag: str, prefix: str | None) -> str:
    space, _, local = tag.rpartition("}")
    if not space:
        # An undeclared prefix stays inside the name.
        own, _, name = local.lower().rpartition(":")
        return f"{own}:{name}" if own else name
    bare = space[1:].lower().rpartition("://")[2].rstrip("/#")
    known = _SPACES.get(bare)
    if known is None:
        own = (prefix or "").lower()
        known = own if own in _PREFIXES or not own else "x"
    return f"{known}:{local.lower()}" if known else local.lower()
