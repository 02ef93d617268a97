"""What the index keeps of a text and of an open story while they are compared.

A text that is held takes about a kilobyte here: what it holds is packed, and unpacked when it is looked at.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from typing import Final

import numpy as np

from wiredesk.basics.ids import ArticleId, StoryId, story_id
from wiredesk.craft.stories.bundle import Bundle
from wiredesk.craft.stories.features import StoryFeatures
from wiredesk.craft.stories.nearest import Near
from wiredesk.craft.stories.vectors import (
    NOTHING,
    Ids,
    Vector,
    ids_in,
    packed_ids,
    square,
    unpacked,
)
from wiredesk.craft.stories.vocabulary import Vocabulary

Mould = tuple[str, str]
NUMBER_DIGITS_MIN: Final = 3  # shorter numbers stand in every text
KEY_BYTES: Final = 16
_NEAR_BYTES: Final = 8  # of one of the nearest texts: four for its number, four for its product


@dataclass(slots=True, kw_only=True)
class Text:
    """One text; articles that say exactly the same share it."""

    number: int
    key: bytes
    """Equal for texts that grouping cannot tell apart."""
    language: str
    at: datetime | None
    """Of the article that brought it."""
    names: bytes
    numbers: bytes
    """Those too short to tell much stand below zero."""
    mould: Mould | None
    meaning: bytes
    story: StoryId
    other_terms: bytes = b""
    """Those that its vector, which is filed elsewhere, lacks."""
    blended: bytes = b""
    signs: bytes = b""
    near: bytes = b""
    articles: tuple[ArticleId, ...] = ()
    last_at: datetime | None = None
    """Of its latest article."""

    def bundle(self) -> Bundle:
        """A bundle of this text alone."""
        blended = unpacked(self.blended)
        own = square(blended)
        alone = Bundle(
            total=blended,
            size=1,
            own=own,
            squared=own,
            signs=unpacked(self.signs) if self.signs else NOTHING,
            names=dict.fromkeys(ids_in(self.names).tolist(), 1),
            numbers=dict.fromkeys(ids_in(self.numbers).tolist(), 1),
            languages={self.language: 1},
            begins_at=self.at,
            ends_at=self.at,
        )
        if self.mould:
            alone.moulds[self.mould] = 1
        if self.meaning:
            alone.meaning.add(self.meaning)
        return alone

    def nearest(self) -> list[tuple[int, int]]:
        """Numbers of the nearest texts with their products, best first, as it came in."""
        count = len(self.near) // _NEAR_BYTES
        found = np.frombuffer(self.near, np.int32)
        return list(zip(found[:count].tolist(), found[count:].tolist(), strict=True))


@dataclass(slots=True, kw_only=True)
class Arrival:
    """An article that is being placed."""

    article: ArticleId
    at: datetime | None
    text: Text
    """Its own; or, under the number of the one that says the same, what is known of that."""
    vector: Vector
    """Its weightiest words, weightiest first."""
    signs: Vector
    """Its names and numbers, weightiest first."""
    alone: Bundle
    """A bundle of it alone."""


@dataclass(slots=True, kw_only=True)
class OpenStory:
    """One story that still takes in articles."""

    first: int
    """Number of its first text: older stories have smaller ones."""
    bundle: Bundle | None = None
    """None while it has one text: then it is that text's."""
    texts: list[int] = field(default_factory=list)
    last_at: datetime | None = None
    ends_at: datetime | None = None
    """When it is to be looked at whether it takes in no more; so also the next."""
    settles_at: datetime | None = None


@dataclass(slots=True, kw_only=True)
class Candidate:
    """A story that an article might join."""

    story: StoryId
    likeness: float
    quorum: float
    """Average cosine with its best three members."""
    veto: str
    is_bound: bool
    """An editor said so."""
    is_twin: bool
    """It holds the very same text."""
    shared: tuple[tuple[str, float], ...] = ()
    """The words that they share with their parts in the likeness, weightiest first; only of those told."""


def text_of(features: StoryFeatures, words: Vocabulary, *, number: int, key: bytes) -> Text:
    """An article's text, which holds its names and numbers."""
    return Text(
        number=number,
        key=key,
        language=features.language,
        at=features.at,
        names=packed_ids(words.hold(features.names)),
        numbers=_told_apart(features.numbers, words) if features.numbers else b"",
        mould=(features.mould, features.mould_values) if features.mould_values else None,
        meaning=features.meaning,
        story=story_id(features.article_id),
    )


def twin_key(features: StoryFeatures) -> bytes:
    """Equal for articles that grouping cannot tell apart."""
    words = "\n".join((features.language, features.mould_values, *features.terms))
    made = blake2b(words.encode(errors="surrogatepass"), digest_size=KEY_BYTES)
    made.update(np.array(features.counts, np.int32).tobytes())
    return made.digest()


def signs_in(text: Text) -> Ids:
    """Its names and numbers; nothing without a number: then nothing is joined between languages."""
    if not text.numbers:
        return NOTHING.ids
    return np.union1d(ids_in(text.names), np.abs(ids_in(text.numbers)))


def _told_apart(numbers: Sequence[str], words: Vocabulary) -> bytes:
    signs = [1 if len(one) >= NUMBER_DIGITS_MIN else -1 for one in numbers]
    return packed_ids(words.hold(numbers) * np.array(signs))


def packed_near(near: Near) -> bytes:
    """The nearest texts in as few bytes as they need."""
    return near.numbers.astype(np.int32).tobytes() + near.products.astype(np.int32).tobytes()
