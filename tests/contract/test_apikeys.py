"""What every store promises of API keys (`wiredesk.ports.apikeys`)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from make import NOW

from wiredesk.basics.ids import TopicId
from wiredesk.records.apikey import ApiKey, ApiScope
from wiredesk.world.store import Place, SqlStore, open_store

MIRROR = ApiKey(
    id="aaaa2222",
    name="mirror",
    secret_hash="h1",
    scopes=(ApiScope.READ,),
    topics=(TopicId("ai"),),
    per_minute=600,
    created_at=NOW,
)
DESK = replace(MIRROR, id="bbbb3333", name="desk", secret_hash="h2", scopes=tuple(ApiScope))


@pytest.fixture
def store(place: Place) -> Iterator[SqlStore]:
    opened = open_store(place)
    opened.save_api_key(MIRROR)
    opened.save_api_key(DESK)
    yield opened
    opened.close()


def test_keys_come_back_as_they_were_saved(store: SqlStore) -> None:
    assert store.list_api_keys() == [DESK, MIRROR]
    assert store.load_api_key(MIRROR.id) == MIRROR
    assert store.load_api_key("cccc4444") is None
    later = replace(MIRROR, expires_at=NOW + timedelta(days=1))
    store.save_api_key(later)
    assert store.load_api_key(MIRROR.id) == later


def test_a_key_says_when_it_was_used_last(store: SqlStore) -> None:
    store.note_api_key(MIRROR.id, now=NOW)
    assert store.load_api_key(MIRROR.id) == replace(MIRROR, used_at=NOW)
    assert store.load_api_key(DESK.id) == DESK


def test_a_revoked_key_is_gone(store: SqlStore) -> None:
    assert store.remove_api_key(MIRROR.id)
    assert not store.remove_api_key(MIRROR.id)
    assert store.list_api_keys() == [DESK]
