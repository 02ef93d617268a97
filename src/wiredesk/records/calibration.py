"""A calibration: the numbers that turn a mass into a heat.  Immutable; each stored heat names one."""

import math
from dataclasses import dataclass
from datetime import datetime
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Half-life and the masses that are worth 50 and 90."""

    number: int
    topic: str = ""
    """Root topic whose stories it is for; empty for those of every other."""
    half_life_hours: float
    mass_50: float
    mass_90: float
    stories: int = 0
    """How many stories of the hub it was made from; 0 for the default."""
    made_at: datetime | None = None

    def __post_init__(self) -> None:
        assert 0 < self.mass_50 < self.mass_90, "mass_50 lies below mass_90"
        assert self.half_life_hours > 0, "reports lose weight"

    @property
    def steepness(self) -> float:
        """K of SCORES.md 4: ln 9 / ln(m90/m50), so that mass_90 is worth 90."""
        return math.log(9) / math.log(self.mass_90 / self.mass_50)


DEFAULT_CALIBRATION: Final = Calibration(number=1, half_life_hours=8.0, mass_50=1.5, mass_90=5.0)
