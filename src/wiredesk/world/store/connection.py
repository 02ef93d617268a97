"""What the store's sides ask of a database, whichever it is: named queries, and transactions.

In: nothing.  Out: the protocol, and the errors that both databases raise in the same words.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Final, Protocol

from wiredesk.basics.errors import StoreError
from wiredesk.world.store.queries import Dialect

Row = tuple[Any, ...]
Values = Sequence[Any] | dict[str, Any]
WORDS: Final = {
    "findable_words": ("place", "title", "excerpt", "provider", "topics", "facets"),
    "incoming_words": ("place", "title", "provider", "facets"),
}
"""Indexes of words: no tables in either database, but what stands in them can be told row by row."""


class Database(Protocol):
    """Spoken to in named queries, from several threads; every error is a StoreError with a remedy."""

    name: str
    """How it is called in what people read; never holds a password."""
    dialect: Dialect

    def close(self) -> None:
        """Let go of it, and of the writer's lock; harmless when done twice."""
        ...

    def transaction(self) -> AbstractContextManager[None]:
        """All writes within happen together or not at all; one transaction at a time."""
        ...

    def rows(self, query: str, values: Values = ()) -> list[Row]:
        """All rows of a named query."""
        ...

    def row(self, query: str, values: Values = ()) -> Row | None:
        """The first row of a named query."""
        ...

    def write(self, query: str, values: Values = ()) -> int:
        """Run a named query within a transaction; how many rows it changed."""
        ...

    def write_many(self, query: str, lines: Iterable[Values]) -> None:
        """Run a named query for each line within a transaction."""
        ...

    def find_faults(self) -> list[str]:
        """What the database says is wrong with it; empty when it is whole."""
        ...

    def write_back(self) -> None:
        """Let go what was overwritten or deleted, wherever the database still keeps it."""
        ...

    def read_table(self, table: str, columns: Sequence[str]) -> Iterator[Row]:
        """All rows of a table, or of an index of words, within a transaction."""
        ...

    def fill_table(self, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        """Put these rows in the place of those of a table, or of an index of words, within a transaction."""
        ...

    def dump(self) -> str:
        """Every row of every table as text, in a fixed order; for tests."""
        ...


def no_hub_yet(name: str) -> StoreError:
    """Somebody wants to read what nobody has written."""
    return StoreError(
        "has no hub in it yet, or one of an older version.",
        subject=name,
        remedy="Run `wiredesk run --once` first.",
        code="older",
    )


def of_a_newer_version(name: str, version: int, *, known: int) -> StoreError:
    """A newer Wiredesk wrote it; this one would not understand what it reads."""
    return StoreError(
        f"was written by a newer Wiredesk (version {version}, this one knows {known}).",
        subject=name,
        remedy="Update Wiredesk.",
        code="newer",
    )
