"""What every store promises of counts for the desk (`wiredesk.ports.overview`)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
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

from wiredesk.basics.ids import SourceId
from wiredesk.records.family import Relation
from wiredesk.records.hold import Hold, HoldReason, HoldVerdict
from wiredesk.records.outcome import Stage
from wiredesk.records.overview import SourceFigures
from wiredesk.records.source import Polled, SourceState
from wiredesk.records.user import Role, Session, User
from wiredesk.records.work import HoldDone, MatchDone, PollDone, PublishDone, ReadDone
from wiredesk.world.store import Place, SqlStore, open_store

SOURCE = make_source()
ARTICLES = [make_article(number) for number in range(1, 4)]


@pytest.fixture
def store(place: Place) -> Iterator[SqlStore]:
    opened = open_store(place)
    opened.save_sources([SOURCE], now=NOW)
    yield opened
    opened.close()


def fill(store: SqlStore) -> None:
    """Three articles of one source: held for its quality, held for rights, released."""
    entries = tuple(make_entry(number, source=SOURCE) for number in range(1, 4))
    poll = PollDone(source_id=SOURCE.id, polling=make_polling(SOURCE), new=entries)
    store.save_polls([poll], version=1, now=NOW)
    readings = [ReadDone(article_id=one.id, article=one, reasons=WHY) for one in ARTICLES]
    store.save_readings(readings, version=1, now=NOW)
    relations = (Relation.NEW, Relation.COPY, Relation.NEW)
    families = [
        MatchDone(verdict=make_verdict(one, relation=relation), fingerprint=make_fingerprint(one))
        for one, relation in zip(ARTICLES, relations, strict=True)
    ]
    store.save_families(families, version=1, now=NOW)
    for article, reason in zip(
        ARTICLES, (HoldReason.BELOW_THRESHOLD, HoldReason.RIGHTS, None), strict=True
    ):
        hold = Hold(reason=reason, evidence="e", since=NOW, lifted_by="editor") if reason else None
        verdict = HoldVerdict(article_id=article.id, holds=(hold,) if hold else ())
        store.save_holds([HoldDone(verdict=verdict, bucket=verdict.bucket)], version=1, now=NOW)


def test_what_is_held_is_counted_by_reason_up_to_a_limit(store: SqlStore) -> None:
    fill(store)
    rights, both = [HoldReason.RIGHTS], [HoldReason.RIGHTS, HoldReason.BELOW_THRESHOLD]
    assert store.count_held_for(rights, limit=9) == 1
    assert store.count_held_for(both, limit=9) == 2
    assert store.count_held_for(both, limit=1) == 1
    assert store.count_held_for([], limit=9) == 0


def test_what_waits_to_go_out_is_counted_and_when_something_last_did_is_known(
    store: SqlStore,
) -> None:
    assert (store.count_at(Stage.PUBLISH, now=NOW, limit=9), store.load_last_out()) == (0, None)
    fill(store)
    assert store.count_at(Stage.PUBLISH, now=NOW, limit=9) == 1
    done = PublishDone(article_id=ARTICLES[2].id, path="c.md", body=b"C")
    store.save_records([done], version=1, now=NOW)
    assert (store.count_at(Stage.PUBLISH, now=NOW, limit=9), store.load_last_out()) == (0, NOW)


def test_what_a_source_brought_is_counted(store: SqlStore) -> None:
    assert store.list_source_figures(since=NOW - timedelta(days=1)) == {}
    fill(store)
    figures = store.list_source_figures(since=NOW - timedelta(days=1))
    assert figures == {SOURCE.id: SourceFigures(articles=3, published=1, copies=1, last_at=NOW)}
    assert store.list_source_figures(since=NOW + timedelta(days=1)) == {}


def test_a_source_is_found_while_it_is_followed(store: SqlStore) -> None:
    found = store.load_source(SOURCE.id)
    assert found is not None
    assert found.source == SOURCE
    assert store.load_source(SourceId("s000")) is None
    store.save_sources([], now=NOW)
    assert store.load_source(SOURCE.id) is None


def test_the_last_polls_come_back_as_they_were_remembered(store: SqlStore) -> None:
    last = (Polled(at=NOW, status=304), Polled(at=NOW, error="no answer"))
    store.save_polling(make_polling(SOURCE, last=last))
    found = store.load_source(SOURCE.id)
    assert found is not None
    assert found.polling.last == last


def test_a_source_that_was_paused_while_it_was_polled_stays_paused(store: SqlStore) -> None:
    polling = make_polling(SOURCE)
    store.save_polling(replace(polling, state=SourceState.PARKED))
    store.save_polls([PollDone(source_id=SOURCE.id, polling=polling)], version=1, now=NOW)
    found = store.load_source(SOURCE.id)
    assert found is not None
    assert found.polling.state is SourceState.PARKED
    assert store.list_due_sources(now=NOW + timedelta(days=9), limit=9) == []


def test_sessions_are_listed_by_user_the_last_seen_first(store: SqlStore) -> None:
    for name in ("ben", "ada"):
        store.save_user(User(name=name, role=Role.READER, password="h", created_at=NOW))
    for number, name in enumerate(("ben", "ada", "ada")):
        seen = NOW + timedelta(hours=number)
        store.save_session(
            Session(token_hash=f"h{number}", user=name, csrf="c", begun_at=NOW, seen_at=seen)
        )
    assert [one.token_hash for one in store.list_sessions()] == ["h2", "h1", "h0"]
