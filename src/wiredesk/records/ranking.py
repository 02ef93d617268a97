"""A ranking: how hot a story is, and which article stands for it."""

from dataclasses import dataclass
from datetime import datetime

from wiredesk.basics.ids import ArticleId, StoryId
from wiredesk.records.reason import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """Step 8's outcome for one story."""

    story_id: StoryId
    heat: int
    """0 to 100, rounded half up."""
    mass: float
    """M of SCORES.md 4: independent reports, decayed."""
    lead: ArticleId
    best: tuple[ArticleId, ...] = ()
    """The best report of each owner, best quality first; at most 7, from which each member's `related`
    leaves out its own owner and its own family."""
    reports: int = 0
    """Articles in the story."""
    independent: int = 0
    """Owners that report for themselves."""
    calibration: int = 1
    """Number of the heat calibration that was used."""
    topic: str = ""
    """Root topic that it was calibrated for when it was first ranked; empty when it had none."""
    due_at: datetime | None = None
    """When the number will have moved enough to look again; None when it has cooled."""
    reasons: tuple[Reason, ...] = ()
