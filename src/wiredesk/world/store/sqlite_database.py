"""One SQLite database: opened, migrated, locked for one writer, spoken to in transactions.

In: a path, or None for memory.  Out: rows.  Every apsw error leaves as StoreError with a remedy.
Knows nothing of articles.
"""

import contextlib
import fcntl
import os
import queue
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import apsw

from wiredesk.basics.errors import StoreError
from wiredesk.world.store.connection import WORDS, Row, Values, no_hub_yet, of_a_newer_version
from wiredesk.world.store.queries import Dialect, load_migrations, load_queries

SQLITE_MIN: Final = 3_051_003  # WAL-reset bug up to 3.51.2 (SAFETY.md rule 14)
BUSY_MILLISECONDS: Final = 10_000
CACHE_KIBIBYTES: Final = (
    65_536  # with SQLite's own 2,000 a batch of 20,000 entries takes twice as long
)
READERS_MAX: Final = 4  # connections that only read, beside the one that writes
READER_CACHE_KIBIBYTES: Final = 16_384
STATEMENTS_KEPT: Final = 200  # prepared; more than there are queries
WAL_BYTES_KEPT: Final = (
    67_108_864  # after a checkpoint, so that one large batch does not keep the disk
)

_REMEDIES: Final[dict[type[apsw.Error], tuple[str, str]]] = {
    apsw.BusyError: ("locked", "Another program holds it; stop that one, nothing was lost."),
    apsw.LockedError: ("locked", "Another program holds it; stop that one, nothing was lost."),
    apsw.FullError: ("full", "Free some disk space; it goes on by itself, nothing was lost."),
    apsw.IOError: ("io", "Look at the disk and its free space; nothing that was saved is lost."),
    apsw.CorruptError: ("corrupt", "Restore it from a backup; the archive has the pages since."),
    apsw.NotADBError: ("corrupt", "Restore it from a backup; the archive has the pages since."),
    apsw.ReadOnlyError: ("read_only", "Make the hub's folder writable."),
    apsw.CantOpenError: ("cannot_open", "Check that the hub's folder exists and is writable."),
    apsw.PermissionsError: ("read_only", "Make the hub's folder writable."),
}


