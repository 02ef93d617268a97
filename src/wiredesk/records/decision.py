"""A decision: what a person chose for one article, and when."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from wiredesk.basics.ids import ArticleId


class Choice(StrEnum):
    """What a person may choose; the last one counts."""

    RELEASE = "release"
    """Publish it whatever the machine found, rights and safety excepted."""
    HOLD = "hold"
    """Keep it back until somebody chooses otherwise."""
    REJECT = "reject"
    """It is not wanted: it leaves the inbox."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Who chose what, when, and why."""

    article_id: ArticleId
    choice: Choice
    by: str = ""
    """Name of the person; empty when it is not known."""
    at: datetime | None = None
    note: str = ""
    until: datetime | None = None
    """When a hold lifts itself; None when it does not."""

    def __str__(self) -> str:
        day = f" on {self.at:%Y-%m-%d %H:%M} UTC" if self.at else ""
        until = f", until {self.until:%Y-%m-%d %H:%M} UTC" if self.until else ""
        note = f": {self.note.rstrip('.')}" if self.note else ""
        return f"{self.by or 'An editor'} chose to {self.choice.value} it{day}{until}{note}."
