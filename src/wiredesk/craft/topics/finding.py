"""Whether a query holds of one article, and by which places.

In: a query, and where its terms stand.  Out: the places that satisfy it, or None.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Self

from wiredesk.craft.topics.matching import Hit, Stream, TermFinder
from wiredesk.craft.topics.query import (
    FIELDS_OF_ARTICLE,
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
    """Places of one side with one of the other within reach; sorted, so that no text costs pairs."""
    left, right = find_places(query.left, hits), find_places(query.right, hits)
    if not left or not right:
        return None
    found: dict[Place, None] = {}
    for part, stream in hits.streams.items():
        here, there = _Numbered.of(left, part, stream), _Numbered.of(right, part, stream)
        found.update(dict.fromkeys(here.within_reach(there, query.words)))
        found.update(dict.fromkeys(there.within_reach(here, query.words)))
    return list(found) or None


@dataclass(frozen=True, slots=True)
class _Numbered:
    """Places of one part with the numbers of their words."""

    places: list[tuple[int, int, Place]]
    """Number of the first word, of the word after the last, and the place."""
    begins: list[int]
    ends: list[int]

    @classmethod
    def of(cls, places: list[Place], part: str, stream: Stream) -> Self:
        """Those of `part`."""
        numbered = [
            (stream.word_at(place.hit.begin), stream.word_at(place.hit.end) + 1, place)
            for place in places
            if place.part == part
        ]
        begins = sorted(begin for begin, _, _ in numbered)
        return cls(numbered, begins, sorted(end for _, end, _ in numbered))

    def within_reach(self, others: Self, words: int) -> Iterator[Place]:
        """Places after or before which one of the others stands, at most `words` away.

        Neighbours are 1 apart; what overlaps has no distance.
        """
        for begin, end, place in self.places:
            follows = bisect_left(others.begins, end)
            leads = bisect_right(others.ends, begin) - 1
            if (follows < len(others.begins) and others.begins[follows] - end < words) or (
                leads >= 0 and begin - others.ends[leads] < words
            ):
                yield place
