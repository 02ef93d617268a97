"""A hub of a few of the sample newsroom's stories, taken through the real route, and its API."""

import json
from collections.abc import Mapping
from datetime import timedelta
from importlib.resources import files
from itertools import count
from pathlib import Path
from typing import Any

from newsroom.deciding import decider
from newsroom.desk import NEWSROOM, Desk
from starlette.applications import Starlette
from web.asking import Answered, ask

from wiredesk.basics.clock import SetClock
from wiredesk.basics.ids import ArticleId
from wiredesk.craft.editorial import HoldPolicy
from wiredesk.newsroom.apikeys import add_api_key
from wiredesk.newsroom.published import Published
from wiredesk.newsroom.topics import settle_edition
from wiredesk.records.act import Act
from wiredesk.records.apikey import ApiKey, ApiScope
from wiredesk.records.decision import Choice
from wiredesk.records.request import ChoiceRequest, Request
from wiredesk.records.topic import Concept
from wiredesk.route.grade import GradeStep
from wiredesk.route.group import Group
from wiredesk.route.hold import HoldStep
from wiredesk.route.hubview import HubFacts
from wiredesk.route.label import LabelStep
from wiredesk.route.publish import Publish, PublishPolicy
from wiredesk.route.rank import Rank
from wiredesk.route.step import Step
from wiredesk.settings import load_concepts, load_topics
from wiredesk.web.api import Api, api_app
from wiredesk.web.server import mounted as at_path
from wiredesk.world.outlets import FolderOutlet

HOME = "http://127.0.0.1:8420"
SOME = tuple(dict.fromkeys(piece.story for piece in NEWSROOM.pieces))[:12]


class Chance:
    """Bytes that are never the same, and the same in every run."""

    def __init__(self) -> None:
        self._next = count(1)

    def __call__(self, size: int) -> bytes:
        return next(self._next).to_bytes(size, "big")


class ApiHub(Desk):
    """The hub whose articles go through the route from group on, with the starter's topics."""

    def __init__(self, folder: Path) -> None:
        starter = Path(str(files("wiredesk.cli") / "starter"))
        self.topics = load_topics(starter)
        self.concepts: Mapping[str, Concept] = load_concepts(folder)
        self.facts = HubFacts(
            title="The <Machine> Eye", url=HOME, language="en", concepts=self.concepts
        )
        super().__init__(folder)

    def fill(self) -> None:
        """Some stories came in and went through."""
        self.receive(*SOME)
        self.clock.advance(timedelta(minutes=5))
        self.run()

    def api(self, **changes: Any) -> Api:
        """Its API, over the same store."""
        given: dict[str, Any] = {
            "store": self.store,
            "ask": self.ask,
            "clock": SetClock(self.clock.now()),
            "published": Published(store=self.store, facts=self.facts, topics=self.topics),
            "title": self.facts.title,
            "url": HOME,
            "is_public": True,
            "per_minute": 100_000,
        }
        return Api(**given | changes)

    def key(self, name: str, *scopes: ApiScope, **more: Any) -> tuple[ApiKey, str]:
        """A key, and its text."""
        now = self.clock.now()
        chance = more.pop("chance", CHANCE)
        given = {"per_minute": 60_000} | more
        return add_api_key(self.store, name, scopes=scopes, chance=chance, now=now, **given)

    def ask(self, request: Request) -> Act | None:
        """What a person or a program asks is done at once."""
        return decider(self.store).decide(request, now=request.at)

    def choose(self, choice: Choice, *articles: str) -> None:
        """A person decides, and the route goes on."""
        self.clock.advance(timedelta(minutes=1))
        asked = tuple(map(ArticleId, articles))
        at, seen = self.clock.now(), self.store.last_act()
        self.ask(ChoiceRequest(choice=choice, articles=asked, by="Ada", at=at, seen=seen))
        self.run()

    def _steps(self) -> list[Step[Any, Any]]:
        edition = settle_edition(self.store, self.topics, now=self.clock.now())
        policy = HoldPolicy(quality_min=0, followers=False, off_topic=False, probation=True)
        assert self.folder is not None
        return [
            Group(store=self.store),
            LabelStep(store=self.store, topics=self.topics, edition=edition),
            GradeStep(store=self.store),
            Rank(store=self.store),
            HoldStep(store=self.store, policy=policy),
            Publish(
                store=self.store,
                records=FolderOutlet(self.folder / "records"),
                site=FolderOutlet(self.folder / "public"),
                policy=PublishPolicy(facts=self.facts, quality_min=0),
                topics=self.topics,
            ),
        ]


CHANCE = Chance()


def mounted(api: Api) -> Starlette:
    """The API where the server has it."""
    return Starlette(routes=[at_path("/api/v1", api_app(api))])


def get(app: Starlette, path: str, *, key: str = "", **headers: str) -> Answered:
    """A question to the API."""
    said = {name.replace("_", "-"): value for name, value in headers.items()}
    if key:
        said["authorization"] = f"Bearer {key}"
    return ask(app, f"/api/v1{path}", headers=said)


def told(answer: Answered) -> Any:
    """What a good answer says."""
    assert answer.status == 200, answer.text
    return json.loads(answer.text)


def items(app: Starlette, path: str, *, key: str = "") -> list[Any]:
    """All of a list, part by part."""
    found = []
    while path:
        part = told(get(app, path, key=key))
        found += part["items"]
        path = part.get("next", "").removeprefix(f"{HOME}/api/v1")
    return found
