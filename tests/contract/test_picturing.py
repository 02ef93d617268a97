"""What the store promises of pictures (`wiredesk.ports.picturing`)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from contract.test_store import fetch, group, judge, match, poll, read
from make import NOW, WHY, make_article

from wiredesk.records.article import Article
from wiredesk.records.picture import Picture, PictureDone, PictureWork
from wiredesk.records.work import PublishDone
from wiredesk.world.store import Place, SqlStore, open_store

ONE, TWO = make_article(1), make_article(2)
URL = "https://gazette.example/one.jpg"
COPY = Picture(url=URL, path="images/ab/cd.webp", width=640, height=400)


@pytest.fixture
def store(place: Place) -> Iterator[SqlStore]:
    opened = open_store(place)
    poll(opened, 1, 2)
    fetch(opened)
    read(opened, ONE, TWO)
    match(opened, ONE, TWO)
    group(opened, ONE, TWO)
    judge(opened, ONE, TWO)
    yield opened
    opened.close()


def publish(store: SqlStore, article: Article, *, picture: str, body: bytes = b"record") -> None:
    done = PublishDone(
        article_id=article.id, path=f"{article.id}.md", body=body, picture=picture, reasons=WHY
    )
    store.save_records([done], version=1, now=NOW)


def due(store: SqlStore, *, hours: float = 0) -> list[PictureWork]:
    return store.list_picture_work(now=NOW + timedelta(hours=hours), limit=9)


def keep(store: SqlStore, **changes: Any) -> None:
    done = PictureDone(article_id=ONE.id, url=URL, picture=COPY, reasons=WHY)
    store.save_pictures([replace(done, **changes)], now=NOW)


def test_the_picture_that_a_record_shows_is_wanted(store: SqlStore) -> None:
    publish(store, ONE, picture=URL)
    publish(store, TWO, picture="")
    assert due(store) == [PictureWork(article_id=ONE.id, url=URL, attempts=0)]
    publish(store, ONE, picture=URL)
    assert len(due(store)) == 1


def test_a_copy_sends_its_article_back_to_be_published_once(store: SqlStore) -> None:
    publish(store, ONE, picture=URL)
    keep(store)
    keep(store)
    assert due(store, hours=999) == []
    assert store.list_picture_paths() == [COPY.path]
    waiting = [
        work for work in store.list_publish_work(now=NOW, limit=9) if work.article.id == ONE.id
    ]
    assert [work.pictures for work in waiting] == [{ONE.id: COPY}]
    publish(store, ONE, picture=URL)
    keep(store)
    assert ONE.id not in [work.article.id for work in store.list_publish_work(now=NOW, limit=9)]


def test_a_failure_waits_or_is_left_for_good(store: SqlStore) -> None:
    publish(store, ONE, picture=URL)
    keep(store, picture=None, retry_at=NOW + timedelta(hours=1))
    assert due(store) == []
    assert due(store, hours=2) == [PictureWork(article_id=ONE.id, url=URL, attempts=1)]
    keep(store, picture=None)
    assert due(store, hours=999) == []
    assert store.list_picture_paths() == []


def test_another_picture_is_looked_at_anew(store: SqlStore) -> None:
    publish(store, ONE, picture=URL)
    keep(store)
    publish(store, ONE, picture=f"{URL}?2")
    assert [work.url for work in due(store)] == [f"{URL}?2"]
    assert store.list_picture_paths() == []
    keep(store)
    assert store.list_picture_paths() == []


@pytest.mark.parametrize("body", [b"record", b""])
def test_a_picture_that_no_record_shows_any_more_is_not_wanted(
    store: SqlStore, body: bytes
) -> None:
    publish(store, ONE, picture=URL)
    keep(store)
    publish(store, ONE, picture="", body=body)
    assert store.list_picture_paths() == []
    assert store.load_publish_work([ONE.id])[0].pictures == {}
