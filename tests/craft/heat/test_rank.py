"""A ranking: its numbers, and the sentences that explain them."""

import pytest
from make import NOW, make_member

from wiredesk.basics.ids import ArticleId, FamilyId, story_id
from wiredesk.craft.heat import rank
from wiredesk.records.calibration import DEFAULT_CALIBRATION
from wiredesk.records.coverage import Weight
from wiredesk.records.family import Relation
from wiredesk.records.ranking import Ranking
from wiredesk.records.story import StoryMember


def ranked(*members: StoryMember) -> Ranking:
    return rank(
        story_id(ArticleId("a1")),
        members,
        now=NOW,
        calibration=DEFAULT_CALIBRATION,
        current_lead=None,
    )


def told(ranking: Ranking, code: str) -> list[str]:
    return [reason.text for reason in ranking.reasons if reason.code == code]


def test_a_ranking_says_what_each_owner_adds() -> None:
    ranking = ranked(make_member(1), make_member(2))
    assert (ranking.heat, ranking.reports, ranking.independent) == (63, 2, 2)
    assert told(ranking, "owner") == [
        "owner1.example adds 1.000: weight 1.00, received 2026-03-05 09:00.",
        "owner2.example adds 1.000: weight 1.00, received 2026-03-05 09:00.",
    ]
    assert ranking.due_at is not None
    assert ranking.due_at > NOW


def test_the_terms_shown_add_up_to_the_mass_shown() -> None:
    members = [make_member(n, weight=Weight(source=1 / (n + 1))) for n in range(40)]
    newcomers = [
        make_member(100 + n, weight=Weight(source=0.1 / n, on_probation=True)) for n in range(1, 30)
    ]
    ranking = ranked(*members, *newcomers)
    values = [
        one.value or 0 for one in ranking.reasons if one.code in {"owner", "owners", "newcomers"}
    ]
    assert sum(values) == pytest.approx(ranking.mass, abs=0.001)
    assert len(values) == 14


def test_a_weight_is_told_by_the_terms_that_lower_it() -> None:
    (text,) = told(
        ranked(make_member(1, weight=Weight(original=0.125, source=0.625, base_rate=0.44))), "owner"
    )
    assert "(0.125 as a copy · 0.625 for the source · 0.44 since it reports more" in text


def test_a_ranking_says_what_would_change_it() -> None:
    ranking = ranked(make_member(1))
    assert told(ranking, "would_rise") == ["One more independent owner now would make it 63."]
    assert told(ranking, "would_fall") == ["Without any it will be 29 by 2026-03-05 09:53."]
    assert ranked(make_member(1), make_member(2)).heat == 63


def test_one_owner_behind_many_mastheads_is_told_by_its_name() -> None:
    (text,) = told(ranked(*(make_member(n, owner="group.example") for n in range(9))), "owner")
    assert "group.example" in text
    assert "9 reports" in text


def test_a_reprint_that_came_before_its_origin_is_not_independent() -> None:
    reprint = make_member(1, family_id=FamilyId("f"), is_origin=False)
    wire = make_member(2, family_id=FamilyId("f"), relation=Relation.COPY)
    assert ranked(reprint, wire).independent == 1


def test_a_cold_story_is_not_looked_at_again() -> None:
    ranking = ranked(make_member(1, resurfaced=True))
    assert (ranking.heat, ranking.mass, ranking.due_at) == (0, 0, None)
    assert told(ranking, "would_fall") == []
    assert told(ranking, "resurfaced") == ["1 old article that came in again: nothing."]
