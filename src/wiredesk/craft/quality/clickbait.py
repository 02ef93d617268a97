"""How likely a headline withholds what the article says.

Twelve features that a person can check, each with the words that show it; a logistic sum.  Features after
Chakraborty et al., “Stop Clickbait”, ASONAM 2016; the weights are set by hand and checked by
`tests/craft/quality/test_clickbait.py`.
"""

import math
import re
from dataclasses import dataclass
from typing import Final

BIAS: Final = -3.2
TITLE_CHARACTERS_MAX: Final = 300
_FORWARD = re.compile(
    r"\b(this|these|here'?s|here is|what happened|happens next|that will|the reason|why you|you won'?t|"
    r"you'?ll|dieser|diese|dieses|das passierte|voici|esto|estos)\b",
    re.IGNORECASE,
)
_WONDER = re.compile(
    r"\b(unbelievable|incredible|amazing|shocking|shocked|stunning|jaw-dropping|mind-blowing|epic|insane|genius|"
    r"hilarious|adorable|heartbreaking|unglaublich|schockierend|incroyable|choquant|increíble|impactante)\b",
    re.IGNORECASE,
)
_PROMISE = re.compile(
    r"\b(secret|trick|hack|one weird|simple|never|always|everything you need|things|ways|reasons|signs|"
    r"geheimnis|gründe|dinge|raisons|choses|secretos?|razones|cosas)\b",
    re.IGNORECASE,
)
_SECOND = re.compile(
    r"\b(you|your|you'?re|dein|deine|dich|ihr|vous|votre|tu|tus|usted)\b", re.IGNORECASE
)
_LIST = re.compile(r"^\W*(the\s+)?(\d{1,2}|ten|seven|five)\s+(\w+\s+){0,3}(things|ways|reasons|signs|times|"
                   r"tips|tricks|facts|photos|people|gründe|dinge|tipps|raisons|choses|razones|cosas)\b", re.IGNORECASE)  # fmt: skip
_QUESTION = re.compile(r"\?\s*$")
_SHOUT = re.compile(r"!\s*$|!!|\?!")
_ELLIPSIS = re.compile(r"(\.\.\.|…)\s*$")
_QUIZ = re.compile(
    r"\b(quiz|guess|can you|test yourself|which .* are you|rate these|errätst du)\b", re.IGNORECASE
)
_REACT = re.compile(
    r"\b(goes viral|breaks the internet|internet is|twitter is|people are|is losing|lost (his|her|their) mind|"
    r"wait until|just .* and|nobody|everyone is)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"^\W*(he|she|they|it|this|er|sie|il|elle)\b", re.IGNORECASE)
_NAME_OR_NUMBER = re.compile(r"(?<!^)\b[A-ZÄÖÜÉ][\w-]+|\b\d[\d.,]*\b")


@dataclass(frozen=True, slots=True)
class _Feature:
    name: str
    pattern: re.Pattern[str]
    weight: float


FEATURES: Final = (
    _Feature("points forward", _FORWARD, 1.9),
    _Feature("wonder words", _WONDER, 1.8),
    _Feature("a promise", _PROMISE, 1.5),
    _Feature("speaks to you", _SECOND, 1.3),
    _Feature("a list", _LIST, 2.4),
    _Feature("a question", _QUESTION, 0.8),
    _Feature("shouts", _SHOUT, 1.2),
    _Feature("trails off", _ELLIPSIS, 1.6),
    _Feature("a quiz", _QUIZ, 2.2),
    _Feature("reports reactions", _REACT, 1.7),
    _Feature("begins with a pronoun", _PRONOUN, 1.2),
)
CONCRETE_WEIGHT: Final = -0.7
"""Per name or number, at most three: who says what is said withholds nothing."""


def clickbait(title: str) -> tuple[float, tuple[str, ...]]:
    """Probability 0 to 1, and the features with the words that show them."""
    title = title[:TITLE_CHARACTERS_MAX]
    total, shown = BIAS, []
    for feature in FEATURES:
        if found := feature.pattern.search(title):
            total += feature.weight
            shown.append(f"{feature.name} (“{found.group().strip()[:40]}”)")
    concrete = min(len(_NAME_OR_NUMBER.findall(title)), 3) if not _is_titled(title) else 0
    total += CONCRETE_WEIGHT * concrete
    return 1.0 / (1.0 + math.exp(-total)), tuple(shown)


def _is_titled(title: str) -> bool:
    """Every Word Begins Large: capitals say nothing of names then."""
    words = [word for word in title.split() if word[:1].isalpha() and len(word) > 3]
    return bool(words) and sum(word[0].isupper() for word in words) > 0.8 * len(words)
