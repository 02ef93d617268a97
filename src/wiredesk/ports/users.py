"""The store's side of the desk's door: users, sessions, known devices."""

from datetime import datetime
from typing import Protocol

from wiredesk.records.user import Session, User


class UserStore(Protocol):
    """Who may enter.  Tokens are kept as hashes only."""

    def save_user(self, user: User) -> None:
        """Add a user, or replace the one of that name."""
        ...

    def remove_user(self, name: str) -> None:
        """Remove a user with all sessions and devices."""
        ...

    def load_user(self, name: str) -> User | None:
        """The user of that name."""
        ...

    def list_users(self) -> list[User]:
        """All users, by name."""
        ...

    def save_session(self, session: Session) -> None:
        """Begin a session, or note when it was seen."""
        ...

    def load_session(self, token_hash: str) -> Session | None:
        """The session with that token."""
        ...

    def remove_session(self, token_hash: str) -> None:
        """End one session."""
        ...

    def remove_sessions(self, user: str) -> None:
        """End all sessions of a user and forget the devices."""
        ...

    def remove_old_sessions(self, *, begun_before: datetime, seen_before: datetime) -> None:
        """End sessions that began, or were last seen, before then."""
        ...

    def save_device(self, token_hash: str, user: str, *, now: datetime) -> None:
        """Note that a user logged in from the device with that token."""
        ...

    def is_device_of(self, token_hash: str, user: str) -> bool:
        """Whether that user ever logged in from it."""
        ...
