"""What publishers say about the use of their articles, in words for machines: statements, and their sum.

Kept with the article, as raw evidence with its date; `craft.rights` reads, combines and obeys it.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Use(StrEnum):
    """What could be done with somebody's article."""

    INDEX = "index"
    """Show its headline with a link."""
    EXCERPT = "excerpt"
    FULL_TEXT = "full_text"
    """Show all of it to editors; never to readers."""
    IMAGE = "image"
    """Keep its picture and show it."""
    EMBED = "embed"
    """Show its video in the publisher's own player."""
    SUMMARISE = "summarise"
    """Let a model read it to write something new."""
    TRAIN = "train"
    """Teach a model with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing that a publisher said, as it was written."""

    code: str
    """A stable word, e.g. `says_nosnippet`."""
    origin: str
    """Where it stood: `X-Robots-Tag`, `tdmrep.json`, `robots.txt`, `meta robots` ..."""
    evidence: str
    """Its own words, at most 200 characters."""
    seen_at: datetime
    forbids: tuple[Use, ...] = ()
    excerpt_characters_max: int | None = None
    """The longest excerpt; None sets no bound."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """All that a publisher said about one article, the strictest word winning."""

    forbidden: tuple[Use, ...] = ()
    excerpt_characters_max: int | None = None
    licence: str = ""
    """Address of terms that it names; evidence, never a permission."""
    statements: tuple[Statement, ...] = ()


NOTHING_SAID = Envelope()
