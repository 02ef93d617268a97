"""The store, side by side: the inbox."""

from collections.abc import Sequence
from typing import Protocol

from wiredesk.basics.ids import ArticleId
from wiredesk.records.held import HeldCount, HeldFilter, HeldLine, HeldOrder, HeldShare


class HeldStore(Protocol):
    """What waits for a person: held, or published and frozen while its newer version is held.

    What somebody has decided about and the route has not judged since is left out.
    """

    def count_held(self, matching: HeldFilter) -> list[HeldCount]:
        """How many match for each reason, in the order of `HoldReason`; reasons without any are left out."""
        ...

    def list_held_shares(self, matching: HeldFilter) -> list[HeldShare]:
        """How many match for each reason and provider, most first, then by reason and provider."""
        ...

    def list_held(
        self,
        matching: HeldFilter,
        *,
        order: HeldOrder,
        limit: int,
        after: tuple[int, ArticleId] | None = None,
    ) -> list[HeldLine]:
        """Those that match in order, a page at a time: `after` is the key and the id of the line before."""
        ...

    def load_held(self, articles: Sequence[ArticleId]) -> list[HeldLine]:
        """Those of these articles that are held, in the order asked for."""
        ...
