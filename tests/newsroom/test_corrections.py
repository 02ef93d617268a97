"""What a person says about stories: done, undone, refused with a reason, and heeded by every later pass."""

from collections.abc import Iterator

import pytest
from newsroom.desk import Desk

from wiredesk.basics.errors import UsageError
from wiredesk.basics.ids import ArticleId, StoryId
from wiredesk.newsroom.stories import correct
from wiredesk.records.correction import CorrectionKind
from wiredesk.records.outcome import Stage

MOVE, MERGE, SPLIT = CorrectionKind.MOVE, CorrectionKind.MERGE, CorrectionKind.SPLIT
APART, LEAD, UNDO = CorrectionKind.APART, CorrectionKind.LEAD, CorrectionKind.UNDO
STORIES = ("biometric-db-breach", "bodycams", "grain-prices")


@pytest.fixture
def desk() -> Iterator[Desk]:
    """A hub that has published three stories."""
    made = Desk()
    made.receive(*STORIES)
    made.run()
    yield made
    made.store.close()


def largest(desk: Desk) -> list[StoryId]:
    """Stories by size."""
    stories = desk.stories()
    return sorted(stories, key=lambda story: (-len(stories[story]), story))


def members(desk: Desk, story: StoryId) -> list[ArticleId]:
    return sorted(desk.stories()[story])


def refused(desk: Desk, kind: CorrectionKind, *articles: str, **said: object) -> str:
    """The sentence with which it is refused; nothing was changed."""
    before = desk.store.dump()
    with pytest.raises(UsageError) as caught:
        desk.say(kind, *articles, **said)
    assert desk.store.dump() == before
    return str(caught.value)


# --- what each does -------------------------------------------------------------------------------------


def test_a_moved_article_is_in_the_other_story_and_back_after_the_undoing(desk: Desk) -> None:
    one, other = largest(desk)[:2]
    before = desk.places()
    article = members(desk, one)[0]
    done = desk.say(MOVE, article, stories=[other])
    assert desk.places() == before | {article: other}
    assert (done.number, done.was[article], done.now[article]) == (1, one, other)
    desk.say(UNDO, undoes=1)
    assert desk.places() == before


def test_merging_makes_one_story_and_the_absorbed_id_keeps_working(desk: Desk) -> None:
    one, other = largest(desk)[:2]
    before = desk.places()
    all_of_them = {*members(desk, one), *members(desk, other)}
    desk.say(MERGE, stories=[one, other])
    assert set(members(desk, one)) == all_of_them
    found = desk.store.load_story(other)
    assert found is not None
    assert found.id == one
    desk.say(UNDO, undoes=1)
    assert desk.places() == before
    found = desk.store.load_story(other)
    assert found is not None
    assert found.id == other


def test_when_a_story_is_split_the_larger_half_keeps_the_id(desk: Desk) -> None:
    story = largest(desk)[0]
    before = desk.places()
    first, *rest = members(desk, story)
    assert len(rest) >= 2
    done = desk.say(SPLIT, *rest, stories=[story])
    assert set(members(desk, story)) == set(rest)
    assert done.now[first] != story
    assert done.story == story, "what was split off is the larger half, so it is called as before"
    desk.say(UNDO, undoes=1)
    assert desk.places() == before


def test_two_that_are_not_the_same_are_parted_and_the_second_leaves(desk: Desk) -> None:
    story = largest(desk)[0]
    before = desk.places()
    one, other = members(desk, story)[:2]
    desk.say(APART, one, other)
    places = desk.places()
    assert places[one] == story
    assert places[other] != story
    desk.say(UNDO, undoes=1)
    assert desk.places() == before


def test_two_of_different_stories_can_be_said_not_to_be_the_same_beforehand(desk: Desk) -> None:
    one, other = largest(desk)[:2]
    before = desk.places()
    pair = members(desk, one)[0], members(desk, other)[0]
    desk.say(APART, *pair)
    assert desk.places() == before
    told = refused(desk, MERGE, stories=[one, other])
    assert "correction 1 (apart by Ada" in told
    assert "wiredesk undo 1" in told


