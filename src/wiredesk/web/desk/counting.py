"""How much waits for a person: the numbers in the navigation.  Each stops at a limit, so that no pile slows a page."""

from datetime import datetime
from typing import Final

from wiredesk.craft.editorial import WAITS_FOR_PERSON
from wiredesk.records.outcome import Stage
from wiredesk.web.desk.visit import Desk

COUNT_MAX: Final = 10_000


def count_waiting(desk: Desk, _now: datetime) -> int:
    """Held articles that a person has to decide on."""
    return desk.store.count_held_for(WAITS_FOR_PERSON, limit=COUNT_MAX)


def count_to_publish(desk: Desk, now: datetime) -> int:
    """Articles that the next publish looks at."""
    return desk.store.count_at(Stage.PUBLISH, now=now, limit=COUNT_MAX)
