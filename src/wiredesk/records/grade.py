"""A grade: quality 0 to 100 with its parts."""

from dataclasses import dataclass

from wiredesk.basics.ids import ArticleId
from wiredesk.records.reason import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the quality score (SCORES.md 5)."""

    part: str
    points: int | None
    """None: unknown; the others are rescaled."""
    max: int
    evidence: str
    """A sentence that says what earned the points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """Step 7's outcome for one article; points shown add up to `quality` unless `cap` is named."""

    article_id: ArticleId
    quality: int
    parts: tuple[Part, ...]
    cap: str = ""
    """`market_report`, `sponsored`, `press_release`, `undated`, or empty."""
    basis: str = "full"
    """`full`, or `metadata` when a part is unknown."""
    is_clickbait: bool = False
    """Its headline is more likely bait than not."""
    is_corrected: bool = False
    """It says what was corrected or updated."""
    reasons: tuple[Reason, ...] = ()
