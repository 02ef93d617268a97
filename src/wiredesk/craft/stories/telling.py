"""A verdict in words: what joined an article to its story, what it did not join, and what would change that.

In: the candidates as they were judged.  Out: StoryVerdict.  Decides nothing.
"""

import math
from collections.abc import Sequence
from typing import Final

from wiredesk.basics.ids import ArticleId, StoryId
from wiredesk.craft.stories.candidates import RIVALS_MAX, is_enough
from wiredesk.craft.stories.opened import Candidate
from wiredesk.craft.stories.weights import LIKENESS_MIN, QUORUM_MIN, chance_of
from wiredesk.records.reason import Reason
from wiredesk.records.story import StoryVerdict

WORDS_NEEDED_MAX: Final = 20  # more shared words than these are no advice
Shared = tuple[tuple[str, float], ...]


def told_verdict(
    article: ArticleId,
    story: StoryId,
    *,
    chosen: Candidate | None,
    candidates: Sequence[Candidate],
    merged: tuple[StoryId, ...],
) -> StoryVerdict:
    """The verdict on `article`, which went into `story`."""
    others = [one for one in candidates if one is not chosen and one.story not in (story, *merged)]
    reasons = _joined(chosen) if chosen else [_began(candidates)]
    reasons += [_rival(one) for one in others[:RIVALS_MAX]]
    nearest = next((one for one in others[:RIVALS_MAX] if not one.veto), None)
    if nearest is not None and not (chosen and (chosen.is_bound or chosen.is_twin)):
        reasons.append(_would_join(nearest, chosen))
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
    shared: Shared,
) -> StoryVerdict:
    """The verdict on an article that a second look put into another story."""
    told = f"Seen again with what came later it belongs here, and no longer to {old}."
    return StoryVerdict(
        article_id=article,
        story_id=story,
        merged=merged,
        reasons=(Reason(code="refined", text=told, evidence=_told(shared)),),
    )


def _joined(chosen: Candidate) -> list[Reason]:
    if chosen.is_bound:
        return [Reason(code="placed", text="An editor said that it belongs to this story.")]
    if chosen.is_twin:
        return [
            Reason(code="same_text", text="The very same text is in this story.", value=1.0),
        ]
    spare = chosen.likeness - LIKENESS_MIN
    return [
        Reason(
            code="joined",
            text=(
                f"It is like this story by {chosen.likeness:.2f} ({LIKENESS_MIN:g} is enough): in "
                f"{chance_of(chosen.likeness):.0%} of such cases both are about one happening."
            ),
            value=round(chosen.likeness, 3),
            evidence=_told(chosen.shared),
        ),
        Reason(
            code="would_leave",
            text=f"It would not have joined with {spare:.2f} less{_in_words(spare, chosen, 'fewer')}.",
            value=round(-spare, 3),
        ),
    ]


def _began(candidates: Sequence[Candidate]) -> Reason:
    if not candidates:
        return Reason(code="began", text="It began a story: no open one shares its words.")
    return Reason(code="began", text="It began a story: no open one is enough like it.")


def _rival(one: Candidate) -> Reason:
    if one.veto:
        told = f"It did not join {one.story}: {one.veto}."
        return Reason(code="veto", text=told, value=round(one.likeness, 3))
    told = f"It did not join {one.story}, which is like it by {one.likeness:.2f}."
    return Reason(code="rival", text=told, value=round(one.likeness, 3), evidence=_told(one.shared))


def _would_join(one: Candidate, chosen: Candidate | None) -> Reason:
    """What would have made it join the nearest story that it did not join."""
    wanted = max(chosen.likeness if chosen else 0.0, LIKENESS_MIN)
    missing = wanted - one.likeness
    if missing > 0.0 or is_enough(one):
        change = (
            f"It would join {one.story} if likeness reached {wanted:.2f}: {missing:.2f} more"
            f"{_in_words(missing, one, 'more')}."
        )
    else:
        missing = QUORUM_MIN - one.quorum
        change = (
            f"It would join {one.story} if its best members were like it by {QUORUM_MIN:g} in their very "
            f"words: {missing:.2f} more."
        )
    return Reason(code="would_join", text=change, value=round(missing, 3))


def _in_words(amount: float, one: Candidate, which: str) -> str:
    """How many shared words `amount` is worth, by what the most telling one brought."""
    if not one.shared:
        return ""
    word, part = one.shared[0]
    count = math.ceil(amount / max(part * one.likeness, 1e-6))
    if count > WORDS_NEEDED_MAX:
        return ""
    noun = "word" if count == 1 else "words"
    return f", about {count} {which} shared {noun} as telling as “{_bare(word)}”"


def _told(shared: Shared) -> str:
    """Shared words with their parts in the likeness, in hundredths."""
    return ", ".join(f"{_bare(word)} {part:.0%}" for word, part in shared)


def _bare(word: str) -> str:
    """A stem without the mark of its language."""
    return word.rpartition(":")[2]
