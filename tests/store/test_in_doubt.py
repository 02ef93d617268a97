"""A network that is lost in the middle of a COMMIT: whoever does it again has it done exactly once."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from cutting import When, wired
from pgserver import EmptiedDatabase, own_database
from store.test_locked_and_broken import WRITES, Call

from wiredesk.basics.errors import StoreError
from wiredesk.world.store import SqlStore, open_store
from wiredesk.world.store.sqlite_database import SqliteDatabase

COUNTS = {
    "raise_generation": "tells the outlets to look again: told twice, they look once and find nothing new",
    "save_unsealing": "an audit of openings, in which each try is a line",
}


NOTHING_TO_WRITE = {"end_pins"}
"""No transaction is begun where nothing has to end."""


@pytest.fixture(scope="module")
def databases() -> Iterator[tuple[EmptiedDatabase, EmptiedDatabase]]:
    with own_database("calm") as calm, own_database("cut") as cut:
        yield EmptiedDatabase(calm), EmptiedDatabase(cut)


def held(store: SqlStore) -> dict[str, list[str]]:
    """All rows, without the numbers that a transaction which was rolled back leaves out."""
    database = store._database
    with closing(SqliteDatabase(None)) as empty:
        schema = empty.schema()
    told = {}
    with database.transaction():
        for table, columns in schema.items():
            kept = [one for one in columns if one != "seq" or table == "correction"]
            told[table] = sorted(map(repr, database.read_table(table, kept)))
    return told


def is_cut_off(call: Call, store: SqlStore) -> bool:
    """Whether the call said COMMIT, and was told that nobody knows what became of it."""
    told = None
    try:
        call(store)
    except StoreError as error:
        told = error
    assert told is None or (told.code, "Do it again" in str(told)) == ("in_doubt", True), told
    return told is not None


@pytest.mark.parametrize("beside", [False, True])
@pytest.mark.parametrize("when", ["before", "after"])
def test_what_is_done_again_after_a_commit_in_doubt_is_done_exactly_once(
    *, when: When, beside: bool, databases: tuple[EmptiedDatabase, EmptiedDatabase]
) -> None:
    calm = open_store(databases[0].empty())
    with wired(databases[1].empty()) as (wire, address):
        without: set[str] = set()
        cut = open_store(address, beside=beside)
        for name, call in WRITES.items():
            call(calm)
            wire.cut_next(when)
            if is_cut_off(call, cut):
                call(cut)
            else:  # there was nothing to write
                without.add(name)
                wire.cut_next(None)
            if name in COUNTS and when == "after":
                call(calm)
            assert held(cut) == held(calm), name
        assert wire.cuts == len(WRITES) - len(without)
        assert without <= NOTHING_TO_WRITE
        cut.close()
    calm.close()
