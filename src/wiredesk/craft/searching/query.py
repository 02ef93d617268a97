"""What somebody means by what they type into a search field.

In: any text.  Out: SearchQuery.  There is no wrong query: what cannot be used is named in `ignored`.

    climate "heat pumps" -opinion minist* topic:ai provider:gazette.example language:de since:2026-03 until:2026-03-07
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from wiredesk.basics.text import cut_words, one_line
from wiredesk.craft.searching.words import is_dense, phrases_of
from wiredesk.records.searching import Field, SearchQuery, Term

QUERY_CHARACTERS_MAX: Final = 500
TERMS_MAX: Final = 20
WORDS_MAX: Final = 40  # of all terms together
PREFIX_CHARACTERS_MIN: Final = 3  # shorter ones stand for half of the language
_PART: Final = re.compile(r'(-?)(?:([A-Za-z]+):)?(?:"([^"]*)"?|(\S+))')
_DAY: Final = re.compile(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?\Z")
_QUOTES: Final = dict.fromkeys(
    map(ord, "“”„‟«»「」"), '"'
)  # as phones and word processors write them
_DAYS: Final = frozenset({"since", "until"})
ALL_FIELDS: Final = frozenset(Field)


@dataclass(slots=True, kw_only=True)
class _Parsing:
    fields: frozenset[Field]
    terms: list[Term] = field(default_factory=list)
    since: datetime | None = None
    until: datetime | None = None
    ignored: list[str] = field(default_factory=list)


def parse_query(text: str, *, fields: Iterable[Field] = ALL_FIELDS) -> SearchQuery:
    """The query that `text` says; a field that is not among `fields` counts as words."""
    line = cut_words(one_line(text), QUERY_CHARACTERS_MAX)
    parsing = _Parsing(fields=frozenset(fields))
    for part in _PART.finditer(line.translate(_QUOTES)):
        _take(parsing, part)
    return SearchQuery(
        text=line,
        terms=tuple(parsing.terms),
        since=parsing.since,
        until=parsing.until,
        ignored=tuple(parsing.ignored),
    )


def _take(parsing: _Parsing, part: re.Match[str]) -> None:
    minus, name, phrase, word = part.groups()
    said = phrase if phrase is not None else word
    if name and name.lower() in _DAYS:
        if minus or not _take_day(parsing, name.lower(), said):
            parsing.ignored.append(part[0])
        return
    asked = _field(name, parsing.fields)
    if asked is Field.WORDS and name:
        said = f"{name} {said}"
    if not _take_term(parsing, asked, said, is_word=phrase is None, is_excluded=bool(minus)):
        parsing.ignored.append(part[0])


def _take_term(
    parsing: _Parsing, asked: Field, said: str, *, is_word: bool, is_excluded: bool
) -> bool:
    phrases = phrases_of(said)
    known = sum(len(one) for term in parsing.terms for one in term.phrases)
    more = sum(len(one) for one in phrases)
    if not phrases or len(parsing.terms) >= TERMS_MAX or known + more > WORDS_MAX:
        return False
    last = phrases[-1][-1]
    starred = is_word and said.endswith("*") and asked is Field.WORDS
    term = Term(
        field=asked,
        phrases=phrases,
        is_prefix=starred and (len(last) >= PREFIX_CHARACTERS_MIN or is_dense(last)),
        is_excluded=is_excluded,
    )
    if term not in parsing.terms:
        parsing.terms.append(term)
    return True


def _field(name: str | None, fields: frozenset[Field]) -> Field:
    try:
        asked = Field((name or "").lower())
    except ValueError:
        return Field.WORDS
    return asked if asked in fields else Field.WORDS


def _take_day(parsing: _Parsing, name: str, said: str) -> bool:
    """A day, month or year: `since` its beginning, `until` its end."""
    found = _DAY.match(said)
    if found is None:
        return False
    year, month, day = (int(one) if one else 0 for one in found.groups())
    try:
        begin = datetime(year, month or 1, day or 1, tzinfo=UTC)
        if name == "since":
            parsing.since = begin
            return True
        end = begin + timedelta(days=1)
        if not day:  # a month has at most 31 days, a year 366: both end where the next one begins
            end = (begin + timedelta(days=31 if month else 366)).replace(day=1)
            end = end if month else end.replace(month=1)
        parsing.until = end
    except (ValueError, OverflowError):
        return False
    return True
