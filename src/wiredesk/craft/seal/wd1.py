"""The sealed text `wd1`: AES-256-GCM, bound to one record, under a key that it names.

    wd1.g.KID.base64url( commit[16] || nonce[12] || ciphertext || tag[16] )

In: bytes, a key, what they belong to, and twelve random bytes.  Out: one line of text; or the bytes
again, or SealError.  Format and reasons: docs/explanation/sealing.md (SAFETY.md G 5.2); vectors:
tests/corpus/seal.  Draws no randomness, tries no second key, logs nothing.
"""

import hmac
import re
from base64 import urlsafe_b64encode
from binascii import a2b_base64
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from wiredesk.basics.errors import SealError
from wiredesk.records.sealing import Key, Keyring, KeyState, SealContext

VERSION: Final = "wd1"
ALGORITHM: Final = "g"  # AES-256-GCM; another needs another letter
MASTER_BYTES: Final = 32
NONCE_BYTES: Final = 12
COMMIT_BYTES: Final = 16
TAG_BYTES: Final = 16
PADDED_BYTES_MIN: Final = 128
PADDED_BYTES_STEP: Final = 64
TOKEN_CHARACTERS_MAX: Final = 1_000_000  # twenty times the longest that we seal (`sealed_text`)

_KID: Final = re.compile(r"[a-z0-9-]{1,32}")
_FOUND: Final = re.compile(rb"\bwd1\.g\.[a-z0-9-]{1,32}\.[A-Za-z0-9_-]{172,}")  # 172: 128 bytes
_STANDARD: Final = bytes.maketrans(b"-_+/", b"+/!!")  # `!` is in no base64
_LENGTH_MIN: Final = COMMIT_BYTES + NONCE_BYTES + PADDED_BYTES_MIN + TAG_BYTES


def seal(plain: bytes, *, key: Key, context: SealContext, nonce: bytes) -> str:
    """`plain` as a token that opens only under `key` and in `context`.

    `nonce` must be random and never used twice; what length is left to see is that of `padded`.
    """
    assert len(nonce) == NONCE_BYTES
    assert len(key.master) == MASTER_BYTES
    bound = associated_data(key.kid, context)
    own, commit = _derived(key, nonce, bound)
    body = commit + nonce + AESGCM(own).encrypt(nonce, _padded(plain), bound)
    return f"{VERSION}.{ALGORITHM}.{key.kid}.{_encoded(body)}"


def unseal(token: str, *, keyring: Keyring, context: SealContext) -> bytes:
    """What `seal` was given; SealError when anything at all is not as it was then."""
    kid, text = _named(token) or ("", "")
    body, key = _decoded(text), keyring.find(kid)
    if body is None or key is None or key.state is KeyState.RETIRED or not key.master:
        raise _refusal()
    commit, nonce, rest = _parts(body)
    bound = associated_data(key.kid, context)
    own, expected = _derived(key, nonce, bound)
    if not hmac.compare_digest(commit, expected):
        raise _refusal()
    try:
        padded = AESGCM(own).decrypt(nonce, rest, bound)
    except InvalidTag:
        raise _refusal() from None
    return _stripped(padded)


def kid_of(token: str) -> str | None:
    """The key that a token names; None when it is no token of ours.  Nothing is proved by it."""
    named = _named(token)
    return named[0] if named else None


def find_tokens(body: bytes) -> list[str]:
    """All that looks like a token within the bytes of a file."""
    return [found.decode("ascii") for found in _FOUND.findall(body)]


def associated_data(kid: str, context: SealContext) -> bytes:
    """What a token is bound to, as bytes: each part after its length in four bytes."""
    parts = (
        ALGORITHM,
        kid,
        context.site,
        context.record_type,
        context.record_id,
        context.field,
        str(context.rev),
    )
    told = [VERSION.encode()]
    for part in parts:
        raw = part.encode("utf-8")
        told += [len(raw).to_bytes(4, "big"), raw]
    return b"".join(told)


def _named(token: str) -> tuple[str, str] | None:
    """Key and body of a token, whose signs `_decoded` looks at: a pattern over all of them costs more than AES."""
    version, _, rest = token[: TOKEN_CHARACTERS_MAX + 1].partition(".")
    algorithm, _, rest = rest.partition(".")
    kid, _, text = rest.partition(".")
    if len(token) > TOKEN_CHARACTERS_MAX or (version, algorithm) != (VERSION, ALGORITHM):
        return None
    return (kid, text) if _KID.fullmatch(kid) and text else None


def _derived(key: Key, nonce: bytes, bound: bytes) -> tuple[bytes, bytes]:
    """The key of this one token, and what commits the token to it (GCM alone commits to no key)."""
    digest = sha256(bound).digest()

    def derive(label: str, length: int) -> bytes:
        info = f"wiredesk/seal/wd1/g|{label}|{key.kid}|".encode() + digest
        return HKDF(algorithm=SHA256(), length=length, salt=nonce, info=info).derive(key.master)

    return derive("key", 32), derive("commit", COMMIT_BYTES)


def _padded(plain: bytes) -> bytes:
    """ISO 7816-4: 0x80, then zeros, to a multiple of 64 bytes and at least 128."""
    length = -(-(len(plain) + 1) // PADDED_BYTES_STEP) * PADDED_BYTES_STEP
    return (plain + b"\x80").ljust(max(length, PADDED_BYTES_MIN), b"\0")


def _stripped(padded: bytes) -> bytes:
    plain, mark, _ = padded.rstrip(b"\0").rpartition(b"\x80")
    if not mark or _padded(plain) != padded:
        raise _refusal()
    return plain


def _parts(body: bytes) -> tuple[bytes, bytes, bytes]:
    nonce_at, rest_at = COMMIT_BYTES, COMMIT_BYTES + NONCE_BYTES
    return body[:nonce_at], body[nonce_at:rest_at], body[rest_at:]


def _encoded(body: bytes) -> str:
    return urlsafe_b64encode(body).decode("ascii").rstrip("=")


def _decoded(text: str) -> bytes | None:
    """The bytes; None unless `text` is the one spelling of them that we write."""
    try:
        standard = text.encode("ascii").translate(_STANDARD) + b"=" * (-len(text) % 4)
        body = a2b_base64(standard, strict_mode=True)
    except ValueError:  # no base64, or not even ASCII
        return None
    # Only the last group has bits to spare, and so more than one spelling.
    last = _encoded(body[-(len(body) % 3 or 3) :])
    return body if len(body) >= _LENGTH_MIN and text.endswith(last) else None


def _refusal() -> SealError:
    return SealError(
        "does not open.",
        remedy="Either it is no sealed text of this form, or it was changed, or it belongs to another "
        "record or revision, or its key is not at hand.",
    )
