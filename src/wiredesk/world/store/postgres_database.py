"""One PostgreSQL database: migrated, held by one coordinator, spoken to in transactions.

In: an address.  Out: rows.  Knows nothing of articles.

Reading goes through a pool.  The coordinator's lock and all its writing live in one session: who
loses the connection loses the lock and whatever was not committed, and nobody can write with a lock
that is no longer held.  Transactions wait for one another, as SQLite's do, so that numbers rise in
the order of commits.
"""

import contextlib
import os
import re
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, Final

import psycopg

from wiredesk.basics.errors import StoreError
from wiredesk.world.store import postgres_upkeep as upkeep
from wiredesk.world.store.connection import WORDS, Row, Values, no_hub_yet, of_a_newer_version
from wiredesk.world.store.postgres_session import WAIT_SECONDS, Connection, PostgresSession
from wiredesk.world.store.queries import Dialect, load_migrations, load_queries

COORDINATOR_LOCK: Final = 0x77697265_00000001  # advisory locks are numbers; of one database each
TRANSACTION_LOCK: Final = 0x77697265_00000002
_HOLDER: Final = re.compile(r"process (\d+) on (.+), begun at tick ")
_BEGAN: Final = 19  # place of the start time in /proc/PID/stat, behind the name
PAUSE_SECONDS: Final = 0.1  # between two tries to reach a server that is gone
_ESCAPED_NUL: Final = re.compile(
    r"(?<!\\)((?:\\\\)*)\\u0000"
)  # behind an even number of backslashes
_BEGIN: Final = f"BEGIN; SELECT pg_advisory_xact_lock({TRANSACTION_LOCK})"


