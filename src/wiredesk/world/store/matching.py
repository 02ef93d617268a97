"""What an index of words is asked, in the language of each database.

In: terms of a query.  Out: an expression of SQLite's FTS5, or a tsquery of PostgreSQL.  Every word stands in quotes,
so that none of them is an operator (SAFETY.md M14).
"""

from collections.abc import Sequence
from typing import Final, Protocol

from wiredesk.craft.searching import asked_phrases
from wiredesk.records.searching import Field, Phrase, Term
from wiredesk.world.store.indexing import EVERYTHING, facet
from wiredesk.world.store.queries import Dialect


class Speech(Protocol):
    """How one database says it."""

    both: str
    """Between two things that are both wanted."""
    either: str

    def words(self, phrases: Sequence[tuple[Phrase, bool]], *, in_headline: bool) -> str:
        """All these phrases stand in the texts; of each, whether its last word may go on."""
        ...

    def facet(self, word: str) -> str:
        """The article has this facet."""
        ...

    def but(self, wanted: str, unwanted: str) -> str:
        """The first, where the second is not."""
        ...


class Fts5:
    """SQLite: columns are named, and what may go on has a star behind its quotes."""

    both = " AND "
    either = " OR "

    def words(self, phrases: Sequence[tuple[Phrase, bool]], *, in_headline: bool) -> str:
        """In the column of headlines, or in all but that of facets."""
        told = [_quoted(" ".join(one)) + (" *" if goes_on else "") for one, goes_on in phrases]
        return f"{'{title}' if in_headline else '- {facets}'} : ({self.both.join(told)})"

    def facet(self, word: str) -> str:
        """In the column of facets."""
        return f"facets : {_quoted(word)}"

    def but(self, wanted: str, unwanted: str) -> str:
        """An operator between two."""
        return f"({wanted}) NOT ({unwanted})"


class TsQuery:
    """PostgreSQL: each word says in which columns, and whether it may go on."""

    both = " & "
    either = " | "

    def words(self, phrases: Sequence[tuple[Phrase, bool]], *, in_headline: bool) -> str:
        """With the weight of headlines, or with any; facets are no words."""
        where = "A" if in_headline else ""
        return f"({self.both.join(_following(one, where, goes_on) for one, goes_on in phrases)})"

    def facet(self, word: str) -> str:
        """A word with a sign before it that no text has."""
        return _lexeme(f"={word}")

    def but(self, wanted: str, unwanted: str) -> str:
        """What is not."""
        return f"({wanted}) & !({unwanted})"


SPEECH: Final[dict[Dialect, Speech]] = {"sqlite": Fts5(), "postgres": TsQuery()}


def match_of(speech: Speech, terms: Sequence[Term], *, in_headline: bool = False) -> str:
    """What finds the articles in whose texts, or headline, all these terms stand."""
    wanted = [_asked(speech, one, in_headline=in_headline) for one in terms if not one.is_excluded]
    # What is left out is left out wherever it stands.
    unwanted = [_asked(speech, one, in_headline=False) for one in terms if one.is_excluded]
    told = speech.both.join(wanted) or speech.facet(EVERYTHING)
    return speech.but(told, speech.either.join(unwanted)) if unwanted else told


def _asked(speech: Speech, term: Term, *, in_headline: bool) -> str:
    if term.field is not Field.WORDS:
        name = "-".join(word for phrase in term.phrases for word in phrase)
        return speech.facet(facet(term.field, name))
    return speech.words(tuple(asked_phrases(term)), in_headline=in_headline)


def _quoted(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'


def _following(phrase: Phrase, where: str, goes_on: bool) -> str:  # noqa: FBT001 - as asked_phrases gives it
    *first, last = phrase
    told = [_lexeme(word, where) for word in first]
    return f"({' <-> '.join([*told, _lexeme(last, where + '*' * goes_on)])})"


def _lexeme(word: str, marks: str = "") -> str:
    told = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{told}'" + (f":{marks}" if marks else "")
