"""What all sides of the store share: the database, and how outcomes are kept."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Final

from wiredesk.records.outcome import Stage
from wiredesk.records.reason import Reason
from wiredesk.world.store.codec import seconds, to_json
from wiredesk.world.store.connection import Database, Row

PART_ROWS: Final = 1_000  # read at once when all of a table is asked for: a few megabytes
Decided = tuple[str, tuple[Reason, ...], object]
"""Subject, reasons, verdict."""


class OutcomeStore:
    """Holds the database; keeps outcomes; reads long answers a part at a time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def close(self) -> None:
        """Let go of everything; harmless when done twice."""
        self._database.close()

    def dump(self) -> str:
        """Every row of every table as text; for tests."""
        return self._database.dump()

    def _save_outcomes(
        self, step: Stage, decided: Iterable[Decided], *, version: int, now: datetime
    ) -> None:
        """What a step decided about each subject; None is no verdict."""
        at = seconds(now)
        self._database.write_many(
            "save_outcome",
            (
                (
                    subject,
                    step.value,
                    version,
                    at,
                    to_json(reasons),
                    "" if verdict is None else to_json(verdict),
                )
                for subject, reasons, verdict in decided
            ),
        )

    def _parts(self, query: str, *, key: str, begin: Any, **values: Any) -> Iterator[Row]:
        """All rows of a query that takes `key` (its first column, where to go on) and `limit`."""
        at = begin
        while rows := self._database.rows(query, {**values, key: at, "limit": PART_ROWS}):
            yield from rows
            at = rows[-1][0] + 1 if isinstance(rows[-1][0], int) else rows[-1][0]
