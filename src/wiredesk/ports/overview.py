"""The store, side by side: counts for the desk.  Each stops at a limit, or is asked for seldom."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from wiredesk.basics.ids import SourceId
from wiredesk.records.hold import HoldReason
from wiredesk.records.outcome import Stage
from wiredesk.records.overview import SourceFigures
from wiredesk.records.source import DueSource
from wiredesk.records.user import Session


class OverviewStore(Protocol):
    """How much waits, and how much came of what."""

    def count_held_for(self, reasons: Sequence[HoldReason], *, limit: int) -> int:
        """Held articles whose first hold is one of these; at most `limit`."""
        ...

    def count_at(self, stage: Stage, *, now: datetime, limit: int) -> int:
        """Articles that wait for a step and are due; at most `limit`."""
        ...

    def load_last_out(self) -> datetime | None:
        """When a record last went out or was withdrawn; None when none ever did."""
        ...

    def load_source(self, source_id: SourceId) -> DueSource | None:
        """One followed source with its polling; None when it is not followed."""
        ...

    def list_source_figures(self, *, since: datetime) -> Mapping[SourceId, SourceFigures]:
        """What each followed source brought first since then; those that brought nothing are left out."""
        ...

    def list_sessions(self) -> list[Session]:
        """All sessions, by user, the one seen last first."""
        ...
