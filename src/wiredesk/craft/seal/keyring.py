"""The keyring file: JSON with every key of a hub, and a seal over all of it.

In: its text, or a Keyring.  Out: the other; KeyringError with file and line where it is not as it
must be.  No error shows a key.  Where the file lies and who may read it: `world/keys`.
"""

import binascii
import hmac
import json
import re
from base64 import b64decode, b64encode
from dataclasses import replace
from typing import Any, Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from wiredesk.basics.errors import KeyringError, Place
from wiredesk.craft.seal.wd1 import MASTER_BYTES
from wiredesk.records.sealing import Key, Keyring, KeyState

KEYS_MAX: Final = 1_000
NAME: Final = re.compile(r"[a-z0-9-]{1,32}")
KNOWN_MASTER: Final = bytes(range(MASTER_BYTES))  # of the published vectors
_FILE_KEYS: Final = {"site", "active", "keys", "mac"}
_KEY_KEYS: Final = {"kid", "created", "state", "use", "k"}
_RESTORE: Final = "Restore it from its backup."


def parse_keyring(text: str, *, name: str) -> Keyring:
    """The keyring that `text` holds; KeyringError says which line is wrong."""
    reader = _Reader(text, name)
    tree = reader.tree()
    keys = tuple(reader.key(one) for one in tree["keys"])
    reader.check_names([key.kid for key in keys])
    active = [key for key in keys if key.state is KeyState.ACTIVE]
    if len(active) != 1:
        told = "no key is active." if not active else f"{len(active)} keys are active."
        at = '"state": "active"' if len(active) > 1 else '"active"'
        raise reader.error(told, at, nth=2, remedy="Exactly one may be. " + _RESTORE)
    if active[0].kid != tree["active"]:
        told = "`active` names another key than the one whose state is active."
        raise reader.error(told, '"active"')
    keyring = Keyring(site=tree["site"], keys=keys)
    if not hmac.compare_digest(_mac(keyring), tree["mac"]):
        raise reader.error("was changed by other hands than `wiredesk keys`.", '"mac"')
    return keyring


def render_keyring(keyring: Keyring) -> str:
    """The file of `keyring`, one value a line, so that errors can name lines."""
    told = {
        "site": keyring.site,
        "active": keyring.active.kid,
        "keys": [
            {
                "kid": key.kid,
                "created": key.created,
                "state": key.state.value,
                "use": "seal",
                "k": b64encode(key.master).decode("ascii"),
            }
            for key in keyring.keys
        ],
        "mac": _mac(keyring),
    }
    return json.dumps(told, indent=1) + "\n"


def with_key(keyring: Keyring, key: Key) -> Keyring:
    """`keyring` with one more key; KeyringError when the name is taken or is none."""
    _check_name(key.kid)
    if keyring.find(key.kid):
        raise KeyringError(
            "there is a key of this name.", subject=key.kid, remedy="Name another with --kid."
        )
    return replace(keyring, keys=(*keyring.keys, key))


def with_active(keyring: Keyring, kid: str) -> Keyring:
    """`keyring` sealing under `kid` from now on; the key before only opens."""
    key = known_key(keyring, kid)
    if key.state is KeyState.RETIRED:
        raise KeyringError("is retired.", subject=kid, remedy="Make another: wiredesk keys new.")
    states = {keyring.active.kid: KeyState.READ} | {kid: KeyState.ACTIVE}
    return _with_states(keyring, states)


def without_key(keyring: Keyring, kid: str, *, destroy: bool) -> Keyring:
    """`keyring` with `kid` retired, its bytes gone when `destroy`; the active one cannot be."""
    key = known_key(keyring, kid)
    if key.state is KeyState.ACTIVE:
        raise KeyringError(
            "is the active key.",
            subject=kid,
            remedy="Activate another first: wiredesk keys activate.",
        )
    retired = _with_states(keyring, {kid: KeyState.RETIRED})
    if not destroy:
        return retired
    keys = tuple(replace(one, master=b"") if one.kid == kid else one for one in retired.keys)
    return replace(retired, keys=keys)


def known_key(keyring: Keyring, kid: str) -> Key:
    """The key of that name; KeyringError names those that there are."""
    key = keyring.find(kid)
    if key is None:
        named = ", ".join(one.kid for one in keyring.keys)
        raise KeyringError(
            "is no key of this hub.", subject=kid[:80], remedy=f"There are: {named}."
        )
    return key


