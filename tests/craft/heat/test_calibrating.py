"""A hub's own calibration: from its quantiles, drawn to what held before, bounded."""

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make import NOW

from wiredesk.basics.ids import ArticleId, FamilyId, StoryId
from wiredesk.craft.heat import calibrate, has_moved, heat_of, peak_masses
from wiredesk.records.calibration import DEFAULT_CALIBRATION
from wiredesk.records.coverage import Coverage
from wiredesk.records.family import Relation

HOUR = timedelta(hours=1)
PRIOR = DEFAULT_CALIBRATION


def line(number: int, *, at: datetime = NOW, story: str = "t", owner: str = "") -> Coverage:
    return Coverage(
        at=at,
        article_id=ArticleId(f"a{number}"),
        story_id=StoryId(story),
        owner=owner or f"o{number}",
        family_id=FamilyId(f"f{number}"),
        relation=Relation.NEW,
        weight=1.0,
        received_at=at,
        counted_at=at,
    )


def test_the_peak_of_a_story_is_its_greatest_mass() -> None:
    lines = [line(1), line(2), line(3, at=NOW + 80 * HOUR), line(4, story="other")]
    assert peak_masses(lines, half_life_hours=8.0) == {"t": pytest.approx(2.0), "other": 1.0}


@given(st.lists(st.integers(0, 500), min_size=1, max_size=20), st.integers(0, 999))
def test_no_order_of_lines_makes_a_peak_higher_than_the_number_of_owners(
    hours: list[int], seed: int
) -> None:
    lines = [line(number, at=NOW + hour * HOUR) for number, hour in enumerate(hours)]
    Random(seed).shuffle(lines)
    assert peak_masses(lines, half_life_hours=8.0)[StoryId("t")] <= len(lines) + 1e-9


def test_what_counts_nowhere_has_no_peak() -> None:
    assert peak_masses([replace(line(1), story_id=None)], half_life_hours=8.0) == {}


def test_with_many_stories_one_in_five_is_above_50_and_one_in_fifty_above_90() -> None:
    chance = Random(3)
    peaks = [0.7 * chance.paretovariate(1.5) for _ in range(20_000)]
    masses = calibrate(peaks, prior=PRIOR)
    made = replace(PRIOR, number=2, mass_50=masses[0], mass_90=masses[1])
    heats = [heat_of(peak, made) for peak in peaks]
    assert sum(heat > 50 for heat in heats) / len(heats) == pytest.approx(0.20, abs=0.01)
    assert sum(heat > 90 for heat in heats) / len(heats) == pytest.approx(0.02, abs=0.002)


def test_a_few_stories_change_little_and_none_changes_nothing() -> None:
    assert calibrate([], prior=PRIOR) == (1.5, 5.0)
    assert calibrate([30.0] * 5, prior=PRIOR)[0] == pytest.approx(1.5, rel=0.1)


@given(st.lists(st.floats(0, 1e6), max_size=300))
def test_calibrations_are_bounded(peaks: list[float]) -> None:
    mass_50, mass_90 = calibrate(peaks, prior=PRIOR)
    assert 0.75 <= mass_50 <= 6
    assert 1.99 <= mass_90 / mass_50 <= 10.01


@given(st.lists(st.floats(0.1, 100), min_size=1, max_size=50), st.integers(0, 999))
def test_the_order_of_stories_does_not_matter(peaks: list[float], seed: int) -> None:
    shuffled = peaks.copy()
    Random(seed).shuffle(shuffled)
    assert calibrate(shuffled, prior=PRIOR) == calibrate(peaks, prior=PRIOR)


def test_a_flood_of_small_stories_makes_one_report_no_hotter_than_a_bound() -> None:
    mass_50, mass_90 = calibrate([0.1] * 100_000, prior=PRIOR)
    made = replace(PRIOR, number=2, mass_50=mass_50, mass_90=mass_90)
    assert heat_of(1.0, made) < 75


def test_a_mass_that_moved_by_less_than_five_percent_is_left() -> None:
    assert not has_moved((1.52, 5.1), PRIOR)
    assert has_moved((1.6, 5.0), PRIOR)
    assert has_moved((1.5, 4.5), PRIOR)
