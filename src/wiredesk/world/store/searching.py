"""The store's side of finding: queries over the indexes that `indexing` keeps."""

import re
from datetime import datetime
from typing import Final, NamedTuple

from wiredesk.basics.errors import InputError
from wiredesk.basics.ids import ArticleId
from wiredesk.ports.searching import COUNTED_MAX, INCOMING_FIELDS
from wiredesk.records.hold import Bucket
from wiredesk.records.searching import Field, Found, Order, SearchQuery, Term
from wiredesk.world.store.codec import seconds
from wiredesk.world.store.indexing import FINDABLE, INCOMING, place_of
from wiredesk.world.store.matching import SPEECH, match_of
from wiredesk.world.store.outcomes import OutcomeStore

LAST_PLACE: Final = 2**63 - 1
_CURSOR: Final = re.compile(r"([01])\.(\d{1,18})\Z")


class _Range(NamedTuple):
    """Places from `begin` on, before `end`."""

    begin: int
    end: int


class SearchStore(OutcomeStore):
    """Hits by place, the last one first: no query reads more than it shows."""

    def search(self, query: SearchQuery, *, order: Order, limit: int, cursor: str = "") -> Found:
        """Published articles by what may be shown of them; InputError when `cursor` is none of ours.

        An empty query finds everything, the newest first.
        """
        speech = SPEECH[self._database.dialect]
        tiers = [whole := match_of(speech, query.terms)]
        if order is Order.BEST and any(map(_is_headline_term, query.terms)):
            headline = match_of(speech, query.terms, in_headline=True)
            tiers = [headline, speech.but(whole, headline)]
        return self._found(FINDABLE, query, tiers, limit=limit, cursor=cursor)

    def search_incoming(
        self,
        query: SearchQuery,
        *,
        limit: int,
        cursor: str = "",
        bucket: Bucket | None = None,
    ) -> Found:
        """Everything that came in, by headline and provider, last received first; in one bucket when given.

        Terms of other fields than `INCOMING_FIELDS` find nothing.  InputError as above.
        """
        if any(term.field not in INCOMING_FIELDS for term in query.terms if not term.is_excluded):
            return Found(articles=())
        tiers = [match_of(SPEECH[self._database.dialect], query.terms)]
        within = bucket.value if bucket else ""
        return self._found(INCOMING, query, tiers, limit=limit, cursor=cursor, bucket=within)

    def _found(
        self,
        table: str,
        query: SearchQuery,
        tiers: list[str],
        *,
        limit: int,
        cursor: str,
        **asked: object,
    ) -> Found:
        """One part of the hits of all tiers, and where the next one begins."""
        span = _Range(_place(query.since, 0), _place(query.until, LAST_PLACE))
        first, before = _parse_cursor(cursor, tiers=len(tiers))
        hits: list[tuple[int, int, str]] = []
        for tier, match in enumerate(tiers):
            if tier < first or len(hits) > limit:
                continue
            end = min(span.end, before) if tier == first else span.end
            values = {"match": match, "begin": span.begin, "end": end, **asked}
            rows = self._database.rows(f"search_{table}", values | {"limit": limit + 1 - len(hits)})
            hits += [(tier, place, article) for place, article in rows]
        every = match_of(SPEECH[self._database.dialect], query.terms)
        values = {"match": every, "begin": span.begin, "end": span.end, **asked}
        counted = self._database.row(f"count_{table}", values | {"limit": COUNTED_MAX})
        shown = hits[:limit]
        more = f"{shown[-1][0]}.{shown[-1][1]}" if shown and len(hits) > limit else ""
        return Found(
            articles=tuple(ArticleId(article) for _, _, article in shown),
            cursor=more,
            count=int(counted[0]) if counted else 0,
        )


def _is_headline_term(term: Term) -> bool:
    return term.field is Field.WORDS and not term.is_excluded


def _place(at: datetime | None, otherwise: int) -> int:
    return otherwise if at is None else place_of(seconds(at))


def _parse_cursor(cursor: str, *, tiers: int) -> tuple[int, int]:
    """Tier and place that the last part ended with."""
    if not cursor:
        return 0, LAST_PLACE
    found = _CURSOR.match(cursor)
    if found is None or int(found[1]) >= tiers:
        raise InputError(
            "is no place in this list.",
            subject="cursor",
            remedy="Begin at the list's first page.",
            code="cursor",
        )
    return int(found[1]), int(found[2])
