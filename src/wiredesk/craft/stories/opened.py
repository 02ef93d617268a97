"""What the index keeps of a text and of an open story while they are compared."""

from dataclasses import dataclass, field
from datetime import datetime

from wiredesk.basics.ids import ArticleId, StoryId
from wiredesk.craft.stories.bundle import Bundle
from wiredesk.craft.stories.features import StoryFeatures
from wiredesk.craft.stories.vectors import Vector


@dataclass(slots=True, kw_only=True)
class Text:
    """One text; articles that say exactly the same share it."""

    number: int
    features: StoryFeatures
    vector: Vector
    blended: Vector
    signs: Vector
    near: list[tuple[int, int]]
    """Numbers of the nearest texts with their products, best first, as it came in."""
    story: StoryId
    articles: dict[ArticleId, None] = field(default_factory=dict)
    last_at: datetime | None = None
    """Of its latest article."""

    def bundle(self) -> Bundle:
        """A bundle of this text alone."""
        alone = Bundle()
        alone.add(self.blended, self.signs, self.features)
        return alone


@dataclass(slots=True, kw_only=True)
class OpenStory:
    """One story that still takes in articles."""

    first: int
    """Number of its first text: older stories have smaller ones."""
    bundle: Bundle = field(default_factory=Bundle)
    texts: dict[int, None] = field(default_factory=dict)
    last_at: datetime | None = None


@dataclass(slots=True, kw_only=True)
class Candidate:
    """A story that an article might join."""

    story: StoryId
    likeness: float
    quorum: float
    """Average cosine with its best three members."""
    veto: str
    is_bound: bool
    """An editor said so."""
    is_twin: bool
    """It holds the very same text."""
    shared: tuple[tuple[str, float], ...] = ()
    """The words that they share with their parts in the likeness, weightiest first; only of those told."""
