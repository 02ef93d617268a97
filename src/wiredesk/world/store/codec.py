"""Records into columns and back: times as seconds, the rest as JSON."""

from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec

from wiredesk.basics.errors import StoreError

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
    return _ENCODER.encode(record).decode()


def from_json(stored: str | bytes, shape: type[T]) -> T:
    """The record that was stored; StoreError when it is not of that shape."""
    try:
        record: T = _DECODERS[shape].decode(stored)
    except (msgspec.DecodeError, UnicodeDecodeError) as cause:
        named = getattr(shape, "__name__", str(shape))
        raise StoreError(
            f"what is stored as {named} cannot be read: {cause}.",
            remedy="Restore the database from a backup; `wiredesk doctor` says whether it is whole.",
            code="corrupt",
        ) from cause
    return record


_ENCODER = msgspec.json.Encoder()


class _Decoders(dict[Any, Any]):
    """One decoder per shape: making one costs more than decoding an article."""

    def __missing__(self, shape: Any) -> Any:
        self[shape] = decoder = msgspec.json.Decoder(shape)
        return decoder


_DECODERS = _Decoders()
