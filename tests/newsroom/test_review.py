"""What a person chooses for single articles: kept with who, when and why, and taken back."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from make import NOW, make_article, make_entry, make_polling, make_source
from newsroom.deciding import HOUR, chosen, decided

from wiredesk.basics.errors import UsageError
from wiredesk.basics.ids import ArticleId
from wiredesk.records.act import ActKind
from wiredesk.records.decision import Choice
from wiredesk.records.request import UndoRequest
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
    asked = chosen(ONE.id, TWO.id, choice=Choice.HOLD, note="embargo", until=until)
    act = decided(store, asked)
    assert (act.kind, act.count, act.by, act.until) == (ActKind.HOLD, 2, "Ada", until)
    for article in (ONE, TWO):
        (kept,) = store.list_decisions(article.id)
        assert (kept.choice, kept.by, kept.note) == (Choice.HOLD, "Ada", "embargo")
        assert (kept.at, kept.until) == (NOW, until)
    assert decided(store, asked) == act, "the same request is one act"


def test_nothing_is_chosen_when_one_of_them_is_no_article(store: SqlStore) -> None:
    with pytest.raises(UsageError, match="nonsense: is no article of this hub"):
        decided(store, chosen(ONE.id, ArticleId("nonsense"), choice=Choice.REJECT))
    assert store.list_decisions(ONE.id) == []
    assert store.last_act() == 0


def test_a_hold_until_yesterday_is_refused(store: SqlStore) -> None:
    with pytest.raises(UsageError, match="is past"):
        decided(store, chosen(ONE.id, choice=Choice.HOLD, until=NOW))


def test_what_was_taken_back_stays_in_the_audit(store: SqlStore) -> None:
    decided(store, chosen(ONE.id))
    decided(store, chosen(ONE.id, choice=None, by="Ben", at=NOW + HOUR, seen=1))
    assert [one.choice for one in store.list_decisions(ONE.id)] == [Choice.RELEASE]
    assert [one.kind for one in store.list_acts(limit=9)] == [ActKind.UNDECIDE, ActKind.RELEASE]
    with pytest.raises(UsageError, match="nobody chose anything"):
        decided(store, chosen(ONE.id, TWO.id, choice=None, by="Ben", at=NOW + HOUR, seen=2))


def test_undoing_gives_back_what_was_chosen_before_by_whom_and_until_when(
    store: SqlStore,
) -> None:
    until = NOW + timedelta(days=1)
    decided(store, chosen(ONE.id, choice=Choice.HOLD, until=until, note="embargo"))
    before = store.load_choices([ONE.id])
    act = decided(store, chosen(ONE.id, TWO.id, at=NOW + HOUR, by="Ben", seen=1))
    undone = decided(store, UndoRequest(number=act.number, by="Eve", at=NOW + 2 * HOUR))
    assert (undone.kind, undone.undoes, undone.count) == (ActKind.UNDO, act.number, 2)
    assert store.load_choices([ONE.id, TWO.id]) == before
    taken_back = store.find_act(act.number)
    assert taken_back
    assert taken_back.undone_by == undone.number
    with pytest.raises(UsageError, match=f"was undone by {undone.number}"):
        decided(store, UndoRequest(number=act.number, by="Eve", at=NOW + 3 * HOUR))


def test_undoing_leaves_alone_what_somebody_chose_since(store: SqlStore) -> None:
    bulk = decided(store, chosen(ONE.id, TWO.id))
    later = decided(store, chosen(ONE.id, choice=Choice.REJECT, at=NOW + HOUR))
    undone = decided(store, UndoRequest(number=bulk.number, by="Ada", at=NOW + 2 * HOUR))
    assert (undone.count, undone.subject) == (1, TWO.id)
    kept = store.load_choices([ONE.id, TWO.id])
    assert {one: kept[one].choice for one in kept} == {ONE.id: Choice.REJECT}
    assert later.count == 1


def test_what_a_later_choice_replaced_is_undone_after_it(store: SqlStore) -> None:
    first = decided(store, chosen(ONE.id))
    second = decided(store, chosen(ONE.id, choice=Choice.REJECT, at=NOW + HOUR))
    with pytest.raises(UsageError, match=f"act {second.number} .reject by Ada. builds on it"):
        decided(store, UndoRequest(number=first.number, by="Ada", at=NOW + 2 * HOUR))
    assert store.find_act(first.number) == first, "nothing is undone"
    assert store.last_act() == second.number
    for number in (second.number, first.number):
        decided(store, UndoRequest(number=number, by="Ada", at=NOW + (2 + number) * HOUR))
    assert store.load_choices([ONE.id]) == {}


def test_what_another_person_changed_since_it_was_seen_is_a_conflict_that_says_who(
    store: SqlStore,
) -> None:
    decided(store, chosen(ONE.id, by="Ben"))
    with pytest.raises(UsageError, match=r"Ben did this at 09:00: Released") as caught:
        decided(store, chosen(ONE.id, choice=Choice.REJECT, at=NOW + HOUR))
    assert caught.value.code == "conflict"
    assert store.load_choices([ONE.id])[ONE.id].by == "Ben"
    # Whoever has seen it may say so again.
    decided(store, chosen(ONE.id, choice=Choice.REJECT, at=NOW + HOUR, seen=1))
    assert store.load_choices([ONE.id])[ONE.id].choice is Choice.REJECT


def test_what_was_chosen_and_undone_again_since_is_no_conflict(store: SqlStore) -> None:
    act = decided(store, chosen(ONE.id, by="Ben"))
    decided(store, UndoRequest(number=act.number, by="Ben", at=NOW + HOUR))
    decided(store, chosen(ONE.id, choice=Choice.REJECT, at=NOW + 2 * HOUR))
    assert store.load_choices([ONE.id])[ONE.id].by == "Ada"


def test_the_same_choice_of_two_people_is_one_and_the_second_is_told_whose(
    store: SqlStore,
) -> None:
    decided(store, chosen(ONE.id, by="Ben"))
    with pytest.raises(UsageError, match="Ben chose to release it") as caught:
        decided(store, chosen(ONE.id, at=NOW + HOUR))
    assert caught.value.code == "already"
    assert store.last_act() == 1
