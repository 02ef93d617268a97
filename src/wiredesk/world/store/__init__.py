"""The store: the hub's memory.  SQL is spoken here alone."""

from wiredesk.world.store.sqlite_store import SqliteStore, check_database, open_store

__all__ = ["SqliteStore", "check_database", "open_store"]
