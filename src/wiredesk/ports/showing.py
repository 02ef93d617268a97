"""The store, side by side: what pages are made of, and what of it changed since a page was made last."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from wiredesk.basics.ids import ArticleId, StoryId
from wiredesk.records.coverage import Coverage
from wiredesk.records.reason import Reason


class ShowingStore(Protocol):
    """What pages are made of.  The log of changes grows by itself with whatever is saved."""

    def list_changed(self, *, since: int | None) -> tuple[int, frozenset[str]]:
        """The newest mark of the log, and the articles and stories of which something changed after `since`.

        More may be named than pages show; nothing that they show is missing.  None asks for the mark alone.
        """
        ...

    def list_coverage(self, article_ids: Sequence[ArticleId]) -> list[Coverage]:
        """Where these articles count now, in the order of the log; those never filed are left out."""
        ...

    def list_rank_reasons(
        self, story_ids: Sequence[StoryId]
    ) -> Mapping[StoryId, tuple[Reason, ...]]:
        """Why these stories were ranked as they are; those that never were are left out."""
        ...

    def list_record_paths(self) -> list[tuple[str, ArticleId]]:
        """Path and article of every record that shall be out, by path."""
        ...

    def load_records(self, article_ids: Sequence[ArticleId]) -> Mapping[ArticleId, bytes]:
        """Bytes of the records of these articles that shall be out."""
        ...
