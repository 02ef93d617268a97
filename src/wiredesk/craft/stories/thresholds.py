"""The few numbers that decide.

Chosen once on `data/stories`; `benchmarks/bench_stories.py` prints what they earn.
"""

from typing import Final

# Looking at a whole set, the most alike first: .325 to .425 differ by half a point of F1.
GATHER_MIN: Final = 0.375
# One after another the choice is made on less, so it asks for more; at .45 wrong joins double.
LIKENESS_MIN: Final = 0.6
MERGE_MIN: Final = 0.45  # between two stories, of which more is known than of one article
QUORUM_MIN: Final = 0.05  # average cosine with the best three members, before any blending
# Looking again at what was placed one after another: .45 to .6 differ by a tenth of a point there, and at
# .375 different happenings of one small field run together (the sample newsroom).
REFINE_MIN: Final = 0.5
