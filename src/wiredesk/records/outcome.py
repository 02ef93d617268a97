"""An outcome: what a step decided about one subject, with its version and its reasons."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from wiredesk.records.reason import Reason


class Stage(StrEnum):
    """What an article waits for next; the ten steps in route order, and the end."""

    POLL = "poll"
    FETCH = "fetch"
    READ = "read"
    MATCH = "match"
    GROUP = "group"
    LABEL = "label"
    GRADE = "grade"
    RANK = "rank"
    HOLD = "hold"
    PUBLISH = "publish"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One line of a trace."""

    subject: str
    """Id of the article, source or story that was judged."""
    step: Stage
    version: int
    """Version of the step that decided, so that `rerun` knows what is old."""
    at: datetime
    reasons: tuple[Reason, ...]
    verdict: bytes = b""
    """The step's own record as JSON."""
