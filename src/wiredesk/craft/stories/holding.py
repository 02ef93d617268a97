"""What is held of the open stories: their texts, the words these share, and when each story ends.

In: texts with the story that they belong to.  Out: the same, found again.  Decides nothing.  Filled again
from stored features and story ids in the same order, it is the same: all its sums are of integers.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from heapq import heappop, heappush
from typing import Final

import numpy as np

from wiredesk.basics.ids import ArticleId, StoryId
from wiredesk.craft.stories.bundle import Bundle
from wiredesk.craft.stories.features import SIGNS_MAX, StoryFeatures
from wiredesk.craft.stories.nearest import NEAREST_MAX, Near, Nearest
from wiredesk.craft.stories.opened import (
    Arrival,
    Held,
    OpenStory,
    Text,
    text_of,
    twin_key,
)
from wiredesk.craft.stories.vectors import (
    NOTHING,
    UNIT_SQUARED,
    Ids,
    Vector,
    ascending,
    product,
    unpacked,
)
from wiredesk.craft.stories.vocabulary import Vocabulary

OPEN_FOR: Final = timedelta(hours=96)  # after its last article a story takes in no more
SETTLES_AFTER: Final = timedelta(hours=24)  # of silence; until then its articles keep their story


class Holding:
    """Open stories and their texts, under running numbers."""

    def __init__(self) -> None:
        self.texts: dict[int, Text] = {}
        self.stories: dict[StoryId, OpenStory] = {}
        self._text_of: dict[ArticleId, int] = {}
        self.words = Vocabulary()
        self._nearest = Nearest(self.words)
        self._signs: dict[str, Nearest] = {}
        """By language: a text is compared with those of the others only."""
        self._twins: dict[bytes, int] = {}
        self._ends: list[tuple[datetime, StoryId]] = []
        self._quiets: list[tuple[datetime, StoryId]] = []
        self._quiet: dict[StoryId, None] = {}
        self._now: datetime | None = None
        self._next = 0

    def turn_to(self, features: StoryFeatures) -> bool:
        """Let time pass to this article's; whether an earlier placing of it was forgotten."""
        if features.at is not None and (self._now is None or features.at > self._now):
            self._now = features.at
        for at, story, opened in self._passed(self._quiets):
            if at == opened.settles_at:
                opened.settles_at = None
                self._await(story, opened)
                if opened.settles_at is None:
                    self._quiet[story] = None
        for at, story, opened in self._passed(self._ends):
            if at == opened.ends_at:
                opened.ends_at = None
                if opened.last_at and self._now and opened.last_at + OPEN_FOR < self._now:
                    self._close(story)
                else:
                    self._await(story, opened)
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

    def arrival(self, features: StoryFeatures) -> Arrival:
        """The article's words, weighed and blended; a text that is here already is shared."""
        key = twin_key(features)
        twin = self._twins.get(key)
        if twin is not None:
            known = self.texts[twin]
            held = Held(
                names=known.names(),
                numbers=NOTHING.ids,
                blended=known.blended(),
                signs=NOTHING,
                others=known.other_terms(),
                near=Near(np.array([twin]), np.array([UNIT_SQUARED])),
            )
            text = replace(known, at=features.at, held=held.packed(), articles=(), last_at=None)
            return self._arrival(features.article_id, text)
        words = self.words
        terms = words.hold(features.terms)
        names, numbers = words.hold(features.names), words.hold(features.numbers)
        words.learn(terms)
        vector = words.vector_of(terms, features.counts)
        near = self._nearest.of(vector)
        blended = self._nearest.blend(vector, near)
        words.keep(blended.ids)
        signs = words.signs_of(names, numbers)
        held = Held(
            names=names,
            numbers=numbers,
            blended=blended,
            signs=ascending(signs),
            others=words.without(terms, vector.ids),
            near=near,
        )
        text = text_of(features, held, number=self._number(), key=key)
        return Arrival(
            article=features.article_id,
            at=features.at,
            text=text,
            vector=vector,
            signs=signs,
            alone=text.bundle(),
        )

    def bundle(self, story: StoryId) -> Bundle:
        """What is known of an open story's articles together; not to be changed."""
        opened = self.stories[story]
        return opened.bundle or self.texts[opened.texts[0]].bundle()

    def near_in_other_languages(self, arrival: Arrival) -> list[tuple[int, int]]:
        """Texts of other languages that share names and numbers; costs nothing on a hub of one."""
        text = arrival.text
        if text.number in self.texts or not text.numbers:
            return []
        found = [
            (number, score)
            for language, index in self._signs.items()
            if language != text.language
            for number, score in zip(*map(np.ndarray.tolist, index.of(arrival.signs)), strict=True)
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

    def file(self, arrival: Arrival, story: StoryId) -> None:
        """Put an article with its text into `story`, which may be new."""
        text = arrival.text
        known = self.texts.get(text.number)
        if known is not None and known.story != story:
            # An editor parted equal texts: the newcomer is filed as a text of its own.
            text.number = self._number()
            self._hold_again(text, arrival.vector)
            known = None
        opened = self.stories.get(story)
        if opened is None:
            opened = self.stories[story] = OpenStory(first=text.number)
        if known is None:
            known = text
            known.story = story
            self.texts[text.number] = known
            self._twins.setdefault(text.key, text.number)
            self._nearest.add(text.number, arrival.vector)
            if text.numbers:  # without one nothing is joined between languages
                self._signs_in(text.language).add(text.number, arrival.signs)
            self._take_in(opened, text, arrival.alone)
        known.articles += (arrival.article,)
        self._text_of[arrival.article] = known.number
        at = arrival.at or self._now
        if at is not None and (known.last_at is None or at > known.last_at):
            known.last_at = at
        self._extend(story, opened, at)

    def move(self, moves: Mapping[int, StoryId]) -> None:
        """Put texts into other stories; those that nothing is left of are forgotten."""
        parted: dict[StoryId, list[Text]] = {}
        for number in moves:
            parted.setdefault(self.texts[number].story, []).append(self.texts[number])
        for story, texts in parted.items():
            self._let_go(self.stories[story], texts)
        for number, story in moves.items():
            text = self.texts[number]
            opened = self.stories.setdefault(story, OpenStory(first=number))
            self._take_in(opened, text, text.bundle())
            text.story = story
        for story in {**dict.fromkeys(parted), **dict.fromkeys(moves.values())}:
            self._settle(story)

    def put(self, article: ArticleId, story: StoryId) -> None:
        """Put one article into another story, whatever others say the same."""
        text = self.texts.get(self._text_of.get(article, -1))
        if text is None or text.story == story:
            return
        if len(text.articles) == 1:
            self.move({text.number: story})
            return
        # Others say exactly the same and stay.
        text.articles = tuple([one for one in text.articles if one != article])
        self.file(self._arrival(article, replace(text, articles=())), story)

    def absorb(self, absorbed: StoryId, survivor: StoryId) -> None:
        """Put all of one story into another."""
        bundle, other = self.bundle(survivor), self.bundle(absorbed)
        gone, kept = self.stories.pop(absorbed), self.stories[survivor]
        kept.first = min(kept.first, gone.first)
        bundle.absorb(other, product(bundle.total, other.total))
        kept.bundle = bundle
        for number in gone.texts:
            self.texts[number].story = survivor
        kept.texts += gone.texts
        if gone.last_at is not None:
            self._extend(survivor, kept, gone.last_at)

    def _arrival(self, article: ArticleId, text: Text) -> Arrival:
        """An article that says what is held already."""
        return Arrival(
            article=article,
            at=text.at,
            text=text,
            vector=self._nearest.vector(text.number),
            signs=unpacked(text.signs),
            alone=text.bundle(),
        )

    def _take_in(self, opened: OpenStory, text: Text, own: Bundle) -> None:
        if opened.texts:
            if opened.bundle is None:
                opened.bundle = self.texts[opened.texts[0]].bundle()
            opened.bundle.absorb(own, product(own.total, opened.bundle.total))
        opened.texts.append(text.number)

    def _let_go(self, opened: OpenStory, texts: Sequence[Text]) -> None:
        gone = {text.number for text in texts}
        opened.texts = [number for number in opened.texts if number not in gone]
        if len(opened.texts) <= 1:
            opened.bundle = None
        elif opened.bundle is not None:
            for text in texts:
                opened.bundle.release(text.bundle())
            opened.bundle.retime(self.texts[number].at for number in opened.texts)

    def _number(self) -> int:
        self._next += 1
        return self._next - 1

    def _signs_in(self, language: str) -> Nearest:
        known = self._signs.get(language)
        if known is None:
            known = self._signs[language] = Nearest(self.words, SIGNS_MAX)
        return known

    def _passed(
        self, waiting: list[tuple[datetime, StoryId]]
    ) -> Iterable[tuple[datetime, StoryId, OpenStory]]:
        """The open stories among those whose time has come."""
        while self._now is not None and waiting and waiting[0][0] < self._now:
            at, story = heappop(waiting)
            opened = self.stories.get(story)
            if opened:
                yield at, story, opened

    def _settle(self, story: StoryId) -> None:
        """Bring a story's times up to date with its texts; forget it when it has none."""
        opened = self.stories[story]
        if not opened.texts:
            del self.stories[story]
            return
        texts = [self.texts[number] for number in opened.texts]
        opened.first = min(opened.texts)
        opened.last_at = opened.ends_at = opened.settles_at = None
        for text in texts:
            self._extend(story, opened, text.last_at)

    def _extend(self, story: StoryId, opened: OpenStory, at: datetime | None) -> None:
        if at is None or (opened.last_at is not None and at <= opened.last_at):
            return
        opened.last_at = at
        self._await(story, opened)

    def _await(self, story: StoryId, opened: OpenStory) -> None:
        """See to it that the story is looked at when it may have become quiet, and when it may end."""
        if opened.last_at is None:
            return
        if opened.ends_at is None:
            opened.ends_at = opened.last_at + OPEN_FOR
            heappush(self._ends, (opened.ends_at, story))
        if opened.settles_at is None and not self.is_settled(opened):
            opened.settles_at = opened.last_at + SETTLES_AFTER
            heappush(self._quiets, (opened.settles_at, story))

    def _forget(self, article: ArticleId) -> None:
        number = self._text_of.pop(article)
        text = self.texts[number]
        text.articles = tuple([one for one in text.articles if one != article])
        if text.articles:
            return
        opened = self.stories[text.story]
        self._let_go(opened, [text])
        if not opened.texts:
            del self.stories[text.story]
        self._drop(number)

    def _close(self, story: StoryId) -> None:
        for number in self.stories.pop(story).texts:
            for article in self.texts[number].articles:
                del self._text_of[article]
            self._drop(number)

    def _drop(self, number: int) -> None:
        text = self.texts.pop(number)
        if self._twins.get(text.key) == number:
            del self._twins[text.key]
        vector = self._nearest.remove(number)
        if text.numbers:
            self._signs[text.language].remove(number)
        terms = np.concatenate((vector, text.other_terms()))
        self.words.forget(terms)
        for ids in (terms, *_others_held(text)):
            self.words.release(ids)

    def _hold_again(self, text: Text, vector: Vector) -> None:
        words = self.words
        terms = np.concatenate((vector.ids, text.other_terms()))
        words.learn(terms)
        for ids in (terms, *_others_held(text)):
            words.keep(ids)


def _others_held(text: Text) -> tuple[Ids, ...]:
    """The words beside its terms that a text holds."""
    return text.blended().ids, text.names(), text.signs_held()
