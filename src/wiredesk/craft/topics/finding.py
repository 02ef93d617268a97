"""Whether a query holds of one article, and by which places.

In: a query, and where its terms stand.  Out: the places that satisfy it, or None.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from wiredesk.craft.topics.matching import Hit, Stream, TermFinder
from wiredesk.craft.topics.query import (
    FIELDS_OF_ARTICLE,
    TERM_WORDS_MAX,
    And,
    Near,
    Not,
    Query,
    Term,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A concept at a place of one part of an article."""

    part: str
    """`title` or `text`."""
    hit: Hit
    concept: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleHits:
    """Where all terms of all topics stand in one article."""

    streams: Mapping[str, Stream]
    places: Mapping[Term, list[Place]]
    source: str
    language: str

    @classmethod
    def of(
        cls, finder: TermFinder, *, streams: Mapping[str, Stream], source: str, language: str
    ) -> Self:
        """One pass over each part."""
        places: dict[Term, list[Place]] = {}
        for part, stream in streams.items():
            for term, hits in finder.find(stream).items():
                if term.field in {"", part}:
                    concept = term.concept or " ".join(term.words)
                    places.setdefault(term, []).extend(Place(part, hit, concept) for hit in hits)
        return cls(streams=streams, places=places, source=source, language=language)


def find_places(query: Query, hits: ArticleHits) -> list[Place] | None:
    """The places that satisfy `query`; None when it is not satisfied."""
    if isinstance(query, Term):
        return _of_term(query, hits)
    if isinstance(query, Not):
        return [] if find_places(query.part, hits) is None else None
    if isinstance(query, Near):
        return _near(query, hits)
    found = []
    for part in query.parts:
        places = find_places(part, hits)
        if places is not None:
            found.append(places)
        elif isinstance(query, And):
            return None
    return [place for places in found for place in places] if found else None


def _of_term(term: Term, hits: ArticleHits) -> list[Place] | None:
    if term.field not in FIELDS_OF_ARTICLE:
        return hits.places.get(term)
    wanted = term.words[0]
    if term.field == "language":
        return [] if wanted == hits.language else None
    is_there = f".{hits.source}".endswith(f".{wanted}") or wanted in hits.source.split(".")
    return [] if is_there else None


def _near(query: Near, hits: ArticleHits) -> list[Place] | None:
    left, right = find_places(query.left, hits), find_places(query.right, hits)
    if not left or not right:
        return None
    found: dict[Place, None] = {}
    for part, stream in hits.streams.items():
        others = _numbered(right, part, stream)
        numbers = [number for number, _ in others]
        for first, one in _numbered(left, part, stream):
            last = stream.word_at(one.hit.end)
            low = bisect_left(numbers, first - query.words - TERM_WORDS_MAX)
            high = bisect_right(numbers, last + query.words)
            for _, other in others[low:high]:
                if _gap(one.hit, other.hit, stream) <= query.words:
                    found[one] = found[other] = None
    return list(found) or None


def _numbered(places: list[Place], part: str, stream: Stream) -> list[tuple[int, Place]]:
    numbered = [(stream.word_at(place.hit.begin), place) for place in places if place.part == part]
    return sorted(numbered, key=lambda pair: pair[0])


def _gap(one: Hit, other: Hit, stream: Stream) -> float:
    """Words from the end of one hit to the begin of the next; no distance to what it overlaps."""
    first, second = (one, other) if one.begin <= other.begin else (other, one)
    if second.begin < first.end:
        return float("inf")
    return stream.word_at(second.begin) - stream.word_at(first.end)
