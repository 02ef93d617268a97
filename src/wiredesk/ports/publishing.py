"""The store, side by side: what goes out (step 10)."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Protocol

from wiredesk.records.work import PublishDone, PublishWork


class PublishingStore(Protocol):
    """What goes out (step 10)."""

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
