"""What every store promises (`wiredesk.ports.Store`); each adapter runs all of it."""

from collections.abc import Callable, Iterator
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

from wiredesk.basics.ids import ArticleId, StoryId, TopicId, family_id, story_id
from wiredesk.craft.feeds import identify
from wiredesk.ports import Store
from wiredesk.records.article import Article, Image, Kind
from wiredesk.records.coverage import Filed, Weight
from wiredesk.records.decision import Choice
from wiredesk.records.family import Relation
from wiredesk.records.grade import Grade
from wiredesk.records.hold import Bucket, Hold, HoldReason, HoldVerdict
from wiredesk.records.outcome import Stage
from wiredesk.records.provider import Provider
from wiredesk.records.ranking import Ranking
from wiredesk.records.source import SourceState
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
from wiredesk.world.store import Place, SqlStore, open_store


@pytest.fixture
def store(place: Place) -> Iterator[SqlStore]:
    opened = open_store(place)
    yield opened
    opened.close()


def poll(store: Store, *numbers: int, name: str = "gazette") -> list[ArticleId]:
    """A source gave these entries."""
    source = make_source(name)
    store.save_sources([*(due.source for due in store.list_sources()), source], now=NOW)
    entries = tuple(make_entry(number, source=source) for number in numbers)
    done = PollDone(source_id=source.id, polling=make_polling(source), new=entries, reasons=WHY)
    store.save_polls([done], version=1, now=NOW)
    return [entry.article_id for entry in entries]


def fetch(store: Store) -> None:
    """All pages came."""
    work = store.list_fetch_work(now=NOW, limit=100, per_host=100)
    done = [
        FetchDone(article_id=one.article_id, page=make_page(one.article_id, one.url), reasons=WHY)
        for one in work
    ]
    store.save_fetches(done, version=1, now=NOW)


def read(store: Store, *articles: Article) -> None:
    """These articles were read."""
    done = [
        ReadDone(article_id=one.id, article=one, host=one.provider, lines=("l1",), reasons=WHY)
        for one in articles
    ]
    store.save_readings(done, version=1, now=NOW)


def match(store: Store, *articles: Article) -> None:
    """None of them was here before."""
    done = [
        MatchDone(verdict=make_verdict(one), fingerprint=make_fingerprint(one)) for one in articles
    ]
    store.save_families(done, version=1, now=NOW)


def group(store: Store, *articles: Article) -> None:
    """All belong to the story of the first."""
    done = [
        GroupDone(
            verdict=StoryVerdict(
                article_id=one.id, story_id=StoryId(story_of(articles[0])), reasons=WHY
            ),
            features=b"{}",
        )
        for one in articles
    ]
    store.save_stories(done, version=1, now=NOW)


def judge(store: Store, *articles: Article, quality: int = 60) -> None:
    """Labelled, graded, ranked, released."""
    label = Label(topic=TopicId("ai"), name="AI", weight=1.0, why=WHY)
    labels = [Labels(article_id=one.id, labels=(label,), reasons=WHY) for one in articles]
    store.save_labels(labels, version=1, now=NOW)
    grades = [Grade(article_id=one.id, quality=quality, parts=(), reasons=WHY) for one in articles]
    store.save_grades(grades, version=1, now=NOW)
    rank(store, articles[0])
    released = [
        HoldDone(
            verdict=HoldVerdict(article_id=one.id, reasons=WHY),
            bucket=Bucket.PUBLISHED,
        )
        for one in articles
    ]
    store.save_holds(released, version=1, now=NOW)


def rank(store: Store, lead: Article, *, heat: int = 32, moved: bool = True) -> None:
    """The story that `lead` began has `lead` and `heat`."""
    ranking = Ranking(
        story_id=StoryId(story_of(lead)),
        heat=heat,
        mass=1.0,
        lead=lead.id,
        reports=1,
        independent=1,
        due_at=NOW + timedelta(hours=2),
        reasons=WHY,
    )
    filed = Filed(weight=Weight(source=0.8), counted_at=NOW)
    done = RankDone(ranking=ranking, filed={lead.id: filed}, moved=moved)
    store.save_rankings([done], version=1, now=NOW)


