"""The shapes of what may stand behind the question mark, and of what is sent.  The OpenAPI document is made from them."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from wiredesk.records.hold import HoldReason
from wiredesk.records.searching import Order
from wiredesk.web.api.shapes import Score


class StoryOrder(StrEnum):
    """How stories are sorted."""

    FRONT = "front"
    NEWEST = "newest"


class Form(StrEnum):
    """How articles are written."""

    RECORD = "record"
    NINJS = "ninjs"


Limit = Annotated[int, Meta(ge=1, le=100, description="How many at most.")]
Cursor = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=400,
        pattern=r"^[A-Za-z0-9_-]+$",
        description="From `next`: where the list goes on. Inserts do not disturb it.",
    ),
]
TopicParameter = Annotated[
    str, Meta(min_length=1, max_length=100, description="Id of a topic; what lies below counts.")
]
Domain = Annotated[
    str, Meta(min_length=1, max_length=253, description="Registrable domain of a provider.")
]
Language = Annotated[
    str, Meta(pattern=r"^[a-z]{2,3}$", description="Primary language tag, such as `de`.")
]
Moment = Annotated[datetime, Meta(tz=True)]


class Query(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What stands behind the question mark; nothing else may."""


class NoQuery(Query, frozen=True, kw_only=True):
    """Nothing."""


class ListQuery(Query, frozen=True, kw_only=True):
    """What all filtered lists take."""

    topic: TopicParameter | None = None
    provider: Domain | None = None
    language: Language | None = None
    since: Annotated[Moment | None, Meta(description="Effective then or later (RFC 3339).")] = None
    until: Annotated[Moment | None, Meta(description="Effective before (RFC 3339).")] = None
    limit: Limit = 20
    cursor: Cursor | None = None


class ArticleQuery(ListQuery, frozen=True, kw_only=True):
    """Which articles."""

    quality_min: Annotated[Score, Meta(description="Quality of at least so much.")] = 0
    format: Form = Form.RECORD


class FormQuery(Query, frozen=True, kw_only=True):
    """How one article is written."""

    format: Form = Form.RECORD


class StoryQuery(ListQuery, frozen=True, kw_only=True):
    """Which stories."""

    order: Annotated[
        StoryOrder,
        Meta(
            description="`front`: as on the front page. `newest`: by the newest published report."
        ),
    ] = StoryOrder.FRONT
    heat_min: Annotated[Score, Meta(description="Heat of at least so much.")] = 0


class SearchQuery(Query, frozen=True, kw_only=True):
    """What is looked for."""

    q: Annotated[str, Meta(min_length=1, max_length=500, description="The query.")]
    order: Annotated[
        Order,
        Meta(description="`best`: what has all in its headline first. `time`: the newest first."),
    ] = Order.BEST
    limit: Limit = 20
    cursor: Cursor | None = None


class PartQuery(Query, frozen=True, kw_only=True):
    """A part of a list."""

    limit: Limit = 20
    cursor: Cursor | None = None


class HeldQuery(Query, frozen=True, kw_only=True):
    """Which held articles."""

    reason: Annotated[HoldReason | None, Meta(description="Held first of all for this.")] = None
    topic: TopicParameter | None = None
    provider: Domain | None = None
    language: Language | None = None
    limit: Limit = 20
    cursor: Cursor | None = None


Since = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=400,
        pattern=r"^[A-Za-z0-9_:.+-]+$",
        description="From `next`, or a time (RFC 3339) of the last 30 days. Absent: from now on.",
    ),
]


class ChangeQuery(Query, frozen=True, kw_only=True):
    """From when on."""

    since: Since | None = None
    topic: TopicParameter | None = None
    limit: Limit = 20


NUMBER_MAX: Final = 2**53 - 1  # what every reader of JSON keeps whole


class Deciding(StrEnum):
    """What may be chosen for an article."""

    RELEASE = "release"
    HOLD = "hold"
    REJECT = "reject"
    UNDECIDE = "undecide"


class Decision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is chosen for an article."""

    choice: Annotated[
        Deciding,
        Meta(description="`undecide` takes back what was chosen: the machine judges again."),
    ]
    note: Annotated[str, Meta(max_length=500, description="Why; the audit shows it.")] = ""
    until: Annotated[Moment | None, Meta(description="When a hold lifts itself.")] = None
    seen: Annotated[
        Annotated[int, Meta(ge=0, le=NUMBER_MAX)] | None,
        Meta(
            description="Number of the last act you know of: what another changed since is a conflict."
        ),
    ] = None
