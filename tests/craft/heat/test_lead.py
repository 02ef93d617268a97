"""Lead and related: the best originals, told with what they beat, and steady."""

from dataclasses import replace
from datetime import timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from make import NOW, make_member

from wiredesk.basics.ids import ArticleId, FamilyId
from wiredesk.craft.heat import best_reports, choose_lead, related_to
from wiredesk.records.article import Kind
from wiredesk.records.correction import ChosenLead
from wiredesk.records.family import Relation
from wiredesk.records.story import StoryMember

HOUR = timedelta(hours=1)


def test_the_lead_is_the_best_original_and_ties_go_to_the_earlier() -> None:
    early, late = make_member(1, quality=60), make_member(2, quality=60, at=NOW + HOUR)
    copy = make_member(3, quality=90, is_origin=False, relation=Relation.COPY)
    lead, reasons = choose_lead([late, copy, early], current=None)
    assert lead == early.article_id
    assert (
        reasons[0].text
        == "owner1.example leads: it came before owner2.example, with equal quality."
    )


def test_a_lead_stays_until_it_is_clearly_beaten() -> None:
    old, new = make_member(1, quality=60), make_member(2, quality=64)
    kept, reasons = choose_lead([old, new], current=old.article_id)
    assert kept == old.article_id
    assert "owner2.example is only 4 points better, and takes 5 to replace it" in reasons[0].text
    better = replace(new, quality=65)
    assert choose_lead([old, better], current=old.article_id)[0] == new.article_id


def test_what_a_person_chose_leads_whatever_its_quality_while_it_is_a_member() -> None:
    best, chosen = make_member(1, quality=90), make_member(2, quality=20, is_origin=False)
    word = ChosenLead(article_id=chosen.article_id, by="Ada", at=NOW)
    lead, reasons = choose_lead([best, chosen], current=best.article_id, chosen=word)
    assert lead == chosen.article_id
    assert [(one.code, one.text) for one in reasons] == [
        ("lead_chosen", f"owner2.example leads: Ada chose it on {NOW:%Y-%m-%d}.")
    ]
    assert choose_lead([best], current=None, chosen=word)[0] == best.article_id


def test_a_lead_that_turns_out_to_be_a_reprint_leads_no_longer() -> None:
    reprint, origin = make_member(1, quality=90, is_origin=False), make_member(2, quality=40)
    assert choose_lead([reprint, origin], current=reprint.article_id)[0] == origin.article_id


def test_the_reasons_name_what_the_lead_beat_and_by_how_much() -> None:
    members = [make_member(n, quality=80 - 3 * n, title=f"Title {n}") for n in range(5)]
    _, reasons = choose_lead(members, current=None)
    assert [one.text for one in reasons] == [
        "owner0.example leads: its quality is 3 points above owner1.example's 77.",
        "Also, its quality is 6 points above owner2.example's 74.",
        "Also, its quality is 9 points above owner3.example's 71.",
    ]
    assert reasons[1].evidence == "Title 2"


def test_a_led_story_says_when_an_equal_one_came_before() -> None:
    late, early = make_member(1, quality=60, at=NOW + HOUR), make_member(2, quality=60)
    _, reasons = choose_lead([late, early], current=late.article_id)
    assert "came before it with equal quality, but it led already" in reasons[0].text


story = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 100)), min_size=1, max_size=25).map(
    lambda told: [
        make_member(number, owner=f"o{owner}.example", at=NOW + number * HOUR, quality=quality)
        for number, (owner, quality) in enumerate(told)
    ]
)


@given(story, st.integers(0, 999))
def test_small_changes_of_quality_move_no_lead_and_no_related(
    members: list[StoryMember], seed: int
) -> None:
    lead, _ = choose_lead(members, current=None)
    best = best_reports(members)
    chance = Random(seed)
    nudged = [replace(one, quality=one.quality + chance.randint(-1, 1)) for one in members]
    assert choose_lead(nudged, current=lead)[0] == lead
    assert best_reports(nudged, current=best) == best


@given(story, st.integers(0, 999))
def test_the_order_of_members_moves_neither(members: list[StoryMember], seed: int) -> None:
    shuffled = members.copy()
    Random(seed).shuffle(shuffled)
    assert choose_lead(shuffled, current=None)[0] == choose_lead(members, current=None)[0]
    assert best_reports(shuffled) == best_reports(members)


@given(story)
def test_best_reports_are_one_per_owner_best_first_then_earlier(members: list[StoryMember]) -> None:
    by_id = {one.article_id: one for one in members}
    best = [by_id[one] for one in best_reports(members)]
    assert len(best) == min(7, len({one.owner for one in members}))
    assert best == sorted(best, key=lambda one: (-one.quality, one.received_at))
    assert len({one.owner for one in best}) == len(best)


@given(story, story)
def test_what_is_chosen_settles_at_once(before: list[StoryMember], now: list[StoryMember]) -> None:
    chosen = best_reports(now, current=best_reports(before))
    assert best_reports(now, current=chosen) == chosen


def test_a_clearly_better_report_takes_the_last_place_and_a_little_better_one_does_not() -> None:
    full = [make_member(n, quality=60) for n in range(7)]
    best = best_reports(full)
    little, clear = make_member(8, quality=64), make_member(9, quality=65)
    assert best_reports([*full, little], current=best) == best
    assert best_reports([*full, clear], current=best) == (clear.article_id, *best[:6])


def test_related_are_of_other_owners_and_other_families_at_most_five() -> None:
    members = [make_member(n, quality=90 - n) for n in range(9)]
    by_id = {one.article_id: one for one in members}
    best = [by_id[one] for one in best_reports(members)]
    own, sister = best[0], best[1]
    related = related_to(best, owner=own.owner, family_id=sister.family_id)
    assert [one.article_id for one in related] == [f"a{n:05}" for n in (2, 3, 4, 5, 6)]
    beside_another = related_to(best, owner="else.example", family_id=FamilyId("f-else"))
    assert len(beside_another) == 5


def test_walls_and_copies_are_not_related() -> None:
    wall = make_member(1, quality=99, kind=Kind.PAYWALL)
    copy = make_member(2, quality=99, is_origin=False)
    own = make_member(3)
    assert best_reports([wall, copy, own]) == (ArticleId(own.article_id),)
