"""What every store promises about rights (`wiredesk.ports.RightsStore`): shown, taken down, expired."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

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

from wiredesk.basics.ids import ArticleId, StoryId
from wiredesk.records.article import Article
from wiredesk.records.family import Relation
from wiredesk.records.grade import Grade
from wiredesk.records.hold import Bucket, HoldVerdict
from wiredesk.records.outcome import Stage
from wiredesk.records.page import ArchivePlace
from wiredesk.records.ranking import Ranking
from wiredesk.records.rights import Exit, Shown, Takedown, TakedownReason
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
CANARY = "The lighthouse keeper kept a secret about the harbour master."
ONE = make_article(1, title="Canary headline", text=CANARY, excerpt="Canary excerpt.")
TWO = make_article(2)
LATER = NOW + timedelta(days=1)


@pytest.fixture
def store(place: Place) -> Iterator[SqlStore]:
    opened = open_store(place)
    yield opened
    opened.close()


def poll(store: SqlStore, *numbers: int, now: datetime = NOW, revised: bool = False) -> None:
    store.save_sources([SOURCE], now=NOW)
    entries = []
    for number in numbers:
        entry = make_entry(number, received_at=now, revised=revised)
        said = replace(entry.said, title="Canary headline", summary=CANARY, content=CANARY)
        entries.append(replace(entry, said=said) if number == 1 else entry)
    done = PollDone(
        source_id=SOURCE.id,
        polling=make_polling(SOURCE),
        new=() if revised else tuple(entries),
        revised=tuple(entries) if revised else (),
        reasons=WHY,
    )
    store.save_polls([done], version=1, now=now)


def through(store: SqlStore, *articles: Article, lead: Article | None = None) -> None:
    """Fetched, read, in one story, released, published."""
    fetched = [
        FetchDone(
            article_id=one.id,
            page=make_page(
                one.id, one.url, place=ArchivePlace(file="w.gz", offset=number * 100, length=90)
            ),
            reasons=WHY,
        )
        for number, one in enumerate(articles)
    ]
    store.save_fetches(fetched, version=1, now=NOW)
    read = [
        ReadDone(article_id=one.id, article=one, host=one.provider, reasons=WHY) for one in articles
    ]
    store.save_readings(read, version=1, now=NOW)
    matched = [
        MatchDone(verdict=make_verdict(one), fingerprint=make_fingerprint(one)) for one in articles
    ]
    store.save_families(matched, version=1, now=NOW)
    story = StoryId(story_of(articles[0]))
    grouped = [
        GroupDone(
            verdict=StoryVerdict(article_id=one.id, story_id=story, reasons=WHY), features=b"{}"
        )
        for one in articles
    ]
    store.save_stories(grouped, version=1, now=NOW)
    store.save_labels(
        [Labels(article_id=one.id, reasons=WHY) for one in articles], version=1, now=NOW
    )
    grades = [Grade(article_id=one.id, quality=60, parts=(), reasons=WHY) for one in articles]
    store.save_grades(grades, version=1, now=NOW)
    ranking = Ranking(
        story_id=story, heat=30, mass=1.0, lead=(lead or articles[0]).id, due_at=LATER, reasons=WHY
    )
    store.save_rankings([RankDone(ranking=ranking)], version=1, now=NOW)
    released = [
        HoldDone(verdict=HoldVerdict(article_id=one.id, reasons=WHY), bucket=Bucket.PUBLISHED)
        for one in articles
    ]
    store.save_holds(released, version=1, now=NOW)
    out = [
        PublishDone(article_id=one.id, path=f"{one.id}.md", body=one.excerpt.encode(), reasons=WHY)
        for one in articles
    ]
    store.save_records(out, version=1, now=NOW)


def down(article: Article = ONE, **changes: object) -> Takedown:
    made = Takedown(
        article_id=article.id,
        url=article.url,
        provider=article.provider,
        reason=TakedownReason.PRIVACY,
        by="Ada",
        at=NOW,
        purge_at=LATER,
    )
    return replace(made, **changes)  # type: ignore[arg-type] # - any field of a take-down


def take_down(store: SqlStore, article: Article = ONE, *marks: str) -> None:
    store.save_takedown(down(article), [f"url:{article.url}", *marks], now=NOW)


def stage(store: SqlStore, article: ArticleId) -> tuple[str, Bucket, str]:
    (line,) = store.list_lines([article])
    return line.stage, line.bucket, line.failure


def withdrawn(store: SqlStore, *articles: Article) -> None:
    done = [
        PublishDone(article_id=one.id, path=f"{one.id}.md", body=b"", reasons=WHY)
        for one in articles
    ]
    store.save_records(done, version=1, now=NOW)


# --- what was shown ----------------------------------------------------------------------------


def test_what_is_shown_has_a_beginning_and_an_end(store: SqlStore) -> None:
    poll(store, 1, 2)
    first = Shown(article_id=ONE.id, exit=Exit.SITE, characters=120, image=False)
    second = Shown(article_id=ONE.id, exit=Exit.FEED, characters=120, image=False)
    store.save_usage([first, second], generation=1, now=NOW)
    store.save_usage([first], generation=2, now=LATER)
    assert store.load_generation()[1] == 2
    lines = {(one.exit, one.since, one.until) for one in store.list_usage(ONE.provider)}
    assert lines == {(Exit.SITE, NOW, None), (Exit.FEED, NOW, LATER)}


def test_a_longer_extract_is_a_new_line_and_the_same_is_none(store: SqlStore) -> None:
    poll(store, 1)
    short = Shown(article_id=ONE.id, exit=Exit.SITE, characters=50, image=False)
    store.save_usage([short], generation=1, now=NOW)
    before = store.dump()
    store.save_usage([short], generation=1, now=LATER)
    assert store.dump() == before
    store.save_usage([replace(short, characters=90)], generation=1, now=LATER)
    found = [(one.characters, one.since, one.until) for one in store.list_usage(ONE.provider)]
    assert found == [(90, LATER, None), (50, NOW, LATER)]
    assert store.list_usage("b.example") == []


# --- take-downs --------------------------------------------------------------------------------


def test_a_taken_down_article_leaves_every_exit(store: SqlStore) -> None:
    poll(store, 1, 2)
    through(store, ONE, TWO)
    wanted, _ = store.load_generation()
    take_down(store)
    assert stage(store, ONE.id) == ("publish", Bucket.RETIRED, "takedown")
    assert stage(store, TWO.id)[0] == "hold", "records that name it are made again"
    assert store.load_generation()[0] > wanted
    assert ONE.id not in store.list_published(limit=9)
    story = store.load_story(StoryId(story_of(ONE)))
    assert story is not None
    assert story.members == (TWO.id,)
    (work,) = store.load_publish_work([TWO.id])
    assert ONE.id not in {article.id for article, _, _ in work.related}
    withdrawn(store, ONE)
    assert [path for path, _ in store.list_records()] == [f"{TWO.id}.md"]
    assert [one.article_id for one in store.list_takedowns()] == [ONE.id]


def test_taking_down_twice_is_once_and_the_sooner_purge_counts(store: SqlStore) -> None:
    poll(store, 1)
    through(store, ONE)
    take_down(store)
    withdrawn(store, ONE)
    before = store.dump()
    take_down(store)
    assert store.dump() == before
    store.save_takedown(down(purge_at=NOW), [], now=LATER)
    assert store.list_takedowns()[0].purge_at == NOW
    assert [act.action for act in store.list_takedown_log(ONE.id)] == ["taken_down"]


@pytest.mark.parametrize("step", [Stage.FETCH, Stage.READ, Stage.HOLD, Stage.PUBLISH])
def test_no_rerun_no_poll_and_no_decision_brings_it_back(store: SqlStore, step: Stage) -> None:
    poll(store, 1)
    through(store, ONE)
    take_down(store)
    withdrawn(store, ONE)
    store.rewind(step, below_version=None, now=LATER)
    poll(store, 1, now=LATER)
    poll(store, 1, now=LATER, revised=True)
    choose(store, ONE.id, "release", now=LATER)
    assert stage(store, ONE.id) == ("done", Bucket.RETIRED, "takedown")
    assert not store.list_fetch_work(now=LATER, limit=9, per_host=9)


def test_its_address_from_another_source_goes_the_same_way(store: SqlStore) -> None:
    poll(store, 1)
    through(store, ONE)
    take_down(store)
    other = make_source("mirror")
    store.save_sources([SOURCE, other], now=NOW)
    entry = make_entry(7, source=other, url=ONE.url)
    done = PollDone(source_id=other.id, polling=make_polling(other), new=(entry,), reasons=WHY)
    store.save_polls([done], version=1, now=LATER)
    assert stage(store, entry.article_id) == ("done", Bucket.RETIRED, "takedown")
    assert "Summary 7" not in store.dump()
    acts = [act.action for act in store.list_takedown_log(entry.article_id)]
    assert acts == ["again"]


def test_the_same_text_again_goes_the_same_way_when_it_is_read(store: SqlStore) -> None:
    poll(store, 1, 2)
    through(store, ONE)
    take_down(store)
    done = ReadDone(article_id=TWO.id, taken_down=ONE.id, reasons=WHY)
    for _ in range(2):
        store.save_readings([done], version=1, now=LATER)
        assert stage(store, TWO.id) == ("done", Bucket.RETIRED, "takedown")
    assert store.find_takedown([f"url:{TWO.url}"]) == TWO.id


def test_a_revision_of_it_by_its_provider_goes_the_same_way(store: SqlStore) -> None:
    poll(store, 1, 2)
    through(store, ONE)
    take_down(store)
    withdrawn(store, ONE)
    read = [ReadDone(article_id=TWO.id, article=TWO, host="h", reasons=WHY)]
    store.save_readings(read, version=1, now=LATER)
    verdict = make_verdict(
        TWO, family_id=make_verdict(ONE).family_id, relation=Relation.REVISION, of=ONE.id
    )
    matched = [MatchDone(verdict=verdict, fingerprint=make_fingerprint(TWO))]
    store.save_families(matched, version=1, now=LATER)
    assert stage(store, TWO.id) == ("done", Bucket.RETIRED, "takedown")


def test_an_import_does_not_bring_it_back(store: SqlStore) -> None:
    poll(store, 1)
    through(store, ONE)
    take_down(store)
    withdrawn(store, ONE)
    store.purge(ONE.id, by="Ada", now=LATER)
    assert store.save_imported([(ONE, "new.md", CANARY.encode())], now=LATER) == 0
    assert CANARY not in store.dump()


def test_it_can_be_undone_until_it_is_purged(store: SqlStore) -> None:
    poll(store, 1)
    through(store, ONE)
    take_down(store)
    withdrawn(store, ONE)
    assert store.undo_takedown(ONE.id, by="Ada", note="a mistake", now=LATER)
    assert stage(store, ONE.id)[:2] == ("match", Bucket.PENDING)
    assert store.find_takedown([f"url:{ONE.url}"]) is None
    acts = [(act.action, act.by, act.note) for act in store.list_takedown_log(ONE.id)]
    assert acts == [("taken_down", "Ada", ""), ("undone", "Ada", "a mistake")]
    take_down(store)
    withdrawn(store, ONE)
    assert store.purge(ONE.id, by="Ada", now=LATER)
    assert not store.undo_takedown(ONE.id, by="Ada", note="", now=LATER)
    assert not store.undo_takedown(TWO.id, by="Ada", note="", now=LATER)


def test_a_purge_leaves_no_word_of_it(store: SqlStore, tmp_path: Path) -> None:
    poll(store, 1, 2)
    through(store, ONE, TWO)
    take_down(store, ONE, "text:gazette.example:abc")
    assert not store.purge(ONE.id, by="timetable", now=LATER), "its record is still out"
    withdrawn(store, ONE)
    assert store.purge(ONE.id, by="timetable", now=LATER)
    told = store.dump()
    for word in ("Canary headline", "Canary excerpt", CANARY):
        assert word not in told
    assert store.find_takedown(["text:gazette.example:abc"]) == ONE.id, "it is still recognised"
    assert store.load_article(ONE.id) is None
    assert store.load_article(TWO.id) == TWO
    assert store.list_takedowns()[0].purged_at == LATER
    for file in tmp_path.glob("hub.db*"):
        assert CANARY.encode() not in file.read_bytes(), file.name


def test_its_doors_are_all_addresses_and_entries(store: SqlStore) -> None:
    poll(store, 1)
    urls, keys = store.list_doors(ONE.id)
    assert urls == [ONE.url]
    assert keys == [(SOURCE.id, "guid:guid-1")]


# --- what has expired --------------------------------------------------------------------------


def test_raw_responses_are_known_until_they_are_gone(store: SqlStore) -> None:
    poll(store, 1, 2)
    through(store, ONE, TWO)
    places = store.list_archived([ONE.id, TWO.id])
    assert [place.offset for place in places] == [0, 100]
    assert store.forget_archived(places[:1]) == []
    assert store.forget_archived(places[1:]) == ["w.gz"], "nothing else lies in that file"
    assert store.list_archived([ONE.id, TWO.id]) == []


def test_an_expired_text_goes_and_the_excerpt_stays(store: SqlStore) -> None:
    poll(store, 1)
    through(store, ONE)
    store.save_expired([(ONE.id, 2)], now=LATER)
    article = store.load_article(ONE.id)
    assert article is not None
    assert (article.text, article.excerpt) == ("", ONE.excerpt)
    assert store.rewind(Stage.GRADE, below_version=None, now=LATER) == 0, "no grade without a text"
    assert store.rewind(Stage.PUBLISH, below_version=None, now=LATER) == 1


def test_an_expired_excerpt_is_published_away(store: SqlStore) -> None:
    poll(store, 1)
    through(store, ONE)
    assert [one.level for one in store.list_ageing(received=NOW)] == [0]
    store.save_expired([(ONE.id, 3)], now=LATER)
    assert stage(store, ONE.id)[0] == "publish"
    article = store.load_article(ONE.id)
    assert article is not None
    assert article.excerpt == ""
    assert list(store.list_ageing(received=LATER)) == []
    assert "secret about the harbour" not in store.dump()


def test_a_page_that_expired_leaves_what_was_read(store: SqlStore) -> None:
    poll(store, 1)
    through(store, ONE)
    store.rewind(Stage.READ, below_version=None, now=LATER)
    store.save_readings(
        [ReadDone(article_id=ONE.id, stands=True, reasons=WHY)], version=2, now=LATER
    )
    assert stage(store, ONE.id)[0] == "match"
    assert store.load_article(ONE.id) == ONE
