"""Who may enter the desk: users are added and removed, passwords set and checked, sessions begun and ended.

In: what a person typed.  Out: users and sessions; UsageError with what to do.  Passwords are kept as argon2id hashes,
tokens as SHA-256: who reads the database cannot log in with it.  Knows nothing of HTTP.
"""

import base64
import hashlib
import hmac
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from wiredesk.basics.errors import UsageError
from wiredesk.newsroom.guesses import PER, GuessLimits
from wiredesk.ports import Store
from wiredesk.records.user import Role, Session, User

NAME: Final = re.compile(r"[a-z][a-z0-9._-]{0,31}")
PASSWORD_CHARACTERS_MIN: Final = 12
PASSWORD_CHARACTERS_MAX: Final = 512  # argon2 reads all of it; longer ones only cost time
TOKEN_BYTES: Final = 32
SALT_BYTES: Final = 16
SESSION_MAX: Final = timedelta(days=30)  # then the password is asked for again
SESSION_IDLE_MAX: Final = timedelta(days=7)
SEEN_EVERY: Final = timedelta(minutes=5)  # a page view must not cost a write
_HASHER: Final = PasswordHasher()  # argon2id, 64 MiB, 3 passes (RFC 9106, second choice)
# What is checked for a name that is not there, so that it takes as long (SAFETY.md F085).
NOBODY: Final = _HASHER.hash("nobody has this password", salt=bytes(SALT_BYTES))

