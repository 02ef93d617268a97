"""The keyring file: what is not as it must be is named by file, line and remedy, and no key is shown."""

import base64
import json
from dataclasses import replace

import pytest
from craft.seal.keys import make_key, make_keyring

from wiredesk.basics.errors import KeyringError
from wiredesk.craft.seal import (
    parse_keyring,
    render_keyring,
    with_active,
    with_key,
    without_key,
)
from wiredesk.records.sealing import Keyring, KeyState

OLD = make_key("2026-08", seed=2, state=KeyState.READ)
KEYRING = make_keyring(OLD)
TEXT = render_keyring(KEYRING)
SECRETS = [base64.b64encode(key.master).decode() for key in KEYRING.keys]


def refused(text: str) -> str:
    with pytest.raises(KeyringError) as caught:
        parse_keyring(text, name="a.keyring")
    told = str(caught.value) + repr(caught.value.__cause__)
    assert caught.value.__context__ is None or caught.value.__suppress_context__
    assert not any(secret in told for secret in SECRETS)
    return str(caught.value)


def unsigned(*keys: object, active: str = "2026-11") -> str:
    """A file as somebody might write it by hand, without its seal."""
    return json.dumps({"site": "site1", "active": active, "keys": keys, "mac": "00"}, indent=1)


def line(kid: str = "2026-11", **changes: object) -> dict[str, object]:
    told: dict[str, object] = {
        "kid": kid, "created": "2026-11-24T09:00:00Z", "state": "active", "use": "seal", "k": SECRETS[0],
    }  # fmt: skip
    return told | changes


def test_a_keyring_is_read_as_it_was_written() -> None:
    assert parse_keyring(TEXT, name="a") == KEYRING
    assert parse_keyring(TEXT, name="a").active.kid == "2026-11"


def test_a_destroyed_key_leaves_only_its_name() -> None:
    gone = without_key(KEYRING, "2026-08", destroy=True)
    text = render_keyring(gone)
    assert SECRETS[1] not in text
    assert parse_keyring(text, name="a") == gone
    with pytest.raises(KeyringError, match="there is a key of this name"):
        with_key(gone, make_key("2026-08", seed=3, state=KeyState.READ))


@pytest.mark.parametrize("end", range(0, len(TEXT) - 2, 7))
def test_a_truncated_file_is_refused(end: int) -> None:
    assert "Restore it from its backup." in refused(TEXT[:end])


def test_the_place_where_a_file_was_cut_off_is_named() -> None:
    cut = TEXT[: TEXT.index('"state": "read"')]
    assert refused(cut).startswith(f"a.keyring:{cut.count(chr(10)) + 1}: is cut off or is no JSON.")


def test_two_active_keys_are_refused_with_the_line_of_the_second() -> None:
    text = unsigned(line(), line("2026-12", k=SECRETS[1]))
    second = [at for at, told in enumerate(text.splitlines(), 1) if '"state": "active"' in told][1]
    assert refused(text).startswith(f"a.keyring:{second}: 2 keys are active. Exactly one may be.")


def test_a_keyring_without_an_active_key_is_refused() -> None:
    assert "no key is active" in refused(unsigned(line(state="read")))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is cut off or is no JSON"),
        ("[]", "is no keyring"),
        ("[" * 100_000, "is no keyring"),
        (unsigned(), "`keys` is no list of 1 to"),
        (unsigned({"kid": "2026-11"}), "a key holds exactly"),
        (unsigned(line(k=17)), "a key holds exactly"),
        (unsigned(line("Ä")), "a key's name has 1 to 32 signs"),
        (unsigned(line(state="new")), "a state or use that wiredesk does not know"),
        (unsigned(line(use="sessions")), "a state or use that wiredesk does not know"),
        (unsigned(line(k="AA*A")), "is no base64"),
        (unsigned(line(k="AAAA")), "has 3 bytes, not 32"),
        (unsigned(line(k=""), active="2026-11"), "has 0 bytes, not 32"),
        (unsigned(line(), line(state="read")), "stands here twice"),
        (unsigned(line(), active="2026-12"), "names another key"),
        (unsigned(line()), "was changed by other hands"),
        (unsigned(line(k=base64.b64encode(bytes(range(32))).decode())), "one that everybody knows"),
        (unsigned(line(k=base64.b64encode(bytes(32)).decode())), "one that everybody knows"),
    ],
)  # fmt: skip
def test_what_is_no_keyring_is_refused(text: str, told: str) -> None:
    assert told in refused(text)


def test_any_change_by_hand_is_noticed() -> None:
    for old, new in (
        ('"site": "site1"', '"site": "site2"'),
        ("2026-08", "2026-09"),
        ("2026-11-24T09", "2026-11-25T09"),
        ('"state": "read"', '"state": "retired"'),
        (SECRETS[1], SECRETS[0]),
    ):
        assert "changed by other hands" in refused(TEXT.replace(old, new, 1))


def test_activating_leaves_the_key_before_it_for_reading() -> None:
    turned = with_active(KEYRING, "2026-08")
    assert turned.active.kid == "2026-08"
    assert [key.state for key in turned.keys] == [KeyState.READ, KeyState.ACTIVE]
    assert with_active(turned, "2026-11") == KEYRING


def test_what_cannot_be_done_with_a_key_is_said() -> None:
    retired = without_key(KEYRING, "2026-08", destroy=False)
    with pytest.raises(KeyringError, match=r"2026-08: is retired\. Make another"):
        with_active(retired, "2026-08")
    with pytest.raises(KeyringError, match="is the active key"):
        without_key(KEYRING, "2026-11", destroy=True)
    with pytest.raises(
        KeyringError, match=r"is no key of this hub\. There are: 2026-11, 2026-08\."
    ):
        with_active(KEYRING, "2025-01")
    with pytest.raises(KeyringError, match="is no name of a key"):
        with_key(KEYRING, replace(OLD, kid="Key One"))


def test_a_keyring_holds_its_names_apart() -> None:
    assert Keyring(site="s", keys=(OLD,)).find("2026-0") is None
