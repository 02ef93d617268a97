"""A story: articles about one happening."""

from dataclasses import dataclass
from datetime import datetime

from wiredesk.basics.ids import ArticleId, FamilyId, StoryId
from wiredesk.records.article import Kind
from wiredesk.records.coverage import Weight
from wiredesk.records.family import Relation
from wiredesk.records.reason import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryVerdict:
    """Step 5's outcome for one article."""

    article_id: ArticleId
    story_id: StoryId
    score: float = 0.0
    """Average similarity to the best three members, 0 to 1; 0 when it began the story."""
    rivals: tuple[tuple[StoryId, float], ...] = ()
    """The stories it did not join, best first, with their scores."""
    merged: tuple[StoryId, ...] = ()
    """Stories that this article joined into `story_id`; their ids redirect."""
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryMember:
    """What ranking and related coverage need of one article of a story."""

    article_id: ArticleId
    provider: str
    owner: str
    family_id: FamilyId
    relation: Relation
    is_origin: bool
    quality: int
    received_at: datetime
    effective_at: datetime
    weight: Weight | None = None
    """c of SCORES.md 4, frozen when the article was filed; None until then."""
    resurfaced: bool = False
    is_backfill: bool = False
    """It came with the first poll of its source, so it may be older than its receipt."""
    kind: Kind | None = None
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A story as the store keeps it."""

    id: StoryId
    lead: ArticleId | None
    heat: int
    """0 to 100 (SCORES.md 4), as of `ranked_at`."""
    ranked_at: datetime | None
    members: tuple[ArticleId, ...]
    """By received_at, then id."""
    reports: int = 0
    independent: int = 0
    """Owners that report for themselves."""
