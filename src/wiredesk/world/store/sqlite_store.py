"""The SQLite adapter of the store port, and how it is opened."""

from pathlib import Path

from wiredesk.basics.errors import StoreError
from wiredesk.world.store.connection import Database
from wiredesk.world.store.corrections import CorrectionStore
from wiredesk.world.store.intake import IntakeStore
from wiredesk.world.store.judging import JudgingStore
from wiredesk.world.store.looking import LookingStore
from wiredesk.world.store.providing import ProvidingStore
from wiredesk.world.store.publishing import PublishingStore
from wiredesk.world.store.returning import ReturningStore
from wiredesk.world.store.rights import RightsStore
from wiredesk.world.store.sealing import SealingStore
from wiredesk.world.store.searching import SearchStore
from wiredesk.world.store.settling import SettlingStore
from wiredesk.world.store.sourcing import SourcingStore
from wiredesk.world.store.topics import TopicStore
from wiredesk.world.store.users import UserStore


class SqliteStore(
    SourcingStore,
    IntakeStore,
    JudgingStore,
    SettlingStore,
    PublishingStore,
    ProvidingStore,
    CorrectionStore,
    SealingStore,
    LookingStore,
    TopicStore,
    ReturningStore,
    RightsStore,
    UserStore,
    SearchStore,
):
    """All sides of the store over one SQLite database."""


def open_store(path: Path | None, *, read_only: bool = False, beside: bool = False) -> SqliteStore:
    """The store in the file at `path`, or in memory; migrated, and locked for one writer.

    With `beside` it takes no lock: for short transactions beside the process that runs the route.
    StoreError when another process writes to it, when it is of a newer version, or broken.
    """
    return SqliteStore(Database(path, read_only=read_only, beside=beside))


def check_database(path: Path) -> str:
    """What is wrong with the database in a sentence; empty when it is whole."""
    try:
        database = Database(path, read_only=True)
    except StoreError as error:
        return str(error)
    try:
        told = [str(row[0]) for row in database.rows("check_whole")]
    except StoreError as error:
        return str(error)
    finally:
        database.close()
    return "" if told == ["ok"] else f"{path}: {'; '.join(told[:3])}"
