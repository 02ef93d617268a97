"""A bundle: the articles of one story as one sum, and how alike two bundles are.

    likeness(A, B) = average product between A and B / √(average product within A · within B)

In: blended vectors and features.  Out: likenesses and vetoes.  Dividing by what a story reaches within
itself is local scaling (SCORES.md 3): a story told in many ways takes in what a tight one refuses, so one
threshold does for headlines and for full texts.  A bundle of one has a prior instead.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final, TypeVar

from wiredesk.craft.stories.meaning import Meaning, factor
from wiredesk.craft.stories.vectors import (
    NOTHING,
    UNIT_SQUARED,
    Vector,
    added,
    product,
    square,
    taken,
)

SECONDS_PER_DAY: Final = 86_400.0
WITHIN_PRIOR: Final = 0.3  # average product of two articles of one story on `data/stories`
PRIOR_PAIRS: Final = 5  # how many pairs the prior counts as
FAR_DAYS: Final = 10.0  # likeness fades with the days between two stories, so that what came of a
FAR_WORTH: Final = (
    0.6  # happening is not taken for it; that much is left of it however far they lie apart
)
NAMES_MIN: Final = 4  # named on both sides before sharing none says anything; 2 cost a point of F1
SIGNS_WORTH: Final = 4.0  # a cosine of names and numbers of .15 is as telling as a likeness of .6
SHARED_NAMES_MIN: Final = 2  # beside a number, between two languages: in the sample newsroom names
# alone join what one minister said on two days; with a telling number one is enough


Key = TypeVar("Key", int, str, tuple[str, str])


@dataclass(slots=True)
class Bundle:
    """What is known of a story's articles together."""

    total: Vector = NOTHING
    size: int = 0
    """Different texts; equal ones count once."""
    own: int = 0
    """Sum of the members' products with themselves."""
    squared: int = 0
    """Product of `total` with itself."""
    signs: Vector = NOTHING
    """Names and numbers, weighed: what can be compared between languages."""
    names: dict[int, int] = field(default_factory=dict)
    """How many members hold it, by the word's number."""
    numbers: dict[int, int] = field(default_factory=dict)
    """The same; those that are too short to tell much stand under their number below zero."""
    languages: dict[str, int] = field(default_factory=dict)
    moulds: dict[tuple[str, str], int] = field(default_factory=dict)
    """Series titles with their dates or ordinals."""
    meaning: Meaning = field(default_factory=Meaning)
    within: float = WITHIN_PRIOR
    """Average product of two members, pulled to the prior while they are few."""
    begins_at: datetime | None = None
    ends_at: datetime | None = None

    def absorb(self, other: "Bundle", between: int) -> None:
        """Take in another bundle, whose product with this one is `between`."""
        self.squared += other.squared + 2 * between
        self.own += other.own
        self.size += other.size
        self.total = added(self.total, other.total)
        self.signs = added(self.signs, other.signs)
        self.extend(other.begins_at, other.ends_at)
        self.meaning.absorb(other.meaning)
        self._count(other, 1)
        self._measure()

    def release(self, other: "Bundle") -> None:
        """Let go of another bundle that was taken in, but for the time that it reaches over."""
        self.total = taken(self.total, other.total)
        self.signs = taken(self.signs, other.signs)
        self.own -= other.own
        self.squared = square(self.total)
        self.size -= other.size
        self.meaning.release(other.meaning)
        self._count(other, -1)
        self._measure()

    def copied(self) -> "Bundle":
        """Another one that holds the same."""
        return replace(
            self,
            names=dict(self.names),
            numbers=dict(self.numbers),
            languages=dict(self.languages),
            moulds=dict(self.moulds),
            meaning=replace(self.meaning),
        )

    def extend(self, *times: datetime | None) -> None:
        """Let it reach to `times`."""
        stated = [at for at in (self.begins_at, self.ends_at, *times) if at is not None]
        if stated:
            self.begins_at, self.ends_at = min(stated), max(stated)

    def retime(self, times: Iterable[datetime | None]) -> None:
        """Let it reach from the first to the last of `times`."""
        self.begins_at = self.ends_at = None
        self.extend(*times)

    def _count(self, other: "Bundle", step: int) -> None:
        _tally(self.names, other.names, step)
        _tally(self.numbers, other.numbers, step)
        _tally(self.languages, other.languages, step)
        _tally(self.moulds, other.moulds, step)

    def _measure(self) -> None:
        pairs = self.size * (self.size - 1)
        reached = (self.squared - self.own) / UNIT_SQUARED
        self.within = max(reached + PRIOR_PAIRS * WITHIN_PRIOR, 1e-6) / (pairs + PRIOR_PAIRS)


