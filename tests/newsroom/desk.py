"""A small hub in memory for tests of what people say: real store, real steps from group to publish.

The articles are those of the sample newsroom's English papers that belong to a few of its stories.
"""

import asyncio
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from contract.test_store import match, read
from make import WHY, make_page, make_polling, make_source

from wiredesk.basics.clock import SetClock
from wiredesk.basics.ids import ArticleId, StoryId, article_id, entry_id
from wiredesk.craft.editorial import HoldPolicy
from wiredesk.engine.local import run_once
from wiredesk.newsroom.stories import correct
from wiredesk.newsroom.topics import settle_edition
from wiredesk.records.article import Article, HonestTime
from wiredesk.records.correction import Correction, CorrectionKind, CorrectionRequest
from wiredesk.records.entry import Entry, FeedEntry
from wiredesk.records.work import FetchDone, PollDone
from wiredesk.route.grade import GradeStep
from wiredesk.route.group import Group
from wiredesk.route.hold import HoldStep
from wiredesk.route.hubview import HubFacts
from wiredesk.route.label import LabelStep
from wiredesk.route.publish import Publish, PublishPolicy
from wiredesk.route.rank import Rank
from wiredesk.route.step import Step
from wiredesk.sample.newsroom import Piece, load_newsroom
from wiredesk.world.outlets import FolderOutlet
from wiredesk.world.store import SqlStore, open_store

NEWSROOM = load_newsroom()
PIECES = sorted(
    (one for one in NEWSROOM.pieces if NEWSROOM.papers[one.paper].language == "en"),
    key=lambda piece: (piece.published, piece.slug),
)


class Desk:
    """A hub whose articles were read and matched; `run` takes them through the rest of the route."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder
        self.store: SqlStore = open_store(folder / "wiredesk.db" if folder else None)
        self.clock = SetClock(PIECES[0].published)
        self.steps = self._steps()

    def receive(self, *stories: str, only: slice = slice(None)) -> list[Article]:
        """The articles of these stories of the sample newsroom come in, in the order in which they appeared."""
        pieces = [piece for piece in PIECES if piece.story in stories][only]
        articles = [article_of(piece) for piece in pieces]
        for one in articles:
            self.take_in(one)
        return articles

    def take_in(self, article: Article) -> None:
        """One article came, was fetched, read and matched."""
        source = make_source(article.provider.partition(".")[0])
        known = [due.source for due in self.store.list_sources()]
        now = max(self.clock.now(), article.time.received)
        self.clock.set(now)
        self.store.save_sources(list({one.id: one for one in [*known, source]}.values()), now=now)
        entry = Entry(
            id=entry_id(source.id, article.url),
            source_id=source.id,
            key=f"url:{article.url}",
            article_id=article.id,
            url=article.url,
            said=FeedEntry(url=article.url, title=article.title),
            received_at=now,
            digest=article.url,
        )
        poll = PollDone(
            source_id=source.id, polling=make_polling(source), new=(entry,), reasons=WHY
        )
        self.store.save_polls([poll], version=1, now=now)
        page = FetchDone(article_id=article.id, page=make_page(article.id, article.url))
        self.store.save_fetches([page], version=1, now=now)
        read(self.store, article)
        match(self.store, article)

    def run(self) -> None:
        """The route, from group on."""
        asyncio.run(run_once(self.steps, clock=self.clock))

    def restart(self) -> None:
        """Another process goes on with what is stored."""
        if self.folder:
            self.store.close()
            self.store = open_store(self.folder / "wiredesk.db")
        self.steps = self._steps()

    def stories(self) -> dict[StoryId, frozenset[ArticleId]]:
        """The articles of each story."""
        found: dict[StoryId, set[ArticleId]] = {}
        for one, story in self.places().items():
            found.setdefault(story, set()).add(one)
        return {story: frozenset(members) for story, members in found.items()}

    def places(self) -> dict[ArticleId, StoryId]:
        """The story of each article."""
        ids = [article_of(piece).id for piece in PIECES]
        return dict(self.store.load_places(ids))

    def say(self, kind: CorrectionKind, *articles: str, **said: Any) -> Correction:
        """A person asks for a correction."""
        self.clock.advance(timedelta(minutes=1))
        request = CorrectionRequest(
            kind=kind,
            articles=tuple(map(ArticleId, articles)),
            stories=tuple(map(StoryId, said.get("stories", ()))),
            undoes=said.get("undoes", 0),
            by="Ada",
            at=self.clock.now(),
            note=said.get("note", ""),
            seen=self.store.last_correction(),
        )
        return correct(self.store, request, now=self.clock.now())

    def _steps(self) -> list[Step[Any, Any]]:
        policy = HoldPolicy(quality_min=0, followers=True, off_topic=True, probation=True)
        steps: list[Step[Any, Any]] = [
            Group(store=self.store),
            LabelStep(
                store=self.store,
                topics=(),
                edition=settle_edition(self.store, (), now=self.clock.now()),
            ),
            GradeStep(store=self.store),
            Rank(store=self.store),
            HoldStep(store=self.store, policy=policy),
        ]
        if self.folder:
            facts = HubFacts(title="Hub", url="http://hub.example", language="en")
            steps.append(
                Publish(
                    store=self.store,
                    records=FolderOutlet(self.folder / "records"),
                    site=FolderOutlet(self.folder / "public"),
                    policy=PublishPolicy(facts=facts, quality_min=0),
                    topics=(),
                )
            )
        return steps


def article_of(piece: Piece) -> Article:
    """What was read from a piece of the sample newsroom."""
    url = piece.url.replace("http://", "https://")
    at: datetime = piece.published
    return Article(
        id=article_id(url),
        url=url,
        web_url=url,
        provider=f"{piece.paper}.example",
        title=piece.title,
        text=piece.text,
        excerpt=piece.paragraphs[0][:160],
        authors=(piece.author,),
        time=HonestTime(published=at, effective=at, received=at, chosen="feed"),
        language="en",
        reasons=WHY,
    )


def together(places: dict[ArticleId, StoryId], articles: Iterable[ArticleId]) -> bool:
    """Whether they are all in one story."""
    return len({places[one] for one in articles}) == 1
