"""F105: approved, then rewritten, then changed back: looked at again each time, and the public copy stays frozen."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from make import NOW, WHY, choose, make_article, make_entry, make_page, make_polling, make_source
from stores import new_place

from wiredesk.basics.clock import SetClock
from wiredesk.craft.editorial import HoldPolicy
from wiredesk.engine.local import run_once
from wiredesk.newsroom.account import account
from wiredesk.newsroom.front import front_page
from wiredesk.newsroom.topics import settle_edition
from wiredesk.newsroom.watch import alarms, clear_alarm, judge_source, watch_sources
from wiredesk.records.article import Article, Image
from wiredesk.records.entry import Entry
from wiredesk.records.hold import Bucket
from wiredesk.records.work import FetchDone, PollDone, ReadDone
from wiredesk.route.grade import GradeStep
from wiredesk.route.group import Group
from wiredesk.route.hold import HoldStep
from wiredesk.route.hubview import HubFacts
from wiredesk.route.label import LabelStep
from wiredesk.route.match import Match
from wiredesk.route.publish import Publish, PublishPolicy
from wiredesk.route.rank import Rank
from wiredesk.world.store import SqlStore, open_store

SOURCE = make_source()
TEXT = (
    "Parliament in Halden voted on Monday for a ban on face scans in stations, 312 to 280. The law names no fine. "
    "Lena Brandt, the minister for transport, said that every camera must be off by June. Karl Sand, who leads the "
    "opposition, called the vote late and said that his party would ask the court to look at the clause on airports."
)
APPROVED = make_article(
    1,
    title="Parliament in Halden votes for ban on face scans",
    text=TEXT,
    excerpt="Parliament in Halden voted on Monday for a ban on face scans.",
    image=Image(url="https://gazette.example/hall.jpg", width=1_200, height=675),
)
CASINO = replace(
    APPROVED,
    title="Claim your casino bonus tonight",
    text="Play the best slots of the season and win. Our bonus waits for each new player. " * 9,
    excerpt="Claim your casino bonus tonight, players.",
)


class Folder:
    """An outlet in memory."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def replace(self, files: object) -> None:
        told = dict(files)  # type: ignore[call-overload] # - pairs of path and body
        self.files = {
            path: body if isinstance(body, bytes) else body() for path, body in told.items()
        }


class Newsroom:
    """Steps 4 to 10 over a store in memory; pages come already read."""

    def __init__(self) -> None:
        self.store: SqlStore = open_store(new_place())
        self.store.save_sources([SOURCE], now=NOW)
        self.records, self.site = Folder(), Folder()
        self.now = NOW
        facts = HubFacts(title="Hub", url="https://hub.example", language="en")
        self.steps = (
            Match(store=self.store),
            Group(store=self.store),
            LabelStep(store=self.store, topics=(), edition=settle_edition(self.store, (), now=NOW)),
            GradeStep(store=self.store),
            Rank(store=self.store),
            HoldStep(
                store=self.store,
                policy=HoldPolicy(quality_min=0, off_topic=True, probation=True, followers=True),
            ),
            Publish(
                store=self.store,
                records=self.records,
                site=self.site,
                policy=PublishPolicy(facts=facts),
                topics=(),
            ),
        )

    async def give(self, *articles: Article, again: bool = False) -> None:
        """The publisher sends these pages, a minute later than before; then the route runs."""
        self.now += timedelta(minutes=1)
        entries = tuple(_entry(one, self.now) for one in articles)
        done = PollDone(
            source_id=SOURCE.id,
            polling=make_polling(SOURCE),
            new=() if again else entries,
            revised=entries if again else (),
        )
        self.store.save_polls([done], version=1, now=self.now)
        pages = [
            FetchDone(article_id=one.id, page=make_page(one.id, one.url), reasons=WHY)
            for one in articles
        ]
        self.store.save_fetches(pages, version=1, now=self.now)
        read = [ReadDone(article_id=one.id, article=one, host="h", reasons=WHY) for one in articles]
        self.store.save_readings(read, version=1, now=self.now)
        await self.run()

    async def run(self) -> None:
        await run_once(self.steps, clock=SetClock(self.now))

    @property
    def shown(self) -> str:
        """Everything that anybody outside can see."""
        return json.dumps(
            {name: body.decode("utf-8", "replace") for name, body in self.site.files.items()}
            | {name: body.decode() for name, body in self.records.files.items()}
        )

    def causes(self) -> dict[tuple[Bucket, str], int]:
        taken = account(self.store)
        assert taken.adds_up
        return {(line.bucket, line.cause): line.articles for line in taken.lines}


def _entry(article: Article, at: datetime) -> Entry:
    number = int(article.url.rpartition("-")[2])
    return replace(make_entry(number), received_at=at, digest=article.title, revised=True)


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    opened = Newsroom()
    yield opened
    opened.store.close()


CHANGES = [
    {"text": CASINO.text, "title": CASINO.title, "excerpt": CASINO.excerpt},
    {"text": CASINO.text},
    {"title": CASINO.title},
    {"image": Image(url="https://gazette.example/slots.jpg")},
    {"web_url": "https://casino.example/win"},
]


