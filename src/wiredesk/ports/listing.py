"""The store, side by side: lists of what is published, long or short, in an order that inserts do not disturb."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from wiredesk.basics.ids import ArticleId, StoryId, TopicId
from wiredesk.records.event import Event
from wiredesk.records.listing import Listed, Wanted


class ListingStore(Protocol):
    """Lists of what is published: articles whose record is out."""

    def list_out_articles(
        self, wanted: Wanted, *, after: Listed | None, limit: int
    ) -> list[Listed]:
        """Published articles, newest effective time first, then id; those behind `after` when it is given."""
        ...

    def list_out_stories(self, wanted: Wanted, *, after: Listed | None, limit: int) -> list[Listed]:
        """Stories by their newest published article that is wanted, in the order of those articles."""
        ...

    def find_out_stories(self, story_ids: Sequence[StoryId], wanted: Wanted) -> set[StoryId]:
        """Which of these stories have a published article that is wanted."""
        ...

    def list_out_topics(
        self, article_ids: Sequence[ArticleId]
    ) -> Mapping[ArticleId, frozenset[TopicId]]:
        """Topics of those of these articles that are published."""
        ...

    def list_changes(self, *, after: int, limit: int) -> list[Event]:
        """The last event of each article, in order, where its number is above `after`."""
        ...

    def find_event_before(self, at: datetime | None) -> int:
        """Number of the last event before then, or of all; 0 when there is none."""
        ...

    def list_topics_told(
        self, article_ids: Sequence[ArticleId]
    ) -> Mapping[ArticleId, frozenset[str]]:
        """Names of all topics that these articles' records had at any event that is kept."""
        ...

    def list_out_providers(self, *, after: str, limit: int) -> list[str]:
        """Domains of providers with a published article, by domain; those behind `after`."""
        ...
