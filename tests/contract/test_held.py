"""What every store promises of the inbox (`wiredesk.ports.held`) and of acts (`wiredesk.ports.acts`)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from heldpile import pile, reason_of
from make import NOW, choose, make_article

from wiredesk.basics.ids import ArticleId, RequestId, TopicId
from wiredesk.records.act import Act, ActKind
from wiredesk.records.decision import Choice
from wiredesk.records.held import ALL_HELD, HeldFilter, HeldLine, HeldOrder
from wiredesk.records.hold import HoldReason
from wiredesk.world.store import Place, SqlStore, open_store

COUNT = 120


@pytest.fixture
def store(place: Place) -> Iterator[SqlStore]:
    opened = open_store(place)
    pile(opened, COUNT)
    yield opened
    opened.close()


def everything(
    store: SqlStore, matching: HeldFilter, order: HeldOrder, *, limit: int = 7
) -> list[HeldLine]:
    """All pages of a list."""
    found: list[HeldLine] = []
    while page := store.list_held(
        matching,
        order=order,
        limit=limit,
        after=(found[-1].key, found[-1].id) if found else None,
    ):
        found += page
    return found


@pytest.mark.parametrize("order", HeldOrder)
def test_a_list_is_in_order_and_whole_over_all_its_pages(store: SqlStore, order: HeldOrder) -> None:
    found = everything(store, ALL_HELD, order)
    assert len({one.id for one in found}) == len(found) == COUNT
    by_order: dict[HeldOrder, list[float]] = {
        HeldOrder.HEAT: [-one.heat for one in found],
        HeldOrder.QUALITY: [-one.quality for one in found],
        HeldOrder.AGE: [one.since.timestamp() for one in found],
        HeldOrder.NEWEST: [-one.received_at.timestamp() for one in found],
    }
    keys = by_order[order]
    assert keys == sorted(keys)
    assert len(set(keys)) > COUNT // 4, "there is something to be sorted"


def test_a_line_says_why_it_is_held_and_who_lifts_it(store: SqlStore) -> None:
    (line,) = store.load_held([make_article(50, provider="gazette.example").id])
    assert (line.quality, line.provider, line.language) == (50, "gazette.example", "en")
    assert [hold.reason for hold in line.holds] == [HoldReason.RIGHTS]
    assert (line.holds[0].evidence, line.holds[0].lifted_by) == ("Evidence 50.", "publisher")
    assert not line.is_out


def test_what_is_held_is_counted_by_reason_with_its_oldest(store: SqlStore) -> None:
    counts = {one.reason: one for one in store.count_held(ALL_HELD)}
    wanted = [reason_of(number) for number in range(1, COUNT + 1)]
    assert {one: counts[one].articles for one in counts} == {
        one: wanted.count(one) for one in set(wanted)
    }
    assert counts[HoldReason.RIGHTS].oldest == NOW - timedelta(minutes=100)


@pytest.mark.parametrize(
    ("matching", "wanted"),
    [
        (HeldFilter(reasons=(HoldReason.RIGHTS,)), 2),
        (HeldFilter(topic=TopicId("ai")), 60),
        (HeldFilter(topic=TopicId("none")), 0),
        (HeldFilter(provider="courier.example"), 24),
        (HeldFilter(language="de"), 40),
        (HeldFilter(word="STRIKE"), 12),
        (HeldFilter(word="%"), 0),
        (HeldFilter(word="_"), 0),
        (HeldFilter(word="\\"), 0),
        (HeldFilter(word="' OR 1=1 --"), 0),
        (HeldFilter(received_from=NOW - timedelta(minutes=10)), 10),
        (HeldFilter(received_until=NOW - timedelta(minutes=101)), 20),
        (HeldFilter(language="de", topic=TopicId("ai"), word="number"), 20),
    ],
)
def test_a_filter_lists_counts_shares_and_chooses_the_same_articles(
    store: SqlStore, matching: HeldFilter, wanted: int
) -> None:
    found = everything(store, matching, HeldOrder.AGE)
    assert len(found) == wanted
    assert sum(one.articles for one in store.count_held(matching)) == wanted
    shares = store.list_held_shares(matching)
    assert sum(one.articles for one in shares) == wanted
    assert [one.articles for one in shares] == sorted(
        (one.articles for one in shares), reverse=True
    )
    number = store.save_choice(act(), Choice.RELEASE, matching=matching)
    assert bool(number) == bool(wanted)
    if wanted:
        kept = store.find_act(number)
        assert kept
        assert kept.count == wanted
        assert store.load_choices([one.id for one in found]).keys() == {one.id for one in found}
        assert everything(store, matching, HeldOrder.AGE) == [], (
            "they wait to be judged, not for a person"
        )


def act(kind: ActKind = ActKind.RELEASE, *, undoes: int = 0, by: str = "Ada") -> Act:
    return Act(id=RequestId(f"q{kind}{undoes}{by}"), kind=kind, at=NOW, by=by, undoes=undoes)


def test_a_choice_for_all_is_one_act_and_undone_as_one(store: SqlStore) -> None:
    one = make_article(1, provider="courier.example").id
    choose(store, one, "reject")
    before = store.load_choices([one])
    number = store.save_choice(act(), Choice.RELEASE, matching=ALL_HELD)
    kept = store.find_act(number)
    assert kept
    assert (kept.count, store.last_act()) == (COUNT - 1, number), "one is decided about already"
    undone = store.find_act(store.undo_choice(act(ActKind.UNDO, undoes=number)))
    assert undone
    assert (undone.count, undone.undoes) == (COUNT - 1, number)
    again = store.find_act(number)
    assert again
    assert again.undone_by == undone.number
    assert store.load_choices([one]) == before
    back = everything(store, ALL_HELD, HeldOrder.AGE, limit=50)
    assert len(back) == COUNT - 1, "they wait for a person again, at once"


def test_the_audit_is_listed_from_the_newest_a_page_at_a_time_by_person_and_by_thing(
    store: SqlStore,
) -> None:
    ids = [make_article(number, provider="courier.example").id for number in (1, 6, 11)]
    for number, one in enumerate(ids):
        choose(store, one, "hold", note=str(number))
    store.save_act(act(ActKind.PUT_BACK, by="Ben"), [ids[0], "tstory"])
    whole = store.list_acts(limit=9)
    assert [one.number for one in whole] == [4, 3, 2, 1]
    assert store.list_acts(limit=2) + store.list_acts(limit=2, before=3) == whole
    assert [one.by for one in store.list_acts(limit=9, by="Ben")] == ["Ben"]
    assert [one.number for one in store.list_acts(limit=9, about=ids[0])] == [4, 1]
    assert [one.number for one in store.list_acts(limit=9, about="tstory")] == [4]
    assert [one.number for one in store.list_acts(limit=9, about=ids[0], by="Ada")] == [1]
    assert [one.number for one in store.list_acts_since([ids[0], ids[2]], after=1)] == [3, 4]
    last = store.find_last_act("Ada")
    assert last
    assert last.number == 3
    assert store.find_last_act("Eve") is None


def test_what_was_read_since_is_found(store: SqlStore) -> None:
    one = make_article(1, provider="courier.example").id
    assert store.list_read_since([one, ArticleId("anone")], NOW - timedelta(seconds=1)) == [one]
    assert store.list_read_since([one], NOW) == []
