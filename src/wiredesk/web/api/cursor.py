"""Cursors: where a list goes on.

In: a place in a list, and the question that it belongs to.  Out: a word for addresses, and back; a Refusal when it is not one
of ours.  It holds a place and no right: whoever makes one up sees another part of the same list, so it is checked, not
signed.  It names the question, because a place in one list means nothing in another.
"""

import base64
import binascii
import hashlib
import re
from datetime import UTC, datetime
from typing import Final, TypeVar
from urllib.parse import urlencode

import msgspec

from wiredesk.basics.ids import ArticleId, StoryId
from wiredesk.records.listing import Listed
from wiredesk.web.api.problems import Refusal
from wiredesk.web.api.questions import Query

T = TypeVar("T")
NOT_PART: Final = frozenset({"cursor", "limit"})  # of the question: a part may be long or short
ID: Final = re.compile(r"[a-z][a-z2-7]{16}|")
SINCE: Final = re.compile(r"([0-9]{1,15}) ([0-9]{1,10})")
SECONDS_MAX: Final = 2**33  # the year 2242


class _Place(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """What a cursor says."""

    question: str
    at: int
    article: str
    story: str = ""


def next_address(where: str, query: Query, cursor: str, *, name: str = "cursor") -> str:
    """The address of the next part of the same list."""
    given = msgspec.to_builtins(query)
    plain = {name: value for name, value in given.items() if value is not None}
    usual = {one.encode_name: one.default for one in msgspec.structs.fields(type(query))}
    asked = {name: value for name, value in plain.items() if value != usual.get(name)}
    return f"{where}?{urlencode(asked | {name: cursor})}"


def write_cursor(page: str, query: Query, place: Listed) -> str:
    """A word for a place in the list that `query` asks `page` for."""
    told = _Place(
        question=_question(page, query),
        at=int(place.effective_at.timestamp()),
        article=place.article_id,
        story=place.story_id or "",
    )
    return base64.urlsafe_b64encode(msgspec.json.encode(told)).decode().rstrip("=")


def read_cursor(page: str, query: Query, cursor: str) -> Listed:
    """The place; Refusal when it is no word of ours, or belongs to another question."""
    told = _decoded(cursor, _Place)
    if told.question != _question(page, query):
        raise Refusal("cursor", "It belongs to another list, or to other filters.")
    if not (ID.fullmatch(told.article) and ID.fullmatch(told.story)) or abs(told.at) > SECONDS_MAX:
        raise Refusal("cursor", "It names no place.")
    return Listed(
        effective_at=datetime.fromtimestamp(told.at, UTC),
        article_id=ArticleId(told.article),
        story_id=StoryId(told.story) if told.story else None,
    )


def write_word(page: str, query: Query, word: str) -> str:
    """The same for a list that goes by one word."""
    return (
        base64.urlsafe_b64encode(msgspec.json.encode((_question(page, query), word)))
        .decode()
        .rstrip("=")
    )


def read_word(page: str, query: Query, cursor: str) -> str:
    """The word; Refusal as in `read_cursor`."""
    question, word = _decoded(cursor, tuple[str, str])
    if question != _question(page, query):
        raise Refusal("cursor", "It belongs to another list, or to other filters.")
    return word


def write_since(page: str, query: Query, after: int, known: datetime) -> str:
    """A word for the log of changes: behind which event, and until when nothing was missed."""
    return write_word(page, query, f"{after} {int(known.timestamp())}")


def read_since(page: str, query: Query, cursor: str) -> tuple[int, datetime]:
    """Behind which event, and until when nothing was missed; Refusal as in `read_cursor`."""
    match = SINCE.fullmatch(read_word(page, query, cursor))
    if match is None:
        raise Refusal("cursor", "It names no place.")
    return int(match[1]), datetime.fromtimestamp(int(match[2]), UTC)


def _decoded(cursor: str, shape: type[T]) -> T:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        plain = base64.b64decode(padded, altchars=b"-_", validate=True)
        return msgspec.json.decode(plain, type=shape)
    except (binascii.Error, ValueError) as cause:
        raise Refusal("cursor", "It cannot be read.") from cause


def _question(page: str, query: Query) -> str:
    asked = msgspec.to_builtins(query)
    kept = sorted((name, str(value)) for name, value in asked.items() if name not in NOT_PART)
    return hashlib.blake2b(repr((page, kept)).encode(), digest_size=6).hexdigest()
