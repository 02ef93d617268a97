"""What comparing texts needs of one text: hashes of its word 3-grams, thinned when it is long.

In: a text.  Out: Fingerprint.  The same text gives the same fingerprint on every machine.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from wiredesk.basics.ids import ArticleId
from wiredesk.basics.limits import TITLE_CHARACTERS_MAX
from wiredesk.craft.copies.comparing import NUMBERS_MAX
from wiredesk.craft.copies.credit import find_credit
from wiredesk.craft.copies.narration import NUMBER_MASK, WORD, narration, plain_number
from wiredesk.records.family import Fingerprint

Hashes = npt.NDArray[np.uint32]

# House style changes one word in ten: that breaks half of all 5-grams, but a third of the 3-grams.  Among
# 1,289 pairs of real reports on one happening the 95th percentile of what is shared is .30 (3-grams of the
# telling), .39 (of the whole text), so that a half stays far from chance.
SHINGLE_WORDS: Final = 3
KEPT_MAX: Final = 400  # hashes a text; longer texts keep those below a threshold (modulo sampling)
TEXT_CHARACTERS_MAX: Final = 200_000
PASSAGE_WORDS_MAX: Final = 14  # shown as evidence; a line on a screen
_FACTORS: Final = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64
)  # odd, with their bits spread: the constants of xxHash
_MIX: Final = np.uint64(0xFF51AFD7ED558CCD)  # the finaliser of MurmurHash3


def fingerprint(
    *,
    article_id: ArticleId,
    provider: str,
    owner: str,
    title: str,
    text: str,
    received_at: datetime,
    name: str = "",
    authors: Sequence[str] = (),
) -> Fingerprint:
    """The fingerprint of one article; `name` is the provider's, as people write it."""
    listed = _words(narration(text[:TEXT_CHARACTERS_MAX]))
    numbers = {plain_number(word) for word in listed if word[0].isdigit()}
    return Fingerprint(
        article_id=article_id,
        provider=provider,
        owner=owner,
        name=name,
        title=title[:TITLE_CHARACTERS_MAX],
        received_at=received_at,
        shingles=tuple(_kept(np.unique(_hashes(listed))).tolist()),
        words=len(listed),
        numbers=tuple(sorted(numbers)[:NUMBERS_MAX]),
        credit=find_credit(text, authors=authors),
    )


def _words(text: str) -> list[str]:
    return WORD.findall(text.casefold())


def _hashes(listed: Sequence[str]) -> Hashes:
    """The hash of each shingle, in the order of the text."""
    if not listed:
        return np.empty(0, dtype=np.uint32)
    codes = np.array([_word_hash(word) for word in listed], dtype=np.uint64)
    if len(codes) < SHINGLE_WORDS:
        codes = np.pad(codes, (0, SHINGLE_WORDS - len(codes)))
    last = len(codes) - SHINGLE_WORDS + 1
    mixed = sum(
        (codes[at : at + last] * factor for at, factor in enumerate(_FACTORS)),
        start=np.zeros(last, dtype=np.uint64),
    )
    mixed = (mixed ^ (mixed >> np.uint64(33))) * _MIX
    return (mixed >> np.uint64(32)).astype(np.uint32)


@lru_cache(maxsize=200_000)  # the words of a language in use; 20 MB
def _word_hash(word: str) -> int:
    masked = NUMBER_MASK if word[0].isdigit() else word
    raw = masked.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(raw, digest_size=8).digest(), "little")


def _kept(hashes: Hashes) -> Hashes:
    """All of a short text; of a long one those that are 0 modulo a power of two.

    The same rule picks the same shingles in every text, so containment can still be read off.
    """
    modulus = 1
    while len(hashes) > KEPT_MAX:
        modulus *= 2
        hashes = _thinned(hashes, modulus)
    return hashes


def packed(shingles: Sequence[int]) -> Hashes:
    """Stored shingles as the index compares them; hashes of an older version match nothing."""
    return np.array(shingles, dtype=np.uint64).astype(np.uint32)


def sampled(kept: Hashes, count_max: int) -> Hashes:
    """At most `count_max` of a text's shingles, picked by the same rule in every text."""
    modulus = 1
    while len(kept) > count_max:
        modulus *= 2
        kept = _thinned(kept, modulus)
    return kept


def share_of(one: Hashes, other: Hashes) -> tuple[float, float]:
    """What share of the shorter text stands in the longer, and of the longer in the shorter.

    A long text keeps only some of its shingles: both are then compared by what the more thinned one kept.
    """
    modulus = max(_modulus(one), _modulus(other))
    mine, theirs = _thinned(one, modulus), _thinned(other, modulus)
    shorter, longer = sorted((len(mine), len(theirs)))
    if not shorter:
        return 0.0, 0.0
    both = np.concatenate((mine, theirs))
    both.sort(kind="stable")  # two sorted halves: one pass
    shared = int(np.count_nonzero(both[1:] == both[:-1]))
    return shared / shorter, shared / longer


def shared_passage(text: str, other: Hashes) -> str:
    """The longest run of words of `text` that stands in the other too, for a person to see.

    Of a thinned text only the kept shingles can speak against a run.
    """
    told = narration(text[:TEXT_CHARACTERS_MAX])
    spans = [found.span() for found in WORD.finditer(told)]
    hashes = _hashes(_words(told))
    if len(hashes) != len(spans) - SHINGLE_WORDS + 1:
        return ""  # very short, or a sign that casefold makes two of
    known = np.isin(hashes, other)
    known |= (hashes & np.uint32(_modulus(other) - 1)) != 0
    edges = np.flatnonzero(np.diff(np.concatenate(([False], known, [False]))))
    if not len(edges):
        return ""
    starts, ends = edges[::2], edges[1::2]
    longest = int(np.argmax(ends - starts))
    first = int(starts[longest])
    last = min(int(ends[longest]) + SHINGLE_WORDS - 1, first + PASSAGE_WORDS_MAX) - 1
    return " ".join(told[spans[first][0] : spans[last][1]].split())


def _thinned(hashes: Hashes, modulus: int) -> Hashes:
    return hashes[(hashes & np.uint32(modulus - 1)) == 0] if modulus > 1 else hashes


def _modulus(kept: Hashes) -> int:
    """By which power of two a text was thinned; half of all hashes are odd, so few suffice to tell."""
    if len(kept) <= KEPT_MAX // 4:
        return 1  # thinning leaves more than that
    bits = int(np.bitwise_or.reduce(kept))
    return bits & -bits
