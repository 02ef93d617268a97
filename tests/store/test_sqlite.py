"""The SQLite adapter: migrations, indexes, locks, full disks, broken files, kills."""

import contextlib
import os
import random
import re
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import apsw
import pytest
from insides import sqlite_of
from make import (
    NOW,
    WHY,
    make_article,
    make_entry,
    make_fingerprint,
    make_polling,
    make_source,
    make_verdict,
)

from wiredesk.basics.errors import StoreError
from wiredesk.basics.ids import ArticleId, StoryId
from wiredesk.records.article import Kind
from wiredesk.records.family import Relation
from wiredesk.records.work import MatchDone, PollDone, ReadDone
from wiredesk.world.store import SqlStore, check_database, open_store
from wiredesk.world.store.codec import moment
from wiredesk.world.store.queries import load_migrations, load_queries
from wiredesk.world.store.sqlite_database import READERS_MAX, SqliteDatabase

SQL = Path(__file__).parents[2] / "src/wiredesk/world/store/sqlite"
# These read a table whole on purpose: few rows, or all of them are the answer.
WHOLE = {
    "count_articles",
    "count_buckets",
    "list_sources",
    "list_users",
    "list_api_keys",
    "list_webhooks",
    "count_deliveries",
    "list_barred",
    "list_sessions",
    "list_source_figures",
    "remove_old_sessions",
    "forget_sources",
    "list_lessons",
    "list_registered",
    "newest_receipt",
    "list_record_paths",
    "rewind",
    "rewind_ranking",
    "rewind_stories",
    "list_bucket_ages",
    "list_picture_paths",
    "list_alarms",
    "list_pins",
    "end_pins",
    "list_calibrations",
    "forget_base_rates",
    "list_takedowns",
    "has_takedowns",
}
# These walk an index in the order asked for and stop at their limit.
ORDERED = {
    "list_stories": "story_heat",
    "list_published": "COVERING INDEX article_published",
    "count_sealed": "COVERING INDEX sealed_kid",
    "list_not_sealed": "USING INDEX sqlite_autoindex_record_1",
    "list_unsealings": "SCAN unsealing",
    "load_edition": "topic_edition",
    "load_last_out": "SCAN went_out",
    "load_edition_number": "topic_edition",
    "list_usage_now": "INDEX usage_open",
    "load_issue": "SCAN issue",
}
HOT = {
    "count_held_for": "COVERING INDEX article_bucket (bucket=? AND cause=?)",
    "count_at": "COVERING INDEX article_waiting (stage=? AND due_at<?)",
    "list_source_figures": "entry_recent (source_id=? AND received_at>?)",
    "list_changed": "changed_seq (seq>?)",
    "newest_change": "COVERING INDEX changed_seq",
    "list_coverage_of": "coverage_article (article_id=?)",
    "list_due_sources": "source_due (followed=? AND state=? AND due_at<?)",
    "list_entries_by_key": "entry_key (source_id=? AND key=?)",
    "list_entries_by_url": "entry_url (source_id=? AND url=?)",
    "list_entries_by_digest": "entry_digest (source_id=? AND digest=?)",
    "list_recent_entries": "entry_recent (source_id=?)",
    "count_lines": "line_seen USING PRIMARY KEY (host=? AND hash=?)",
    "list_logos": "COVERING INDEX article_image (provider=? AND image_url=?)",
    "list_chosen_leads": "ruling_target (kind=? AND target=?)",
    "list_corrections_about": "ruling USING PRIMARY KEY (article_id=?)",
    "load_memberships": "article_story (story_id=?)",
    "list_rank_work": "a EXISTS USING INDEX article_story (story_id=?)",
    "list_members": "article_story (story_id=?)",
    "list_stories": "a EXISTS USING INDEX article_story (story_id=? AND received_at>?)",
    "list_published": "COVERING INDEX article_published",
    "replay_families": "INTEGER PRIMARY KEY (rowid>?)",
    "replay_stories": "f USING INTEGER PRIMARY KEY (rowid>?)",
    "list_weights": "coverage_article (article_id=?)",
    "replay_coverage": "c USING INTEGER PRIMARY KEY (rowid>?)",
    "log_moved": "a USING INDEX article_story (story_id=?)",
    "find_by_url": "article_url (url=?)",
    "list_records": "record_live (path>?)",
    "list_labelled": "a USING INDEX sqlite_autoindex_article_1 (id>?)",
    "list_lessons_of": "sqlite_autoindex_topic_lesson_1 (article_id=?)",
    "count_labelled_before": "COVERING INDEX outcome_version (step=? AND version<?)",
    "list_again": "w USING INDEX article_family (family_id=?)",
    "find_takedown": "takedown_mark USING PRIMARY KEY (mark=?)",
    "list_usage_of": "s USING INDEX usage_provider (provider=?)",
    "rewind": "outcome_version (step=? AND version<?)",
    "list_fed_sources": "COVERING INDEX entry_recent (source_id=? AND received_at>?)",
    "list_source_articles": "entry_recent (source_id=? AND received_at>?)",
    "judge_source_again": "entry_recent (source_id=? AND received_at>?)",
    "list_yield": "article_story (story_id=?)",
    "list_alarms_of": "m USING PRIMARY KEY (source_id=?)",
    "list_sealed_otherwise": "s USING PRIMARY KEY (article_id>?)",
    "list_picture_work": "picture_due (due_at>? AND due_at<?)",
    "search_findable": "f USING INTEGER PRIMARY KEY (rowid=?)",
    "search_incoming": "i USING INTEGER PRIMARY KEY (rowid=?)",
    "save_incoming": "sqlite_autoindex_article_1 (id=?)",
    "list_changes": "l USING COVERING INDEX event_article (article_id=? AND seq>?)",
    "find_event_before": "event_at (at<?)",
    "list_topics_told": "event_article (article_id=?)",
    "list_takedowns_of": "takedown USING PRIMARY KEY (article_id=?)",
    "list_out_articles": "listing USING PRIMARY KEY (topic=? AND effective_at>? AND effective_at<?)",
    "list_out_articles_of": "listing_provider (provider=? AND topic=? AND effective_at>? AND effective_at<?)",
    "list_out_stories": "m USING INDEX listing_article (article_id=? AND topic=? AND effective_at",
    "list_out_stories_of": "m USING INDEX listing_article (article_id=? AND topic=? AND effective_at",
    "find_out_stories": "l USING INDEX listing_article (article_id=? AND topic=? AND effective_at",
    "list_out_providers": "l USING COVERING INDEX listing_provider (provider=?)",
    "list_due_deliveries": "d USING INDEX delivery_waiting (webhook=?)",
    "forget_overtaken": "l USING INDEX delivery_order (webhook=? AND article_id=? AND seq>?)",
    "list_last_topics": "l USING COVERING INDEX event_article (article_id=?)",
    "list_delivery_log": "d USING PRIMARY KEY (webhook=?)",
    "forget_events": "event_at (at<?)",
    "choose_these": "sqlite_autoindex_article_1 (id=?)",
    "choose_matching": "article_bucket (bucket=? AND cause=?)",
    "decide": "o USING COVERING INDEX act_on_act (act=?)",
    "restore_choice": "o USING INDEX act_on_act (act=?)",
    "list_acts": "act USING INTEGER PRIMARY KEY (rowid<?)",
    "list_acts_by": "act_person (by_whom=? AND seq<?)",
    "list_acts_about": "o USING PRIMARY KEY (subject=? AND act<?)",
    "list_acts_since": "act_on USING PRIMARY KEY (subject=? AND act>?)",
    "list_held": "article_bucket (bucket=? AND cause=?)",
    "count_held": "article_bucket (bucket=? AND cause=?)",
    "swap_record": "sqlite_autoindex_record_1 (article_id=?)",
}


