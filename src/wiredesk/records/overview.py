"""An overview: counts that the desk shows beside what they count."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFigures:
    """What a source brought first in some days."""

    articles: int = 0
    published: int = 0
    copies: int = 0
    last_at: datetime | None = None
    """Receipt of the newest of them."""


NO_FIGURES = SourceFigures()
