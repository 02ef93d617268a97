"""B³, and what corrections say of the machine."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.basics.ids import ArticleId, StoryId
from wiredesk.craft.stories import b_cubed, score_corrections
from wiredesk.records.correction import Correction, CorrectionKind, CorrectionRequest, Grouped

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LABELS = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), min_size=1, max_size=12
)


def test_the_example_of_the_paper() -> None:
    """Bagga and Baldwin (1998), first response: two of three entities run together."""
    truth = "11111 22 33333".replace(" ", "")
    ours = "aaaaa bb bbbbb".replace(" ", "")
    score = b_cubed(truth, ours)
    assert score.precision == pytest.approx(0.762, abs=0.001)
    assert score.recall == 1.0


@given(LABELS)
def test_a_grouping_is_perfect_exactly_when_it_is_the_true_one(
    pairs: list[tuple[str, str]],
) -> None:
    truth, ours = [one for one, _ in pairs], [other for _, other in pairs]
    assert b_cubed(truth, truth).f1 == pytest.approx(1.0)
    same = len(set(pairs)) == len(set(truth)) == len(set(ours))
    assert (b_cubed(truth, ours).f1 > 1 - 1e-9) is same


@given(LABELS)
def test_precision_and_recall_change_places_when_truth_and_grouping_do(
    pairs: list[tuple[str, str]],
) -> None:
    truth, ours = [one for one, _ in pairs], [other for _, other in pairs]
    one, other = b_cubed(truth, ours), b_cubed(ours, truth)
    assert (one.precision, one.recall) == pytest.approx((other.recall, other.precision))


def said(
    number: int,
    before: dict[str, str],
    after: dict[str, str],
    *,
    kind: CorrectionKind = CorrectionKind.MOVE,
    weeks: int = 0,
) -> Correction:
    request = CorrectionRequest(kind=kind, by="Ada", at=MONDAY + timedelta(weeks=weeks))
    return Correction(
        request=request,
        story=StoryId("ta"),
        before=grouped(before),
        after=grouped(after),
        number=number,
    )


def grouped(stories: dict[str, str]) -> tuple[Grouped, ...]:
    return tuple(
        Grouped(story_id=StoryId(story), articles=tuple(map(ArticleId, articles)))
        for story, articles in stories.items()
    )


def test_a_merge_says_that_recall_was_too_low_and_a_split_that_precision_was() -> None:
    (merge, _) = score_corrections([said(1, {"ta": "12", "tb": "34"}, {"ta": "1234"})])
    assert (merge.machine.precision, merge.machine.recall) == (1.0, 0.5)
    (split, _) = score_corrections([said(1, {"ta": "1234"}, {"ta": "12", "tb": "34"})])
    assert (split.machine.precision, split.machine.recall) == (0.5, 1.0)
    assert (split.week, split.corrections, split.articles, split.changed) == ("2026-W48", 1, 4, 2)


def test_the_last_word_is_the_truth_and_the_first_state_the_machines() -> None:
    steps = [
        said(1, {"ta": "1234"}, {"ta": "123", "tb": "4"}),
        said(2, {"ta": "123", "tb": "4"}, {"ta": "12", "tb": "34"}),
    ]
    (week, together) = score_corrections(steps)
    assert week.machine == together.machine
    assert week.machine.precision == 0.5
    assert (week.corrections, week.articles, week.changed) == (2, 4, 2)


def test_each_article_counts_in_the_week_in_which_its_story_was_first_corrected() -> None:
    steps = [
        said(1, {"ta": "12"}, {"ta": "1", "tb": "2"}),
        said(2, {"tb": "2", "tc": "3"}, {"tb": "23"}, weeks=1),
    ]
    first, second, together = score_corrections(steps)
    assert [one.week for one in (first, second, together)] == ["2026-W48", "2026-W49", ""]
    assert [one.articles for one in (first, second, together)] == [2, 1, 3]


def test_what_was_undone_and_chosen_leads_say_nothing() -> None:
    undone = replace(said(1, {"ta": "12"}, {"ta": "1", "tb": "2"}), undone_by=2)
    back = said(2, {"ta": "1", "tb": "2"}, {"ta": "12"}, kind=CorrectionKind.UNDO)
    lead = said(3, {"ta": "12"}, {"ta": "12"}, kind=CorrectionKind.LEAD)
    assert score_corrections([undone, back, lead]) == []


def test_another_grouping_is_scored_on_the_same_cases() -> None:
    case = said(1, {"ta": "12"}, {"ta": "1", "tb": "2"})
    better = {ArticleId("1"): StoryId("tx"), ArticleId("2"): StoryId("ty")}
    (week, _) = score_corrections([case], again=better)
    assert week.again is not None
    assert week.machine.f1 == pytest.approx(2 / 3)
    assert week.again.f1 == 1.0
    (unknown, _) = score_corrections([case], again={})
    assert unknown.again is None
