"""Ports of sealing: the keys, and the store's side of what is sealed."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from wiredesk.basics.ids import ArticleId
from wiredesk.records.sealing import KeptRecord, Keyring, Resealed, Unsealing


class Keys(Protocol):
    """The keys of one hub, and the randomness that sealing takes."""

    def load(self) -> Keyring:
        """The keyring as its file is now; KeyringError when it is not as it must be."""
        ...

    def nonce(self) -> bytes:
        """Twelve random bytes that were never given before."""
        ...


class SealingStore(Protocol):
    """Which records we sealed, and who opened one.

    May be called beside the process that runs the route: each save is one short transaction.
    """

    def count_sealed(self) -> Mapping[str, int]:
        """How many records are sealed under each key, withdrawn ones included."""
        ...

    def list_sealed_otherwise(self, kid: str, *, after: ArticleId, limit: int) -> list[KeptRecord]:
        """Records that we sealed under another key than `kid`, by id, from behind `after`."""
        ...

    def list_not_sealed(self, *, after: ArticleId, limit: int) -> list[KeptRecord]:
        """Records that we did not seal, by id, from behind `after`."""
        ...

    def load_kept(self, article_id: ArticleId) -> KeptRecord | None:
        """The record of an article, also a withdrawn one; None when it never had one."""
        ...

    def save_resealed(self, done: Sequence[Resealed]) -> int:
        """Replace each record that is still as it was `before`; how many were."""
        ...

    def raise_generation(self) -> None:
        """Say that the outlets are behind the records."""
        ...

    def save_unsealing(self, one: Unsealing) -> None:
        """Keep a line of the audit."""
        ...

    def list_unsealings(self, *, limit: int) -> list[Unsealing]:
        """The last lines of the audit, newest first."""
        ...
