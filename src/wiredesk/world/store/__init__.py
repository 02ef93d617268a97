"""The store: the hub's memory.  SQL is spoken here alone."""

from wiredesk.world.store.whole import Place, SqliteStore, SqlStore, check_database, open_store

__all__ = ["Place", "SqlStore", "SqliteStore", "check_database", "open_store"]
