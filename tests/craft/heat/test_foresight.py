"""Foresight: the two measures against values worked out by hand, and the question that is asked."""

import math
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make import NOW

from wiredesk.basics.ids import ArticleId, FamilyId, StoryId
from wiredesk.craft.heat import compare, ndcg_at, spearman
from wiredesk.records.coverage import Coverage
from wiredesk.records.family import Relation

HOUR = timedelta(hours=1)


def line(number: int, *, at: datetime, story: int, **changes: object) -> Coverage:
    one = Coverage(
        at=at,
        article_id=ArticleId(f"a{number:05}"),
        story_id=StoryId(f"t{story}"),
        owner=f"o{number}",
        family_id=FamilyId(f"f{number}"),
        relation=Relation.NEW,
        weight=1.0,
        received_at=at,
        counted_at=at,
    )
    return replace(one, **changes)  # type: ignore[arg-type] # - the tests name real fields


def test_the_best_order_has_ndcg_1_and_a_known_other_order_what_it_earns() -> None:
    assert ndcg_at(20, [3.0, 2.0, 1.0], [5, 2, 0]) == 1
    worst = (2 / math.log2(3) + 5 / math.log2(4)) / (5 + 2 / math.log2(3))
    assert ndcg_at(20, [1.0, 2.0, 3.0], [5, 2, 0]) == pytest.approx(worst)


def test_only_the_first_places_count() -> None:
    assert ndcg_at(1, [3.0, 2.0, 1.0], [5, 0, 5]) == 1
    assert ndcg_at(1, [1.0, 2.0, 3.0], [5, 0, 0]) == 0


def test_equal_predictions_share_their_gains() -> None:
    assert ndcg_at(1, [1.0, 1.0, 1.0, 1.0], [4, 0, 0, 0]) == 0.25


def test_spearman_of_known_ranks_with_ties() -> None:
    assert spearman([1, 2, 3, 4], [10, 20, 30, 40]) == pytest.approx(1)
    assert spearman([1, 2, 3, 4], [4, 3, 2, 1]) == pytest.approx(-1)
    # Ranks 1, 2½, 2½, 4 and 2, 1, 3½, 3½: a covariance of 2.25 over a spread of 4.5.
    assert spearman([1, 2, 2, 5], [3, 1, 4, 4]) == pytest.approx(0.5)
    assert spearman([1, 1, 1], [1, 2, 3]) == 0


pairs = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 5)), min_size=2, max_size=40)


@given(pairs, st.integers(0, 999))
def test_the_measures_are_bounded_and_know_no_order_of_stories(
    told: list[tuple[int, int]], seed: int
) -> None:
    shuffled = told.copy()
    Random(seed).shuffle(shuffled)
    for measure in (lambda p, c: ndcg_at(20, p, c), spearman):
        first = measure([float(p) for p, _ in told], [c for _, c in told])
        second = measure([float(p) for p, _ in shuffled], [c for _, c in shuffled])
        assert -1 - 1e-9 <= first <= 1 + 1e-9
        assert first == pytest.approx(second)


def log_of_days(*, growing: bool) -> list[Coverage]:
    """Each day a story of one wire text that many copy, and one that owners keep reporting anew."""
    lines, number = [], 0
    for day in range(10):
        begins = NOW + day * 24 * HOUR
        for n in range(12):
            number += 1
            copy = {"relation": Relation.COPY, "weight": 0.25 / max(n, 1)} if n else {}
            at = begins + n * HOUR / 3
            lines.append(line(number, at=at, story=3 * day, **copy))
        for n in range(6):
            number += 1
            lines.append(line(number, at=begins + n * 3 * HOUR, story=3 * day + 1))
        number += 1
        lines.append(line(number, at=begins, story=3 * day + 2))
    return lines if growing else [one for one in lines if one.relation is Relation.COPY]


def test_heat_foresees_independent_reports_where_a_count_is_taken_in_by_copies() -> None:
    found = compare(log_of_days(growing=True), hours=12, half_life_hours=8.0)
    assert found.heat is not None
    assert found.rate is not None
    assert found.moments > 10
    assert found.arrivals > 50
    assert found.heat.ndcg > found.rate.ndcg


def test_copies_and_owners_that_were_there_already_are_nothing_new() -> None:
    assert compare(log_of_days(growing=False), hours=12, half_life_hours=8.0).moments == 0
    same = [replace(one, owner="mill") for one in log_of_days(growing=True)]
    assert compare(same, hours=12, half_life_hours=8.0).moments == 0


def test_a_log_that_is_empty_or_short_tells_nothing() -> None:
    assert compare([], hours=24, half_life_hours=8.0).heat is None
    assert compare([line(1, at=NOW, story=1)], hours=24, half_life_hours=8.0).heat is None
