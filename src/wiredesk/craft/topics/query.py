"""The query language of topics: text into a tree.

    query    = all { "OR" all }          all   = part { ["AND"] part }
    part     = ["NOT"] near              near  = same { "NEAR/n" same }
    same     = unit { "|" unit }         unit  = [field] (word | word"*" | '"' words '"' | "(" query ")")
    field    = "title:" | "source:" | "language:"

Two terms side by side mean AND.  `a|b` are spellings of one concept: either matches, both count once.
A term in capitals (`AI`, `EU`) matches only in capitals.  In: text.  Out: Query, or SettingsError that
points at the character.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias

from wiredesk.basics.errors import Place, SettingsError

TERMS_MAX: Final = 20_000
DEPTH_MAX: Final = 50
NEAR_WORDS_MAX: Final = 100
OPERATORS: Final = frozenset({"AND", "OR", "NOT"})
PREFIX_LENGTH_MIN: Final = 3  # `a*` is every other word
TERM_WORDS_MAX: Final = 20  # longer phrases are sentences; no article repeats them
SHOWN_CHARACTERS_MAX: Final = 60  # of a line on each side of what is wrong in it
FIELDS: Final = frozenset({"title", "source", "language"})
FIELDS_OF_ARTICLE: Final = frozenset({"source", "language"})  # not words: they match as a whole
WORD: Final = re.compile(r"\w+", re.UNICODE)
_QUOTES: Final = str.maketrans("“”„«»", '"' * 5)
_TOKEN: Final = re.compile(
    r'\s*(?:(?P<open>\()|(?P<close>\))|(?P<field>[a-z]+):(?=\S)|"(?P<phrase>[^"]*)"'
    r"|(?P<near>NEAR/\d{1,9})\b|(?P<same>\|)|(?P<word>[^\s()\":|]+)|(?P<bad>\S))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word or phrase; `exact` ones keep their case, `open_end` ones match as a prefix."""

    _hash: int = field(init=False, compare=False, repr=False)
    words: tuple[str, ...]
    """As written; case is folded unless `exact`."""
    field: str = ""
    exact: bool = False
    open_end: bool = False
    concept: str = ""
    """What the spellings of one concept share; empty for a term that stands for itself."""

    def __post_init__(self) -> None:
        told = (self.words, self.field, self.exact, self.open_end, self.concept)
        object.__setattr__(self, "_hash", hash(told))

    def __hash__(self) -> int:
        # Looked up two hundred times in an article: counted once.
        return self._hash


