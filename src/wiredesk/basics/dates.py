"""Dates as publishers write them, read into a bounded, aware type.

In: a string from a feed, a page or a header.  Out: an aware datetime in UTC, or None.  Nothing is
invented: a missing time of day is said by `has_time`, and an impossible day is no date at all.
Never raises; every pattern is linear over at most 100 characters.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from wiredesk.basics.months import MONTHS, WORD_CHARACTERS

YEAR_MIN: Final = 1990  # before the web: a default value, not a date (SCORES.md 1)
YEAR_MAX: Final = 2100
DATE_CHARACTERS_MAX: Final = 100
OFFSET_MAX: Final = timedelta(hours=14)  # no zone on earth lies further from UTC
TWO_DIGIT_YEAR_PIVOT: Final = 69  # RFC 5322 section 4.3 and POSIX: 69..99 are 19xx
EPOCH_MILLISECONDS_MIN: Final = 10**11  # as seconds that would be the year 5138

# Zone names that RFC 822 defines and the few that feeds really use.  CST and IST are ambiguous:
# the American reading of CST is the RFC's; IST stays unread but for India, its usual writer.
ZONES: Final = {
    "Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0, "BST": 60, "WEST": 60, "CET": 60, "CEST": 120,
    "MEZ": 60, "MESZ": 120, "EET": 120, "EEST": 180, "MSK": 180, "IST": 330, "HKT": 480,
    "SGT": 480, "AWST": 480, "JST": 540, "KST": 540, "ACST": 570, "AEST": 600, "AEDT": 660,
    "NZST": 720, "NZDT": 780, "EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420,
    "MDT": -360, "PST": -480, "PDT": -420, "AKST": -540, "AKDT": -480, "HST": -600, "AST": -240,
    "ADT": -180, "ET": -300, "CT": -360, "MT": -420, "PT": -480,
}  # fmt: skip

_ZONE = r"(?P<zone>Z|[A-Z]{2,5}|(?:GMT|UTC)?\s?[+-]\d{1,2}:?\d{2}|(?:GMT|UTC)?[+-]\d{1,2})"
_CLOCK = r"(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d{1,9})?)?"
_HALF = r"\s?(?P<half>[ap]\.?m\.?)?"
_TIME = rf"(?:{_CLOCK}{_HALF}(?:\s?{_ZONE})?)"
_WORD = rf"[{WORD_CHARACTERS}]"

# The two forms that nearly every feed uses, tried first and without any search.
_ISO = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
    rf"(?:[T\s]\s?{_CLOCK}\s?{_ZONE}?)?(?:\s?\((?:[A-Z]{{1,5}})\))?$",
    re.IGNORECASE,
)
_RFC822 = re.compile(
    rf"(?:{_WORD}{{2,12}}\.?,?\s)?\s?(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?[\s-](?:de\s)?"
    rf"(?P<month>{_WORD}{{3,12}})\.?,?(?:\sde)?[\s-](?P<year>\d{{4}}|\d{{2}})"
    rf"(?:,?\s(?:(?:at|um|à|a las)\s)?{_TIME})?(?:\s?\([A-Za-z ]{{1,20}}\))?$",
    re.IGNORECASE,
)
_OTHERS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # Compact ISO 8601: 20260314T150926Z, 20260314.
        (
            r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"
            r"(?:[T\s]?(?P<hour>\d{2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2})(?:[.,]\d{1,9})?)?"
            rf"\s?{_ZONE}?)?$"
        ),
        # asctime (RFC 9110 section 5.6.7) and what `date` prints: Sat Mar 14 15:09:26 CET 2026.
        (
            rf"(?:{_WORD}{{2,12}}\.?,?\s)?(?P<month>{_WORD}{{3,12}})\.?\s(?P<day>\d{{1,2}})\s"
            rf"{_TIME}\s(?P<year>\d{{4}})$"
        ),
        # American: March 14, 2026 3:09 PM EST; Mar 14 2026.
        (
            rf"(?:{_WORD}{{2,12}}\.?,?\s)?(?P<month>{_WORD}{{3,12}})\.?\s"
            rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year>\d{{4}})(?:,?\s(?:(?:at|-)\s)?{_TIME})?$"
        ),
        # Year first with slashes or dots: 2026/03/14 15:09.
        rf"(?P<year>\d{{4}})[/.](?P<month>\d{{1,2}})[/.](?P<day>\d{{1,2}})(?:,?\s{_TIME})?$",
        # Dots mean day first everywhere that they are used: 14.03.2026 15:09.
        rf"(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?(?P<year>\d{{4}})(?:,?\s{_TIME})?$",
        # East Asian: 2026年3月14日 15:09, 2026년 3월 14일.
        (
            r"(?P<year>\d{4})[年년]\s?(?P<month>\d{1,2})[月월]\s?(?P<day>\d{1,2})[日일]"
            rf"(?:\s?{_TIME})?$"
        ),
        # Month only, W3C note-datetime: 2026-03.
        r"(?P<year>\d{4})-(?P<month>\d{2})$",
    )
)
_EPOCH = re.compile(r"(\d{9,10}|\d{12,13})(?:\.\d{1,9})?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A date that was read: when, and whether the writer stated the time of day."""

    at: datetime
    has_time: bool


