"""A provider: who publishes; and the owner behind it."""

from dataclasses import dataclass
from datetime import datetime


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

    @property
    def owner_key(self) -> str:
        """What heat counts: the owner, or the provider itself when nobody else owns it."""
        return self.owner or self.domain
