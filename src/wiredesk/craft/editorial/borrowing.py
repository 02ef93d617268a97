"""How much of a text of ours is somebody else's.

In: our text, theirs.  Out: characters of ours that stand in theirs in runs too long to be chance.
"""

from typing import Final

from wiredesk.basics.text import words

RUN: Final = 7  # shorter runs are names, titles and turns of speech
WORDS_READ_MAX: Final = 20_000


def count_borrowed(ours: str, theirs: str) -> int:
    """How many characters of `ours`, spaces between words counted, stand word for word in `theirs`."""
    mine, other = words(ours), words(theirs)[:WORDS_READ_MAX]
    known = {tuple(other[at : at + RUN]) for at in range(len(other) - RUN + 1)}
    taken: set[int] = set()
    for at in range(len(mine) - RUN + 1):
        if tuple(mine[at : at + RUN]) in known:
            taken.update(range(at, at + RUN))
    return sum(len(mine[at]) + 1 for at in taken)
