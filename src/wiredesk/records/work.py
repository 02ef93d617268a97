"""Work: what the store hands to a step, and what the step hands back to be saved.

Each `…Work` is all that a step's decision needs; each `…Done` is all that its one transaction
writes.  Neither knows how it is stored.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from wiredesk.basics.ids import ArticleId, FamilyId, SourceId, StoryId, TopicId
from wiredesk.records.act import Edit
from wiredesk.records.article import Article, Kind
from wiredesk.records.correction import ChosenLead
from wiredesk.records.coverage import Filed
from wiredesk.records.entry import Entry, FeedEntry
from wiredesk.records.family import FamilyVerdict, Fingerprint, Relation
from wiredesk.records.hold import Bucket, HoldVerdict
from wiredesk.records.page import Page
from wiredesk.records.picture import Picture
from wiredesk.records.provider import Provider
from wiredesk.records.ranking import Ranking
from wiredesk.records.reason import Reason
from wiredesk.records.sealing import SealMark
from wiredesk.records.searching import Findable
from wiredesk.records.source import Polling, Source
from wiredesk.records.story import StoryMember, StoryVerdict
from wiredesk.records.topic import Label, TopicLesson


@dataclass(frozen=True, slots=True, kw_only=True)
class PollDone:
    """Step 1 dealt with one source."""

    source_id: SourceId
    polling: Polling
    new: tuple[Entry, ...] = ()
    revised: tuple[Entry, ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchWork:
    """An article whose page is to be fetched."""

    article_id: ArticleId
    url: str
    """The address to ask; the entry's own, before canonical form."""
    source: Source
    said: FeedEntry
    attempts: int
    """Fetches that failed before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchDone:
    """Step 2 dealt with one article: exactly one of page, retry_at, from_feed, failure is set."""

    article_id: ArticleId
    page: Page | None = None
    retry_at: datetime | None = None
    """Try again then; counts as an attempt when `counts`."""
    counts: bool = True
    from_feed: bool = False
    """The page may not or cannot be had: read what the feed itself says."""
    failure: str = ""
    """Set aside for good; a word such as `gone`."""
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadWork:
    """An article whose page is to be read."""

    article_id: ArticleId
    url: str
    source: Source
    said: FeedEntry
    received_at: datetime
    page: Page | None
    """None: read what the feed says."""
    previous: Article | None
    """What an earlier reading gave, to notice a revision."""
    attempts: int
    first_poll: bool
    """It came with the first poll of its source, so its age says nothing (not resurfaced)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDone:
    """Step 3 dealt with one article: exactly one of article, same_as, failure, retry, stands is set."""

    article_id: ArticleId
    article: Article | None = None
    same_as: ArticleId | None = None
    """Another article has this canonical address: this one is only another door to it."""
    failure: str = ""
    retry: bool = False
    """A worker died on it: once more, then it is set aside."""
    stands: bool = False
    """The page is no longer there to be read: what was read before stands."""
    taken_down: ArticleId | None = None
    """The article that was taken down and that this one is again; it goes the same way."""
    attempts: int | None = None
    """As in the work that a retry answers, so that saving it twice counts once; None: one more."""
    host: str = ""
    """Whose lines these are."""
    lines: tuple[str, ...] = ()
    """Hashes of its text lines, for finding the host's furniture."""
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchWork:
    """An article to be compared with the texts that we have."""

    article: Article
    received_at: datetime
    provider: Provider


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchDone:
    """Step 4 dealt with one article."""

    verdict: FamilyVerdict
    fingerprint: Fingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupWork:
    """An article to be put into a story."""

    article: Article
    received_at: datetime
    story_id: StoryId | None
    """The story that it is in already; a revision stays there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupDone:
    """Step 5 dealt with one article."""

    verdict: StoryVerdict
    features: bytes | None
    """What the index needs to be built again without the text; None keeps what is stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelWork:
    """An article to be labelled."""

    article: Article
    lessons: tuple[TopicLesson, ...] = ()
    """What editors say of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderRecord:
    """What our own archive says of a provider (SCORES.md 5, part source)."""

    articles: int = 0
    originals: int = 0
    copies: int = 0
    with_author: int = 0
    press_releases: int = 0
    clickbait: int = 0
    corrected: int = 0
    signs: int | None = None
    """How many of the eight signs of openness its site shows; None: nobody looked."""
    first_seen: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeWork:
    """An article to be graded, with what is known around it."""

    article: Article
    provider: Provider
    behaviour: ProviderRecord
    relation: Relation
    is_origin: bool
    credit: str
    """Agency that its text credits."""
    image_is_shared: bool
    """Its lead image stands on other pages of its provider too: a logo."""
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RankWork:
    """A story to be ranked."""

    story_id: StoryId
    members: tuple[StoryMember, ...]
    """Graded members; one without a weight was not yet filed."""
    lead: ArticleId | None
    heat: int | None
    """As ranked last; None when it never was."""
    before: Ranking | None = None
    """How it was ranked last: it keeps topic and calibration for ever, and its best reports for long."""
    chosen_lead: ChosenLead | None = None
    """What a person chose, while it is in the story."""
    providers: Mapping[str, Provider] = field(default_factory=dict)
    """By domain."""
    rates: Mapping[str, float] = field(default_factory=dict)
    """Base rates by owner; one that is missing here has 1."""
    topics: Mapping[ArticleId, TopicId] = field(default_factory=dict)
    """The most specific topic of each labelled member, when it was never ranked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RankDone:
    """Step 8 dealt with one story."""

    ranking: Ranking
    filed: Mapping[ArticleId, Filed] = field(default_factory=dict)
    """Articles that were filed now."""
    moved: bool = True
    """Lead or heat changed enough that its members are judged and published again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldWork:
    """An article to be held or released."""

    article: Article
    provider: Provider
    relation: Relation
    is_origin: bool
    origin: ArticleId | None
    origin_published: bool
    story_id: StoryId
    lead: ArticleId | None
    quality: int
    labels: tuple[Label, ...]
    received_at: datetime
    provider_first_seen: datetime | None
    provider_articles: int
    was_published: bool
    decision: str = ""
    """What a person chose last: `release`, `reject`, `hold`, or empty."""
    decision_by: str = ""
    decision_at: datetime | None = None
    decision_note: str = ""
    decision_until: datetime | None = None
    """When a person's hold lifts itself."""
    alarm: str = ""
    """What its source is held for; empty when nothing."""
    shown: Article | None = None
    """What the record that is out says, when the publisher has sent another page since."""
    read_at: datetime | None = None
    """When this version was read."""
    previous: HoldVerdict | None = None
    """So that `since` of a hold stays what it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldDone:
    """Step 9 dealt with one article."""

    verdict: HoldVerdict
    bucket: Bucket
    due_at: datetime | None = None
    """When a hold lifts itself and the article is judged again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishWork:
    """An article to be published, or withdrawn when `bucket` is not `published`."""

    article: Article
    provider: Provider
    bucket: Bucket
    story_id: StoryId
    quality: int
    heat: int
    labels: tuple[Label, ...]
    related: tuple[tuple[Article, Provider, int], ...]
    """Other independent reports with their quality, best first."""
    image_is_shared: bool
    path: str
    """Where its record lies already; empty when it never had one."""
    previous: bytes
    """The record as published last; empty when it never was."""
    mark: SealMark | None = None
    """Of our seal in it; None when it has none."""
    edits: Mapping[ArticleId, Edit] = field(default_factory=dict)
    """What the hub's editors say in place of the publisher: of its own article, and of related ones."""
    lenders: Mapping[ArticleId, Article] = field(default_factory=dict)
    """By article, the one of its family whose picture an editor chose for it."""
    pictures: Mapping[ArticleId, Picture] = field(default_factory=dict)
    """Our copies of lead pictures: its own, and those of related reports that are out too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishDone:
    """Step 10 dealt with one article."""

    article_id: ArticleId
    path: str
    body: bytes
    """The record; empty when it is withdrawn."""
    mark: SealMark | None = None
    """Of our seal in it."""
    picture: str = ""
    """Address of the picture that the record shows: a copy of it is wanted."""
    based_on: SealMark | None = None
    """The mark that was there when this was decided."""
    findable: Findable | None = None
    """By what readers find it; None: not at all."""
    topics: tuple[str, ...] = ()
    """Names, for those who want events of some topics only."""
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleLine:
    """One article in a list: what `why`, `trace` and tables show first."""

    id: ArticleId
    source_id: SourceId
    """The source that brought it first."""
    url: str
    title: str
    provider: str
    stage: str
    bucket: Bucket
    received_at: datetime
    family_id: FamilyId | None
    relation: Relation | None
    story_id: StoryId | None
    quality: int | None
    kind: Kind | None
    failure: str = ""
    """First hold, or why it failed or retired."""
    origin: ArticleId | None = None
    """The origin of its family, when that is another article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """One article that a source brought first, for counting what the source yields."""

    relation: Relation | None
    kind: Kind | None
    is_corrected: bool
    bucket: Bucket
    cause: str
    received_at: datetime
    story_owners: int
    """Independent reports of its story; 0 while it is in none."""
    story_began: datetime | None
    """Receipt of the first article of its story."""
