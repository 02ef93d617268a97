"""What a report is worth when it is filed: copies, probation, base rates, floods."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make import NOW, make_member

from wiredesk.basics.ids import FamilyId, story_id
from wiredesk.craft.heat import base_rates, file_weights, heat_of, mass_of, owner_weight, rank
from wiredesk.records.calibration import DEFAULT_CALIBRATION
from wiredesk.records.coverage import Weight
from wiredesk.records.family import Relation
from wiredesk.records.provider import Provider
from wiredesk.records.story import StoryMember

HOUR = timedelta(hours=1)
PUPPETS = 50


def filed(members: list[StoryMember], *, known: Callable[[str], Provider]) -> list[StoryMember]:
    """With the weights that filing gives."""
    bare = [replace(one, weight=None) for one in members]
    weights = file_weights(bare, {one.provider: known(one.provider) for one in bare})
    return [replace(one, weight=weights[one.article_id]) for one in bare]


def trusted(domain: str) -> Provider:
    return Provider(domain=domain, name=domain, listed=True)


def new(domain: str) -> Provider:
    return Provider(domain=domain, name=domain, known_since=NOW, article_count=500)


def copy(number: int, **changes: Any) -> StoryMember:
    """The text of family `f` again."""
    changed: dict[str, Any] = {
        "family_id": FamilyId("f"),
        "relation": Relation.COPY,
        "is_origin": False,
    } | changes
    return make_member(number, **changed)


def heat(members: list[StoryMember], hours: float = 1) -> float:
    now = NOW + hours * HOUR
    return heat_of(mass_of(members, now=now, calibration=DEFAULT_CALIBRATION), DEFAULT_CALIBRATION)


def test_a_wire_story_and_100_copies_are_worth_65_41() -> None:
    wire = make_member(0, family_id=FamilyId("f"))
    copies = [copy(n, at=NOW + n * HOUR / 100) for n in range(1, 101)]
    assert heat(filed([wire, *copies], known=trusted)) == pytest.approx(65.41, abs=0.005)


def test_100_new_domains_on_probation_are_worth_11_24() -> None:
    flood = [make_member(n, at=NOW + n * HOUR / 100) for n in range(100)]
    assert heat(filed(flood, known=new)) == pytest.approx(11.24, abs=0.005)


@given(st.integers(2, 400))
def test_any_number_of_copies_adds_a_quarter_of_a_harmonic_sum(copies: int) -> None:
    members = [make_member(0, family_id=FamilyId("f")), *(copy(n) for n in range(1, copies))]
    weights = [one.weight.value for one in filed(members, known=trusted) if one.weight]
    assert weights[0] == 1
    assert weights[1:] == pytest.approx([0.25 / n for n in range(1, copies)])


@given(st.integers(1, 400))
def test_any_number_of_newcomers_adds_a_tenth_of_a_harmonic_sum(newcomers: int) -> None:
    weighed = filed([make_member(n) for n in range(newcomers)], known=new)
    told = [one.weight for one in weighed if one.weight]
    assert all(one.on_probation for one in told)
    assert sum(one.value for one in told) == pytest.approx(
        sum(0.10 / n for n in range(1, newcomers + 1))
    )


@given(st.integers(1, 60), st.integers(0, 999))
def test_the_same_owner_again_with_the_same_text_adds_nothing(texts: int, seed: int) -> None:
    sisters = [copy(n, owner="group.example", provider=f"p{n}.example") for n in range(texts)]
    Random(seed).shuffle(sisters)
    assert heat(filed(sisters, known=trusted), hours=0) == pytest.approx(32.30, abs=0.005)


def test_a_filed_weight_stays_as_it_is() -> None:
    kept = make_member(1, weight=Weight(source=0.3))
    weights = file_weights(
        [kept, make_member(2, weight=None)],
        {one: trusted(one) for one in ("owner1.example", "owner2.example")},
    )
    assert weights == {"a00002": Weight()}


def test_an_old_article_that_comes_in_again_weighs_nothing_and_makes_nobody_its_copy() -> None:
    old = make_member(0, family_id=FamilyId("f"), resurfaced=True)
    weights = [
        one.weight.value for one in filed([old, copy(1), copy(2)], known=trusted) if one.weight
    ]
    assert weights == [0, 1, 0.25]


def test_members_that_say_they_are_older_or_newer_are_weighed_by_receipt_alone() -> None:
    """Dates in reverse, missing, or to come: nothing that a publisher states plays a part."""
    told = [copy(n, at=NOW + n * HOUR) for n in range(9)]
    backwards = [replace(one, effective_at=NOW - n * 9_999 * HOUR) for n, one in enumerate(told)]
    to_come = [replace(one, effective_at=NOW + n * 9_999 * HOUR) for n, one in enumerate(told)]
    weights = [one.weight for one in filed(told, known=trusted)]
    for other in (backwards, to_come):
        assert [one.weight for one in filed(other, known=trusted)] == weights
        assert heat(filed(other, known=trusted), hours=9) == heat(
            filed(told, known=trusted), hours=9
        )


def test_what_a_source_is_worth_follows_its_rating() -> None:
    unknown = Provider(domain="a.example", name="A")
    assert owner_weight(unknown) == 0.625
    assert owner_weight(replace(unknown, listed=True)) == 1
    assert owner_weight(replace(unknown, rating=0.0)) == 0.25
    assert owner_weight(replace(unknown, rating=1.0)) == 1


@pytest.mark.parametrize(
    ("days", "articles", "on_probation"),
    [(6.99, 500, True), (7, 19, True), (7, 20, False), (0, 0, True)],
)
def test_probation_ends_after_seven_days_and_twenty_articles(
    days: float,
    articles: int,
    on_probation: bool,  # noqa: FBT001 - pytest gives it
) -> None:
    since = NOW - timedelta(days=days)
    provider = Provider(domain="a.example", name="A", known_since=since, article_count=articles)
    (one,) = filed([make_member(1)], known=lambda _: provider)
    assert one.weight is not None
    assert one.weight.on_probation is on_probation


# --- base rates -----------------------------------------------------------------------------------


def test_owners_that_report_equally_much_have_no_base_rate() -> None:
    assert base_rates({f"o{n}": 200 for n in range(5)}, stories=1_000) == {}


def test_who_reports_everything_counts_less_and_who_chooses_counts_fully() -> None:
    rates = base_rates({"all.example": 980, "some.example": 60, "few.example": 9}, stories=1_000)
    assert rates == {"all.example": 0.25}
    half = base_rates({"half.example": 500} | {f"o{n}": 20 for n in range(50)}, stories=1_000)
    assert half == {"half.example": pytest.approx(0.56, abs=0.01)}


def test_a_young_hub_is_not_corrected_by_a_dozen_stories() -> None:
    rates = base_rates({"all.example": 12, "some.example": 1}, stories=12)
    assert rates["all.example"] > 0.9


@given(
    st.dictionaries(st.integers(0, 40).map(str), st.integers(0, 5_000), max_size=40),
    st.integers(0, 4_000),
)
def test_base_rates_are_bounded_and_fall_with_the_share(
    covered: dict[str, int], stories: int
) -> None:
    rates = base_rates(covered, stories=stories)
    assert all(0.25 <= rate < 1 for rate in rates.values())
    by_share = sorted(covered, key=lambda owner: min(covered[owner], stories))
    told = [rates.get(owner, 1.0) for owner in by_share]
    assert told == sorted(told, reverse=True)


# --- floods (SAFETY.md F103, F104) ----------------------------------------------------------------


def stories_of_a_day() -> list[list[StoryMember]]:
    """A thousand stories: most with one report, a few with many."""
    chance = Random(7)
    return [
        [
            make_member(
                story * 100 + n,
                owner=f"paper{chance.randrange(300)}.example",
                at=NOW - chance.random() * 24 * HOUR,
            )
            for n in range(min(int(chance.paretovariate(1.2)), 30))
        ]
        for story in range(1_000)
    ]


def puppets(*, paraphrased: float, staggered_hours: float, owner: str = "") -> list[StoryMember]:
    """Fifty reposts; a share of them says it in other words."""
    told_anew = round(PUPPETS * paraphrased)
    return [
        copy(
            90_000 + n,
            owner=owner,
            provider=f"puppet{n}.example",
            at=NOW + n * staggered_hours * HOUR / PUPPETS,
            **({"family_id": FamilyId(f"p{n}"), "relation": Relation.NEW, "is_origin": True}
               if n < told_anew else {}),
        )
        for n in range(PUPPETS)
    ]  # fmt: skip


def place(of: list[StoryMember], others: list[list[StoryMember]], hours: float) -> int:
    """Where a story stands among others, from 0."""
    return sum(heat(other, hours) > heat(of, hours) for other in others)


@pytest.mark.parametrize("paraphrased", [0, 0.15, 0.3, 0.45, 0.6])
@pytest.mark.parametrize("staggered_hours", [0, 1, 12, 48])
@pytest.mark.parametrize("owner", ["", "group.example"])
def test_f103_fifty_sock_puppets_gain_no_more_than_one_owner(
    paraphrased: float, staggered_hours: float, owner: str
) -> None:
    """New domains, or domains that the registry knows to be of one group."""
    others = stories_of_a_day()
    report = make_member(80_000, owner="gazette.example", family_id=FamilyId("f"))
    reposts = puppets(paraphrased=paraphrased, staggered_hours=staggered_hours, owner=owner)

    def known(domain: str) -> Provider:
        return new(domain) if domain.startswith("puppet") and not owner else trusted(domain)

    flooded = filed([report, *reposts], known=known)
    for hours in (0, 1, 6, 24, staggered_hours):
        came = [one for one in flooded[1:] if one.received_at <= NOW + hours * HOUR]
        if not came:
            continue
        # One owner whose own report comes when the last of the puppets does.
        honest = [report, make_member(80_001, at=came[-1].received_at)]
        assert place(flooded, others, hours) >= place(honest, others, hours)


def test_f103_the_explanation_names_the_owner_group() -> None:
    owned = filed(puppets(paraphrased=0.6, staggered_hours=1, owner="group.example"), known=trusted)
    (told,) = [one for one in reasons_of(owned) if one[0] == "owner"]
    assert "group.example adds" in told[1]
    assert "the weightiest of its 50 reports" in told[1]
    unknown = filed(puppets(paraphrased=0.6, staggered_hours=1), known=new)
    (told,) = [one for one in reasons_of(unknown) if one[0] == "newcomers"]
    assert "50 owners on probation" in told[1]


def test_f104_two_hundred_new_domains_in_a_day_stay_below_one_report_and_are_told() -> None:
    burst = [make_member(n, at=NOW + n * 24 * HOUR / 200) for n in range(200)]
    weighed = filed(burst, known=new)
    hottest = max(heat(weighed, hour) for hour in range(25))
    assert hottest < heat([make_member(0)], 0)
    (told,) = [one for one in reasons_of(weighed) if one[0] == "newcomers"]
    assert "Look whether one hand is behind them" in told[1]


def reasons_of(members: list[StoryMember]) -> list[tuple[str, str]]:
    ranking = rank(
        story_id(members[0].article_id),
        members,
        now=NOW + 24 * HOUR,
        calibration=DEFAULT_CALIBRATION,
        current_lead=None,
    )
    return [(one.code, one.text) for one in ranking.reasons]