def publish(store: Store, *articles: Article) -> None:
    """Each has a record."""
    done = [
        PublishDone(article_id=one.id, path=f"{one.id}.md", body=b"record", reasons=WHY)
        for one in articles
    ]
    store.save_records(done, version=1, now=NOW)


def whole_route(store: Store, *articles: Article) -> None:
    fetch(store)
    read(store, *articles)
    match(store, *articles)
    group(store, *articles)
    judge(store, *articles)
    publish(store, *articles)


def test_a_new_source_is_due_at_once(store: Store) -> None:
    store.save_sources([make_source()], now=NOW)
    assert [due.source for due in store.list_due_sources(now=NOW, limit=9)] == [make_source()]


def test_a_source_that_left_the_list_is_no_longer_polled(store: Store) -> None:
    store.save_sources([make_source("a"), make_source("b")], now=NOW)
    store.save_sources([make_source("b")], now=NOW)
    assert [due.source.provider for due in store.list_sources()] == ["b.example"]


def test_a_source_that_comes_back_keeps_its_polling(store: Store) -> None:
    source = make_source()
    store.save_sources([source], now=NOW)
    store.save_polling(make_polling(source, etag='W/"x"'))
    store.save_sources([], now=NOW)
    store.save_sources([source], now=NOW)
    assert store.list_sources()[0].polling.etag == 'W/"x"'


def test_a_parked_source_is_not_due(store: Store) -> None:
    source = make_source()
    store.save_sources([source], now=NOW)
    store.save_polling(make_polling(source, due_at=NOW, state=SourceState.PARKED))
    assert store.list_due_sources(now=NOW, limit=9) == []


def test_new_entries_begin_articles_that_wait_for_their_page(store: Store) -> None:
    ids = poll(store, 1, 2)
    work = store.list_fetch_work(now=NOW, limit=9, per_host=9)
    assert sorted(one.article_id for one in work) == sorted(ids)


def test_only_a_few_pages_of_one_host_come_at_once(store: Store) -> None:
    poll(store, 1, 2, 3)
    poll(store, 4, name="courier")
    work = store.list_fetch_work(now=NOW, limit=9, per_host=1)
    assert sorted(one.source.provider for one in work) == ["courier.example", "gazette.example"]


def test_known_entries_are_found_by_key_address_text_and_age(store: Store) -> None:
    poll(store, 1, 2, 3)
    source = make_source().id
    found = store.list_known_entries(
        source,
        keys=["guid:guid-1"],
        urls=["https://gazette.example/story-2"],
        digests=["digest-3"],
        recent=0,
    )
    assert sorted(one.key for one in found) == ["guid:guid-1", "guid:guid-2", "guid:guid-3"]
    recent = store.list_known_entries(source, keys=[], urls=[], digests=[], recent=2)
    assert len(recent) == 2


def test_a_known_entry_is_not_revised_by_coming_again(store: Store) -> None:
    source = make_source()
    said = (make_entry(1).said, make_entry(2).said)
    first = identify(said, source_id=source.id, known=[], received_at=NOW, feed_url=source.url)
    store.save_sources([source], now=NOW)
    done = PollDone(source_id=source.id, polling=make_polling(source), new=first.new, reasons=WHY)
    store.save_polls([done], version=1, now=NOW)
    known = store.list_known_entries(source.id, keys=[], urls=[], digests=[], recent=9)
    again = identify(said, source_id=source.id, known=known, received_at=NOW, feed_url=source.url)
    assert (again.new, again.revised) == ((), ())


def test_a_revised_entry_sends_its_article_back_to_fetch(store: Store) -> None:
    poll(store, 1)
    article = make_article(1)
    whole_route(store, article)
    revised = replace(make_entry(1), revised=True)
    source = make_source()
    done = PollDone(source_id=source.id, polling=make_polling(source), revised=(revised,))
    store.save_polls([done], version=1, now=NOW)
    assert [w.article_id for w in store.list_fetch_work(now=NOW, limit=9, per_host=9)] == [
        article.id
    ]


