"""Lists of what is published: what is asked for, and where it stands."""

from dataclasses import dataclass
from datetime import datetime

from wiredesk.basics.ids import ArticleId, StoryId, TopicId


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a list shall hold; an empty field leaves all in."""

    topics: tuple[TopicId, ...] = ()
    """Under one of them."""
    provider: str = ""
    language: str = ""
    quality_min: int = 0
    heat_min: int = 0
    """Of its story."""
    since: datetime | None = None
    """Effective then or later."""
    until: datetime | None = None
    """Effective before."""


EVERYTHING = Wanted()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One line of a list, newest first, then by id: where it stands is where the next part goes on."""

    effective_at: datetime
    article_id: ArticleId
    story_id: StoryId | None = None
