"""The newsletter: one issue, and what became of each mail of it."""

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from enum import StrEnum

from wiredesk.basics.ids import StoryId, content_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """One who gets the newsletter."""

    address: str
    name: str = ""

    @property
    def key(self) -> str:
        """What the store knows it by, so that it holds no addresses."""
        return content_id("r", self.address.casefold())


class Rhythm(StrEnum):
    """How often an issue is due."""

    DAY = "day"
    WEEK = "week"


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When issues are due."""

    rhythm: Rhythm
    weekday: int = 0
    """Of a weekly one; Monday is 0."""
    hour: int = 7
    zone: tzinfo = UTC


@dataclass(frozen=True, slots=True, kw_only=True)
class Masthead:
    """How the newsletter presents itself."""

    sender: str
    """Address."""
    sender_name: str = ""
    subject: str = "{hub}: {lead}"
    unsubscribe: str = ""
    """Address, mail or web, in which `{address}` stands for the reader's; empty: a mail to the sender."""
    topics: tuple[str, ...] = ()
    """Names; empty: all."""
    stories_max: int = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One issue: which stories stand in it.  Their texts are the hub's own at the moment of sending."""

    at: datetime
    """When it was due; its identity."""
    since: datetime
    """What is new since then is in it."""
    until: datetime
    """When its stories were chosen; the next one goes on from there."""
    stories: tuple[StoryId, ...] = ()
    """Hottest first; empty: nothing happened, and nobody gets a mail."""
    finished: bool = False
    """Everybody has it, or cannot get it."""
    retry_at: datetime | None = None
    """Nothing is sent earlier: the mail server could not be reached."""
    trouble: str = ""
    """Why not, as a sentence."""


class MailState(StrEnum):
    """What became of one mail."""

    SENT = "sent"
    LATER = "later"
    """Refused for now."""
    REFUSED = "refused"
    """For good: no further issue is sent there until a person says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailed:
    """One mail of an issue."""

    recipient: str
    """`Subscriber.key`."""
    state: MailState
    attempts: int = 1
    retry_at: datetime | None = None
    answer: str = ""
    """What the server said."""
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One message, ready to be handed over."""

    sender: str
    """Address alone, for the envelope."""
    recipient: str
    message_id: str
    body: bytes
    """Headers and all, lines ended as the wire wants them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a mail server, or a folder, said to one mail."""

    state: MailState
    answer: str
