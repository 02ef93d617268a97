"""The store, side by side: copies of the pictures of what is out; and where they are kept."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Protocol

from wiredesk.records.picture import PictureDone, PictureWork


class Pictures(Protocol):
    """Keeps pictures under the hash of their bytes."""

    def save(self, body: bytes) -> str:
        """Where it lies now, below the hub's folder; InputError when the quota is used up."""
        ...

    def read(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Path and bytes of those that are there."""
        ...

    def keep_only(self, paths: Iterable[str]) -> int:
        """Remove every picture that is not among `paths`; how many."""
        ...


class PicturingStore(Protocol):
    """Which pictures are wanted, and where their copies lie.

    `save_records` says which: the picture that an article's record shows is wanted, and no other is kept.
    """

    def list_picture_work(self, *, now: datetime, limit: int) -> list[PictureWork]:
        """Pictures that are due to be looked at, longest due first, then by article."""
        ...

    def save_pictures(self, done: Sequence[PictureDone], *, now: datetime) -> None:
        """Keep where copies lie; an article with a new one goes back to publish."""
        ...

    def list_picture_paths(self) -> list[str]:
        """Paths of all copies that are wanted."""
        ...