class SqliteDatabase:
    """A connection with named queries; safe to use from several threads, one at a time.

    Opened beside the writer of a file it keeps a few connections that only read: several threads look at once, and
    none of them waits for a transaction, neither another process's nor its own.
    """

    dialect: Dialect = "sqlite"

    def __init__(self, path: Path | None, *, read_only: bool = False, beside: bool = False) -> None:
        if _library_version() < SQLITE_MIN:
            raise StoreError(
                f"SQLite {apsw.sqlite_lib_version()} can lose what was written (WAL reset).",
                remedy="Update it: pip install -U apsw.",
                code="old_sqlite",
            )
        self.name = str(path) if path else ":memory:"
        as_it_is = read_only or beside
        if as_it_is and path is not None and not path.exists():
            raise no_hub_yet(self.name)
        self._mutex = threading.RLock()
        self._within = 0  # the thread whose transaction is open
        self._lock = _lock_for_writing(path) if path and not as_it_is else None
        self._queries = load_queries("sqlite")
        try:
            with self._wrapped():
                self._connection = self._opened(path, read_only=read_only)
                self._settle(read_only=read_only, in_file=path is not None)
                self._migrate(only_check=as_it_is)
        except BaseException:
            self._unlock()
            raise
        self._path = path
        self._readers: queue.LifoQueue[apsw.Connection | None] = queue.LifoQueue()
        for _ in range(READERS_MAX if beside and path is not None else 0):
            self._readers.put(None)  # opened when it is needed
        self._has_readers = not self._readers.empty()

    def close(self) -> None:
        """Let go of the file and of the writer's lock; harmless when done twice."""
        with self._mutex, self._wrapped():
            try:
                self._close_readers()
                self._connection.close()
            finally:
                self._unlock()

    def _close_readers(self) -> None:
        self._has_readers = False
        while not self._readers.empty():
            reader = self._readers.get()
            if reader is not None:
                reader.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All writes within happen together or not at all (`BEGIN IMMEDIATE`)."""
        with self._mutex, self._wrapped():
            self._connection.execute("BEGIN IMMEDIATE")
            self._within = threading.get_ident()
            try:
                yield
                self._connection.execute("COMMIT")  # may fail too: the disk is full, a reader waits
            except BaseException:
                self._roll_back()
                raise
            finally:
                self._within = 0

    def _roll_back(self) -> None:
        """Nothing stays open; a failure here would only hide the one that led here."""
        with contextlib.suppress(apsw.Error):
            if not self._connection.get_autocommit():
                self._connection.execute("ROLLBACK")

    def rows(self, query: str, values: Values = ()) -> list[Row]:
        """All rows of a named query."""
        with self._reading() as connection, self._wrapped():
            return list(connection.execute(self._queries[query], values))

    def row(self, query: str, values: Values = ()) -> Row | None:
        """The first row of a named query."""
        found = self.rows(query, values)
        return found[0] if found else None

    def write(self, query: str, values: Values = ()) -> int:
        """Run a named query within a transaction; how many rows it changed."""
        with self._wrapped():
            self._connection.execute(self._queries[query], values)
            return int(self._connection.changes())

    def write_many(self, query: str, lines: Iterable[Values]) -> None:
        """Run a named query for each line within a transaction."""
        with self._wrapped():
            self._connection.executemany(self._queries[query], lines)

    def find_faults(self) -> list[str]:
        """What SQLite's own check of the whole file finds."""
        with self._mutex, self._wrapped():
            told = [str(row[0]) for row in self._connection.execute("PRAGMA integrity_check")]
        return [] if told == ["ok"] else told

    def write_back(self) -> None:
        """Let the write-ahead log go, which holds what was overwritten; the file itself has it no more."""
        with self._mutex, self._wrapped():
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    @contextmanager
    def _reading(self) -> Iterator[apsw.Connection]:
        """A connection to read by: the writer's own within its transaction, and where there is no other."""
        if not self._has_readers or self._within == threading.get_ident():
            with self._mutex:
                yield self._connection
            return
        try:
            reader = self._readers.get(timeout=BUSY_MILLISECONDS / 1_000)
        except queue.Empty as cause:
            raise StoreError(
                "is asked for more at once than it can answer.",
                subject=self.name,
                remedy="Try again in a moment.",
                code="busy",
            ) from cause
        try:
            if reader is None:
                reader = self._opened_reader()
            yield reader
        finally:
            self._readers.put(reader)

    def _opened_reader(self) -> apsw.Connection:
        with self._wrapped():
            reader = self._opened(self._path, read_only=True)
            reader.set_busy_timeout(BUSY_MILLISECONDS)
            reader.execute("PRAGMA mmap_size = 0")
            reader.execute(f"PRAGMA cache_size = -{READER_CACHE_KIBIBYTES}")
        return reader

    def read_table(self, table: str, columns: Sequence[str]) -> Iterator[Row]:
        """All rows of a table, or of an index of words, within a transaction."""
        listed = ", ".join(f'"{column}"' for column in columns)
        asked = f'SELECT {listed} FROM "{table}"'  # noqa: S608 - names of our own schema
        with self._wrapped():
            if table in WORDS:
                asked = self._words_of(table, columns)
            yield from self._connection.execute(asked)

    def _words_of(self, table: str, columns: Sequence[str]) -> str:
        """A query for what stands in an index that keeps no texts: it knows each word with its place."""
        self._connection.execute(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{table}_told USING fts5vocab(main, {table}, instance)"
        )
        told = ", ".join(
            f"coalesce(group_concat(term, ' ' ORDER BY \"offset\") FILTER (WHERE col = '{column}'), '')"
            for column in columns[1:]
        )
        return f"SELECT doc, {told} FROM temp.{table}_told GROUP BY doc"  # noqa: S608 - names of our own schema

    def fill_table(self, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        """Put these rows in the place of those of a table, or of an index of words, within a transaction."""
        listed = ", ".join(f'"{column}"' for column in columns)
        places = ", ".join("?" for _ in columns)
        with self._wrapped():
            if table in WORDS:
                self._connection.execute(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")  # noqa: S608 - as above
                listed = listed.replace('"place"', "rowid")
            else:
                self._connection.execute(f'DELETE FROM "{table}"')  # noqa: S608 - as above
            into = f'INSERT INTO "{table}" ({listed}) VALUES ({places})'  # noqa: S608 - as above
            self._connection.executemany(into, rows)

    def schema(self) -> dict[str, tuple[str, ...]]:
        """Tables with their columns, each behind those that it refers to."""
        with self._mutex, self._wrapped():
            names = self._connection.execute(
                "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
                "AND name NOT LIKE 'sqlite_%' ORDER BY name"
            )
            left = {
                str(name): self._told_of(str(name), "foreign_key_list", 2)
                for (name,) in names.fetchall()
            }
            ordered: dict[str, tuple[str, ...]] = {}
            while left:
                name = next(one for one, wants in left.items() if ordered.keys() >= set(wants))
                ordered[name] = self._told_of(name, "table_info", 1)
                del left[name]
            return ordered

    def _told_of(self, table: str, pragma: str, place: int) -> tuple[str, ...]:
        told = self._connection.execute(f'PRAGMA {pragma}("{table}")')
        return tuple(str(row[place]) for row in told)

    def dump(self) -> str:
        """Every row of every table as text, in a fixed order; for tests."""
        told = []
        with self._mutex, self._wrapped():
            # Not the shadows of search indexes: how those lie depends on how they were written.
            tables = self._connection.execute(
                "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type <> 'shadow' "
                "ORDER BY name"
            )
            for (table,) in list(tables):
                lines = sorted(map(repr, self._connection.execute(f'SELECT * FROM "{table}"')))  # noqa: S608 - the name is the database's own
                told += [f"== {table}", *lines]
        return "\n".join(told)

    def _opened(self, path: Path | None, *, read_only: bool) -> apsw.Connection:
        flags = apsw.SQLITE_OPEN_READONLY
        if not read_only:
            flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE
        name = str(path) if path else ":memory:"
        return apsw.Connection(name, flags=flags, statementcachesize=STATEMENTS_KEPT)

    def _settle(self, *, read_only: bool, in_file: bool) -> None:
        connection = self._connection
        connection.set_busy_timeout(BUSY_MILLISECONDS)
        connection.execute("PRAGMA mmap_size = 0")  # SAFETY.md T72
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIBIBYTES}")
        connection.execute("PRAGMA cell_size_check = ON")  # a broken page is named when it is read
        if not read_only:
            # What is deleted or replaced is overwritten too: a purge must find no old copy in free space.
            connection.execute("PRAGMA secure_delete = ON")
            if in_file:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute(f"PRAGMA journal_size_limit = {WAL_BYTES_KEPT}")
            # A power cut takes with NORMAL all since the last checkpoint: what is polled again comes
            # back, what a person rejected or a path that was published does not.  FULL costs one
            # flush per batch, about 4 ms, never one per article.
            connection.execute("PRAGMA synchronous = FULL")

    def _migrate(self, *, only_check: bool) -> None:
        steps = load_migrations("sqlite")
        ((version,),) = self._connection.execute("PRAGMA user_version")
        if version > len(steps):
            raise of_a_newer_version(self.name, version, known=len(steps))
        if only_check:
            if version < len(steps):
                raise no_hub_yet(self.name)
            return
        for number, text in enumerate(steps[version:], version + 1):
            with self.transaction():
                self._connection.execute(text)
                self._connection.execute(f"PRAGMA user_version = {number}")

    @contextmanager
    def _wrapped(self) -> Iterator[None]:
        try:
            yield
        except apsw.Error as cause:
            code, remedy = _REMEDIES.get(type(cause), ("store", "See the log; nothing was saved."))
            raise StoreError(f"{cause}.", subject=self.name, remedy=remedy, code=code) from cause

    def _unlock(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def _library_version() -> int:
    major, minor, patch = (int(part) for part in apsw.sqlite_lib_version().split(".")[:3])
    return major * 1_000_000 + minor * 1_000 + patch


def _lock_for_writing(path: Path) -> int:
    """A lock that dies with the process; StoreError names who holds it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as cause:
        raise StoreError(
            f"cannot be opened: {cause.strerror}.",
            subject=str(path),
            remedy="Check that the hub's folder exists and is writable.",
            code="cannot_open",
        ) from cause
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as cause:
        holder = os.pread(lock, 20, 0).decode("ascii", "replace").strip()
        os.close(lock)
        raise StoreError(
            f"another wiredesk (process {holder or 'unknown'}) writes to this hub.",
            subject=str(path),
            remedy="Stop that one first.",
            code="second_writer",
        ) from cause
    os.ftruncate(lock, 0)
    os.pwrite(lock, f"{os.getpid()}\n".encode(), 0)
    return lock
