"""What all sides of the store share: the database, and how an outcome is kept."""

from datetime import datetime

from wiredesk.records.outcome import Stage
from wiredesk.records.reason import Reason
from wiredesk.world.store.codec import seconds, to_json
from wiredesk.world.store.connection import Database


class OutcomeStore:
    """Holds the database; keeps outcomes; moves articles on."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def close(self) -> None:
        """Let go of everything; harmless when done twice."""
        self._database.close()

    def dump(self) -> str:
        """Every row of every table as text; for tests."""
        return self._database.dump()

    def _save_outcome(
        self,
        subject: str,
        step: Stage,
        *,
        version: int,
        now: datetime,
        reasons: tuple[Reason, ...],
        verdict: object = None,
    ) -> None:
        self._database.write(
            "save_outcome",
            {
                "subject": subject,
                "step": step.value,
                "version": version,
                "at": seconds(now),
                "reasons": to_json(reasons),
                "verdict": "" if verdict is None else to_json(verdict),
            },
        )

    def _advance(self, article_id: str, stage: Stage, *, now: datetime) -> None:
        values = {"id": article_id, "stage": stage.value, "due_at": seconds(now)}
        self._database.write("advance", values)
