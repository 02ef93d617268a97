"""The query language of topics: text into a tree.

    query    = any { "OR" any }          any   = part { ["AND"] part }
    part     = "NOT" part | near         near  = unit { "NEAR/n" unit }
    unit     = "(" query ")" | [field] (word | word"*" | '"' words '"')
    field    = "title:" | "source:"

A term in capitals (`AI`, `EU`) matches only in capitals.  In: text.  Out: Query, or SettingsError that
points at the character.
"""

import re
from dataclasses import dataclass
from typing import Final, TypeAlias

from wiredesk.basics.errors import Place, SettingsError

TERMS_MAX: Final = 20_000
DEPTH_MAX: Final = 50
NEAR_WORDS_MAX: Final = 100
FIELDS: Final = frozenset({"title", "source"})
WORD: Final = re.compile(r"\w+", re.UNICODE)
_TOKEN: Final = re.compile(
    r'\s*(?:(?P<open>\()|(?P<close>\))|(?P<field>[a-z]+):(?=\S)|"(?P<phrase>[^"]*)"'
    r"|(?P<near>NEAR/\d+)\b|(?P<word>[^\s()\":]+)|(?P<bad>\S))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word or phrase; `exact` ones keep their case, `open_end` ones match as a prefix."""

    words: tuple[str, ...]
    """As written; case is folded unless `exact`."""
    field: str = ""
    exact: bool = False
    open_end: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class And:
    """All parts."""

    parts: tuple["Query", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Or:
    """At least one part."""

    parts: tuple["Query", ...]


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


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int


def parse_query(text: str, *, name: str = "query") -> Query:
    """The tree of `text`; SettingsError names line and character of what is wrong."""
    parser = _Parser(text, name)
    query = parser.any_of(0)
    if (rest := parser.peek()) is not None:
        raise parser.error("did not expect this here", rest)
    return query


class _Parser:
    def __init__(self, text: str, name: str) -> None:
        self._text, self._name = text, name
        self._tokens = list(self._split())
        self._next = 0
        if not self._tokens:
            raise SettingsError(
                "the query is empty.", subject=name, remedy="Write a word or phrase."
            )
        if len(self._tokens) > TERMS_MAX:
            raise SettingsError(
                f"the query has over {TERMS_MAX} terms.", subject=name, remedy="Split it."
            )

    def peek(self) -> _Token | None:
        """The token that comes next."""
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def any_of(self, depth: int) -> Query:
        """`a OR b OR c`."""
        if depth > DEPTH_MAX:
            raise SettingsError(
                f"groups lie deeper than {DEPTH_MAX}.", subject=self._name, remedy="Flatten them."
            )
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
        if all(isinstance(part, Not) for part in parts):
            raise self.error(
                "only says what must not be there: add what must", self._tokens[self._next - 1]
            )
        return parts[0] if len(parts) == 1 else And(parts=tuple(parts))

    def _part(self, depth: int) -> Query:
        if self._take("word", "NOT"):
            return Not(part=self._near(depth))
        return self._near(depth)

    def _near(self, depth: int) -> Query:
        left = self._unit(depth)
        while (token := self.peek()) is not None and token.kind == "near":
            self._next += 1
            words = int(token.text.removeprefix("NEAR/"))
            if not 1 <= words <= NEAR_WORDS_MAX:
                raise self.error(f"NEAR takes 1 to {NEAR_WORDS_MAX} words", token)
            left = Near(left=left, right=self._unit(depth), words=words)
        return left

    def _unit(self, depth: int) -> Query:
        token = self.peek()
        if token is None:
            raise self.error("something is missing after this", self._tokens[-1])
        self._next += 1
        if token.kind == "open":
            inside = self.any_of(depth + 1)
            if not self._take("close"):
                raise self.error("this bracket is never closed", token)
            return inside
        if token.kind == "field":
            return self._field(token)
        if token.kind in {"word", "phrase"} and token.text not in {"AND", "OR", "NOT"}:
            return self._term(token, field="")
        raise self.error("a word, a phrase or a bracket belongs here", token)

    def _field(self, token: _Token) -> Term:
        if token.text not in FIELDS:
            raise self.error(
                f"there is no field “{token.text}:”; there are title: and source:", token
            )
        following = self.peek()
        if following is None or following.kind not in {"word", "phrase"}:
            raise self.error("a word or phrase belongs after this", token)
        self._next += 1
        return self._term(following, field=token.text)

    def _term(self, token: _Token, *, field: str) -> Term:
        if field == "source":
            return Term(words=(token.text.casefold(),), field=field)
        words = tuple(WORD.findall(token.text))
        if not words:
            raise self.error("there is no word in this", token)
        exact = all(word.isupper() and len(word) > 1 for word in words if word.isalpha())
        exact = exact and any(word.isalpha() for word in words)
        return Term(
            words=words if exact else tuple(word.casefold() for word in words),
            field=field,
            exact=exact,
            open_end=token.text.endswith("*"),
        )

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
                what = (
                    "this quotation mark is never closed"
                    if token.text == '"'
                    else "did not expect this"
                )
                raise self.error(what, token)
            tokens.append(token)
        return tokens

    def error(self, what: str, token: _Token) -> SettingsError:
        """A SettingsError that shows the line with a mark under the character."""
        before = self._text[: token.at]
        line, column = before.count("\n") + 1, token.at - (before.rfind("\n") + 1) + 1
        shown = self._text.splitlines()[line - 1] if self._text else ""
        return SettingsError(
            f"character {column} of the query's line {line}: {what}.\n  {shown}\n  {' ' * (column - 1)}^",
            subject=Place(name=self._name),
        )
