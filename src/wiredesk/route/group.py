"""Step 5 of 10: which happening is this article about?

In: an article.  Out: its story.  Next: `label`.  A revision stays in its story; stories that an
article proves to be one are merged, and the absorbed id redirects; stories that grew are looked at again.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import ClassVar

import msgspec

from wiredesk.basics.ids import ArticleId, StoryId
from wiredesk.craft.stories import (
    NO_CONSTRAINTS,
    Constraints,
    StoryFeatures,
    StoryIndex,
    brief_of,
    constraints_of,
    features_of,
)
from wiredesk.ports import Encoder, Store
from wiredesk.records.article import Article, Kind
from wiredesk.records.meaning import MODEL_BYTES
from wiredesk.records.outcome import Stage
from wiredesk.records.reason import Reason
from wiredesk.records.story import StoryVerdict
from wiredesk.records.work import GroupDone, GroupWork

WINDOW = timedelta(days=7)  # stories are open for 96 hours; idf learns from a week


@dataclass(slots=True, kw_only=True)
class Group:
    """Places each article into an open story, or begins one.

    The index in memory is derived, as in `match`.
    """

    stage: ClassVar[Stage] = Stage.GROUP
    version: ClassVar[int] = 3
    """2: by a likeness with a learned chance, leaving young stories alone; 3: joins from .55 on."""
    batch: ClassVar[int] = 500

    store: Store
    encoder: Encoder | None = None
    """A sentence model as evidence beside the words; none by default."""
    index: StoryIndex | None = field(default=None, init=False)
    said: Constraints = field(default=NO_CONSTRAINTS, init=False)
    heard: int = field(default=0, init=False)
    """Number of the last correction that `said` and the index know of."""

    def pending(self, *, now: datetime, limit: int) -> Sequence[GroupWork]:
        """Articles by effective time: a story grows as it happened."""
        return self.store.list_group_work(now=now, limit=limit)

    async def decide(self, batch: Sequence[GroupWork], *, now: datetime) -> Sequence[GroupDone]:
        """One after another, so that articles of the batch can share a story; then a second look."""
        meanings = await self._meanings(batch)
        index = self._filled_index(now)
        placed = [
            self._place(index, work, meaning) for work, meaning in zip(batch, meanings, strict=True)
        ]
        seen_again = index.refine(constraints=self.said)
        return [*placed, *(GroupDone(verdict=moved, features=None) for moved in seen_again)]

    def save(self, done: Sequence[GroupDone], *, now: datetime) -> None:
        """Memberships of the whole batch; a failed save makes the index be built anew."""
        try:
            self.store.save_stories(done, version=self.version, now=now)
        except BaseException:
            self.index = None
            raise

    async def _meanings(self, batch: Sequence[GroupWork]) -> Sequence[bytes]:
        """What each article means; in a thread, since a batch takes a model some ten seconds."""
        if self.encoder is None:
            return [b""] * len(batch)
        briefs = [brief_of(work.article.title, _own_text(work.article)) for work in batch]
        return await asyncio.to_thread(self.encoder.encode, briefs)

    def _place(self, index: StoryIndex, work: GroupWork, meaning: bytes) -> GroupDone:
        features = _features(work.article, meaning)
        chosen = self.said.placed_in(work.article.id)
        if work.story_id is not None or chosen is not None:
            verdict = _stays(work.article.id, chosen or work.story_id, is_placed=chosen is not None)
            index.replay(features, verdict.story_id)
        else:
            verdict = index.assign(features, constraints=self.said)
            if meaning:
                verdict = replace(verdict, reasons=(*verdict.reasons, _had_a_say(meaning)))
        return GroupDone(verdict=verdict, features=msgspec.json.encode(features))

    def _filled_index(self, now: datetime) -> StoryIndex:
        """The index as the store is now, with what people said since it was asked last."""
        last = self.store.last_correction()
        if self.index is None:
            self.index = StoryIndex()
            for features, story in self.store.replay_stories(since=now - WINDOW):
                self.index.replay(msgspec.json.decode(features, type=StoryFeatures), story)
        elif last != self.heard:
            for correction in self.store.list_corrections(after=self.heard):
                for article, story in correction.moves.items():
                    self.index.move(article, story)
        if last != self.heard:
            self.said = constraints_of(self.store.list_placements(), self.store.list_apart())
            self.heard = last
        return self.index


def _own_text(article: Article) -> str:
    if article.kind in {Kind.CONSENT, Kind.NOT_ARTICLE}:
        # The wall's own words would join all walls of the web into one story.
        return article.excerpt
    return article.text or article.excerpt


def _features(article: Article, meaning: bytes) -> StoryFeatures:
    return features_of(
        article_id=article.id,
        title=article.title,
        text=_own_text(article),
        language=article.language,
        effective_at=article.time.effective,
        provider=article.provider,
        meaning=meaning,
    )


def _stays(article: ArticleId, story: StoryId | None, *, is_placed: bool) -> StoryVerdict:
    assert story is not None
    why = Reason(code="stays", text="It was in this story before it was read again.")
    if is_placed:
        why = Reason(code="placed", text="An editor said that it belongs to this story.")
    return StoryVerdict(article_id=article, story_id=story, reasons=(why,))


def _had_a_say(meaning: bytes) -> Reason:
    model = meaning[:MODEL_BYTES].hex()
    told = "A sentence model had a say: it moves a likeness of words by up to three fifths."
    return Reason(code="sentence_model", text=told, evidence=model)