Chance = Callable[[int], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """A log-in that succeeded."""

    user: User
    session_token: str
    """For the cookie; nowhere else."""
    device_token: str
    """For a cookie that outlives the session."""


@dataclass(slots=True)
class Doorkeeper:
    """Lets people in, and knows who is in."""

    store: Store
    chance: Chance
    """Random bytes, as `secrets.token_bytes` gives them."""
    limits: GuessLimits = field(default_factory=GuessLimits)

    def log_in(
        self, name: str, password: str, *, address: str, device_token: str, now: datetime
    ) -> Entered:
        """Begin a session; UsageError that never says which of name and password was wrong."""
        name = name.strip().lower()[:64]
        known_device = bool(device_token) and self.store.is_device_of(hashed(device_token), name)
        if not self.limits.may_guess(name, address=address, known_device=known_device, now=now):
            raise UsageError(
                "too many tries.",
                remedy=f"Wait up to {PER.seconds // 60} minutes, or log in where you did before.",
                code="too_many_tries",
            )
        user = self.store.load_user(name)
        if not _is_password(password, user.password if user else NOBODY) or user is None:
            raise UsageError(
                "name or password is wrong.",
                remedy="Try again; `wiredesk users password NAME` sets a new one.",
                code="wrong_password",
            )
        token = self._token()
        device_token = device_token if known_device else self._token()
        self.store.remove_old_sessions(
            begun_before=now - SESSION_MAX, seen_before=now - SESSION_IDLE_MAX
        )
        self.store.save_session(
            Session(
                token_hash=hashed(token),
                user=user.name,
                csrf=self._token(),
                begun_at=now,
                seen_at=now,
            )
        )
        self.store.save_device(hashed(device_token), user.name, now=now)
        return Entered(user=user, session_token=token, device_token=device_token)

    def who(self, token: str, *, now: datetime) -> tuple[User, Session] | None:
        """Who holds the session with that token; None when nobody does any more."""
        session = self.store.load_session(hashed(token)) if token else None
        if session is None:
            return None
        if now - session.begun_at >= SESSION_MAX or now - session.seen_at >= SESSION_IDLE_MAX:
            self.store.remove_session(session.token_hash)
            return None
        user = self.store.load_user(session.user)
        if user is None:
            return None
        if now - session.seen_at >= SEEN_EVERY:
            session = replace(session, seen_at=now)
            self.store.save_session(session)
        return user, session

    def log_out(self, token: str) -> None:
        """End the session with that token, here and now."""
        self.store.remove_session(hashed(token))

    def _token(self) -> str:
        return base64.urlsafe_b64encode(self.chance(TOKEN_BYTES)).decode().rstrip("=")


def add_user(
    store: Store, name: str, password: str, *, role: Role, chance: Chance, now: datetime
) -> User:
    """Add a person; UsageError when the name is taken or no name, or the password too weak."""
    if not NAME.fullmatch(name):
        raise UsageError(
            f"`{name[:64]}` is no user name.",
            remedy="Use up to 32 of a-z, 0-9, dot, dash and underscore; begin with a letter.",
        )
    if store.load_user(name) is not None:
        raise UsageError(
            "is here already.",
            subject=name,
            remedy="Set a password with `wiredesk users password`.",
        )
    hashed_password = _hash_password(password, name=name, chance=chance)
    user = User(name=name, role=role, password=hashed_password, created_at=now)
    store.save_user(user)
    return user


def set_password(store: Store, name: str, password: str, *, chance: Chance) -> None:
    """A new password; all sessions of the person end."""
    user = load_user(store, name)
    store.save_user(replace(user, password=_hash_password(password, name=name, chance=chance)))
    store.remove_sessions(name)


def change_password(
    store: Store,
    name: str,
    *,
    old: str,
    new: str,
    limits: GuessLimits,
    address: str,
    chance: Chance,
    now: datetime,
) -> None:
    """A person's own new password; all sessions of the person end.

    UsageError when `old` is wrong or was guessed at too often: whoever sits down at an open desk does not know it.
    """
    if not limits.may_guess(name, address=address, known_device=False, now=now):
        raise UsageError(
            "too many tries.",
            remedy=f"Wait up to {PER.seconds // 60} minutes.",
            code="too_many_tries",
        )
    if not _is_password(old, load_user(store, name).password):
        raise UsageError(
            "the present password is wrong.", remedy="Try again.", code="wrong_password"
        )
    set_password(store, name, new, chance=chance)


def end_sessions(store: Store, name: str) -> None:
    """The person is logged out everywhere, and known from no device."""
    load_user(store, name)
    store.remove_sessions(name)


def set_role(store: Store, name: str, role: Role) -> None:
    """Another role; all sessions of the person end; UsageError when no owner would be left."""
    user = load_user(store, name)
    if role is not Role.OWNER:
        _check_owner_left(store, but=name)
    store.save_user(replace(user, role=role))
    store.remove_sessions(name)


def remove_user(store: Store, name: str) -> None:
    """Remove a person; what was decided stays under the name; UsageError for the last owner."""
    load_user(store, name)
    _check_owner_left(store, but=name)
    store.remove_user(name)


def load_user(store: Store, name: str) -> User:
    """The person of that name; UsageError when there is none."""
    user = store.load_user(name)
    if user is None:
        raise UsageError(
            "is no user of this hub.",
            subject=name,
            remedy="See `wiredesk users list`.",
            code="unknown",
        )
    return user


def hashed(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def is_same(mine: str, theirs: str) -> bool:
    """Whether two tokens are equal, in a time that tells nothing."""
    return hmac.compare_digest(mine.encode("utf-8", "replace"), theirs.encode("utf-8", "replace"))


def _check_owner_left(store: Store, *, but: str) -> None:
    if not any(user.role is Role.OWNER and user.name != but for user in store.list_users()):
        raise UsageError(
            "is the only owner.", subject=but, remedy="Make somebody else an owner first."
        )


def _hash_password(password: str, *, name: str, chance: Chance) -> str:
    plain = _plain(password)
    if not PASSWORD_CHARACTERS_MIN <= len(plain) <= PASSWORD_CHARACTERS_MAX:
        raise UsageError(
            f"a password has {PASSWORD_CHARACTERS_MIN} to {PASSWORD_CHARACTERS_MAX} characters.",
            remedy="Take four or five words that nobody connects with you.",
        )
    if len(set(plain)) < 5 or name in plain.casefold():
        raise UsageError(
            "that password is guessed at once.",
            remedy="Take four or five words that nobody connects with you.",
        )
    return _HASHER.hash(plain, salt=chance(SALT_BYTES))


def _is_password(password: str, encoded: str) -> bool:
    try:
        return _HASHER.verify(encoded, _plain(password[: PASSWORD_CHARACTERS_MAX + 1]))
    except (VerifyMismatchError, InvalidHashError):
        return False


def _plain(password: str) -> str:
    """One spelling: the same keys give composed or decomposed letters on different machines."""
    return unicodedata.normalize("NFKC", password)
