"""A provider: who publishes, the owner behind it, and what its site shows of itself."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from wiredesk.basics.ids import SourceId
from wiredesk.records.reason import Reason
from wiredesk.records.rights import NO_TERMS, Terms


class Sign(StrEnum):
    """The eight signs of openness that a provider's site may show (SCORES.md 5)."""

    ABOUT = "about"
    MASTHEAD = "masthead"
    CORRECTIONS = "corrections"
    OWNERSHIP = "ownership"
    ETHICS = "ethics"
    AUTHORS = "authors"
    TRUST_TXT = "trust.txt"
    MARKUP = "NewsMediaOrganization"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """A publisher as our own registry knows it; what a page claims never changes it."""

    domain: str
    """Registrable domain: its identity."""
    name: str
    owner: str = ""
    """Group that owns it; empty means that it owns itself."""
    official: bool = False
    """Speaks for the subject itself, e.g. the maker's own news room (`smartable` profile: 50)."""
    listed: bool = False
    """The hub's owner vouches for it: never on probation (`smartable` profile: 40)."""
    language: str = ""
    country: str = ""
    rating: float | None = None
    """Expert rating 0 to 1 that the operator supplied."""
    known_since: datetime | None = None
    article_count: int = 0
    """Articles that our archive holds of it."""
    terms: Terms = NO_TERMS
    """What the hub's owner decided on the use of its articles."""

    @property
    def owner_key(self) -> str:
        """What heat counts: the owner, or the provider itself when nobody else owns it."""
        return self.owner or self.domain


@dataclass(frozen=True, slots=True, kw_only=True)
class SignFound:
    """One sign, and where it was seen."""

    sign: Sign
    url: str
    evidence: str
    """The words, key or type that show it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What a provider's site showed when it was last asked."""

    domain: str
    at: datetime
    due_at: datetime
    """When it may be asked again."""
    found: tuple[SignFound, ...] = ()
    requests: int = 0
    failure: str = ""
    """Why nobody could look; empty when somebody did."""

    @property
    def signs(self) -> int | None:
        """How many of the eight it shows; None when nobody could look."""
        return None if self.failure else len({one.sign for one in self.found})


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceAlarm:
    """A source changed so much at once that somebody else may speak through it."""

    source_id: SourceId
    raised_at: datetime
    since: datetime
    """Receipt of the first article that is unlike those before; it and all later ones are held."""
    reasons: tuple[Reason, ...]
    cleared_at: datetime | None = None
    """When a person said that the source is fine."""
    cleared_by: str = ""

    @property
    def is_open(self) -> bool:
        """Whether its articles are held."""
        return self.cleared_at is None
