"""What the store promises of sealed records (`wiredesk.ports.sealing`)."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from contract.test_store import fetch, group, judge, match, poll, read
from make import NOW, WHY, make_article

from wiredesk.basics.ids import ArticleId
from wiredesk.records.article import Article
from wiredesk.records.outcome import Stage
from wiredesk.records.sealing import KeptRecord, Resealed, SealMark, Unsealing
from wiredesk.records.work import PublishDone
from wiredesk.world.store import Place, SqlStore, open_store

OLD, NEW = SealMark(kid="2026-03", rev=2), SealMark(kid="2026-06", rev=2)
ARTICLES = [make_article(number) for number in (1, 2, 3)]


@pytest.fixture
def store(place: Place) -> Iterator[SqlStore]:
    opened = open_store(place)
    poll(opened, 1, 2, 3)
    fetch(opened)
    read(opened, *ARTICLES)
    match(opened, *ARTICLES)
    group(opened, *ARTICLES)
    judge(opened, *ARTICLES)
    yield opened
    opened.close()


def published(article: Article, body: bytes, **changes: Any) -> PublishDone:
    path = f"{article.id}.md"
    return PublishDone(article_id=article.id, path=path, body=body, reasons=WHY, **changes)


def save(store: SqlStore, *done: PublishDone) -> None:
    store.save_records(done, version=1, now=NOW)


def otherwise(store: SqlStore, kid: str, *, after: str = "", limit: int = 9) -> list[KeptRecord]:
    return store.list_sealed_otherwise(kid, after=ArticleId(after), limit=limit)


def test_a_record_is_kept_with_its_mark(store: SqlStore) -> None:
    one, two, three = ARTICLES
    save(
        store,
        published(one, b"1", mark=OLD),
        published(two, b"2"),
        published(three, b"3", mark=NEW),
    )
    assert store.load_kept(one.id) == KeptRecord(article_id=one.id, body=b"1", mark=OLD)
    assert store.load_kept(two.id) == KeptRecord(article_id=two.id, body=b"2")
    assert store.load_kept(ArticleId("nobody")) is None
    assert store.count_sealed() == {"2026-03": 1, "2026-06": 1}
    marks = {
        work.article.id: work.mark for work in store.load_publish_work([a.id for a in ARTICLES])
    }
    assert marks == {one.id: OLD, two.id: None, three.id: NEW}


def test_records_under_another_key_are_listed_by_id_a_batch_at_a_time(store: SqlStore) -> None:
    save(store, *(published(one, b"x", mark=OLD) for one in ARTICLES))
    ids = sorted(one.id for one in ARTICLES)
    assert [one.article_id for one in otherwise(store, "2026-06")] == ids
    assert [one.article_id for one in otherwise(store, "2026-06", limit=2)] == ids[:2]
    assert [one.article_id for one in otherwise(store, "2026-06", after=ids[1])] == ids[2:]
    assert otherwise(store, "2026-03") == []


def test_records_without_our_seal_are_listed(store: SqlStore) -> None:
    save(
        store,
        published(ARTICLES[0], b"x", mark=OLD),
        *(published(one, b"y") for one in ARTICLES[1:]),
    )
    ids = sorted(one.id for one in ARTICLES[1:])
    listed = store.list_not_sealed(after=ArticleId(""), limit=9)
    assert [one.article_id for one in listed] == ids
    assert store.list_not_sealed(after=ids[0], limit=1)[0].article_id == ids[1]


def test_a_record_is_replaced_only_where_it_is_still_as_it_was(store: SqlStore) -> None:
    one, two, _ = ARTICLES
    save(store, published(one, b"1", mark=OLD), published(two, b"2 edited", mark=OLD))
    done = [
        Resealed(article_id=one.id, before=b"1", body=b"1 anew", mark=NEW),
        Resealed(article_id=two.id, before=b"2", body=b"2 anew", mark=NEW),
    ]
    assert store.save_resealed(done) == 1
    assert store.load_kept(one.id) == KeptRecord(article_id=one.id, body=b"1 anew", mark=NEW)
    assert store.load_kept(two.id) == KeptRecord(article_id=two.id, body=b"2 edited", mark=OLD)
    assert store.save_resealed(done) == 0


def test_a_decision_from_before_a_sealing_is_taken_again(store: SqlStore) -> None:
    one = ARTICLES[0]
    first = published(one, b"1", mark=OLD)
    save(store, first)
    store.save_resealed([Resealed(article_id=one.id, before=b"1", body=b"1 anew", mark=NEW)])
    store.rewind(Stage.PUBLISH, below_version=None, now=NOW)
    save(store, published(one, b"1 edited", mark=OLD, based_on=OLD))
    assert store.load_kept(one.id) == KeptRecord(article_id=one.id, body=b"1 anew", mark=NEW)
    waiting = store.list_publish_work(now=NOW, limit=9)
    assert [work.mark for work in waiting if work.article.id == one.id] == [NEW]
    save(store, published(one, b"1 edited anew", mark=NEW, based_on=NEW))
    assert store.load_kept(one.id) == KeptRecord(article_id=one.id, body=b"1 edited anew", mark=NEW)


def test_a_withdrawn_record_keeps_its_bytes_and_its_mark(store: SqlStore) -> None:
    one = ARTICLES[0]
    save(store, published(one, b"1", mark=OLD))
    save(store, replace(published(one, b"", mark=OLD), based_on=OLD))
    assert store.load_kept(one.id) == KeptRecord(article_id=one.id, body=b"1", mark=OLD)
    assert [kept.body for kept in otherwise(store, "2026-06")] == [b"1"]
    assert list(store.list_records()) == []


def test_the_outlets_can_be_said_to_be_behind(store: SqlStore) -> None:
    wanted, _ = store.load_generation()
    store.save_usage([], generation=wanted, now=NOW)
    store.raise_generation()
    assert store.load_generation() == (wanted + 1, wanted)


def test_the_audit_is_kept_newest_first(store: SqlStore) -> None:
    lines = [
        Unsealing(article_id=one.id, mark=OLD, by="ada", why=f"case {number}", at=number)
        for number, one in enumerate(ARTICLES)
    ]
    for line in lines:
        store.save_unsealing(line)
    assert store.list_unsealings(limit=9) == lines[::-1]
    assert store.list_unsealings(limit=1) == lines[-1:]


def test_it_is_written_beside_the_process_that_runs_the_route(lasting: Place) -> None:
    running = open_store(lasting)
    beside = open_store(lasting, beside=True)
    beside.save_unsealing(Unsealing(article_id=ARTICLES[0].id, mark=OLD, by="ada", why="", at=1))
    running.save_setting("key", "value")
    assert len(running.list_unsealings(limit=9)) == 1
    assert beside.load_setting("key") == "value"
    beside.close()
    running.close()