def test_the_chosen_lead_leads_with_the_name_of_who_chose_it(desk: Desk) -> None:
    story = largest(desk)[0]
    found = desk.store.load_story(story)
    assert found is not None
    other = next(one for one in found.members if one != found.lead)
    desk.say(LEAD, other, stories=[story])
    desk.run()
    found = desk.store.load_story(story)
    assert found is not None
    assert found.lead == other
    ranked = next(one for one in desk.store.list_outcomes(story) if one.step is Stage.RANK)
    told = [reason.text for reason in ranked.reasons if reason.code == "lead_chosen"]
    assert len(told) == 1
    assert "Ada chose it" in told[0]
    desk.say(UNDO, undoes=1)
    desk.run()
    ranked = next(one for one in desk.store.list_outcomes(story) if one.step is Stage.RANK)
    assert "lead_chosen" not in {reason.code for reason in ranked.reasons}


def test_a_story_that_lost_all_its_articles_leads_to_where_they_went(desk: Desk) -> None:
    one, other = largest(desk)[:2]
    article = members(desk, one)[0]
    alone = desk.say(APART, members(desk, one)[1], article).now[article]
    desk.say(MOVE, article, stories=[other])
    found = desk.store.load_story(alone)
    assert found is not None
    assert found.id == other
    desk.say(UNDO, undoes=2)
    assert members(desk, alone) == [article]


def test_a_story_may_be_named_by_one_of_its_articles(desk: Desk) -> None:
    one, other = largest(desk)[:2]
    done = desk.say(MERGE, stories=[one, members(desk, other)[0]])
    assert done.story == one
    assert set(desk.places().values()) >= {one}
    assert other not in desk.stories()


def test_what_was_split_can_be_split_again_after_the_undoing(desk: Desk) -> None:
    story = largest(desk)[0]
    first = members(desk, story)[0]
    was = desk.say(SPLIT, first, stories=[story])
    desk.say(UNDO, undoes=1)
    again = desk.say(SPLIT, first, stories=[story])
    assert again.now == was.now
    assert desk.store.load_redirects([again.story]) == {}


# --- what is refused ------------------------------------------------------------------------------------


def test_an_unknown_article_or_story_is_named(desk: Desk) -> None:
    story = largest(desk)[0]
    assert "anone: is no article of this hub" in refused(desk, MOVE, "anone", stories=[story])
    told = refused(desk, MOVE, members(desk, story)[0], stories=["tnone"])
    assert told.startswith("tnone: is no story of this hub.")


def test_an_article_that_was_not_grouped_yet_is_named_with_what_it_waits_for(desk: Desk) -> None:
    story = largest(desk)[0]
    (late,) = desk.receive("doorbell-ruling", only=slice(1))
    told = refused(desk, MOVE, late.id, stories=[story])
    assert f"{late.id}: is in no story yet: it waits for `group`" in told


def test_a_story_is_not_merged_with_itself(desk: Desk) -> None:
    one, other = largest(desk)[:2]
    assert "merged with itself" in refused(desk, MERGE, stories=[one, one])
    desk.say(MERGE, stories=[one, other])
    assert "merged with itself" in refused(desk, MERGE, stories=[one, other])


def test_a_lead_and_what_is_split_off_must_be_members(desk: Desk) -> None:
    one, other = largest(desk)[:2]
    stranger = members(desk, other)[0]
    for kind in (LEAD, SPLIT):
        told = refused(desk, kind, stranger, stories=[one])
        assert f"{stranger}: is not in {one} but in {other}." in told
        assert f"wiredesk story move {stranger} {one}" in told


def test_a_move_to_where_it_is_and_a_split_of_all_are_refused(desk: Desk) -> None:
    story = largest(desk)[0]
    everything = members(desk, story)
    assert "already" in refused(desk, MOVE, everything[0], stories=[story])
    assert "nothing would be left" in refused(desk, SPLIT, *everything, stories=[story])


