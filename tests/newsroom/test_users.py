"""Entering the desk: passwords, sessions, and how often one may guess (SAFETY.md F083 to F085)."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count

import pytest
from argon2 import extract_parameters
from make import NOW

from wiredesk.basics.errors import UsageError
from wiredesk.newsroom.guesses import (
    BUCKETS,
    PER_ACCOUNT_MAX,
    PER_KNOWN_DEVICES_MAX,
    GuessLimits,
    network_of,
)
from wiredesk.newsroom.users import (
    NOBODY,
    SESSION_IDLE_MAX,
    SESSION_MAX,
    Doorkeeper,
    Entered,
    add_user,
    remove_user,
    set_password,
    set_role,
)
from wiredesk.records.user import Role
from wiredesk.world.store import SqlStore, open_store

GOOD = "seven harbours under grey fog"


class Chance:
    """Bytes that never come twice, and are the same in every run."""

    def __init__(self) -> None:
        self._next = count(1)

    def __call__(self, size: int) -> bytes:
        return next(self._next).to_bytes(size, "big")


@pytest.fixture
def store() -> Iterator[SqlStore]:
    opened = open_store(None)
    add_user(opened, "ada", GOOD, role=Role.OWNER, chance=Chance(), now=NOW)
    yield opened
    opened.close()


@pytest.fixture
def doorkeeper(store: SqlStore) -> Doorkeeper:
    return Doorkeeper(store=store, chance=Chance())


def enter(doorkeeper: Doorkeeper, password: str = GOOD, **said: str) -> Entered:
    return doorkeeper.log_in(
        said.get("name", "ada"),
        password,
        address=said.get("address", "192.0.2.7"),
        device_token=said.get("device", ""),
        now=NOW,
    )


def test_the_right_password_begins_a_session(doorkeeper: Doorkeeper) -> None:
    entered = enter(doorkeeper, name=" Ada ")
    found = doorkeeper.who(entered.session_token, now=NOW)
    assert found is not None
    assert found[0].name == "ada"


def test_composed_and_decomposed_letters_are_one_password(store: SqlStore) -> None:
    add_user(
        store,
        "zoé.b".replace("é", "e"),
        "cafe\u0301 at the old harbour",
        role=Role.READER,
        chance=Chance(),
        now=NOW,
    )
    entered = enter(
        Doorkeeper(store=store, chance=Chance()), "caf\u00e9 at the old harbour", name="zoe.b"
    )
    assert entered.user.role is Role.READER


@pytest.mark.parametrize("password", ["", "wrong", GOOD + " ", GOOD[:-1], GOOD * 2, "x" * 100_000])
def test_no_other_password_does(doorkeeper: Doorkeeper, password: str) -> None:
    with pytest.raises(UsageError) as caught:
        enter(doorkeeper, password)
    assert caught.value.code == "wrong_password"


def test_an_unknown_name_gets_the_same_answer(doorkeeper: Doorkeeper) -> None:
    with pytest.raises(UsageError) as known:
        enter(doorkeeper, "wrong")
    with pytest.raises(UsageError) as unknown:
        enter(doorkeeper, "wrong", name="nobody")
    assert str(known.value) == str(unknown.value)


def test_what_an_unknown_name_is_checked_against_costs_as_much(store: SqlStore) -> None:
    ada = store.load_user("ada")
    assert ada is not None
    assert extract_parameters(NOBODY) == extract_parameters(ada.password)


def test_tokens_are_not_in_the_database(doorkeeper: Doorkeeper, store: SqlStore) -> None:
    entered = enter(doorkeeper)
    kept = store.dump()
    assert entered.session_token not in kept
    assert entered.device_token not in kept
    assert GOOD not in kept


def test_each_log_in_has_a_token_of_its_own(doorkeeper: Doorkeeper) -> None:
    one, other = enter(doorkeeper), enter(doorkeeper)
    assert one.session_token != other.session_token


def test_a_token_is_worth_nothing_after_log_out(doorkeeper: Doorkeeper) -> None:
    entered = enter(doorkeeper)
    doorkeeper.log_out(entered.session_token)
    assert doorkeeper.who(entered.session_token, now=NOW) is None


@pytest.mark.parametrize("token", ["", "forged", "h1", "\ud800"])
def test_a_made_up_token_is_nobody(doorkeeper: Doorkeeper, token: str) -> None:
    assert doorkeeper.who(token, now=NOW) is None


def test_a_session_ends_when_it_is_old_or_idle(doorkeeper: Doorkeeper) -> None:
    token = enter(doorkeeper).session_token
    moment = NOW
    while moment - NOW < SESSION_MAX - timedelta(days=5):
        moment += timedelta(days=5)
        assert doorkeeper.who(token, now=moment) is not None
    assert doorkeeper.who(token, now=NOW + SESSION_MAX) is None
    idle = enter(doorkeeper).session_token
    assert doorkeeper.who(idle, now=NOW + SESSION_IDLE_MAX) is None


def test_a_new_password_or_role_ends_all_sessions(doorkeeper: Doorkeeper, store: SqlStore) -> None:
    add_user(store, "ben", GOOD, role=Role.OWNER, chance=Chance(), now=NOW)
    first = enter(doorkeeper, name="ben").session_token
    set_password(store, "ben", "another row of plain words", chance=Chance())
    assert doorkeeper.who(first, now=NOW) is None
    second = enter(doorkeeper, "another row of plain words", name="ben").session_token
    set_role(store, "ben", Role.EDITOR)
    assert doorkeeper.who(second, now=NOW) is None


@pytest.mark.parametrize("weak", ["short", "a" * 20, "ada is my own name", "x" * 513])
def test_weak_passwords_are_refused(store: SqlStore, weak: str) -> None:
    with pytest.raises(UsageError):
        set_password(store, "ada", weak, chance=Chance())


@pytest.mark.parametrize("name", ["", "Ada", "a b", "ä", "0ada", "a" * 33, "ada\n", "../ada"])
def test_a_name_is_a_plain_word(store: SqlStore, name: str) -> None:
    with pytest.raises(UsageError):
        add_user(store, name, GOOD, role=Role.READER, chance=Chance(), now=NOW)


def test_a_hub_keeps_an_owner(store: SqlStore) -> None:
    with pytest.raises(UsageError, match="only owner"):
        remove_user(store, "ada")
    with pytest.raises(UsageError, match="only owner"):
        set_role(store, "ada", Role.EDITOR)


def test_a_person_cannot_be_added_twice(store: SqlStore) -> None:
    with pytest.raises(UsageError, match="here already"):
        add_user(
            store, "ada", "another row of plain words", role=Role.READER, chance=Chance(), now=NOW
        )


def test_at_most_thirty_guesses_an_hour_reach_the_hash() -> None:
    limits = GuessLimits()
    reached = 0
    for number in range(20_000):
        reached += limits.may_guess(
            "ada",
            address=f"198.51.{number % 256}.{number // 256}",
            known_device=number % 2 == 0,
            now=NOW + timedelta(seconds=number / 20_000 * 3_599),
        )
    assert reached == PER_ACCOUNT_MAX + PER_KNOWN_DEVICES_MAX <= 30


def test_who_was_here_before_gets_in_during_an_attack(doorkeeper: Doorkeeper) -> None:
    device = enter(doorkeeper).device_token
    for number in range(PER_ACCOUNT_MAX):
        with pytest.raises(UsageError):
            enter(doorkeeper, "guess", address=f"198.51.100.{number}")
    with pytest.raises(UsageError, match="too many tries"):
        enter(doorkeeper)
    assert enter(doorkeeper, device=device).user.name == "ada"


def test_one_network_cannot_try_everybody() -> None:
    limits = GuessLimits()
    tries = [
        limits.may_guess(
            f"user{number}", address=f"198.51.100.{number % 256}", known_device=False, now=NOW
        )
        for number in range(500)
    ]
    assert sum(tries) == 60


def test_guesses_are_forgiven_after_an_hour() -> None:
    limits = GuessLimits()
    for _ in range(PER_ACCOUNT_MAX):
        limits.may_guess("ada", address="192.0.2.1", known_device=False, now=NOW)
    later = NOW + timedelta(hours=1)
    assert limits.may_guess("ada", address="192.0.2.1", known_device=False, now=later)


def test_a_flood_of_names_fills_no_memory() -> None:
    limits = GuessLimits()
    for number in range(100_000):
        limits.may_guess(f"u{number}", address=f"a{number}", known_device=False, now=NOW)
    assert len(limits._times) <= BUCKETS


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2ff::1", "2001:db8:1:200::/56"),
        ("testclient", "testclient"),
    ],
)
def test_one_attacker_has_a_network(address: str, network: str) -> None:
    assert network_of(address) == network
