"""Sealing: keys, and what a sealed text is bound to (SAFETY.md G)."""

from dataclasses import dataclass, field
from enum import StrEnum

from wiredesk.basics.ids import ArticleId


class KeyState(StrEnum):
    """What a key is for."""

    ACTIVE = "active"
    """Seals and opens; exactly one is."""
    READ = "read"
    """Only opens."""
    RETIRED = "retired"
    """Neither; kept by name, so that the name is never given again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A master key.  Its bytes never show in a `repr`, so no log or traceback has them."""

    kid: str
    created: str
    """RFC 3339."""
    state: KeyState
    master: bytes = field(repr=False)
    """32 random bytes; empty when it was destroyed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealContext:
    """What a sealed text belongs to: elsewhere it does not open."""

    site: str
    record_id: str
    """The article's id: made from its canonical address, never from a title or a path."""
    rev: int
    """Rises with every new text, so that an older one does not open in its place."""
    record_type: str = "article"
    field: str = "secured"


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyring:
    """All keys of one hub."""

    site: str
    """Names the hub in every sealed text; lies with the keys, so that a backup of them has it."""
    keys: tuple[Key, ...]

    @property
    def active(self) -> Key:
        """The key that seals."""
        return next(key for key in self.keys if key.state is KeyState.ACTIVE)

    def find(self, kid: str) -> Key | None:
        """The key of that name, whatever its state."""
        return next((key for key in self.keys if key.kid == kid), None)

    def context(self, article_id: str, rev: int) -> SealContext:
        """What this hub's text of an article is bound to."""
        return SealContext(site=self.site, record_id=article_id, rev=rev)


@dataclass(frozen=True, slots=True, kw_only=True)
class SealMark:
    """Under which key, and in which revision, we sealed an article's text."""

    kid: str
    rev: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRecord:
    """A record as it is stored, with the mark of our seal; None when we did not seal it."""

    article_id: ArticleId
    body: bytes
    mark: SealMark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resealed:
    """A record with another sealed text; kept only where `before` still stands."""

    article_id: ArticleId
    before: bytes
    body: bytes
    mark: SealMark


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsealing:
    """One line of the audit: who opened what, when, and what for; never what it said."""

    article_id: ArticleId
    mark: SealMark
    by: str
    why: str
    at: int
    """Seconds since 1970, UTC."""