def likeness(one: Bundle, other: Bundle, between: int) -> float:
    """How alike two bundles are whose product is `between`: 1 when as alike as each within itself."""
    average = between / UNIT_SQUARED / (one.size * other.size)
    best = average / math.sqrt(one.within * other.within)
    if one.languages.keys() != other.languages.keys():
        best = max(best, _likeness_of_signs(one, other))
    elif one.meaning.count and other.meaning.count:
        best *= factor(one.meaning, other.meaning)  # between languages most models know nothing
    return best * _closeness(one, other)


def find_veto(one: Bundle, other: Bundle) -> str:
    """Why the two cannot be one story however alike their words are; empty when they can."""
    if one.moulds and other.moulds and (series := _dated_apart(one.moulds, other.moulds)):
        return f"both belong to the series “{series}”, with different dates or numbers"
    if one.languages.keys().isdisjoint(other.languages):
        if _share_signs(one, other):
            return ""
        return "they are in different languages and share no names with a number"
    if min(len(one.names), len(other.names)) >= NAMES_MIN and not _shared(
        one.names, other.names, 1
    ):
        return "both name people or places, and share none"
    return ""


def _closeness(one: Bundle, other: Bundle) -> float:
    if one.begins_at is None or other.begins_at is None:
        return 1.0
    assert one.ends_at is not None and other.ends_at is not None, "what begins ends"  # noqa: PT018 - one fact
    if one.begins_at <= other.ends_at and other.begins_at <= one.ends_at:
        return 1.0
    gap = max(one.begins_at - other.ends_at, other.begins_at - one.ends_at).total_seconds()
    return max(FAR_WORTH, 1.0 - gap / SECONDS_PER_DAY / FAR_DAYS)


def _likeness_of_signs(one: Bundle, other: Bundle) -> float:
    if not _share_signs(one, other):
        return 0.0
    lengths = product(one.signs, one.signs) * product(other.signs, other.signs)
    return SIGNS_WORTH * product(one.signs, other.signs) / math.sqrt(lengths)


def _share_signs(one: Bundle, other: Bundle) -> bool:
    """Whether they share a number and names enough to be one story in two languages."""
    numbers = [number for number in one.numbers if number in other.numbers]
    if not numbers:
        return False
    names = _shared(one.names, other.names, SHARED_NAMES_MIN)
    telling = any(number > 0 for number in numbers)
    return names >= SHARED_NAMES_MIN or (telling and names > 0)


def _dated_apart(mine: Mapping[tuple[str, str], int], theirs: Mapping[tuple[str, str], int]) -> str:
    """The series of which both hold parts, but none in common; a date may be told more or less fully."""
    for mould in sorted({series for series, _ in mine} & {series for series, _ in theirs}):
        here = [set(values.split()) for series, values in mine if series == mould]
        there = [set(values.split()) for series, values in theirs if series == mould]
        if not any(one <= other or other <= one for one in here for other in there):
            return mould
    return ""


def _shared(mine: Mapping[int, int], theirs: Mapping[int, int], enough: int) -> int:
    if len(mine) > len(theirs):
        mine, theirs = theirs, mine
    found = 0
    for name in mine:
        found += name in theirs
        if found >= enough:
            break
    return found


def _tally(counts: dict[Key, int], others: Mapping[Key, int], step: int) -> None:
    for key, count in others.items():
        left = counts.get(key, 0) + step * count
        if left:
            counts[key] = left
        else:
            del counts[key]
