"""What a sentence model says of texts: evidence beside the words, never instead of them.

In: vectors of meaning, as the port `Encoder` gives them.  Out: a factor by which a likeness of words is lifted or
lowered.  A factor of nothing is nothing: texts that share no words are never joined by it.
"""

import math
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt

from wiredesk.records.meaning import MODEL_BYTES

# Chosen on two sets of `data/stories` with all-MiniLM-L6-v2 (docs/decisions/0021-semantic.md): strengths from 1 to 2 and
# middles from .4 to .5 differ by a point of F1.
MIDDLE: Final = 0.5  # cosine that says nothing; reports on one happening reach more
STRENGTH: Final = 1.5
FACTOR_MIN: Final = 0.4
FACTOR_MAX: Final = 1.6

Vector = npt.NDArray[np.int64]
_NOTHING: Final[Vector] = np.zeros(0, np.int64)


@dataclass(slots=True)
class Meaning:
    """The vectors of a story's texts as one sum; whole numbers, so that the order plays no part."""

    model: bytes = b""
    """Whose vectors: those of another model are left out, they cannot be compared."""
    count: int = 0
    total: Vector = field(default_factory=lambda: _NOTHING)

    def add(self, meaning: bytes) -> None:
        """Take in a text; one without a vector changes nothing."""
        if len(meaning) > MODEL_BYTES:
            self.absorb(Meaning(meaning[:MODEL_BYTES], 1, _vector(meaning)))

    def release(self, other: "Meaning") -> None:
        """Let go of another that was taken in."""
        if self.count and other.count and self.is_kin(other):
            self.total, self.count = self.total - other.total, self.count - other.count

    def absorb(self, other: "Meaning") -> None:
        """Take in all of another."""
        if not other.count:
            return
        if not self.count:
            self.model, self.total, self.count = other.model, other.total, other.count
        elif self.is_kin(other):
            self.total, self.count = self.total + other.total, self.count + other.count

    def is_kin(self, other: "Meaning") -> bool:
        """Whether both come from one model."""
        return self.model == other.model and len(self.total) == len(other.total)


def factor(one: Meaning, other: Meaning) -> float:
    """By how much what two stories mean lifts or lowers the likeness of their words; 1 when nothing is known."""
    if not one.count or not other.count or not one.is_kin(other):
        return 1.0
    lengths = int(one.total @ one.total) * int(other.total @ other.total)
    if not lengths:
        return 1.0
    cosine = int(one.total @ other.total) / math.sqrt(lengths)
    return min(max(1.0 + STRENGTH * (cosine - MIDDLE), FACTOR_MIN), FACTOR_MAX)


def _vector(meaning: bytes) -> Vector:
    return np.frombuffer(meaning, np.int8, offset=MODEL_BYTES).astype(np.int64)
