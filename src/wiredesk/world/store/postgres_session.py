"""Connections to one PostgreSQL database: how they are opened and set, and what their errors mean.

In: an address.  Out: connections.  Every error of the driver leaves as StoreError with a remedy; no
error, name or log line shows a password.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, TypeAlias

import psycopg
from psycopg import conninfo, errors
from psycopg.types.numeric import Int8Dumper
from psycopg_pool import ConnectionPool

from wiredesk.basics.errors import StoreError

WAIT_SECONDS: Final = 10  # for a lock, a connection, a server that starts again; as with SQLite
SERVER_MIN: Final = 14
CONNECTIONS_MAX: Final = 8  # of one process; a desk's threads seldom ask for more at once
Connection: TypeAlias = "psycopg.Connection[Any]"
Pool: TypeAlias = "ConnectionPool[Connection]"

# A server or a network that is gone is noticed within half a minute, on both ends: a coordinator
# whose machine burnt down must not hold its lock for two hours.
_KEEPALIVE: Final = {
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
    "connect_timeout": WAIT_SECONDS,
}
SET_LOCK_TIMEOUT: Final = f"SET lock_timeout = '{WAIT_SECONDS}s'"
_SETTLE: Final = f"""
    {SET_LOCK_TIMEOUT};
    SET idle_in_transaction_session_timeout = '60s';
    SET tcp_keepalives_idle = 15; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3;
    SET timezone = 'UTC';
    SET jit = off;
    SET default_transaction_isolation = 'read committed';
    SELECT set_config('synchronous_commit', 'on', false)
    WHERE current_setting('synchronous_commit') IN ('off', 'local');
"""

_LOCKED = ("locked", "Another program holds it; stop that one, nothing was lost.")
_LOST = ("lost", "See that the server runs and can be reached; it goes on by itself then.")
_CORRUPT = ("corrupt", "Restore it from a backup; the archive has the pages since.")
_REFUSED = ("refused", "Make the user of the address the owner of the database.")
_REMEDIES: Final[dict[type[psycopg.Error], tuple[str, str]]] = {
    errors.LockNotAvailable: _LOCKED,
    errors.DeadlockDetected: _LOCKED,
    errors.SerializationFailure: _LOCKED,
    errors.DiskFull: ("full", "Free some disk space; it goes on by itself, nothing was lost."),
    errors.IoError: ("io", "Look at the server's disk; nothing that was saved is lost."),
    errors.DataCorrupted: _CORRUPT,
    errors.IndexCorrupted: _CORRUPT,
    errors.ReadOnlySqlTransaction: ("read_only", "Make the database writable."),
    errors.InsufficientPrivilege: _REFUSED,
    errors.TooManyConnections: ("locked", "Raise max_connections, or stop other programs."),
    errors.QueryCanceled: ("timeout", "Raise statement_timeout for the user of the address."),
    errors.OperationalError: _LOST,
}


class PostgresSession:
    """How one database is reached."""

    def __init__(self, url: str, *, read_only: bool) -> None:
        self._url, self.name = url, shown_address(url)
        self._read_only = read_only

    def connect(self) -> Connection:
        """A connection of its own, set as all of ours are; StoreError when the server is not one that we can use."""
        with self.wrapped():
            opened = psycopg.connect(self._url, autocommit=True, **self._keywords())
        try:
            with self.wrapped():
                self._settle(opened)
                self._check(opened)
        except BaseException:
            opened.close()
            raise
        return opened

    def open_pool(self) -> Pool:
        """Connections for whoever needs one."""
        pool: Pool = ConnectionPool(
            self._url,
            kwargs={"autocommit": True, **self._keywords()},
            configure=self._settle,
            min_size=1,
            max_size=CONNECTIONS_MAX,
            timeout=WAIT_SECONDS,
            reconnect_timeout=WAIT_SECONDS,
            num_workers=1,
            name="wiredesk",
            open=False,
        )
        with self.wrapped():
            pool.open()
        return pool

    @contextmanager
    def wrapped(self) -> Iterator[None]:
        """Whatever the driver raises within is raised as StoreError."""
        try:
            yield
        except psycopg.Error as cause:
            raise self._explained(cause) from cause

    def in_doubt(self, cause: psycopg.Error) -> StoreError:
        """The connection was lost while the server was told to commit."""
        told = StoreError(
            "the connection was lost while saving; whether it was saved is not known.",
            subject=self.name,
            remedy="Do it again: what was saved is not saved twice.",
            code="in_doubt",
        )
        told.__cause__ = cause
        return told

    def _explained(self, cause: psycopg.Error) -> StoreError:
        kinds = type(cause).__mro__
        found = next((_REMEDIES[kind] for kind in kinds if kind in _REMEDIES), None)
        code, remedy = found or ("store", "See the log; nothing was saved.")
        sentence = " ".join(str(cause).split()).rstrip(".") or type(cause).__name__
        return StoreError(f"{sentence}.", subject=self.name, remedy=remedy, code=code)

    def _keywords(self) -> dict[str, Any]:
        return {"application_name": "wiredesk", **_KEEPALIVE}

    def _settle(self, connection: Connection) -> None:
        connection.execute(_SETTLE, prepare=False)
        if self._read_only:
            connection.execute("SET default_transaction_read_only = on")
        # One type for all whole numbers: else each size of a number would be a statement of its own.
        connection.adapters.register_dumper(int, Int8Dumper)

    def _check(self, connection: Connection) -> None:
        if connection.info.server_version < SERVER_MIN * 10_000:
            raise StoreError(
                f"is PostgreSQL {connection.info.server_version // 10_000}.",
                subject=self.name,
                remedy=f"Wiredesk needs {SERVER_MIN} or newer.",
                code="old_postgres",
            )
        row = connection.execute("SHOW server_encoding").fetchone()
        if row is None or row[0] != "UTF8":
            raise StoreError(
                f"keeps texts as {row and row[0]}.",
                subject=self.name,
                remedy="Make a database with the encoding UTF8: createdb --encoding=UTF8.",
                code="encoding",
            )


def shown_address(url: str) -> str:
    """The address without its password; StoreError, which does not repeat it, when it is none."""
    try:
        parts = conninfo.conninfo_to_dict(url)
    except psycopg.Error:
        raise StoreError(
            "is not an address of a PostgreSQL database.",
            subject="store.url",
            remedy="Write postgresql://USER@HOST:PORT/DATABASE.",
            code="address",
        ) from None  # the driver's sentence would repeat what stands in the address
    user = f"{parts['user']}@" if parts.get("user") else ""
    port = f":{parts['port']}" if parts.get("port") else ""
    return f"postgresql://{user}{parts.get('host', '')}{port}/{parts.get('dbname', '')}"
