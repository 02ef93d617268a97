"""Topics as a person works on them: teach one, try one on the archive, settle what labels are judged by.

In: topics, the store, what an editor says.  Out: lessons and editions in the store; what would change.
Labels nothing itself: that is step `label`, by the edition that is settled here.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Final

import msgspec

from wiredesk.basics.errors import UsageError
from wiredesk.basics.ids import ArticleId, TopicId
from wiredesk.craft.topics import (
    EXAMPLES_MIN,
    Example,
    TopicMatcher,
    can_learn,
    check_topics,
    compile_topics,
    digest_examples,
    make_example,
    train_topic,
)
from wiredesk.ports import Store
from wiredesk.records.article import Article
from wiredesk.records.topic import Edition, Label, Labels, Lesson, Topic, TopicLesson, TopicModel
from wiredesk.records.work import ArticleLine
from wiredesk.route.label import CODE_VERSION, FIRST_EDITION, label_article, text_of

# Articles of which no word of the query speaks, taken as "not on it": with them general news does not
# look like the topic (docs/decisions/0017-topic-model.md).
BACKGROUND_ARTICLES: Final = 300
SAMPLE_ARTICLES: Final = 2_000  # looked at for them
_EVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught:
    """What came of lessons on one topic."""

    articles: tuple[ArticleLine, ...]
    topic: Topic
    yes: int
    no: int
    """Examples that the topic has now, seeds included."""
    model: TopicModel | None
    """None while there are too few."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An article that a topic would gain or lose."""

    article: Article
    gains: bool
    label: Label
    """The one that it would get, or the one that it has."""
    why: str
    """Why it would be lost; empty for a gain, whose label says why."""


def settle_edition(store: Store, topics: Sequence[Topic], *, now: datetime) -> Edition:
    """The edition for these topics and all lessons; models are trained and saved where that is new."""
    last = store.load_edition()
    known = {model.topic: model for model in last.models} if last else {}
    models = tuple(_models(store, topics, known))
    digest = _digest(topics, models)
    if last and last.digest == digest:
        return last
    edition = Edition(
        number=max(last.number + 1 if last else 0, FIRST_EDITION),
        at=now,
        digest=digest,
        versions=tuple((topic.id, topic.version) for topic in topics),
        models=models,
    )
    store.save_edition(edition)
    return edition


def teach(
    store: Store, topics: Sequence[Topic], lessons: Sequence[TopicLesson], *, now: datetime
) -> Taught:
    """Keep what an editor says of articles and one topic, learn from it, have the articles labelled again.

    An article is named by id, address or record path.  UsageError when the topic or an article is
    unknown, or one was not read yet; then nothing is kept.
    """
    asked = lessons[0].topic
    topic = next((one for one in topics if one.id == asked), None)
    if topic is None:
        known = ", ".join(one.id for one in topics) or "none"
        raise UsageError("is no topic.", subject=asked, remedy=f"There are: {known}.")
    lines = [_article_of(store, lesson.article_id) for lesson in lessons]
    for lesson, line in zip(lessons, lines, strict=True):
        store.save_lesson(replace(lesson, article_id=line.id), now=now)
    edition = settle_edition(store, topics, now=now)
    examples = _examples(store, topic, _lessons_by_topic(store).get(topic.id, []))
    about = sum(example.is_about for example in examples)
    return Taught(
        articles=tuple(lines),
        topic=topic,
        yes=about,
        no=len(examples) - about,
        model=next((model for model in edition.models if model.topic == topic.id), None),
    )


def _article_of(store: Store, named: str) -> ArticleLine:
    line = store.find_article(named)
    if line is None or store.load_article(line.id) is None:
        raise UsageError(
            "is no article that was read." if line else "is no article of this hub.",
            subject=named,
            remedy="Give its id, its address, or the path of its record.",
        )
    return line


def find_changes(
    store: Store, topics: Sequence[Topic], topic: Topic, *, days: int
) -> Iterator[Change]:
    """What `topic` in this form would gain and lose among the articles of the last `days` of the archive."""
    for one in judge_archive(store, topics, topic, days=days):
        if one.after and not one.before:
            yield Change(article=one.article, gains=True, label=one.after, why="")
        if one.before and not one.after:
            yield Change(article=one.article, gains=False, label=one.before, why=one.why)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """An article with a topic's label as it has it, and as it would have it."""

    article: Article
    before: Label | None
    after: Label | None
    why: str
    """Why it would be lost; empty when it would not."""


