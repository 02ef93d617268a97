"""A whole store from one database into another: all of it, or nothing.

In: two open databases, the second without a hub in it.  Out: what was moved, table by table, with a digest that both
databases agree on.  Works in both directions.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from typing import Final

import msgspec

from wiredesk.basics.errors import StoreError
from wiredesk.world.store.connection import WORDS, Database, Row
from wiredesk.world.store.sqlite_database import SqliteDatabase

DIGEST_BYTES: Final = 16
_ENCODER: Final = msgspec.msgpack.Encoder()


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One table."""

    table: str
    rows: int
    digest: str
    """Of its rows, whatever their order."""


class Tally:
    """Counts the rows that pass by, and adds up their digests."""

    def __init__(self) -> None:
        self._rows = 0
        self._sum = 0

    def passing(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows as they come."""
        for row in rows:
            self._rows += 1
            plain = [_plain(value) for value in row]
            digest = hashlib.blake2b(_ENCODER.encode(plain), digest_size=DIGEST_BYTES).digest()
            self._sum += int.from_bytes(digest)
            yield row

    def moved(self, table: str) -> Moved:
        """What passed by."""
        bound = 1 << (8 * DIGEST_BYTES)
        return Moved(table=table, rows=self._rows, digest=f"{self._sum % bound:032x}")


def move_database(
    source: Database, target: Database, *, tell: Callable[[Moved], object]
) -> list[Moved]:
    """Copy everything, read it again, and keep it only when each table has the same digest there.

    StoreError, and nothing is changed, when the target holds anything, or what is read there is not the same.
    """
    schema = _schema()
    moved = []
    with ExitStack() as both:
        both.enter_context(source.transaction())  # so that nobody writes there meanwhile
        both.enter_context(target.transaction())
        _check_empty(target, schema)
        for table, columns in schema.items():
            sent = Tally()
            target.fill_table(table, columns, sent.passing(source.read_table(table, columns)))
            one = sent.moved(table)
            if digest_of(target, table, columns) != one:
                raise StoreError(
                    f"{table} is not the same as in {source.name}; nothing was moved.",
                    subject=target.name,
                    remedy="Run `wiredesk doctor` on both.",
                    code="differs",
                )
            tell(one)
            moved.append(one)
    return moved


def digest_of(database: Database, table: str, columns: Sequence[str]) -> Moved:
    """A table as it stands in a database, within a transaction."""
    found = Tally()
    for _ in found.passing(database.read_table(table, columns)):
        pass
    return found.moved(table)


def _schema() -> dict[str, tuple[str, ...]]:
    """All that a hub keeps, as an empty one tells: tables with their columns, then indexes of words."""
    with closing(SqliteDatabase(None)) as empty:
        tables = empty.schema()
    # Filling the others is noted there, so it comes last.
    noted = {"changed": tables.pop("changed")}
    return {**tables, **WORDS, **noted}


def _check_empty(target: Database, schema: dict[str, tuple[str, ...]]) -> None:
    """Nothing may be there but what a new hub brings with it."""
    with closing(SqliteDatabase(None)) as empty, empty.transaction():
        for table, columns in schema.items():
            if digest_of(target, table, columns) != digest_of(empty, table, columns):
                raise StoreError(
                    f"holds a hub already: there are rows in {table}.",
                    subject=target.name,
                    remedy="Name an empty database.",
                    code="not_empty",
                )


def _plain(value: object) -> object:
    """As both databases can say it: PostgreSQL keeps no U+0000."""
    return value.replace("\x00", "\ufffd") if isinstance(value, str) else value
