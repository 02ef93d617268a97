"""Rights: what the hub's owner chose, what may be shown, what was shown, and what was taken down.

A publisher's `Envelope` and a `RightsPolicy` decide what a `Showable` holds, and only a Showable goes out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from wiredesk.basics.ids import ArticleId, SourceId
from wiredesk.records.article import HonestTime, Image
from wiredesk.records.envelope import Use
from wiredesk.records.reason import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a person wrote for one source or provider; None leaves it to who is less specific."""

    show: bool | None = None
    """False: not even the headline."""
    excerpt_characters_max: int | None = None
    images: bool | None = None
    full_text: bool | None = None
    ai: bool | None = None
    """Models may read it to write something new; never to be trained with."""
    embargo_hours: int | None = None
    """Nothing goes out earlier than so long after publication."""
    jurisdiction: str | None = None
    """Country whose law holds, two letters; the provider's own unless given."""
    raw_days: int | None = None
    text_days: int | None = None
    excerpt_days: int | None = None
    licence: str | None = None
    """Address of the terms that were agreed or read."""
    licence_read: date | None = None


NO_TERMS = Terms()


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsPolicy:
    """What the hub's owner decided for one article: policy, not law."""

    show: bool = True
    excerpt_characters_max: int = 160
    images: bool = True
    full_text: bool = False
    ai: bool = False
    embargo_hours: int = 0
    jurisdiction: str = ""
    press_right_characters_max: int | None = None
    """Bound while the press publishers' right runs (Directive (EU) 2019/790 Art. 15); None where it does not."""
    raw_days: int = 0
    """Days that raw responses are kept; 0: for good.  Likewise below."""
    text_days: int = 0
    excerpt_days: int = 0
    licence: str = ""


DEFAULT_POLICY = RightsPolicy()


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsRules:
    """All policies of a hub: its own, then by provider, then by source; the most specific word counts."""

    own: RightsPolicy = DEFAULT_POLICY
    press_right_characters_max: int = 160
    jurisdictions: Mapping[str, int] = field(default_factory=dict)
    """Bounds of single countries, by two letters, instead of that one."""
    providers: Mapping[str, Terms] = field(default_factory=dict)
    sources: Mapping[SourceId, Terms] = field(default_factory=dict)
    countries: Mapping[str, str] = field(default_factory=dict)
    """Of providers, by domain."""


DEFAULT_RULES = RightsRules()


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """Whether one use is allowed, and why."""

    use: Use
    allowed: bool
    characters_max: int = 0
    """Of an excerpt or a full text; 0 for other uses."""
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Showable:
    """An article cut down to what may go out.  Made by `craft.rights.show` alone, and by nothing else.

    Everything that renders takes this and never an Article (tests/architecture/test_exits.py).
    """

    id: ArticleId
    url: str
    """Where a reader is sent."""
    provider: str
    title: str
    excerpt: str = ""
    """Whole words within the limit, ended by our own cut mark; empty when none may be shown."""
    image: Image | None = None
    video_embed: str | None = None
    authors: tuple[str, ...] = ()
    time: HonestTime
    language: str = ""
    category: str = "news"
    type: str = "article"
    excerpt_characters_max: int = 0
    """What the excerpt was cut to."""
    uses: tuple[Use, ...] = ()
    """What is allowed."""
    edited: tuple[str, ...] = ()
    """What is the hub's own and not its publisher's: `title`, `excerpt`, `image`."""
    licence: str = ""
    reasons: tuple[Reason, ...] = ()


class Exit(StrEnum):
    """A way out of the hub."""

    RECORD = "record"
    SITE = "site"
    FEED = "feed"
    JSON = "json"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Shown:
    """What one exit shows of one article."""

    article_id: ArticleId
    exit: Exit
    characters: int
    """Of its excerpt."""
    image: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLine:
    """One line of the usage report."""

    article_id: ArticleId
    url: str
    title: str
    provider: str
    exit: Exit
    characters: int
    image: bool
    since: datetime
    until: datetime | None
    """None: it is still shown."""


class TakedownReason(StrEnum):
    """Why something was taken down, as the notice says it."""

    COPYRIGHT = "copyright"
    PRIVACY = "privacy"
    COURT = "court"
    DEFAMATION = "defamation"
    PUBLISHER = "publisher"
    """Its publisher withdrew it."""
    ERROR = "error"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Takedown:
    """One article that was taken down, for good unless it is undone before it is purged."""

    article_id: ArticleId
    url: str
    provider: str
    reason: TakedownReason
    note: str = ""
    by: str = ""
    at: datetime
    purge_at: datetime
    """From then on its text is removed from the store and the archive, and nothing brings it back."""
    purged_at: datetime | None = None
    stories: tuple[str, ...] = ()
    """Stories whose page it stood on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakedownAct:
    """One line of the audit of take-downs."""

    action: str
    """`taken_down`, `again`, `undone` or `purged`."""
    by: str
    note: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Ageing:
    """An article of which something is still kept."""

    article_id: ArticleId
    provider: str
    source: SourceId
    received_at: datetime
    level: int
    """What has expired: 0 nothing, 1 raw responses, 2 and the full text, 3 and the excerpt."""
