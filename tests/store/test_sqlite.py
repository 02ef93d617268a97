"""The SQLite adapter: migrations, indexes, locks, full disks, broken files, kills."""

import os
import random
import re
import signal
import time
from datetime import timedelta
from pathlib import Path

import apsw
import pytest
from make import NOW, WHY, make_entry, make_polling, make_source

from wiredesk.basics.errors import StoreError
from wiredesk.records.work import PollDone
from wiredesk.world.store import SqliteStore, check_database, open_store
from wiredesk.world.store.connection import Database, migrations
from wiredesk.world.store.queries import load_queries

SQL = Path(__file__).parents[2] / "src/wiredesk/world/store/sqlite"
# These read a table whole on purpose: few rows, or all of them are the answer.
WHOLE = {
    "count_articles",
    "count_buckets",
    "list_records",
    "list_sources",
    "list_stories",
    "forget_sources",
    "forget_registry",
    "rewind",
    "rewind_stories",
    "next_due_at",
}


def schema_of(connection: apsw.Connection) -> list[str]:
    rows = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
    return [re.sub(r"\s+", " ", re.sub(r"--.*", "", str(row[0]))).strip() for row in rows]


def test_the_schema_file_equals_all_migrations() -> None:
    whole, stepwise = apsw.Connection(":memory:"), apsw.Connection(":memory:")
    whole.execute((SQL / "schema.sql").read_text("utf-8"))
    for step in migrations():
        stepwise.execute(step)
    assert schema_of(whole) == schema_of(stepwise)


def test_every_query_uses_an_index() -> None:
    connection = apsw.Connection(":memory:")
    for step in migrations():
        connection.execute(step)
    for name, query in load_queries().items():
        if name in WHOLE or query.startswith("PRAGMA"):
            continue
        names = dict.fromkeys(re.findall(r":(\w+)", query), "[]")
        values = names or ["[]"] * query.count("?")
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {query}", values)]
        scans = [
            line
            for line in plan
            if line.startswith("SCAN")
            and "json_each" not in line
            and not re.match(r"SCAN (\(subquery|CONSTANT|\(join)", line)
        ]
        assert not scans, f"{name}: {plan}"


def test_a_database_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "hub.db"
    open_store(path).close()
    apsw.Connection(str(path)).execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match="newer Wiredesk"):
        open_store(path)


def test_a_migration_that_fails_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "hub.db"
    broken = [*migrations(), "CREATE TABLE extra (x); CREATE TABLE extra (x);"]
    monkeypatch.setattr("wiredesk.world.store.connection.migrations", lambda: broken)
    with pytest.raises(StoreError, match="already exists"):
        open_store(path)
    connection = apsw.Connection(str(path))
    assert list(connection.execute("SELECT name FROM sqlite_master WHERE name = 'extra'")) == []
    assert list(connection.execute("PRAGMA user_version")) == [(1,)]


def test_a_second_writer_is_told_who_the_first_is(tmp_path: Path) -> None:
    first = open_store(tmp_path / "hub.db")
    with pytest.raises(StoreError, match=f"process {os.getpid()}"):
        open_store(tmp_path / "hub.db")
    first.close()
    open_store(tmp_path / "hub.db").close()


def test_readers_read_while_the_writer_writes(tmp_path: Path) -> None:
    writer = open_store(tmp_path / "hub.db")
    reader = open_store(tmp_path / "hub.db", read_only=True)
    writer.save_sources([make_source()], now=NOW)
    assert len(reader.list_sources()) == 1
    with pytest.raises(StoreError, match="writable"):
        reader.save_sources([], now=NOW)
    reader.close()
    writer.close()


def test_a_reader_of_an_empty_hub_is_told_to_run_it_first(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="run --once"):
        open_store(tmp_path / "hub.db", read_only=True)


def test_a_locked_database_is_waited_for_and_then_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wiredesk.world.store.connection.BUSY_MILLISECONDS", 50)
    store = open_store(tmp_path / "hub.db")
    other = apsw.Connection(str(tmp_path / "hub.db"))
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError) as caught:
        store.save_sources([make_source()], now=NOW)
    assert caught.value.code == "locked"
    other.execute("ROLLBACK")
    store.save_sources([make_source()], now=NOW)
    store.close()


def test_a_full_disk_stops_writing_and_loses_nothing(tmp_path: Path) -> None:
    database = Database(tmp_path / "hub.db")
    store = SqliteStore(database)
    store.save_sources([make_source()], now=NOW)
    ((pages,),) = database._connection.execute("PRAGMA page_count")
    database._connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(StoreError) as caught:
        save_entries(store, *range(2_000))
    assert caught.value.code == "full"
    assert store.count_articles() == 0
    database._connection.execute("PRAGMA max_page_count = 100000")
    save_entries(store, 1)
    assert store.count_articles() == 1
    store.close()


def test_a_broken_file_is_named_with_its_remedy(tmp_path: Path) -> None:
    path = tmp_path / "hub.db"
    store = open_store(path)
    store.save_sources([make_source()], now=NOW)
    save_entries(store, *range(500))
    store.close()
    assert check_database(path) == ""
    body = bytearray(path.read_bytes())
    for page in range(4, len(body) // 4096):
        body[page * 4096 : page * 4096 + 200] = b"\xa5" * 200
    path.write_bytes(body)
    assert check_database(path) != ""
    path.write_bytes(b"this is no database at all" * 400)
    with pytest.raises(StoreError, match="backup"):
        open_store(path)


@pytest.mark.slow
def test_what_was_acknowledged_survives_kill_9(tmp_path: Path) -> None:
    seed = random.SystemRandom().randrange(2**32)
    chance = random.Random(seed)
    path = tmp_path / "hub.db"
    store = open_store(path)
    store.save_sources([make_source()], now=NOW)
    store.close()
    acknowledged = 0
    for round_ in range(20):
        acknowledged += kill_while_saving(path, round_, seconds=chance.uniform(0.002, 0.06))
    store = open_store(path)
    assert store.count_articles() >= acknowledged, f"seed {seed}"
    assert sum(store.count_buckets().values()) == store.count_articles()
    store.close()
    assert check_database(path) == "", f"seed {seed}"


def save_entries(store: SqliteStore, *numbers: int) -> None:
    source = make_source()
    done = PollDone(
        source_id=source.id,
        polling=make_polling(source),
        new=tuple(make_entry(number) for number in numbers),
        reasons=WHY,
    )
    store.save_polls([done], version=1, now=NOW + timedelta(seconds=1))


def kill_while_saving(path: Path, round_: int, *, seconds: float) -> int:
    """How many entries the child had acknowledged when it was killed."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            store = open_store(path)
            for number in range(10_000):
                save_entries(store, round_ * 10_000 + number)
                os.write(theirs, b".")
        finally:
            os._exit(0)
    os.close(theirs)
    os.read(ours, 1)  # it has begun
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    count = 1
    while got := os.read(ours, 65_536):
        count += len(got)
    os.close(ours)
    return count
