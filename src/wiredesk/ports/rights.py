"""The store, side by side: what was shown, what was taken down, and what has expired."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Protocol

from wiredesk.basics.ids import ArticleId
from wiredesk.records.page import ArchivePlace
from wiredesk.records.rights import Ageing, Shown, ShownLine, Takedown, TakedownAct


class RightsStore(Protocol):
    """What was shown, what was taken down, and what has expired."""

    # --- what was shown --------------------------------------------------------------------------

    def save_usage(
        self,
        shown: Collection[Shown],
        *,
        before: Collection[Shown] | None = None,
        generation: int,
        now: datetime,
    ) -> None:
        """The outlets now show this generation of records, and exactly this of whom.

        What was shown before and is not among it ends now; who knows what that was
        says in `before` what of it may end, and leaves out what stays.
        """
        ...

    def list_usage(self, provider: str) -> list[ShownLine]:
        """What was ever shown of a provider, newest first, then by article and exit."""
        ...

    # --- take-downs ------------------------------------------------------------------------------

    def find_takedown(self, marks: Sequence[str]) -> ArticleId | None:
        """The taken-down article that one of these marks belongs to."""
        ...

    def save_takedown(self, takedown: Takedown, marks: Sequence[str], *, now: datetime) -> None:
        """Take an article down, with all that lead to it: it leaves its story, and every exit with the next publishing.

        What carries one of its marks later, or is of its provider and family, goes the same way by itself.
        Twice is once; a `purge_at` that is sooner counts.
        """
        ...

    def undo_takedown(self, article_id: ArticleId, *, by: str, note: str, now: datetime) -> bool:
        """Put it back to be judged again; False when it was purged, or never taken down."""
        ...

    def list_takedowns(self) -> list[Takedown]:
        """What is taken down, newest first, then id."""
        ...

    def list_takedowns_of(self, article_ids: Sequence[ArticleId]) -> list[Takedown]:
        """Take-downs of those of these articles that are taken down."""
        ...

    def list_takedown_log(self, article_id: ArticleId) -> list[TakedownAct]:
        """What was done to an article, oldest first."""
        ...

    def list_doors(self, article_id: ArticleId) -> tuple[list[str], list[tuple[str, str]]]:
        """Every address that leads to an article, and pairs of source and entry key."""
        ...

    def purge(self, article_id: ArticleId, *, by: str, now: datetime) -> bool:
        """Remove every text of a taken-down article for good; False while its record is still to be withdrawn."""
        ...

    # --- what has expired ------------------------------------------------------------------------

    def list_archived(self, article_ids: Sequence[ArticleId]) -> list[ArchivePlace]:
        """Where raw responses of these articles and of all that lead to them lie, by file and offset."""
        ...

    def forget_archived(self, places: Sequence[ArchivePlace]) -> list[str]:
        """They are no longer there; which of their files hold nothing else that is kept."""
        ...

    def list_ageing(self, *, received: datetime) -> Iterator[Ageing]:
        """Articles that were received by then and of which something may still be kept, by id."""
        ...

    def save_expired(self, expired: Sequence[tuple[ArticleId, int]], *, now: datetime) -> None:
        """So much of each is no longer kept: 1 raw responses, 2 and the full text, 3 and the excerpt.

        A published one whose excerpt expired is published again.
        """
        ...