def test_a_failed_fetch_waits_and_counts(store: Store) -> None:
    (article,) = poll(store, 1)
    later = NOW + timedelta(minutes=10)
    store.save_fetches(
        [FetchDone(article_id=article, retry_at=later, reasons=WHY)], version=1, now=NOW
    )
    assert store.list_fetch_work(now=NOW, limit=9, per_host=9) == []
    (work,) = store.list_fetch_work(now=later, limit=9, per_host=9)
    assert work.attempts == 1


def test_a_hopeless_article_lies_in_bucket_failed_with_its_cause(store: Store) -> None:
    (article,) = poll(store, 1)
    store.save_fetches(
        [FetchDone(article_id=article, failure="gone", reasons=WHY)], version=1, now=NOW
    )
    assert store.count_buckets() == {(Bucket.FAILED, "gone"): 1}


def test_an_article_is_read_with_what_was_read_before(store: Store) -> None:
    poll(store, 1)
    fetch(store)
    (work,) = store.list_read_work(now=NOW, limit=9)
    assert work.page is not None
    assert work.previous is None
    assert work.first_poll
    article = make_article(1)
    read(store, article)
    store.rewind(Stage.READ, below_version=None, now=NOW)
    (work,) = store.list_read_work(now=NOW, limit=9)
    assert work.previous == article


def test_an_alias_is_retired_and_resolved(store: Store) -> None:
    first, second = poll(store, 1, 2)
    fetch(store)
    read(store, make_article(1))
    store.save_readings(
        [ReadDone(article_id=second, same_as=first, reasons=WHY)], version=1, now=NOW
    )
    found = store.find_article(second)
    assert found is not None
    assert found.id == first
    assert store.count_buckets()[Bucket.RETIRED, "same_address"] == 1


def test_lines_are_counted_over_the_other_articles_of_a_host(store: Store) -> None:
    poll(store, 1, 2)
    fetch(store)
    read(store, make_article(1), make_article(2))
    one = make_article(1).id
    assert store.count_lines("gazette.example", ["l1", "l2"], but=one) == {"l1": 1}
    assert store.count_lines("courier.example", ["l1"], but=one) == {}


def test_an_image_on_three_articles_is_a_logo_and_they_are_graded_again(store: Store) -> None:
    poll(store, 1, 2, 3)
    fetch(store)
    logo = Image(url="https://gazette.example/logo.png")
    first, second, third = (make_article(number, image=logo) for number in (1, 2, 3))
    read(store, first, second)
    match(store, first, second)
    group(store, first, second)
    judge(store, first, second)
    publish(store, first, second)
    assert not any(w.image_is_shared for w in store.load_publish_work([first.id, second.id]))
    read(store, third)
    assert [w.article.id for w in store.list_grade_work(now=NOW, limit=9)] == sorted(
        [first.id, second.id]
    )
    assert all(w.image_is_shared for w in store.list_grade_work(now=NOW, limit=9))


def test_a_new_origin_sends_judged_members_back_to_grade(store: Store) -> None:
    poll(store, 1, 2)
    first, second = make_article(1), make_article(2)
    fetch(store)
    read(store, first, second)
    match(store, first)
    group(store, first)
    judge(store, first)
    publish(store, first)
    verdict = make_verdict(
        second, family_id=family_id(first.id), relation=Relation.COPY, of=first.id, origin=second.id
    )
    done = MatchDone(verdict=verdict, fingerprint=make_fingerprint(second, credit="Wire"))
    store.save_families([done], version=1, now=NOW)
    (work,) = store.list_grade_work(now=NOW, limit=9)
    assert (work.article.id, work.is_origin) == (first.id, False)


