"""Which article stands for a story, and which stand beside it (SCORES.md 3).

In: a story's members.  Out: the lead with the reasons, the related ones.
"""

from collections.abc import Sequence
from typing import Final

from wiredesk.basics.ids import ArticleId
from wiredesk.records.reason import Reason
from wiredesk.records.story import StoryMember

HYSTERESIS: Final = 5  # points of quality that a rival must have more, so that leads do not flicker
RELATED_MAX: Final = 5  # RECORD.md


def choose_lead(
    members: Sequence[StoryMember], *, current: ArticleId | None
) -> tuple[ArticleId, tuple[Reason, ...]]:
    """The original with the best quality, ties to the earlier; the present lead unless clearly beaten.

    `members` is not empty.
    """
    assert members, "a story has members"
    originals = [member for member in members if member.is_origin] or list(members)
    best = min(originals, key=_rank)
    held = next((member for member in originals if member.article_id == current), None)
    if held is not None and best.quality - held.quality < HYSTERESIS:
        best = held
    return best.article_id, (_why(best, originals, kept=best is held),)


def related_to(article: StoryMember, members: Sequence[StoryMember]) -> tuple[ArticleId, ...]:
    """Same story, other owner, other family, not a copy: best quality first, then earlier; at most 5."""
    taken = {article.owner}
    related = []
    for member in sorted(members, key=_rank):
        if member.is_origin and member.owner not in taken and member.family_id != article.family_id:
            taken.add(member.owner)
            related.append(member.article_id)
    return tuple(related[:RELATED_MAX])


def _rank(member: StoryMember) -> tuple[object, ...]:
    return (-member.quality, member.received_at, member.article_id)


def _why(best: StoryMember, originals: Sequence[StoryMember], *, kept: bool) -> Reason:
    rivals = sorted((one for one in originals if one is not best), key=_rank)
    if not rivals:
        return Reason(
            code="lead",
            text=f"{best.provider} leads: it is the only own report.",
            value=best.quality,
        )
    rival = rivals[0]
    margin = best.quality - rival.quality
    if margin > 0:
        told = f"its quality is {margin} points above {rival.provider}'s"
    elif kept:
        told = f"{rival.provider} is not {HYSTERESIS} points better"
    else:
        told = f"it came before {rival.provider}, with equal quality"
    return Reason(code="lead", text=f"{best.provider} leads: {told}.", value=best.quality)
