"""Dates as publishers write them, read into a bounded, aware type.

In: a string from a feed, a page or a header.  Out: an aware datetime in UTC, or None.  Nothing is
invented: a missing time of day is said by `has_time`.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

YEAR_MIN: Final = 1990  # before the web: a default value, not a date (SCORES.md 1)
YEAR_MAX: Final = 2100
DATE_CHARACTERS_MAX: Final = 100

_ISO = re.compile(
    r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"
    r"(?:[T\s]+(?P<H>\d{1,2}):(?P<M>\d{2})(?::(?P<S>\d{2})(?:[.,]\d+)?)?)?"
    r"\s*(?P<z>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A date that was read: when, and whether the writer stated the time of day."""

    at: datetime
    has_time: bool


def parse_moment(text: str) -> Moment | None:
    """The moment that `text` states, in UTC; None when it states none or one before 1990."""
    text = text.strip()[:DATE_CHARACTERS_MAX]
    return _iso(text) or _rfc822(text)


def rfc3339(moment: datetime) -> str:
    """`moment` as records write it: UTC, to the second, `Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _iso(text: str) -> Moment | None:
    found = _ISO.match(text)
    if found is None:
        return None
    part = {name: int(value or 0) for name, value in found.groupdict().items() if name != "z"}
    try:
        local = datetime(
            part["y"], part["m"], part["d"], part["H"], part["M"], min(part["S"], 59), tzinfo=UTC
        )
        at = local - _offset(found["z"])
    except (ValueError, OverflowError):
        return None
    return _bounded(at, has_time=found["H"] is not None)


def _offset(zone: str | None) -> timedelta:
    if not zone or zone.upper() in {"Z", "UTC", "GMT"}:
        return timedelta()
    digits = zone[1:].replace(":", "").ljust(4, "0")
    shift = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if shift > timedelta(hours=14):
        raise ValueError(zone)
    return -shift if zone[0] == "-" else shift


def _rfc822(text: str) -> Moment | None:
    try:
        at = parsedate_to_datetime(text)
        aware = at if at.tzinfo else at.replace(tzinfo=UTC)
        return _bounded(aware.astimezone(UTC), has_time=":" in text)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _bounded(at: datetime, *, has_time: bool) -> Moment | None:
    return Moment(at=at, has_time=has_time) if YEAR_MIN <= at.year <= YEAR_MAX else None
