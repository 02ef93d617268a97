"""Whether a query holds of one article, and by which places.

In: a query, and where its terms stand.  Out: the places that satisfy it, or None.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Self, TypeAlias

from wiredesk.craft.topics.matching import Hit, Stream, TermFinder
from wiredesk.craft.topics.query import (
    FIELDS_OF_ARTICLE,
    TERM_WORDS_MAX,
    And,
    Near,
    Not,
    Or,
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
    if isinstance(query, And):
        return _all_of(query, hits)
    return _any_of(query, hits)


def _all_of(query: And, hits: ArticleHits) -> list[Place] | None:
    found: list[Place] = []
    for part in query.parts:
        places = find_places(part, hits)
        if places is None:
            return None
        found.extend(places)
    return found


def _any_of(query: Or, hits: ArticleHits) -> list[Place] | None:
    found = [hits.places[term] for term in hits.places.keys() & query.words]
    for part in query.others:
        places = find_places(part, hits)
        if places is not None:
            found.append(places)
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
        for one, other in _neighbours(_numbered(left, part, stream), others, query.words):
            if _gap(one.hit, other.hit, stream) <= query.words:
                found[one] = found[other] = None
    return list(found) or None


_Numbered: TypeAlias = list[tuple[int, Place]]


def _neighbours(places: _Numbered, others: _Numbered, words: int) -> Iterator[tuple[Place, Place]]:
    """Pairs that may lie within `words`; a place is at most TERM_WORDS_MAX long."""
    numbers = [number for number, _ in others]
    for number, one in places:
        low = bisect_left(numbers, number - words - TERM_WORDS_MAX)
        high = bisect_right(numbers, number + words + TERM_WORDS_MAX)
        for _, other in others[low:high]:
            yield one, other


def _numbered(places: list[Place], part: str, stream: Stream) -> _Numbered:
    numbered = [(stream.word_at(place.hit.begin), place) for place in places if place.part == part]
    return sorted(numbered, key=lambda pair: pair[0])


def _gap(one: Hit, other: Hit, stream: Stream) -> float:
    """Words from the end of one hit to the begin of the next; no distance to what it overlaps."""
    first, second = (one, other) if one.begin <= other.begin else (other, one)
    if second.begin < first.end:
        return float("inf")
    return stream.word_at(second.begin) - stream.word_at(first.end)
