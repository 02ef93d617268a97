"""The store's side of counts for the desk."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from wiredesk.basics.ids import SourceId
from wiredesk.records.hold import HoldReason
from wiredesk.records.outcome import Stage
from wiredesk.records.overview import SourceFigures
from wiredesk.records.source import DueSource, Polling, Source
from wiredesk.records.user import Session
from wiredesk.world.store.codec import from_json, moment, seconds, to_json
from wiredesk.world.store.outcomes import OutcomeStore


class OverviewStore(OutcomeStore):
    """How much waits, and how much came of what."""

    def count_held_for(self, reasons: Sequence[HoldReason], *, limit: int) -> int:
        """Held articles whose first hold is one of these; at most `limit`."""
        values = {"reasons": to_json(list(reasons)), "limit": limit}
        return self._counted("count_held_for", values)

    def count_at(self, stage: Stage, *, now: datetime, limit: int) -> int:
        """Articles that wait for a step and are due; at most `limit`."""
        values = {"stage": stage.value, "now": seconds(now), "limit": limit}
        return self._counted("count_at", values)

    def load_last_out(self) -> datetime | None:
        """When a record last went out or was withdrawn."""
        row = self._database.row("load_last_out")
        return moment(row[0]) if row else None

    def load_source(self, source_id: SourceId) -> DueSource | None:
        """One followed source with its polling."""
        row = self._database.row("load_source", (source_id,))
        if row is None:
            return None
        return DueSource(source=from_json(row[0], Source), polling=from_json(row[1], Polling))

    def list_source_figures(self, *, since: datetime) -> Mapping[SourceId, SourceFigures]:
        """What each followed source brought first since then."""
        rows = self._database.rows("list_source_figures", {"since": seconds(since)})
        return {
            SourceId(row[0]): SourceFigures(
                articles=row[1], published=row[2], copies=row[3], last_at=moment(row[4])
            )
            for row in rows
        }

    def list_sessions(self) -> list[Session]:
        """All sessions, by user."""
        return [
            Session(
                token_hash=row[0],
                user=row[1],
                begun_at=moment(row[2]),
                seen_at=moment(row[3]),
                csrf=row[4],
            )
            for row in self._database.rows("list_sessions")
        ]

    def _counted(self, query: str, values: dict[str, Any]) -> int:
        row = self._database.row(query, values)
        return int(row[0]) if row else 0
