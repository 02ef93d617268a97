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
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import psycopg
from psycopg import sql

from wiredesk.basics.errors import StoreError
from wiredesk.world.store.connection import Row, Values, no_hub_yet, of_a_newer_version
from wiredesk.world.store.postgres_session import (
    SET_LOCK_TIMEOUT,
    WAIT_SECONDS,
    Connection,
    PostgresSession,
)
from wiredesk.world.store.queries import Dialect, load_migrations, load_queries

COORDINATOR_LOCK: Final = 0x77697265_00000001  # advisory locks are numbers; of one database each
TRANSACTION_LOCK: Final = 0x77697265_00000002
PAUSE_SECONDS: Final = 0.1  # between two tries to reach a server that is gone
_ESCAPED_NUL: Final = re.compile(
    r"(?<!\\)((?:\\\\)*)\\u0000"
)  # behind an even number of backslashes
_INDEXES_OF_WORDS: Final = """
    SELECT c.relname FROM pg_class c JOIN pg_am m ON m.oid = c.relam
    WHERE m.amname = 'gin' AND c.relkind = 'i' AND c.relnamespace = current_schema()::regnamespace
    ORDER BY 1
"""
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
            connection.execute("COMMIT")
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
            if not _take_lock(connection):
                raise self._second_writer(connection)
            connection.execute(_BEGIN, prepare=False)
            self._migrate(connection)
            holder = f"process {os.getpid()} on {os.uname().nodename}"
            row = connection.execute(
                "UPDATE coordinator SET epoch = epoch + 1, holder = %s RETURNING epoch", (holder,)
            ).fetchone()
            assert row is not None, "the first migration makes the row"
            connection.execute("COMMIT")
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
        holder = "of an unknown name"
        if _has_hub(connection):
            row = connection.execute("SELECT holder FROM coordinator").fetchone()
            holder = row[0] if row else holder
        return StoreError(
            f"another wiredesk ({holder}) writes to this hub.",
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

    # --- upkeep -------------------------------------------------------------------------------------

    def find_faults(self) -> list[str]:
        """Settings that lose data, broken indexes, and whatever cannot be read: every row is."""
        with self._session.wrapped(), self._pool.connection() as connection:
            told = [
                f"{name} is off: a crash of the server may lose or break what was saved"
                for name, value in connection.execute(
                    "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes')"
                )
                if value == "off"
            ]
            told += [
                f"the index {name} is broken; REINDEX INDEX {name}"
                for (name,) in connection.execute(
                    "SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid"
                )
            ]
            row = connection.execute(
                "SELECT checksum_failures FROM pg_stat_database WHERE datname = current_database()"
            ).fetchone()
            if row and row[0]:
                told.append(f"{row[0]} pages had another checksum than they should")
            for table in _tables(connection):
                connection.execute(
                    sql.SQL("SELECT sum(hashtext(t::text)) FROM {} t").format(sql.Identifier(table))
                )
        return told

    def write_back(self) -> None:
        """Free the space of what was overwritten or deleted (docs/how-to/use-postgresql.md: what is left)."""
        with self._session.wrapped(), self._pool.connection() as connection:
            names = sql.SQL(", ").join(map(sql.Identifier, _tables(connection)))
            connection.execute(sql.SQL("VACUUM {}").format(names), prepare=False)
            # An index of words keeps a word whose last row is gone; making it anew forgets it.
            connection.execute("SET lock_timeout = 0")  # it waits for those who still read
            for (index,) in connection.execute(_INDEXES_OF_WORDS).fetchall():
                connection.execute(
                    sql.SQL("REINDEX INDEX CONCURRENTLY {}").format(sql.Identifier(index)),
                    prepare=False,
                )
            connection.execute(SET_LOCK_TIMEOUT)

    def dump(self) -> str:
        """Every row of every table as text, in a fixed order; for tests."""
        told = []
        with self._session.wrapped(), self._pool.connection() as connection:
            for table in _tables(connection):
                asked = sql.SQL("SELECT * FROM {}").format(sql.Identifier(table))
                told += [f"== {table}", *sorted(map(repr, connection.execute(asked)))]
        return "\n".join(told)


def _take_lock(connection: Connection) -> bool:
    row = connection.execute("SELECT pg_try_advisory_lock(%s)", (COORDINATOR_LOCK,)).fetchone()
    return bool(row and row[0])


def _has_hub(connection: Connection) -> bool:
    row = connection.execute("SELECT to_regclass('coordinator')").fetchone()
    return bool(row and row[0])


def _tables(connection: Connection) -> list[str]:
    """The hub's tables, without the one that says who writes."""
    rows = connection.execute(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace"
        " AND relname <> 'coordinator' ORDER BY relname COLLATE \"C\""
    )
    return [str(row[0]) for row in rows]


def _roll_back(connection: Connection) -> None:
    """Nothing stays open; a failure here would only hide the one that led here."""
    with contextlib.suppress(psycopg.Error):
        connection.execute("ROLLBACK")


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
