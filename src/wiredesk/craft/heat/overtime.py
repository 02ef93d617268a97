"""How hot a story was at any time: what its page draws.

In: the log of its coverage, its calibration, and until when.  Out: moments with the heat at each, jumps included.
"""

import math
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import Final

from wiredesk.craft.heat.formula import HeatState, heat_of
from wiredesk.records.calibration import Calibration
from wiredesk.records.coverage import Coverage

SAMPLES: Final = 48  # between the first report and the end: a curve of three letters' width each
JUMPS_MAX: Final = 60  # reports that are drawn as a step; the samples show the others


def heat_over_time(
    coverage: Sequence[Coverage], calibration: Calibration, *, until: datetime
) -> tuple[tuple[datetime, int], ...]:
    """Moments in order, each with the heat then; nothing for a story without coverage by `until`.

    A report is a step: its moment stands twice, with the heat before it and with it.
    """
    lines = sorted(
        (line for line in coverage if line.received_at <= until),
        key=lambda line: (line.received_at, line.article_id),
    )
    if not lines:
        return ()
    begin = lines[0].received_at
    state = HeatState(half_life_hours=calibration.half_life_hours, landmark=lines[0].counted_at)
    told: list[tuple[datetime, int]] = []
    rest = list(reversed(lines))
    for moment, is_step in _moments(lines, begin, until):
        if is_step and moment != begin:
            told.append((moment, _heat(state, moment, calibration)))
        while rest and rest[-1].received_at <= moment:
            line = rest.pop()
            state.add(line.owner, line.weight, line.counted_at)
        told.append((moment, _heat(state, moment, calibration)))
    return tuple(told)


def _heat(state: HeatState, moment: datetime, calibration: Calibration) -> int:
    return math.floor(heat_of(state.mass(moment), calibration) + 0.5)


def _moments(
    lines: Sequence[Coverage], begin: datetime, until: datetime
) -> list[tuple[datetime, bool]]:
    """When to look, and whether a report came in then; seconds are fine enough."""
    steps = sorted({line.received_at for line in lines})
    if len(steps) > JUMPS_MAX:
        steps = [one for one, following in pairwise([*steps, until]) if (following - one).seconds]
        steps = steps[:: math.ceil(len(steps) / JUMPS_MAX)]
    even = {
        (begin + (until - begin) * (place / SAMPLES)).replace(microsecond=0)
        for place in range(SAMPLES + 1)
    }
    looks = {one: False for one in even if begin <= one <= until} | {until: False}
    return sorted((looks | dict.fromkeys(steps, True)).items())
