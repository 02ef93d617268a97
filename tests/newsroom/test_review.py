"""What a person chooses for single articles: kept with who, when and why, and taken back."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from make import NOW, make_article, make_entry, make_polling, make_source

from wiredesk.basics.errors import UsageError
from wiredesk.newsroom.review import choose, take_back
from wiredesk.records.decision import Choice
from wiredesk.records.work import PollDone
from wiredesk.world.store import SqlStore, open_store

ONE, TWO = make_article(1), make_article(2)


@pytest.fixture
def store() -> Iterator[SqlStore]:
    opened = open_store(None)
    source = make_source()
    opened.save_sources([source], now=NOW)
    entries = (make_entry(1), make_entry(2))
    done = PollDone(source_id=source.id, polling=make_polling(source), new=entries)
    opened.save_polls([done], version=1, now=NOW)
    yield opened
    opened.close()


def test_a_choice_is_kept_with_who_when_why_and_until_when(store: SqlStore) -> None:
    until = NOW + timedelta(days=1)
    lines = choose(
        store, [ONE.id, TWO.url], Choice.HOLD, by="Ada", note="embargo", until=until, now=NOW
    )
    assert [line.id for line in lines] == [ONE.id, TWO.id]
    for article in (ONE, TWO):
        (kept,) = store.list_decisions(article.id)
        assert (kept.choice, kept.by, kept.note) == (Choice.HOLD, "Ada", "embargo")
        assert (kept.at, kept.until) == (NOW, until)


def test_nothing_is_chosen_when_one_of_them_is_no_article(store: SqlStore) -> None:
    with pytest.raises(UsageError, match="nonsense: is no article of this hub"):
        choose(store, [ONE.id, "nonsense"], Choice.REJECT, by="Ada", now=NOW)
    assert store.list_decisions(ONE.id) == []


def test_a_hold_until_yesterday_is_refused(store: SqlStore) -> None:
    with pytest.raises(UsageError, match="is past"):
        choose(store, [ONE.id], Choice.HOLD, by="Ada", until=NOW, now=NOW)


def test_what_was_taken_back_stays_in_the_audit(store: SqlStore) -> None:
    choose(store, [ONE.id], Choice.RELEASE, by="Ada", now=NOW)
    take_back(store, [ONE.id], by="Ben", now=NOW + timedelta(hours=1))
    assert [one.choice for one in store.list_decisions(ONE.id)] == [Choice.RELEASE]
    with pytest.raises(UsageError, match="nobody chose anything"):
        take_back(store, [ONE.id, TWO.id], by="Ben", now=NOW)
