"""Trying a topic on the archive before its file is changed.

In: the topic with another query.  Out: Trial: what it would label, gain and lose, with the words that hit.  Keeps nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Final

from wiredesk.basics.errors import UsageError
from wiredesk.basics.ids import ArticleId, TopicId
from wiredesk.craft.searching import parse_query as parse_search
from wiredesk.craft.topics import parse_query
from wiredesk.newsroom.topics import Compared, judge_archive
from wiredesk.ports import Store
from wiredesk.records.searching import Order
from wiredesk.records.topic import Label, Lesson, Topic, TopicModel
from wiredesk.records.work import ArticleLine

DAYS: Final = 30
SHOWN_MAX: Final = 100  # of each list; all are counted
QUERY_CHARACTERS_MAX: Final = 200_000
BETWEEN_LOOKS: Final = 50  # articles, before it is asked again whether the time is over


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicLine:
    """One topic in the list, with what tells how well it works."""

    topic: Topic
    depth: int
    """How many topics lie above it."""
    published: int
    """Articles that are out under it, of the last 30 days; counted up to 1,000."""
    yes: int
    no: int
    """What editors said of articles."""
    model: TopicModel | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One article of a trial."""

    line: ArticleLine
    label: Label
    """As it would have it; as it has it where it would be lost."""
    why: str
    """Why it would be lost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a query would do."""

    topic: Topic
    looked: int
    """Articles that were looked at."""
    is_whole: bool
    """Whether these were all; else they are a fair sample."""
    kept: int
    gained: int
    lost: int
    gains: tuple[Tried, ...]
    losses: tuple[Tried, ...]
    keeps: tuple[Tried, ...]


@dataclass(slots=True)
class _Count:
    """Articles of one kind, and the first of them."""

    number: int = 0
    first: list[Compared] = field(default_factory=list)

    def add(self, one: Compared) -> None:
        self.number += 1
        if len(self.first) < SHOWN_MAX:
            self.first.append(one)


def list_topics(store: Store, topics: Sequence[Topic]) -> list[TopicLine]:
    """All topics, children under their parents."""
    edition = store.load_edition()
    models = {model.topic: model for model in edition.models} if edition else {}
    newest = store.newest_receipt()
    since = newest - timedelta(days=DAYS) if newest else None
    lessons = store.list_lessons()
    return [
        TopicLine(
            topic=topic,
            depth=depth,
            published=store.search(
                replace(parse_search(f"topic:{topic.id}"), since=since), order=Order.TIME, limit=1
            ).count,
            yes=sum(one.topic == topic.id and one.lesson is Lesson.YES for one in lessons),
            no=sum(one.topic == topic.id and one.lesson is Lesson.NO for one in lessons),
            model=models.get(topic.id),
        )
        for topic, depth in topic_tree(topics)
    ]


def topic_tree(topics: Sequence[Topic]) -> list[tuple[Topic, int]]:
    """Each topic with how deep it lies, children under their parents, by name."""
    children: dict[TopicId | None, list[Topic]] = {}
    for topic in sorted(topics, key=lambda topic: topic.name, reverse=True):
        children.setdefault(topic.parent, []).append(topic)
    pending = [(topic, 0) for topic in children.get(None, [])]
    found = []
    while pending:
        topic, depth = pending.pop()
        found.append((topic, depth))
        pending += [(below, depth + 1) for below in children.get(topic.id, [])]
    return found


def find_topic(topics: Sequence[Topic], topic_id: str) -> Topic:
    """The topic of that id; UsageError when there is none."""
    found = next((topic for topic in topics if topic.id == topic_id), None)
    if found is None:
        known = ", ".join(topic.id for topic in topics) or "none"
        raise UsageError(
            "is no topic.", subject=topic_id, remedy=f"There are: {known}.", code="unknown"
        )
    return found


def try_query(
    store: Store,
    topics: Sequence[Topic],
    topic: Topic,
    query: str,
    *,
    is_over: Callable[[], bool],
) -> Trial:
    """What `topic` would label with `query`; it stops when `is_over` says so.

    SettingsError names line and character of what is wrong in the query.
    """
    if len(query) > QUERY_CHARACTERS_MAX:
        told = f"a query has at most {QUERY_CHARACTERS_MAX:,} characters here."
        raise UsageError(told, remedy="Try it with `wiredesk topics test FILE`.")
    parse_query(query, name="the query", first_line=1)
    changed = replace(topic, query=query, version=topic.version + 1)
    kept, gained, lost = _Count(), _Count(), _Count()
    looked, is_whole = 0, True
    for one in judge_archive(store, topics, changed, days=DAYS):
        if looked % BETWEEN_LOOKS == 0 and is_over():
            is_whole = False
            break
        looked += 1
        if one.after:
            (kept if one.before else gained).add(one)
        elif one.before:
            lost.add(one)
    lines = _lines(store, [*kept.first, *gained.first, *lost.first])
    return Trial(
        topic=changed,
        looked=looked,
        is_whole=is_whole,
        kept=kept.number,
        gained=gained.number,
        lost=lost.number,
        gains=_tried(gained, lines),
        losses=_tried(lost, lines),
        keeps=_tried(kept, lines),
    )


def render_query(topic: Topic) -> str:
    """The lines to be put into the topic's file."""
    quote = "'''" if "'''" not in topic.query else '"""'
    text = topic.query.strip()
    if quote == '"""':
        text = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    return f"query = {quote}\n{text}\n{quote}\nversion = {topic.version}\n"


def _lines(store: Store, found: Sequence[Compared]) -> dict[ArticleId, ArticleLine]:
    return {line.id: line for line in store.list_lines([one.article.id for one in found])}


def _tried(count: _Count, lines: dict[ArticleId, ArticleLine]) -> tuple[Tried, ...]:
    return tuple(
        Tried(line=lines[one.article.id], label=label, why=one.why)
        for one in count.first
        if (label := one.after or one.before) and one.article.id in lines
    )
