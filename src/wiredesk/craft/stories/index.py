"""Open stories, and where an article belongs among them, one article after another (SCORES.md 3).

In: features in the order in which articles came.  Out: StoryVerdict each.  Built again from stored features
and story ids in the same order, it decides the same: all its sums are of integers.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from heapq import heappop, heappush, nlargest
from typing import Final

from wiredesk.basics.ids import ArticleId, StoryId, story_id
from wiredesk.craft.stories.bundle import Bundle, find_veto, likeness
from wiredesk.craft.stories.constraints import NO_CONSTRAINTS, Constraints
from wiredesk.craft.stories.features import SIGNS_MAX, StoryFeatures
from wiredesk.craft.stories.nearest import NEAREST_MAX, Nearest
from wiredesk.craft.stories.opened import Candidate, OpenStory, Text
from wiredesk.craft.stories.refining import TEXTS_MAX, is_due, regrouped, stories_beside
from wiredesk.craft.stories.telling import RIVALS_MAX, told_move, told_verdict
from wiredesk.craft.stories.thresholds import LIKENESS_MIN, MERGE_MIN, QUORUM_MIN
from wiredesk.craft.stories.vectors import (
    UNIT_SQUARED,
    Commonness,
    Vector,
    product,
    signs_of,
    vector_of,
)
from wiredesk.records.story import StoryVerdict

OPEN_FOR: Final = timedelta(hours=96)  # after its last article a story takes in no more
BEST_MEMBERS: Final = 3  # not one: single links chain strangers together (SCORES.md 3)
SHARED_TOLD_MAX: Final = 8


class StoryIndex:
    """Articles of open stories, found by the words they share."""

    def __init__(self) -> None:
        self._commonness = Commonness()
        self._nearest = Nearest()
        self._signs: dict[str, Nearest] = {}
        """By language: a text is compared with those of the others only."""
        self._texts: dict[int, Text] = {}
        self._stories: dict[StoryId, OpenStory] = {}
        self._text_of: dict[ArticleId, int] = {}
        self._twins: dict[tuple[object, ...], int] = {}
        self._ends: list[tuple[datetime, StoryId]] = []
        self._now: datetime | None = None
        self._next = 0
        self._touched: dict[StoryId, int] = {}
        """Stories that took in texts since `refine`, and how many they held before."""

    def assign(
        self, features: StoryFeatures, *, constraints: Constraints = NO_CONSTRAINTS
    ) -> StoryVerdict:
        """Place an article in an open story, or let it begin one; remembers it."""
        self._turn_to(features)
        text = self._text(features)
        candidates = self._candidates(text, constraints)
        best = _best(candidates)
        for told in {id(one): one for one in (*candidates[: RIVALS_MAX + 1], best) if one}.values():
            told.shared = _shared_words(text.vector, self._stories[told.story].bundle.total)
        chosen = best.story if best else story_id(features.article_id)
        known = self._stories.get(chosen)
        self._touched.setdefault(chosen, len(known.texts) if known else 0)
        self._file(text, chosen)
        merged = self._merge(chosen, candidates, constraints) if best else []
        for survivor, absorbed in merged:
            self._absorb(absorbed, survivor)
            chosen = survivor
        gone = tuple(absorbed for _, absorbed in merged)
        return told_verdict(
            features.article_id, chosen, chosen=best, candidates=candidates, merged=gone
        )

    def replay(self, features: StoryFeatures, story: StoryId) -> None:
        """Remember an article that was placed before."""
        self._turn_to(features)
        self._file(self._text(features), story)

    def move(self, article: ArticleId, story: StoryId) -> None:
        """A person put an article into another story; it may be open no more."""
        text = self._texts.get(self._text_of.get(article, -1))
        if text is None or text.story == story:
            return
        if len(text.articles) == 1:
            self._move({text.number: story})
            return
        del text.articles[article]  # others say exactly the same and stay
        own = replace(text.features, article_id=article)
        self._file(replace(text, features=own, articles={}), story)

    def refine(self, *, constraints: Constraints = NO_CONSTRAINTS) -> list[StoryVerdict]:
        """Look again at the stories that have grown; a verdict for each article that changes its story."""
        touched, self._touched = self._touched, {}
        verdicts = []
        for story, before in touched.items():
            opened = self._stories.get(story)
            if opened is None or not is_due(before, len(opened.texts)):
                continue
            own = [self._texts[number] for number in opened.texts]
            if len(own) > TEXTS_MAX or self._is_placed(own, constraints):
                continue
            near = stories_beside(story, self._stories, self._texts)
            beside = {one: self._stories[one] for one in near if self._may_move(one, constraints)}
            texts, stories = regrouped(own, beside, constraints)
            for one, into in stories.items():
                texts.update(dict.fromkeys(self._stories[one].texts, into))
            verdicts += self._move(texts)
        return verdicts

    def _may_move(self, story: StoryId, constraints: Constraints) -> bool:
        """Nothing that an editor said is about its articles, so that it may be taken as a whole."""
        if constraints is NO_CONSTRAINTS:
            return True
        texts = [self._texts[number] for number in self._stories[story].texts]
        articles = {article for text in texts for article in text.articles}
        return not self._is_placed(texts, constraints) and not any(
            constraints.cannot_join(article) or constraints.must_join(article)
            for article in articles
        )

    def _is_placed(self, texts: Iterable[Text], constraints: Constraints) -> bool:
        """What a person placed stays under the id that the person chose."""
        articles = (article for text in texts for article in text.articles)
        return bool(constraints.placed) and any(map(constraints.placed_in, articles))

    def members(self) -> dict[StoryId, tuple[ArticleId, ...]]:
        """The articles of the open stories."""
        return {
            story: tuple(
                article for number in opened.texts for article in self._texts[number].articles
            )
            for story, opened in self._stories.items()
        }

    def _turn_to(self, features: StoryFeatures) -> None:
        """Let time pass to this article's; an earlier placing of it is forgotten."""
        if features.at is not None and (self._now is None or features.at > self._now):
            self._now = features.at
        while self._now is not None and self._ends and self._ends[0][0] < self._now:
            _, story = heappop(self._ends)
            opened = self._stories.get(story)
            if opened and opened.last_at and opened.last_at + OPEN_FOR < self._now:
                self._close(story)
        if features.article_id in self._text_of:
            self._forget(features.article_id)

    def _text(self, features: StoryFeatures) -> Text:
        """The article's words, weighed and blended; a text that is here already is shared."""
        twin = self._twins.get(twin_key(features))
        if twin is not None:
            return Text(
                number=twin,
                features=features,
                vector=self._texts[twin].vector,
                blended=self._texts[twin].blended,
                signs=self._texts[twin].signs,
                near=[(twin, UNIT_SQUARED)],
                story=self._texts[twin].story,
            )
        self._commonness.learn(features.terms)
        vector = vector_of(features, self._commonness)
        near = self._nearest.of(vector)
        blended = self._nearest.blend(vector, near)
        number = self._next
        self._next += 1
        return Text(
            number=number,
            features=features,
            vector=vector,
            blended=blended,
            signs=signs_of(features, self._commonness),
            near=near,
            story=story_id(features.article_id),
        )

    def _candidates(self, text: Text, constraints: Constraints) -> list[Candidate]:
        """The stories of its nearest articles, most like it first; vetoed ones with their veto."""
        alone = Bundle()
        alone.add(text.blended, text.signs, text.features)
        article = text.features.article_id
        must, cannot = constraints.must_join(article), constraints.cannot_join(article)
        bound = self._stories_of(must) | ({constraints.placed_in(article)} & self._stories.keys())
        barred = self._stories_of(cannot)
        near: dict[StoryId, list[int]] = {story: [] for story in sorted(filter(None, bound))}
        for number, score in text.near:
            near.setdefault(self._texts[number].story, []).append(score)
        for number, score in self._near_in_other_languages(text):
            near.setdefault(self._texts[number].story, [score])
        found = []
        for story, scores in near.items():
            bundle = self._stories[story].bundle
            between = product(text.blended, bundle.total)
            best = min(BEST_MEMBERS, bundle.size)
            quorum = sum(scores[:BEST_MEMBERS]) / UNIT_SQUARED / best
            if story in bound:
                veto = ""
            elif story in barred:
                veto = "an editor said that they are not the same"
            elif text.number in self._texts:
                veto = ""
            else:
                veto = find_veto(alone, bundle)
            found.append(
                Candidate(
                    story=story,
                    likeness=likeness(alone, bundle, between),
                    quorum=quorum,
                    veto=veto,
                    is_bound=story in bound,
                    is_twin=text.number in self._texts and self._texts[text.number].story == story,
                )
            )
        found.sort(key=lambda one: (not one.is_bound, not one.is_twin, -one.likeness, one.story))
        return found

    def _near_in_other_languages(self, text: Text) -> list[tuple[int, int]]:
        """Texts of other languages that share names and numbers; costs nothing on a hub of one."""
        if text.number in self._texts:
            return []
        found = [
            pair
            for language, signs in self._signs.items()
            if language != text.features.language
            for pair in signs.of(text.signs)
        ]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:NEAREST_MAX]

    def _merge(
        self, chosen: StoryId, candidates: Iterable[Candidate], constraints: Constraints
    ) -> list[tuple[StoryId, StoryId]]:
        """Survivor and absorbed, for each story that this article shows to be the same as `chosen`."""
        merges = []
        for other in candidates:
            if other.story == chosen or other.veto or other.likeness < LIKENESS_MIN:
                continue
            mine, theirs = self._stories[chosen], self._stories[other.story]
            between = product(mine.bundle.total, theirs.bundle.total)
            if likeness(mine.bundle, theirs.bundle, between) < MERGE_MIN:
                continue
            if find_veto(mine.bundle, theirs.bundle) or self._barred(mine, theirs, constraints):
                continue
            survivor, absorbed = (chosen, other.story)
            if (theirs.bundle.size, -theirs.first) > (mine.bundle.size, -mine.first):
                survivor, absorbed = absorbed, survivor
            merges.append((survivor, absorbed))
            break  # one at a time: what is left shows itself with the next article
        return merges

    def _barred(self, mine: OpenStory, theirs: OpenStory, constraints: Constraints) -> bool:
        if not constraints.cannot and not constraints.placed:
            return False
        ours = {article for number in mine.texts for article in self._texts[number].articles}
        others = {article for number in theirs.texts for article in self._texts[number].articles}
        if any(constraints.placed_in(article) for article in ours | others):
            return True  # what a person placed stays under the id that the person chose
        return any(constraints.cannot_join(article) & others for article in ours)

    def _stories_of(self, articles: Iterable[ArticleId]) -> set[StoryId]:
        return {
            self._texts[self._text_of[article]].story
            for article in articles
            if article in self._text_of
        }

    def _file(self, text: Text, story: StoryId) -> None:
        known = self._texts.get(text.number)
        if known is not None and known.story != story:
            # An editor parted equal texts: the newcomer is filed as a text of its own.
            text.number, self._next = self._next, self._next + 1
            self._commonness.learn(text.features.terms)
            known = None
        opened = self._stories.get(story)
        if opened is None:
            opened = self._stories[story] = OpenStory(first=text.number)
        if known is None:
            known = text
            known.story = story
            self._texts[text.number] = known
            self._twins.setdefault(twin_key(text.features), text.number)
            self._nearest.add(text.number, text.vector)
            signs = self._signs.setdefault(text.features.language, Nearest(SIGNS_MAX))
            signs.add(text.number, text.signs)
            opened.bundle.add(text.blended, text.signs, text.features)
            opened.texts[text.number] = None
        known.articles[text.features.article_id] = None
        self._text_of[text.features.article_id] = known.number
        at = text.features.at or self._now
        if at is not None and (known.last_at is None or at > known.last_at):
            known.last_at = at
        self._extend(story, opened, at)

    def _move(self, moves: Mapping[int, StoryId]) -> list[StoryVerdict]:
        """Put texts into other stories; ids that nothing is left of redirect to where most of it went."""
        gone: dict[StoryId, Counter[StoryId]] = {}
        for number, story in moves.items():
            text = self._texts[number]
            gone.setdefault(text.story, Counter())[story] += 1
            left = self._stories[text.story]
            left.bundle.remove(text.blended, text.signs, text.features)
            del left.texts[number]
            opened = self._stories.setdefault(story, OpenStory(first=number))
            opened.bundle.add(text.blended, text.signs, text.features)
            opened.texts[number] = None
        emptied = {story for story in gone if not self._stories[story].texts}
        verdicts = []
        for number, story in moves.items():
            text = self._texts[number]
            old, text.story = text.story, story
            into = min(gone[old].items(), key=lambda pair: (-pair[1], pair[0]))[0]
            merged = (old,) if old in emptied and story == into else ()
            evidence = _shared_words(text.blended, self._stories[story].bundle.total)
            verdicts += [
                told_move(article, story, old=old, merged=merged, evidence=evidence)
                for article in text.articles
            ]
        for story in {*gone, *moves.values()}:
            self._settle(story)
        return sorted(verdicts, key=lambda verdict: (not verdict.merged, verdict.article_id))

    def _settle(self, story: StoryId) -> None:
        """Bring a story's times up to date with its texts; forget it when it has none."""
        opened = self._stories[story]
        if not opened.texts:
            del self._stories[story]
            return
        texts = [self._texts[number] for number in opened.texts]
        opened.first = min(opened.texts)
        opened.bundle.retime(text.features.at for text in texts)
        opened.last_at = None
        for text in texts:
            self._extend(story, opened, text.last_at)

    def _extend(self, story: StoryId, opened: OpenStory, at: datetime | None) -> None:
        if at is not None and (opened.last_at is None or at > opened.last_at):
            opened.last_at = at
            heappush(self._ends, (at + OPEN_FOR, story))

    def _forget(self, article: ArticleId) -> None:
        number = self._text_of.pop(article)
        text = self._texts[number]
        del text.articles[article]
        if text.articles:
            return
        opened = self._stories[text.story]
        opened.bundle.remove(text.blended, text.signs, text.features)
        del opened.texts[number]
        if not opened.texts:
            del self._stories[text.story]
        opened.bundle.retime(self._texts[other].features.at for other in opened.texts)
        self._drop(number)

    def _close(self, story: StoryId) -> None:
        for number in self._stories.pop(story).texts:
            for article in self._texts[number].articles:
                del self._text_of[article]
            self._drop(number)

    def _drop(self, number: int) -> None:
        text = self._texts.pop(number)
        key = twin_key(text.features)
        if self._twins.get(key) == number:
            del self._twins[key]
        self._nearest.remove(number)
        self._signs[text.features.language].remove(number)
        self._commonness.forget(text.features.terms)

    def _absorb(self, absorbed: StoryId, survivor: StoryId) -> None:
        gone, kept = self._stories.pop(absorbed), self._stories[survivor]
        self._touched.setdefault(survivor, len(kept.texts))
        kept.first = min(kept.first, gone.first)
        kept.bundle.absorb(gone.bundle, product(kept.bundle.total, gone.bundle.total))
        for number in gone.texts:
            self._texts[number].story = survivor
            kept.texts[number] = None
        if gone.last_at is not None:
            self._extend(survivor, kept, gone.last_at)


def twin_key(features: StoryFeatures) -> tuple[object, ...]:
    """Equal for articles that grouping cannot tell apart."""
    return (features.language, features.terms, features.counts, features.mould_values)


def _shared_words(vector: Vector, total: Vector) -> str:
    shared = [(vector[term] * total[term], term) for term in vector.keys() & total.keys()]
    return ", ".join(term for _, term in nlargest(SHARED_TOLD_MAX, shared))


def _best(candidates: Iterable[Candidate]) -> Candidate | None:
    for one in candidates:
        if one.is_bound or (one.is_twin and not one.veto):
            return one
        if not one.veto and one.likeness >= LIKENESS_MIN and one.quorum >= QUORUM_MIN:
            return one
    return None
