"""The heat of a story (SCORES.md 4).

    M(t)    = Σ over owners of  max over their articles received by t:  c · 2^(−(t − counted)/h)
    heat(t) = 100 · M^k / (M^k + m50^k)

In: articles with owner, time and frozen weight.  Out: mass and heat at a moment.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from wiredesk.records.calibration import Calibration
from wiredesk.records.story import StoryMember

BACKFILL_MAX: Final = timedelta(hours=48)  # a first poll brings old news; older still is as cold
REBASE_HALF_LIVES: Final = 90.0  # 30 days of 8 hours: 2^90 is still exact enough in a double
SECONDS_PER_HOUR: Final = 3_600.0


def counted_at(member: StoryMember) -> datetime:
    """When a report begins to lose weight: at its receipt.

    What came with the first poll of its source counts from when it was published, at most 48 hours
    before; never from later than its receipt, whatever it claims.
    """
    if not member.is_backfill:
        return member.received_at
    return min(max(member.effective_at, member.received_at - BACKFILL_MAX), member.received_at)


def mass_of(members: Iterable[StoryMember], *, now: datetime, calibration: Calibration) -> float:
    """M: each owner's weightiest report, decayed; those received after `now` do not count yet."""
    return math.fsum(owner_masses(members, now=now, calibration=calibration).values())


def owner_masses(
    members: Iterable[StoryMember], *, now: datetime, calibration: Calibration
) -> dict[str, float]:
    """What each owner adds to M, most first."""
    owners: dict[str, float] = {}
    for member in members:
        worth = member_mass(member, now=now, calibration=calibration)
        if worth > 0:
            owners[member.owner] = max(owners.get(member.owner, 0.0), worth)
    return dict(sorted(owners.items(), key=lambda pair: (-pair[1], pair[0])))


def member_mass(member: StoryMember, *, now: datetime, calibration: Calibration) -> float:
    """What one report is still worth at `now`; 0 when it is not filed, resurfaced, or yet to come."""
    if member.weight is None or member.resurfaced or member.received_at > now:
        return 0.0
    hours = (now - counted_at(member)).total_seconds() / SECONDS_PER_HOUR
    return member.weight.value * math.exp2(-hours / calibration.half_life_hours)


def heat_of(mass: float, calibration: Calibration) -> float:
    """Heat from mass: 0 to 100, 50 at mass_50, 90 at mass_90."""
    # Below this it rounds to 0 in any case, and the power would overflow.
    if mass < 1e-100:
        return 0.0
    ratio = math.pow(calibration.mass_50 / mass, calibration.steepness)
    return 100.0 / (1.0 + ratio)


def when_cooler(
    mass: float, *, by: float, now: datetime, calibration: Calibration
) -> datetime | None:
    """When a story that gets no more coverage will have lost `by` points; None when it is cold.

    Solves heat(M·2^(−Δ/h)) = heat(M) − by for Δ.
    """
    target = heat_of(mass, calibration) - by
    if target < 0.5:
        return _when_cold(mass, now=now, calibration=calibration)
    wanted = calibration.mass_50 * math.pow(target / (100.0 - target), 1.0 / calibration.steepness)
    return now + timedelta(hours=calibration.half_life_hours * math.log2(mass / wanted))


def _when_cold(mass: float, *, now: datetime, calibration: Calibration) -> datetime | None:
    """When it rounds to 0; None when it does so now."""
    if heat_of(mass, calibration) < 0.5:
        return None
    cold = calibration.mass_50 * math.pow(0.5 / 99.5, 1.0 / calibration.steepness)
    hours = calibration.half_life_hours * math.log2(mass / cold)
    return now + timedelta(hours=hours, seconds=1)


@dataclass(slots=True)
class HeatState:
    """The same sum, kept up to date at O(1) an event (forward decay); what replays the log.

    Cormode et al., “Forward Decay”, ICDE 2009: what an article adds is scaled up to its time instead of
    all older ones being scaled down; the scale moves on every 30 days, before it overflows.
    """

    half_life_hours: float
    landmark: datetime
    scaled: dict[str, float] = field(default_factory=dict)
    """Owner to maximum, in the scale of `landmark`."""
    total: float = 0.0

    def add(self, owner: str, weight: float, counted: datetime) -> None:
        """An article of `owner` was filed; its weight decays from `counted` on."""
        if self._half_lives(counted) > REBASE_HALF_LIVES:
            self._rebase(counted)
        worth = weight * math.exp2(self._half_lives(counted))
        before = self.scaled.get(owner, 0.0)
        if worth > before:
            self.scaled[owner] = worth
            self.total += worth - before

    def mass(self, now: datetime) -> float:
        """M at `now`, which is not before the last event."""
        return self.total * math.exp2(-self._half_lives(now))

    def _half_lives(self, moment: datetime) -> float:
        hours = (moment - self.landmark).total_seconds() / SECONDS_PER_HOUR
        return hours / self.half_life_hours

    def _rebase(self, landmark: datetime) -> None:
        factor = math.exp2(-self._half_lives(landmark))
        self.scaled = {owner: worth * factor for owner, worth in self.scaled.items()}
        self.total = math.fsum(self.scaled.values())
        self.landmark = landmark