def test_families_and_stories_are_replayed_in_the_order_they_were_saved(store: Store) -> None:
    poll(store, 1, 2)
    fetch(store)
    first, second = make_article(1), make_article(2)
    read(store, first, second)
    match(store, second, first)
    group(store, second, first)
    since = NOW - timedelta(days=1)
    assert [own.article_id for own, _ in store.replay_families(since=since)] == [
        second.id,
        first.id,
    ]
    assert [story for _, story in store.replay_stories(since=since)] == [story_of(second)] * 2


def test_a_merged_story_redirects_and_its_members_move(store: Store) -> None:
    poll(store, 1, 2)
    fetch(store)
    first, second = make_article(1), make_article(2)
    read(store, first, second)
    match(store, first, second)
    group(store, first)
    group(store, second)
    merged = StoryVerdict(
        article_id=second.id,
        story_id=story_id(first.id),
        merged=(story_id(second.id),),
        reasons=WHY,
    )
    store.save_stories([GroupDone(verdict=merged, features=b"{}")], version=1, now=NOW)
    story = store.load_story(story_id(second.id))
    assert story is not None
    assert story.id == story_id(first.id)
    assert set(story.members) == {first.id, second.id}


def test_ranking_sees_graded_members_and_files_their_weight_once(store: Store) -> None:
    poll(store, 1)
    article = make_article(1)
    fetch(store)
    read(store, article)
    match(store, article)
    group(store, article)
    assert store.list_rank_work(now=NOW, limit=9) == []
    labels = Labels(article_id=article.id, reasons=WHY)
    store.save_labels([labels], version=1, now=NOW)
    store.save_grades(
        [Grade(article_id=article.id, quality=61, parts=(), reasons=WHY)], version=1, now=NOW
    )
    (work,) = store.list_rank_work(now=NOW, limit=9)
    assert work.members[0].weight is None
    rank(store, article)
    assert [w.article.id for w in store.list_hold_work(now=NOW, limit=9)] == [article.id]
    (again,) = store.list_rank_work(now=NOW + timedelta(hours=2), limit=9)
    assert again.members[0].weight == Weight(source=0.8)
    assert (again.lead, again.heat) == (article.id, 32)


def test_a_story_that_did_not_move_leaves_its_published_members_alone(store: Store) -> None:
    poll(store, 1)
    article = make_article(1)
    whole_route(store, article)
    rank(store, article, moved=False)
    assert store.list_hold_work(now=NOW, limit=9) == []
    rank(store, article, moved=True)
    assert len(store.list_hold_work(now=NOW, limit=9)) == 1


def test_a_hold_that_lifts_itself_is_judged_again_then(store: Store) -> None:
    poll(store, 1)
    article = make_article(1)
    fetch(store)
    read(store, article)
    match(store, article)
    group(store, article)
    until = NOW + timedelta(days=1)
    hold = Hold(
        reason=HoldReason.PROBATION, evidence="new", since=NOW, lifted_by="machine", until=until
    )
    store.save_labels([Labels(article_id=article.id, reasons=WHY)], version=1, now=NOW)
    store.save_grades(
        [Grade(article_id=article.id, quality=61, parts=(), reasons=WHY)], version=1, now=NOW
    )
    rank(store, article)
    verdict = HoldVerdict(article_id=article.id, holds=(hold,), reasons=WHY)
    store.save_holds(
        [HoldDone(verdict=verdict, bucket=Bucket.HELD, due_at=until)], version=1, now=NOW
    )
    assert store.list_hold_work(now=NOW, limit=9) == []
    (work,) = store.list_hold_work(now=until, limit=9)
    assert work.previous == verdict
    assert store.count_buckets() == {(Bucket.HELD, "probation"): 1}


def test_a_published_article_that_is_held_is_withdrawn(store: Store) -> None:
    poll(store, 1)
    article = make_article(1)
    whole_route(store, article)
    assert list(store.list_records()) == [(f"{article.id}.md", b"record")]
    hold = Hold(reason=HoldReason.EDITOR, evidence="no", since=NOW, lifted_by="editor")
    verdict = HoldVerdict(article_id=article.id, holds=(hold,), reasons=WHY)
    store.save_holds([HoldDone(verdict=verdict, bucket=Bucket.HELD)], version=1, now=NOW)
    (work,) = store.list_publish_work(now=NOW, limit=9)
    assert (work.bucket, work.path) == (Bucket.HELD, f"{article.id}.md")
    store.save_records(
        [PublishDone(article_id=article.id, path=work.path, body=b"")], version=1, now=NOW
    )
    assert list(store.list_records()) == []
    assert store.is_path_taken(f"{article.id}.md")


