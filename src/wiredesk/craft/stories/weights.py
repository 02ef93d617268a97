"""The few numbers that decide, and how sure a likeness is.

Made by `benchmarks/train_stories.py` from three labelled sets; the figures that justify them stand in
`docs/decisions/0008-stories.md`.  In: a likeness.  Out: the chance that two are about one happening.
"""

import math
from typing import Final

VERSION: Final = 3

# chance = 1 / (1 + exp(-(SLOPE · ln likeness + INTERCEPT))), for an article beside a story.
SLOPE: Final = 3.11
INTERCEPT: Final = 1.79

LIKENESS_MIN: Final = 0.55  # of an article and a story, one after another
MERGE_MIN: Final = 0.45  # of two stories, of which more is known than of one article
REFINE_MIN: Final = 0.5  # looking again at what was placed one after another
GATHER_MIN: Final = 0.375  # looking at a whole set, the most alike first
QUORUM_MIN: Final = 0.05  # average cosine with the best three members, before any blending


def chance_of(likeness: float) -> float:
    """The chance that an article and a story so alike are about one happening, 0 to 1."""
    if likeness <= 0.0:
        return 0.0
    return 1.0 / (1.0 + math.exp(-(SLOPE * math.log(likeness) + INTERCEPT)))
