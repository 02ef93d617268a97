"""How many requests somebody may send in a minute.

In: who asks, how many are allowed, now.  Out: whether it may, and what is left.  Keeps counts of the present minute in
memory only: no address is ever written down (SAFETY.md R11).
"""

import threading
from dataclasses import dataclass
from datetime import datetime
from typing import Final

WINDOW_SECONDS: Final = 60
ASKERS_MAX: Final = 65_536  # counted one by one in a minute; the rest share one count


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """Where somebody stands within the minute."""

    allowed: int
    left: int
    resets_in: int
    """Seconds."""
    is_over: bool


class Rates:
    """Counts the requests of the present minute."""

    def __init__(self) -> None:
        self._minute = 0
        self._counts: dict[str, int] = {}
        self._lock = threading.Lock()

    def count(self, who: str, *, allowed: int, now: datetime) -> Rate:
        """One more request of `who`."""
        minute, second = divmod(int(now.timestamp()), WINDOW_SECONDS)
        with self._lock:
            if minute != self._minute:
                self._minute, self._counts = minute, {}
            if who not in self._counts and len(self._counts) >= ASKERS_MAX:
                who = ""
            asked = self._counts[who] = self._counts.get(who, 0) + 1
        return Rate(
            allowed=allowed,
            left=max(allowed - asked, 0),
            resets_in=WINDOW_SECONDS - second,
            is_over=asked > allowed,
        )
