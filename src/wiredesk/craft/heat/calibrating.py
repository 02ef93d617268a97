"""A calibration from a hub's own stories: which mass is usual there, and which is rare.

In: the log of coverage; the greatest mass that each story had.  Out: the masses that are worth 50 and 90.
"""

import math
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from wiredesk.basics.ids import StoryId
from wiredesk.craft.heat.formula import HeatState
from wiredesk.records.calibration import Calibration
from wiredesk.records.coverage import Coverage

USUAL: Final = 0.80  # one story in five is worth more than 50
RARE: Final = 0.98  # one in fifty more than 90
PRIOR: Final = 200  # stories' worth of belief in what held before: a quiet month changes little
MASS_50_BOUNDS: Final = (0.75, 6.0)  # so that no flood of stories makes one report hot, or ten cold
RATIO_BOUNDS: Final = (2.0, 10.0)  # of mass_90 to mass_50
MOVE_MIN: Final = 0.05  # a mass that moved by less is left as it was


def peak_masses(coverage: Iterable[Coverage], *, half_life_hours: float) -> dict[StoryId, float]:
    """The greatest mass that each story had, from lines of the log in its order; O(1) a line."""
    states: dict[StoryId, HeatState] = {}
    seen: dict[StoryId, datetime] = {}
    peaks: dict[StoryId, float] = {}
    for line in coverage:
        story = line.story_id
        if story is None:
            continue
        if story not in states:
            states[story] = HeatState(half_life_hours=half_life_hours, landmark=line.counted_at)
        states[story].add(line.owner, line.weight, line.counted_at)
        # A report that was moved here comes late in the log: the mass is that of the latest moment.
        seen[story] = max(seen.get(story, line.received_at), line.received_at)
        peaks[story] = max(peaks.get(story, 0.0), states[story].mass(seen[story]))
    return peaks


def calibrate(peaks: Sequence[float], *, prior: Calibration) -> tuple[float, float]:
    """mass_50 and mass_90 of a topic from the peaks of its stories, drawn towards `prior`.

    A quantile counts as much as there are stories, the prior as 200 of them, as geometric means: a mass
    is a scale.  Both are bounded, and rounded to what a reason shows.
    """
    usual = _drawn(_quantile(peaks, USUAL), prior.mass_50, stories=len(peaks))
    rare = _drawn(_quantile(peaks, RARE), prior.mass_90, stories=len(peaks))
    mass_50 = min(max(usual, MASS_50_BOUNDS[0]), MASS_50_BOUNDS[1])
    mass_90 = min(max(rare, mass_50 * RATIO_BOUNDS[0]), mass_50 * RATIO_BOUNDS[1])
    return round(mass_50, 3), round(mass_90, 3)


def has_moved(masses: tuple[float, float], present: Calibration) -> bool:
    """Whether new masses differ enough from the present ones to be written down."""
    pairs = zip(masses, (present.mass_50, present.mass_90), strict=True)
    return any(abs(math.log(new / old)) > MOVE_MIN for new, old in pairs)


def _drawn(seen: float, believed: float, *, stories: int) -> float:
    if seen <= 0:
        return believed
    logs = stories * math.log(seen) + PRIOR * math.log(believed)
    return math.exp(logs / (stories + PRIOR))


def _quantile(peaks: Sequence[float], share: float) -> float:
    """The least peak that `share` of the stories do not pass; 0 of none."""
    if not peaks:
        return 0.0
    return sorted(peaks)[max(math.ceil(share * len(peaks)) - 1, 0)]
