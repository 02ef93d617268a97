"""Step 6 of 10: which topics is this article about?

In: an article.  Out: labels with the words that earned them.  Next: `grade`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from wiredesk.craft.topics import TopicMatcher
from wiredesk.ports import Store
from wiredesk.records.outcome import Stage
from wiredesk.records.topic import Labels
from wiredesk.records.work import LabelWork


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelStep:
    """Reads title and text once for all topics of the hub."""

    stage: ClassVar[Stage] = Stage.LABEL
    version: ClassVar[int] = 1
    batch: ClassVar[int] = 500

    store: Store
    matcher: TopicMatcher

    def pending(self, *, now: datetime, limit: int) -> Sequence[LabelWork]:
        """Articles in order of receipt."""
        return self.store.list_label_work(now=now, limit=limit)

    async def decide(self, batch: Sequence[LabelWork], *, now: datetime) -> Sequence[Labels]:
        """Labels for each; time plays no part."""
        return [
            self.matcher.label(
                article_id=work.article.id,
                title=work.article.title,
                text=f"{work.article.excerpt}\n\n{work.article.text}",
                source=work.article.provider,
                language=work.article.language,
            )
            for work in batch
        ]

    def save(self, done: Sequence[Labels], *, now: datetime) -> None:
        """Labels of the whole batch."""
        self.store.save_labels(done, version=self.version, now=now)
