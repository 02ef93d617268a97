"""What a server means by Retry-After and Cache-Control.

In: header text and now.  Out: a time span within bounds, or None.  Never raises (SAFETY.md F030).
"""

import re
from datetime import datetime, timedelta
from typing import Final

from wiredesk.basics.dates import parse_moment

RETRY_AFTER_MIN: Final = timedelta(minutes=1)  # nobody who answers 429 wants us back in a second
RETRY_AFTER_MAX: Final = timedelta(hours=24)  # "saw 317100 sec (88h!) once": SAFETY.md T20
CACHE_AGE_MAX: Final = timedelta(days=7)  # SAFETY.md T20
HEADER_CHARACTERS_MAX: Final = 200
_DIGITS_MAX: Final = 12  # more seconds than that are for ever anyway
_SECONDS = re.compile(r"(-?)([0-9]+)(?:\.[0-9]*)?")
_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s{0,3}=\s{0,3}\"?([0-9]{1,20})", re.IGNORECASE)


def parse_retry_after(text: str, *, now: datetime) -> timedelta | None:
    """How long to wait (RFC 9110 section 10.2.3), 1 minute to 24 hours; None when it says nothing.

    Of several values, as two headers joined by a comma are, the longest is taken.
    """
    assert now.tzinfo is not None, "now must be aware"
    line = text[:HEADER_CHARACTERS_MAX].strip()
    whole = _wait(line, now)
    if whole is not None:
        return whole
    waits = [wait for part in line.split(",") if (wait := _wait(part.strip(), now)) is not None]
    return max(waits, default=None)


def parse_max_age(text: str) -> timedelta | None:
    """The `max-age` of a Cache-Control header, at most 7 days; None when it states none."""
    found = _MAX_AGE.search(text[:HEADER_CHARACTERS_MAX])
    if not found:
        return None
    return min(timedelta(seconds=min(int(found[1]), 10**9)), CACHE_AGE_MAX)


def _wait(text: str, now: datetime) -> timedelta | None:
    seconds = _SECONDS.fullmatch(text)
    if seconds:
        if seconds[1] or len(seconds[2]) > _DIGITS_MAX:
            return RETRY_AFTER_MIN if seconds[1] else RETRY_AFTER_MAX
        return _clamped(timedelta(seconds=min(int(seconds[2]), 10**9)))
    moment = parse_moment(text) if ":" in text else None
    return _clamped(moment.at - now) if moment else None


def _clamped(wait: timedelta) -> timedelta:
    return min(max(wait, RETRY_AFTER_MIN), RETRY_AFTER_MAX)
