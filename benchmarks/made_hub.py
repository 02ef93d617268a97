"""A hub of many records for benchmarks, put into a store step by step, without fetching or judging anything.

In: how many articles.  Out: a store in which they are published.  Stories have as many reports as in real hubs: most
one, few many; providers too.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Final

from wiredesk.basics.ids import (
    ArticleId,
    StoryId,
    TopicId,
    article_id,
    entry_id,
    family_id,
    source_id,
    story_id,
)
from wiredesk.ports import Store
from wiredesk.records.article import Article, HonestTime
from wiredesk.records.coverage import Filed, Weight
from wiredesk.records.entry import Entry, FeedEntry
from wiredesk.records.family import FamilyVerdict, Fingerprint, Relation
from wiredesk.records.grade import Grade
from wiredesk.records.hold import Bucket, HoldVerdict
from wiredesk.records.page import ArchivePlace, Page
from wiredesk.records.ranking import Ranking
from wiredesk.records.reason import Reason
from wiredesk.records.source import Polling, Source
from wiredesk.records.story import StoryVerdict
from wiredesk.records.topic import Label, Labels, Topic
from wiredesk.records.work import (
    FetchDone,
    GroupDone,
    HoldDone,
    MatchDone,
    PollDone,
    RankDone,
    ReadDone,
)

T0: Final = datetime(2026, 3, 1, tzinfo=UTC)
SPREAD: Final = timedelta(days=29)
PROVIDERS: Final = 300
REPORTS_MAX: Final = 40
TOPICS: Final = ("AI", "Computer Vision", "Biometrics Policy", "Robotics", "Chips", "Privacy")
WORDS: Final = (
    "council court camera ban station model chip report audit vote minister face market "
    "school ferry harbour drone privacy register sensor trial data city border lens festival"
).split()
PART: Final = 1_000
WHY: Final = (Reason(code="made", text="Made for a benchmark, as long as a reason usually is."),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One article and where it belongs."""

    article: Article
    source: Source
    story: StoryId
    is_lead: bool
    topics: tuple[str, ...]
    quality: int


def topics_of_hub() -> tuple[Topic, ...]:
    """The topics that articles are put under."""
    return tuple(Topic(id=_topic(name), name=name, query=name.lower()) for name in TOPICS)


def make_articles(count: int, *, first: int = 0, at: datetime | None = None) -> Iterator[Made]:
    """`count` articles, the same every time; those from `first` on are others than those before.

    Their stories begin `at` that time, or any time within the month.
    """
    chance, number, last = random.Random(first), first, first + count
    while number < last:
        reports = min(int(chance.paretovariate(1.6)), REPORTS_MAX, last - number)
        begun = at or T0 + SPREAD * chance.random()
        names = tuple(dict.fromkeys(chance.choices(TOPICS, k=2)))
        story = StoryId("")
        for place in range(reports):
            moment = begun + timedelta(minutes=place * chance.randint(5, 300))
            article, source = _article(number, moment.replace(microsecond=0), chance)
            story = story or StoryId(story_id(article.id))
            yield Made(
                article=article,
                source=source,
                story=story,
                is_lead=place == 0,
                topics=names,
                quality=chance.randint(40, 85),
            )
            number += 1


def publish_into(store: Store, made: Sequence[Made], *, now: datetime) -> None:
    """Take them through the steps up to `publish`, which is left to do."""
    known = {due.source.id: due.source for due in store.list_sources()}
    known |= {one.source.id: one.source for one in made}
    store.save_sources(list(known.values()), now=now)
    rest = iter(made)
    while part := list(islice(rest, PART)):
        _take(store, part, now=now)


def _take(store: Store, part: Sequence[Made], *, now: datetime) -> None:
    by_source: dict[str, list[Made]] = {}
    for one in part:
        by_source.setdefault(one.source.id, []).append(one)
    store.save_polls([_poll(own, now) for own in by_source.values()], version=1, now=now)
    store.save_fetches([_fetch(one.article, now) for one in part], version=1, now=now)
    store.save_readings([_read(one.article) for one in part], version=1, now=now)
    store.save_families([_match(one.article) for one in part], version=1, now=now)
    grouped = [
        GroupDone(
            verdict=StoryVerdict(article_id=one.article.id, story_id=one.story, reasons=WHY),
            features=b"{}",
        )
        for one in part
    ]
    store.save_stories(grouped, version=1, now=now)
    labels = [Labels(article_id=one.article.id, labels=_labels(one), reasons=WHY) for one in part]
    store.save_labels(labels, version=1, now=now)
    grades = [
        Grade(article_id=one.article.id, quality=one.quality, parts=(), reasons=WHY) for one in part
    ]
    store.save_grades(grades, version=1, now=now)
    store.save_rankings(list(_rankings(store, now)), version=1, now=now)
    released = [
        HoldDone(
            verdict=HoldVerdict(article_id=one.article.id, reasons=WHY), bucket=Bucket.PUBLISHED
        )
        for one in part
    ]
    store.save_holds(released, version=1, now=now)


