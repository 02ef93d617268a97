"""A verdict in words: what joined an article to its story, and what it did not join.

In: the candidates as they were judged.  Out: StoryVerdict.  Decides nothing.
"""

from collections.abc import Sequence
from typing import Final

from wiredesk.basics.ids import ArticleId, StoryId
from wiredesk.craft.stories.opened import Candidate
from wiredesk.craft.stories.thresholds import LIKENESS_MIN, QUORUM_MIN
from wiredesk.records.reason import Reason
from wiredesk.records.story import StoryVerdict

RIVALS_MAX: Final = 3


def told_verdict(
    article: ArticleId,
    story: StoryId,
    *,
    chosen: Candidate | None,
    candidates: Sequence[Candidate],
    merged: tuple[StoryId, ...],
) -> StoryVerdict:
    """The verdict on `article`, which went into `story`."""
    others = [one for one in candidates if one is not chosen and one.story != story]
    reasons = [_joined(chosen) if chosen else _began(candidates)]
    reasons += [_rival(one) for one in others[:RIVALS_MAX]]
    reasons += [
        Reason(code="merged", text=f"It shows that {absorbed} is the same story.")
        for absorbed in merged
    ]
    return StoryVerdict(
        article_id=article,
        story_id=story,
        score=round(min(chosen.quorum, 1.0), 4) if chosen else 0.0,
        rivals=tuple((one.story, round(one.likeness, 4)) for one in others[:RIVALS_MAX]),
        merged=merged,
        reasons=tuple(reasons),
    )


def told_move(
    article: ArticleId,
    story: StoryId,
    *,
    old: StoryId,
    merged: tuple[StoryId, ...],
    evidence: str,
) -> StoryVerdict:
    """The verdict on an article that a second look put into another story."""
    told = f"Seen again with what came later it belongs here, and no longer to {old}."
    return StoryVerdict(
        article_id=article,
        story_id=story,
        merged=merged,
        reasons=(Reason(code="refined", text=told, evidence=evidence),),
    )


def _joined(chosen: Candidate) -> Reason:
    if chosen.is_bound:
        return Reason(code="placed", text="An editor said that it belongs to this story.")
    if chosen.is_twin:
        return Reason(code="same_text", text="The very same text is in this story.", value=1.0)
    return Reason(
        code="joined",
        text=(
            f"It is like this story by {chosen.likeness:.2f} ({LIKENESS_MIN:g} is enough), and like its "
            f"best members by {chosen.quorum:.2f} ({QUORUM_MIN:g} is enough)."
        ),
        value=round(chosen.likeness, 3),
        evidence=chosen.shared,
    )


def _began(candidates: Sequence[Candidate]) -> Reason:
    if not candidates:
        return Reason(code="began", text="It began a story: no open one shares its words.")
    return Reason(code="began", text="It began a story: no open one is enough like it.")


def _rival(one: Candidate) -> Reason:
    if one.veto:
        told = f"It did not join {one.story}: {one.veto}."
        return Reason(code="veto", text=told, value=round(one.likeness, 3))
    told = f"It did not join {one.story}, which is like it by {one.likeness:.2f}."
    return Reason(code="rival", text=told, value=round(one.likeness, 3), evidence=one.shared)
