"""The store, side by side: what goes out (step 10), and what a person decided about it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Protocol

from wiredesk.basics.ids import ArticleId
from wiredesk.records.decision import Decision
from wiredesk.records.work import PublishDone, PublishWork


class PublishingStore(Protocol):
    """What goes out (step 10), and what a person decided about it."""

    # --- step 10, publish ------------------------------------------------------------------------

    def list_publish_work(self, *, now: datetime, limit: int) -> list[PublishWork]:
        """Articles at stage publish, by received_at, then id."""
        ...

    def is_path_taken(self, path: str) -> bool:
        """Whether a record ever lay at this path."""
        ...

    def save_records(self, done: Sequence[PublishDone], *, version: int, now: datetime) -> None:
        """Keep the records as they shall be; the generation rises when one changed.

        For each that changed an event is filed in the same transaction (`OutboxStore`).
        One that was sealed anew since it was decided stays at stage publish and is decided again.
        """
        ...

    def load_generation(self) -> tuple[int, int]:
        """Generation of the records as they shall be, and as the outlets were last seen to be."""
        ...

    def list_records(self) -> Iterator[tuple[str, bytes]]:
        """Path and bytes of every record that shall be out, by path."""
        ...

    def save_decision(
        self,
        article_id: ArticleId,
        decision: str,
        *,
        by: str,
        note: str,
        now: datetime,
        until: datetime | None = None,
    ) -> None:
        """What a person chose: `release`, `reject`, `hold`, or empty to take it back; judged again.

        A `hold` with `until` lifts itself then.
        """
        ...

    def list_decisions(self, article_id: ArticleId) -> list[Decision]:
        """What people chose for an article, oldest first; what was taken back is left out."""
        ...
