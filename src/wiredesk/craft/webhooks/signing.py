"""Signatures as Standard Webhooks says: HMAC-SHA256 over `id.timestamp.body`.

In: the secrets of a webhook, a message.  Out: its three headers; or whether they are genuine.  Two secrets
sign while one replaces the other, so that neither side has to change at the same moment.
https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from wiredesk.basics.errors import SettingsError

PREFIX: Final = "whsec_"
SECRET_BYTES: Final = 32
BYTES_MIN: Final = 24  # the specification's bounds
BYTES_MAX: Final = 64
SECRETS_MAX: Final = 2
TOLERANCE: Final = timedelta(
    minutes=5
)  # how far a message's time may be off before it counts as replayed
ID, AT, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"


def parse_secrets(text: str, *, name: str) -> tuple[bytes, ...]:
    """The one or two secrets of a file, newest first; SettingsError, which never shows one, when they are none."""
    words = text.split()
    secrets = tuple(_secret(word, name=name) for word in words)
    if not 1 <= len(secrets) <= SECRETS_MAX:
        raise SettingsError(
            f"holds {len(secrets)} secrets; it takes one, or two while one replaces the other.",
            subject=name,
            remedy="Write each on a line of its own, the newest first.",
        )
    return secrets


def render_secrets(secrets: Sequence[bytes]) -> str:
    """The text of such a file."""
    return "".join(f"{PREFIX}{base64.b64encode(one).decode()}\n" for one in secrets)


def sign(secrets: Sequence[bytes], body: bytes, *, message: str, at: datetime) -> dict[str, str]:
    """The headers of a message."""
    stamp = str(int(at.timestamp()))
    signatures = " ".join(_signature(one, body, message=message, stamp=stamp) for one in secrets)
    return {ID: message, AT: stamp, SIGNATURE: signatures}


def is_signed(
    secrets: Sequence[bytes], body: bytes, *, headers: Mapping[str, str], now: datetime
) -> bool:
    """Whether a message is from who holds one of `secrets`, unchanged, and sent within five minutes.

    `headers` by lower-case name.  For those who receive: Wiredesk itself only sends.
    """
    message, stamp = headers.get(ID, ""), headers.get(AT, "")
    if not message or not (stamp.isascii() and stamp.isdigit() and len(stamp) < 12):
        return False
    if abs(now.timestamp() - int(stamp)) > TOLERANCE.total_seconds():
        return False
    said = headers.get(SIGNATURE, "").encode("ascii", "replace").split()
    own = [_signature(one, body, message=message, stamp=stamp).encode() for one in secrets]
    return any(hmac.compare_digest(one, other) for one in own for other in said)


def _signature(secret: bytes, body: bytes, *, message: str, stamp: str) -> str:
    signed = f"{message}.{stamp}.".encode() + body
    digest = hmac.new(secret, signed, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"


def _secret(word: str, *, name: str) -> bytes:
    bare = word.removeprefix(PREFIX)
    try:
        raw = base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if not word.startswith(PREFIX) or not BYTES_MIN <= len(raw) <= BYTES_MAX:
        raise SettingsError(
            f"holds something that is no secret of {BYTES_MIN} to {BYTES_MAX} bytes in base64 after `{PREFIX}`.",
            subject=name,
            remedy="Make one with `wiredesk webhooks rotate NAME`.",
        )
    return raw