class PostgresDatabase:
    """Named queries over a pool; safe to use from several threads."""

    dialect: Dialect = "postgres"

    def __init__(self, url: str, *, read_only: bool = False, beside: bool = False) -> None:
        self._session = PostgresSession(url, read_only=read_only)
        self.name = self._session.name
        self._queries = load_queries("postgres")
        self._mutex = threading.RLock()
        self._own = threading.local()
        self._epoch = 0
        self._writer: Connection | None = None
        first = self._session.connect()
        try:
            if read_only or beside:
                self._check_version(first)
                first.close()
            else:
                self._become_coordinator(first)
                self._writer = first
            self._pool = self._session.open_pool()
        except BaseException:
            first.close()
            raise

    def close(self) -> None:
        """Let go of all connections, and with them of the lock; harmless when done twice."""
        with self._mutex, self._session.wrapped():
            self._pool.close()
            if self._writer is not None:
                self._writer.close()

    # --- transactions -------------------------------------------------------------------------------

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All writes within happen together or not at all; StoreError `in_doubt` when nobody can know."""
        with self._mutex, contextlib.ExitStack() as stack:
            connection = self._begun(stack)
            self._own.connection = connection
            try:
                yield
            except BaseException:
                _roll_back(connection)
                raise
            finally:
                self._own.connection = None
            self._commit(connection)

    def _begun(self, stack: contextlib.ExitStack) -> Connection:
        """A connection in a transaction; one that turns out to be dead is replaced."""
        deadline = time.monotonic() + WAIT_SECONDS
        while True:
            connection = None
            try:
                with self._session.wrapped():
                    connection = self._writing(stack)
                    connection.execute(_BEGIN, prepare=False)
            except StoreError as error:
                if connection is not None and not connection.closed:
                    _roll_back(connection)
                if error.code != "lost" or time.monotonic() > deadline:
                    raise
                stack.close()
                time.sleep(PAUSE_SECONDS)
            else:
                return connection

    def _writing(self, stack: contextlib.ExitStack) -> Connection:
        """The coordinator's session, or for who works beside it one of the pool."""
        if not self._epoch:
            return stack.enter_context(self._pool.connection())
        if self._writer is None or self._writer.closed:
            self._writer = self._coordinator_again()
        return self._writer

    def _commit(self, connection: Connection) -> None:
        try:
            connection.execute("COMMIT", prepare=False)
        except psycopg.OperationalError as cause:
            if connection.closed:
                raise self._session.in_doubt(cause) from cause
            with self._session.wrapped():
                raise
        except psycopg.Error:
            with self._session.wrapped():
                raise

    def rows(self, query: str, values: Values = ()) -> list[Row]:
        """All rows of a named query; asked again when the server went away meanwhile."""
        own = getattr(self._own, "connection", None)
        if own is not None:
            with self._session.wrapped():
                return self._asked(own, query, values)
        deadline = time.monotonic() + WAIT_SECONDS
        while True:
            try:
                with self._session.wrapped(), self._pool.connection() as connection:
                    return self._asked(connection, query, values)
            except StoreError as error:
                if error.code != "lost" or time.monotonic() > deadline:
                    raise
                time.sleep(PAUSE_SECONDS)

    def row(self, query: str, values: Values = ()) -> Row | None:
        """The first row of a named query."""
        found = self.rows(query, values)
        return found[0] if found else None

    def write(self, query: str, values: Values = ()) -> int:
        """Run a named query within a transaction; how many rows it changed."""
        with self._session.wrapped():
            return int(self._held().execute(self._queries[query], _sent(values)).rowcount)

    def write_many(self, query: str, lines: Iterable[Values]) -> None:
        """Run a named query for each line within a transaction."""
        given = [_sent(line) for line in lines]
        with self._session.wrapped(), self._held().cursor() as cursor:
            cursor.executemany(self._queries[query], given)

    def _asked(self, connection: Connection, query: str, values: Values) -> list[Row]:
        return connection.execute(self._queries[query], _sent(values)).fetchall()

    def _held(self) -> Connection:
        own: Connection | None = getattr(self._own, "connection", None)
        assert own is not None, "written outside a transaction"
        return own

    # --- who writes ---------------------------------------------------------------------------------

    def _become_coordinator(self, connection: Connection) -> None:
        with self._session.wrapped():
            deadline = time.monotonic() + WAIT_SECONDS
            while not _take_lock(connection):
                if not _is_gone(_holder(connection)) or time.monotonic() > deadline:
                    raise self._second_writer(connection)
                time.sleep(PAUSE_SECONDS)
            connection.execute(_BEGIN, prepare=False)
            self._migrate(connection)
            row = connection.execute(
                "UPDATE coordinator SET epoch = epoch + 1, holder = %s RETURNING epoch",
                (_named(os.getpid()),),
            ).fetchone()
            assert row is not None, "the first migration makes the row"
            connection.execute("COMMIT", prepare=False)
            self._epoch = row[0]

    def _coordinator_again(self) -> Connection:
        """A session with the lock after one was lost; StoreError when another process wrote meanwhile."""
        connection = self._session.connect()
        try:
            with self._session.wrapped():
                self._regain(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _regain(self, connection: Connection) -> None:
        has_lock = _take_lock(connection)
        row = connection.execute("SELECT epoch FROM coordinator").fetchone()
        if row is None or row[0] != self._epoch:
            raise self._second_writer(connection)
        if not has_lock:  # the server has not noticed yet that our old session is gone
            raise StoreError(
                "the lock of the session that was lost is not free yet.",
                subject=self.name,
                remedy="It goes on by itself within a minute.",
                code="lost",
            )

    def _second_writer(self, connection: Connection) -> StoreError:
        return StoreError(
            f"another wiredesk ({_holder(connection).partition(',')[0] or 'unknown'}) writes to this hub.",
            subject=self.name,
            remedy="Stop that one first.",
            code="second_writer",
        )

    # --- versions -----------------------------------------------------------------------------------

    def _migrate(self, connection: Connection) -> None:
        """Within a transaction: all steps that are missing, or none."""
        steps = load_migrations("postgres")
        version = self._version(connection, known=len(steps))
        for text in steps[version:]:
            connection.execute(text.encode(), prepare=False)
        connection.execute("UPDATE coordinator SET version = %s", (len(steps),))

    def _check_version(self, connection: Connection) -> None:
        known = len(load_migrations("postgres"))
        with self._session.wrapped():
            if self._version(connection, known=known) < known:
                raise no_hub_yet(self.name)

    def _version(self, connection: Connection, *, known: int) -> int:
        if not _has_hub(connection):
            return 0
        row = connection.execute("SELECT version FROM coordinator").fetchone()
        version = int(row[0]) if row else 0
        if version > known:
            raise of_a_newer_version(self.name, version, known=known)
        return version

    # --- as a whole ---------------------------------------------------------------------------------

    def find_faults(self) -> list[str]:
        """Settings that lose data, broken indexes, and whatever cannot be read: every row is."""
        with self._session.wrapped(), self._pool.connection() as connection:
            return upkeep.find_faults(connection)

    def write_back(self) -> None:
        """Free the space of what was overwritten or deleted (docs/how-to/use-postgresql.md: what is left)."""
        with self._session.wrapped(), self._pool.connection() as connection:
            upkeep.write_back(connection)

    def dump(self) -> str:
        """Every row of every table as text, in a fixed order; for tests."""
        with self._session.wrapped(), self._pool.connection() as connection:
            return upkeep.dump(connection)

    def read_table(self, table: str, columns: Sequence[str]) -> Iterator[Row]:
        """All rows of a table, or of an index of words, within a transaction."""
        with self._session.wrapped():
            yield from upkeep.read_table(self._held(), table, columns)

    def fill_table(self, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        """Put these rows in the place of those of a table, or of an index of words, within a transaction."""
        with self._session.wrapped():
            upkeep.empty_table(self._held(), table)
        if table in WORDS:
            named = (dict(zip(columns, row, strict=True)) for row in rows)
            while part := list(islice(named, upkeep.ROWS_READ)):
                self.write_many(f"save_{table}", part)
            return
        with self._session.wrapped():
            upkeep.fill_table(self._held(), table, columns, rows)


def _take_lock(connection: Connection) -> bool:
    row = connection.execute("SELECT pg_try_advisory_lock(%s)", (COORDINATOR_LOCK,)).fetchone()
    return bool(row and row[0])


def _holder(connection: Connection) -> str:
    """Who became the coordinator last; empty before anybody did."""
    if not _has_hub(connection):
        return ""
    row = connection.execute("SELECT holder FROM coordinator").fetchone()
    return str(row[0]) if row else ""


def _is_gone(holder: str) -> bool:
    """Whether that process has ended: then the server will notice in a moment, and it is waited for."""
    found = _HOLDER.match(holder)
    if found is None:
        return True  # killed before it could say who it is
    return found[2] == os.uname().nodename and holder != _named(int(found[1]))


def _named(process: int) -> str:
    """A process of this machine by number, host and when it began: numbers are used again."""
    try:
        told = Path("/proc", str(process), "stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        told = []
    began = told[_BEGAN] if len(told) > _BEGAN else "unknown"
    return f"process {process} on {os.uname().nodename}, begun at tick {began}"


def _has_hub(connection: Connection) -> bool:
    row = connection.execute("SELECT to_regclass('coordinator')").fetchone()
    return bool(row and row[0])


def _roll_back(connection: Connection) -> None:
    """Nothing stays open; a failure here would only hide the one that led here.

    A session that died in the middle of many lines can stay in pipeline mode, and refuses all that follows: it is given up.
    """
    try:
        connection.execute("ROLLBACK", prepare=False)
    except psycopg.Error:
        connection.close()


def _sent(values: Values) -> Any:
    """Values as PostgreSQL takes them: no text of its holds a NUL, plain or in JSON."""
    if isinstance(values, dict):
        return {name: _without_nul(value) for name, value in values.items()}
    return [_without_nul(value) for value in values]


def _without_nul(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if value.startswith("[") and "\\u0000" in value:  # keys to look up; other JSON is kept as it is
        value = _ESCAPED_NUL.sub(r"\1\\ufffd", value)
    return value.replace("\x00", "\ufffd")
