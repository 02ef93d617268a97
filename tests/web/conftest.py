"""A store in memory with one person of each role, and the desk over it."""

from collections.abc import Iterator

import pytest
from make import NOW
from starlette.applications import Starlette
from web.desks import GOOD, Chance, made

from wiredesk.newsroom.users import add_user
from wiredesk.records.user import Role
from wiredesk.world.store import SqlStore, open_store


@pytest.fixture
def store() -> Iterator[SqlStore]:
    opened = open_store(None)
    for role in Role:
        add_user(opened, role.value, GOOD, role=role, chance=Chance(), now=NOW)
    yield opened
    opened.close()


@pytest.fixture
def app(store: SqlStore) -> Starlette:
    return made(store)
