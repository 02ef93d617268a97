"""The adapter of the store port: all its sides over one database, and how it is opened."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from wiredesk.basics.errors import StoreError
from wiredesk.world.store.apikeys import ApiKeyStore
from wiredesk.world.store.connection import Database
from wiredesk.world.store.corrections import CorrectionStore
from wiredesk.world.store.held import HeldStore
from wiredesk.world.store.intake import IntakeStore
from wiredesk.world.store.judging import JudgingStore
from wiredesk.world.store.looking import LookingStore
from wiredesk.world.store.mailing import MailingStore
from wiredesk.world.store.moving import Moved, move_database
from wiredesk.world.store.overview import OverviewStore
from wiredesk.world.store.providing import ProvidingStore
from wiredesk.world.store.publishing import PublishingStore
from wiredesk.world.store.returning import ReturningStore
from wiredesk.world.store.rights import RightsStore
from wiredesk.world.store.sealing import SealingStore
from wiredesk.world.store.searching import SearchStore
from wiredesk.world.store.settling import SettlingStore
from wiredesk.world.store.showing import ShowingStore
from wiredesk.world.store.sourcing import SourcingStore
from wiredesk.world.store.sqlite_database import SqliteDatabase
from wiredesk.world.store.topics import TopicStore
from wiredesk.world.store.users import UserStore


class SqlStore(
    SourcingStore,
    IntakeStore,
    JudgingStore,
    SettlingStore,
    PublishingStore,
    ProvidingStore,
    CorrectionStore,
    SealingStore,
    LookingStore,
    HeldStore,
    TopicStore,
    ReturningStore,
    RightsStore,
    UserStore,
    OverviewStore,
    SearchStore,
    ApiKeyStore,
    MailingStore,
    ShowingStore,
):
    """All sides of the store over one database."""


Place = Path | str | None
"""A file of SQLite's, the address of a PostgreSQL database, or None: in memory."""


def open_store(place: Place, *, read_only: bool = False, beside: bool = False) -> SqlStore:
    """The store at `place`; migrated, and locked for one writer.

    With `beside` it takes no lock: for short transactions beside the process that runs the route.
    StoreError when another process writes to it, when it is of a newer version, or broken.
    """
    return SqlStore(open_database(place, read_only=read_only, beside=beside))


def open_database(place: Place, *, read_only: bool = False, beside: bool = False) -> Database:
    """As `open_store`, without the store's sides."""
    if isinstance(place, str):
        try:
            from wiredesk.world.store.postgres_database import (  # noqa: PLC0415 - an extra, and others need not load it
                PostgresDatabase,
            )
        except ImportError as cause:
            raise StoreError(
                f"PostgreSQL needs what is not installed: {cause}.",
                remedy="Install it: pip install 'wiredesk[postgres]'.",
                code="no_driver",
            ) from cause
        return PostgresDatabase(place, read_only=read_only, beside=beside)
    return SqliteDatabase(place, read_only=read_only, beside=beside)


def move_store(source: Place, target: Place, *, tell: Callable[[Moved], object]) -> list[Moved]:
    """Copy all that is at `source` to `target`, which must be empty: everything, or nothing.

    StoreError when somebody else writes to one of them, the target holds anything, or what is read there is not the same.
    """
    with closing(open_database(source)) as ours, closing(open_database(target)) as theirs:
        return move_database(ours, theirs, tell=tell)


def check_database(place: Place) -> str:
    """What is wrong with the database in a sentence; empty when it is whole."""
    try:
        database = open_database(place, read_only=True)
    except StoreError as error:
        return str(error)
    try:
        told = database.find_faults()
    except StoreError as error:
        return str(error)
    finally:
        database.close()
    return f"{database.name}: {'; '.join(told[:3])}" if told else ""
