"""A store of made articles, as many as asked for: what a hub has gathered in a year.

In: how many, where.  Out: a hub's folder with its database, the same on every machine.  All of it goes through the
store's own port, so that whatever a newer version keeps is there too.  Words are as common as in the news, stories
have as many reports as in real corpora, a third is published, the rest is held for every reason that there is.

    python -m benchmarks.make_store 1000000 /tmp/million
"""

import itertools
import random
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
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
from wiredesk.craft.render import build_record, convert_record
from wiredesk.craft.rights import show
from wiredesk.craft.searching import findable
from wiredesk.ports import Store
from wiredesk.records.article import Article, HonestTime, Kind
from wiredesk.records.coverage import Filed, Weight
from wiredesk.records.entry import Entry, FeedEntry
from wiredesk.records.family import FamilyVerdict, Fingerprint, Relation
from wiredesk.records.grade import Grade, Part
from wiredesk.records.hold import Bucket, Hold, HoldReason, HoldVerdict
from wiredesk.records.provider import Provider
from wiredesk.records.ranking import Ranking
from wiredesk.records.reason import Reason
from wiredesk.records.rights import DEFAULT_RULES
from wiredesk.records.source import Polling, Source
from wiredesk.records.story import StoryVerdict
from wiredesk.records.topic import Label, Labels
from wiredesk.records.work import (
    FetchDone,
    GroupDone,
    HoldDone,
    MatchDone,
    PollDone,
    PublishDone,
    RankDone,
    ReadDone,
)
from wiredesk.world.store import open_store

