"""A desk over a store in memory, and people who are logged in there."""

import re
from datetime import datetime
from functools import partial
from itertools import count
from pathlib import Path

from make import NOW
from newsroom.deciding import decided
from starlette.applications import Starlette
from starlette.routing import Mount
from web.asking import Answered, ask, form

from wiredesk.basics.clock import SetClock
from wiredesk.basics.ids import TopicId
from wiredesk.newsroom.users import Doorkeeper
from wiredesk.ports import Store
from wiredesk.records.topic import Topic
from wiredesk.route.hubview import HubFacts
from wiredesk.route.publish import Publish, PublishPolicy
from wiredesk.web.desk import Desk, desk_app
from wiredesk.web.desk.visit import Page
from wiredesk.world.outlets import FolderOutlet

GOOD = "seven harbours under grey fog"
HOME = "http://127.0.0.1:8420"
NOWHERE = Path("/nonexistent")  # the desk publishes nothing
TOPICS = (
    Topic(id=TopicId("faces"), name="Faces & <law>", query='face* OR "biometric data"'),
    Topic(id=TopicId("bans"), name="Bans", query="ban", parent=TopicId("faces")),
)
FORM = {"content-type": "application/x-www-form-urlencoded", "origin": HOME}


class Chance:
    def __init__(self) -> None:
        self._next = count(1)

    def __call__(self, size: int) -> bytes:
        return next(self._next).to_bytes(size, "big")


def made(store: Store, *, url: str = HOME, now: datetime = NOW) -> Starlette:
    desk = Desk(
        store=store,
        ask=partial(decided, store),
        clock=SetClock(now),
        doorkeeper=Doorkeeper(store=store, chance=Chance()),
        title="The <Machine> Eye",
        url=url,
        publish=Publish(
            store=store,
            records=FolderOutlet(NOWHERE),
            site=FolderOutlet(NOWHERE),
            policy=PublishPolicy(facts=HubFacts(title="The <Machine> Eye", url=url, language="en")),
            topics=TOPICS,
        ),
        load_topics=lambda: TOPICS,
    )
    return Starlette(routes=[Mount("/desk", app=desk_app(desk))])


def enter(app: Starlette, name: str = "owner") -> dict[str, str]:
    """The headers of somebody who is logged in."""
    answer = ask(
        app, "/desk/log-in", method="POST", headers=FORM, body=form(name=name, password=GOOD)
    )
    assert answer.status == 303
    return FORM | {"cookie": "; ".join(f"{key}={value}" for key, value in answer.cookies.items())}


def csrf_of(app: Starlette, headers: dict[str, str]) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', ask(app, "/desk/", headers=headers).text)
    assert found
    return found[1]


def path_of(page: Page) -> str:
    return "/desk" + re.sub(r"\{[^}]*\}", "a0000000000000000", page.path)


def is_log_in(answer: Answered) -> bool:
    return answer.status == 303 and answer.header("location") == "/desk/log-in"
