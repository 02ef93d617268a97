"""An act: one line of the audit, what a person did to the hub and whether it was taken back."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from wiredesk.basics.ids import ArticleId, RequestId, StoryId


class ActKind(StrEnum):
    """What a person may do."""

    RELEASE = "release"
    REJECT = "reject"
    HOLD = "hold"
    UNDECIDE = "undecide"
    """What was chosen is taken back: the machine judges again."""
    EDIT = "edit"
    PIN = "pin"
    UNPIN = "unpin"
    TAKE_DOWN = "take_down"
    PUT_BACK = "put_back"
    MOVE = "move"
    MERGE = "merge"
    SPLIT = "split"
    APART = "apart"
    LEAD = "lead"
    UNDO = "undo"
    PAUSE = "pause"
    RESUME = "resume"
    CLEAR_ALARM = "clear_alarm"
    USER = "user"
    """People who may enter were changed."""
    API_KEY = "api_key"


CHOICES: Final = frozenset({ActKind.RELEASE, ActKind.REJECT, ActKind.HOLD, ActKind.UNDECIDE})
KEPT_ELSEWHERE: Final = frozenset(
    {ActKind.PAUSE, ActKind.RESUME, ActKind.CLEAR_ALARM, ActKind.USER, ActKind.API_KEY}
)
"""Their effect is not of the audit, and they are taken back where they were done."""
CORRECTIONS: Final = frozenset(
    {ActKind.MOVE, ActKind.MERGE, ActKind.SPLIT, ActKind.APART, ActKind.LEAD}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Who did what, when, to what."""

    number: int = 0
    """Its place in the audit, from 1; 0 until it is kept."""
    id: RequestId
    """Of the request that it answers."""
    kind: ActKind
    at: datetime
    by: str
    note: str = ""
    subject: str = ""
    """What it is about: an article, a story; the first of them when there are several."""
    count: int = 1
    """How many it is about."""
    told: str = ""
    """What it changed, in a sentence: what was and what is."""
    until: datetime | None = None
    """When it ends by itself."""
    undoes: int = 0
    """Number of the act that it takes back."""
    undone_by: int = 0
    """Number of the act that took it back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What the hub's editors say of an article in place of its publisher; None leaves it the publisher's."""

    article_id: ArticleId
    title: str | None = None
    excerpt: str | None = None
    picture: str | None = None
    """Id of the family's article whose picture is shown; empty: none."""
    by: str = ""
    at: datetime | None = None
    act: int = 0
    """Number of the act that said so."""

    @property
    def is_empty(self) -> bool:
        """Whether everything is the publisher's."""
        return self.title is None and self.excerpt is None and self.picture is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """A story that stands on top of the front page until a time."""

    story_id: StoryId
    until: datetime
    by: str
    act: int = 0
    """Number of the act that said so; the latest stands highest."""
