"""What is held of the open stories: their texts, the words these share, and when each story ends.

In: texts with the story that they belong to.  Out: the same, found again.  Decides nothing.  Filled again
from stored features and story ids in the same order, it is the same: all its sums are of integers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from heapq import heappop, heappush
from typing import Final

from wiredesk.basics.ids import ArticleId, StoryId, story_id
from wiredesk.craft.stories.features import SIGNS_MAX, StoryFeatures
from wiredesk.craft.stories.nearest import NEAREST_MAX, Nearest
from wiredesk.craft.stories.opened import OpenStory, Text
from wiredesk.craft.stories.vectors import (
    UNIT_SQUARED,
    Commonness,
    product,
    signs_of,
    vector_of,
)

OPEN_FOR: Final = timedelta(hours=96)  # after its last article a story takes in no more
SETTLES_AFTER: Final = timedelta(hours=24)  # of silence; until then its articles keep their story


class Holding:
    """Open stories and their texts, under running numbers."""

    def __init__(self) -> None:
        self.texts: dict[int, Text] = {}
        self.stories: dict[StoryId, OpenStory] = {}
        self._text_of: dict[ArticleId, int] = {}
        self._commonness = Commonness()
        self._nearest = Nearest()
        self._signs: dict[str, Nearest] = {}
        """By language: a text is compared with those of the others only."""
        self._twins: dict[tuple[object, ...], int] = {}
        self._ends: list[tuple[datetime, StoryId]] = []
        self._quiets: list[tuple[datetime, StoryId]] = []
        self._quiet: dict[StoryId, None] = {}
        self._now: datetime | None = None
        self._next = 0

    def turn_to(self, features: StoryFeatures) -> bool:
        """Let time pass to this article's; whether an earlier placing of it was forgotten."""
        if features.at is not None and (self._now is None or features.at > self._now):
            self._now = features.at
        for story, opened in self._passed(self._quiets):
            if self.is_settled(opened):
                self._quiet[story] = None
        for story, opened in self._passed(self._ends):
            if opened.last_at and self._now and opened.last_at + OPEN_FOR < self._now:
                self._close(story)
        known = features.article_id in self._text_of
        if known:
            self._forget(features.article_id)
        return known

    def take_quiet(self) -> list[StoryId]:
        """The stories that have become quiet since the last time that this was asked."""
        found, self._quiet = [one for one in self._quiet if one in self.stories], {}
        return found

    def is_settled(self, opened: OpenStory) -> bool:
        """Whether its last article is a day old, or has no time at all."""
        if opened.last_at is None or self._now is None:
            return True
        return opened.last_at + SETTLES_AFTER <= self._now

    def text(self, features: StoryFeatures) -> Text:
        """The article's words, weighed and blended; a text that is here already is shared."""
        twin = self._twins.get(twin_key(features))
        if twin is not None:
            known = self.texts[twin]
            return Text(
                number=twin,
                features=features,
                vector=known.vector,
                blended=known.blended,
                signs=known.signs,
                near=[(twin, UNIT_SQUARED)],
                story=known.story,
            )
        self._commonness.learn(features.terms)
        vector = vector_of(features, self._commonness)
        near = self._nearest.of(vector)
        return Text(
            number=self._number(),
            features=features,
            vector=vector,
            blended=self._nearest.blend(vector, near),
            signs=signs_of(features, self._commonness),
            near=near,
            story=story_id(features.article_id),
        )

    def near_in_other_languages(self, text: Text) -> list[tuple[int, int]]:
        """Texts of other languages that share names and numbers; costs nothing on a hub of one."""
        if text.number in self.texts or not text.features.numbers:
            return []
        found = [
            pair
            for language, signs in self._signs.items()
            if language != text.features.language
            for pair in signs.of(text.signs)
        ]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:NEAREST_MAX]

    def stories_of(self, articles: Iterable[ArticleId]) -> set[StoryId]:
        """The open stories that hold any of `articles`."""
        held = self._text_of
        return {self.texts[held[article]].story for article in articles if article in held}

    def articles_in(self, story: StoryId) -> tuple[ArticleId, ...]:
        """The articles of one story, by when their texts came."""
        texts = self.stories[story].texts
        return tuple(article for number in texts for article in self.texts[number].articles)

    def file(self, text: Text, story: StoryId) -> None:
        """Put a text with its article into `story`, which may be new."""
        known = self.texts.get(text.number)
        if known is not None and known.story != story:
            # An editor parted equal texts: the newcomer is filed as a text of its own.
            text.number = self._number()
            self._commonness.learn(text.features.terms)
            known = None
        opened = self.stories.get(story)
        if opened is None:
            opened = self.stories[story] = OpenStory(first=text.number)
        if known is None:
            known = text
            known.story = story
            self.texts[text.number] = known
            self._twins.setdefault(twin_key(text.features), text.number)
            self._nearest.add(text.number, text.vector)
            if text.features.numbers:  # without one nothing is joined between languages
                self._signs_in(text.features.language).add(text.number, text.signs)
            opened.bundle.add(text.blended, text.signs, text.features)
            opened.texts[text.number] = None
        known.articles[text.features.article_id] = None
        self._text_of[text.features.article_id] = known.number
        at = text.features.at or self._now
        if at is not None and (known.last_at is None or at > known.last_at):
            known.last_at = at
        self._extend(story, opened, at)

    def move(self, moves: Mapping[int, StoryId]) -> None:
        """Put texts into other stories; those that nothing is left of are forgotten."""
        old = {self.texts[number].story for number in moves}
        for number, story in moves.items():
            text = self.texts[number]
            left = self.stories[text.story]
            left.bundle.remove(text.blended, text.signs, text.features)
            del left.texts[number]
            opened = self.stories.setdefault(story, OpenStory(first=number))
            opened.bundle.add(text.blended, text.signs, text.features)
            opened.texts[number] = None
            text.story = story
        for story in {**dict.fromkeys(old), **dict.fromkeys(moves.values())}:
            self._settle(story)

    def put(self, article: ArticleId, story: StoryId) -> None:
        """Put one article into another story, whatever others say the same."""
        text = self.texts.get(self._text_of.get(article, -1))
        if text is None or text.story == story:
            return
        if len(text.articles) == 1:
            self.move({text.number: story})
            return
        del text.articles[article]  # others say exactly the same and stay
        own = replace(text.features, article_id=article)
        self.file(replace(text, features=own, articles={}), story)

    def absorb(self, absorbed: StoryId, survivor: StoryId) -> None:
        """Put all of one story into another."""
        gone, kept = self.stories.pop(absorbed), self.stories[survivor]
        kept.first = min(kept.first, gone.first)
        kept.bundle.absorb(gone.bundle, product(kept.bundle.total, gone.bundle.total))
        for number in gone.texts:
            self.texts[number].story = survivor
            kept.texts[number] = None
        if gone.last_at is not None:
            self._extend(survivor, kept, gone.last_at)

    def _number(self) -> int:
        self._next += 1
        return self._next - 1

    def _signs_in(self, language: str) -> Nearest:
        known = self._signs.get(language)
        if known is None:
            known = self._signs[language] = Nearest(SIGNS_MAX)
        return known

    def _passed(
        self, waiting: list[tuple[datetime, StoryId]]
    ) -> Iterable[tuple[StoryId, OpenStory]]:
        """The open stories among those whose time has come."""
        while self._now is not None and waiting and waiting[0][0] < self._now:
            _, story = heappop(waiting)
            opened = self.stories.get(story)
            if opened:
                yield story, opened

    def _settle(self, story: StoryId) -> None:
        """Bring a story's times up to date with its texts; forget it when it has none."""
        opened = self.stories[story]
        if not opened.texts:
            del self.stories[story]
            return
        texts = [self.texts[number] for number in opened.texts]
        opened.first = min(opened.texts)
        opened.bundle.retime(text.features.at for text in texts)
        opened.last_at = None
        for text in texts:
            self._extend(story, opened, text.last_at)

    def _extend(self, story: StoryId, opened: OpenStory, at: datetime | None) -> None:
        if at is None or (opened.last_at is not None and at <= opened.last_at):
            return
        opened.last_at = at
        heappush(self._ends, (at + OPEN_FOR, story))
        if not self.is_settled(opened):
            heappush(self._quiets, (at + SETTLES_AFTER, story))

    def _forget(self, article: ArticleId) -> None:
        number = self._text_of.pop(article)
        text = self.texts[number]
        del text.articles[article]
        if text.articles:
            return
        opened = self.stories[text.story]
        opened.bundle.remove(text.blended, text.signs, text.features)
        del opened.texts[number]
        if not opened.texts:
            del self.stories[text.story]
        opened.bundle.retime(self.texts[other].features.at for other in opened.texts)
        self._drop(number)

    def _close(self, story: StoryId) -> None:
        for number in self.stories.pop(story).texts:
            for article in self.texts[number].articles:
                del self._text_of[article]
            self._drop(number)

    def _drop(self, number: int) -> None:
        text = self.texts.pop(number)
        key = twin_key(text.features)
        if self._twins.get(key) == number:
            del self._twins[key]
        self._nearest.remove(number)
        if text.features.numbers:
            self._signs[text.features.language].remove(number)
        self._commonness.forget(text.features.terms)


def twin_key(features: StoryFeatures) -> tuple[object, ...]:
    """Equal for articles that grouping cannot tell apart."""
    return (features.language, features.terms, features.counts, features.mould_values)
