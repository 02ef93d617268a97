"""The store's side of lists of what is published."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from wiredesk.basics.ids import ArticleId, StoryId, TopicId
from wiredesk.records.event import Event
from wiredesk.records.listing import Listed, Wanted
from wiredesk.world.store.codec import from_json, moment, seconds, to_json
from wiredesk.world.store.indexing import ALL_TOPICS
from wiredesk.world.store.outbox import event_of
from wiredesk.world.store.standing import StandingStore

BEGIN_OF_TIME: Final = -(2**40)
END_OF_TIME: Final = 2**40
BEHIND_ALL: Final = "~"  # after every id: ids are made of letters and digits


class ListingStore(StandingStore):
    """Lists of what is published: articles whose record is out."""

    def list_out_articles(
        self, wanted: Wanted, *, after: Listed | None, limit: int
    ) -> list[Listed]:
        """Published articles, newest effective time first, then id; those behind `after` when it is given."""
        query = "list_out_articles_of" if wanted.provider else "list_out_articles"
        return self._listed(query, wanted, after=after, limit=limit)

    def list_out_stories(self, wanted: Wanted, *, after: Listed | None, limit: int) -> list[Listed]:
        """Stories by their newest published article that is wanted, in the order of those articles."""
        query = "list_out_stories_of" if wanted.provider else "list_out_stories"
        return self._listed(query, wanted, after=after, limit=limit)

    def _listed(
        self, query: str, wanted: Wanted, *, after: Listed | None, limit: int
    ) -> list[Listed]:
        """The first lines of the lists of all topics; one that stands in several of them is one line."""
        values = _bounds(wanted) | {"limit": limit}
        if after is not None:
            values["until"] = min(values["until"], seconds(after.effective_at))
            values["after"] = after.article_id
        if wanted.provider:
            values["provider"] = wanted.provider
        if "stories" in query:
            values |= {"heat_min": wanted.heat_min, "topics": to_json(_topics(wanted))}
        else:
            del values["before"]
        rows = {
            row
            for topic in _topics(wanted)
            for row in self._database.rows(query, values | {"topic": topic})
        }
        return [
            Listed(
                effective_at=moment(row[0]),
                article_id=ArticleId(row[1]),
                story_id=StoryId(row[2]) if len(row) > 2 else None,
            )
            for row in sorted(rows, key=lambda row: (-row[0], row[1]))[:limit]
        ]

    def find_out_stories(self, story_ids: Sequence[StoryId], wanted: Wanted) -> set[StoryId]:
        """Which of these stories have a published article that is wanted."""
        values = _bounds(wanted) | {
            "stories": to_json(list(story_ids)),
            "topics": to_json(_topics(wanted)),
            "provider": wanted.provider,
        }
        del values["until"], values["after"]
        return {StoryId(row[0]) for row in self._database.rows("find_out_stories", values)}

    def list_out_topics(
        self, article_ids: Sequence[ArticleId]
    ) -> Mapping[ArticleId, frozenset[TopicId]]:
        """Topics of those of these articles that are published."""
        found: dict[ArticleId, set[TopicId]] = {}
        for article, topic in self._of("list_out_topics", article_ids):
            topics = found.setdefault(ArticleId(article), set())
            if topic != ALL_TOPICS:
                topics.add(TopicId(topic))
        return {article: frozenset(topics) for article, topics in found.items()}

    def list_changes(self, *, after: int, limit: int) -> list[Event]:
        """The last event of each article, in order, where its number is above `after`."""
        rows = self._database.rows("list_changes", {"after": after, "limit": limit})
        return list(map(event_of, rows))

    def find_event_before(self, at: datetime | None) -> int:
        """Number of the last event before then, or of all; 0 when there is none."""
        asked = (END_OF_TIME if at is None else seconds(at),)
        row = self._database.row("find_event_before", asked)
        return int(row[0]) if row else 0

    def list_topics_told(
        self, article_ids: Sequence[ArticleId]
    ) -> Mapping[ArticleId, frozenset[str]]:
        """Names of all topics that these articles' records had at any event that is kept."""
        found: dict[ArticleId, frozenset[str]] = {}
        for row in self._of("list_topics_told", article_ids):
            one = ArticleId(row[0])
            found[one] = found.get(one, frozenset()) | from_json(row[1], frozenset[str])
        return found

    def list_out_providers(self, *, after: str, limit: int) -> list[str]:
        """Domains of providers with a published article, by domain; those behind `after`."""
        rows = self._database.rows("list_out_providers", {"after": after, "limit": limit})
        return [row[0] for row in rows]


def _topics(wanted: Wanted) -> list[str]:
    return list(wanted.topics) or [ALL_TOPICS]


def _bounds(wanted: Wanted) -> dict[str, Any]:
    """From when until when: `until` is the last moment taken, of which nothing is behind every id."""
    before = END_OF_TIME if wanted.until is None else seconds(wanted.until)
    return {
        "since": BEGIN_OF_TIME if wanted.since is None else seconds(wanted.since),
        "until": before,
        "before": before,
        "after": BEHIND_ALL,
        "language": wanted.language,
        "quality_min": wanted.quality_min,
    }
