"""A family: all copies of one text."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from wiredesk.basics.ids import ArticleId, FamilyId
from wiredesk.records.reason import Reason


class Relation(StrEnum):
    """How a text stands to those that we already have."""

    NEW = "new"
    REVISION = "revision"
    """The same provider, the same text newer."""
    COPY = "copy"
    """Another provider, the same text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What comparing texts needs of one text; small enough to keep for all articles."""

    article_id: ArticleId
    provider: str
    owner: str
    title: str
    received_at: datetime
    shingles: tuple[int, ...]
    """Sorted 32-bit hashes of the selected word shingles."""
    words: int
    """Length in words of what is compared: the text without its quotations."""
    name: str = ""
    """What the provider calls itself: credit lines name it so."""
    numbers: tuple[str, ...] = ()
    """Its numbers, sorted: pages of one template differ in theirs."""
    credit: str = ""
    """Agency or first publisher that the text credits, e.g. `Reuters`; empty when none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyVerdict:
    """Step 4's outcome for one article."""

    article_id: ArticleId
    family_id: FamilyId
    relation: Relation
    of: ArticleId | None = None
    """The member that it is a copy or revision of."""
    similarity: float = 0.0
    """Containment of the shorter text in the longer, 0 to 1."""
    origin: ArticleId | None = None
    """The member that the family is now held to come from; None means `article_id` itself."""
    reasons: tuple[Reason, ...] = ()
