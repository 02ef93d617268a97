"""The origin's sealed text, `base64(ciphertext);base64(iv)` under AES-CBC: for migration alone.

It proves nothing: a changed one opens too, and every difference in the answer helps who asks (10,116
questions for 76 bytes, SAFETY.md M12).  So only texts that a frozen list names are opened, offline, and
nothing that runs for long imports this.

In: the text and the owner's key, or a list.  Out: JSON, or None.
"""

import binascii
import hmac
import json
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.padding import PKCS7

from wiredesk.basics.errors import InputError
from wiredesk.records.sealing import Key

BLOCK_BYTES: Final = 16
LEGACY_CHARACTERS_MAX: Final = 100_000  # 272 bytes in 84 % of the records that were seen
KEY_LENGTHS: Final = (16, 24, 32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The frozen list: which legacy texts stood in which articles when they were taken in."""

    kid: str
    made: str
    texts: Mapping[str, str]
    """SHA-256 of the text by article id."""


def is_legacy(text: str) -> bool:
    """Whether `text` has the origin's form."""
    return _parts(text) is not None


def digest_of(text: str) -> str:
    """What a manifest says of a legacy text."""
    return sha256(text.encode("utf-8", "replace")).hexdigest()


def open_legacy(text: str, *, key: bytes) -> dict[str, Any] | None:
    """What the owner's key opens; None unless it is a JSON object, since CBC cannot tell a wrong key."""
    parts = _parts(text)
    if parts is None:
        return None
    body, initial = parts
    decryptor = Cipher(AES(key), CBC(initial)).decryptor()
    unpadder = PKCS7(BLOCK_BYTES * 8).unpadder()
    try:
        plain = unpadder.update(decryptor.update(body) + decryptor.finalize()) + unpadder.finalize()
        told = json.loads(plain.decode("utf-8"), object_pairs_hook=_each_once, parse_constant=_none)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None


def parse_legacy_key(text: str, *, name: str) -> bytes:
    """The owner's AES key, in hexadecimal or base64; InputError when it is neither."""
    line = text.strip()
    for decode in (bytes.fromhex, _strict_base64):
        try:
            key = decode(line)
        except ValueError:
            continue
        if len(key) in KEY_LENGTHS:
            return key
    raise InputError(
        "holds no AES key.",
        subject=name,
        remedy="Write 16, 24 or 32 bytes on one line, in hexadecimal or base64.",
    )


def render_manifest(texts: Mapping[str, str], *, made: str, key: Key) -> str:
    """The list of `texts` (legacy text by article id), signed under the active key."""
    manifest = Manifest(kid=key.kid, made=made, texts={a: digest_of(t) for a, t in texts.items()})
    told = {"made": made, "kid": key.kid, "texts": dict(sorted(manifest.texts.items()))}
    return json.dumps(told | {"mac": _mac(manifest, key)}, indent=1) + "\n"


def parse_manifest(text: str, *, name: str) -> tuple[Manifest, str]:
    """A manifest and its signature, to be checked with the key that it names."""
    try:
        told = json.loads(text)
        texts = {str(one): str(digest) for one, digest in told["texts"].items()}
        manifest = Manifest(kid=str(told["kid"]), made=str(told["made"]), texts=texts)
        return manifest, str(told["mac"])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise InputError(
            "is no manifest.", subject=name, remedy="Make one: wiredesk seal manifest FILE."
        ) from None


def check_manifest(manifest: Manifest, mac: str, *, key: Key, name: str) -> None:
    """InputError unless `key` signed `manifest`."""
    if not hmac.compare_digest(_mac(manifest, key).encode(), mac.encode("utf-8", "replace")):
        raise InputError(
            "was changed since it was made.", subject=name, remedy="Take it from its backup."
        )


def _mac(manifest: Manifest, key: Key) -> str:
    own = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"wiredesk/manifest/1").derive(
        key.master
    )
    said = json.dumps([manifest.kid, manifest.made, sorted(manifest.texts.items())])
    return hmac.digest(own, said.encode(), "sha256").hex()


def _parts(text: str) -> tuple[bytes, bytes] | None:
    if len(text) > LEGACY_CHARACTERS_MAX or text.count(";") != 1:
        return None
    try:
        body, initial = (_strict_base64(part) for part in text.split(";"))
    except ValueError:
        return None
    whole = body and len(body) % BLOCK_BYTES == 0 and len(initial) == BLOCK_BYTES
    return (body, initial) if whole else None


def _strict_base64(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except binascii.Error as cause:
        raise ValueError(str(cause)) from None


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    told = dict(pairs)
    if len(told) != len(pairs):
        raise ValueError("a key stands twice")
    return told


def _none(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")