def schema_of(connection: apsw.Connection) -> list[str]:
    rows = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
    # A table that a migration rebuilt is stored under its name in quotes.
    # An added column stands behind other white space than one that was there from the first.
    told = [re.sub(r"--.*", "", str(row[0])).replace('"', "") for row in rows]
    return [re.sub(r" ?([(),]) ?", r"\1", re.sub(r"\s+", " ", one)).strip() for one in told]


def test_the_schema_file_equals_all_migrations() -> None:
    whole, stepwise = apsw.Connection(":memory:"), apsw.Connection(":memory:")
    whole.execute((SQL / "schema.sql").read_text("utf-8"))
    for step in load_migrations("sqlite"):
        stepwise.execute(step)
    assert schema_of(whole) == schema_of(stepwise)


def test_every_query_uses_an_index() -> None:
    connection = apsw.Connection(":memory:")
    for step in load_migrations("sqlite"):
        connection.execute(step)
    for name, query in load_queries("sqlite").items():
        if name in WHOLE or query.startswith("PRAGMA"):
            continue
        names = dict.fromkeys(re.findall(r":(\w+)", query), "[]")
        values = names or ["[]"] * query.count("?")
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {query}", values)]
        scans = [
            line
            for line in plan
            if line.startswith("SCAN")
            and not line.endswith(ORDERED.get(name, "no index"))
            and "VIRTUAL TABLE" not in line
            and not re.match(r"SCAN (\(subquery|CONSTANT|\(join|w$)", line)
        ]
        assert not scans, f"{name}: {plan}"