END: Final = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)
YEAR: Final = timedelta(days=365)
SOURCES: Final = 400
TOPICS: Final = tuple((TopicId(f"topic-{number}"), f"Topic {number}") for number in range(30))
WORDS: Final = 60_000
PARAGRAPHS: Final = 2_000
BATCH: Final = 5_000
OPEN_STORIES: Final = 4_000  # reports that a new one may join
JOINS: Final = 0.72
COPIES: Final = 0.15
PUBLISHED: Final = 0.33
WHY: Final = (Reason(code="made", text="Made for a benchmark."),)
HELD_FOR: Final = {
    HoldReason.FOLLOWER: 40,
    HoldReason.OFF_TOPIC: 25,
    HoldReason.BELOW_THRESHOLD: 15,
    HoldReason.COPY: 8,
    HoldReason.PAYWALL: 5,
    HoldReason.PROBATION: 4,
    HoldReason.DATE_CONFLICT: 1,
    HoldReason.RIGHTS: 1,
    HoldReason.UNSAFE: 1,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One made article with all that was decided about it."""

    article: Article
    source: Source
    story: StoryId
    relation: Relation
    labels: tuple[Label, ...]
    quality: int
    held_for: HoldReason | None


class Press:
    """Makes articles, one after the other; the same for the same seed."""

    def __init__(self, seed: int = 1) -> None:
        self._chance = random.Random(seed)
        self.words = [self._word() for _ in range(WORDS)]
        self._common = list(itertools.accumulate(1 / (rank + 12) for rank in range(WORDS)))
        self._paragraphs = [" ".join(self._some(110)) for _ in range(PARAGRAPHS)]
        self.sources = [self._source(number) for number in range(SOURCES)]
        self._recent: deque[tuple[StoryId, ArticleId]] = deque(maxlen=OPEN_STORIES)
        self._causes = list(HELD_FOR), list(itertools.accumulate(HELD_FOR.values()))

    def make(self, number: int, at: datetime) -> Made:
        """The article of that number, received then."""
        chance = self._chance
        source = self.sources[int(len(self.sources) * chance.random() ** 1.6)]
        url = f"https://{source.provider}/news/{number}"
        own = article_id(url)
        story, first = (
            chance.choice(self._recent)
            if self._recent and chance.random() < JOINS
            else (StoryId(story_id(own)), own)
        )
        self._recent.append((story, own))
        written = at - timedelta(minutes=chance.randrange(180))
        article = Article(
            id=own,
            url=url,
            web_url=url,
            provider=source.provider,
            source=source.id,
            title=" ".join(self._some(chance.randint(6, 12))).capitalize(),
            text=chance.choice(self._paragraphs),
            excerpt=" ".join(self._some(24)),
            authors=("Ada Byron",),
            time=HonestTime(published=written, effective=written, received=at, chosen="feed"),
            language=chance.choice(("en", "en", "en", "de", "fr")),
            kind=Kind.ARTICLE,
            reasons=WHY,
        )
        labels = chance.sample(TOPICS, chance.choice((0, 1, 1, 2, 3)))
        out = bool(labels) and chance.random() < PUBLISHED * 1.25
        is_copy = own != first and chance.random() < COPIES
        return Made(
            article=article,
            source=source,
            story=story,
            relation=Relation.COPY if is_copy else Relation.NEW,
            labels=tuple(Label(topic=one, name=name, weight=0.8, why=WHY) for one, name in labels),
            quality=chance.randint(20, 95),
            held_for=None
            if out
            else chance.choices(self._causes[0], cum_weights=self._causes[1])[0],
        )

    def _word(self) -> str:
        parts = self._chance.choices(
            "ba be bo da di du ka ke la le ma mi no ra ri sa se ta to ve".split(), k=4
        )
        return "".join(parts[: self._chance.randint(1, 4)]) + self._chance.choice("nrstlk")

    def _some(self, count: int) -> list[str]:
        return self._chance.choices(self.words, cum_weights=self._common, k=count)

    def _source(self, number: int) -> Source:
        url = f"https://paper-{number}.example/feed"
        return Source(
            id=source_id(url), url=url, provider=f"paper-{number}.example", title=f"Paper {number}"
        )


def take_through(store: Store, made: Sequence[Made], *, now: datetime) -> None:
    """These articles through all ten steps, as the route saves them."""
    store.save_polls(list(_polls(made, now)), version=1, now=now)
    store.save_fetches(
        [FetchDone(article_id=one.article.id, from_feed=True, reasons=WHY) for one in made],
        version=1,
        now=now,
    )
    store.save_readings(
        [
            ReadDone(
                article_id=one.article.id,
                article=one.article,
                host=one.article.provider,
                reasons=WHY,
            )
            for one in made
        ],
        version=1,
        now=now,
    )
    store.save_families([_match(one) for one in made], version=1, now=now)
    store.save_stories(
        [
            GroupDone(
                verdict=StoryVerdict(article_id=one.article.id, story_id=one.story, reasons=WHY),
                features=None,
            )
            for one in made
        ],
        version=1,
        now=now,
    )
    labels = [Labels(article_id=one.article.id, labels=one.labels, reasons=WHY) for one in made]
    store.save_labels(labels, version=1, now=now)
    store.save_grades([_grade(one) for one in made], version=1, now=now)
    store.save_rankings(list(_rankings(made)), version=1, now=now)
    store.save_holds([_hold(one, now) for one in made], version=1, now=now)
    out = [_published(one, now) for one in made if one.held_for is None]
    store.save_records(out, version=1, now=now)


def _polls(made: Sequence[Made], now: datetime) -> Iterator[PollDone]:
    by_source: dict[str, list[Made]] = {}
    for one in made:
        by_source.setdefault(one.source.id, []).append(one)
    for listed in by_source.values():
        source = listed[0].source
        polling = Polling(source_id=source.id, due_at=now + timedelta(hours=1), url=source.url)
        yield PollDone(
            source_id=source.id, polling=polling, new=tuple(map(_entry, listed)), reasons=WHY
        )


def _entry(made: Made) -> Entry:
    article = made.article
    said = FeedEntry(url=article.url, title=article.title, summary=article.excerpt)
    return Entry(
        id=entry_id(made.source.id, article.url),
        source_id=made.source.id,
        key=f"url:{article.url}",
        article_id=article.id,
        url=article.url,
        said=said,
        received_at=article.time.received,
        digest=article.id,
    )


def _match(made: Made) -> MatchDone:
    article = made.article
    verdict = FamilyVerdict(
        article_id=article.id,
        family_id=family_id(article.id),
        relation=made.relation,
        reasons=WHY,
    )
    fingerprint = Fingerprint(
        article_id=article.id,
        provider=article.provider,
        owner=article.provider,
        title=article.title,
        received_at=article.time.received,
        shingles=(),
        words=110,
    )
    return MatchDone(verdict=verdict, fingerprint=fingerprint)


def _grade(made: Made) -> Grade:
    part = Part(part="text", points=made.quality, max=100, evidence="Made.")
    return Grade(article_id=made.article.id, quality=made.quality, parts=(part,), reasons=WHY)


def _rankings(made: Sequence[Made]) -> Iterator[RankDone]:
    """Each story once, led by the first of these that is in it."""
    by_story: dict[StoryId, list[Made]] = {}
    for one in made:
        by_story.setdefault(one.story, []).append(one)
    for story, listed in by_story.items():
        heat = min(99, 8 * len(listed) + listed[0].quality // 3)
        ranking = Ranking(
            story_id=story,
            heat=heat,
            mass=1.0,
            lead=listed[0].article.id,
            best=(listed[0].article.id,),
            reports=len(listed),
            independent=len({one.source.provider for one in listed}),
            due_at=None,
            reasons=WHY,
        )
        filed = {
            one.article.id: Filed(weight=Weight(), counted_at=one.article.time.received)
            for one in listed
        }
        yield RankDone(ranking=ranking, filed=filed, moved=False)


def _hold(made: Made, now: datetime) -> HoldDone:
    one = made.article.id
    if made.held_for is None:
        return HoldDone(verdict=HoldVerdict(article_id=one, reasons=WHY), bucket=Bucket.PUBLISHED)
    hold = Hold(reason=made.held_for, evidence="Made.", since=now, lifted_by="editor")
    verdict = HoldVerdict(article_id=one, holds=(hold,), reasons=WHY)
    return HoldDone(verdict=verdict, bucket=Bucket.HELD)


def _published(made: Made, now: datetime) -> PublishDone:
    shown = show(made.article, rules=DEFAULT_RULES, now=now)
    provider = Provider(domain=made.article.provider, name=made.source.title)
    record = build_record(
        shown,
        provider=provider,
        topics=[label.name for label in made.labels],
        quality=made.quality,
        heat=20,
        published=True,
    )
    return PublishDone(
        article_id=made.article.id,
        path=f"{made.article.id}.md",
        body=convert_record(record, "smartable"),
        findable=findable(shown, provider=provider, labels=made.labels),
        reasons=WHY,
    )


def fill(store: Store, articles: int, *, press: Press) -> None:
    """A year of `articles` up to `END`; tells how far it is."""
    store.save_sources(press.sources, now=END - YEAR)
    store.save_providers([Provider(domain=one.provider, name=one.title) for one in press.sources])
    pace, began = YEAR / articles, time.monotonic()
    for begin in range(0, articles, BATCH):
        numbers = range(begin, min(begin + BATCH, articles))
        made = [press.make(number, END - YEAR + number * pace) for number in numbers]
        take_through(store, made, now=made[-1].article.time.received)
        if numbers.stop % (BATCH * 10) == 0 or numbers.stop == articles:
            print(f"{numbers.stop:>9,} articles in {time.monotonic() - began:7.1f} s", flush=True)


def make_hub(folder: Path, articles: int) -> Path:
    """A hub's folder with a store of that many articles; what lies there already is taken as it is."""
    database = folder / "wiredesk.db"
    if database.exists():
        return database
    (folder / "topics").mkdir(parents=True, exist_ok=True)
    for one, name in TOPICS:
        body = f'id = "{one}"\nname = "{name}"\nquery = "{name}"\n'
        (folder / "topics" / f"{one}.toml").write_text(body, "utf-8")
    (folder / "wiredesk.toml").write_text(
        '[hub]\ntitle = "A million"\ncontact = "bench@hub.example"\n', "utf-8"
    )
    (folder / "sources.toml").write_text("", "utf-8")
    (folder / "providers.toml").write_text("", "utf-8")
    unfinished = folder / "unfinished.db"
    unfinished.unlink(missing_ok=True)
    store = open_store(unfinished)
    fill(store, articles, press=Press())
    store.close()
    unfinished.rename(database)
    return database


if __name__ == "__main__":
    make_hub(Path(sys.argv[2]), int(sys.argv[1].replace("_", "")))