def _rankings(store: Store, now: datetime) -> Iterator[RankDone]:
    for work in store.list_rank_work(now=now, limit=PART * 2):
        members = work.members
        heat = min(100, 12 * len(members))
        yield RankDone(
            ranking=Ranking(
                story_id=work.story_id,
                heat=heat,
                mass=heat / 40,
                lead=members[0].article_id,
                best=tuple(one.article_id for one in members[:7]),
                reports=len(members),
                independent=len({one.owner for one in members}),
                reasons=WHY,
            ),
            filed={
                one.article_id: Filed(weight=Weight(), counted_at=one.received_at)
                for one in members
                if one.weight is None
            },
        )


def _article(number: int, at: datetime, chance: random.Random) -> tuple[Article, Source]:
    paper = int(PROVIDERS * chance.random() ** 2)
    domain = f"paper-{paper}.example"
    feed = f"https://{domain}/feed"
    url = f"https://{domain}/2026/03/a-usual-address-of-an-article-{number}"
    words = chance.choices(WORDS, k=9)
    article = Article(
        id=article_id(url),
        url=url,
        web_url=url,
        provider=domain,
        source=source_id(feed),
        title=f"{' '.join(words).capitalize()} {number}",
        text=" ".join(chance.choices(WORDS, k=400)),
        excerpt=" ".join(chance.choices(WORDS, k=30)),
        authors=("Ada Byron",),
        time=HonestTime(published=at, effective=at, received=at, chosen="feed"),
        language="en",
        reasons=WHY,
    )
    return article, Source(id=source_id(feed), url=feed, provider=domain, title=f"Paper {paper}")


def _poll(own: Sequence[Made], now: datetime) -> PollDone:
    source = own[0].source
    entries = tuple(
        Entry(
            id=entry_id(source.id, one.article.id),
            source_id=source.id,
            key=one.article.id,
            article_id=one.article.id,
            url=one.article.url,
            said=FeedEntry(guid=one.article.id, url=one.article.url, title=one.article.title),
            received_at=one.article.time.received,
            digest=one.article.id,
        )
        for one in own
    )
    polling = Polling(source_id=source.id, due_at=now + timedelta(hours=1), url=source.url)
    return PollDone(source_id=source.id, polling=polling, new=entries, reasons=WHY)


def _fetch(article: Article, now: datetime) -> FetchDone:
    page = Page(
        article_id=article.id,
        url=article.url,
        final_url=article.url,
        status=200,
        fetched_at=now,
        content_type="text/html",
        place=ArchivePlace(file="wiredesk-00001.warc.gz", offset=0, length=10),
        reasons=WHY,
    )
    return FetchDone(article_id=article.id, page=page, reasons=WHY)


def _read(article: Article) -> ReadDone:
    return ReadDone(
        article_id=article.id, article=article, host=article.provider, lines=(), reasons=WHY
    )


def _match(article: Article) -> MatchDone:
    verdict = FamilyVerdict(
        article_id=article.id,
        family_id=family_id(article.id),
        relation=Relation.NEW,
        reasons=WHY,
    )
    fingerprint = Fingerprint(
        article_id=article.id,
        provider=article.provider,
        owner=article.provider,
        title=article.title,
        received_at=article.time.received,
        shingles=(1, 2, 3),
        words=400,
    )
    return MatchDone(verdict=verdict, fingerprint=fingerprint)


def _labels(one: Made) -> tuple[Label, ...]:
    return tuple(Label(topic=_topic(name), name=name, weight=1.0, why=WHY) for name in one.topics)


def _topic(name: str) -> TopicId:
    return TopicId(name.lower().replace(" ", "-"))


def ids_of(made: Sequence[Made]) -> list[ArticleId]:
    """Their ids."""
    return [one.article.id for one in made]