def test_an_article_is_not_kept_apart_from_itself_nor_twice(desk: Desk) -> None:
    one, other = members(desk, largest(desk)[0])[:2]
    assert "is one article" in refused(desk, APART, one, one)
    desk.say(APART, one, other)
    assert "apart already" in refused(desk, APART, other, one)


def test_what_was_merged_is_not_kept_apart_before_that_is_undone(desk: Desk) -> None:
    one, other = largest(desk)[:2]
    left, right = members(desk, one)[0], members(desk, other)[0]
    desk.say(MERGE, stories=[one, other])
    told = refused(desk, APART, left, right)
    assert "were put together by correction 1 (merge by Ada" in told
    assert "wiredesk undo 1" in told
    desk.say(UNDO, undoes=1)
    desk.say(APART, left, right)


def test_what_was_moved_is_not_kept_apart_from_where_it_was_moved_to(desk: Desk) -> None:
    one, other = largest(desk)[:2]
    left, right = members(desk, one)[0], members(desk, other)[0]
    desk.say(MOVE, left, stories=[other])
    assert "correction 1 (move by Ada" in refused(desk, APART, right, left)


def test_what_was_split_is_not_merged_before_that_is_undone(desk: Desk) -> None:
    story = largest(desk)[0]
    first, second = members(desk, story)[:2]
    done = desk.say(SPLIT, first, stories=[story])
    assert "correction 1 (split by Ada" in refused(desk, MERGE, stories=[story, done.now[first]])
    assert "correction 1 (split by Ada" in refused(desk, MOVE, second, stories=[done.now[first]])


def test_one_article_may_be_moved_out_of_what_was_merged(desk: Desk) -> None:
    one, other, third = largest(desk)[:3]
    article = members(desk, one)[0]
    desk.say(MERGE, stories=[one, other])
    desk.say(MOVE, article, stories=[third])
    assert desk.places()[article] == third
    told = refused(desk, UNDO, undoes=1)
    assert "correction 2 (move by Ada" in told
    assert "wiredesk undo 2" in told
    desk.say(UNDO, undoes=2)
    desk.say(UNDO, undoes=1)


def test_a_correction_is_not_undone_under_a_merge_of_the_story_that_its_article_came_from(
    desk: Desk,
) -> None:
    one, other, third = largest(desk)[:3]
    before = desk.places()
    article = members(desk, other)[0]
    desk.say(MOVE, article, stories=[third])
    desk.say(MERGE, stories=[one, other])
    assert "correction 2 (merge by Ada" in refused(desk, UNDO, undoes=1)
    desk.say(UNDO, undoes=2)
    desk.say(UNDO, undoes=1)
    assert desk.places() == before


def test_an_undoing_that_would_bring_together_what_is_kept_apart_is_refused(desk: Desk) -> None:
    one, other, third = largest(desk)[:3]
    article, stranger = members(desk, one)[0], members(desk, other)[0]
    desk.say(APART, article, stranger)
    desk.say(MOVE, article, stories=[third])
    desk.say(MOVE, stranger, stories=[one])
    told = refused(desk, UNDO, undoes=2)
    assert "were said not to be the same by correction 1 (apart by Ada" in told
    desk.say(UNDO, undoes=3)
    desk.say(UNDO, undoes=2)


def test_what_does_not_exist_was_undone_or_is_an_undoing_cannot_be_undone(desk: Desk) -> None:
    assert "act 9: does not exist" in refused(desk, UNDO, undoes=9)
    one, other = largest(desk)[:2]
    desk.say(MERGE, stories=[one, other])
    desk.say(UNDO, undoes=1)
    assert "act 1: was undone by 2" in refused(desk, UNDO, undoes=1)
    assert "act 2: is an undoing itself" in refused(desk, UNDO, undoes=2)


def test_a_request_that_is_handed_over_twice_is_done_once(desk: Desk) -> None:
    one, other = largest(desk)[:2]
    done = desk.say(MERGE, stories=[one, other])
    once = desk.store.dump()
    again = correct(desk.store, done.request, now=desk.clock.now())
    assert again.number == done.number
    assert desk.store.dump() == once
