"""The store's side of finding: what readers may find, and what editors can."""

from typing import Final, Protocol

from wiredesk.records.hold import Bucket
from wiredesk.records.searching import Field, Found, Order, SearchQuery

COUNTED_MAX: Final = 1_000
"""Hits are counted no further."""
INCOMING_FIELDS: Final = frozenset({Field.WORDS, Field.PROVIDER})
"""What `search_incoming` can be asked for."""


class SearchStore(Protocol):
    """Hits of a query; the index changes in the transaction that changes what it tells of."""

    def search(self, query: SearchQuery, *, order: Order, limit: int, cursor: str = "") -> Found:
        """Published articles by what may be shown of them; InputError when `cursor` is none of ours.

        An empty query finds everything, the newest first.
        """
        ...

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
        ...

    def fill_incoming(self) -> None:
        """A hub of an older version gets its index of what came in; killed, it goes on from there."""
        ...