def test_the_generation_rises_only_when_a_record_changes(store: Store) -> None:
    poll(store, 1)
    article = make_article(1)
    whole_route(store, article)
    assert store.load_generation() == (1, 0)
    publish(store, article)
    assert store.load_generation() == (1, 0)
    store.save_usage([], generation=1, now=NOW)
    assert store.load_generation() == (1, 1)


def test_related_are_other_owners_own_reports_best_first(store: Store) -> None:
    store.save_providers(
        [Provider(domain="sister.example", name="Sister", owner="gazette.example")]
    )
    poll(store, 1)
    for name in ("courier", "herald", "sister"):
        poll(store, 1, name=name)
    fetch(store)
    articles = [make_article(1)] + [
        make_article(1, provider=f"{name}.example") for name in ("courier", "herald", "sister")
    ]
    read(store, *articles)
    match(store, *articles)
    group(store, *articles)
    judge(store, *articles[:2], quality=50)
    judge(store, *articles[2:], quality=70)
    (work,) = store.load_publish_work([articles[0].id])
    assert [other.provider for other, _, _ in work.related] == ["herald.example", "courier.example"]


def test_an_article_is_found_by_id_address_and_record(store: Store) -> None:
    poll(store, 1)
    article = make_article(1)
    whole_route(store, article)
    for key in (article.id, article.url, article.url + "?utm_source=x", f"{article.id}.md"):
        found = store.find_article(key)
        assert found is not None, key
        assert found.id == article.id
    assert store.find_article("https://elsewhere.example/") is None


def test_a_trace_lists_each_step_in_route_order_with_version_and_reasons(store: Store) -> None:
    poll(store, 1)
    article = make_article(1)
    whole_route(store, article)
    outcomes = store.list_outcomes(article.id)
    assert [one.step for one in outcomes] == [
        Stage.FETCH,
        Stage.READ,
        Stage.MATCH,
        Stage.GROUP,
        Stage.LABEL,
        Stage.GRADE,
        Stage.HOLD,
        Stage.PUBLISH,
    ]
    assert all(one.version == 1 and one.reasons == WHY for one in outcomes)


def test_rewinding_finds_only_what_an_older_version_decided(store: Store) -> None:
    poll(store, 1)
    article = make_article(1)
    whole_route(store, article)
    assert store.rewind(Stage.LABEL, below_version=1, now=NOW) == 0
    assert store.rewind(Stage.LABEL, below_version=2, now=NOW) == 1
    assert len(store.list_label_work(now=NOW, limit=9)) == 1


def test_the_buckets_sum_to_all_articles(store: Store) -> None:
    poll(store, 1, 2, 3)
    whole_route(store, make_article(1))
    assert sum(store.count_buckets().values()) == store.count_articles() == 3


def test_imported_articles_begin_at_match_and_keep_their_record(store: Store) -> None:
    article = make_article(7, kind=Kind.ARTICLE)
    assert store.save_imported([(article, "2026-03-05-title.md", b"old")], now=NOW) == 1
    assert store.save_imported([(article, "2026-03-05-title.md", b"old")], now=NOW) == 0
    (work,) = store.list_match_work(now=NOW, limit=9)
    assert work.article == article
    match(store, article)
    group(store, article)
    judge(store, article)
    (ready,) = store.list_publish_work(now=NOW, limit=9)
    assert (ready.path, ready.previous) == ("2026-03-05-title.md", b"old")


def test_robots_and_settings_are_kept(store: Store) -> None:
    store.save_robots("https://a.example", b"x")
    store.save_setting("key", "value")
    assert store.load_robots("https://a.example") == b"x"
    assert store.load_robots("https://b.example") is None
    assert (store.load_setting("key"), store.load_setting("other")) == ("value", "")


