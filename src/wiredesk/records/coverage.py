"""Coverage: what one report was worth when it was filed, and the log of where it counted since."""

from dataclasses import dataclass
from datetime import datetime

from wiredesk.basics.ids import ArticleId, FamilyId, StoryId
from wiredesk.records.family import Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """c = o · w · r of SCORES.md 4, by its terms; frozen when the article is filed."""

    original: float = 1.0
    """o: 1 for the first of its text, 0.25/n for the n-th further owner, 0 for the same owner again."""
    source: float = 1.0
    """w: 0.25 to 1 by the source's rating; 0.10/n for the n-th owner on probation."""
    base_rate: float = 1.0
    """r: less than 1 for an owner that reports more of everything than others do."""
    on_probation: bool = False

    @property
    def value(self) -> float:
        """What the report is worth when it comes in."""
        return self.original * self.source * self.base_rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """An article was filed: what it is worth, and from when on it loses that."""

    weight: Weight
    counted_at: datetime
    """Its receipt, or earlier for what came with the first poll of its source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """One line of the log: from `at` on the article counts in the story.  Never changed, only added to."""

    at: datetime
    article_id: ArticleId
    story_id: StoryId | None
    """None: from then on it counts nowhere, e.g. because a person rejected it."""
    owner: str
    family_id: FamilyId
    relation: Relation
    weight: float
    received_at: datetime
    counted_at: datetime
    """As in `Filed`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the hub showed of a story from `at` on; its heat follows from the coverage."""

    at: datetime
    story_id: StoryId
    lead: ArticleId
    reports: int
    independent: int
    calibration: int
