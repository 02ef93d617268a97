"""The heat of a story (SCORES.md 4).

    M(t)    = Σ over owners of  max over their articles received by t:  c · 2^(−(t − received)/h)
    heat(t) = 100 · M^k / (M^k + m50^k)

In: articles with owner, time and frozen weight.  Out: mass and heat at a moment.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from wiredesk.craft.heat.calibration import Calibration
from wiredesk.records.story import StoryMember

REBASE_HALF_LIVES: Final = 90.0  # 30 days of 8 hours: 2^90 is still exact enough in a double
SECONDS_PER_HOUR: Final = 3_600.0


def mass_of(members: Iterable[StoryMember], *, now: datetime, calibration: Calibration) -> float:
    """M: each owner's weightiest report, decayed; those received after `now` do not count yet."""
    return math.fsum(_owners(members, now=now, calibration=calibration).values())


def owner_masses(
    members: Iterable[StoryMember], *, now: datetime, calibration: Calibration
) -> dict[str, float]:
    """What each owner adds to M, most first."""
    owners = _owners(members, now=now, calibration=calibration)
    return dict(sorted(owners.items(), key=lambda pair: (-pair[1], pair[0])))


def heat_of(mass: float, calibration: Calibration) -> float:
    """Heat from mass: 0 to 100, 50 at mass_50, 90 at mass_90."""
    if mass <= 0:
        return 0.0
    # In this form neither tiny nor huge masses overflow.
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


def _owners(
    members: Iterable[StoryMember], *, now: datetime, calibration: Calibration
) -> dict[str, float]:
    owners: dict[str, float] = {}
    for member in members:
        if member.received_at > now or member.weight <= 0 or member.resurfaced:
            continue
        hours = (now - member.received_at).total_seconds() / SECONDS_PER_HOUR
        worth = member.weight * math.exp2(-hours / calibration.half_life_hours)
        owners[member.owner] = max(owners.get(member.owner, 0.0), worth)
    return owners


@dataclass(slots=True)
class HeatState:
    """The same sum, kept up to date at O(1) an event (forward decay).

    Cormode et al., “Forward Decay”, ICDE 2009: what an article adds is scaled up to its time instead of
    all older ones being scaled down; the scale moves on before it overflows.
    """

    calibration: Calibration
    landmark: datetime
    scaled: dict[str, float] = field(default_factory=dict)
    """Owner to maximum, in the scale of `landmark`."""
    total: float = 0.0

    def add(self, owner: str, weight: float, received_at: datetime) -> None:
        """An article of `owner` was filed."""
        if self._half_lives(received_at) > REBASE_HALF_LIVES:
            self._rebase(received_at)
        worth = weight * math.exp2(self._half_lives(received_at))
        before = self.scaled.get(owner, 0.0)
        if worth > before:
            self.scaled[owner] = worth
            self.total += worth - before

    def mass(self, now: datetime) -> float:
        """M at `now`, which is not before the last event."""
        return self.total * math.exp2(-self._half_lives(now))

    def merge(self, other: "HeatState") -> None:
        """Take over the owners of an absorbed story."""
        shift = self._half_lives(other.landmark)
        for owner, worth in other.scaled.items():
            moved = worth * math.exp2(shift)
            before = self.scaled.get(owner, 0.0)
            if moved > before:
                self.scaled[owner] = moved
                self.total += moved - before

    def _half_lives(self, moment: datetime) -> float:
        hours = (moment - self.landmark).total_seconds() / SECONDS_PER_HOUR
        return hours / self.calibration.half_life_hours

    def _rebase(self, landmark: datetime) -> None:
        factor = math.exp2(-self._half_lives(landmark))
        self.scaled = {owner: worth * factor for owner, worth in self.scaled.items()}
        self.total = math.fsum(self.scaled.values())
        self.landmark = landmark
