"""What every store promises of the log of coverage and its calibrations (`wiredesk.ports.heat`)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from make import (
    NOW,
    WHY,
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
from wiredesk.ports import Store
from wiredesk.records.article import Article
from wiredesk.records.calibration import DEFAULT_CALIBRATION
from wiredesk.records.coverage import Coverage, Filed, Weight
from wiredesk.records.grade import Grade
from wiredesk.records.hold import Bucket, HoldVerdict
from wiredesk.records.provider import Provider
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

HOUR = timedelta(hours=1)
ONE, TWO = make_article(1), make_article(1, provider="courier.example")
WEIGHT = Weight(original=0.5, source=0.8, base_rate=0.9)


@pytest.fixture
def store(place: Place) -> Iterator[SqlStore]:
    opened = open_store(place)
    come_in(opened, ONE, TWO)
    yield opened
    opened.close()


def come_in(store: Store, *articles: Article) -> None:
    """Each article comes in, and begins a story of its own."""
    sources = [make_source(one.provider.removesuffix(".example")) for one in articles]
    store.save_sources(sources, now=NOW)
    for article, source in zip(articles, sources, strict=True):
        entry = make_entry(1, source=source)
        store.save_polls(
            [PollDone(source_id=source.id, polling=make_polling(source), new=(entry,))],
            version=1,
            now=NOW,
        )
        page = make_page(article.id, article.url)
        store.save_fetches([FetchDone(article_id=article.id, page=page)], version=1, now=NOW)
        done = ReadDone(article_id=article.id, article=article, reasons=WHY)
        store.save_readings([done], version=1, now=NOW)
        match = MatchDone(verdict=make_verdict(article), fingerprint=make_fingerprint(article))
        store.save_families([match], version=1, now=NOW)
        group(store, article, story_of(article))
        store.save_labels([Labels(article_id=article.id)], version=1, now=NOW)
        store.save_grades([Grade(article_id=article.id, quality=60, parts=())], version=1, now=NOW)


def group(store: Store, article: Article, story: str, *, merged: Sequence[str] = ()) -> None:
    verdict = StoryVerdict(
        article_id=article.id,
        story_id=StoryId(story),
        merged=tuple(StoryId(one) for one in merged),
        reasons=WHY,
    )
    store.save_stories([GroupDone(verdict=verdict, features=b"{}")], version=1, now=NOW)


def rank(
    store: Store,
    lead: Article,
    *filed: Article,
    at: datetime,
    story: str = "",
    weight: Weight = WEIGHT,
) -> None:
    ranking = Ranking(
        story_id=StoryId(story or story_of(lead)),
        heat=32,
        mass=1.0,
        lead=lead.id,
        best=(lead.id,),
        reports=1,
        independent=1,
        topic="ai",
        reasons=WHY,
    )
    new = {one.id: Filed(weight=weight, counted_at=at - HOUR) for one in filed}
    store.save_rankings([RankDone(ranking=ranking, filed=new)], version=1, now=at)


def logged(store: Store, at: datetime) -> dict[str, str | None]:
    lines = store.replay_coverage(since=NOW - HOUR, until=at)
    return {one.article_id: one.story_id for one in lines}


def test_a_report_is_filed_once_with_all_that_heat_needs(store: Store) -> None:
    rank(store, ONE, ONE, at=NOW)
    rank(store, ONE, ONE, at=NOW + HOUR, weight=Weight(source=0.1))
    (line,) = store.replay_coverage(since=NOW, until=NOW + HOUR)
    assert line.weight == pytest.approx(WEIGHT.value)
    assert line == Coverage(
        at=NOW,
        article_id=ONE.id,
        story_id=StoryId(story_of(ONE)),
        owner="gazette.example",
        family_id=make_verdict(ONE).family_id,
        relation=make_verdict(ONE).relation,
        weight=line.weight,
        received_at=NOW,
        counted_at=NOW - HOUR,
    )
    (again,) = [
        work for work in store.list_rank_work(now=NOW + 9 * HOUR, limit=9) if work.before is None
    ]
    assert again.members[0].weight is None  # the other story, which nobody ranked


def test_an_owner_is_logged_as_it_was_when_the_report_was_filed(store: Store) -> None:
    rank(store, ONE, ONE, at=NOW)
    group_of = Provider(domain=ONE.provider, name="Gazette", owner="group.example")
    store.save_providers([group_of])
    rank(store, TWO, TWO, at=NOW)
    owners = [one.owner for one in store.replay_coverage(since=NOW, until=NOW)]
    assert owners == ["gazette.example", "courier.example"]


def test_a_merge_is_a_new_line_and_the_past_stays_as_it_was(store: Store) -> None:
    rank(store, ONE, ONE, at=NOW)
    rank(store, TWO, TWO, at=NOW)
    group(store, TWO, story_of(ONE), merged=[story_of(TWO)])
    rank(store, ONE, at=NOW + 2 * HOUR)
    assert logged(store, NOW + HOUR) == {ONE.id: story_of(ONE), TWO.id: story_of(TWO)}
    assert logged(store, NOW + 2 * HOUR) == {ONE.id: story_of(ONE), TWO.id: story_of(ONE)}


def test_a_split_is_a_new_line_too(store: Store) -> None:
    group(store, TWO, story_of(ONE))
    rank(store, ONE, ONE, TWO, at=NOW)
    group(store, TWO, story_of(TWO))
    rank(store, ONE, at=NOW + HOUR)
    rank(store, TWO, at=NOW + HOUR)
    assert logged(store, NOW) == dict.fromkeys((ONE.id, TWO.id), story_of(ONE))
    assert logged(store, NOW + HOUR) == {ONE.id: story_of(ONE), TWO.id: story_of(TWO)}


def test_who_was_rejected_counts_nowhere_from_then_on(store: Store) -> None:
    group(store, TWO, story_of(ONE))
    rank(store, ONE, ONE, TWO, at=NOW)
    hold = HoldDone(verdict=HoldVerdict(article_id=TWO.id), bucket=Bucket.REJECTED)
    store.save_holds([hold], version=1, now=NOW + HOUR)
    rank(store, ONE, at=NOW + HOUR)
    assert logged(store, NOW) == dict.fromkeys((ONE.id, TWO.id), story_of(ONE))
    assert logged(store, NOW + HOUR) == {ONE.id: story_of(ONE), TWO.id: None}


def test_what_was_shown_is_told_as_of_any_moment(store: Store) -> None:
    story = StoryId(story_of(ONE))
    rank(store, ONE, ONE, at=NOW)
    rank(store, ONE, at=NOW + HOUR)
    rank(store, TWO, story=story_of(ONE), at=NOW + 2 * HOUR)
    assert store.list_shown([story], at=NOW - HOUR) == []
    (before,) = store.list_shown([story], at=NOW + 1.5 * HOUR)
    (after,) = store.list_shown([story], at=NOW + 2 * HOUR)
    assert (before.lead, before.at) == (ONE.id, NOW)
    assert (after.lead, after.at) == (TWO.id, NOW + 2 * HOUR)


def test_what_was_out_is_told_as_of_any_moment(store: Store) -> None:
    out = PublishDone(article_id=ONE.id, path="one.md", body=b"record")
    store.save_records([out, PublishDone(article_id=TWO.id, path="", body=b"")], version=1, now=NOW)
    store.save_records([out], version=1, now=NOW + HOUR)
    store.save_records([replace(out, body=b"")], version=1, now=NOW + 2 * HOUR)
    ids = [ONE.id, TWO.id]
    assert store.list_out(ids, at=NOW - HOUR) == set()
    assert store.list_out(ids, at=NOW + HOUR) == {ONE.id}
    assert store.list_out(ids, at=NOW + 2 * HOUR) == set()


def test_stories_of_many_newcomers_are_found(store: Store) -> None:
    group(store, TWO, story_of(ONE))
    rank(store, ONE, ONE, TWO, at=NOW, weight=Weight(source=0.1, on_probation=True))
    assert store.list_newcomers(within=HOUR, owners=2) == [(story_of(ONE), 2)]
    assert store.list_newcomers(within=HOUR, owners=3) == []
    assert store.list_newcomers(within=-HOUR, owners=1) == []


def test_a_story_keeps_how_it_was_ranked_last(store: Store) -> None:
    rank(store, ONE, ONE, at=NOW)
    work = {one.story_id: one for one in store.list_rank_work(now=NOW, limit=9)}
    assert story_of(ONE) not in work
    assert store.list_story_topics([StoryId(story_of(ONE)), StoryId(story_of(TWO))]) == {
        story_of(ONE): "ai"
    }


def test_calibrations_are_numbered_and_never_changed(store: Store) -> None:
    assert store.list_calibrations() == [DEFAULT_CALIBRATION]
    second = replace(
        DEFAULT_CALIBRATION, number=2, topic="ai", mass_50=1.2, stories=300, made_at=NOW
    )
    store.save_calibrations([second], {})
    store.save_calibrations([replace(second, mass_50=2.0)], {})
    assert store.list_calibrations() == [DEFAULT_CALIBRATION, second]


def test_base_rates_are_those_that_were_saved_last(store: Store) -> None:
    store.save_calibrations([], {"gazette.example": 0.4, "courier.example": 0.6})
    store.save_calibrations([], {"gazette.example": 0.5})
    works = store.list_rank_work(now=NOW, limit=9)
    assert all(work.rates == {"gazette.example": 0.5} for work in works)


def test_saving_a_ranking_again_adds_nothing_to_the_log(store: SqlStore) -> None:
    rank(store, ONE, ONE, at=NOW)
    once = store.dump()
    rank(store, ONE, ONE, at=NOW)
    assert store.dump() == once
