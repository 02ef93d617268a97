"""What is published, as a program is given it: articles with their records, stories with their reports."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from wiredesk.basics.ids import ArticleId, FamilyId, StoryId
from wiredesk.records.event import Event
from wiredesk.records.family import Relation
from wiredesk.records.grade import Grade
from wiredesk.records.held import HeldLine
from wiredesk.records.hub import HeatPoint
from wiredesk.records.listing import Listed
from wiredesk.records.reason import Reason
from wiredesk.records.record import Record
from wiredesk.records.rights import Showable
from wiredesk.records.topic import Concept, Label


@dataclass(frozen=True, slots=True, kw_only=True)
class OutArticle:
    """One published article."""

    shown: Showable
    """What may go out of it as of now."""
    record: Record
    """As it is out."""
    path: str
    """Of its record."""
    story_id: StoryId
    labels: tuple[Label, ...] = ()
    """Most specific first."""
    related: Mapping[str, Showable] = field(default_factory=dict)
    """What may go out now of the reports that its record names as related, by address."""
    concepts: tuple[Concept, ...] = ()
    """IPTC Media Topics that its topics lie below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report of a story, as far as it is named there."""

    shown: Showable
    provider_name: str
    family_id: FamilyId
    relation: Relation
    origin: ArticleId | None
    """The article that it is a copy or revision of; None: itself."""
    quality: int
    received_at: datetime
    is_lead: bool
    is_out: bool
    """It is published by itself, not only named here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutStory:
    """One story with a published article."""

    id: StoryId
    heat: int
    reports: int
    independent: int
    sentence: str
    """`6 reports, 4 independent; first: …`."""
    lead: OutArticle
    """Its lead, or while that is not out the newest report that is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeStory:
    """A story with all that may be told of it."""

    story: OutStory
    members: tuple[Report, ...]
    """By receipt, then id."""
    reasons: tuple[Reason, ...]
    """What made its heat and its lead."""
    heats: tuple[HeatPoint, ...] = ()
    """How hot it was, from its first report until it was ranked last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """Why a published article stands where it stands."""

    article: OutArticle
    grade: Grade | None
    relation: tuple[Reason, ...] = ()
    """How its text stands to others."""
    story: tuple[Reason, ...] = ()
    """Why it is in its story."""
    heat: tuple[Reason, ...] = ()
    """What made its story's heat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """A part of what a query finds."""

    articles: tuple[OutArticle, ...]
    count: int
    """All hits, counted up to a limit."""
    ignored: tuple[str, ...]
    """What of the query could not be used."""
    cursor: str
    """Where the next part begins; empty: this is the last one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldArticle:
    """One held article, cut to what may be shown of it."""

    line: HeldLine
    shown: Showable


@dataclass(frozen=True, slots=True, kw_only=True)
class OutChange:
    """What became of one article, for who keeps a mirror."""

    event: Event
    """The last one."""
    article: OutArticle | None
    """As it is now; None: it is not there for whoever asks."""
    reason: str = ""
    """Why it was taken down, when it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutChanges:
    """A part of the changes."""

    changes: tuple[OutChange, ...]
    after: int
    """Number of the event that it ends with."""
    at: datetime | None
    """When that happened; None without any."""
    more: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a list, and where the next one goes on."""

    articles: tuple[OutArticle, ...] = ()
    stories: tuple[OutStory, ...] = ()
    last: Listed | None = None
    """Behind it the list goes on; None: it ends here."""
