"""What tests of the store itself look at behind its port."""

from collections.abc import Callable
from typing import Any

from wiredesk.world.store import SqlStore
from wiredesk.world.store.postgres_database import PostgresDatabase
from wiredesk.world.store.sqlite_database import SqliteDatabase


def sqlite_of(store: SqlStore) -> Any:
    """The connection under a store that lies in SQLite."""
    assert isinstance(store._database, SqliteDatabase)
    return store._database._connection


def on_commit(store: SqlStore, call: Callable[[], None]) -> None:
    """Be told of every transaction that the store commits."""
    database = store._database
    if isinstance(database, SqliteDatabase):

        def hook() -> bool:
            call()
            return False

        database._connection.set_commit_hook(hook)
        return
    assert isinstance(database, PostgresDatabase)
    commit = database._commit

    def told(connection: Any) -> None:
        commit(connection)
        call()

    setattr(database, "_commit", told)  # noqa: B010 - mypy takes no method as a variable


def forget_what_came_in(store: SqlStore) -> None:
    """As in a hub of a version that had no index of it."""
    database = store._database
    if isinstance(database, SqliteDatabase):
        database._connection.execute(
            "DELETE FROM incoming; INSERT INTO incoming_words (incoming_words) VALUES ('delete-all')"
        )
        return
    assert isinstance(database, PostgresDatabase)
    assert database._writer is not None
    database._writer.execute("DELETE FROM incoming; DELETE FROM incoming_words")
