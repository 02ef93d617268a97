"""What grouping needs of one article: small enough to keep for all, so that no index needs the texts.

In: title, first characters of the text, language, time, provider.  Out: StoryFeatures.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from wiredesk.basics.ids import ArticleId
from wiredesk.basics.limits import TITLE_CHARACTERS_MAX
from wiredesk.craft.stories.words import (
    FALLBACK,
    clean_title,
    find_mould,
    find_names,
    find_numbers,
    find_stems,
    known_language,
)

LEAD_CHARACTERS: Final = 700  # as good as the whole text (SCORES.md 3)
TITLE_WEIGHT: Final = 3  # SCORES.md 3
TERMS_MAX: Final = 160  # a lead of 700 characters has fewer
NAMES_MAX: Final = 40
NUMBERS_MAX: Final = 20
SIGNS_MAX: Final = NAMES_MAX + NUMBERS_MAX


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryFeatures:
    """One article as grouping sees it."""

    article_id: ArticleId
    at: datetime | None
    """Effective time; None when nobody states one: then time says nothing."""
    provider: str
    language: str
    terms: tuple[str, ...]
    """Stems, sorted."""
    counts: tuple[int, ...]
    """How often each stands there; in the title it counts three times."""
    names: tuple[str, ...] = ()
    """Names of people, places and makers, spelled alike in every language."""
    numbers: tuple[str, ...] = ()
    mould: str = ""
    """A series title without its dates or ordinals; empty when it has none."""
    mould_values: str = ""
    meaning: bytes = b""
    """What a sentence model made of title and lead; kept here so that an index is built again without the texts."""


def brief_of(title: str, text: str) -> str:
    """Headline and lead as one short text: what a sentence model is given of an article."""
    head, lead = _head_and_lead(title, text)
    return f"{head}. {lead}"


def features_of(
    *,
    article_id: ArticleId,
    title: str,
    text: str,
    language: str,
    effective_at: datetime | None,
    provider: str,
    meaning: bytes = b"",
) -> StoryFeatures:
    """Features of one article; `text` may be the whole text or empty, `meaning` what a model made of `brief_of`."""
    head, lead = _head_and_lead(title, text)
    spoken = known_language(language, f"{head} {lead}")
    names = [*find_names(lead, spoken), *find_names(head, spoken, is_title=True)]
    counts = Counter(find_stems(lead, spoken))
    for stem in find_stems(head, spoken):
        counts[stem] += TITLE_WEIGHT
    if spoken != FALLBACK:
        counts.update(names)  # the only words that a text of another language can share
    terms = sorted(counts)
    if len(terms) > TERMS_MAX:
        terms = sorted(sorted(terms, key=lambda term: -counts[term])[:TERMS_MAX])
    mould, values = find_mould(head)
    return StoryFeatures(
        article_id=article_id,
        at=effective_at,
        provider=provider,
        language=spoken,
        terms=tuple(terms),
        counts=tuple(map(counts.__getitem__, terms)),
        names=tuple(sorted(dict.fromkeys(names))[:NAMES_MAX]),
        numbers=tuple(find_numbers(f"{head} {lead}")[:NUMBERS_MAX]),
        mould=mould,
        mould_values=values,
        meaning=meaning,
    )


def _head_and_lead(title: str, text: str) -> tuple[str, str]:
    head = clean_title(title[: TITLE_CHARACTERS_MAX * 2])[:TITLE_CHARACTERS_MAX]
    lead = text[len(title) :] if title and text.startswith(title) else text
    return head, lead[:LEAD_CHARACTERS]
