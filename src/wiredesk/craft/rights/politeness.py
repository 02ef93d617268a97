"""What a server asks of us in headers, read within bounds.

In: header values.  Out: bounded times.
"""

from datetime import datetime, timedelta
from typing import Final

from wiredesk.basics.dates import parse_moment

SILENCE_MIN: Final = timedelta(minutes=1)
SILENCE_MAX: Final = timedelta(
    hours=24
)  # Media Cloud saw 88 h once and caps at a day (SAFETY.md T20)


def parse_retry_after(text: str, *, now: datetime) -> timedelta | None:
    """How long a 429 or 503 asks us to wait, between 1 minute and 24 hours; None when it says nothing.

    RFC 9110, 10.2.3: seconds or an HTTP date.
    """
    text = text.strip()
    if text.isascii() and text.isdigit():
        seconds = int(text) if len(text) < 10 else SILENCE_MAX.total_seconds()
        return _bounded(timedelta(seconds=min(seconds, SILENCE_MAX.total_seconds())))
    moment = parse_moment(text) if text else None
    return _bounded(moment.at - now) if moment else None


def _bounded(wait: timedelta) -> timedelta:
    return min(max(wait, SILENCE_MIN), SILENCE_MAX)
