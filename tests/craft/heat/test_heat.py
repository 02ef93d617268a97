"""Heat: the vectors of its definition, and what must hold for any coverage."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.basics.ids import ArticleId, FamilyId, story_id
from wiredesk.craft.heat import (
    DEFAULT_CALIBRATION,
    HeatState,
    choose_lead,
    filed_weights,
    heat_of,
    mass_of,
    rank,
    related_to,
    when_cooler,
)
from wiredesk.records.family import Relation
from wiredesk.records.provider import Provider
from wiredesk.records.story import StoryMember

T0 = datetime(2026, 3, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)


def member(number: int, *, owner: str = "", at: datetime = T0, **changes: object) -> StoryMember:
    """An own report, weight 1, of owner `ownerN` unless said otherwise."""
    one = StoryMember(
        article_id=ArticleId(f"a{number:05}"),
        provider=owner or f"owner{number}.example",
        owner=owner or f"owner{number}.example",
        family_id=FamilyId(f"f{number}"),
        relation=Relation.NEW,
        is_origin=True,
        quality=50,
        received_at=at,
        effective_at=at,
        weight=1.0,
    )
    return replace(one, **changes)  # type: ignore[arg-type] # - the tests name real fields


def heat(members: list[StoryMember], now: datetime) -> float:
    return heat_of(mass_of(members, now=now, calibration=DEFAULT_CALIBRATION), DEFAULT_CALIBRATION)


def filed(members: list[StoryMember], **known: object) -> list[StoryMember]:
    """With the weights that filing gives; providers are fully trusted unless `known` says else."""
    trusted = {"listed": True} | known
    providers = {
        one.provider: Provider(domain=one.provider, name=one.provider, **trusted)  # type: ignore[arg-type] # - as above
        for one in members
    }
    bare = [replace(one, weight=-1.0) for one in members]
    weights = filed_weights(bare, providers)
    return [replace(one, weight=weights[one.article_id]) for one in bare]


def test_one_article_is_worth_32_30_and_11_87_after_eight_hours() -> None:
    assert heat([member(1)], T0) == pytest.approx(32.30, abs=0.005)
    assert heat([member(1)], T0 + 8 * HOUR) == pytest.approx(11.87, abs=0.005)


def test_one_owners_500_texts_in_an_hour_are_worth_one() -> None:
    flood = [member(n, owner="mill.example", at=T0 + n * HOUR / 500) for n in range(500)]
    assert heat(flood, T0 + HOUR) == pytest.approx(32.29, abs=0.005)


def test_a_wire_story_and_100_copies_are_worth_65_41() -> None:
    copies = [
        member(
            n,
            at=T0 + n * HOUR / 100,
            family_id=FamilyId("f"),
            relation=Relation.COPY,
            is_origin=False,
        )
        for n in range(1, 101)
    ]
    wire = member(0, family_id=FamilyId("f"))
    assert heat(filed([wire, *copies]), T0 + HOUR) == pytest.approx(65.41, abs=0.005)


def test_five_independent_owners_are_worth_89_12() -> None:
    within_an_hour = [member(n, at=T0 + n * HOUR / 5) for n in range(5)]
    assert heat(within_an_hour, T0 + HOUR) == pytest.approx(89.12, abs=0.005)
    assert heat([member(n) for n in range(5)], T0) == pytest.approx(90.0, abs=0.005)


def test_twenty_owners_within_an_hour_are_worth_99_05_and_decay_as_stated() -> None:
    crowd = [member(n, at=T0 + n * HOUR / 20) for n in range(20)]
    stated = {0: 99.05, 8: 96.7, 16: 89.2, 24: 70.1, 48: 5.0, 72: 0.1}
    for hours, wanted in stated.items():
        after = heat(crowd, T0 + (1 + hours) * HOUR)
        assert after == pytest.approx(wanted, abs=0.005 if hours == 0 else 0.05), hours


def test_100_new_domains_on_probation_are_worth_11_24() -> None:
    flood = [member(n, at=T0 + n * HOUR / 100, family_id=FamilyId(f"f{n}")) for n in range(100)]
    unknown = filed(flood, listed=False, known_since=T0)
    assert heat(unknown, T0 + HOUR) == pytest.approx(11.24, abs=0.005)


def test_fifty_sock_puppets_with_one_text_stay_below_one_report() -> None:
    puppets = [
        member(n, family_id=FamilyId("f"), relation=Relation.COPY, is_origin=n == 0)
        for n in range(50)
    ]
    assert heat(filed(puppets, listed=False, known_since=T0), T0) < 32


def test_f103_fifty_sock_puppets_gain_no_more_than_one_owner_whatever_they_paraphrase() -> None:
    report = member(0, owner="gazette.example")
    for paraphrased in (0, 15, 30):
        puppets = [
            member(
                n,
                at=T0 + n * HOUR / 50,
                family_id=FamilyId(f"f{n}" if n <= paraphrased else "f0"),
                relation=Relation.NEW if n <= paraphrased else Relation.COPY,
                is_origin=n <= paraphrased,
            )
            for n in range(1, 51)
        ]
        weighed = filed([report, *puppets], listed=False, known_since=T0)
        gain = mass_of(weighed[1:], now=T0 + HOUR, calibration=DEFAULT_CALIBRATION)
        assert gain <= 1.0


def test_f104_two_hundred_new_domains_in_a_day_stay_below_one_report() -> None:
    burst = [member(n, at=T0 + n * 24 * HOUR / 200) for n in range(200)]
    weighed = filed(burst, listed=False, known_since=T0)
    assert max(heat(weighed, T0 + hour * HOUR) for hour in range(25)) < heat([member(0)], T0)


def test_one_owner_behind_many_mastheads_is_told_by_its_name() -> None:
    mastheads = [member(n, owner="group.example") for n in range(9)]
    ranking = rank(
        story_id(ArticleId("a1")),
        mastheads,
        now=T0,
        calibration=DEFAULT_CALIBRATION,
        current_lead=None,
    )
    told = [reason.text for reason in ranking.reasons if reason.code == "owner"]
    assert len(told) == 1
    assert "group.example" in told[0]
    assert "9 reports" in told[0]


def test_a_reprint_that_came_before_its_origin_is_not_independent() -> None:
    reprint = member(1, family_id=FamilyId("f"), is_origin=False)
    wire = member(2, family_id=FamilyId("f"), relation=Relation.COPY)
    ranking = rank(
        story_id(ArticleId("a1")),
        [reprint, wire],
        now=T0,
        calibration=DEFAULT_CALIBRATION,
        current_lead=None,
    )
    assert ranking.independent == 1


def test_a_resurfaced_article_adds_nothing() -> None:
    assert heat([member(1, resurfaced=True)], T0) == 0


def test_a_filed_weight_stays_as_it_is() -> None:
    assert filed_weights([member(1, weight=0.3)], {"owner1.example": provider()}) == {}


def provider() -> Provider:
    return Provider(domain="owner1.example", name="One")


coverage = st.lists(
    st.builds(
        lambda owner, minutes, weight, number: member(
            number, owner=f"o{owner}", at=T0 + timedelta(minutes=minutes), weight=weight
        ),
        st.integers(0, 6),
        st.integers(0, 6_000),
        st.floats(0.001, 1.0),
        st.integers(0, 99_999),
    ),
    min_size=1,
    max_size=30,
)


@given(coverage)
def test_heat_is_bounded(members: list[StoryMember]) -> None:
    assert 0 <= heat(members, T0 + 100 * HOUR) < 100


@given(coverage, coverage)
def test_coverage_never_lowers_heat(members: list[StoryMember], more: list[StoryMember]) -> None:
    now = T0 + 100 * HOUR
    assert heat([*members, *more], now) >= heat(members, now)


@given(coverage)
def test_without_coverage_heat_falls(members: list[StoryMember]) -> None:
    assert heat(members, T0 + 101 * HOUR) < heat(members, T0 + 100 * HOUR)


@given(coverage, st.randoms(use_true_random=False))
def test_the_order_of_articles_does_not_matter(members: list[StoryMember], chance: object) -> None:
    shuffled = sorted(members, key=lambda _: chance.random())  # type: ignore[attr-defined] # - hypothesis
    now = T0 + 100 * HOUR
    assert heat(shuffled, now) == heat(members, now)


@given(coverage)
def test_incremental_equals_batch(members: list[StoryMember]) -> None:
    now = T0 + 101 * HOUR
    state = HeatState(calibration=DEFAULT_CALIBRATION, landmark=T0)
    for one in sorted(members, key=lambda one: one.received_at):
        state.add(one.owner, one.weight, one.received_at)
    batch = mass_of(members, now=now, calibration=DEFAULT_CALIBRATION)
    assert state.mass(now) == pytest.approx(batch, rel=1e-9)


@given(coverage, coverage)
def test_merging_stories_of_different_owners_adds_their_masses(
    left: list[StoryMember], right: list[StoryMember]
) -> None:
    now = T0 + 100 * HOUR
    others = [replace(one, owner=f"other-{one.owner}") for one in right]
    both = mass_of([*left, *others], now=now, calibration=DEFAULT_CALIBRATION)
    apart = mass_of(left, now=now, calibration=DEFAULT_CALIBRATION) + mass_of(
        others, now=now, calibration=DEFAULT_CALIBRATION
    )
    assert both == pytest.approx(apart, rel=1e-9)


def test_a_state_survives_years_without_overflow() -> None:
    state = HeatState(calibration=DEFAULT_CALIBRATION, landmark=T0)
    for day in range(0, 2_000, 5):
        state.add("o", 1.0, T0 + timedelta(days=day))
    assert state.mass(T0 + timedelta(days=1_995)) == pytest.approx(1.0)


@given(st.floats(0.05, 50.0), st.floats(0.5, 20.0))
def test_when_cooler_is_when_it_has_lost_that_much(mass: float, by: float) -> None:
    due = when_cooler(mass, by=by, now=T0, calibration=DEFAULT_CALIBRATION)
    before = heat_of(mass, DEFAULT_CALIBRATION)
    if due is None:
        assert before < 0.5
        return
    hours = (due - T0) / HOUR
    after = heat_of(mass * 2 ** (-hours / 8), DEFAULT_CALIBRATION)
    assert after < 0.5 or after == pytest.approx(before - by, abs=0.01)


def test_the_lead_is_the_best_original_and_ties_go_to_the_earlier() -> None:
    early, late = member(1, quality=60), member(2, quality=60, at=T0 + HOUR)
    copy = member(3, quality=90, is_origin=False, relation=Relation.COPY)
    lead, reasons = choose_lead([late, copy, early], current=None)
    assert lead == early.article_id
    assert "equal quality" in reasons[0].text


def test_a_lead_stays_until_it_is_clearly_beaten() -> None:
    old, new = member(1, quality=60), member(2, quality=64)
    assert choose_lead([old, new], current=old.article_id)[0] == old.article_id
    better = replace(new, quality=65)
    assert choose_lead([old, better], current=old.article_id)[0] == new.article_id


def test_related_are_one_per_other_owner_best_first_at_most_five() -> None:
    own = member(0)
    others = [member(n, quality=50 + n) for n in range(1, 8)]
    sister = member(9, owner=own.owner, quality=99)
    copy = member(10, quality=99, is_origin=False)
    related = related_to(own, [own, *others, sister, copy])
    assert related == tuple(f"a{n:05}" for n in (7, 6, 5, 4, 3))


def test_a_ranking_says_what_each_owner_adds() -> None:
    ranking = rank(
        story_id(ArticleId("a1")),
        [member(1), member(2)],
        now=T0,
        calibration=DEFAULT_CALIBRATION,
        current_lead=None,
    )
    assert (ranking.heat, ranking.reports, ranking.independent) == (63, 2, 2)
    told = [reason.value for reason in ranking.reasons if reason.code == "owner"]
    assert told == [1.0, 1.0]
    assert ranking.due_at is not None
    assert ranking.due_at > T0