@pytest.mark.parametrize(("name", "index"), HOT.items())
def test_a_hot_query_uses_the_index_made_for_it(name: str, index: str) -> None:
    """Any index is not enough: the wrong one made a list of stories quadratic."""
    connection = apsw.Connection(":memory:")
    for step in load_migrations("sqlite"):
        connection.execute(step)
    query = load_queries("sqlite")[name]
    values = dict.fromkeys(re.findall(r":(\w+)", query), "[]") or ["[]"] * query.count("?")
    plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {query}", values)]
    assert any(index in line for line in plan), plan


def test_no_list_of_pending_work_touches_a_text_before_it_is_cut_to_its_limit() -> None:
    connection = apsw.Connection(":memory:")
    for step in load_migrations("sqlite"):
        connection.execute(step)
    for name in (
        "list_fetch_work",
        "list_read_work",
        "list_articles_at",
        "list_articles_by_time",
        "list_publish_at",
    ):
        query = load_queries("sqlite")[name]
        values = dict.fromkeys(re.findall(r":(\w+)", query), "[]")
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {query}", values)]
        assert any("COVERING INDEX article_waiting (stage=? AND due_at<?)" in one for one in plan)


def test_a_database_of_the_first_version_is_brought_up_with_all_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "hub.db"
    old = apsw.Connection(str(path))
    old.execute(load_migrations("sqlite")[0])
    old.execute(
        """
        PRAGMA user_version = 1;
        INSERT INTO provider VALUES ('a.example', 'a.example', 0, 7, '{"domain":"a.example","name":"A"}');
        INSERT INTO article (id, url, ask_url, host, source_id, entry_id, provider, stage, due_at,
          received_at, effective_at, relation, has_author, kind, bucket, family_id, story_id, weight)
        VALUES ('a1', 'u1', 'u1', 'a.example', 's', 'e', 'a.example', 'done', 1, 1, 1, 'new', 1, 'article', 'held', 'f1', 't1', 0.4),
               ('a2', 'u2', 'u2', 'a.example', 's', 'e', 'a.example', 'fetch', 1, 1, 1, NULL, 0, NULL, 'pending', NULL, NULL, -1);
        INSERT INTO story (id, lead, heat, ranked_at, reports, independent) VALUES ('t1', 'a1', 30, 5, 1, 1);
        INSERT INTO line VALUES ('a.example', 'promo', 'a1'), ('a.example', 'promo', 'a2');
        INSERT INTO outcome VALUES ('a1', 'match', 3, 1, '[]', ''), ('a1', 'publish', 1, 9, '[]', '');
        INSERT INTO record VALUES ('a1', 'a1.md', 1, x'41');
        """
    )
    old.close()
    store = open_store(path)
    ((provider, record),) = store.list_provider_records(["a.example"])
    assert (provider.name, record.articles, record.originals, record.with_author) == ("A", 1, 1, 1)
    assert store.count_lines("a.example", ["promo"], but=ArticleId("a1")) == {"promo": 1}
    assert store.count_articles() == 2
    assert [one.version for one in store.list_outcomes("a1")] == [3, 1]
    (filed,) = store.replay_coverage(since=moment(0), until=NOW)
    assert (filed.article_id, filed.story_id, filed.weight) == ("a1", "t1", 0.4)
    (shown,) = store.list_shown([StoryId("t1")], at=moment(5))
    assert (shown.lead, shown.calibration) == ("a1", 1)
    assert store.list_out([ArticleId("a1")], at=moment(9)) == {"a1"}
    assert list(store.list_records()) == [("a1.md", b"A")]
    store.close()
    assert check_database(path) == ""


def test_what_is_counted_of_a_provider_is_what_its_articles_say() -> None:
    store = open_store(None)
    store.save_sources([make_source()], now=NOW)
    chance = random.Random(20260305)
    save_entries(store, *range(40))
    for _ in range(6):
        articles = [
            make_article(
                number,
                provider=chance.choice(["gazette.example", "courier.example"]),
                id=make_article(number).id,
                authors=chance.choice([(), ("Ada",)]),
                kind=chance.choice([Kind.ARTICLE, Kind.PRESS_RELEASE]),
            )
            for number in chance.sample(range(40), 20)
        ]
        readings = [ReadDone(article_id=one.id, article=one, reasons=WHY) for one in articles]
        store.save_readings(readings, version=1, now=NOW)
        families = [
            MatchDone(
                verdict=make_verdict(one, relation=chance.choice(list(Relation))),
                fingerprint=make_fingerprint(one),
            )
            for one in articles
        ]
        store.save_families(families, version=1, now=NOW)
        alias = ReadDone(article_id=articles[0].id, same_as=articles[1].id, reasons=WHY)
        store.save_readings([alias], version=1, now=NOW)
    counted = (
        "SELECT domain, articles, originals, copies, with_author, press_releases FROM provider"
    )
    recounted = """
        SELECT provider, count(*), sum(relation = 'new'), sum(relation = 'copy'), sum(has_author),
               sum(kind = 'pressrelease')
        FROM article WHERE relation IS NOT NULL AND same_as IS NULL GROUP BY provider
    """
    connection = sqlite_of(store)
    assert sorted(connection.execute(counted)) == sorted(connection.execute(recounted))
    store.close()