def test_saving_the_same_again_changes_nothing(store: SqlStore) -> None:
    for _ in range(2):
        poll(store, 1, 2)
    article = make_article(1)
    steps: list[Callable[[], None]] = [
        lambda: fetch(store),
        lambda: read(store, article),
        lambda: match(store, article),
        lambda: group(store, article),
        lambda: judge(store, article),
        lambda: publish(store, article),
    ]
    for step in steps:
        step()
        once = store.dump()
        step()
        assert store.dump() == once


def test_a_provider_that_turned_up_is_known_since_its_first_article_and_counted(
    store: Store,
) -> None:
    poll(store, 1, 2)
    fetch(store)
    first, second = make_article(1), make_article(2, authors=())
    read(store, first, second)
    match(store, first)
    copy = make_verdict(second, family_id=family_id(first.id), relation=Relation.COPY, of=first.id)
    copied = MatchDone(verdict=replace(copy, origin=first.id), fingerprint=make_fingerprint(second))
    store.save_families([copied], version=1, now=NOW)
    ((provider, record),) = store.list_provider_records(["gazette.example"])
    assert (provider.name, provider.known_since, provider.article_count) == (
        "gazette.example",
        NOW,
        2,
    )
    assert (record.articles, record.originals, record.copies, record.with_author) == (2, 1, 1, 1)
    ((unknown, nothing),) = store.list_provider_records(["nobody.example"])
    assert (unknown.name, unknown.known_since, nothing.articles) == ("nobody.example", None, 0)


def test_ranking_knows_since_when_and_how_much_a_provider_writes(store: Store) -> None:
    poll(store, 1)
    article = make_article(1)
    whole_route(store, article)
    (work,) = store.list_rank_work(now=NOW + timedelta(hours=2), limit=9)
    provider = work.providers["gazette.example"]
    assert (provider.known_since, provider.article_count) == (NOW, 1)


def test_who_leaves_the_registry_owns_itself_again(store: Store) -> None:
    owned = Provider(domain="gazette.example", name="Gazette", owner="group.example", listed=True)
    store.save_providers([owned])
    store.save_providers([])
    ((provider, _),) = store.list_provider_records(["gazette.example"])
    assert provider == Provider(domain="gazette.example", name="gazette.example")


def test_a_failure_that_is_saved_twice_counts_once(store: SqlStore) -> None:
    (article,) = poll(store, 1)
    later = NOW + timedelta(minutes=10)
    waits = FetchDone(article_id=article, retry_at=later, reasons=WHY)
    for _ in range(2):
        store.save_fetches([waits], version=1, now=NOW)
    (work,) = store.list_fetch_work(now=later, limit=9, per_host=9)
    assert work.attempts == 1
    fetch_at(store, later)
    died = ReadDone(article_id=article, retry=True, attempts=0, reasons=WHY)
    for _ in range(2):
        store.save_readings([died], version=1, now=later)
    (read_work,) = store.list_read_work(now=later, limit=9)
    assert read_work.attempts == 1


def fetch_at(store: Store, now: datetime) -> None:
    """All pages that are due came."""
    done = [
        FetchDone(article_id=one.article_id, page=make_page(one.article_id, one.url), reasons=WHY)
        for one in store.list_fetch_work(now=now, limit=100, per_host=100)
    ]
    store.save_fetches(done, version=1, now=now)


def test_a_published_article_whose_page_is_gone_is_withdrawn(store: Store) -> None:
    poll(store, 1)
    article = make_article(1)
    whole_route(store, article)
    gone = FetchDone(article_id=article.id, failure="gone", reasons=WHY)
    store.save_fetches([gone], version=1, now=NOW)
    assert store.count_buckets() == {(Bucket.RETIRED, "gone"): 1}
    (work,) = store.list_publish_work(now=NOW, limit=9)
    assert (work.article, work.bucket) == (article, Bucket.RETIRED)
    withdrawn = PublishDone(article_id=article.id, path=work.path, body=b"", reasons=WHY)
    store.save_records([withdrawn], version=1, now=NOW)
    assert list(store.list_records()) == []
    assert store.list_publish_work(now=NOW, limit=9) == []


