"""What every store promises of users and sessions (`wiredesk.ports.users`)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from make import NOW

from wiredesk.records.user import Role, Session, User
from wiredesk.world.store import Place, SqlStore, open_store

ADA = User(name="ada", role=Role.OWNER, password="$argon2id$…", created_at=NOW)
BEN = User(name="ben", role=Role.READER, password="$argon2id$…", created_at=NOW)
SESSION = Session(token_hash="h1", user="ada", csrf="c1", begun_at=NOW, seen_at=NOW)


@pytest.fixture
def store(place: Place) -> Iterator[SqlStore]:
    opened = open_store(place)
    opened.save_user(BEN)
    opened.save_user(ADA)
    yield opened
    opened.close()


def test_users_come_back_as_they_were_saved(store: SqlStore) -> None:
    assert store.list_users() == [ADA, BEN]
    assert store.load_user("ada") == ADA
    assert store.load_user("nobody") is None
    store.save_user(replace(BEN, role=Role.EDITOR))
    assert store.load_user("ben") == replace(BEN, role=Role.EDITOR)


def test_a_session_is_kept_until_it_ends(store: SqlStore) -> None:
    store.save_session(SESSION)
    later = replace(SESSION, seen_at=NOW + timedelta(hours=1))
    store.save_session(later)
    assert store.load_session("h1") == later
    store.remove_session("h1")
    assert store.load_session("h1") is None


def test_old_and_idle_sessions_end(store: SqlStore) -> None:
    idle = replace(SESSION, token_hash="idle", seen_at=NOW - timedelta(days=8))
    old = replace(SESSION, token_hash="old", begun_at=NOW - timedelta(days=31))
    for session in (SESSION, idle, old):
        store.save_session(session)
    store.remove_old_sessions(
        begun_before=NOW - timedelta(days=30), seen_before=NOW - timedelta(days=7)
    )
    found = [store.load_session(name) for name in ("h1", "idle", "old")]
    assert found == [SESSION, None, None]


def test_a_device_is_known_for_one_user_only(store: SqlStore) -> None:
    store.save_device("d1", "ada", now=NOW)
    store.save_device("d1", "ada", now=NOW)
    assert store.is_device_of("d1", "ada")
    assert not store.is_device_of("d1", "ben")


def test_whoever_is_logged_out_everywhere_has_no_session_and_no_device(store: SqlStore) -> None:
    store.save_session(SESSION)
    store.save_session(replace(SESSION, token_hash="h2", user="ben"))
    store.save_device("d1", "ada", now=NOW)
    store.remove_sessions("ada")
    assert store.load_session("h1") is None
    assert not store.is_device_of("d1", "ada")
    assert store.load_session("h2") is not None


def test_a_removed_user_leaves_nothing(store: SqlStore) -> None:
    store.save_session(SESSION)
    store.save_device("d1", "ada", now=NOW)
    store.remove_user("ada")
    assert store.list_users() == [BEN]
    assert store.load_session("h1") is None
    assert not store.is_device_of("d1", "ada")
