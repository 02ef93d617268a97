"""The store: the hub's memory.  SQL is spoken here alone."""

from wiredesk.world.store.moving import Moved
from wiredesk.world.store.whole import Place, SqlStore, check_database, move_store, open_store

__all__ = ["Moved", "Place", "SqlStore", "check_database", "move_store", "open_store"]
