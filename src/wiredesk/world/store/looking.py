"""The store's side of everybody who only looks."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from wiredesk.basics.ids import ArticleId, StoryId, article_id
from wiredesk.basics.urls import canonical_url
from wiredesk.records.article import Article, Kind
from wiredesk.records.family import Relation
from wiredesk.records.hold import Bucket
from wiredesk.records.outcome import Outcome, Stage
from wiredesk.records.reason import Reason
from wiredesk.records.story import Story
from wiredesk.records.work import ArticleLine
from wiredesk.world.store.codec import from_json, moment, moment_or_none, seconds
from wiredesk.world.store.connection import Row
from wiredesk.world.store.standing import StandingStore

ROUTE: Final = {stage.value: place for place, stage in enumerate(Stage)}


class LookingStore(StandingStore):
    """What people ask; changes nothing."""

    def find_article(self, id_or_url: str) -> ArticleLine | None:
        """One article by id, address, canonical address or record path; aliases resolved."""
        canonical = canonical_url(id_or_url) or id_or_url
        # The page may have claimed another address than the feed gave: the id is made of the latter.
        asked = {"key": id_or_url, "canonical": canonical, "entry": article_id(canonical)}
        row = self._database.row("find_article", asked)
        lines = self.list_lines([ArticleId(row[0])]) if row else []
        return lines[0] if lines else None

    def load_article(self, article_id: ArticleId) -> Article | None:
        """What was read; None before it was read."""
        return self._readings([article_id]).get(article_id)

    def load_story(self, story_id: StoryId) -> Story | None:
        """A story, redirects followed."""
        row = self._database.row("resolve_story", (story_id,))
        found = self._load_stories([row[0] if row else story_id])
        return found[0] if found else None

    def list_family(self, article_id: ArticleId) -> list[ArticleId]:
        """The articles of its family, itself among them, in order of receipt."""
        return [ArticleId(row[0]) for row in self._database.rows("list_family", (article_id,))]

    def list_outcomes(self, subject: str) -> list[Outcome]:
        """What was decided about an article, source or story, in route order."""
        rows = self._database.rows("list_outcomes", (subject,))
        return [
            Outcome(
                subject=row[0],
                step=Stage(row[1]),
                version=row[2],
                at=moment(row[3]),
                reasons=from_json(row[4], tuple[Reason, ...]),
                verdict=row[5].encode(),
            )
            for row in sorted(rows, key=lambda row: ROUTE[row[1]])
        ]

    def list_stories(self, *, since: datetime, limit: int) -> list[Story]:
        """Stories with a published member received since then, hottest first, then id."""
        rows = self._database.rows("list_stories", {"since": seconds(since), "limit": limit})
        return self._load_stories([row[0] for row in rows])

    def _load_stories(self, ids: Sequence[str]) -> list[Story]:
        """These stories in the order asked for; redirects and unknown ones are left out."""
        members: dict[str, list[ArticleId]] = {one: [] for one in ids}
        for row in self._of("list_story_members", ids):
            members[row[0]].append(ArticleId(row[1]))
        found = {row[0]: row for row in self._of("load_stories", ids)}
        return [_story(found[one], members[one]) for one in ids if one in found]

    def list_lines(self, article_ids: Sequence[ArticleId]) -> list[ArticleLine]:
        """Lines of these articles, in the order asked for."""
        rows = self._of("list_lines_of", article_ids)
        origins = self._origins(row[8] for row in rows if row[8])
        lines = {row[0]: _line(row, origins.get(row[8])) for row in rows}
        return [lines[one] for one in article_ids if one in lines]

    def list_published(self, *, limit: int) -> list[ArticleId]:
        """Published articles, newest effective time first, then id."""
        return [ArticleId(row[0]) for row in self._database.rows("list_published", (limit,))]

    def count_buckets(self) -> Mapping[tuple[Bucket, str], int]:
        """Articles by bucket and cause, summing to all of them."""
        rows = self._database.rows("count_buckets")
        return {(Bucket(row[0]), row[1]): row[2] for row in rows}

    def count_articles(self) -> int:
        """All articles that ever came in."""
        row = self._database.row("count_articles")
        return int(row[0]) if row else 0


def _story(row: Row, members: Sequence[ArticleId]) -> Story:
    return Story(
        id=StoryId(row[0]),
        lead=ArticleId(row[1]) if row[1] else None,
        heat=row[2],
        ranked_at=moment_or_none(row[3]),
        members=tuple(members),
        reports=row[4],
        independent=row[5],
    )


def _line(row: Row, origin: ArticleId | None) -> ArticleLine:
    return ArticleLine(
        id=row[0],
        source_id=row[1],
        url=row[2],
        title=row[3],
        provider=row[4],
        stage=row[5],
        bucket=Bucket(row[6]),
        received_at=moment(row[7]),
        family_id=row[8],
        relation=Relation(row[9]) if row[9] else None,
        story_id=row[10],
        quality=row[11],
        kind=Kind(row[12]) if row[12] else None,
        failure=row[13],
        origin=origin if origin != row[0] else None,
    )
