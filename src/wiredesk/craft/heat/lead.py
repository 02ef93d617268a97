"""Which article stands for a story, and which stand beside it (SCORES.md 3).

In: a story's members.  Out: the lead with what it beat and by how much; the related ones.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from wiredesk.basics.ids import ArticleId, FamilyId
from wiredesk.records.article import Kind
from wiredesk.records.correction import ChosenLead
from wiredesk.records.reason import Reason
from wiredesk.records.story import StoryMember

HYSTERESIS: Final = 5  # points of quality that a rival must have more, so that leads do not flicker
RELATED_MAX: Final = 5  # RECORD.md
REPORTS_MAX: Final = RELATED_MAX + 2
UNREADABLE: Final = frozenset({Kind.CONSENT, Kind.NOT_ARTICLE, Kind.PAYWALL})  # beside a report
RIVALS_TOLD_MAX: Final = 3


def choose_lead(
    members: Sequence[StoryMember],
    *,
    current: ArticleId | None,
    chosen: ChosenLead | None = None,
) -> tuple[ArticleId, tuple[Reason, ...]]:
    """The original with the best quality, ties to the earlier; the present lead unless clearly beaten.

    What a person chose leads whatever its quality.  `members` is not empty.
    """
    assert members, "a story has members"
    for member in members:
        if chosen is not None and member.article_id == chosen.article_id:
            return member.article_id, (_chosen(member, chosen),)
    originals = [member for member in members if member.is_origin] or list(members)
    best = min(originals, key=_rank)
    held = next((member for member in originals if member.article_id == current), None)
    if held is not None and best.quality - held.quality < HYSTERESIS:
        best = held
    return best.article_id, _why(best, originals, kept=best is held)


def best_reports(
    members: Sequence[StoryMember], *, current: Sequence[ArticleId] = ()
) -> tuple[ArticleId, ...]:
    """The best readable original of each owner: best quality first, then earlier; at most 7.

    Two more than are shown beside a report, since that leaves out its own owner and its own family.
    `current` are those chosen last: as with a lead, a rival must be clearly better to take a place or
    to pass another, so that a point more or less rewrites no record.
    """
    readable = {
        one.article_id: one for one in members if one.is_origin and one.kind not in UNREADABLE
    }
    chosen = _settled([readable.pop(one) for one in current if one in readable])
    for rival in sorted(readable.values(), key=_rank):
        beaten = next((one for one in chosen if one.owner == rival.owner), None)
        if beaten is None and len(chosen) >= REPORTS_MAX:
            beaten = chosen[-1]
        if beaten is not None:
            if rival.quality - beaten.quality < HYSTERESIS:
                continue
            chosen.remove(beaten)
        ahead = sum(_rank(one) < _rank(rival) for one in chosen)
        chosen.insert(ahead, rival)
    return tuple(one.article_id for one in chosen)


def related_to(
    reports: Sequence[StoryMember], *, owner: str, family_id: FamilyId
) -> list[StoryMember]:
    """Those of a story's best reports that stand beside one of `owner` and `family_id`; at most 5."""
    others = [one for one in reports if one.owner != owner and one.family_id != family_id]
    return others[:RELATED_MAX]


def _settled(chosen: Sequence[StoryMember]) -> list[StoryMember]:
    """In the order in which they were, but for those that are now clearly better than who is ahead."""
    order: list[StoryMember] = []
    for one in chosen:
        place = len(order)
        while place and one.quality - order[place - 1].quality >= HYSTERESIS:
            place -= 1
        order.insert(place, one)
    return order


def _rank(member: StoryMember) -> tuple[int, datetime, str]:
    return (-member.quality, member.received_at, member.article_id)


def _chosen(member: StoryMember, chosen: ChosenLead) -> Reason:
    told = f"{member.provider} leads: {chosen.by} chose it on {chosen.at:%Y-%m-%d}."
    return Reason(code="lead_chosen", text=told, value=member.quality, evidence=member.title)


def _why(best: StoryMember, originals: Sequence[StoryMember], *, kept: bool) -> tuple[Reason, ...]:
    rivals = sorted((one for one in originals if one is not best), key=_rank)[:RIVALS_TOLD_MAX]
    if not rivals:
        told = f"{best.provider} leads: it is the only own report."
        return (Reason(code="lead", text=told, value=best.quality),)
    beaten = [_beaten(best, rival, kept=kept) for rival in rivals]
    first = Reason(code="lead", text=f"{best.provider} leads: {beaten[0]}.", value=best.quality)
    others = (
        Reason(
            code="lead_rival",
            text=f"Also, {told}.",
            value=rival.quality,
            evidence=rival.title,
        )
        for rival, told in zip(rivals[1:], beaten[1:], strict=True)
    )
    return (first, *others)


def _beaten(best: StoryMember, rival: StoryMember, *, kept: bool) -> str:
    margin = best.quality - rival.quality
    if margin > 0:
        return f"its quality is {_points(margin)} above {rival.provider}'s {rival.quality}"
    if kept and margin < 0:
        return f"{rival.provider} is only {_points(-margin)} better, and takes {HYSTERESIS} to replace it"
    if _rank(best) < _rank(rival):
        return f"it came before {rival.provider}, with equal quality"
    return f"{rival.provider} came before it with equal quality, but it led already"


def _points(margin: int) -> str:
    return "1 point" if margin == 1 else f"{margin} points"
