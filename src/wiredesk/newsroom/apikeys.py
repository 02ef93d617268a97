"""Which programs may ask the hub: API keys are made, found by what a program sends, and revoked.

In: what an owner asks for; what a program sends.  Out: keys; UsageError with what to do.  A key is shown once and kept
as SHA-256: who reads the database cannot ask with it.  Knows nothing of HTTP.
"""

import base64
import re
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from typing import Final

from wiredesk.basics.errors import UsageError
from wiredesk.basics.ids import TopicId
from wiredesk.newsroom.users import hashed, is_same
from wiredesk.ports import Store
from wiredesk.records.apikey import ApiKey, ApiScope

PREFIX: Final = "wdk_"  # by which scanners of leaked secrets find it
ID_BYTES: Final = 5  # eight characters
SECRET_BYTES: Final = 32
KEY: Final = re.compile(PREFIX + r"([a-z2-7]{8})_[A-Za-z0-9_-]{43}")
NAME: Final = re.compile(r"[a-z][a-z0-9._-]{0,31}")
PER_MINUTE: Final = 600
PER_MINUTE_MAX: Final = 60_000
TOPICS_MAX: Final = 20  # each costs a list of its own at every question
USED_EVERY: Final = timedelta(hours=1)  # a question must not cost a write
NOBODYS: Final = hashed("nobody has this key")  # what is compared when there is no such key

Chance = Callable[[int], bytes]


def add_api_key(
    store: Store,
    name: str,
    *,
    scopes: Collection[ApiScope],
    topics: Sequence[TopicId] = (),
    per_minute: int = PER_MINUTE,
    expires_at: datetime | None = None,
    chance: Chance,
    now: datetime,
) -> tuple[ApiKey, str]:
    """A new key, and the text that is shown this once; UsageError when it cannot be as asked."""
    if not NAME.fullmatch(name):
        raise UsageError(
            f"`{name[:64]}` is no name for a key.",
            remedy="Use up to 32 of a-z, 0-9, dot, dash and underscore; begin with a letter.",
        )
    if any(key.name == name for key in store.list_api_keys()):
        raise UsageError(
            "is the name of another key.",
            subject=name,
            remedy="Name the new one otherwise, move its programs over, then revoke the old one.",
        )
    if not scopes:
        raise UsageError("a key without a scope opens nothing.", remedy="Give it `read`.")
    if expires_at is not None and expires_at <= now:
        raise UsageError(f"{expires_at:%Y-%m-%d %H:%M} UTC is past.", remedy="Name a later day.")
    if not 1 <= per_minute <= PER_MINUTE_MAX or len(topics) > TOPICS_MAX:
        raise UsageError(
            f"a key sends 1 to {PER_MINUTE_MAX:,} requests a minute and has at most {TOPICS_MAX} topics.",
            remedy="Ask for less, or for a topic above them.",
        )
    key_id = base64.b32encode(chance(ID_BYTES)).decode().lower()
    secret = base64.urlsafe_b64encode(chance(SECRET_BYTES)).decode().rstrip("=")
    text = f"{PREFIX}{key_id}_{secret}"
    key = ApiKey(
        id=key_id,
        name=name,
        secret_hash=hashed(text),
        scopes=tuple(scope for scope in ApiScope if scope in scopes),
        topics=tuple(dict.fromkeys(topics)),
        per_minute=per_minute,
        created_at=now,
        expires_at=expires_at,
    )
    store.save_api_key(key)
    return key, text


def revoke_api_key(store: Store, name_or_id: str) -> ApiKey:
    """The key opens nothing from now on; UsageError when there is none."""
    for key in store.list_api_keys():
        if name_or_id in (key.id, key.name) and store.remove_api_key(key.id):
            return key
    raise UsageError(
        "is no API key of this hub.", subject=name_or_id, remedy="See `wiredesk apikeys list`."
    )


def find_api_key(store: Store, text: str, *, now: datetime) -> ApiKey | None:
    """The key that `text` is, unless it has expired; None when it is none.

    Found by the part of it that is no secret, then compared in a time that tells nothing.
    """
    match = KEY.fullmatch(text)
    key = store.load_api_key(match[1]) if match else None
    if not is_same(key.secret_hash if key else NOBODYS, hashed(text)) or key is None:
        return None
    if key.expires_at is not None and key.expires_at <= now:
        return None
    return key


def note_use(store: Store, key: ApiKey, *, now: datetime) -> None:
    """Keep when the key was used, once an hour."""
    if key.used_at is None or now - key.used_at >= USED_EVERY:
        store.note_api_key(key.id, now=now)