def _with_states(keyring: Keyring, states: dict[str, KeyState]) -> Keyring:
    keys = tuple(replace(key, state=states.get(key.kid, key.state)) for key in keyring.keys)
    return replace(keyring, keys=keys)


def _check_name(kid: str) -> None:
    if not NAME.fullmatch(kid):
        raise KeyringError(
            "is no name of a key.",
            subject=kid[:80],
            remedy="Use 1 to 32 signs of a-z, 0-9 and `-`, as in 2026-11.",
        )


def _mac(keyring: Keyring) -> str:
    """HMAC over all that the file says, under a key of its own made from all keys in it."""
    said = [[key.kid, key.created, key.state.value, key.master.hex()] for key in keyring.keys]
    masters = b"".join(key.master for key in keyring.keys)
    own = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"wiredesk/keyring/1").derive(masters)
    return hmac.digest(own, json.dumps([keyring.site, said]).encode(), "sha256").hex()


class _Reader:
    """Reads one file and knows its lines."""

    def __init__(self, text: str, name: str) -> None:
        self._text = text
        self._name = name

    def tree(self) -> dict[str, Any]:
        """The outer object, with every key that it must have."""
        try:
            tree = json.loads(self._text)
        except RecursionError:
            raise self.error("is no keyring.") from None
        except ValueError as cause:
            line = getattr(cause, "lineno", None)
            raise KeyringError(
                "is cut off or is no JSON.",
                subject=Place(name=self._name, line=line),
                remedy=_RESTORE,
            ) from None  # the cause holds the text, and so the keys
        if not isinstance(tree, dict) or set(tree) != _FILE_KEYS:
            raise self.error("is no keyring: it holds exactly `site`, `active`, `keys` and `mac`.")
        strings = all(isinstance(tree[key], str) for key in ("site", "active", "mac"))
        if not strings or not NAME.fullmatch(tree["site"]) or not tree["mac"].isascii():
            raise self.error("`site`, `active` or `mac` is not as wiredesk writes it.", '"site"')
        if not isinstance(tree["keys"], list) or not 0 < len(tree["keys"]) <= KEYS_MAX:
            raise self.error(f"`keys` is no list of 1 to {KEYS_MAX} keys.", '"keys"')
        return tree

    def key(self, told: Any) -> Key:
        """One key."""
        whole = isinstance(told, dict) and set(told) == _KEY_KEYS
        if not whole or not all(isinstance(value, str) for value in told.values()):
            raise self.error(
                "a key holds exactly `kid`, `created`, `state`, `use` and `k`.", '"keys"'
            )
        kid, at = told["kid"], f'"kid": {json.dumps(told["kid"])}'
        if not NAME.fullmatch(kid):
            raise self.error("a key's name has 1 to 32 signs of a-z, 0-9 and `-`.", at)
        if told["state"] not in set(KeyState) or told["use"] != "seal":
            raise self.error(f"key {kid} has a state or use that wiredesk does not know.", at)
        state = KeyState(told["state"])
        try:
            master = b64decode(told["k"], validate=True)
        except (binascii.Error, ValueError):
            raise self.error(f"key {kid} is no base64.", at) from None
        if len(master) != MASTER_BYTES and not (state is KeyState.RETIRED and not master):
            raise self.error(f"key {kid} has {len(master)} bytes, not {MASTER_BYTES}.", at)
        if master and is_default(master):
            remedy = "Make one with `wiredesk keys new`, activate it and rotate."
            raise self.error(f"key {kid} is one that everybody knows.", at, remedy=remedy)
        return Key(kid=kid, created=told["created"], state=state, master=master)

    def check_names(self, kids: list[str]) -> None:
        """Each name once."""
        for kid in kids:
            if kids.count(kid) > 1:
                raise self.error(f"key {kid} stands here twice.", f'"kid": "{kid}"', nth=2)

    def error(
        self, told: str, needle: str = "", *, nth: int = 1, remedy: str = _RESTORE
    ) -> KeyringError:
        """The error with the line of the `nth` place where `needle` stands."""
        lines = [at for at, line in enumerate(self._text.splitlines(), 1) if needle in line]
        line = lines[min(nth, len(lines)) - 1] if needle and lines else None
        return KeyringError(told, subject=Place(name=self._name, line=line), remedy=remedy)


def is_default(master: bytes) -> bool:
    """Whether a key is the one of the published vectors, or one sign over and over."""
    return master == KNOWN_MASTER or len(set(master)) == 1
