"""Requests: what a person asks of the hub, whoever writes to it.

Each names what it is about by ids that are made of content, who asks and when, and what the person had seen.
The same request handed over twice is one: its id is made of what it says.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from wiredesk.basics.ids import ArticleId, RequestId, StoryId, content_id
from wiredesk.records.correction import CorrectionRequest
from wiredesk.records.decision import Choice
from wiredesk.records.held import HeldFilter
from wiredesk.records.rights import TakedownReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What every request says of whoever asks."""

    by: str
    """Name of the person."""
    at: datetime
    note: str = ""
    seen: int = 0
    """Number of the last act that the person could know of."""
    seen_at: datetime | None = None
    """When the person was shown what the request is about; None: it does not matter what was read since."""

    @property
    def id(self) -> RequestId:
        """The same request, handed over twice, is one."""
        return RequestId(content_id("q", repr(self)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceRequest(Asked):
    """Release, reject or hold articles, or take back what was chosen for them."""

    choice: Choice | None
    """None takes back: the machine judges again."""
    articles: tuple[ArticleId, ...] = ()
    matching: HeldFilter | None = None
    """All held articles that match, instead of `articles`."""
    counted: int = 0
    """How many matched when the person looked."""
    until: datetime | None = None
    """When a hold lifts itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditRequest(Asked):
    """Give an article a headline, an excerpt or a picture of ours; what is None goes back to the publisher's."""

    article: ArticleId
    title: str | None = None
    excerpt: str | None = None
    picture: str | None = None
    """Id of the family's article whose picture is shown; empty: none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PinRequest(Asked):
    """Pin a story to the top of the front page, or no longer."""

    story: StoryId
    until: datetime | None = None
    """None: no longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakedownRequest(Asked):
    """Take an article out of every exit."""

    article: ArticleId
    reason: TakedownReason
    at_once: bool = False
    """Remove its texts at once: no undoing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PutBackRequest(Asked):
    """Put back what was taken down and not purged yet."""

    article: ArticleId


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoRequest(Asked):
    """Take an act back, a bulk one as a whole."""

    number: int


Request = (
    CorrectionRequest
    | ChoiceRequest
    | EditRequest
    | PinRequest
    | TakedownRequest
    | PutBackRequest
    | UndoRequest
)
KINDS: Final[Mapping[str, type[Request]]] = {
    "correct": CorrectionRequest,
    "choose": ChoiceRequest,
    "edit": EditRequest,
    "pin": PinRequest,
    "take_down": TakedownRequest,
    "put_back": PutBackRequest,
    "undo": UndoRequest,
}
"""By the name under which they are kept."""


def articles_of(request: Request) -> tuple[ArticleId, ...]:
    """The articles that it names; none when it is about all that match, a story, or an act."""
    match request:
        case CorrectionRequest() | ChoiceRequest():
            return request.articles
        case EditRequest() | TakedownRequest() | PutBackRequest():
            return (request.article,)
        case PinRequest() | UndoRequest():
            return ()


def stories_of(request: Request) -> tuple[str, ...]:
    """The stories that it names, as they were given."""
    match request:
        case CorrectionRequest():
            return request.stories
        case PinRequest():
            return (request.story,)
        case _:
            return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a request was not done."""

    code: str
    """`conflict`: another person changed it since it was seen.  `already`: it is so.  Else what is wrong with it."""
    told: str
    remedy: str = ""
