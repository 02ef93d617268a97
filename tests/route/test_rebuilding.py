"""What is made again after a change: all of it and nothing else, so that little work gives what all of it would."""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

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
)

from wiredesk.basics.ids import ArticleId, StoryId, TopicId, story_id
from wiredesk.records.article import Article, Image
from wiredesk.records.coverage import Filed, Weight
from wiredesk.records.family import Relation
from wiredesk.records.grade import Grade
from wiredesk.records.hold import Bucket, Hold, HoldReason, HoldVerdict
from wiredesk.records.picture import Picture, PictureDone
from wiredesk.records.provider import Provider, Sign, SignFound, Survey
from wiredesk.records.ranking import Ranking
from wiredesk.records.rights import Takedown, TakedownReason
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
from wiredesk.route.hubview import HubFacts
from wiredesk.route.publish import Publish, PublishPolicy
from wiredesk.world.images import PictureFolder
from wiredesk.world.outlets import FolderOutlet
from wiredesk.world.outlets.folder import Published
from wiredesk.world.store import SqlStore, open_store

TOPICS = tuple(
    Topic(id=TopicId(name.lower()), name=name, query=name) for name in ("AI", "Chips", "Trams")
)
PAPERS = ("gazette", "courier", "herald", "ledger")
HOLDS = (HoldReason.FOLLOWER, HoldReason.BELOW_THRESHOLD, HoldReason.DATE_CONFLICT)
MANIFEST = ".wiredesk-manifest.json"


@dataclass(slots=True, kw_only=True)
class Told:
    """An outlet that says what it did."""

    outlet: FolderOutlet
    last: Published = field(default_factory=lambda: Published(0, 0, 0))

    def replace(self, files: object) -> Published:
        self.last = self.outlet.replace(files)  # type: ignore[arg-type] # - as it comes
        return self.last


