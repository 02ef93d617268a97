"""Where the terms of many queries stand in a text, in one Aho–Corasick pass.

In: terms, then texts.  Out: positions by term.  Words match whole, with or without a plural s.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import ahocorasick

from wiredesk.craft.topics.query import WORD, Term

PLURAL_LENGTH_MIN = 4  # “cars” is “car”, but “gas” is not “ga”


@dataclass(frozen=True, slots=True)
class Hit:
    """A term at a place: index and number of words in the stream."""

    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Stream:
    """A text as words: as written, as compared, and where each begins and ends."""

    text: str
    written: tuple[str, ...]
    folded: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, text: str) -> "Stream":
        """The words of `text`."""
        found = list(WORD.finditer(text))
        written = tuple(match.group() for match in found)
        return cls(text, written, tuple(map(fold, written)), tuple(match.span() for match in found))


class TermFinder:
    """An automaton over the terms of all topics."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._by_pattern: dict[str, list[Term]] = {}
        for term in terms:
            if term.field != "source":
                self._by_pattern.setdefault(_pattern(term), []).append(term)
        self._automaton: Any = ahocorasick.Automaton()
        for pattern in self._by_pattern:
            self._automaton.add_word(pattern, pattern)
        if self._by_pattern:
            self._automaton.make_automaton()

    def find(self, stream: Stream) -> Mapping[Term, list[Hit]]:
        """Each term that stands in `stream`, with all its places in order."""
        if not self._by_pattern or not stream.folded:
            return {}
        joined = " " + " ".join(stream.folded) + " "
        starts, at = {}, 1
        for index, word in enumerate(stream.folded):
            starts[at] = index
            at += len(word) + 1
        hits: dict[Term, list[Hit]] = {}
        for end, pattern in self._automaton.iter(joined):
            first = starts.get(end - len(pattern) + 2)
            if first is None:
                continue
            for term in self._by_pattern[pattern]:
                if _fits(term, stream, first):
                    hits.setdefault(term, []).append(Hit(first, len(term.words)))
        return hits


def fold(word: str) -> str:
    """A word as it is compared: case folded, without a plural s."""
    folded = word.casefold()
    if len(folded) >= PLURAL_LENGTH_MIN and folded.endswith("s") and not folded.endswith("ss"):
        return folded[:-1]
    return folded


def _pattern(term: Term) -> str:
    words = [fold(word) for word in term.words]
    if term.open_end:
        words[-1] = term.words[-1].casefold()
        return " " + " ".join(words)
    return " " + " ".join(words) + " "


def _fits(term: Term, stream: Stream, first: int) -> bool:
    if not term.exact:
        return True
    written = stream.written[first : first + len(term.words)]
    return all(
        word in {wanted, f"{wanted}s"}
        for word, wanted in zip(written, term.words, strict=True)
    )
