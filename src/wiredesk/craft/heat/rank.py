"""A story's ranking: heat, lead, related, with the terms that make them up.

In: members with frozen weights, now, a calibration.  Out: Ranking.
"""

import math
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from wiredesk.basics.ids import ArticleId, StoryId
from wiredesk.craft.heat.calibration import Calibration
from wiredesk.craft.heat.formula import heat_of, owner_masses, when_cooler
from wiredesk.craft.heat.lead import choose_lead, related_to
from wiredesk.records.ranking import Ranking
from wiredesk.records.reason import Reason
from wiredesk.records.story import StoryMember

HEAT_STEP: Final = 3.0  # points; a smaller move is not shown (RECORD.md 5)
OWNERS_TOLD_MAX: Final = 12


def rank(
    story_id: StoryId,
    members: Sequence[StoryMember],
    *,
    now: datetime,
    calibration: Calibration,
    current_lead: ArticleId | None,
) -> Ranking:
    """Rank one story; `members` is not empty and every weight is filed."""
    owners = owner_masses(members, now=now, calibration=calibration)
    mass = math.fsum(owners.values())
    exact = heat_of(mass, calibration)
    lead, why_lead = choose_lead(members, current=current_lead)
    chosen = next(member for member in members if member.article_id == lead)
    # A text whose origin was corrected by its credit line is a reprint, although it came first.
    independent = len({one.owner for one in members if one.is_origin})
    return Ranking(
        story_id=story_id,
        heat=math.floor(exact + 0.5),
        mass=round(mass, 6),
        lead=lead,
        related=related_to(chosen, members),
        reports=len(members),
        independent=independent,
        calibration=calibration.number,
        due_at=when_cooler(mass, by=HEAT_STEP, now=now, calibration=calibration),
        reasons=(
            _sum(exact, mass, members=members, independent=independent, calibration=calibration),
            *why_lead,
            *_terms(owners, members),
        ),
    )


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
            f"Heat {exact:.1f} from a mass of {mass:.2f}: {len(members)} reports of {independent} "
            f"independent owners, halved every {calibration.half_life_hours:g} hours "
            f"(calibration {calibration.number})."
        ),
        value=round(exact, 2),
    )


def _terms(owners: dict[str, float], members: Sequence[StoryMember]) -> list[Reason]:
    told = []
    for owner, worth in list(owners.items())[:OWNERS_TOLD_MAX]:
        own = [member for member in members if member.owner == owner]
        best = max(own, key=lambda member: (member.weight, -member.received_at.timestamp()))
        told.append(
            Reason(
                code="owner",
                text=(
                    f"{owner} adds {worth:.3f}: weight {best.weight:.2f}, "
                    f"received {best.received_at:%Y-%m-%d %H:%M}"
                    + (f", {len(own)} reports" if len(own) > 1 else "")
                    + "."
                ),
                value=round(worth, 4),
                evidence=best.title,
            )
        )
    return told
