"""The PostgreSQL adapter: migrations, the coordinator's lock, lost connections, what is never shown."""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from make import NOW, make_source
from pgserver import EmptiedDatabase, own_database
from psycopg import sql
from store.test_locked_and_broken import READS, WRITES
from store.test_sqlite import save_entries

from wiredesk.basics.errors import StoreError
from wiredesk.world.store import SqlStore, check_database, open_store
from wiredesk.world.store.postgres_database import TRANSACTION_LOCK, PostgresDatabase, _sent
from wiredesk.world.store.postgres_session import shown_address
from wiredesk.world.store.queries import load_migrations, read_schema


@pytest.fixture(scope="module")
def database() -> Iterator[EmptiedDatabase]:
    with own_database("adapter") as url:
        yield EmptiedDatabase(url)


@pytest.fixture
def url(database: EmptiedDatabase) -> str:
    """The address of a new hub's database."""
    return database.empty()


@pytest.fixture
def other(url: str) -> Iterator["psycopg.Connection[Any]"]:
    """Another program that uses the same database."""
    with psycopg.connect(url, autocommit=True) as connection:
        yield connection


def inside(store: SqlStore) -> PostgresDatabase:
    assert isinstance(store._database, PostgresDatabase)
    return store._database


def kick_out(other: "psycopg.Connection[Any]") -> int:
    """End every session but this one, as a server that restarts does; how many there were."""
    row = other.execute(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    ).fetchone()
    assert row is not None
    return int(row[0])


# --- versions ---------------------------------------------------------------------------------------


def test_the_schema_file_equals_all_migrations() -> None:
    with own_database("whole") as whole, own_database("stepwise") as stepwise:
        told = []
        for url, texts in (
            (whole, [read_schema("postgres")]),
            (stepwise, load_migrations("postgres")),
        ):
            with psycopg.connect(url, autocommit=True) as connection:
                for text in texts:
                    connection.execute(text.encode())
                told.append(described(connection))
    assert told[0] == told[1]


def described(connection: "psycopg.Connection[Any]") -> list[Any]:
    """Columns, indexes, constraints, triggers, functions and what a new hub holds."""
    asked = (
        (
            "SELECT table_name, column_name, data_type, domain_name, is_nullable, column_default, is_identity"
            " FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2"
        ),
        "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1",
        (
            "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2"
        ),
        "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1",
        "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY 1",
        "SELECT * FROM calibration",
    )
    return [connection.execute(one).fetchall() for one in asked]


def test_a_database_of_a_newer_version_is_refused(
    url: str, other: "psycopg.Connection[Any]"
) -> None:
    other.execute("UPDATE coordinator SET version = 99")
    for beside in (False, True):
        with pytest.raises(StoreError, match="newer Wiredesk") as caught:
            open_store(url, beside=beside)
        assert caught.value.code == "newer"
    other.execute("UPDATE coordinator SET version = %s", (len(load_migrations("postgres")),))
    open_store(url).close()


