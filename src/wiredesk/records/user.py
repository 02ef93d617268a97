"""People who may enter the desk, and what lets them in."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What a person may do; each may also what those before it may."""

    READER = "reader"
    """Look at everything on the desk."""
    EDITOR = "editor"
    """Decide about articles, stories, topics and sources."""
    OWNER = "owner"
    """Keep users, keys and settings."""

    def covers(self, needed: "Role") -> bool:
        """Whether this role may do what `needed` may."""
        order = list(Role)
        return order.index(self) >= order.index(needed)


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """One person."""

    name: str
    """Lower case; what is typed at log-in and what audits show."""
    role: Role
    password: str
    """As argon2id encodes it: parameters, salt and hash."""
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One log-in that still holds."""

    token_hash: str
    """SHA-256 of what the cookie holds: who reads the database cannot log in with it."""
    user: str
    csrf: str
    """What a form must send back."""
    begun_at: datetime
    seen_at: datetime
