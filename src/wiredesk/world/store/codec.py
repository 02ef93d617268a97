"""Records into columns and back: times as seconds, the rest as JSON."""

from datetime import UTC, datetime
from typing import TypeVar

import msgspec

T = TypeVar("T")


def seconds(moment: datetime) -> int:
    """Whole seconds since 1970."""
    return int(moment.timestamp())


def moment(stored: int) -> datetime:
    """The moment that was stored."""
    return datetime.fromtimestamp(stored, UTC)


def moment_or_none(stored: int | None) -> datetime | None:
    """The moment that was stored, if one was."""
    return None if stored is None else moment(stored)


def to_json(record: object) -> str:
    """A record as JSON text."""
    return msgspec.json.encode(record).decode()


def from_json(stored: str | bytes, shape: type[T]) -> T:
    """The record that was stored."""
    return msgspec.json.decode(stored, type=shape)
