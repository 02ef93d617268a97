"""What is served beside the site: search, the API and the desk, each over an open store.

In: a store, the folder of its hub, the settings.  Out: what `web.server.hub_app` serves.
"""

import secrets
from functools import partial
from pathlib import Path

from wiredesk.app import DESK_WAIT_SECONDS, make_publish, open_requests
from wiredesk.basics.clock import Clock
from wiredesk.newsroom.published import Published
from wiredesk.newsroom.requests import ask
from wiredesk.newsroom.searching import Searcher
from wiredesk.newsroom.users import Doorkeeper
from wiredesk.outgoing import shown_facts
from wiredesk.ports import Store
from wiredesk.settings import Settings, load_searches, load_topics
from wiredesk.web.api import Api
from wiredesk.web.desk import Desk


def make_desk(store: Store, folder: Path, settings: Settings, *, clock: Clock) -> Desk:
    """The desk over an open store; what it decides is done by the process that writes to the hub in `folder`."""
    return Desk(
        store=store,
        ask=partial(ask, store, open_requests(folder), wait_seconds=DESK_WAIT_SECONDS),
        clock=clock,
        doorkeeper=Doorkeeper(store=store, chance=secrets.token_bytes),
        title=settings.hub.title,
        url=settings.hub.url,
        front_days=settings.publish.site_days,
        load_topics=lambda: load_topics(folder),
        publish=make_publish(store, folder, settings),
    )


def make_searcher(store: Store, folder: Path, settings: Settings) -> Searcher:
    """What looks things up for readers in an open store."""
    facts = shown_facts(folder, settings)
    return Searcher(
        store=store, facts=facts, topics=load_topics(folder), searches=load_searches(folder)
    )


def make_api(store: Store, folder: Path, settings: Settings, *, clock: Clock) -> Api:
    """The API over an open store; what it decides is done by the process that writes to the hub in `folder`."""
    facts = shown_facts(folder, settings)
    return Api(
        store=store,
        ask=partial(ask, store, open_requests(folder), wait_seconds=DESK_WAIT_SECONDS),
        clock=clock,
        published=Published(store=store, facts=facts, topics=load_topics(folder)),
        title=settings.hub.title,
        url=settings.hub.url,
        is_public=settings.api.public,
        per_minute=settings.api.per_minute,
    )