@dataclass(frozen=True, slots=True, kw_only=True)
class And:
    """All parts."""

    parts: tuple["Query", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Or:
    """At least one part."""

    parts: tuple["Query", ...]
    words: frozenset[Term] = field(init=False, compare=False, repr=False)
    """The parts that are plain words or phrases: looked up all at once."""
    others: tuple["Query", ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        plain = [part for part in self.parts if _is_plain(part)]
        object.__setattr__(self, "words", frozenset(plain))
        object.__setattr__(
            self, "others", tuple(part for part in self.parts if not _is_plain(part))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """Where the part is not."""

    part: "Query"


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Left and right within so many words of each other."""

    left: "Query"
    right: "Query"
    words: int


Query: TypeAlias = Term | And | Or | Not | Near


def _is_plain(query: Query) -> bool:
    return isinstance(query, Term) and query.field not in FIELDS_OF_ARTICLE


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int


def parse_query(text: str, *, name: str = "query", first_line: int | None = None) -> Query:
    """The tree of `text`; SettingsError points at the character that is wrong.

    `first_line` is the line of the file `name` on which the query begins, when it stands in a file.
    """
    parser = _Parser(text, name, first_line)
    query = parser.any_of(0)
    if (rest := parser.peek()) is not None:
        raise parser.error("did not expect this here", rest, "Remove it.")
    if _holds_of_nothing(query):
        raise parser.error(
            "this only says what must not be there", parser.first, "Add what must be."
        )
    return query


def list_terms(query: Query) -> Iterator[Term]:
    """All words and phrases of `query`, also those that must not be there."""
    if isinstance(query, Term):
        yield query
    elif isinstance(query, Not):
        yield from list_terms(query.part)
    elif isinstance(query, Near):
        yield from list_terms(query.left)
        yield from list_terms(query.right)
    elif isinstance(query, And | Or):
        for part in query.parts:
            yield from list_terms(part)


def fold(text: str) -> str:
    """`text` as it is compared, sign for sign as long as it was."""
    folded = text.lower()
    if len(folded) == len(text):
        return folded
    # A few signs, such as the Turkish İ, become two when lowered; places must stay places.
    return "".join(sign.lower()[0] for sign in text)


def _holds_of_nothing(query: Query) -> bool:
    """Whether an article without a word would satisfy it."""
    if isinstance(query, Not):
        return not _holds_of_nothing(query.part)
    if isinstance(query, And):
        return all(map(_holds_of_nothing, query.parts))
    return isinstance(query, Or) and any(map(_holds_of_nothing, query.parts))


class _Parser:
    def __init__(self, text: str, name: str, first_line: int | None) -> None:
        self._name, self._first_line = name, first_line
        self._text = text.translate(_QUOTES)
        self._tokens = list(self._split())
        self._next = 0
        self._field_of_group = ""
        if not self._tokens:
            raise SettingsError(
                "the query is empty.",
                subject=Place(name=name, line=first_line),
                remedy="Write a word or phrase.",
            )
        if len(self._tokens) > TERMS_MAX:
            raise self.error(
                f"the query has over {TERMS_MAX:,} words and signs",
                self._tokens[TERMS_MAX],
                "Split it.",
            )

    @property
    def first(self) -> _Token:
        """The token that begins the query."""
        return self._tokens[0]

    def peek(self) -> _Token | None:
        """The token that comes next."""
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def any_of(self, depth: int) -> Query:
        """`a OR b OR c`."""
        if depth > DEPTH_MAX:
            begun = self.peek() or self._tokens[-1]
            raise self.error(f"groups lie deeper than {DEPTH_MAX}", begun, "Flatten them.")
        parts = [self._all_of(depth)]
        while self._take("word", "OR"):
            parts.append(self._all_of(depth))
        return parts[0] if len(parts) == 1 else Or(parts=tuple(parts))

    def _all_of(self, depth: int) -> Query:
        parts = [self._part(depth)]
        while (token := self.peek()) is not None:
            if token.kind == "close" or (token.kind, token.text) == ("word", "OR"):
                break
            self._take("word", "AND")
            parts.append(self._part(depth))
        return parts[0] if len(parts) == 1 else And(parts=tuple(parts))

    def _part(self, depth: int) -> Query:
        if self._take("word", "NOT"):
            return Not(part=self._near(depth))
        return self._near(depth)

    def _near(self, depth: int) -> Query:
        left = self._same(depth)
        nested = depth
        while (token := self.peek()) is not None and token.kind == "near":
            self._next += 1
            nested += 1
            if nested > DEPTH_MAX:
                raise self.error(
                    f"over {DEPTH_MAX} NEARs hang on each other", token, "Write AND instead."
                )
            words = int(token.text.removeprefix("NEAR/"))
            if not 1 <= words <= NEAR_WORDS_MAX:
                raise self.error(f"NEAR takes 1 to {NEAR_WORDS_MAX} words", token, "Write NEAR/10.")
            left = Near(left=left, right=self._same(depth), words=words)
        return left

    def _same(self, depth: int) -> Query:
        begun = self.peek()
        parts = [self._unit(depth)]
        while self._take("same"):
            parts.append(self._unit(depth))
        if len(parts) == 1:
            return parts[0]
        spellings = [part for part in parts if isinstance(part, Term)]
        if len(spellings) < len(parts) and begun is not None:
            raise self.error(
                "`|` stands between words or phrases, not brackets", begun, "Write OR instead."
            )
        concept = " ".join(spellings[0].words)
        return Or(parts=tuple(replace(term, concept=concept) for term in spellings))

    def _unit(self, depth: int) -> Query:
        token = self.peek()
        if token is None:
            raise self.error(
                "something is missing after this", self._tokens[-1], "Add a word, or remove it."
            )
        self._next += 1
        if token.kind == "open":
            inside = self.any_of(depth + 1)
            if not self._take("close"):
                raise self.error("this bracket is never closed", token, "Add a `)`.")
            return inside
        if token.kind == "field":
            return self._field(token, depth)
        if token.kind == "phrase":
            return self._term(token, field=self._field_of_group)
        if token.kind == "word" and token.text not in OPERATORS:
            if token.text.upper() in OPERATORS or token.text.startswith("near/"):
                raise self.error(
                    "this is no operator and no word",
                    token,
                    f"Write {token.text.upper()}, or quote it.",
                )
            return self._term(token, field=self._field_of_group)
        raise self.error("a word, a phrase or a bracket belongs here", token, "Add one.")

    def _field(self, token: _Token, depth: int) -> Query:
        if token.text not in FIELDS:
            raise self.error(
                f"there is no field “{token.text}:”",
                token,
                "There are title:, source: and language:; to look for the word, quote it.",
            )
        following = self.peek()
        if following is not None and following.kind == "open":
            outer, self._field_of_group = self._field_of_group, token.text
            inside = self._unit(depth)
            self._field_of_group = outer
            return inside
        if following is None or following.kind not in {"word", "phrase"}:
            raise self.error("a word or phrase belongs after this", token, "Add one.")
        self._next += 1
        return self._term(following, field=token.text)

    def _term(self, token: _Token, *, field: str) -> Term:
        if field in FIELDS_OF_ARTICLE:
            return Term(words=(fold(token.text),), field=field)
        if token.kind == "word" and token.text[0] in "-+" and len(token.text) > 1:
            raise self.error(
                "signs before a word mean nothing",
                token,
                "Write NOT for a minus, nothing for a plus.",
            )
        words = tuple(WORD.findall(token.text))
        if not words:
            raise self.error("there is no word in this", token, "Write one, or remove it.")
        if len(words) > TERM_WORDS_MAX:
            raise self.error(
                f"a phrase has at most {TERM_WORDS_MAX} words", token, "Join two with NEAR/1."
            )
        exact = all(word.isupper() and len(word) > 1 for word in words if word.isalpha())
        exact = exact and any(word.isalpha() for word in words)
        return Term(
            words=words if exact else tuple(map(fold, words)),
            field=field,
            exact=exact,
            open_end=self._is_open(token, words[-1]),
        )

    def _is_open(self, token: _Token, last: str) -> bool:
        star = token.text.find("*")
        if star == -1:
            return False
        if star != len(token.text) - 1:
            raise self.error("a * stands only at a word's end", token, "Move or remove it.")
        if len(last) < PREFIX_LENGTH_MIN:
            raise self.error(
                f"a * needs {PREFIX_LENGTH_MIN} letters before it", token, "Write the words out."
            )
        return True

    def _take(self, kind: str, text: str | None = None) -> bool:
        token = self.peek()
        if token is None or token.kind != kind or (text is not None and token.text != text):
            return False
        self._next += 1
        return True

    def _split(self) -> list[_Token]:
        tokens = []
        for found in _TOKEN.finditer(self._text):
            kind = found.lastgroup or "bad"
            token = _Token(kind, found[kind], found.start(kind))
            if kind == "bad":
                if token.text == '"':
                    raise self.error("this quotation mark is never closed", token, "Add another.")
                raise self.error("did not expect this", token, "Quote it, or remove it.")
            tokens.append(token)
        return tokens

    def error(self, what: str, token: _Token, remedy: str) -> SettingsError:
        """A SettingsError that shows the line with a mark under the character."""
        before = self._text[: token.at]
        line, column = before.count("\n") + 1, token.at - (before.rfind("\n") + 1) + 1
        whole = self._text.split("\n")[line - 1]
        begin = max(column - 1 - SHOWN_CHARACTERS_MAX, 0)
        shown = whole[begin : column + SHOWN_CHARACTERS_MAX].rstrip()
        at = None if self._first_line is None else self._first_line + line - 1
        return SettingsError(
            f"line {line} of the query, character {column}: {what}.\n"
            f"  {shown}\n  {' ' * (column - 1 - begin)}^",
            subject=Place(name=self._name, line=at),
            remedy=remedy,
        )
