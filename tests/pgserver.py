"""Databases for tests on the PostgreSQL server of this machine; each process of the tests has its own.

In: `WIREDESK_TEST_POSTGRES`, or what listens on loopback as the present user.  Out: addresses.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import conninfo, sql

from wiredesk.world.store import open_store

SERVER = os.environ.get("WIREDESK_TEST_POSTGRES", "postgresql://127.0.0.1:5432/postgres")
PREFIX = "wiredesk_test"


def need_server() -> None:
    """Skip the test where no server answers; not in CI, where nothing is left out."""
    if why := _why_not():
        if os.environ.get("WIREDESK_CI") == "1":
            pytest.fail(why)
        pytest.skip(why)


@lru_cache(maxsize=1)
def _why_not() -> str:
    try:
        psycopg.connect(SERVER, connect_timeout=3).close()
    except psycopg.Error as error:
        return f"no PostgreSQL answers at WIREDESK_TEST_POSTGRES or 127.0.0.1:5432: {error}"
    return ""


@contextmanager
def own_database(name: str, *, template: str = "") -> Iterator[str]:
    """The address of a database that nobody else has, empty or a copy of another; gone afterwards."""
    need_server()
    copied = str(conninfo.conninfo_to_dict(template)["dbname"]) if template else "template0"
    database = f"{PREFIX}_{os.getpid()}_{name}"
    with _server() as server:
        for (other,) in server.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE %s", (f"{PREFIX}\\_%",)
        ).fetchall():
            if other == database or not _is_running(other):
                _drop(server, other)
        server.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} ENCODING 'UTF8'").format(
                sql.Identifier(database), sql.Identifier(copied)
            )
        )
    try:
        yield address_of(database)
    finally:
        with _server() as server:
            _drop(server, database)


def address_of(database: str) -> str:
    """The address of a database on the server."""
    parts: dict[str, Any] = conninfo.conninfo_to_dict(SERVER)
    user = f"{parts['user']}@" if parts.get("user") else ""
    password = f"&password={parts['password']}" if parts.get("password") else ""
    host, port = parts.get("host", "127.0.0.1"), parts.get("port", 5432)
    return f"postgresql://{user}/{database}?host={host}&port={port}{password}"


@contextmanager
def _server() -> Iterator["psycopg.Connection[Any]"]:
    connection = psycopg.connect(SERVER, autocommit=True)
    try:
        yield connection
    finally:
        connection.close()


def _drop(server: "psycopg.Connection[Any]", database: str) -> None:
    server.execute(
        sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database))
    )


def _is_running(database: str) -> bool:
    number = database.removeprefix(f"{PREFIX}_").partition("_")[0]
    return not number.isdigit() or Path("/proc", number).exists()


class EmptiedDatabase:
    """One database that is emptied again and again, which takes a tenth of making a new one."""

    def __init__(self, url: str) -> None:
        self.url = url
        open_store(url).close()
        with self._connection() as connection:
            connection.execute("CREATE SCHEMA fresh")
            for table in _tables(connection):
                connection.execute(
                    sql.SQL("CREATE TABLE fresh.{0} AS TABLE public.{0}").format(table)
                )

    def empty(self) -> str:
        """Put back what a new hub holds; whoever is still connected is thrown out.  Its address."""
        with self._connection() as connection, connection.transaction():
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            connection.execute("SET LOCAL session_replication_role = replica")  # in any order
            for table in _tables(connection):
                connection.execute(sql.SQL("DELETE FROM {}").format(table))
                connection.execute(sql.SQL("INSERT INTO {0} SELECT * FROM fresh.{0}").format(table))
            connection.execute(
                "SELECT setval(oid::regclass, 1, false) FROM pg_class"
                " WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace"
            )
        return self.url

    @contextmanager
    def _connection(self) -> Iterator["psycopg.Connection[Any]"]:
        connection = psycopg.connect(self.url, autocommit=True)
        try:
            yield connection
        finally:
            connection.close()


def _tables(connection: "psycopg.Connection[Any]") -> list[sql.Identifier]:
    rows = connection.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'coordinator'"
    )
    return [sql.Identifier(row[0]) for row in rows.fetchall()]
