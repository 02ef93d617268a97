"""All weights of the quality score in one table, with its version (SCORES.md 5).

Whoever changes a number raises the version: every stored grade was made by one version of this table.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

WEIGHTS_VERSION: Final = 3

MAXIMA: Final[Mapping[str, int]] = MappingProxyType(
    {
        "source": 35,
        "originality": 20,
        "sourcing": 15,
        "accountability": 12,
        "substance": 10,
        "headline": 8,
    }
)
CAPS: Final[Mapping[str, int]] = MappingProxyType(
    {"market_report": 20, "sponsored": 35, "press_release": 45, "undated": 55}
)

# source: what is known is pooled, each with the weight of so many articles seen here
PRIOR: Final = 0.5
PRIOR_VOUCHED: Final = 0.75  # listed by the hub's owner, without a rating
PRIOR_WEIGHT: Final = 20.0  # our own archive outweighs the prior from twenty articles on
RATING_WEIGHT: Final = 200.0  # an expert's rating outweighs all but a long record
TRANSPARENCY_WEIGHT: Final = 20.0
TRANSPARENCY_SIGNALS: Final = (
    8  # about, masthead, corrections, ownership, ethics, authors, trust.txt, markup
)
BEHAVIOUR_WEIGHT_MAX: Final = 200.0
CORRECTING_SHARE: Final = 0.02  # who corrects one article in fifty is as good as it gets here
BAND_UNKNOWN: Final = 0.3  # half-width when nothing but the prior is known

# originality
OWN, CREDITED, REWRITE, AGENCY, RELEASE, REPEAT = 20, 14, 8, 8, 2, 0

# sourcing
PER_PERSON, PEOPLE_POINTS_MAX = 3, 9
PER_DOCUMENT, DOCUMENT_POINTS_MAX = 2, 6

# accountability
AUTHOR, DATE, NOTE, SECTION = 5, 3, 2, 2

# substance: LENGTH_POINTS · clip(ln(words / 80) / ln 10), so full at 800 words
LENGTH_POINTS, IMAGE_POINT, LEAD_POINTS = 7, 1, 2
WORDS_WORTH_NOTHING: Final = 80
WORDS_FACTOR: Final = 10

# headline: logistic weights of what clickbait.py finds
CLICKBAIT_BIAS: Final = -1.1
CLICKBAIT: Final[Mapping[str, float]] = MappingProxyType(
    {
        "points forward": 2.0,
        "hangs in the air": 1.7,
        "speaks to you": 1.4,
        "a list": 2.1,
        "wonder words": 1.8,
        "names nobody": 1.5,
        "a promise": 1.8,
        "shouts or trails off": 1.2,
        "a quiz": 1.7,
        "reports reactions": 2.0,
        "talks": 0.6,
        "tells who, how many or who says so": -1.6,
    }
)
