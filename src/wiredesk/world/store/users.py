"""The store's side of the desk's door: users, sessions, known devices."""

from datetime import datetime

from wiredesk.records.user import Session, User
from wiredesk.world.store.codec import from_json, moment, seconds, to_json
from wiredesk.world.store.outcomes import OutcomeStore


class UserStore(OutcomeStore):
    """Who may enter.  Tokens are kept as hashes only."""

    def save_user(self, user: User) -> None:
        """Add a user, or replace the one of that name."""
        with self._database.transaction():
            self._database.write("save_user", {"name": user.name, "body": to_json(user)})

    def remove_user(self, name: str) -> None:
        """Remove a user with all sessions and devices."""
        with self._database.transaction():
            for query in ("remove_sessions", "remove_devices", "remove_user"):
                self._database.write(query, (name,))

    def load_user(self, name: str) -> User | None:
        """The user of that name."""
        row = self._database.row("load_user", (name,))
        return from_json(row[0], User) if row else None

    def list_users(self) -> list[User]:
        """All users, by name."""
        return [from_json(row[0], User) for row in self._database.rows("list_users")]

    def save_session(self, session: Session) -> None:
        """Begin a session, or note when it was seen."""
        values = {
            "token_hash": session.token_hash,
            "user": session.user,
            "begun_at": seconds(session.begun_at),
            "seen_at": seconds(session.seen_at),
            "csrf": session.csrf,
        }
        with self._database.transaction():
            self._database.write("save_session", values)

    def load_session(self, token_hash: str) -> Session | None:
        """The session with that token."""
        row = self._database.row("load_session", (token_hash,))
        if row is None:
            return None
        return Session(
            token_hash=row[0],
            user=row[1],
            begun_at=moment(row[2]),
            seen_at=moment(row[3]),
            csrf=row[4],
        )

    def remove_session(self, token_hash: str) -> None:
        """End one session."""
        with self._database.transaction():
            self._database.write("remove_session", (token_hash,))

    def remove_sessions(self, user: str) -> None:
        """End all sessions of a user and forget the devices."""
        with self._database.transaction():
            self._database.write("remove_sessions", (user,))
            self._database.write("remove_devices", (user,))

    def remove_old_sessions(self, *, begun_before: datetime, seen_before: datetime) -> None:
        """End sessions that began, or were last seen, before then."""
        values = {"begun_before": seconds(begun_before), "seen_before": seconds(seen_before)}
        with self._database.transaction():
            self._database.write("remove_old_sessions", values)

    def save_device(self, token_hash: str, user: str, *, now: datetime) -> None:
        """Note that a user logged in from the device with that token."""
        values = {"token_hash": token_hash, "user": user, "now": seconds(now)}
        with self._database.transaction():
            self._database.write("save_device", values)

    def is_device_of(self, token_hash: str, user: str) -> bool:
        """Whether that user ever logged in from it."""
        return self._database.row("is_device_of", (token_hash, user)) is not None
