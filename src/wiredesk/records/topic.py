"""A topic, and the labels that put articles under it."""

from dataclasses import dataclass

from wiredesk.basics.ids import ArticleId, TopicId
from wiredesk.records.reason import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One topic, from one TOML file."""

    id: TopicId
    name: str
    query: str
    shortname: str = ""
    parent: TopicId | None = None
    iptc: tuple[str, ...] = ()
    wikidata: tuple[str, ...] = ()
    seeds: tuple[str, ...] = ()
    not_seeds: tuple[str, ...] = ()
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Step 6's outcome for one article: labels most specific first, parents after their children."""

    article_id: ArticleId
    labels: tuple[Label, ...] = ()
    reasons: tuple[Reason, ...] = ()
