"""A pile of held articles, kept as the route keeps them: several providers, languages, topics, reasons, stories."""

from datetime import timedelta
from typing import Final

from make import (
    NOW,
    WHY,
    make_article,
    make_entry,
    make_fingerprint,
    make_polling,
    make_source,
    make_verdict,
)

from wiredesk.basics.ids import ArticleId, StoryId, TopicId, story_id
from wiredesk.ports import Store
from wiredesk.records.article import HonestTime
from wiredesk.records.grade import Grade
from wiredesk.records.hold import Bucket, Hold, HoldReason, HoldVerdict
from wiredesk.records.ranking import Ranking
from wiredesk.records.story import StoryVerdict
from wiredesk.records.topic import Label, Labels
from wiredesk.records.work import GroupDone, HoldDone, MatchDone, PollDone, RankDone, ReadDone

PROVIDERS: Final = ("gazette", "courier", "herald", "ledger", "monitor")
REASONS: Final = (
    HoldReason.PROBATION,
    HoldReason.DATE_CONFLICT,
    HoldReason.SOURCE_ALARM,
    HoldReason.OFF_TOPIC,
)
RIGHTS_EVERY: Final = 50


def reason_of(number: int) -> HoldReason:
    """Why article `number` is held."""
    return HoldReason.RIGHTS if number % RIGHTS_EVERY == 0 else REASONS[number % len(REASONS)]


def pile(store: Store, count: int) -> list[ArticleId]:
    """Articles 1 to `count`, two to a story, each held."""
    numbers = range(1, count + 1)
    articles = {
        number: make_article(
            number,
            provider=f"{PROVIDERS[number % len(PROVIDERS)]}.example",
            language="de" if number % 3 == 0 else "en",
            title=f"Number {number} of the pile" if number % 10 else f"Strike {number}",
            time=HonestTime(
                published=NOW,
                effective=NOW - timedelta(minutes=number),
                received=NOW - timedelta(minutes=number),
            ),
        )
        for number in numbers
    }
    for name in PROVIDERS:
        source = make_source(name)
        store.save_sources([*(due.source for due in store.list_sources()), source], now=NOW)
        own = [number for number in numbers if articles[number].provider == source.provider]
        entries = tuple(
            make_entry(
                number,
                source=source,
                article_id=articles[number].id,
                received_at=articles[number].time.received,
            )
            for number in own
        )
        poll = PollDone(source_id=source.id, polling=make_polling(source), new=entries)
        store.save_polls([poll], version=1, now=NOW)
    ids = [articles[number].id for number in numbers]
    store.save_readings(
        [ReadDone(article_id=one.id, article=one, reasons=WHY) for one in articles.values()],
        version=1,
        now=NOW,
    )
    store.save_families(
        [
            MatchDone(verdict=make_verdict(one), fingerprint=make_fingerprint(one))
            for one in articles.values()
        ],
        version=1,
        now=NOW,
    )
    stories = {
        number: StoryId(story_id(articles[number | 1 if number < count else number].id))
        for number in numbers
    }
    store.save_stories(
        [
            GroupDone(
                verdict=StoryVerdict(article_id=articles[number].id, story_id=stories[number]),
                features=b"{}",
            )
            for number in numbers
        ],
        version=1,
        now=NOW,
    )
    ai = Label(topic=TopicId("ai"), name="AI", weight=1.0)
    store.save_labels(
        [
            Labels(article_id=articles[number].id, labels=(ai,) if number % 2 else ())
            for number in numbers
        ],
        version=1,
        now=NOW,
    )
    store.save_grades(
        [
            Grade(article_id=articles[number].id, quality=number % 101, parts=())
            for number in numbers
        ],
        version=1,
        now=NOW,
    )
    leads = {stories[number]: number for number in reversed(numbers)}
    store.save_rankings(
        [
            RankDone(
                ranking=Ranking(story_id=one, heat=number % 97, mass=1.0, lead=articles[number].id)
            )
            for one, number in leads.items()
        ],
        version=1,
        now=NOW,
    )
    store.save_holds([_held(articles[number].id, number) for number in numbers], version=1, now=NOW)
    return ids


def _held(article: ArticleId, number: int) -> HoldDone:
    reason = reason_of(number)
    hold = Hold(
        reason=reason,
        evidence=f"Evidence {number}.",
        since=NOW - timedelta(minutes=number),
        lifted_by="publisher" if reason is HoldReason.RIGHTS else "editor",
    )
    verdict = HoldVerdict(article_id=article, holds=(hold,), reasons=WHY)
    return HoldDone(verdict=verdict, bucket=Bucket.HELD)
