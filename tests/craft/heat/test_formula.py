"""Heat: the vectors of its definition, and what must hold for any coverage."""

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make import NOW, make_member

from wiredesk.craft.heat import HeatState, counted_at, heat_of, mass_of, when_cooler
from wiredesk.records.calibration import DEFAULT_CALIBRATION, Calibration
from wiredesk.records.coverage import Weight
from wiredesk.records.story import StoryMember

HOUR = timedelta(hours=1)
calibrations = st.builds(
    lambda mass_50, ratio, half_life: Calibration(
        number=2, half_life_hours=half_life, mass_50=mass_50, mass_90=mass_50 * ratio
    ),
    st.floats(0.75, 6.0),
    st.floats(2.0, 10.0),
    st.floats(2.0, 48.0),
)


def mass(members: list[StoryMember], now: datetime) -> float:
    return mass_of(members, now=now, calibration=DEFAULT_CALIBRATION)


def heat(members: list[StoryMember], now: datetime) -> float:
    return heat_of(mass(members, now), DEFAULT_CALIBRATION)


def test_one_article_is_worth_32_30_and_11_87_after_eight_hours() -> None:
    assert heat([make_member(1)], NOW) == pytest.approx(32.30, abs=0.005)
    assert heat([make_member(1)], NOW + 8 * HOUR) == pytest.approx(11.87, abs=0.005)


def test_one_owners_500_texts_in_an_hour_are_worth_one() -> None:
    flood = [make_member(n, owner="mill.example", at=NOW + n * HOUR / 500) for n in range(500)]
    assert heat(flood, NOW + HOUR) == pytest.approx(32.29, abs=0.005)


def test_five_independent_owners_are_worth_89_12() -> None:
    within_an_hour = [make_member(n, at=NOW + n * HOUR / 5) for n in range(5)]
    assert heat(within_an_hour, NOW + HOUR) == pytest.approx(89.12, abs=0.005)
    assert heat([make_member(n) for n in range(5)], NOW) == pytest.approx(90.0, abs=0.005)


def test_twenty_owners_within_an_hour_are_worth_99_05_and_decay_as_stated() -> None:
    crowd = [make_member(n, at=NOW + n * HOUR / 20) for n in range(20)]
    stated = {0: 99.05, 8: 96.7, 16: 89.2, 24: 70.1, 48: 5.0, 72: 0.1}
    for hours, wanted in stated.items():
        after = heat(crowd, NOW + (1 + hours) * HOUR)
        assert after == pytest.approx(wanted, abs=0.005 if hours == 0 else 0.05), hours


def test_what_is_not_yet_received_not_filed_or_resurfaced_adds_nothing() -> None:
    assert heat([make_member(1, at=NOW + HOUR)], NOW) == 0
    assert heat([make_member(1, weight=None)], NOW) == 0
    assert heat([make_member(1, resurfaced=True)], NOW) == 0


# --- times that are missing, reversed, or to come -------------------------------------------------


def test_a_first_poll_counts_from_publication_at_most_48_hours_before() -> None:
    fresh = make_member(1, effective_at=NOW - 3 * HOUR, is_backfill=True)
    old = make_member(2, effective_at=NOW - 4_000 * HOUR, is_backfill=True)
    assert counted_at(fresh) == NOW - 3 * HOUR
    assert counted_at(old) == NOW - 48 * HOUR
    assert mass([old], NOW) == pytest.approx(2**-6)


def test_only_a_first_poll_looks_at_what_a_publisher_claims() -> None:
    for claimed in (NOW - 30 * HOUR, NOW + 500 * HOUR):
        assert counted_at(make_member(1, effective_at=claimed)) == NOW


def test_a_time_to_come_counts_from_its_receipt() -> None:
    assert counted_at(make_member(1, effective_at=NOW + HOUR, is_backfill=True)) == NOW


@given(st.lists(st.integers(-10_000, 10_000), min_size=1, max_size=20), st.booleans())
def test_no_claim_moves_a_report_later_or_past_48_hours(claims: list[int], backfill: bool) -> None:  # noqa: FBT001 - hypothesis gives it
    for number, claimed in enumerate(claims):
        member = make_member(number, effective_at=NOW + claimed * HOUR, is_backfill=backfill)
        assert NOW - 48 * HOUR <= counted_at(member) <= NOW


# --- properties -----------------------------------------------------------------------------------