@dataclass(slots=True, kw_only=True)
class Hub:
    """A hub to which anything can happen."""

    store: SqlStore
    folder: Path
    chance: random.Random
    now: datetime = NOW
    articles: list[Article] = field(default_factory=list)
    stories: dict[ArticleId, StoryId] = field(default_factory=dict)
    site: Told = field(init=False)
    records: Told = field(init=False)
    steady: Publish = field(init=False)

    def __post_init__(self) -> None:
        self.site = Told(outlet=FolderOutlet(self.folder / "kept" / "public"))
        self.records = Told(outlet=FolderOutlet(self.folder / "kept" / "records"))
        self.steady = self.publisher(self.records, self.site)

    def publisher(self, records: Told, site: Told) -> Publish:
        facts = HubFacts(title="The Kept Hub", url="https://kept.example", language="en")
        return Publish(
            store=self.store,
            records=records,
            site=site,
            policy=PublishPolicy(facts=facts),
            topics=TOPICS,
            pictures=PictureFolder(self.folder, bytes_max=1_000_000),
        )

    # --- what can happen --------------------------------------------------------------------------

    def bring(self) -> None:
        """A report comes in: of a new story or an old one, with a text of its own or a copied one."""
        number = len(self.articles)
        source = make_source(self.chance.choice(PAPERS))
        at = self.now - timedelta(hours=self.chance.randint(0, 90))
        article = make_article(number, provider=source.provider, source=source.id)
        image = Image(url=f"https://{source.provider}/{number}.png") if number % 2 else None
        time = replace(article.time, published=at, effective=at, received=self.now)
        article = replace(article, time=time, image=image)
        entry = replace(
            make_entry(number, source=source), article_id=article.id, received_at=self.now
        )
        known = {due.source.id: due.source for due in self.store.list_sources()}
        self.store.save_sources([*(known | {source.id: source}).values()], now=self.now)
        polled = PollDone(
            source_id=source.id, polling=make_polling(source), new=(entry,), reasons=WHY
        )
        self.store.save_polls([polled], version=1, now=self.now)
        page = make_page(article.id, article.url)
        fetched = FetchDone(article_id=article.id, page=page, reasons=WHY)
        self.store.save_fetches([fetched], version=1, now=self.now)
        self.articles.append(article)
        begins = self.chance.random() < 0.5 or number == 0
        story = story_id(article.id) if begins else self.chance.choice([*self.stories.values()])
        self.stories[article.id] = StoryId(story)
        origin = None if begins or self.chance.random() < 0.6 else self.any_article()
        self.judge(article, origin=origin)

    def reread(self) -> None:
        """A publisher changed a page."""
        place = self.chance.randrange(len(self.articles))
        old = self.articles[place]
        told = f"{old.title} again" if len(old.title) < 60 else "Title anew"
        self.articles[place] = replace(old, title=told)
        self.judge(self.articles[place])

    def hold(self) -> None:
        """Something is no longer out, or out again."""
        article = self.any_article()
        holds = tuple(
            Hold(reason=one, evidence="Because.", since=self.now, lifted_by="editor")
            for one in self.chance.sample(HOLDS, k=self.chance.randint(0, 1))
        )
        verdict = HoldVerdict(article_id=article.id, holds=holds, reasons=WHY)
        done = HoldDone(verdict=verdict, bucket=verdict.bucket)
        self.store.save_holds([done], version=1, now=self.now)

    def relabel(self) -> None:
        self.judge(self.any_article())

    def rerank(self) -> None:
        self.rank(self.chance.choice([*self.stories.values()]))

    def merge(self) -> None:
        """Two stories turn out to be one."""
        into, other = (self.chance.choice([*self.stories]) for _ in range(2))
        if self.stories[into] == self.stories[other]:
            return
        gone = self.stories[other]
        verdict = StoryVerdict(
            article_id=into, story_id=self.stories[into], merged=(gone,), reasons=WHY
        )
        self.store.save_stories([GroupDone(verdict=verdict, features=b"{}")], version=1, now=NOW)
        for one, story in self.stories.items():
            if story == gone:
                self.stories[one] = self.stories[into]
        self.rank(self.stories[into])

    def rename(self) -> None:
        """A provider gets another name or owner."""
        named = [
            Provider(domain=f"{paper}.example", name=f"{paper} {self.chance.randint(0, 3)}")
            for paper in PAPERS
        ]
        self.store.save_providers(named)

    def survey(self) -> None:
        domain = f"{self.chance.choice(PAPERS)}.example"
        signs = self.chance.sample([*Sign], k=3)
        found = tuple(SignFound(sign=one, url=f"https://{domain}/", evidence="x") for one in signs)
        self.store.save_survey(Survey(domain=domain, at=self.now, due_at=self.now, found=found))

    def picture(self) -> None:
        """The copies that are wanted come in."""
        done = []
        for work in self.store.list_picture_work(now=self.now, limit=9):
            path = self.steady.pictures.save(work.url.encode()) if self.steady.pictures else ""
            found = Picture(url=work.url, path=path, width=1_200, height=675)
            done.append(PictureDone(article_id=work.article_id, url=work.url, picture=found))
        self.store.save_pictures(done, now=self.now)

    def take_down(self) -> None:
        article = self.any_article()
        takedown = Takedown(
            article_id=article.id,
            url=article.url,
            provider=article.provider,
            reason=TakedownReason.PRIVACY,
            at=self.now,
            purge_at=self.now + timedelta(days=14),
            stories=(self.stories[article.id],),
        )
        self.store.save_takedown(takedown, [f"url:{article.url}"], now=self.now)

    def wait(self) -> None:
        self.now += timedelta(hours=self.chance.choice((1, 40, 24 * 200)))

    # --- how it is judged -------------------------------------------------------------------------

    def any_article(self) -> Article:
        return self.chance.choice(self.articles)

    def judge(self, article: Article, *, origin: Article | None = None) -> None:
        read = ReadDone(
            article_id=article.id, article=article, host=article.provider, lines=(), reasons=WHY
        )
        self.store.save_readings([read], version=1, now=self.now)
        verdict = make_verdict(article)
        if origin is not None and origin.id != article.id:
            family = make_verdict(origin).family_id
            verdict = replace(verdict, family_id=family, relation=Relation.COPY)
        matched = MatchDone(verdict=verdict, fingerprint=make_fingerprint(article))
        self.store.save_families([matched], version=1, now=self.now)
        story = self.stories[article.id]
        placed = StoryVerdict(article_id=article.id, story_id=story, reasons=WHY)
        self.store.save_stories([GroupDone(verdict=placed, features=b"{}")], version=1, now=NOW)
        topics = self.chance.sample(TOPICS, k=self.chance.randint(0, 2))
        labels = tuple(Label(topic=one.id, name=one.name, weight=1.0, why=WHY) for one in topics)
        told = Labels(article_id=article.id, labels=labels, reasons=WHY)
        self.store.save_labels([told], version=1, now=self.now)
        grade = Grade(
            article_id=article.id, quality=self.chance.randint(20, 90), parts=(), reasons=WHY
        )
        self.store.save_grades([grade], version=1, now=self.now)
        self.rank(story)
        verdict_ = HoldVerdict(article_id=article.id, reasons=WHY)
        done = HoldDone(verdict=verdict_, bucket=Bucket.PUBLISHED)
        self.store.save_holds([done], version=1, now=self.now)

    def rank(self, story: StoryId) -> None:
        """The story has another heat and lead; reports that were not are filed."""
        for work in self.store.list_rank_work(now=self.now + timedelta(days=999), limit=99):
            if work.story_id != story:
                continue
            heat = self.chance.randint(0, 100)
            ranking = Ranking(
                story_id=story,
                heat=heat,
                mass=heat / 50,
                lead=self.chance.choice(work.members).article_id,
                reports=len(work.members),
                independent=len({one.owner for one in work.members}),
                due_at=self.now + timedelta(hours=1),
                reasons=(replace(WHY[0], text=f"Heat {heat}."),),
            )
            filed = {
                one.article_id: Filed(weight=Weight(source=0.5), counted_at=one.received_at)
                for one in work.members
                if one.weight is None
            }
            self.store.save_rankings(
                [RankDone(ranking=ranking, filed=filed)], version=1, now=self.now
            )

    # --- what is compared -------------------------------------------------------------------------

    def publish(self, step: Publish) -> None:
        while batch := [one for one in step.pending(now=self.now, limit=500) if one is not None]:
            done = asyncio.run(step.decide(batch, now=self.now))
            self.store.save_records(done, version=step.version, now=self.now)
        self.store.raise_generation()
        step.save([], now=self.now)

    def compare(self, name: str) -> None:
        """The kept site, and one that is made of the store alone."""
        self.publish(self.steady)
        whole = self.folder / f"whole-{name}"
        site = Told(outlet=FolderOutlet(whole / "public"))
        records = Told(outlet=FolderOutlet(whole / "records"))
        self.publish(self.publisher(records, site))
        kept = files_of(self.folder / "kept")
        assert files_of(whole).keys() == kept.keys(), name
        differing = [path for path, body in files_of(whole).items() if kept[path] != body]
        assert not differing, name


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


