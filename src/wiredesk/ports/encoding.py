"""Port to a sentence model: what short texts mean, as vectors that can be compared."""

from collections.abc import Sequence
from typing import Protocol


class Encoder(Protocol):
    """A sentence model.  The same text means the same whatever stands beside it: a number may differ by one."""

    def encode(self, texts: Sequence[str]) -> list[bytes]:
        """A meaning each (`records.meaning`), in order; all of one length, and of one model.

        The vector has length one within rounding, or is zero when nothing in the text is known to the model.
        Work per text is bounded: what lies beyond the model's reach is cut.
        """
        ...
