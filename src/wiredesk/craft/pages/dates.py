"""Every statement of a page about when it was published.

In: the head and the markup.  Out: candidates, best first; the address's own date among them.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from wiredesk.basics.dates import Moment, parse_moment
from wiredesk.craft.pages.days import Seen, seen_dates
from wiredesk.craft.pages.head import Head, attribute
from wiredesk.craft.pages.jsonld import text_of
from wiredesk.records.article import DateCandidate

PUBLISHED_METAS: Final = (
    "article:published_time", "article:published:time", "og:article:published_time", "datepublished", "date", "dc.date.issued", "dcterms.created",
    "pubdate", "publishdate", "publish-date", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    "article.published", "published-date", "dc.date", "dcterms.date", "citation_publication_date", "date.release",
    "og:published_time", "rnews:datepublished", "publication_date", "last-publish-date", "originalpublicationdate",
)  # fmt: skip
METAS_MAX: Final = 3  # of one name
UPDATED_METAS: Final = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "dcterms.modified",
)
_URL_DATE = re.compile(
    r"[/_-]((?:19|20)\d\d)[/_.-]?(0[1-9]|1[0-2])[/_.-]?(0[1-9]|[12]\d|3[01])(?=[/_.\-]|$)"
)
_TIME_CLASSES = re.compile(r"publi|posted|date|time|entry|byline|article", re.IGNORECASE)
_UPDATED_CLASSES = re.compile(r"updat|modif|edit|comment", re.IGNORECASE)


def find_dates(head: Head) -> tuple[DateCandidate, ...]:
    """Candidates for the publication, most trusted first, each source once."""
    found: dict[str, DateCandidate] = {}
    for source, text in _stated(head):
        moment = parse_moment(text)
        if moment is not None and source not in found:
            found[source] = DateCandidate(source=source, at=moment.at, has_time=moment.has_time)
    if not found.keys() & {"jsonld", "meta"}:
        _correct(found, seen_dates(head))
    if (day := url_day(head.url)) is not None:
        found["url"] = DateCandidate(source="url", at=day, has_time=False)
    return tuple(
        sorted(found.values(), key=lambda one: (not one.has_time, _ORDER.index(one.source)))
    )


def _correct(found: dict[str, DateCandidate], seen: Seen) -> None:
    """What readers see is better than `<time>` elements far from the headline: those are of teasers."""
    if seen.moment is None:
        return
    found["text"] = DateCandidate(source="text", at=seen.moment.at, has_time=seen.moment.has_time)
    if not seen.times:
        found.pop("time", None)


def find_updated(head: Head) -> datetime | None:
    """When the page says that it was changed."""
    for text in (text_of(head.node.get("dateModified")), head.meta(*UPDATED_METAS)):
        moment: Moment | None = parse_moment(text) if text else None
        if moment is not None and moment.has_time:
            return moment.at
    return None


def url_day(url: str) -> datetime | None:
    """The day that an address itself states."""
    found = _URL_DATE.search(url.partition("?")[0])
    if found is None:
        return None
    try:
        return datetime(int(found[1]), int(found[2]), int(found[3]), tzinfo=UTC)
    except ValueError:
        return None


_ORDER: Final = ("jsonld", "meta", "time", "text", "url")


def _stated(head: Head) -> Iterator[tuple[str, str]]:
    yield "jsonld", text_of(head.node.get("datePublished"))
    for name in PUBLISHED_METAS:
        for content in head.metas.get(name, ())[:METAS_MAX]:
            yield "meta", content
    if not any(
        name in head.metas for name in PUBLISHED_METAS
    ):  # else it is a video's, or a draft's
        for key in ("uploadDate", "dateCreated"):
            yield "jsonld", text_of(head.node.get(key))
    for node in head.page.css("[itemprop=datePublished]")[:2]:
        yield "time", attribute(node, "datetime", "content") or node.text(strip=True)
    times = head.page.css("time")[:12]
    for node in sorted(times, key=_suspicion):
        yield "time", attribute(node, "datetime") or node.text(strip=True)
    for node in head.page.css("[class*=date], [class*=publi], [class*=posted], [class*=byline]")[
        :8
    ]:
        yield "text", node.text(separator=" ", strip=True)[:80]


def _suspicion(node: object) -> int:
    """Times of updates and comments come last, those of the article first."""
    attributes = getattr(node, "attributes", {})
    parent = getattr(node, "parent", None)
    around = " ".join(
        str(value)
        for one in (attributes, getattr(parent, "attributes", {}) or {})
        for key, value in one.items()
        if key in {"class", "id", "itemprop"}
    )
    if _UPDATED_CLASSES.search(around):
        return 2
    return 0 if _TIME_CLASSES.search(around) else 1
