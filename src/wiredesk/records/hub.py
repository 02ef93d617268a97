"""A hub as its site shows it: stories, topics, providers and figures at one moment.

What `craft.render` needs to write pages, feeds and JSON; filled from the store by who publishes.
"""

from dataclasses import dataclass
from datetime import datetime

from wiredesk.basics.ids import ArticleId, StoryId, TopicId
from wiredesk.records.calibration import Calibration
from wiredesk.records.envelope import Use
from wiredesk.records.family import Relation
from wiredesk.records.hold import Bucket
from wiredesk.records.reason import Reason
from wiredesk.records.record import Record
from wiredesk.records.rights import Showable, Takedown
from wiredesk.records.topic import Concept


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """One article as a page shows it."""

    shown: Showable
    """What may go out of it."""
    provider_name: str
    quality: int
    topics: tuple[str, ...] = ()
    """Names, most specific first."""
    image: str = ""
    """Path of the checked copy of its picture below the site's root; empty shows none."""
    image_credit: str = ""
    reasons: tuple[Reason, ...] = ()
    """What made its quality."""
    record: Record | None = None
    """As published; None for a report that is only listed in its story."""

    def __post_init__(self) -> None:
        assert not self.image or Use.IMAGE in self.shown.uses, "its picture must not be shown"

    @property
    def id(self) -> ArticleId:
        """Its id."""
        return self.shown.id

    @property
    def title(self) -> str:
        """Its headline."""
        return self.shown.title

    @property
    def url(self) -> str:
        """Where a reader is sent."""
        return self.shown.url

    @property
    def provider(self) -> str:
        """Domain of its provider."""
        return self.shown.provider

    @property
    def published(self) -> datetime:
        """The time that it is sorted by."""
        return self.shown.time.effective

    @property
    def excerpt(self) -> str:
        """As much of its text as may be shown."""
        return self.shown.excerpt

    @property
    def edited(self) -> tuple[str, ...]:
        """What is the hub's own and not its publisher's: `title`, `excerpt`, `image`."""
        return self.shown.edited

    @property
    def language(self) -> str:
        """Its language."""
        return self.shown.language

    @property
    def type(self) -> str:
        """What it is."""
        return self.shown.type

    @property
    def authors(self) -> tuple[str, ...]:
        """Who wrote it."""
        return self.shown.authors

    @property
    def updated(self) -> datetime | None:
        """When its text changed in meaning."""
        return self.shown.time.updated

    @property
    def resurfaced(self) -> bool:
        """An old article that came in again; shown as such."""
        return self.shown.time.resurfaced


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberView:
    """One article in its story."""

    article: ArticleView
    relation: Relation = Relation.NEW
    origin: ArticleId | None = None
    """The article that it is a copy or revision of; it is folded under that one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatPoint:
    """How hot a story was at a moment."""

    at: datetime
    heat: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView:
    """One story with all that is known of its coverage."""

    id: StoryId
    heat: int
    why: str
    """One sentence: why it stands where it stands."""
    lead: ArticleView
    reports: int
    independent: int
    members: tuple[MemberView, ...]
    topics: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    """What made its heat."""
    absorbed: tuple[StoryId, ...] = ()
    """Ids of stories that turned out to be this one; their pages lead on."""
    heats: tuple[HeatPoint, ...] = ()
    """From its first report until it was ranked last, in order; a step stands twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicView:
    """One topic of the hub."""

    id: TopicId
    name: str
    parent: TopicId | None = None
    query: str = ""
    concepts: tuple[Concept, ...] = ()
    """IPTC Media Topics that it lies below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearchView:
    """One saved search with what it finds."""

    name: str
    slug: str
    """Its name in addresses."""
    query: str
    articles: tuple[ArticleView, ...] = ()
    """Newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderView:
    """One provider, with what our own archive says of it."""

    domain: str
    name: str
    owner: str = ""
    articles: int = 0
    originals: int = 0
    copies: int = 0
    with_author: int = 0
    press_releases: int = 0
    corrected: int = 0
    official: bool = False
    """Speaks for the subject itself."""
    signs: tuple[str, ...] | None = None
    """Which of the eight signs of openness its site shows; None: nobody looked yet, or could."""
    known_since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BucketFigure:
    """How many articles lie in one bucket for one cause."""

    bucket: Bucket
    cause: str
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What every page says of its hub."""

    title: str
    url: str
    language: str
    topics: tuple[TopicView, ...]
    searches: tuple[tuple[str, str], ...] = ()
    """Slug and name of each saved search."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HubView:
    """Everything published together."""

    title: str
    url: str
    """Public address without a slash at its end; may hold a path."""
    language: str = "en"
    stories: tuple[StoryView, ...] = ()
    """Hottest first."""
    articles: tuple[ArticleView, ...] = ()
    """All published articles, newest first."""
    topics: tuple[TopicView, ...] = ()
    searches: tuple[SavedSearchView, ...] = ()
    providers: tuple[ProviderView, ...] = ()
    figures: tuple[BucketFigure, ...] = ()
    extracts: tuple[tuple[ArticleId, int, bool], ...] = ()
    """What records show of whom: how long an extract, and whether a picture."""
    gone: tuple[Takedown, ...] = ()
    """What was taken down: a notice stands where its pages stood."""
    articles_total: int = 0
    """Articles that ever came in; the figures sum to it."""
    calibrations: tuple[Calibration, ...] = ()
    """Those that stories are ranked by."""
    sources: int = 0
    """How many are followed."""
    ninjs: bool = False
    """Whether each record is to be had as ninjs too."""
    built_at: datetime
    """When what is shown last changed, not when it was written: an unchanged hub gives the same bytes."""
