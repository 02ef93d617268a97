"""Topics, the labels that put articles under them, and what editors taught about both."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from wiredesk.basics.ids import ArticleId, TopicId
from wiredesk.records.reason import Reason

MEDIA_TOPICS_URI: Final = "http://cv.iptc.org/newscodes/mediatopic/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One topic, from one TOML file."""

    id: TopicId
    name: str
    query: str
    shortname: str = ""
    parent: TopicId | None = None
    iptc: tuple[str, ...] = ()
    """IPTC Media Topics, such as `medtop:20001298`."""
    wikidata: tuple[str, ...] = ()
    seeds: tuple[str, ...] = ()
    """Headlines or sentences that are on it: examples to learn from, and tests of the query."""
    not_seeds: tuple[str, ...] = ()
    """The same of what only looks like it."""
    keywords: tuple[str, ...] = ()
    """Keyword entries for the `smartable` profile alone."""
    threshold: float = 0.5
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """An article belongs under a topic, with the words that earned it."""

    topic: TopicId
    name: str
    weight: float
    """0 to 1."""
    why: tuple[Reason, ...] = ()
    version: int = 1
    """Of the topic's file that it was judged by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Step 6's outcome for one article: labels most specific first, parents after their children."""

    article_id: ArticleId
    labels: tuple[Label, ...] = ()
    reasons: tuple[Reason, ...] = ()


class Lesson(StrEnum):
    """What an editor says of an article and a topic; the last one counts."""

    YES = "yes"
    """It is on the topic."""
    NO = "no"
    """It is not, nor on one that lies below."""
    OPEN = "open"
    """Nothing any more: what was said before is taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicLesson:
    """Who said what of which article and topic, and when."""

    article_id: ArticleId
    topic: TopicId
    lesson: Lesson
    by: str = ""
    """Name of the person; empty when it is not known."""
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicModel:
    """A linear model of one topic, and what it learned from."""

    topic: TopicId
    digest: str
    """Of the examples of people that it learned from: the same ones need no new training."""
    features: bytes
    """Hashes of words and pairs of words, 4 bytes each, little-endian, ascending."""
    weights: bytes
    """What each adds to the log odds, as a 4-byte float, little-endian."""
    bias: float
    """Log odds of an article of which no word is known."""
    yes: int
    no: int
    """Examples given by people, seeds included."""
    background: int
    """Articles that nobody labelled and in which no word of the query stands, taken as no."""
    right: int
    """Of the examples given by people, those judged rightly by a model that had not seen them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The topics at one time: what labels were judged by, and which of them are old."""

    number: int
    """The version that outcomes of step `label` name; it rises with every change."""
    at: datetime
    digest: str
    """Of the topics, the models and the code that judges by them."""
    versions: tuple[tuple[TopicId, int], ...] = ()
    """Of the topic files, by id."""
    models: tuple[TopicModel, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A concept of the IPTC Media Topics, by which other systems know a topic."""

    id: str
    """Such as `medtop:20001298`."""
    name: str
    parent: str = ""
    retired: bool = False

    @property
    def uri(self) -> str:
        """Its address, by which it is known everywhere."""
        return MEDIA_TOPICS_URI + self.id.partition(":")[2]
