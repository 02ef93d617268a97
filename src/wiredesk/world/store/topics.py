"""The store's side of topics: lessons, editions, and the archive to try topics on."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from wiredesk.records.article import Article
from wiredesk.records.topic import Edition, Labels, Lesson, TopicLesson, TopicModel
from wiredesk.world.store.codec import from_json, moment_or_none, seconds, to_json
from wiredesk.world.store.standing import StandingStore, lesson_of


class TopicStore(StandingStore):
    """What editors teach about topics, and what labels are judged by."""

    def save_lesson(self, lesson: TopicLesson, *, now: datetime) -> None:
        """Keep what an editor said; the article, when it is past labelling, goes back to it."""
        said = {
            "id": lesson.article_id,
            "topic": lesson.topic,
            "lesson": lesson.lesson.value,
            "by": lesson.by,
            "at": seconds(lesson.at),
        }
        with self._database.transaction():
            if self._database.write("save_lesson", said):
                self._database.write("label_again", {"id": lesson.article_id, "now": seconds(now)})

    def list_lessons(self) -> list[TopicLesson]:
        """The last word on each article and topic, in the order said; what is open again is left out."""
        lessons = [lesson_of(row) for row in self._database.rows("list_lessons")]
        return [lesson for lesson in lessons if lesson.lesson is not Lesson.OPEN]

    def load_edition(self) -> Edition | None:
        """The last edition with its models; None before the first."""
        row = self._database.row("load_edition")
        if row is None:
            return None
        models = from_json(row[1] or "[]", tuple[TopicModel, ...])
        return replace(from_json(row[0], Edition), models=models)

    def load_edition_number(self) -> int:
        """The number of the last edition; 0 before the first."""
        row = self._database.row("load_edition_number")
        return int(row[0]) if row else 0

    def save_edition(self, edition: Edition) -> None:
        """Keep an edition; older ones lose the weights of their models, not what they learned from."""
        told = tuple(replace(model, features=b"", weights=b"") for model in edition.models)
        columns = {
            "number": edition.number,
            "body": to_json(replace(edition, models=told)),
            "models": to_json(edition.models),
        }
        with self._database.transaction():
            self._database.write("save_edition", columns)
            self._database.write("forget_models", {"number": edition.number})

    def count_labelled_before(self, number: int) -> int:
        """Articles that an edition older than this one labelled."""
        row = self._database.row("count_labelled_before", (number,))
        return int(row[0]) if row else 0

    def newest_receipt(self) -> datetime | None:
        """When the last article came in; None when none ever did."""
        row = self._database.row("newest_receipt")
        return moment_or_none(row[0]) if row else None

    def list_labelled(self, *, since: datetime) -> Iterator[tuple[Article, Labels]]:
        """Articles received since then with their labels, by id: any first part is a fair sample."""
        rows = self._parts("list_labelled", key="after", begin="", since=seconds(since))
        for _, article, labels in rows:
            yield from_json(article, Article), from_json(labels, Labels)
