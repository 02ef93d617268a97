"""The store, side by side: what editors teach about topics, and the editions that labels are judged by."""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from wiredesk.records.article import Article
from wiredesk.records.topic import Edition, Labels, TopicLesson


class TopicStore(Protocol):
    """Lessons, editions of the topics, and the archive to try topics on."""

    def save_lesson(self, lesson: TopicLesson, *, now: datetime) -> None:
        """Keep what an editor said; the article, when it is past labelling, goes back to it."""
        ...

    def list_lessons(self) -> list[TopicLesson]:
        """The last word on each article and topic, in the order said; what is open again is left out."""
        ...

    def load_edition(self) -> Edition | None:
        """The last edition with its models; None before the first."""
        ...

    def load_edition_number(self) -> int:
        """The number of the last edition; 0 before the first."""
        ...

    def save_edition(self, edition: Edition) -> None:
        """Keep an edition; older ones lose the weights of their models, not what they learned from."""
        ...

    def count_labelled_before(self, number: int) -> int:
        """Articles that an edition older than this one labelled."""
        ...

    def newest_receipt(self) -> datetime | None:
        """When the last article came in; None when none ever did."""
        ...

    def list_labelled(self, *, since: datetime) -> Iterator[tuple[Article, Labels]]:
        """Articles received since then with their labels, by id: any first part is a fair sample."""
        ...
