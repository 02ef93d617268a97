"""What grouping needs of an article: stemmed words with their weights, names, numbers, time.

In: title and lead.  Out: StoryFeatures, small enough to keep for every article.
"""

import math
import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

import Stemmer

from wiredesk.basics.ids import ArticleId
from wiredesk.craft.stories.stopwords import STOP_WORDS, TITLE_NOISE

TITLE_WEIGHT: Final = 3.0  # SCORES.md 3
LEAD_CHARACTERS: Final = 700  # as good as the whole text (SCORES.md 3)
TITLE_CHARACTERS_MAX: Final = 500
WORDS_KEPT_MAX: Final = 80
STEMMERS: Final = {"de": "german", "en": "english", "es": "spanish", "fr": "french"}
_WORD = re.compile(r"\w+", re.UNICODE)
_NAME = re.compile(r"(?<![.!?:]\s)(?<!^)\b[A-ZÄÖÜÁÉÍÓÚÑÇ][\w’'-]{2,}", re.MULTILINE)
_NUMBER = re.compile(r"\b\d[\d.,]*\d\b|\b\d{2,}\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryFeatures:
    """One article as grouping sees it."""

    article_id: ArticleId
    language: str
    provider: str
    effective_at: datetime
    words: tuple[tuple[str, float], ...]
    """Stems with 1 + ln(weighted count), heaviest first."""
    names: tuple[str, ...]
    """Capitalised words within sentences, folded."""
    numbers: tuple[str, ...]


def features_of(
    *,
    article_id: ArticleId,
    title: str,
    text: str,
    language: str,
    effective_at: datetime,
    provider: str,
) -> StoryFeatures:
    """The features of one article; an unknown language is stemmed as English."""
    title, lead = title[:TITLE_CHARACTERS_MAX], text[:LEAD_CHARACTERS]
    code = language[:2].lower()
    counts: Counter[str] = Counter()
    site = provider.partition(".")[0].casefold()
    for part, weight in ((title, TITLE_WEIGHT), (lead, 1.0)):
        for word in _WORD.findall(part.casefold()):
            if _counts(word, part is title) and word != site:
                counts[_stem(word, code)] += weight  # type: ignore[assignment] # weights are halves
    heaviest = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:WORDS_KEPT_MAX]
    shown = f"{title}\n{lead}"
    return StoryFeatures(
        article_id=article_id,
        language=code,
        provider=provider,
        effective_at=effective_at,
        words=tuple((word, round(1.0 + math.log(count), 4)) for word, count in heaviest),
        names=tuple(sorted({name.casefold() for name in _NAME.findall(shown)})),
        numbers=tuple(sorted(set(_NUMBER.findall(shown)))),
    )


def _counts(word: str, in_title: bool) -> bool:  # noqa: FBT001 - private, and named where it matters
    if word in STOP_WORDS or (in_title and (word in TITLE_NOISE or word.isdigit())):
        return False
    return len(word) > 1


@lru_cache(maxsize=200_000)
def _stem(word: str, language: str) -> str:
    return str(_stemmer(STEMMERS.get(language, "english")).stemWord(word))


@lru_cache(maxsize=8)
def _stemmer(name: str) -> Any:
    return Stemmer.Stemmer(name)