def parse_moment(text: str) -> Moment | None:
    """The moment that `text` states, in UTC; None when it states none or one outside 1990–2100.

    A time without a zone is read as UTC, the only reading that is the same on every machine.
    """
    if len(text) > DATE_CHARACTERS_MAX * 2:
        return None
    line = " ".join(text.split())
    if not line or len(line) > DATE_CHARACTERS_MAX:
        return None
    usual = _usual_iso(line) if line[4:5] == "-" else _usual_rfc822(line)
    if usual is not None:
        return _bounded(usual, has_time=True)
    found = (_ISO if line[4:5] == "-" else _RFC822).match(line)
    return _stated(found) if found else _unusual(line)


def rfc3339(moment: datetime) -> str:
    """`moment` as records write it: UTC, to the second, `Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _usual_iso(line: str) -> datetime | None:
    """`2026-03-14T15:09:26+01:00`, as nine in ten Atom dates are; an eighth of the pattern's time."""
    if len(line) < 19 or line[13] != ":":
        return None
    try:
        at = datetime.fromisoformat(line)
        offset = at.utcoffset() or timedelta()
        at = at.replace(tzinfo=UTC, microsecond=0)
        return at - offset if abs(offset) <= OFFSET_MAX else None
    except (ValueError, OverflowError):
        return None


def _usual_rfc822(line: str) -> datetime | None:
    """`Sat, 14 Mar 2026 15:09:26 +0100`, as nine in ten RSS dates are."""
    if len(line) < 25 or line[3] != ",":
        return None
    parts = line.split(" ")
    if len(parts) != 6 or len(parts[3]) != 4 or len(parts[4]) != 8:
        return None
    month = MONTHS.get(parts[2].lower())
    minutes = 0 if parts[5] in _AT_UTC else _numeric_offset(parts[5])
    if month is None or minutes is None:
        return None
    clock = parts[4]
    try:
        local = datetime(
            int(parts[3]),
            month,
            int(parts[1]),
            int(clock[:2]),
            int(clock[3:5]),
            int(clock[6:]),
            tzinfo=UTC,
        )
        return local - timedelta(minutes=minutes)
    except (ValueError, OverflowError):
        return None


_AT_UTC: Final = frozenset({"GMT", "+0000", "UTC", "Z"})


def _numeric_offset(zone: str) -> int | None:
    if len(zone) != 5 or zone[0] not in "+-" or not (zone[1:].isascii() and zone[1:].isdecimal()):
        return None
    hours, minutes = int(zone[1:3]), int(zone[3:])
    if minutes > 59 or hours * 60 + minutes > OFFSET_MAX.total_seconds() // 60:
        return None
    return (hours * 60 + minutes) * (-1 if zone[0] == "-" else 1)


def _unusual(line: str) -> Moment | None:
    epoch = _EPOCH.match(line)
    if epoch:
        number = int(epoch[1])
        seconds = number / 1000 if number >= EPOCH_MILLISECONDS_MIN else number
        at = datetime.fromtimestamp(int(seconds), tz=UTC)
        return _bounded(at, has_time=True)
    for pattern in _OTHERS:
        found = pattern.match(line)
        if found:
            return _stated(found)
    return None


def _stated(found: re.Match[str]) -> Moment | None:
    part = found.groupdict()
    month = _month(part["month"])
    if month is None:
        return None
    hour = _hour(int(part.get("hour") or 0), part.get("half"))
    # A leap second is the last second of its minute: no clock of ours can hold it.
    second = min(int(part.get("second") or 0), 59)
    try:
        local = datetime(
            _year(part["year"]),
            month,
            int(part.get("day") or 1),
            hour,
            int(part.get("minute") or 0),
            second,
            tzinfo=UTC,
        )
        at = local - _offset(part.get("zone"))
    except (ValueError, OverflowError):
        return None
    return _bounded(at, has_time=part.get("hour") is not None)


def _month(text: str) -> int | None:
    return int(text) if text.isdecimal() else MONTHS.get(text.casefold().rstrip("."))


def _year(text: str) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    return year + (1900 if year >= TWO_DIGIT_YEAR_PIVOT else 2000)


def _hour(hour: int, half: str | None) -> int:
    if not half:
        return hour
    if not 1 <= hour <= 12:
        return -1  # 15 p.m. is nobody's time; datetime refuses it
    return hour % 12 + (12 if half[0] in "pP" else 0)


def _offset(zone: str | None) -> timedelta:
    if not zone:
        return timedelta()
    upper = zone.upper().replace(" ", "")
    if upper.isalpha():
        # RFC 5322 section 4.3: a zone that nobody knows is read as no zone.
        return timedelta(minutes=ZONES.get(upper, 0))
    bare = upper.removeprefix("GMT").removeprefix("UTC")
    digits = bare[1:].replace(":", "")
    hours, minutes = (digits, "0") if len(digits) <= 2 else (digits[:-2], digits[-2:])
    shift = timedelta(hours=int(hours), minutes=int(minutes))
    if shift > OFFSET_MAX or int(minutes) > 59:
        raise ValueError(zone)
    return -shift if bare[0] == "-" else shift


def _bounded(at: datetime, *, has_time: bool) -> Moment | None:
    return Moment(at=at, has_time=has_time) if YEAR_MIN <= at.year <= YEAR_MAX else None