def judge_archive(
    store: Store, topics: Sequence[Topic], topic: Topic, *, days: int
) -> Iterator[Compared]:
    """Every article of the last `days` of the archive, by id: any first part is a fair sample.

    Compared with the labels that they have, whatever edition gave them.
    """
    newest = store.newest_receipt()
    if newest is None:
        return
    edition = store.load_edition()
    models = edition.models if edition else ()
    changed = [*(one for one in topics if one.id != topic.id), topic]
    check_topics(changed)
    matcher = compile_topics(changed, models)
    lessons: dict[str, list[TopicLesson]] = {}
    for lesson in store.list_lessons():
        lessons.setdefault(lesson.article_id, []).append(lesson)
    for article, stored in store.list_labelled(since=newest - timedelta(days=days)):
        judged = label_article(matcher, article, lessons.get(article.id, ()))
        before, after = _label_of(topic.id, stored), _label_of(topic.id, judged)
        why = ""
        if before and not after:
            told = [one.text for one in judged.reasons if topic.name in one.text]
            why = told[0] if told else "Its query does not hold any more."
        yield Compared(article=article, before=before, after=after, why=why)


def judge_seeds(matcher: TopicMatcher, topics: Sequence[Topic]) -> Iterator[tuple[Topic, str]]:
    """Seeds that their topic's query does not find, and not_seeds that it does, with a sentence."""
    for topic in topics:
        for seed in topic.seeds:
            if not _label_of(topic.id, _label_seed(matcher, seed)):
                yield topic, f"the seed “{seed}” is not found by its query."
        for seed in topic.not_seeds:
            if found := _label_of(topic.id, _label_seed(matcher, seed)):
                yield topic, f"the not_seed “{seed}” is found: {found.why[0].text}"


def _label_seed(matcher: TopicMatcher, seed: str) -> Labels:
    return matcher.label(article_id=ArticleId("seed"), title=seed, text="", source="")


def _models(
    store: Store, topics: Sequence[Topic], known: dict[TopicId, TopicModel]
) -> Iterator[TopicModel]:
    """A model for each topic with examples enough; the known one when there is nothing new to learn."""
    lessons = _lessons_by_topic(store)
    sample: list[tuple[Article, Labels]] | None = None
    for topic in topics:
        examples = _examples(store, topic, lessons.get(topic.id, []))
        model = known.get(topic.id)
        if model is not None and model.digest == digest_examples(examples):
            yield model
            continue
        if len(examples) < EXAMPLES_MIN:
            continue
        if sample is None:
            sample = list(islice(store.list_labelled(since=_EVER), SAMPLE_ARTICLES))
        taught = {lesson.article_id for lesson in lessons.get(topic.id, [])}
        others = (article for article, _ in sample if article.id not in taught)
        examples += islice(_background(topic, others), BACKGROUND_ARTICLES)
        if can_learn(examples):
            yield train_topic(topic.id, examples)


def _examples(store: Store, topic: Topic, lessons: Sequence[TopicLesson]) -> list[Example]:
    """Seeds, and the articles that editors taught, in the order taught."""
    examples = [make_example(seed, "", is_about=True) for seed in topic.seeds]
    examples += [make_example(seed, "", is_about=False) for seed in topic.not_seeds]
    for lesson in lessons:
        article = store.load_article(lesson.article_id)
        if article is not None:
            text = text_of(article)
            is_about = lesson.lesson is Lesson.YES
            examples.append(make_example(article.title, text, is_about=is_about))
    return examples


def _background(topic: Topic, articles: Iterable[Article]) -> Iterator[Example]:
    matcher = compile_topics([replace(topic, parent=None)])
    for article in articles:
        if label_article(matcher, article).reasons[0].code == "no_topic":
            yield make_example(article.title, text_of(article), is_about=False, by_person=False)


def _lessons_by_topic(store: Store) -> dict[TopicId, list[TopicLesson]]:
    lessons: dict[TopicId, list[TopicLesson]] = {}
    for lesson in store.list_lessons():
        lessons.setdefault(lesson.topic, []).append(lesson)
    return lessons


def _digest(topics: Sequence[Topic], models: Sequence[TopicModel]) -> str:
    """Of all that labels depend on."""
    told = msgspec.json.encode([CODE_VERSION, topics, [model.digest for model in models]])
    return hashlib.blake2b(told, digest_size=10).hexdigest()


def _label_of(topic: TopicId, labels: Labels) -> Label | None:
    return next((label for label in labels.labels if label.topic == topic), None)
