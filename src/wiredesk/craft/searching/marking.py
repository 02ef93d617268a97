"""Where the words of a query stand in a text, so that a page can mark them.

In: a text that may be shown, a query.  Out: the text in pieces.  Makes no markup: what prints the pieces escapes
them and puts its own `<mark>` around (SAFETY.md F067).
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from wiredesk.craft.searching.words import asked_phrases, is_dense, runs_of, words_of
from wiredesk.records.searching import Field, Phrase, Piece, SearchQuery, Term


class _Word(NamedTuple):
    begin: int
    end: int
    folded: str


def mark(text: str, query: SearchQuery) -> tuple[Piece, ...]:
    """`text` in pieces; those that the query asks for are hits.  Joined, they are `text` again."""
    wanted = [one for one in query.terms if one.field is Field.WORDS and not one.is_excluded]
    words = list(_words(text))
    hits = {at for term in wanted for at in _places(words, term)}
    spans = _joined((words[at].begin, words[at].end) for at in sorted(hits))
    pieces, done = [], 0
    for begin, end in spans:
        pieces += [Piece(text[done:begin], is_hit=False), Piece(text[begin:end], is_hit=True)]
        done = end
    pieces.append(Piece(text[done:], is_hit=False))
    return tuple(piece for piece in pieces if piece.text)


def _words(text: str) -> Iterator[_Word]:
    """Each folded word with where it stands; signs of scripts without spaces one or two at a time."""
    at = 0
    for run in runs_of(text):
        at = text.index(run, at)
        folded = words_of(run)
        aligned = len(folded) == len(run) and is_dense(run)
        for place, word in enumerate(folded):
            if aligned:
                yield _Word(at + place, at + place + len(word), word)
            else:
                yield _Word(at, at + len(run), word)
        at += len(run)


def _places(words: list[_Word], term: Term) -> Iterator[int]:
    for phrase, goes_on in asked_phrases(term):
        for begin in range(len(words) - len(phrase) + 1):
            if _stands(words, begin, phrase, goes_on=goes_on):
                yield from range(begin, begin + len(phrase))


def _stands(words: list[_Word], begin: int, phrase: Phrase, *, goes_on: bool) -> bool:
    *first, last = phrase
    if any(words[begin + step].folded != word for step, word in enumerate(first)):
        return False
    found = words[begin + len(first)].folded
    return found.startswith(last) if goes_on else found == last


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that overlap or touch as one."""
    joined: list[tuple[int, int]] = []
    for begin, end in spans:
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return joined
