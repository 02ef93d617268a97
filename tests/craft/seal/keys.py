"""Keyrings and vectors that the tests of sealing share."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from wiredesk.records.sealing import Key, Keyring, KeyState, SealContext

CORPUS = Path(__file__).parents[2] / "corpus" / "seal"
CONTEXT = SealContext(site="site1", record_id="01JDXK8Q2V", rev=3)


def make_key(kid: str = "2026-11", *, seed: int = 1, **changes: Any) -> Key:
    """A key whose bytes nobody would publish."""
    master = bytes((seed * 37 + number * 11) % 251 for number in range(32))
    key = Key(kid=kid, created="2026-11-24T09:00:00Z", state=KeyState.ACTIVE, master=master)
    return replace(key, **changes)


def make_keyring(*more: Key) -> Keyring:
    """One active key, and `more`."""
    return Keyring(site="site1", keys=(make_key(), *more))


def vectors(name: str) -> tuple[Keyring, list[dict[str, Any]]]:
    """The keys and vectors of one file of the corpus."""
    told = json.loads((CORPUS / f"{name}.json").read_text("utf-8"))
    keys = [
        make_key(kid, master=bytes.fromhex(master), state=KeyState.READ)
        for kid, master in told["keys"].items()
    ]
    return Keyring(site="site1", keys=tuple(keys)), told["vectors"]
