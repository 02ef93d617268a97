"""Whatever people say and take back, in any order: what holds is true, and taking all back leaves no trace."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from insides import sqlite_of
from newsroom.desk import Desk

from wiredesk.basics.errors import UsageError
from wiredesk.basics.ids import ArticleId, StoryId
from wiredesk.records.correction import Correction, CorrectionKind
from wiredesk.records.outcome import Stage

pytestmark = pytest.mark.slow
STORIES = ("biometric-db-breach", "bodycams", "grain-prices", "doorbell-ruling")
KINDS = [kind for kind in CorrectionKind if kind is not CorrectionKind.UNDO]
NUMBERS = st.integers(min_value=0, max_value=30)
SAID = st.tuples(st.sampled_from(list(CorrectionKind)), NUMBERS, NUMBERS, NUMBERS)
PASSES = ("none", "run", "restart", "rerun")


@pytest.fixture(scope="module")
def judged() -> bytes:
    """The database of a hub that has four stories."""
    desk = Desk()
    desk.receive(*STORIES)
    desk.run()
    whole = bytes(sqlite_of(desk.store).serialize("main"))
    desk.store.close()
    return whole


def say(desk: Desk, kind: CorrectionKind, *picks: int) -> Correction | None:
    """Say something about what is there now; None when it was refused, which changes nothing."""
    stories = sorted(desk.stories())
    articles = sorted(desk.places())
    one, other = stories[picks[0] % len(stories)], stories[picks[1] % len(stories)]
    article, second = articles[picks[1] % len(articles)], articles[picks[2] % len(articles)]
    members = sorted(desk.stories()[one])
    asked: dict[CorrectionKind, tuple[Sequence[ArticleId], Sequence[StoryId]]] = {
        CorrectionKind.MOVE: ([article], [one]),
        CorrectionKind.MERGE: ([], [one, other]),
        CorrectionKind.SPLIT: (members[: 1 + picks[2] % 2], [one]),
        CorrectionKind.APART: ([article, second], []),
        CorrectionKind.LEAD: ([members[picks[2] % len(members)]], [one]),
        CorrectionKind.UNDO: ([], []),
    }
    before = desk.store.dump()
    undoes = 1 + picks[0] % 8 if kind is CorrectionKind.UNDO else 0
    try:
        return desk.say(kind, *asked[kind][0], stories=asked[kind][1], undoes=undoes)
    except UsageError:
        assert desk.store.dump() == before
        return None


def check(desk: Desk) -> None:
    """What holds of what was said is so, and the store is whole."""
    places, placed_by = desk.places(), dict[ArticleId, int]()
    holding = [
        one
        for one in desk.store.list_corrections()
        if not one.undone_by and one.request.kind is not CorrectionKind.UNDO
    ]
    for one in holding:
        placed_by |= dict.fromkeys(one.places, one.number)
    for one in holding:
        kept = [article for article in one.places if placed_by[article] == one.number]
        halves = {one.places[article] for article in kept}
        now = {places[article] for article in kept}
        assert len(now) == len(halves), "what was put together is together, what was split is apart"
        if one.request.kind is CorrectionKind.APART:
            first, second = one.request.articles
            assert places[first] != places[second]
    for placement in desk.store.list_placements():
        assert places[placement.article_id] == placement.story_id
    redirects = desk.store.load_redirects(sorted(everything(desk)))
    assert not redirects.keys() & desk.stories().keys(), "what redirects has no articles"
    assert set(redirects.values()) <= desk.stories().keys(), "what is redirected to has some"


def everything(desk: Desk) -> set[StoryId]:
    """Every story id that was ever used."""
    told = desk.store.list_corrections()
    return {story.story_id for one in told for story in (*one.before, *one.after)} | set(
        desk.stories()
    )


def pass_over(desk: Desk, which: str) -> None:
    """What the machine does meanwhile."""
    if which == "rerun":
        desk.store.rewind(Stage.GROUP, below_version=None, now=desk.clock.now())
    if which in {"restart", "rerun"}:
        desk.restart()
    if which != "none":
        desk.run()


@given(said=st.lists(st.tuples(SAID, st.sampled_from(PASSES)), max_size=9))
@settings(max_examples=40, deadline=None)
def test_what_holds_is_true_after_every_pass_and_undoing_all_restores_the_machines_stories(
    judged: bytes, said: list[tuple[tuple[CorrectionKind, int, int, int], str]]
) -> None:
    desk = Desk()
    sqlite_of(desk.store).deserialize("main", judged)
    before = desk.places()
    for (kind, *picks), machine in said:
        say(desk, kind, *picks)
        pass_over(desk, machine)
        check(desk)
    for one in reversed(desk.store.list_corrections()):
        if one.request.kind is not CorrectionKind.UNDO and not one.undone_by:
            desk.say(CorrectionKind.UNDO, undoes=one.number)
            check(desk)
    assert desk.places() == before
    assert not desk.store.list_placements()
    assert not desk.store.list_apart()
    pass_over(desk, "rerun")
    assert desk.places() == before
    desk.store.close()
