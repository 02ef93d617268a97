"""Seal: what a record may not show, for who holds the key; the legacy form is `legacy`'s alone."""

from wiredesk.craft.seal.keyring import (
    known_key,
    parse_keyring,
    render_keyring,
    with_active,
    with_key,
    without_key,
)
from wiredesk.craft.seal.payload import LEGACY, parse_payload, render_legacy, render_payload
from wiredesk.craft.seal.wd1 import (
    MASTER_BYTES,
    NONCE_BYTES,
    associated_data,
    find_tokens,
    kid_of,
    seal,
    unseal,
)

__all__ = [
    "LEGACY",
    "MASTER_BYTES",
    "NONCE_BYTES",
    "associated_data",
    "find_tokens",
    "kid_of",
    "known_key",
    "parse_keyring",
    "parse_payload",
    "render_keyring",
    "render_legacy",
    "render_payload",
    "seal",
    "unseal",
    "with_active",
    "with_key",
    "without_key",
]
