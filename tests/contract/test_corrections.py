"""What every store promises of corrections (`wiredesk.ports.corrections`); each adapter runs all of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from contract.test_store import fetch, group, judge, match, poll, read
from make import NOW, make_article, story_of

from wiredesk.basics.ids import ArticleId, RequestId, StoryId
from wiredesk.ports import Store
from wiredesk.records.article import Article
from wiredesk.records.correction import (
    ChosenLead,
    Correction,
    CorrectionKind,
    CorrectionRequest,
    Grouped,
    Placement,
    Redirect,
)
from wiredesk.records.outcome import Stage
from wiredesk.records.work import PublishDone
from wiredesk.world.store import Place, SqlStore, open_store

FIRST, SECOND, THIRD = (make_article(number) for number in (1, 2, 3))
ONE, TWO = StoryId(story_of(FIRST)), StoryId(story_of(THIRD))
NOWHERE = StoryId("")


@pytest.fixture
def store(place: Place) -> Iterator[SqlStore]:
    """Two published stories: first and second, third."""
    opened = open_store(place)
    poll(opened, 1, 2, 3)
    fetch(opened)
    read(opened, FIRST, SECOND, THIRD)
    match(opened, FIRST, SECOND, THIRD)
    group(opened, FIRST, SECOND)
    group(opened, THIRD)
    judge(opened, FIRST, SECOND)
    judge(opened, THIRD)
    publish(opened, FIRST, SECOND, THIRD)
    yield opened
    opened.close()


def publish(store: Store, *articles: Article) -> None:
    done = [PublishDone(article_id=one.id, path=f"{one.id}.md", body=b"record") for one in articles]
    store.save_records(done, version=1, now=NOW)
    store.save_usage([], generation=store.load_generation()[0], now=NOW)


def asked(kind: CorrectionKind, **said: Any) -> CorrectionRequest:
    return CorrectionRequest(kind=kind, by="Ada", at=NOW, note="Read both.", **said)


def grouped(story: StoryId, *articles: Article) -> Grouped:
    return Grouped(story_id=story, articles=tuple(sorted(one.id for one in articles)))


def moved() -> Correction:
    """The second goes to the story of the third."""
    return Correction(
        request=asked(CorrectionKind.MOVE, articles=(SECOND.id,), stories=(TWO,)),
        story=TWO,
        before=(grouped(ONE, FIRST, SECOND), grouped(TWO, THIRD)),
        after=(grouped(ONE, FIRST), grouped(TWO, SECOND, THIRD)),
    )


def merged() -> Correction:
    """The story of the third goes into the story of the first."""
    return Correction(
        request=asked(CorrectionKind.MERGE, stories=(ONE, TWO)),
        story=ONE,
        before=(grouped(ONE, FIRST, SECOND), grouped(TWO, THIRD)),
        after=(grouped(ONE, FIRST, SECOND, THIRD),),
        redirects=(Redirect(story_id=TWO, before=NOWHERE, after=ONE),),
    )


def undone(correction: Correction, number: int) -> Correction:
    return Correction(
        request=asked(CorrectionKind.UNDO, undoes=number),
        story=TWO,
        before=correction.after,
        after=correction.before,
        redirects=tuple(
            replace(one, before=one.after, after=one.before) for one in correction.redirects
        ),
    )


def stages(store: Store, *articles: Article) -> list[str]:
    return [line.stage for line in store.list_lines([one.id for one in articles])]


def members(store: Store, story: StoryId) -> set[ArticleId]:
    found = store.load_story(story)
    return set(found.members) if found else set()


def test_a_corrected_article_is_in_its_new_story_and_all_members_are_judged_again(
    store: Store,
) -> None:
    assert stages(store, FIRST, SECOND, THIRD) == ["done"] * 3
    assert store.save_correction(moved(), now=NOW) == 1
    assert members(store, ONE) == {FIRST.id}
    assert members(store, TWO) == {SECOND.id, THIRD.id}
    assert stages(store, FIRST, SECOND, THIRD) == ["hold"] * 3
    assert {work.story_id for work in store.list_rank_work(now=NOW, limit=9)} == {ONE, TWO}


def test_after_a_correction_the_outlets_are_behind(store: Store) -> None:
    wanted, shown = store.load_generation()
    assert wanted == shown
    store.save_correction(moved(), now=NOW)
    wanted, shown = store.load_generation()
    assert wanted > shown


def test_an_article_on_its_way_goes_on_from_where_it_is(store: Store) -> None:
    store.rewind(Stage.LABEL, below_version=None, now=NOW)
    store.save_correction(moved(), now=NOW)
    assert stages(store, SECOND) == ["label"]


def test_saving_the_same_request_again_changes_nothing(store: SqlStore) -> None:
    number = store.save_correction(moved(), now=NOW)
    once = store.dump()
    assert store.save_correction(moved(), now=NOW + timedelta(days=1)) == number
    assert store.dump() == once


def test_a_correction_is_found_by_its_number_and_by_the_id_of_its_request(store: Store) -> None:
    number = store.save_correction(moved(), now=NOW)
    kept = store.find_correction(number)
    assert kept == replace(moved(), number=number)
    assert store.find_correction(moved().request.id) == kept
    assert store.find_correction(99) is None
    assert store.find_correction(RequestId("cnone")) is None


def test_the_audit_keeps_everything_in_order_with_who_took_it_back(store: Store) -> None:
    assert store.last_correction() == 0
    assert store.list_corrections() == []
    store.save_correction(moved(), now=NOW)
    store.save_correction(undone(moved(), 1), now=NOW)
    kinds = [(one.number, one.request.kind, one.undone_by) for one in store.list_corrections()]
    assert kinds == [(1, CorrectionKind.MOVE, 2), (2, CorrectionKind.UNDO, 0)]
    assert [one.number for one in store.list_corrections(after=1)] == [2]
    assert store.last_correction() == 2


def test_what_a_person_placed_is_listed_until_it_is_undone(store: Store) -> None:
    store.save_correction(moved(), now=NOW)
    placed = Placement(article_id=SECOND.id, story_id=TWO, correction=1)
    assert store.list_placements() == [placed]
    assert [one.number for one in store.list_corrections_about([SECOND.id])] == [1]
    assert store.list_corrections_about([FIRST.id]) == []
    store.save_correction(undone(moved(), 1), now=NOW)
    assert store.list_placements() == []
    assert store.list_corrections_about([SECOND.id]) == []
    assert members(store, ONE) == {FIRST.id, SECOND.id}


def test_the_last_word_about_an_article_places_it(store: Store) -> None:
    store.save_correction(moved(), now=NOW)
    back = Correction(
        request=asked(CorrectionKind.MOVE, articles=(SECOND.id,), stories=(ONE,), seen=1),
        story=ONE,
        before=moved().after,
        after=moved().before,
    )
    store.save_correction(back, now=NOW)
    assert [(one.story_id, one.correction) for one in store.list_placements()] == [(ONE, 2)]


def test_a_story_that_was_merged_redirects_and_stands_again_after_the_undoing(store: Store) -> None:
    store.save_correction(merged(), now=NOW)
    story = store.load_story(TWO)
    assert story is not None
    assert (story.id, len(story.members)) == (ONE, 3)
    assert store.load_redirects([ONE, TWO]) == {TWO: ONE}
    assert store.list_redirects([ONE, TWO]) == {ONE: (TWO,), TWO: ()}
    store.save_correction(undone(merged(), 1), now=NOW)
    assert members(store, TWO) == {THIRD.id}
    assert store.load_redirects([ONE, TWO]) == {}


def test_placements_follow_redirects(store: Store) -> None:
    store.save_correction(moved(), now=NOW)
    everything = Correction(
        request=asked(CorrectionKind.MERGE, stories=(ONE, TWO), seen=1),
        story=ONE,
        before=moved().after,
        after=merged().after,
        redirects=merged().redirects,
    )
    store.save_correction(everything, now=NOW)
    assert {one.story_id for one in store.list_placements()} == {ONE}


def test_pairs_that_are_not_the_same_are_told_once_from_either_side(store: Store) -> None:
    pair = (THIRD.id, FIRST.id)
    apart = Correction(
        request=asked(CorrectionKind.APART, articles=pair),
        story=TWO,
        before=moved().before,
        after=moved().before,
    )
    store.save_correction(apart, now=NOW)
    assert store.list_apart() == [tuple(sorted(pair))]
    for one in pair:
        assert [said.number for said in store.list_corrections_about([one])] == [1]
    store.save_correction(undone(apart, 1), now=NOW)
    assert store.list_apart() == []


def test_a_chosen_lead_is_told_while_it_is_in_the_story(store: Store) -> None:
    lead = Correction(
        request=asked(CorrectionKind.LEAD, articles=(SECOND.id,), stories=(ONE,)),
        story=ONE,
        before=(grouped(ONE, FIRST, SECOND),),
        after=(grouped(ONE, FIRST, SECOND),),
    )
    store.save_correction(lead, now=NOW)

    def chosen() -> dict[StoryId, ChosenLead | None]:
        work = store.list_rank_work(now=NOW, limit=9)
        return {one.story_id: one.chosen_lead for one in work}

    assert chosen()[ONE] == ChosenLead(article_id=SECOND.id, by="Ada", at=NOW)
    store.save_correction(moved(), now=NOW)
    assert chosen() == {ONE: None, TWO: None}


def test_a_chosen_lead_leads_what_its_story_was_merged_into(store: Store) -> None:
    lead = Correction(
        request=asked(CorrectionKind.LEAD, articles=(THIRD.id,), stories=(TWO,)),
        story=TWO,
        before=(grouped(TWO, THIRD),),
        after=(grouped(TWO, THIRD),),
    )
    store.save_correction(lead, now=NOW)
    store.save_correction(merged(), now=NOW)
    work = store.list_rank_work(now=NOW, limit=9)
    assert [(one.story_id, one.chosen_lead.article_id) for one in work if one.chosen_lead] == [
        (ONE, THIRD.id)
    ]


def test_memberships_and_places_are_told_for_what_is_asked(store: Store) -> None:
    assert store.load_memberships([TWO, ONE]) == {
        TWO: (THIRD.id,),
        ONE: tuple(sorted((FIRST.id, SECOND.id))),
    }
    assert store.load_memberships([StoryId("tnone")]) == {"tnone": ()}
    assert store.load_places([THIRD.id, ArticleId("anone")]) == {THIRD.id: TWO}