def test_a_published_article_that_becomes_an_alias_is_withdrawn(store: Store) -> None:
    first, second = poll(store, 1, 2)
    fetch(store)
    one, two = make_article(1), make_article(2)
    whole_route(store, one, two)
    alias = ReadDone(article_id=second, same_as=first, reasons=WHY)
    store.save_readings([alias], version=1, now=NOW)
    assert [work.article.id for work in store.list_publish_work(now=NOW, limit=9)] == [second]
    (ranked,) = store.list_rank_work(now=NOW, limit=9)
    assert [member.article_id for member in ranked.members] == [first]


def test_an_alias_of_an_alias_leads_to_the_article(store: Store) -> None:
    first, second, third = poll(store, 1, 2, 3)
    fetch(store)
    for alias, target in ((third, second), (second, first)):
        done = ReadDone(article_id=alias, same_as=target, reasons=WHY)
        store.save_readings([done], version=1, now=NOW)
    found = store.find_article(third)
    assert found is not None
    assert found.id == first


def test_a_reading_that_fails_leaves_what_was_read_before(store: Store) -> None:
    poll(store, 1)
    article = make_article(1)
    fetch(store)
    read(store, article)
    failed = ReadDone(article_id=article.id, failure="worker", reasons=WHY)
    store.save_readings([failed], version=1, now=NOW)
    assert store.load_article(article.id) == article
    assert store.count_buckets() == {(Bucket.FAILED, "worker"): 1}


def test_a_revised_entry_gives_a_failed_article_another_chance(store: Store) -> None:
    (article,) = poll(store, 1)
    gone = FetchDone(article_id=article, failure="gone", reasons=WHY)
    store.save_fetches([gone], version=1, now=NOW)
    source = make_source()
    revised = PollDone(
        source_id=source.id,
        polling=make_polling(source),
        revised=(replace(make_entry(1), revised=True),),
        reasons=WHY,
    )
    store.save_polls([revised], version=1, now=NOW)
    assert store.count_buckets() == {(Bucket.PENDING, "fetch"): 1}


def test_what_a_step_set_aside_gets_another_chance_from_its_newer_version(store: Store) -> None:
    poll(store, 1)
    fetch(store)
    (article,) = (work.article_id for work in store.list_read_work(now=NOW, limit=9))
    failed = ReadDone(article_id=article, failure="worker", reasons=WHY)
    store.save_readings([failed], version=1, now=NOW)
    assert store.rewind(Stage.READ, below_version=2, now=NOW) == 1
    assert store.count_buckets() == {(Bucket.PENDING, "read"): 1}


def test_rewinding_rank_makes_its_stories_due(store: Store) -> None:
    poll(store, 1)
    whole_route(store, make_article(1))
    assert store.rewind(Stage.RANK, below_version=1, now=NOW) == 0
    assert store.list_rank_work(now=NOW, limit=9) == []
    assert store.rewind(Stage.RANK, below_version=2, now=NOW) == 1
    assert len(store.list_rank_work(now=NOW, limit=9)) == 1


def test_a_fourth_article_with_a_logo_sends_nobody_back(store: Store) -> None:
    poll(store, 1, 2, 3, 4)
    fetch(store)
    logo = Image(url="https://gazette.example/logo.png")
    *three, fourth = (make_article(number, image=logo) for number in (1, 2, 3, 4))
    whole_route(store, *three)
    read(store, fourth)
    assert store.list_grade_work(now=NOW, limit=9) == []


