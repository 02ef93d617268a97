"""Open stories, and where an article belongs among them, one article after another (SCORES.md 3).

In: features in the order in which articles came.  Out: StoryVerdict each.  Built again from stored features
and story ids in the same order, it decides the same: all its sums are of integers.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from wiredesk.basics.ids import ArticleId, StoryId, content_id, story_id
from wiredesk.craft.stories.bundle import find_veto, likeness
from wiredesk.craft.stories.candidates import (
    RIVALS_MAX,
    best_of,
    find_candidates,
    shared_words,
)
from wiredesk.craft.stories.constraints import NO_CONSTRAINTS, Constraints
from wiredesk.craft.stories.features import StoryFeatures
from wiredesk.craft.stories.holding import Holding
from wiredesk.craft.stories.opened import Candidate, OpenStory
from wiredesk.craft.stories.refining import TEXTS_MAX, is_due, regrouped, stories_beside
from wiredesk.craft.stories.telling import told_move, told_verdict
from wiredesk.craft.stories.vectors import product
from wiredesk.craft.stories.weights import LIKENESS_MIN, MERGE_MIN
from wiredesk.records.story import StoryVerdict


class StoryIndex:
    """Articles of open stories, found by the words they share."""

    def __init__(self) -> None:
        self._held = Holding()
        self._grown: dict[StoryId, int] = {}
        """Settled stories that took in texts since `refine`, and how many they held before."""

    def assign(
        self, features: StoryFeatures, *, constraints: Constraints = NO_CONSTRAINTS
    ) -> StoryVerdict:
        """Place an article in an open story, or let it begin one; remembers it."""
        held = self._held
        is_again = held.turn_to(features)
        arrival = held.arrival(features)
        candidates = find_candidates(arrival, held, constraints)
        best = best_of(candidates)
        for told in {id(one): one for one in (*candidates[: RIVALS_MAX + 1], best) if one}.values():
            total = held.bundle(told.story).total
            told.shared = shared_words(arrival.vector, total, held.words)
        chosen = best.story if best else _new_id(features, is_again=is_again)
        known = held.stories.get(chosen)
        before, was_settled = (
            len(known.texts) if known else 0,
            bool(known and held.is_settled(known)),
        )
        held.file(arrival, chosen)
        merged: tuple[StoryId, ...] = ()
        other = self._same_as(chosen, candidates, constraints) if best else None
        if other:
            kept, absorbed = self._by_age(chosen, other)
            if was_settled if absorbed == chosen else held.is_settled(held.stories[absorbed]):
                held.absorb(absorbed, kept)
                chosen, merged = kept, (absorbed,)
        if held.is_settled(held.stories[chosen]):
            self._grown.setdefault(chosen, before)
        return told_verdict(
            features.article_id, chosen, chosen=best, candidates=candidates, merged=merged
        )

    def replay(self, features: StoryFeatures, story: StoryId) -> None:
        """Remember an article that was placed before, and looked at again when it was due."""
        self._held.turn_to(features)
        self._held.file(self._held.arrival(features), story)
        self._held.take_quiet()

    def move(self, article: ArticleId, story: StoryId) -> None:
        """A person put an article into another story; it may be open no more."""
        self._held.put(article, story)

    def refine(self, *, constraints: Constraints = NO_CONSTRAINTS) -> list[StoryVerdict]:
        """Look again at stories that have become quiet; a verdict for each article that changes its story.

        Articles without a time never become quiet: then those are looked at that have grown.
        """
        held, verdicts = self._held, []
        grown, self._grown = self._grown, {}
        due = dict.fromkeys(held.take_quiet())
        due.update(
            (story, None)
            for story, before in grown.items()
            if story in held.stories and is_due(before, len(held.stories[story].texts))
        )
        for story in due:
            opened = held.stories.get(story)
            if opened is None or not held.is_settled(opened) or len(opened.texts) > TEXTS_MAX:
                continue
            if self._is_placed((story,), constraints):
                continue
            own = [held.texts[number] for number in opened.texts]
            beside, firm = self._beside(story, constraints)
            texts, stories = regrouped(own, beside, held, constraints, firm=firm)
            for one, into in stories.items():
                texts.update(dict.fromkeys(held.stories[one].texts, into))
            verdicts += self._move(texts)
        return verdicts

    def members(self) -> dict[StoryId, tuple[ArticleId, ...]]:
        """The articles of the open stories."""
        return {story: self._held.articles_in(story) for story in self._held.stories}

    def _beside(
        self, story: StoryId, constraints: Constraints
    ) -> tuple[list[StoryId], StoryId | None]:
        """The stories that may be joined with this one; and the only one among them that is not settled."""
        stories = self._held.stories
        near = stories_beside(story, stories, self._held.texts)
        near = [one for one in near if self._may_move(one, constraints)]
        firm = next((one for one in near if not self._held.is_settled(stories[one])), None)
        return [one for one in near if one == firm or self._held.is_settled(stories[one])], firm

    def _may_move(self, story: StoryId, constraints: Constraints) -> bool:
        """Nothing that an editor said is about its articles, so that it may be taken as a whole."""
        if constraints is NO_CONSTRAINTS:
            return True
        return not self._is_placed((story,), constraints) and not any(
            constraints.cannot_join(article) or constraints.must_join(article)
            for article in self._held.articles_in(story)
        )

    def _is_placed(self, stories: Iterable[StoryId], constraints: Constraints) -> bool:
        """What a person placed stays under the id that the person chose."""
        if not constraints.placed:
            return False
        return any(
            constraints.placed_in(article)
            for story in stories
            for article in self._held.articles_in(story)
        )

    def _same_as(
        self, chosen: StoryId, candidates: Iterable[Candidate], constraints: Constraints
    ) -> StoryId | None:
        """The first candidate that this article shows to be the same story as `chosen`."""
        for other in candidates:
            if other.story == chosen or other.veto or other.likeness < LIKENESS_MIN:
                continue
            mine, theirs = self._held.bundle(chosen), self._held.bundle(other.story)
            if likeness(mine, theirs, product(mine.total, theirs.total)) < MERGE_MIN:
                continue
            if find_veto(mine, theirs) or self._barred((chosen, other.story), constraints):
                continue
            return other.story  # one at a time: what is left shows itself with the next article
        return None

    def _by_age(self, one: StoryId, other: StoryId) -> tuple[StoryId, StoryId]:
        """The larger story, or the older of two as large, and the other one."""

        def rank(story: StoryId) -> tuple[int, int]:
            opened: OpenStory = self._held.stories[story]
            return len(opened.texts), -opened.first

        return (one, other) if rank(one) >= rank(other) else (other, one)

    def _barred(self, pair: tuple[StoryId, StoryId], constraints: Constraints) -> bool:
        if not constraints.cannot and not constraints.placed:
            return False
        if self._is_placed(pair, constraints):
            return True
        ours, others = (set(self._held.articles_in(story)) for story in pair)
        return any(constraints.cannot_join(article) & others for article in ours)

    def _move(self, moves: Mapping[int, StoryId]) -> list[StoryVerdict]:
        """Put texts into other stories; ids that nothing is left of redirect to where most of it went."""
        held = self._held
        old = {number: held.texts[number].story for number in moves}
        gone: dict[StoryId, Counter[StoryId]] = {}
        for number, story in moves.items():
            gone.setdefault(old[number], Counter())[story] += 1
        held.move(moves)
        verdicts = []
        for number, story in moves.items():
            text, before = held.texts[number], old[number]
            into = min(gone[before].items(), key=lambda pair: (-pair[1], pair[0]))[0]
            merged = (before,) if before not in held.stories and story == into else ()
            shared = shared_words(text.blended(), held.bundle(story).total, held.words)
            verdicts += [
                told_move(article, story, old=before, merged=merged, shared=shared)
                for article in text.articles
            ]
        return sorted(verdicts, key=lambda verdict: (not verdict.merged, verdict.article_id))


def _new_id(features: StoryFeatures, *, is_again: bool) -> StoryId:
    """The id of a story that an article begins; the one it began before may redirect by now."""
    article = features.article_id
    return StoryId(content_id("t", article, *features.terms)) if is_again else story_id(article)