def new_hub(folder: Path, *, seed: int) -> Hub:
    return Hub(store=open_store(None), folder=folder, chance=random.Random(seed))


HAPPENINGS: tuple[Callable[[Hub], None], ...] = (
    Hub.bring,
    Hub.bring,
    Hub.reread,
    Hub.hold,
    Hub.hold,
    Hub.relabel,
    Hub.rerank,
    Hub.merge,
    Hub.rename,
    Hub.survey,
    Hub.picture,
    Hub.take_down,
    Hub.wait,
)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_whatever_happens_the_kept_site_is_byte_for_byte_the_one_made_of_the_store_alone(
    tmp_path: Path, seed: int
) -> None:
    hub = new_hub(tmp_path, seed=seed)
    for _ in range(12):
        hub.bring()
    hub.compare("first")
    for step in range(14):
        happened = hub.chance.choices(HAPPENINGS, k=hub.chance.randint(1, 3))
        for one in happened:
            one(hub)
        hub.compare(f"{step}: {[one.__name__ for one in happened]}")
    hub.store.close()


@pytest.mark.parametrize("happening", dict.fromkeys(HAPPENINGS))
def test_after_each_kind_of_change_the_kept_site_is_the_whole_one(
    tmp_path: Path, happening: Callable[[Hub], None]
) -> None:
    hub = new_hub(tmp_path, seed=1)
    for _ in range(8):
        hub.bring()
    hub.compare("first")
    happening(hub)
    hub.compare(happening.__name__)
    hub.store.close()


def test_one_new_article_changes_its_own_pages_and_lists_alone(tmp_path: Path) -> None:
    hub = new_hub(tmp_path, seed=3)
    for _ in range(30):
        hub.bring()
    hub.publish(hub.steady)
    before = files_of(tmp_path / "kept" / "public")
    hub.bring()
    hub.publish(hub.steady)
    after = files_of(tmp_path / "kept" / "public")
    changed = {path for path, body in after.items() if before.get(path) != body}
    assert hub.site.last.written == len(changed)
    assert hub.records.last.written <= 2, "its own, and that of a report beside it"
    story = {path for path in changed if path.startswith("story/") and path.endswith(".html")}
    assert 1 <= len(story) <= 4, "its story, and those that it pushed aside"
    assert len(story) < len({path for path in after if path.startswith("story/")}) / 12
    assert len({path for path in changed if path.startswith("provider/")}) <= 2
    assert "archive/index.html" in changed


def test_nothing_new_writes_nothing(tmp_path: Path) -> None:
    hub = new_hub(tmp_path, seed=4)
    for _ in range(5):
        hub.bring()
    hub.publish(hub.steady)
    hub.publish(hub.steady)
    assert (hub.site.last.written, hub.site.last.removed) == (0, 0)
    assert (hub.records.last.written, hub.records.last.removed) == (0, 0)


def test_what_somebody_deleted_or_changed_in_the_folder_comes_back(tmp_path: Path) -> None:
    hub = new_hub(tmp_path, seed=5)
    for _ in range(6):
        hub.bring()
    hub.picture()
    hub.publish(hub.steady)
    before = files_of(tmp_path / "kept")
    (tmp_path / "kept" / "public" / "index.html").unlink()
    story = next((tmp_path / "kept" / "public" / "story").iterdir())
    story.write_bytes(b"somebody was here")
    record = next(iter((tmp_path / "kept" / "records").rglob("*.md")))
    record.unlink()
    hub.publish(hub.steady)
    assert files_of(tmp_path / "kept") == before
    hub.store.close()