def test_a_late_member_of_an_absorbed_story_goes_to_what_absorbed_it(store: Store) -> None:
    poll(store, 1, 2, 3)
    fetch(store)
    first, second, third = (make_article(number) for number in (1, 2, 3))
    read(store, first, second, third)
    match(store, first, second, third)
    group(store, first)
    group(store, second)
    verdict = StoryVerdict(article_id=second.id, story_id=story_id(first.id), reasons=WHY)
    merged = replace(verdict, merged=(story_id(second.id),))
    back = replace(verdict, story_id=story_id(second.id), merged=(story_id(first.id),))
    late = StoryVerdict(article_id=third.id, story_id=story_id(second.id), reasons=WHY)
    for one in (merged, late, back):
        store.save_stories([GroupDone(verdict=one, features=b"{}")], version=1, now=NOW)
    for known in (first, second):
        story = store.load_story(story_id(known.id))
        assert story is not None
        assert (story.id, len(story.members)) == (story_id(first.id), 3)


def test_a_story_is_ranked_again_without_a_member_that_was_rejected(store: Store) -> None:
    poll(store, 1, 2)
    first, second = make_article(1), make_article(2)
    whole_route(store, first, second)
    assert store.list_rank_work(now=NOW, limit=9) == []
    no = HoldDone(verdict=HoldVerdict(article_id=first.id, reasons=WHY), bucket=Bucket.REJECTED)
    store.save_holds([no], version=1, now=NOW)
    (work,) = store.list_rank_work(now=NOW, limit=9)
    assert [member.article_id for member in work.members] == [second.id]


def test_a_decision_is_judged_kept_and_can_be_taken_back(store: SqlStore) -> None:
    poll(store, 1)
    article = make_article(1)
    whole_route(store, article)
    for _ in range(2):
        choose(store, article.id, "reject", note="an advertisement")
    (work,) = store.list_hold_work(now=NOW, limit=9)
    assert (work.decision, work.decision_by, work.decision_at) == ("reject", "Ada", NOW)
    assert [(one.choice, one.note) for one in store.list_decisions(article.id)] == [
        (Choice.REJECT, "an advertisement")
    ]
    choose(store, article.id, "", now=NOW + timedelta(hours=1))
    (work,) = store.list_hold_work(now=NOW + timedelta(hours=1), limit=9)
    assert work.decision == ""


def test_what_is_due_next_is_the_earliest_of_source_article_and_story(store: Store) -> None:
    assert store.next_due_at() is None
    poll(store, 1)
    assert store.next_due_at() == NOW
    whole_route(store, make_article(1))
    assert store.next_due_at() == NOW + timedelta(hours=1)
    store.save_sources([], now=NOW)
    assert store.next_due_at() == NOW + timedelta(hours=2)


def test_an_article_is_found_by_the_address_that_its_feed_gave(store: Store) -> None:
    (article,) = poll(store, 1)
    fetch(store)
    elsewhere = "https://gazette.example/moved-here"
    read(store, make_article(1, url=elsewhere, web_url=elsewhere))
    for address in ("http://www.gazette.example/story-1", elsewhere):
        found = store.find_article(address)
        assert found is not None
        assert found.id == article


def test_lines_of_an_article_that_is_read_again_are_counted_anew(store: Store) -> None:
    poll(store, 1, 2)
    fetch(store)
    first, second = make_article(1), make_article(2)
    for lines in (("promo", "l1"), ("l1",)):
        done = ReadDone(
            article_id=first.id, article=first, host="h.example", lines=lines, reasons=WHY
        )
        store.save_readings([done], version=1, now=NOW)
    assert store.count_lines("h.example", ["promo", "l1"], but=second.id) == {"l1": 1}


def test_long_answers_come_whole_and_in_order(store: Store) -> None:
    count = 2_300  # more than two parts
    poll(store, *range(count))
    articles = [make_article(number) for number in range(count)]
    read(store, *articles)
    match(store, *articles)
    group(store, *articles)
    judge(store, *articles)
    publish(store, *articles)
    since = NOW - timedelta(days=1)
    order = [one.id for one in articles]
    assert [own.article_id for own, _ in store.replay_families(since=since)] == order
    assert len(list(store.replay_stories(since=since))) == count
    assert [path for path, _ in store.list_records()] == sorted(f"{one}.md" for one in order)