def test_a_migration_that_fails_leaves_nothing(
    url: str, other: "psycopg.Connection[Any]", monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = load_migrations("postgres")
    broken = [*steps, "CREATE TABLE extra (x int)", "CREATE TABLE extra (x int)"]
    monkeypatch.setattr(
        "wiredesk.world.store.postgres_database.load_migrations", lambda dialect: broken
    )
    with pytest.raises(StoreError, match="already exists"):
        open_store(url)
    assert other.execute("SELECT to_regclass('extra')").fetchone() == (None,)
    assert other.execute("SELECT version FROM coordinator").fetchone() == (len(steps),)


def test_of_two_that_migrate_at_once_one_does_and_the_other_is_told() -> None:
    with own_database("race") as url, ThreadPoolExecutor(max_workers=2) as threads:
        opened = [one.result() for one in [threads.submit(attempt, url) for _ in range(2)]]
        stores = [one for one in opened if isinstance(one, SqlStore)]
        assert len(stores) == 1
        assert {str(one) for one in opened if isinstance(one, str)} <= {"second_writer"}
        stores[0].save_setting("key", "value")
        stores[0].close()


def attempt(url: str) -> SqlStore | str:
    try:
        return open_store(url)
    except StoreError as error:
        return error.code


def test_a_database_without_a_hub_is_no_hub_to_read() -> None:
    with own_database("empty") as url:
        with pytest.raises(StoreError, match="run --once") as caught:
            open_store(url, read_only=True)
        assert caught.value.code == "older"


# --- who writes -------------------------------------------------------------------------------------


def test_a_second_writer_is_told_who_the_first_is(url: str) -> None:
    first = open_store(url)
    with pytest.raises(StoreError, match=f"process {os.getpid()} on {os.uname().nodename}"):
        open_store(url)
    first.close()
    open_store(url).close()


def test_readers_read_while_the_coordinator_writes_and_cannot_write(url: str) -> None:
    writer = open_store(url)
    readers = [open_store(url, read_only=True) for _ in range(3)]
    writer.save_sources([make_source()], now=NOW)
    assert [len(reader.list_sources()) for reader in readers] == [1, 1, 1]
    with pytest.raises(StoreError, match="writable") as caught:
        readers[0].save_sources([], now=NOW)
    assert caught.value.code == "read_only"
    for store in (writer, *readers):
        store.close()


def test_several_web_processes_write_beside_the_coordinator_and_nothing_is_lost(url: str) -> None:
    coordinator = open_store(url)
    desks = [open_store(url, beside=True) for _ in range(3)]

    def work(number: int) -> None:
        store = (coordinator, *desks)[number % 4]
        store.save_setting(f"key-{number}", str(number))
        store.raise_generation()

    with ThreadPoolExecutor(max_workers=8) as threads:
        list(threads.map(work, range(80)))
    assert [coordinator.load_setting(f"key-{one}") for one in range(80)] == list(
        map(str, range(80))
    )
    assert coordinator.load_generation()[0] == 80
    for store in (coordinator, *desks):
        store.close()


def test_several_threads_read_by_one_store(url: str) -> None:
    store = open_store(url)
    store.save_sources([make_source()], now=NOW)

    def look(number: int) -> int:
        if number == 50:
            save_entries(store, *range(30))
        return store.count_articles()

    with ThreadPoolExecutor(max_workers=8) as threads:
        seen = list(threads.map(look, range(200)))
    assert set(seen) <= {0, 30}
    store.close()


@pytest.mark.parametrize("name", WRITES)
def test_while_another_transaction_runs_every_write_waits_and_is_then_refused(
    name: str, url: str, other: "psycopg.Connection[Any]"
) -> None:
    store = open_store(url)
    for call in WRITES.values():
        call(store)
    before = store.dump()
    writer = inside(store)._writer
    assert writer is not None
    writer.execute("SET lock_timeout = '5ms'")
    other.execute("SELECT pg_advisory_lock(%s)", (TRANSACTION_LOCK,))
    with pytest.raises(StoreError, match="nothing was lost") as caught:
        WRITES[name](store)
    assert (caught.value.code, caught.value.subject) == ("locked", store._database.name)
    other.execute("SELECT pg_advisory_unlock_all()")
    assert store.dump() == before
    WRITES[name](store)
    store.close()


@pytest.mark.parametrize("name", READS)
def test_while_another_transaction_runs_all_is_read_all_the_same(
    name: str, url: str, other: "psycopg.Connection[Any]"
) -> None:
    store = open_store(url)
    other.execute("SELECT pg_advisory_lock(%s)", (TRANSACTION_LOCK,))
    READS[name](store)
    store.close()


# --- connections that are lost ------------------------------------------------------------------------


def test_a_server_that_ends_all_sessions_is_reached_again(
    url: str, other: "psycopg.Connection[Any]"
) -> None:
    store, desk = open_store(url), open_store(url, beside=True)
    for number in range(3):
        assert kick_out(other) >= 2
        store.save_setting("key", str(number))
        assert desk.load_setting("key") == str(number)
        desk.save_setting("other", str(number))
        assert store.load_setting("other") == str(number)
    store.close()
    desk.close()


def test_a_transaction_whose_session_is_ended_leaves_nothing(
    url: str, other: "psycopg.Connection[Any]"
) -> None:
    store = open_store(url)
    database = inside(store)

    def cut_off() -> None:
        with database.transaction():
            database.write("save_setting", ("key", "lost"))
            kick_out(other)
            database.write("save_setting", ("other", "lost"))

    with pytest.raises(StoreError) as caught:
        cut_off()
    assert caught.value.code == "lost"
    assert store.load_setting("key") == store.load_setting("other") == ""
    store.save_setting("key", "kept")
    assert store.load_setting("key") == "kept"
    store.close()


def test_a_coordinator_that_lost_its_lock_to_another_stops_writing_for_good(
    url: str, other: "psycopg.Connection[Any]"
) -> None:
    first = open_store(url)
    first.save_setting("key", "first")
    second = take_over(url, other)
    for _ in range(2):
        with pytest.raises(StoreError, match="another wiredesk") as caught:
            first.save_setting("key", "stale")
        assert caught.value.code == "second_writer"
    second.save_setting("key", "second")
    second.close()  # nobody holds the lock now, but what the first one knows is of yesterday
    with pytest.raises(StoreError, match="another wiredesk"):
        first.save_setting("key", "stale")
    assert first.load_setting("key") == "second"
    first.close()


def take_over(url: str, other: "psycopg.Connection[Any]") -> SqlStore:
    """Another process becomes the coordinator in the moment in which the first one is cut off."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        kick_out(other)
        try:
            return open_store(url)
        except StoreError as error:
            assert error.code in {"second_writer", "lost"}, error  # noqa: PT017 - any other is a failure
    pytest.fail("the lock never came free")


def test_nobody_writes_with_a_lock_that_is_gone_while_its_network_hangs(
    url: str, other: "psycopg.Connection[Any]"
) -> None:
    """The lock and the writing are one session: a second coordinator cannot exist beside a first that still writes."""
    first = open_store(url)
    database = inside(first)
    began = threading.Event()

    def long_transaction() -> None:
        with database.transaction():
            database.write("save_setting", ("key", "first"))
            began.set()
            time.sleep(0.3)

    worker = threading.Thread(target=long_transaction)
    worker.start()
    began.wait(10)
    with pytest.raises(StoreError) as caught:
        open_store(url)
    assert caught.value.code == "second_writer"
    worker.join()
    assert first.load_setting("key") == "first"
    first.close()


def test_what_does_not_answer_is_named_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StoreError, match="server runs") as caught:
        open_store("postgresql://ada:secret-word@127.0.0.1:1/hub")
    assert caught.value.subject == "postgresql://ada@127.0.0.1:1/hub"
    assert "secret-word" not in str(caught.value)


# --- what is never shown, and what is never kept -------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://ada:secret-word@127.0.0.1:1/hub",
        "postgresql://ada@127.0.0.1:1/hub?password=secret-word",
        "postgresql://ada:secret-word@127.0.0.1:1/hub?nonsense=1",
        "postgresql://ada:secret-word@[::1/hub",
        "postgresql://127.0.0.1:1/hub?passfile=secret-word&sslpassword=secret-word",
    ],
)
def test_no_password_is_ever_shown(
    address: str, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(StoreError) as caught:
        open_store(address)
    told = [str(caught.value), repr(caught.value), caplog.text, *capsys.readouterr()]
    told.append(check_database(address))
    assert not [one for one in told if "secret-word" in one]
    assert not any(
        "secret-word" in str(one) for one in (caught.value.__cause__, caught.value.subject)
    )


def test_the_name_of_a_database_is_its_address_without_the_password() -> None:
    assert shown_address("postgresql://a:b@h:5/d?sslmode=require") == "postgresql://a@h:5/d"


def test_a_sign_that_no_text_of_postgresql_holds_is_replaced_wherever_it_stands() -> None:
    plain = _sent(
        {
            "a": "x\x00y",
            "b": '["x\\u0000y", "x\\\\u0000y", "x\\\\\\u0000y"]',
            "c": None,
            "d": b"\x00",
        }
    )
    assert plain == {
        "a": "x\ufffdy",
        "b": '["x\\ufffdy", "x\\\\u0000y", "x\\\\\\ufffdy"]',
        "c": None,
        "d": b"\x00",
    }
    assert _sent(("[\\u0000]",)) == ["[\\ufffd]"]
    assert _sent(('{"a":"\\u0000"}',)) == ['{"a":"\\u0000"}']


def test_hostile_texts_are_values_and_never_sql(url: str) -> None:
    store = open_store(url)
    before = store.dump()
    for text in (
        "'); DROP TABLE article; --",
        "%s",
        "%(id)s",
        "$1",
        ":id",
        "?",
        "\\",
        "\x00",
        "%%",
    ):
        assert store.find_article(text) is None
        assert store.load_setting(text) == ""
        assert store.is_path_taken(text) is False
        assert store.find_takedown([text]) is None
        assert store.load_places([text]) == {}  # type: ignore[list-item]  # what came from outside is no id
    assert store.dump() == before
    store.save_setting("'; --", "%s \x00")
    assert store.load_setting("'; --") == "%s \ufffd"
    store.close()


# --- is it whole? ---------------------------------------------------------------------------------------


def test_a_whole_database_is_whole_and_a_broken_index_is_named(
    url: str, other: "psycopg.Connection[Any]"
) -> None:
    assert found_in(url) == []
    other.execute(
        "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'article_url'::regclass"
    )
    assert "REINDEX INDEX article_url" in " ".join(found_in(url))
    other.execute("REINDEX INDEX article_url")
    assert found_in(url) == []


def found_in(url: str) -> list[str]:
    """What is wrong with the database itself; a server for tests may be set to be fast rather than safe."""
    told = check_database(url).partition(": ")[2].split("; ")
    return [one for one in told if one and " is off: " not in one]


def test_a_database_that_keeps_no_utf_8_is_refused() -> None:
    with own_database("latin") as url, psycopg.connect(url, autocommit=True) as connection:
        name = connection.info.dbname + "_1"
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'").format(
                sql.Identifier(name)
            )
        )
        try:
            with pytest.raises(StoreError, match="UTF8"):
                open_store(url.replace(connection.info.dbname, name))
        finally:
            connection.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))


def test_what_was_purged_is_no_row_any_more(url: str, other: "psycopg.Connection[Any]") -> None:
    store = open_store(url)
    store.save_sources([make_source()], now=NOW)
    save_entries(store, *range(50))
    for number in range(50):
        store.save_setting("key", f"text-{number}")
    inside(store).write_back()
    row = other.execute(
        "SELECT n_dead_tup FROM pg_stat_user_tables WHERE relname = 'setting'"
    ).fetchone()
    assert row == (0,)
    assert store.load_setting("key") == "text-49"
    assert store.next_due_at() == NOW
    assert store.list_due_sources(now=NOW + timedelta(days=1), limit=9)
    store.close()


def test_after_a_coordinator_that_was_killed_the_next_begins_at_once(url: str) -> None:
    program = "import sys; from wiredesk.world.store import open_store; s = open_store(sys.argv[1]); print(1, flush=True); input()"
    for _ in range(3):
        with subprocess.Popen(
            [sys.executable, "-c", program, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as child:
            assert child.stdout is not None
            child.stdout.readline()
            os.kill(child.pid, signal.SIGKILL)
        open_store(url).close()
