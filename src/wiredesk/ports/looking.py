"""The store, side by side: what can be looked at, and what goes back to an earlier step."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from wiredesk.basics.ids import ArticleId, StoryId
from wiredesk.records.article import Article
from wiredesk.records.hold import Bucket
from wiredesk.records.outcome import Outcome, Stage
from wiredesk.records.provider import Provider
from wiredesk.records.story import Story
from wiredesk.records.work import ArticleLine, ProviderRecord, PublishWork


class LookingStore(Protocol):
    """What can be looked at, and what goes back to an earlier step."""

    # --- looking ---------------------------------------------------------------------------------

    def find_article(self, id_or_url: str) -> ArticleLine | None:
        """One article by id, address, canonical address or record path; aliases resolved."""
        ...

    def load_article(self, article_id: ArticleId) -> Article | None:
        """What was read; None before it was read."""
        ...

    def load_story(self, story_id: StoryId) -> Story | None:
        """A story, redirects followed."""
        ...

    def list_family(self, article_id: ArticleId) -> list[ArticleId]:
        """The articles of its family, itself among them, in order of receipt; none before it was matched."""
        ...

    def list_outcomes(self, subject: str) -> list[Outcome]:
        """What was decided about an article, source or story, in route order."""
        ...

    def list_stories(self, *, since: datetime, limit: int) -> list[Story]:
        """Stories with a published member received since then, hottest first, then id."""
        ...

    def list_lines(self, article_ids: Sequence[ArticleId]) -> list[ArticleLine]:
        """Lines of these articles, in the order asked for."""
        ...

    def list_provider_records(
        self, domains: Sequence[str]
    ) -> list[tuple[Provider, ProviderRecord]]:
        """Providers with what our own archive says of them, in the order asked for."""
        ...

    def list_published(self, *, limit: int) -> list[ArticleId]:
        """Published articles, newest effective time first, then id."""
        ...

    def load_publish_work(
        self, article_ids: Sequence[ArticleId], *, related: bool = True
    ) -> list[PublishWork]:
        """As `list_publish_work`, for these articles whatever their stage; for building pages.

        Without `related` it comes without the reports beside it.
        """
        ...

    def count_buckets(self) -> Mapping[tuple[Bucket, str], int]:
        """Articles by bucket and cause (first hold reason, failure, stage), summing to all of them."""
        ...

    def count_articles(self) -> int:
        """All articles that ever came in."""
        ...

    # --- going back ------------------------------------------------------------------------------

    def rewind(self, stage: Stage, *, below_version: int | None, now: datetime) -> int:
        """Send articles that passed `stage` back to it; only older versions when given; how many."""
        ...

    def save_imported(
        self, articles: Sequence[tuple[Article, str, bytes]], *, now: datetime
    ) -> int:
        """Articles of another hub with record path and bytes; begin at stage match; how many new."""
        ...

    def load_robots(self, host: str) -> bytes | None:
        """What is kept of a host's robots.txt; None when nothing is."""
        ...

    def save_robots(self, host: str, kept: bytes) -> None:
        """Keep a host's robots.txt."""
        ...
