"""A hold: a typed reason why an article is not published; and the bucket that it lies in."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from wiredesk.basics.ids import ArticleId
from wiredesk.records.reason import Reason


class HoldReason(StrEnum):
    """Why something is held (SCORES.md 7)."""

    BELOW_THRESHOLD = "below_threshold"
    FOLLOWER = "follower"
    """It is not its story's lead."""
    COPY = "copy"
    NEAR_DUPLICATE = "near_duplicate_of_published"
    PAYWALL = "paywall_or_consent_page"
    DATE_CONFLICT = "date_conflict"
    RIGHTS = "rights"
    PROBATION = "probation"
    CORRECTION = "correction_pending"
    UNSAFE = "unsafe"
    EDITOR = "editor"
    OFF_TOPIC = "off_topic"
    """No topic of the hub applies; beyond SCORES.md 7, docs/decisions/0004-holds.md."""
    SOURCE_ALARM = "source_alarm"
    """Its source changed all at once; beyond SCORES.md 7, docs/decisions/0016-alarms.md."""


class Bucket(StrEnum):
    """Where an article stands; each is in exactly one, and the nightly account adds up."""

    PENDING = "pending"
    """Still on its way through the steps."""
    PUBLISHED = "published"
    HELD = "held"
    REJECTED = "rejected"
    """A person said no."""
    FAILED = "failed"
    """Set aside with its cause: it can never succeed as it is."""
    RETIRED = "retired"
    """Withdrawn after publication."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """One hold."""

    reason: HoldReason
    evidence: str
    """What shows it, in a sentence."""
    since: datetime
    lifted_by: str
    """Who or what may lift it: `editor`, `machine`, `publisher`."""
    until: datetime | None = None
    """When it lifts itself; None when it does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldVerdict:
    """Step 9's outcome for one article: released when `holds` is empty."""

    article_id: ArticleId
    holds: tuple[Hold, ...] = ()
    is_frozen: bool = False
    """A record is out and stays as it was; what is held is the newer version."""
    reasons: tuple[Reason, ...] = ()

    @property
    def bucket(self) -> Bucket:
        """`held` while a hold is open, unless the record that is out stays; else `published`."""
        return Bucket.HELD if self.holds and not self.is_frozen else Bucket.PUBLISHED

    @property
    def cause(self) -> str:
        """The hold that the account names: the gravest, or what froze the record."""
        if self.is_frozen:
            return HoldReason.CORRECTION.value
        return self.holds[0].reason.value if self.holds else ""
