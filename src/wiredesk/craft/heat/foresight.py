"""Does heat foresee coverage?  Scored on the log of what came in (SCORES.md 4).

In: lines of coverage.  Out: NDCG@20 and Spearman of two predictors.  The question at a moment t, asked
of every story that had a report in the 48 hours before: how many new independent owners will report
it in the next N hours?  New: who had no report in it by t.  Independent: its text was not there before.
The predictors: our heat at t, by its mass, and the plain rate: reports in the 6 hours before t.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final

from wiredesk.basics.ids import StoryId
from wiredesk.craft.heat.formula import HeatState
from wiredesk.records.coverage import Coverage
from wiredesk.records.family import Relation

OPEN: Final = timedelta(hours=48)  # who had no report for so long is no longer asked about
RATE_HOURS: Final = 6
STEP: Final = timedelta(hours=3)  # between two questions
PLACES: Final = 20
STORIES_MIN: Final = 3  # an order of two is no order


@dataclass(frozen=True, slots=True, kw_only=True)
class Foresight:
    """How well one predictor orders stories by what comes."""

    ndcg: float
    """Mean NDCG@20 over the moments; 1 is the best order."""
    ndcg_error: float
    """Standard error of that mean."""
    spearman: float
    """Mean rank correlation, -1 to 1."""
    spearman_error: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Both predictors on one log."""

    hours: int
    moments: int
    """Moments at which something was to be foreseen."""
    stories: int
    """Stories asked about, summed over these moments."""
    arrivals: int
    """New independent owners that came, summed likewise."""
    heat: Foresight | None
    """None when there was no such moment."""
    rate: Foresight | None


@dataclass(slots=True)
class _Story:
    """A story as it is replayed."""

    state: HeatState
    owners: set[str] = field(default_factory=set)
    received: list[datetime] = field(default_factory=list)


def compare(lines: Sequence[Coverage], *, hours: int, half_life_hours: float) -> Comparison:
    """Ask every three hours from the first line on, as long as the next `hours` lie in the log."""
    filed = sorted(
        (one for one in lines if one.story_id is not None),
        key=lambda one: (one.received_at, one.article_id),
    )
    asked = stories = arrivals = 0
    scores: dict[str, list[tuple[float, float]]] = {"heat": [], "rate": []}
    for predicted, rates, came in _questions(filed, timedelta(hours=hours), half_life_hours):
        if len(came) < STORIES_MIN or not any(came):
            continue
        asked, stories, arrivals = asked + 1, stories + len(came), arrivals + sum(came)
        scores["heat"].append((ndcg_at(PLACES, predicted, came), spearman(predicted, came)))
        scores["rate"].append((ndcg_at(PLACES, rates, came), spearman(rates, came)))
    return Comparison(
        hours=hours,
        moments=asked,
        stories=stories,
        arrivals=arrivals,
        heat=_summed(scores["heat"]),
        rate=_summed(scores["rate"]),
    )


def ndcg_at(places: int, predicted: Sequence[float], came: Sequence[float]) -> float:
    """Discounted gain of the predicted order over that of the best; 1 when nothing came.

    Stories with equal prediction share their gains evenly: a predictor that knows nothing earns what
    chance would (McSherry and Najork, ECIR 2008).
    """
    order = sorted(range(len(came)), key=lambda one: -predicted[one])
    gains: list[float] = []
    for _, tied in groupby(order, key=lambda one: predicted[one]):
        own = [came[one] for one in tied]
        gains += [math.fsum(own) / len(own)] * len(own)
    best = _discounted(sorted(came, reverse=True)[:places])
    return _discounted(gains[:places]) / best if best else 1.0


def spearman(left: Sequence[float], right: Sequence[float]) -> float:
    """Rank correlation with mean ranks for ties; 0 when one side is all equal."""
    first, second = _ranks(left), _ranks(right)
    middle = (len(left) + 1) / 2
    both = math.fsum((a - middle) * (b - middle) for a, b in zip(first, second, strict=True))
    spread = math.sqrt(
        math.fsum((a - middle) ** 2 for a in first) * math.fsum((b - middle) ** 2 for b in second)
    )
    return both / spread if spread else 0.0


def _questions(
    filed: Sequence[Coverage], ahead: timedelta, half_life_hours: float
) -> Iterable[tuple[list[float], list[float], list[int]]]:
    """At each moment: mass, rate and what came, story by story."""
    if not filed:
        return
    stories: dict[StoryId, _Story] = {}
    last, now, at = filed[-1].received_at, filed[0].received_at + STEP, 0
    while now + ahead <= last:
        while at < len(filed) and filed[at].received_at <= now:
            _replay(stories, filed[at], half_life_hours)
            at += 1
        for one in [one for one, story in stories.items() if now - story.received[-1] > OPEN]:
            del stories[one]
        came = _arrivals(filed, at, until=now + ahead, stories=stories)
        since = now - timedelta(hours=RATE_HOURS)
        yield (
            [story.state.mass(now) for story in stories.values()],
            [float(sum(when > since for when in story.received)) for story in stories.values()],
            [came.get(one, 0) for one in stories],
        )
        now += STEP


def _replay(stories: dict[StoryId, _Story], line: Coverage, half_life_hours: float) -> None:
    assert line.story_id is not None, "what counts nowhere was left out"
    story = stories.get(line.story_id)
    if story is None:
        state = HeatState(half_life_hours=half_life_hours, landmark=line.counted_at)
        story = stories[line.story_id] = _Story(state=state)
    story.state.add(line.owner, line.weight, line.counted_at)
    story.owners.add(line.owner)
    story.received.append(line.received_at)


def _arrivals(
    filed: Sequence[Coverage], at: int, *, until: datetime, stories: Mapping[StoryId, _Story]
) -> dict[StoryId, int]:
    """New independent owners of each story among the lines from `at` on."""
    came: dict[StoryId, set[str]] = {}
    while at < len(filed) and filed[at].received_at <= until:
        line = filed[at]
        at += 1
        story = stories.get(line.story_id) if line.story_id else None
        if story is None or line.relation is not Relation.NEW or line.owner in story.owners:
            continue
        assert line.story_id is not None, "it is among the stories"
        came.setdefault(line.story_id, set()).add(line.owner)
    return {one: len(owners) for one, owners in came.items()}


def _discounted(gains: Sequence[float]) -> float:
    return math.fsum(gain / math.log2(place + 2) for place, gain in enumerate(gains))


def _ranks(values: Sequence[float]) -> list[float]:
    order = sorted(range(len(values)), key=lambda one: values[one])
    ranks, before = [0.0] * len(values), 0
    for _, tied in groupby(order, key=lambda one: values[one]):
        same = list(tied)
        for one in same:
            ranks[one] = before + (len(same) + 1) / 2
        before += len(same)
    return ranks


def _summed(scores: Sequence[tuple[float, float]]) -> Foresight | None:
    if not scores:
        return None
    ndcg, ndcg_error = _mean([one for one, _ in scores])
    correlation, error = _mean([one for _, one in scores])
    return Foresight(ndcg=ndcg, ndcg_error=ndcg_error, spearman=correlation, spearman_error=error)


def _mean(values: Sequence[float]) -> tuple[float, float]:
    """Mean and its standard error; moments three hours apart overlap, so it is on the small side."""
    mean = math.fsum(values) / len(values)
    if len(values) < 2:
        return mean, 0.0
    spread = math.fsum((one - mean) ** 2 for one in values) / (len(values) - 1)
    return mean, math.sqrt(spread / len(values))
