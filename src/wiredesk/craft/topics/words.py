"""The words of an article as numbers: hashes of words and of pairs of neighbours.

In: title and text as streams.  Out: the hashes of both, ascending, each once.  Reads no further than the lead:
the first 1,000 signs are as good as the whole text (SCORES.md 3), at a fifth of the time.
"""

from itertools import pairwise
from typing import Final
from zlib import crc32

import numpy as np
import numpy.typing as npt

from wiredesk.craft.topics.matching import LEAD_CHARACTERS, Stream

Hashes = npt.NDArray[np.uint32]
PAIR: Final = np.uint32(0x9E3779B1)  # Knuth's multiplier: (a, b) and (b, a) differ


def hash_words(title: Stream, text: Stream) -> Hashes:
    """The hashes of title and lead; a word counts once, however often it stands there."""
    return np.unique(np.concatenate([_hashes(_words(title)), _hashes(_words(text))]))


def list_words(stream: Stream) -> tuple[list[str], Hashes]:
    """Words and then pairs of neighbours in the lead of `stream`, lowered, with the hash of each."""
    words = _words(stream)
    texts = [word.decode() for word in words]
    return [*texts, *map(" ".join, pairwise(texts))], _hashes(words)


def _words(stream: Stream) -> list[bytes]:
    end = stream.folded.find(" ", LEAD_CHARACTERS)  # no word is cut in two
    return stream.folded[: end if end >= 0 else None].encode("utf-8", "replace").split()


def _hashes(words: list[bytes]) -> Hashes:
    # CRC-32 is the same on every machine; Python's own hash of a text is not the same in two runs.
    singles = np.fromiter(map(crc32, words), np.uint32, len(words))
    return np.concatenate([singles, (singles[:-1] * PAIR) ^ singles[1:]])
