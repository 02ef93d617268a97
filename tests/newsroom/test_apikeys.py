"""API keys: made, found, revoked; and how many requests a minute has (`wiredesk.newsroom`)."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count

import pytest
from make import NOW

from wiredesk.basics.errors import UsageError
from wiredesk.basics.ids import TopicId
from wiredesk.newsroom.apikeys import (
    KEY,
    PREFIX,
    add_api_key,
    find_api_key,
    note_use,
    revoke_api_key,
)
from wiredesk.newsroom.rates import ASKERS_MAX, Rates
from wiredesk.records.apikey import ApiKey, ApiScope
from wiredesk.world.store import SqlStore, open_store

READ = [ApiScope.READ]


class Chance:
    def __init__(self) -> None:
        self._next = count(1)

    def __call__(self, size: int) -> bytes:
        return next(self._next).to_bytes(size, "big")


@pytest.fixture
def store() -> Iterator[SqlStore]:
    opened = open_store(None)
    yield opened
    opened.close()


def made(store: SqlStore, name: str = "mirror", **more: object) -> tuple[ApiKey, str]:
    given: dict[str, object] = {"scopes": READ, "chance": Chance(), "now": NOW} | more
    return add_api_key(store, name, **given)  # type: ignore[arg-type] # - the test varies them


def test_a_key_is_found_by_its_text_and_nothing_else(store: SqlStore) -> None:
    key, text = made(store)
    assert KEY.fullmatch(text)
    assert text.startswith(PREFIX + key.id)
    assert find_api_key(store, text, now=NOW) == key
    wrong = text[:-1] + ("A" if text[-1] != "A" else "B")
    for other in (wrong, key.id, key.secret_hash, text[:-1], text + "A", text.upper(), "", "wdk_"):
        assert find_api_key(store, other, now=NOW) is None


def test_the_store_holds_nothing_that_opens(store: SqlStore) -> None:
    _, text = made(store)
    assert text not in store.dump()
    assert text.rpartition("_")[2] not in store.dump()


def test_an_expired_or_revoked_key_opens_nothing(store: SqlStore) -> None:
    _, text = made(store, expires_at=NOW + timedelta(days=1))
    assert find_api_key(store, text, now=NOW + timedelta(hours=23))
    assert find_api_key(store, text, now=NOW + timedelta(days=1)) is None
    revoke_api_key(store, "mirror")
    assert find_api_key(store, text, now=NOW) is None
    with pytest.raises(UsageError, match="apikeys list"):
        revoke_api_key(store, "mirror")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": "Mirror!"}, "no name for a key"),
        ({"scopes": []}, "opens nothing"),
        ({"expires_at": NOW}, "is past"),
        ({"per_minute": 0}, "a minute"),
        ({"topics": [TopicId(str(number)) for number in range(21)]}, "topics"),
    ],
)
def test_a_key_that_cannot_be_is_refused(
    store: SqlStore, changes: dict[str, object], says: str
) -> None:
    with pytest.raises(UsageError, match=says):
        made(store, **changes)  # type: ignore[arg-type] # - the test varies them
    assert store.list_api_keys() == []


def test_two_keys_never_share_a_name(store: SqlStore) -> None:
    made(store)
    with pytest.raises(UsageError, match="another key"):
        made(store, chance=bytes)


def test_use_is_noted_once_an_hour(store: SqlStore) -> None:
    key, text = made(store)
    for minutes, noted in ((0, 0), (59, 0), (60, 60), (90, 60)):
        at = NOW + timedelta(minutes=minutes)
        found = find_api_key(store, text, now=at)
        assert found
        note_use(store, found, now=at)
        kept = store.load_api_key(key.id)
        assert kept
        assert kept.used_at == NOW + timedelta(minutes=noted)


def test_a_minute_has_so_many_requests_and_the_next_as_many_again() -> None:
    rates = Rates()
    asked = [rates.count("a", allowed=3, now=NOW + timedelta(seconds=one)) for one in range(4)]
    assert [(one.left, one.is_over) for one in asked] == [
        (2, False),
        (1, False),
        (0, False),
        (0, True),
    ]
    assert [one.resets_in for one in asked] == [60, 59, 58, 57]
    assert not rates.count("b", allowed=3, now=NOW).is_over, "each is counted by itself"
    assert not rates.count("a", allowed=3, now=NOW + timedelta(seconds=60)).is_over


def test_a_flood_of_askers_shares_one_count() -> None:
    rates = Rates()
    for number in range(ASKERS_MAX):
        rates.count(f"{number}", allowed=1, now=NOW)
    assert not rates.count("one more", allowed=1, now=NOW).is_over
    assert rates.count("another", allowed=1, now=NOW).is_over
    assert len(rates._counts) == ASKERS_MAX + 1
