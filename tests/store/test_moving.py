"""A store moved from one database into the other and back: all of it, or nothing."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from contract.test_searching import AI, CITY, ONE, TWO, found, incoming, out
from contract.test_searching import publish as publish_findable
from contract.test_store import fetch, group, judge, match, poll, read
from make import make_article
from pgserver import own_database
from store.test_locked_and_broken import WRITES

from wiredesk.basics.errors import StoreError
from wiredesk.world.store import Moved, move_store, open_store

LONG = 40_000


@pytest.fixture
def url() -> Iterator[str]:
    """The address of an empty database."""
    with own_database("moving") as address:
        yield address


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A hub's file with something in nearly every table."""
    place = tmp_path / "hub.db"
    store = open_store(place)
    poll(store, *range(1, 60))
    articles = [make_article(number) for number in range(1, 40)]
    fetch(store)
    read(store, *articles)
    match(store, *articles)
    group(store, *articles[:20])
    judge(store, *articles[:20])
    publish_findable(store, out(ONE, AI), out(TWO, CITY))
    for call in WRITES.values():
        call(store)
    publish_findable(store, out(ONE, AI), out(TWO, CITY))
    store.save_setting("signs", 'NUL \\u0000, quote \', "x" \\ \t \N{SNOWMAN} \U0001f4f0')
    store.close()
    return place


def moved(source: Path | str, target: Path | str) -> list[Moved]:
    return move_store(source, target, tell=lambda one: None)


def dumped(place: Path | str) -> str:
    store = open_store(place, read_only=True)
    try:
        return store.dump()
    finally:
        store.close()


def test_there_and_back_nothing_is_lost(path: Path, url: str, tmp_path: Path) -> None:
    before = dumped(path)
    there = moved(path, url)
    assert dumped(path) == before
    back = moved(url, tmp_path / "back.db")
    assert there == back
    assert dumped(tmp_path / "back.db") == before
    assert {one.table for one in there if one.rows} >= {
        "article",
        "outcome",
        "user",
        "incoming_words",
    }
    assert all(one.digest.strip("0") for one in there if one.rows)


def test_the_hub_goes_on_where_it_was_moved_to(path: Path, url: str) -> None:
    asked = ("harbour", "elysee", "topic:ai", '"heat pumps"', "")
    here = open_store(path)
    wanted = [found(here, one) for one in asked], incoming(here, "title")
    number = here.last_correction()
    here.close()
    moved(path, url)
    there = open_store(url)
    assert ([found(there, one) for one in asked], incoming(there, "title")) == wanted
    assert there.count_articles() == 59
    assert there.last_correction() == number
    poll(there, *range(1, 70))
    match(there, make_article(65))
    for call in WRITES.values():
        call(there)
    assert there.count_articles() == 69
    there.close()


def test_a_target_that_holds_anything_is_refused(path: Path, url: str, tmp_path: Path) -> None:
    for target in (url, tmp_path / "other.db"):
        store = open_store(target)
        store.save_robots("https://a.example", b"kept")
        store.close()
        before = dumped(target)
        with pytest.raises(StoreError, match="rows in robots") as caught:
            moved(path, target)
        assert caught.value.code == "not_empty"
        assert dumped(target) == before


def test_what_does_not_arrive_as_it_was_sent_is_not_kept(path: Path, url: str) -> None:
    open_store(url).close()
    empty = dumped(url)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            """
            CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN new.title = new.title || '.'; RETURN new; END $$;
            CREATE TRIGGER spoilt BEFORE INSERT ON article FOR EACH ROW EXECUTE FUNCTION spoil();
            """
        )
    with pytest.raises(StoreError, match="article is not the same") as caught:
        moved(path, url)
    assert caught.value.code == "differs"
    assert dumped(url) == empty


def test_a_hub_that_somebody_writes_to_is_not_moved(path: Path, url: str, tmp_path: Path) -> None:
    running = open_store(path)
    with pytest.raises(StoreError) as caught:
        moved(path, url)
    assert caught.value.code == "second_writer"
    running.close()
    running = open_store(url)
    with pytest.raises(StoreError) as caught:
        moved(path, url)
    assert caught.value.code == "second_writer"
    running.close()


def test_killed_in_the_middle_nothing_has_arrived_and_it_can_be_done_again(
    path: Path, url: str, tmp_path: Path
) -> None:
    store = open_store(path)
    for name in range(200):
        store.save_robots(f"https://{name}.example", os.urandom(LONG))
    store.close()
    before = dumped(path)
    program = (
        "import sys; from pathlib import Path; from wiredesk.world.store import move_store\n"
        "place = lambda one: one if one.startswith('postgresql') else Path(one)\n"
        "tell = lambda one: (print(one.table, flush=True), one.table == 'robots' and sys.stdin.read())\n"
        "move_store(place(sys.argv[1]), place(sys.argv[2]), tell=tell)\n"
    )
    for target in (url, str(tmp_path / "there.db")):
        with subprocess.Popen(
            [sys.executable, "-c", program, str(path), target],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as child:
            assert child.stdout is not None
            assert "robots\n" in iter(child.stdout.readline, "")
            os.kill(child.pid, signal.SIGKILL)
        place = target if target == url else Path(target)
        assert articles_in(place) == 0
        moved(path, place)
        assert dumped(path) == before
        store = open_store(place)
        assert store.load_robots("https://199.example") is not None
        store.close()


def articles_in(place: Path | str) -> int:
    """How many are there once the server has noticed that the process is gone."""
    until = time.monotonic() + 20
    while True:
        try:
            store = open_store(place)
        except StoreError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            count = store.count_articles()
            store.close()
            return count
