"""Time as an argument: the only place that asks the machine what time it is.

Nothing in `craft` or `records` imports this.
"""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time; always aware, always UTC."""

    def now(self) -> datetime:
        """The present moment."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present moment, to the second: no record states more."""
        return datetime.now(UTC).replace(microsecond=0)


class SetClock:
    """A clock that stands where it was put, until it is started; for replays, demos and tests."""

    def __init__(self, now: datetime) -> None:
        assert now.tzinfo is not None, "now must be aware"
        self._now = now.astimezone(UTC)
        self._started_at: datetime | None = None

    def now(self) -> datetime:
        """Where the clock was put last, and what has passed since it was started."""
        if self._started_at is None:
            return self._now
        return self._now + (SystemClock().now() - self._started_at)

    def start(self) -> None:
        """From here on it runs as the machine's does."""
        self._started_at = SystemClock().now()

    def set(self, now: datetime) -> None:
        """Put the clock to `now`."""
        assert now.tzinfo is not None, "now must be aware"
        self._now = now.astimezone(UTC)

    def advance(self, by: timedelta) -> None:
        """Move the clock on by `by`."""
        self._now += by
