"""Where the terms of many queries stand in a text, in one Aho–Corasick pass.

In: terms, then texts.  Out: places by term.  Words match whole, with or without a plural s; what stands
between the words of a phrase (a space, a hyphen, a line's end) makes no difference, a capital does only
where the term is exact.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

import ahocorasick

from wiredesk.craft.topics.query import FIELDS_OF_ARTICLE, Term, fold

# An excerpt, and then the 700 signs that are as good as the whole text (SCORES.md 3).
LEAD_CHARACTERS: Final = 1_000
PLURAL_LENGTH_MIN: Final = 4  # “cars” is “car”, but “gas” is not “ga”
# In a line written wholly in capitals, capitals say nothing: French “J'AI” is no AI.
SHOUTED_SHARE: Final = 0.8
SHOUTED_WORDS_MIN: Final = 4
PLACES_MAX: Final = 50  # of one term in one part of an article; more say nothing new
_GAP: Final = re.compile(r"\W+")
# A dot within A.I.; written so that the search leaps from dot to dot (a tenth of the time).
_INNER_DOT: Final = re.compile(r"\.(?<=\b[A-Z]\.)(?=[A-Z]\b)")
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Hit:
    """A term at a place: signs from `begin` to `end` of the stream's words."""

    begin: int
    end: int


class Stream:
    """A text as its words with one space between: as written, and as compared."""

    __slots__ = ("__dict__", "folded", "text", "written")

    def __init__(self, text: str) -> None:
        text = unicodedata.normalize("NFC", text)
        text = _INNER_DOT.sub("", text)
        self.text = text
        """As given, but with A.I. as AI."""
        self.written = f" {_GAP.sub(' ', text).strip()} "
        self.folded = fold(self.written)

    @cached_property
    def spaces(self) -> list[int]:
        """Where the spaces stand, so that a sign's place tells the number of its word."""
        return [at for at, sign in enumerate(self.written) if sign == " "]

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Where each word stands in `text`."""
        return [found.span() for found in _WORD.finditer(self.text)]

    @cached_property
    def is_shouted(self) -> bool:
        """Whether it is written in capitals throughout."""
        words = [word for word in self.written[:2_000].split() if word.isalpha()]
        shouted = sum(word.isupper() for word in words)
        return len(words) >= SHOUTED_WORDS_MIN and shouted >= SHOUTED_SHARE * len(words)

    def word_at(self, sign: int) -> int:
        """The number of the word that `sign` stands in, or that ends there."""
        return bisect_left(self.spaces, sign) - 1

    def around(self, hit: Hit, characters: int) -> tuple[str, str]:
        """The words of `hit` as they stand in the text, and the same with what stands around them."""
        begin = self.spans[self.word_at(hit.begin)][0]
        end = self.spans[self.word_at(hit.end)][1]
        before = self.text[max(begin - characters, 0) : begin]
        after = self.text[end : end + characters]
        if begin > characters:  # a word that was cut in two is left out
            before = "…" + before.partition(" ")[2]
        if end + characters < len(self.text):
            after = after.rpartition(" ")[0] + "…"
        shown = f"{before}{self.text[begin:end]}{after}"
        return self.text[begin:end], " ".join(shown.split())


class TermFinder:
    """An automaton over the terms of all topics."""

    def __init__(self, terms: Iterable[Term]) -> None:
        # Topics may share a spelling under concepts of their own: it is looked for once.
        self._terms: dict[Term, list[Term]] = {}
        for term in terms:
            if term.field not in FIELDS_OF_ARTICLE:
                self._terms.setdefault(replace(term, concept=""), []).append(term)
        by_pattern: dict[str, list[tuple[Term, tuple[str, ...]]]] = {}
        for spelling in self._terms:
            pattern, endings = _pattern(spelling)
            by_pattern.setdefault(pattern, []).append((spelling, endings))
        self._is_empty = not by_pattern
        self._automaton: Any = ahocorasick.Automaton()
        for pattern, same in by_pattern.items():
            self._automaton.add_word(pattern, (len(pattern), tuple(same)))
        if by_pattern:
            self._automaton.make_automaton()

    def find(self, stream: Stream) -> Mapping[Term, list[Hit]]:
        """Each term that stands in `stream`, with its first places in order."""
        hits: dict[Term, list[Hit]] = {}
        if self._is_empty:
            return hits
        folded = stream.folded
        for last, (length, terms) in self._automaton.iter(folded):
            end = folded.find(" ", last)
            ending = folded[last + 1 : end]
            hit = Hit(last - length + 2, end)
            for term, endings in terms:
                if _fits(term, stream, hit, is_whole=ending in endings):
                    hits.setdefault(term, []).append(hit)
        return {
            term: places[:PLACES_MAX] for one, places in hits.items() for term in self._terms[one]
        }


def _pattern(term: Term) -> tuple[str, tuple[str, ...]]:
    """What to look for, and how the last word may go on: singular and plural are one word."""
    joined = fold(" " + unicodedata.normalize("NFC", " ".join(term.words)))
    if term.open_end:
        return joined, ()
    if term.exact or len(term.words[-1]) < PLURAL_LENGTH_MIN:
        return joined, ("", "s")
    if joined.endswith("s"):
        return (joined, ("",)) if joined.endswith(("ss", "us", "is")) else (joined[:-1], ("", "s"))
    if joined.endswith("y") and joined[-2] not in "aeiou ":
        return joined[:-1], ("y", "ies")
    return joined, ("", "s")


def _fits(term: Term, stream: Stream, hit: Hit, *, is_whole: bool) -> bool:
    if not term.exact:
        return is_whole or term.open_end
    wanted = " ".join(term.words)
    written = stream.written[hit.begin : hit.end]
    # AIs are several AI, but AIS is another word.
    is_same = written in {wanted, f"{wanted}s"} or (term.open_end and written.startswith(wanted))
    return is_same and not stream.is_shouted