@pytest.mark.parametrize("changes", CHANGES)
async def test_a_rewritten_article_is_held_and_its_public_copy_stays(
    newsroom: Newsroom, changes: dict[str, object]
) -> None:
    await newsroom.give(APPROVED)
    before, records = newsroom.shown, dict(newsroom.records.files)
    assert newsroom.causes() == {(Bucket.PUBLISHED, ""): 1}
    for _ in range(2):  # each time anew
        await newsroom.give(replace(APPROVED, **changes), again=True)  # type: ignore[arg-type] # - fields of Article
        assert newsroom.causes() == {(Bucket.PUBLISHED, "correction_pending"): 1}
        # Also when everything is built again while it waits.
        newsroom.store.save_usage([], generation=-1, now=NOW)
        await newsroom.run()
        assert newsroom.records.files == records
        assert "asino" not in newsroom.shown
        assert "slots.jpg" not in newsroom.shown
        assert front_page(newsroom.store, since_days=9, limit=9)[0].title == APPROVED.title
        await newsroom.give(APPROVED, again=True)
        assert newsroom.causes() == {(Bucket.PUBLISHED, ""): 1}
        assert newsroom.records.files == records
    newsroom.store.save_usage([], generation=-1, now=NOW)
    await newsroom.run()
    assert "Parliament in Halden votes" in before
    assert "Parliament in Halden votes" in newsroom.shown


async def test_a_person_may_release_the_newer_version_and_the_next_switch_is_held_again(
    newsroom: Newsroom,
) -> None:
    await newsroom.give(APPROVED)
    await newsroom.give(CASINO, again=True)
    newsroom.now += timedelta(minutes=1)
    choose(newsroom.store, CASINO.id, "release", now=newsroom.now)
    await newsroom.run()
    assert newsroom.causes() == {(Bucket.PUBLISHED, ""): 1}
    assert "Claim your casino bonus" in newsroom.shown
    await newsroom.give(APPROVED, again=True)
    assert newsroom.causes() == {(Bucket.PUBLISHED, "correction_pending"): 1}
    assert "Claim your casino bonus" in newsroom.shown


async def test_an_ordinary_update_goes_out(newsroom: Newsroom) -> None:
    await newsroom.give(APPROVED)
    longer = replace(APPROVED, title="Halden bans face scans in stations", text=TEXT + " " + TEXT)
    await newsroom.give(longer, again=True)
    assert newsroom.causes() == {(Bucket.PUBLISHED, ""): 1}
    assert "Halden bans face scans" in newsroom.shown


async def test_rejecting_withdraws_what_was_frozen(newsroom: Newsroom) -> None:
    await newsroom.give(APPROVED)
    await newsroom.give(CASINO, again=True)
    choose(newsroom.store, CASINO.id, "reject", now=newsroom.now)
    await newsroom.run()
    assert newsroom.records.files == {}
    assert newsroom.causes() == {(Bucket.REJECTED, "editor"): 1}


async def test_a_source_that_is_taken_over_is_held_until_a_person_says_that_it_is_fine(
    newsroom: Newsroom,
) -> None:
    subjects = "harbour railway election budget hospital council station".split()
    for number in range(10, 40):
        about = subjects[number % 7], subjects[number % 5]
        usual = make_article(
            number,
            title=f"Halden {about[0]} and {about[1]}, part {number}",
            text=f"The {about[0]} of Halden met the {about[1]} on day {number}. " * 3,
            site_name="The Gazette",
            links=("https://parliament.example/",),
        )
        await newsroom.give(usual)
    assert judge_source(newsroom.store, SOURCE.id, now=newsroom.now) is None
    assert watch_sources(newsroom.store, now=newsroom.now) == []
    for number in range(50, 60):
        taken = make_article(
            number,
            title=f"Jetzt gewinnen: Bonus Nummer {number}",
            text=f"Spielautomaten drehen und gewinnen, Runde {number}.",
            language="de",
            site_name="Lucky",
            links=("https://lucky.example/win",),
        )
        await newsroom.give(taken)
    assert watch_sources(newsroom.store, now=newsroom.now) == []  # once an hour
    newsroom.now += timedelta(hours=1)
    (alarm,) = watch_sources(newsroom.store, now=newsroom.now)
    await newsroom.run()
    assert newsroom.causes()[Bucket.HELD, "source_alarm"] == 10
    assert newsroom.causes()[Bucket.PUBLISHED, ""] == 30
    assert "Jetzt gewinnen" not in newsroom.shown
    (told,) = alarms(newsroom.store)
    assert told.evidence == SOURCE.url
    assert all(reason.text in told.text for reason in alarm.reasons)
    newsroom.now += timedelta(hours=2)
    assert watch_sources(newsroom.store, now=newsroom.now) == []  # one is open already
    clear_alarm(newsroom.store, SOURCE, by="Ada", now=newsroom.now)
    await newsroom.run()
    assert newsroom.causes() == {(Bucket.PUBLISHED, ""): 40}
    newsroom.now += timedelta(hours=2)
    assert watch_sources(newsroom.store, now=newsroom.now) == []  # it was found fine
