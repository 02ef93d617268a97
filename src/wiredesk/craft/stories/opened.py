"""What the index keeps of a text and of an open story while they are compared.

A text that is held takes about a kilobyte here: what it holds is packed, and unpacked when it is looked at.
"""

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
    packed,
    packed_ids,
    square,
    unpacked,
)

Mould = tuple[str, str]
NUMBER_DIGITS_MIN: Final = 3  # shorter numbers stand in every text
KEY_BYTES: Final = 16
_COUNTS: Final = 4  # of what is packed, a byte each


@dataclass(slots=True, kw_only=True)
class Text:
    """One text; articles that say exactly the same share it."""

    number: int
    key: bytes
    """Equal for texts that grouping cannot tell apart."""
    language: str
    at: datetime | None
    """Of the article that brought it."""
    mould: Mould | None
    meaning: bytes
    story: StoryId
    held: bytes
    """Its blended vector, its other terms, its names and its nearest texts, packed."""
    numbers: bytes
    """Those too short to tell much stand below zero."""
    signs: bytes
    articles: tuple[ArticleId, ...] = ()
    last_at: datetime | None = None
    """Of its latest article."""

    def bundle(self) -> Bundle:
        """A bundle of this text alone."""
        blended = self.blended()
        own = square(blended)
        alone = Bundle(
            total=blended,
            size=1,
            own=own,
            squared=own,
            signs=unpacked(self.signs) if self.signs else NOTHING,
            names=dict.fromkeys(self.names().tolist(), 1),
            languages={self.language: 1},
            begins_at=self.at,
            ends_at=self.at,
        )
        if self.numbers:
            alone.numbers = dict.fromkeys(ids_in(self.numbers).tolist(), 1)
        if self.mould:
            alone.moulds[self.mould] = 1
        if self.meaning:
            alone.meaning.add(self.meaning)
        return alone

    def blended(self) -> Vector:
        """Its words and those of its nearest texts."""
        count = self.held[0]
        weights = np.frombuffer(self.held, np.int16, count, len(self.held) - 2 * count)
        return Vector(self._ids(0, count), weights.astype(np.int64))

    def other_terms(self) -> Ids:
        """Its terms but for those of its vector, which is filed elsewhere."""
        return self._ids(self.held[0], self.held[1])

    def names(self) -> Ids:
        """Names of people, places and makers."""
        return self._ids(self.held[0] + self.held[1], self.held[2])

    def nearest(self) -> list[tuple[int, int]]:
        """Numbers of the nearest texts with their products, best first, as it came in."""
        blended, others, names, count = self.held[:_COUNTS]
        found = self._ids(blended + others + names, 2 * count).tolist()
        return list(zip(found[:count], found[count:], strict=True))

    def signs_held(self) -> Ids:
        """The words of its numbers."""
        return np.abs(ids_in(self.numbers))

    def _ids(self, start: int, count: int) -> Ids:
        return np.frombuffer(self.held, np.int32, count, _COUNTS + 4 * start).astype(np.int64)


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


@dataclass(slots=True, kw_only=True)
class Held:
    """The words of a text by number, as they are compared."""

    names: Ids
    numbers: Ids
    blended: Vector
    signs: Vector
    others: Ids
    near: Near

    def packed(self) -> bytes:
        """What `Text.held` holds."""
        blended, near = self.blended, self.near
        parts = (blended.ids, self.others, self.names, near.numbers, near.products)
        counts = bytes(map(len, parts[:_COUNTS]))
        ids = np.concatenate(parts, dtype=np.int32, casting="same_kind")
        return counts + ids.tobytes() + blended.weights.astype(np.int16).tobytes()


def text_of(features: StoryFeatures, held: Held, *, number: int, key: bytes) -> Text:
    """An article's text with its words."""
    telling = [1 if len(one) >= NUMBER_DIGITS_MIN else -1 for one in features.numbers]
    return Text(
        number=number,
        key=key,
        language=features.language,
        at=features.at,
        mould=(features.mould, features.mould_values) if features.mould_values else None,
        meaning=features.meaning,
        story=story_id(features.article_id),
        held=held.packed(),
        numbers=packed_ids(held.numbers * np.array(telling)) if telling else b"",
        signs=packed(held.signs) if len(held.signs.ids) else b"",
    )


def twin_key(features: StoryFeatures) -> bytes:
    """Equal for articles that grouping cannot tell apart."""
    words = "\n".join((features.language, features.mould_values, *features.terms))
    made = blake2b(words.encode(errors="surrogatepass"), digest_size=KEY_BYTES)
    made.update(np.array(features.counts, np.int32).tobytes())
    return made.digest()
