"""What comparing texts needs of one text: hashes of its word 5-grams, thinned when it is long.

In: a text.  Out: Fingerprint.  The same text gives the same fingerprint on every machine.
"""

import hashlib
import struct
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from wiredesk.basics.ids import ArticleId
from wiredesk.basics.text import words
from wiredesk.craft.copies.credit import find_credit
from wiredesk.records.family import Fingerprint

SHINGLE_WORDS: Final = 5
KEPT_MAX: Final = 400  # hashes a text; longer texts keep those below a threshold (modulo sampling)
TEXT_CHARACTERS_MAX: Final = 200_000


def fingerprint(
    *,
    article_id: ArticleId,
    provider: str,
    owner: str,
    title: str,
    text: str,
    received_at: datetime,
) -> Fingerprint:
    """The fingerprint of one article."""
    listed = list(words(text[:TEXT_CHARACTERS_MAX]))
    return Fingerprint(
        article_id=article_id,
        provider=provider,
        owner=owner,
        title=title,
        received_at=received_at,
        shingles=tuple(_kept(_hashes(listed))),
        words=len(listed),
        numbers=tuple(sorted({word for word in listed if word.isdigit()}))[:KEPT_MAX],
        credit=find_credit(text),
    )


def _hashes(listed: Sequence[str]) -> set[int]:
    count = max(len(listed) - SHINGLE_WORDS + 1, 1) if listed else 0
    return {_hash(listed[at : at + SHINGLE_WORDS]) for at in range(count)}


def _hash(gram: Sequence[str]) -> int:
    joined = "\x1f".join(gram).encode("utf-8", "surrogatepass")
    return int(struct.unpack("<Q", hashlib.blake2b(joined, digest_size=8).digest())[0]) >> 1


def _kept(hashes: set[int]) -> list[int]:
    """All of a short text; of a long one those that are 0 modulo a power of two.

    The same rule picks the same shingles in every text, so containment can still be read off.
    """
    kept = sorted(hashes)
    modulus = 1
    while len(kept) > KEPT_MAX:
        modulus *= 2
        kept = [value for value in kept if value % modulus == 0]
    return kept
