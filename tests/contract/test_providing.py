"""What every store promises of providers and their sources, and of what is out while it changes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from make import (
    NOW,
    WHY,
    choose,
    make_article,
    make_entry,
    make_fingerprint,
    make_page,
    make_polling,
    make_source,
    make_verdict,
    story_of,
)

from wiredesk.basics.ids import StoryId
from wiredesk.records.article import Article, Kind
from wiredesk.records.decision import Choice
from wiredesk.records.grade import Grade
from wiredesk.records.hold import Bucket, Hold, HoldReason, HoldVerdict
from wiredesk.records.provider import Provider, Sign, SignFound, SourceAlarm, Survey
from wiredesk.records.ranking import Ranking
from wiredesk.records.story import StoryVerdict
from wiredesk.records.topic import Labels
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
from wiredesk.world.store import Place, SqlStore, open_store

SOURCE = make_source()
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def store(place: Place) -> Iterator[SqlStore]:
    opened = open_store(place)
    yield opened
    opened.close()


def poll(store: SqlStore, *numbers: int, name: str = "gazette") -> None:
    source = make_source(name)
    store.save_sources([*(due.source for due in store.list_sources()), source], now=NOW)
    entries = tuple(make_entry(number, source=source) for number in numbers)
    done = PollDone(source_id=source.id, polling=make_polling(source), new=entries, reasons=WHY)
    store.save_polls([done], version=1, now=NOW)
    for one in store.list_fetch_work(now=NOW, limit=99, per_host=99):
        page = make_page(one.article_id, one.url)
        fetched = FetchDone(article_id=one.article_id, page=page, reasons=WHY)
        store.save_fetches([fetched], version=1, now=NOW)


def revise(store: SqlStore, number: int) -> None:
    """The feed changed the entry, and its page came again, later."""
    entry = replace(make_entry(number), digest="other", revised=True)
    done = PollDone(source_id=SOURCE.id, polling=make_polling(SOURCE), revised=(entry,))
    store.save_polls([done], version=1, now=LATER)
    page = make_page(entry.article_id, entry.url, fetched_at=LATER)
    fetched = FetchDone(article_id=entry.article_id, page=page, reasons=WHY)
    store.save_fetches([fetched], version=1, now=LATER)


def judge(store: SqlStore, *articles: Article, now: datetime = NOW, **graded: bool) -> None:
    """Read to ranked: all that `hold` needs."""
    read = [ReadDone(article_id=one.id, article=one, host="h", reasons=WHY) for one in articles]
    store.save_readings(read, version=1, now=now)
    match = [MatchDone(verdict=make_verdict(a), fingerprint=make_fingerprint(a)) for a in articles]
    store.save_families(match, version=1, now=now)
    story = StoryId(story_of(articles[0]))
    verdicts = [StoryVerdict(article_id=one.id, story_id=story, reasons=WHY) for one in articles]
    store.save_stories([GroupDone(verdict=v, features=b"{}") for v in verdicts], version=1, now=now)
    store.save_labels([Labels(article_id=one.id) for one in articles], version=1, now=now)
    grades = [Grade(article_id=one.id, quality=60, parts=(), **graded) for one in articles]  # type: ignore[arg-type] # - fields of Grade
    store.save_grades(grades, version=1, now=now)
    ranking = Ranking(
        story_id=story, heat=32, mass=1.0, lead=articles[0].id, reports=len(articles), independent=2
    )
    store.save_rankings([RankDone(ranking=ranking)], version=1, now=now)


def release(store: SqlStore, *articles: Article, now: datetime = NOW) -> None:
    """Held by nothing, and published."""
    done = [
        HoldDone(verdict=HoldVerdict(article_id=one.id, reasons=WHY), bucket=Bucket.PUBLISHED)
        for one in articles
    ]
    store.save_holds(done, version=1, now=now)
    records = [
        PublishDone(article_id=one.id, path=f"{one.id}.md", body=one.title.encode(), reasons=WHY)
        for one in articles
    ]
    store.save_records(records, version=1, now=now)


def freeze(store: SqlStore, article: Article) -> None:
    hold = Hold(reason=HoldReason.CORRECTION, evidence="x", since=LATER, lifted_by="editor")
    verdict = HoldVerdict(article_id=article.id, holds=(hold,), is_frozen=True, reasons=WHY)
    done = [HoldDone(verdict=verdict, bucket=verdict.bucket)]
    for _ in range(2):
        store.save_holds(done, version=1, now=LATER)


# --- what is out while it changes ------------------------------------------------------------------


def test_what_was_approved_stays_out_until_somebody_looked(store: SqlStore) -> None:
    poll(store, 1)
    first = make_article(1)
    judge(store, first)
    release(store, first)
    (entry,) = store.list_records()
    other = replace(first, title="Casino", text="Play now.")
    revise(store, 1)
    judge(store, other, now=LATER)
    (work,) = store.list_hold_work(now=LATER, limit=9)
    assert (work.shown, work.article, work.was_published) == (first, other, True)
    assert work.read_at == LATER
    # Already now pages are built from what was approved.
    assert store.load_publish_work([first.id])[0].article == first
    freeze(store, other)
    assert store.list_publish_work(now=LATER, limit=9) == []
    assert list(store.list_records()) == [entry]
    assert store.list_published(limit=9) == [first.id]
    assert store.load_publish_work([first.id])[0].article == first
    assert store.count_buckets() == {(Bucket.PUBLISHED, "correction_pending"): 1}
    assert store.list_bucket_ages()[Bucket.PUBLISHED, "correction_pending"] == LATER
    # Released, the newer version is what is out.
    choose(store, first.id, "release", now=LATER)
    done = HoldDone(verdict=HoldVerdict(article_id=first.id), bucket=Bucket.PUBLISHED)
    store.save_holds([done], version=1, now=LATER)
    assert store.list_publish_work(now=LATER, limit=9)[0].article == other
    release(store, other, now=LATER)
    assert store.load_publish_work([first.id])[0].article == other
    assert store.list_hold_work(now=LATER, limit=9) == []


def test_reading_the_same_page_again_is_no_change_by_the_publisher(store: SqlStore) -> None:
    poll(store, 1)
    first = make_article(1)
    judge(store, first)
    release(store, first)
    judge(store, replace(first, text="A better reading."), now=LATER)
    (work,) = store.list_hold_work(now=LATER, limit=9)
    assert work.shown is None
    assert store.load_publish_work([first.id])[0].article == first


def test_what_is_not_out_has_no_approved_version(store: SqlStore) -> None:
    poll(store, 1)
    first = make_article(1)
    judge(store, first)
    revise(store, 1)
    judge(store, replace(first, title="Other"), now=LATER)
    assert store.list_hold_work(now=LATER, limit=9)[0].shown is None


# --- decisions -------------------------------------------------------------------------------------


def test_a_hold_until_a_day_is_kept_with_its_note(store: SqlStore) -> None:
    poll(store, 1)
    article = make_article(1)
    judge(store, article)
    until = NOW + timedelta(days=3)
    choose(store, article.id, "hold", note="embargo", until=until)
    (work,) = store.list_hold_work(now=NOW, limit=9)
    assert (work.decision, work.decision_until, work.decision_note) == ("hold", until, "embargo")
    (kept,) = store.list_decisions(article.id)
    assert (kept.choice, kept.until, kept.note) == (Choice.HOLD, until, "embargo")


def test_a_bucket_knows_since_when_its_longest_waiting_article_lies_there(
    store: SqlStore,
) -> None:
    poll(store, 1, 2)
    judge(store, make_article(1), make_article(2))
    for number, since in ((1, NOW), (2, LATER)):
        hold = Hold(reason=HoldReason.COPY, evidence="x", since=since, lifted_by="machine")
        verdict = HoldVerdict(article_id=make_article(number).id, holds=(hold,))
        store.save_holds([HoldDone(verdict=verdict, bucket=Bucket.HELD)], version=1, now=LATER)
    assert store.list_bucket_ages() == {(Bucket.HELD, "copy"): NOW}


# --- providers -------------------------------------------------------------------------------------


def test_a_survey_is_due_when_there_is_none_or_its_time_has_come(store: SqlStore) -> None:
    poll(store, 1)
    poll(store, 2, name="trade")
    assert store.list_survey_due(now=NOW, limit=9) == ["gazette.example", "trade.example"]
    found = SignFound(sign=Sign.ABOUT, url="https://gazette.example/about", evidence="About us")
    survey = Survey(domain="gazette.example", at=NOW, due_at=LATER, found=(found,), requests=3)
    store.save_survey(survey)
    assert store.list_survey_due(now=NOW, limit=9) == ["trade.example"]
    assert store.list_survey_due(now=LATER, limit=1) == ["trade.example"]
    assert store.load_surveys(["gazette.example", "trade.example"]) == {"gazette.example": survey}


def test_what_a_site_shows_and_what_its_articles_are_is_known_of_a_provider(
    store: SqlStore,
) -> None:
    poll(store, 1, 2)
    judge(store, make_article(1), make_article(2), is_clickbait=True)
    judge(store, make_article(1), is_corrected=True)
    ((_, record),) = store.list_provider_records(["gazette.example"])
    assert (record.articles, record.clickbait, record.corrected) == (2, 1, 1)
    assert record.signs is None
    failed = Survey(domain="gazette.example", at=NOW, due_at=LATER, failure="timeout")
    store.save_survey(failed)
    assert store.list_provider_records(["gazette.example"])[0][1].signs is None
    store.save_survey(replace(failed, failure=""))
    store.save_providers([Provider(domain="gazette.example", name="Gazette")])
    assert store.list_provider_records(["gazette.example"])[0][1].signs == 0


# --- sources ---------------------------------------------------------------------------------------


def test_an_alarm_has_the_articles_since_then_judged_again_and_clearing_it_too(
    store: SqlStore,
) -> None:
    poll(store, 1)
    article = make_article(1)
    judge(store, article)
    release(store, article)
    alarm = SourceAlarm(source_id=SOURCE.id, raised_at=LATER, since=NOW, reasons=WHY)
    store.save_alarm(alarm, now=LATER)
    (work,) = store.list_hold_work(now=LATER, limit=9)
    assert work.alarm == WHY[0].text
    assert store.list_alarms() == [alarm]
    cleared = replace(alarm, cleared_at=LATER, cleared_by="Ada")
    store.save_alarm(cleared, now=LATER)
    (work,) = store.list_hold_work(now=LATER, limit=9)
    assert work.alarm == ""
    assert store.load_alarm(SOURCE.id) == cleared
    assert store.load_alarm(make_source("trade").id) is None


def test_an_alarm_leaves_earlier_articles_and_other_sources_alone(store: SqlStore) -> None:
    poll(store, 1)
    article = make_article(1)
    judge(store, article)
    release(store, article)
    for source, since in ((SOURCE.id, LATER), (make_source("trade").id, NOW)):
        alarm = SourceAlarm(source_id=source, raised_at=LATER, since=since, reasons=WHY)
        store.save_alarm(alarm, now=LATER)
        assert store.list_hold_work(now=LATER, limit=9) == []


def test_the_newest_articles_of_a_source_come_first(store: SqlStore) -> None:
    poll(store, 1, 2, 3)
    judge(store, *(make_article(number) for number in (1, 2, 3)))
    got = store.list_source_articles(SOURCE.id, since=NOW, limit=2)
    assert len(got) == 2
    assert all(labels.article_id == article.id and at == NOW for article, labels, at in got)
    assert store.list_source_articles(SOURCE.id, since=LATER, limit=9) == []
    assert store.list_fed_sources(since=NOW - timedelta(seconds=1)) == [SOURCE.id]
    assert store.list_fed_sources(since=NOW) == []


def test_what_a_source_brought_is_told_with_when_its_story_began(store: SqlStore) -> None:
    poll(store, 1, 2)
    judge(store, make_article(1), make_article(2, kind=Kind.PRESS_RELEASE), is_corrected=True)
    brought = store.list_yield(SOURCE.id, since=NOW)
    assert {one.kind for one in brought} == {Kind.ARTICLE, Kind.PRESS_RELEASE}
    assert all(one.is_corrected and one.story_owners == 2 for one in brought)
    assert {one.story_began for one in brought} == {NOW}
    assert store.list_yield(SOURCE.id, since=LATER) == []
