"""Search: everything that came in, by headline and provider."""

from typing import Final

from wiredesk.craft.render import headline
from wiredesk.craft.searching import mark, parse_query
from wiredesk.ports.searching import COUNTED_MAX, INCOMING_FIELDS
from wiredesk.records.hold import Bucket
from wiredesk.records.user import Role
from wiredesk.web.desk.visit import Answer, Desk, Page, Shown, Visit

HITS_SHOWN: Final = 50
BUCKETS: Final = {bucket.value: bucket for bucket in Bucket}


def show_hits(desk: Desk, visit: Visit) -> Answer:
    """A page of hits, last received first; one article when its id or address was typed."""
    text = visit.query.get("q", "")
    bucket = BUCKETS.get(visit.query.get("in", ""))
    query = parse_query(text, fields=INCOMING_FIELDS)
    exact = desk.store.find_article(text.strip()) if text.strip() else None
    found = desk.store.search_incoming(
        query, limit=HITS_SHOWN, cursor=visit.query.get("after", ""), bucket=bucket
    )
    lines = desk.store.list_lines(found.articles)
    values = {
        "text": query.text,
        "ignored": query.ignored,
        "bucket": bucket,
        "buckets": tuple(Bucket),
        "exact": exact,
        "hits": [(line, mark(headline(line.title), query)) for line in lines],
        "count": found.count,
        "counted_max": COUNTED_MAX,
        "cursor": found.cursor,
        "now": visit.now,
    }
    return Shown(template="search.html", values=values)


PAGES: Final = (
    Page(name="search", path="/search", method="GET", role=Role.READER, answer=show_hits),
)
