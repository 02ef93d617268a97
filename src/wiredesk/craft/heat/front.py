"""The order of a front page: hottest first, but no owner and no topic crowds the first ten out.

In: stories with heat, and the owner and topic of their leads.  Out: the same stories in order, each with
the reason for its place.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from wiredesk.basics.ids import StoryId
from wiredesk.records.reason import Reason

PLACES: Final = 10  # what a reader sees first; below, heat alone decides
ARRANGED_MAX: Final = (
    100  # the hottest, of which the ten are chosen; only they need owner and topic
)
OWNER_PLACES_MAX: Final = 3  # of the ten
TOPIC_PLACES_MAX: Final = 5  # of the ten: a hub of two topics shows both
HEAT_SHARE_MIN: Final = 0.5  # a story with less than half the heat takes nobody's place
PASSED_TOLD_MAX: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A story that may stand on the front page."""

    story_id: StoryId
    title: str
    heat: int
    owner: str = ""
    """Owner of its lead."""
    topic: str = ""
    """Name of its lead's most specific topic; empty when it has none."""
    pinned_until: datetime | None = None
    """An editor pinned it; it stands on top until then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A story's place, from 1, and why it stands there."""

    number: int
    story_id: StoryId
    reasons: tuple[Reason, ...]


Passed = Sequence[tuple[Candidate, str]]
"""Stories that were hotter, each with what it would have crowded."""


def arrange(stories: Sequence[Candidate]) -> list[Place]:
    """Each place goes to the hottest story left, unless it would crowd the first ten.

    It crowds when its owner leads three of them already, or its topic has five.  Then the next hottest
    that does not is preferred, if it has at least half the heat; else there is no better choice and the
    hottest stands.  Who was passed over is asked again for every later place.  What is pinned stands above
    all, whatever its heat, and takes up the places of its owner and topic.  `stories` come pinned first, then
    hottest first; ties stay in their order.
    """
    pinned = [one for one in stories if one.pinned_until]
    left = [one for one in stories if not one.pinned_until]
    order: list[tuple[Candidate, Passed]] = [(one, ()) for one in pinned]
    owners = Counter(one.owner for one in pinned)
    topics = Counter(one.topic for one in pinned)
    while left and len(order) < PLACES:
        chosen = _next(left[: ARRANGED_MAX - len(order)], owners, topics)
        passed = [(other, _crowds(other, owners, topics)) for other in left[:chosen]]
        one = left.pop(chosen)
        order.append((one, passed))
        owners[one.owner] += 1
        topics[one.topic] += 1
    order += [(one, ()) for one in left]
    above = [None, *(one for one, _ in order)]
    return [
        Place(number=number, story_id=one.story_id, reasons=_why(number, one, passed, above=higher))
        for number, ((one, passed), higher) in enumerate(zip(order, above, strict=False), 1)
    ]


def _next(left: Sequence[Candidate], owners: Counter[str], topics: Counter[str]) -> int:
    """Where in `left` the story stands that takes the next place."""
    for number, one in enumerate(left):
        if one.heat < left[0].heat * HEAT_SHARE_MIN:
            break
        if not _crowds(one, owners, topics):
            return number
    return 0


def _crowds(one: Candidate, owners: Counter[str], topics: Counter[str]) -> str:
    """What it would crowd the first ten with; empty when it would not."""
    if one.owner and owners[one.owner] >= OWNER_PLACES_MAX:
        return f"{one.owner} leads {OWNER_PLACES_MAX} of the first {PLACES} already"
    if one.topic and topics[one.topic] >= TOPIC_PLACES_MAX:
        return f"{one.topic} has {TOPIC_PLACES_MAX} of the first {PLACES} already"
    return ""


def _why(
    number: int, one: Candidate, passed: Passed, *, above: Candidate | None
) -> tuple[Reason, ...]:
    if one.pinned_until:
        told = f"Place {number}: the editors pinned it until {one.pinned_until:%Y-%m-%d %H:%M} UTC."
        return (Reason(code="pinned", text=told),)
    told = f"Place {number} with heat {one.heat}{_to_climb(number, one, above)}."
    reasons = [Reason(code="place", text=told)]
    reasons += [
        Reason(
            code="passed_over",
            text=f"It passed over a story with heat {other.heat}: {why}.",
            value=other.heat,
            evidence=other.title,
        )
        for other, why in passed[:PASSED_TOLD_MAX]
    ]
    return tuple(reasons)


def _to_climb(number: int, one: Candidate, above: Candidate | None) -> str:
    """What it lacks for the next higher place."""
    if above is None or above.pinned_until:
        return ""
    lacks = above.heat - one.heat
    if lacks < 0:
        return f"; it is hotter than place {number - 1}, but would crowd the first {PLACES}"
    points = "1 point" if lacks == 0 else f"{lacks + 1} points"
    return f"; {points} more would take it past place {number - 1}"
