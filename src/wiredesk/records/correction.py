"""A correction: what a person said about which articles are one story, and what it changed.

A request is what was asked; a correction is the request with its effect, and the entry of the audit.
Both name articles and stories by ids that are made of content, so that they mean the same on another machine.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from wiredesk.basics.ids import ArticleId, RequestId, StoryId, content_id


class CorrectionKind(StrEnum):
    """What a person may say about stories."""

    MOVE = "move"
    """The articles belong to the story."""
    MERGE = "merge"
    """The second story is the first."""
    SPLIT = "split"
    """The articles are another story than the rest of theirs."""
    APART = "apart"
    """The two articles are not about the same happening."""
    LEAD = "lead"
    """The article stands for the story."""
    UNDO = "undo"
    """An earlier correction is taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRequest:
    """What a person asks for."""

    kind: CorrectionKind
    articles: tuple[ArticleId, ...] = ()
    """Those moved, split off, kept apart (two), or the lead (one)."""
    stories: tuple[StoryId, ...] = ()
    """Where to; the one that stays and the one that goes; the one split or led."""
    undoes: int = 0
    """Number of the correction that is taken back."""
    by: str
    """Name of the person."""
    at: datetime
    note: str = ""
    seen: int = 0
    """Number of the last correction that the person could know of."""

    @property
    def id(self) -> RequestId:
        """The same request, handed over twice, is one correction."""
        ids = (str(len(self.articles)), *self.articles, *self.stories, str(self.undoes))
        said = (self.by, self.at.isoformat(), self.note, str(self.seen))
        return RequestId(content_id("c", self.kind.value, *ids, *said))


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """A story with all its articles, sorted."""

    story_id: StoryId
    articles: tuple[ArticleId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """Where an id led, and where it leads now; empty: it stands for a story itself, or was not known."""

    story_id: StoryId
    before: StoryId
    after: StoryId


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a person said, and what it changed."""

    request: CorrectionRequest
    story: StoryId
    """The story that it is about, as it is called afterwards."""
    before: tuple[Grouped, ...]
    """Every story that it touches, whole."""
    after: tuple[Grouped, ...]
    redirects: tuple[Redirect, ...] = ()
    number: int = 0
    """Its place in the audit, from 1; 0 until it is saved."""
    undone_by: int = 0
    """Number of the correction that took it back."""

    @property
    def was(self) -> Mapping[ArticleId, StoryId]:
        """The story of each article before."""
        return _story_of(self.before)

    @property
    def now(self) -> Mapping[ArticleId, StoryId]:
        """The story of each article after."""
        return _story_of(self.after)

    @property
    def moves(self) -> Mapping[ArticleId, StoryId]:
        """The new story of each article that changed its story."""
        return {one: story for one, story in self.now.items() if self.was.get(one) != story}

    @property
    def places(self) -> Mapping[ArticleId, StoryId]:
        """The articles that stay from now on where the person put them."""
        kind = self.request.kind
        if kind in {CorrectionKind.MERGE, CorrectionKind.SPLIT}:
            return self.now
        if kind is CorrectionKind.MOVE:
            return dict.fromkeys(self.request.articles, self.story)
        return self.moves if kind is CorrectionKind.APART else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """An article that stays where a person put it."""

    article_id: ArticleId
    story_id: StoryId
    """Redirects followed."""
    correction: int
    """Number of the correction that said so last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenLead:
    """The article that a person chose to stand for a story."""

    article_id: ArticleId
    by: str
    at: datetime


def _story_of(stories: Iterable[Grouped]) -> dict[ArticleId, StoryId]:
    return {article: story.story_id for story in stories for article in story.articles}