coverage = st.lists(
    st.builds(
        lambda owner, minutes, weight, number: make_member(
            number,
            owner=f"o{owner}",
            at=NOW + timedelta(minutes=minutes),
            weight=Weight(source=weight),
        ),
        st.integers(0, 6),
        st.integers(0, 6_000),
        st.floats(0.001, 1.0),
        st.integers(0, 99_999),
    ),
    min_size=1,
    max_size=30,
)


@given(coverage, calibrations)
def test_heat_is_bounded(members: list[StoryMember], calibration: Calibration) -> None:
    now = NOW + 100 * HOUR
    assert 0 <= heat_of(mass_of(members, now=now, calibration=calibration), calibration) < 100


@given(st.floats(0, 1e308), calibrations)
def test_no_mass_overflows(amount: float, calibration: Calibration) -> None:
    assert 0 <= heat_of(amount, calibration) <= 100


@given(coverage, coverage)
def test_coverage_never_lowers_heat(members: list[StoryMember], more: list[StoryMember]) -> None:
    now = NOW + 100 * HOUR
    assert heat([*members, *more], now) >= heat(members, now)


@given(coverage, calibrations, st.floats(0.1, 100.0))
def test_without_coverage_heat_falls(
    members: list[StoryMember], calibration: Calibration, hours: float
) -> None:
    def after(passed: float) -> float:
        now = NOW + (100 + passed) * HOUR
        return heat_of(mass_of(members, now=now, calibration=calibration), calibration)

    assert after(hours) < after(0)


@given(coverage, st.integers(0, 999))
def test_the_order_of_articles_does_not_matter(members: list[StoryMember], seed: int) -> None:
    shuffled = members.copy()
    Random(seed).shuffle(shuffled)
    now = NOW + 100 * HOUR
    assert heat(shuffled, now) == heat(members, now)


@given(coverage, st.integers(0, 999))
def test_incremental_equals_batch_in_any_order(members: list[StoryMember], seed: int) -> None:
    now = NOW + 101 * HOUR
    shuffled = members.copy()
    Random(seed).shuffle(shuffled)
    state = HeatState(half_life_hours=8.0, landmark=NOW)
    for one in shuffled:
        assert one.weight is not None
        state.add(one.owner, one.weight.value, one.received_at)
    assert state.mass(now) == pytest.approx(mass(members, now), rel=1e-9)


@given(coverage, coverage)
def test_merging_stories_of_different_owners_adds_their_masses(
    left: list[StoryMember], right: list[StoryMember]
) -> None:
    now = NOW + 100 * HOUR
    others = [replace(one, owner=f"other-{one.owner}") for one in right]
    assert mass([*left, *others], now) == pytest.approx(mass(left, now) + mass(others, now))


@given(coverage, coverage)
def test_merging_stories_of_the_same_owners_never_adds_more(
    left: list[StoryMember], right: list[StoryMember]
) -> None:
    now = NOW + 100 * HOUR
    both = mass([*left, *right], now)
    assert both <= mass(left, now) + mass(right, now) + 1e-9
    assert both >= max(mass(left, now), mass(right, now)) - 1e-9


def test_a_state_survives_years_without_overflow() -> None:
    state = HeatState(half_life_hours=8.0, landmark=NOW)
    for day in range(0, 2_000, 5):
        state.add("o", 1.0, NOW + timedelta(days=day))
    assert state.mass(NOW + timedelta(days=1_995)) == pytest.approx(1.0)


def test_a_state_takes_reports_from_before_its_landmark() -> None:
    state = HeatState(half_life_hours=8.0, landmark=NOW)
    state.add("o", 1.0, NOW - timedelta(days=365))
    assert state.mass(NOW) == pytest.approx(0.0)
    state.add("p", 1.0, NOW - 8 * HOUR)
    assert state.mass(NOW) == pytest.approx(0.5)


@given(st.floats(0.05, 50.0), st.floats(0.5, 20.0))
def test_when_cooler_is_when_it_has_lost_that_much(amount: float, by: float) -> None:
    due = when_cooler(amount, by=by, now=NOW, calibration=DEFAULT_CALIBRATION)
    before = heat_of(amount, DEFAULT_CALIBRATION)
    if due is None:
        assert before < 0.5
        return
    hours = (due - NOW) / HOUR
    after = heat_of(amount * 2 ** (-hours / 8), DEFAULT_CALIBRATION)
    assert after < 0.5 or after == pytest.approx(before - by, abs=0.01)