def test_several_threads_read_by_one_store(tmp_path: Path) -> None:
    writer = open_store(tmp_path / "hub.db")
    writer.save_sources([make_source()], now=NOW)
    reader = open_store(tmp_path / "hub.db", read_only=True)

    def look(number: int) -> int:
        if number == 50:
            save_entries(writer, *range(30))
        return reader.count_articles() + len(reader.list_sources())

    with ThreadPoolExecutor(max_workers=8) as threads:
        seen = list(threads.map(look, range(200)))
    assert set(seen) <= {1, 31}
    assert reader.count_articles() == 30
    reader.close()
    writer.close()


def test_pages_wait_for_no_transaction(tmp_path: Path) -> None:
    route = open_store(tmp_path / "hub.db")
    route.save_sources([make_source()], now=NOW)
    pages = open_store(tmp_path / "hub.db", beside=True)
    with ThreadPoolExecutor(max_workers=8) as threads:
        with route._database.transaction():
            route._database.write("save_setting", ("key", "not yet"))
            seen = list(threads.map(lambda _: pages.load_setting("key"), range(50)))
        assert set(seen) == {""}
        with pages._database.transaction():
            pages._database.write("save_setting", ("key", "within"))
            assert pages.load_setting("key") == "within"
            seen = list(threads.map(lambda _: pages.load_setting("key"), range(50)))
        assert set(seen) == {"not yet"}
    assert pages.load_setting("key") == route.load_setting("key") == "within"
    pages.close()
    pages.close()
    with pytest.raises(StoreError):
        pages.load_setting("key")
    route.close()


def test_more_looks_at_once_than_there_are_readers_wait_and_then_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_store(tmp_path / "hub.db").close()
    database = SqliteDatabase(tmp_path / "hub.db", beside=True)
    monkeypatch.setattr("wiredesk.world.store.sqlite_database.BUSY_MILLISECONDS", 20)
    with contextlib.ExitStack() as looks:
        for _ in range(READERS_MAX):
            looks.enter_context(database._reading())
        with pytest.raises(StoreError, match="at once") as caught:
            database.rows("list_sources")
    assert caught.value.code == "busy"
    assert database.rows("list_sources") == []
    database.close()


def test_a_commit_that_fails_leaves_no_transaction_open() -> None:
    store = open_store(None)
    connection = sqlite_of(store)
    connection.execute(
        "CREATE TABLE parent (id PRIMARY KEY); "
        "CREATE TABLE child (id REFERENCES parent DEFERRABLE INITIALLY DEFERRED)"
    )
    with pytest.raises(StoreError, match="FOREIGN KEY"), store._database.transaction():
        connection.execute("INSERT INTO child VALUES (1)")
    store.save_setting("key", "value")
    assert store.load_setting("key") == "value"
    store.close()


def test_a_verdict_that_is_no_record_is_a_store_error() -> None:
    store = open_store(None)
    store.save_sources([make_source()], now=NOW)
    sqlite_of(store).execute("UPDATE source SET polling = '{]'")
    with pytest.raises(StoreError, match="backup") as caught:
        store.list_sources()
    assert caught.value.code == "corrupt"
    store.close()


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
    broken = [*load_migrations("sqlite"), "CREATE TABLE extra (x); CREATE TABLE extra (x);"]
    monkeypatch.setattr(
        "wiredesk.world.store.sqlite_database.load_migrations", lambda dialect: broken
    )
    with pytest.raises(StoreError, match="already exists"):
        open_store(path)
    connection = apsw.Connection(str(path))
    assert list(connection.execute("SELECT name FROM sqlite_master WHERE name = 'extra'")) == []
    assert list(connection.execute("PRAGMA user_version")) == [(len(broken) - 1,)]


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
    monkeypatch.setattr("wiredesk.world.store.sqlite_database.BUSY_MILLISECONDS", 50)
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
    database = SqliteDatabase(tmp_path / "hub.db")
    store = SqlStore(database)
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


def save_entries(store: SqlStore, *numbers: int) -> None:
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
