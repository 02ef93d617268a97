"""A story's ranking: heat, lead, best reports, with the terms that make them up.

In: members with frozen weights, now, a calibration.  Out: Ranking.
"""

import math
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from wiredesk.basics.ids import ArticleId, StoryId
from wiredesk.craft.heat.formula import heat_of, member_mass, owner_masses, when_cooler
from wiredesk.craft.heat.lead import best_reports, choose_lead
from wiredesk.records.calibration import Calibration
from wiredesk.records.correction import ChosenLead
from wiredesk.records.coverage import Weight
from wiredesk.records.ranking import Ranking
from wiredesk.records.reason import Reason
from wiredesk.records.story import StoryMember

HEAT_STEP: Final = 3  # points; a smaller move is not shown (RECORD.md 5)
OWNERS_TOLD_MAX: Final = 12
NOVICES_NAMED_MAX: Final = 5
NEWCOMERS_ALERT: Final = 10  # owners on probation on one story: a person looks (SAFETY.md F104)
TRUSTED: Final = 1.0  # what one more report of a vouched-for owner is worth


def rank(
    story_id: StoryId,
    members: Sequence[StoryMember],
    *,
    now: datetime,
    calibration: Calibration,
    current_lead: ArticleId | None,
    current_best: Sequence[ArticleId] = (),
    chosen_lead: ChosenLead | None = None,
) -> Ranking:
    """Rank one story; `members` is not empty and every weight is filed."""
    owners = owner_masses(members, now=now, calibration=calibration)
    mass = math.fsum(owners.values())
    exact = heat_of(mass, calibration)
    lead, why_lead = choose_lead(members, current=current_lead, chosen=chosen_lead)
    # A text whose origin was corrected by its credit line is a reprint, although it came first.
    independent = len({one.owner for one in members if one.is_origin})
    due_at = when_cooler(mass, by=HEAT_STEP, now=now, calibration=calibration)
    return Ranking(
        story_id=story_id,
        heat=_rounded(exact),
        mass=round(mass, 6),
        lead=lead,
        best=best_reports(members, current=current_best),
        reports=len(members),
        independent=independent,
        calibration=calibration.number,
        due_at=due_at,
        reasons=(
            _sum(exact, mass, members=members, independent=independent, calibration=calibration),
            *why_lead,
            *_terms(owners, members, now=now, calibration=calibration),
            _scale(calibration),
            *_changes(exact, mass, due_at=due_at, calibration=calibration),
        ),
    )


def _rounded(exact: float) -> int:
    return math.floor(exact + 0.5)


def _sum(
    exact: float,
    mass: float,
    *,
    members: Sequence[StoryMember],
    independent: int,
    calibration: Calibration,
) -> Reason:
    return Reason(
        code="heat",
        text=(
            f"Heat {exact:.1f} from a mass of {mass:.2f}: {_counted(len(members), 'report')} of "
            f"{_counted(independent, 'independent owner')}, halved every "
            f"{calibration.half_life_hours:g} hours (calibration {calibration.number})."
        ),
        value=round(exact, 2),
    )


def _scale(calibration: Calibration) -> Reason:
    made = (
        f"from {calibration.stories} stories of this hub" if calibration.stories else "the default"
    )
    return Reason(
        code="calibration",
        text=(
            f"Calibration {calibration.number}, {made}: a mass of {calibration.mass_50:g} is worth 50, "
            f"one of {calibration.mass_90:g} is worth 90."
        ),
    )


def _terms(
    owners: Mapping[str, float],
    members: Sequence[StoryMember],
    *,
    now: datetime,
    calibration: Calibration,
) -> list[Reason]:
    """A line for each owner; those on probation together when they are many."""
    weightiest: dict[str, StoryMember] = {}
    counted: dict[str, int] = {}
    for member in members:
        counted[member.owner] = counted.get(member.owner, 0) + 1
        worth = member_mass(member, now=now, calibration=calibration)
        if worth == owners.get(member.owner):
            weightiest.setdefault(member.owner, member)
    novices = [one for one, best in weightiest.items() if best.weight and best.weight.on_probation]
    together = novices if len(novices) >= NEWCOMERS_ALERT else []
    apart = [one for one in owners if one not in set(together)]
    told = [
        _owner(weightiest[owner], worth=owners[owner], reports=counted[owner])
        for owner in apart[:OWNERS_TOLD_MAX]
    ]
    if len(apart) > OWNERS_TOLD_MAX:
        rest = apart[OWNERS_TOLD_MAX:]
        worth = math.fsum(owners[one] for one in rest)
        text = f"{_counted(len(rest), 'further owner')} together: {worth:.3f}."
        told.append(Reason(code="owners", text=text, value=round(worth, 4)))
    old = [one for one in members if one.resurfaced]
    if old:
        text = f"{_counted(len(old), 'old article')} that came in again: nothing."
        told.append(Reason(code="resurfaced", text=text, value=0.0, evidence=old[0].title))
    if together:
        told.append(_newcomers(together, worth=math.fsum(owners[one] for one in together)))
    return told


def _owner(best: StoryMember, *, worth: float, reports: int) -> Reason:
    assert best.weight is not None, "what has a mass was filed"
    return Reason(
        code="owner",
        text=(
            f"{best.owner} adds {worth:.3f}: {_told(best.weight)}, "
            f"received {best.received_at:%Y-%m-%d %H:%M}"
            + (f", the weightiest of its {reports} reports" if reports > 1 else "")
            + "."
        ),
        value=round(worth, 4),
        evidence=best.title,
    )


def _told(weight: Weight) -> str:
    """`weight 0.13 (0.25 as a copy · 0.50 for the source)`; the terms that are 1 are left out."""
    terms = []
    if weight.original != 1:
        terms.append(f"{weight.original:.3g} as a copy")
    if weight.on_probation:
        terms.append(f"{weight.source:.3g} on probation")
    elif weight.source != 1:
        terms.append(f"{weight.source:.3g} for the source")
    if weight.base_rate != 1:
        terms.append(f"{weight.base_rate:.3g} since it reports more of everything than others")
    return f"weight {weight.value:.2f}" + (f" ({' · '.join(terms)})" if terms else "")


def _newcomers(owners: Sequence[str], *, worth: float) -> Reason:
    named = ", ".join(owners[:NOVICES_NAMED_MAX])
    more = len(owners) - NOVICES_NAMED_MAX
    return Reason(
        code="newcomers",
        text=(
            f"{len(owners)} owners on probation add {worth:.3f} together, as one group: {named}"
            + (f" and {more} more" if more > 0 else "")
            + ".  Look whether one hand is behind them; if so, give them one `owner` in providers.toml."
        ),
        value=round(worth, 4),
    )


def _changes(
    exact: float, mass: float, *, due_at: datetime | None, calibration: Calibration
) -> list[Reason]:
    """What would make it another number."""
    more = _rounded(heat_of(mass + TRUSTED, calibration))
    told = [
        Reason(
            code="would_rise",
            text=f"One more independent owner now would make it {more}.",
            value=more,
        )
    ]
    if due_at is not None:
        less = _rounded(max(exact - HEAT_STEP, 0.0))
        text = f"Without any it will be {less} by {due_at:%Y-%m-%d %H:%M}."
        told.append(Reason(code="would_fall", text=text, value=less))
    return told


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
