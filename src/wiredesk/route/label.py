"""Step 6 of 10: which topics is this article about?

In: an article, and what editors say of it.  Out: labels with the words that earned them.  Next: `grade`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Final

from wiredesk.craft.topics import TopicMatcher, compile_topics
from wiredesk.ports import Store
from wiredesk.records.article import Article
from wiredesk.records.outcome import Stage
from wiredesk.records.topic import Edition, Labels, Topic, TopicLesson
from wiredesk.records.work import LabelWork

CODE_VERSION: Final = 2
"""Rises when the same article, topics and models may give another label: a new edition follows."""
FIRST_EDITION: Final = 2  # outcomes from before there were editions name version 1


@dataclass(slots=True, kw_only=True)
class LabelStep:
    """Reads title and text once for all topics of the hub, by the last edition of topics and models."""

    stage: ClassVar[Stage] = Stage.LABEL
    batch: ClassVar[int] = 500

    store: Store
    topics: Sequence[Topic]
    edition: Edition
    matcher: TopicMatcher = field(init=False)

    def __post_init__(self) -> None:
        self.matcher = compile_topics(self.topics, self.edition.models)

    @property
    def version(self) -> int:
        """The edition: it rises when a topic's file, a model or this code changes."""
        return self.edition.number

    def pending(self, *, now: datetime, limit: int) -> Sequence[LabelWork]:
        """Articles in order of receipt; a newer edition, as after a lesson, is taken up first."""
        if self.store.load_edition_number() != self.edition.number:
            self.edition = self.store.load_edition() or self.edition
            self.matcher = compile_topics(self.topics, self.edition.models)
        return self.store.list_label_work(now=now, limit=limit)

    async def decide(self, batch: Sequence[LabelWork], *, now: datetime) -> Sequence[Labels]:
        """Labels for each; time plays no part."""
        return [label_article(self.matcher, work.article, work.lessons) for work in batch]

    def save(self, done: Sequence[Labels], *, now: datetime) -> None:
        """Labels of the whole batch."""
        self.store.save_labels(done, version=self.version, now=now)


def label_article(
    matcher: TopicMatcher, article: Article, lessons: Sequence[TopicLesson] = ()
) -> Labels:
    """The topics of an article that was read."""
    return matcher.label(
        article_id=article.id,
        title=article.title,
        text=text_of(article),
        source=article.provider,
        language=article.language,
        lessons=lessons,
    )


def text_of(article: Article) -> str:
    """What of an article counts for its topics besides the title."""
    return f"{article.excerpt}\n\n{article.text}"
