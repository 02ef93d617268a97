"""What a page computes that need not be computed for every look at it.

In: a name, how long it holds, how it is made.  Out: the value, made anew when it is too old.  Only for counts over
everything, which the page says the age of; never for what an editor just changed.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import RLock
from typing import Any, TypeVar

ValueT = TypeVar("ValueT")


@dataclass(slots=True)
class Memory:
    """Values with when they were made; pages are answered by several threads."""

    _kept: dict[str, tuple[datetime, Any]] = field(default_factory=dict)
    _lock: RLock = field(default_factory=RLock)  # a value may be made of another one

    def recall(
        self, name: str, make: Callable[[], ValueT], *, holds: timedelta, now: datetime
    ) -> tuple[ValueT, datetime]:
        """The value, and when it was made."""
        with self._lock:
            kept = self._kept.get(name)
            if kept is not None and timedelta() <= now - kept[0] < holds:
                return kept[1], kept[0]
            value = make()
            self._kept[name] = (now, value)
            return value, now

    def forget(self, name: str) -> None:
        """An editor changed what it counts."""
        with self._lock:
            self._kept.pop(name, None)
