"""Open stories, and where an article belongs among them (SCORES.md 3).

In: features in the order in which articles came.  Out: StoryVerdict each.  Built again from stored
features and story ids in the same order, it answers the same.
"""

import math
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from wiredesk.basics.ids import ArticleId, StoryId, story_id
from wiredesk.craft.stories.background import BACKGROUND_TEXTS, background_counts
from wiredesk.craft.stories.features import StoryFeatures
from wiredesk.records.reason import Reason
from wiredesk.records.story import StoryVerdict

OPEN_FOR: Final = timedelta(hours=96)  # after its last article
JOIN_MIN: Final = 0.13  # average similarity to the best three members
MERGE_MIN: Final = 0.20  # an article that binds two stories this strongly shows that they are one
BEST_MEMBERS: Final = 3  # not one: single links chain strangers together (SCORES.md 3)
TERMS_MAX: Final = 40  # heaviest terms of an article that are compared
POSTINGS_MAX: Final = 2_000  # a term in more open articles than that finds no candidates
SHARED_HALF: Final = (
    2.5  # shared words at which a likeness counts half: one rare word proves nothing
)
RIVALS_MAX: Final = 3
NAMES_MIN: Final = 2  # named on both sides before sharing none is a veto
BACKGROUND_WEIGHT: Final = 0.25  # of the shipped counts against the hub's own


@dataclass(slots=True)
class _Placed:
    features: StoryFeatures
    story: StoryId
    vector: dict[str, float]
    names: frozenset[str]
    numbers: frozenset[str]


@dataclass(slots=True)
class _Open:
    members: list[_Placed] = field(default_factory=list)
    last_at: datetime = datetime.min


class StoryIndex:
    """Articles of open stories, found by the terms they share."""

    def __init__(self) -> None:
        self._texts = 0
        self._counts: dict[str, int] = {}
        self._stories: dict[StoryId, _Open] = {}
        self._postings: dict[str, deque[tuple[_Placed, float]]] = {}
        self._placed: dict[ArticleId, _Placed] = {}
        self._background = background_counts()

    def learn(self, features: StoryFeatures) -> None:
        """Count the words of an article, without placing it; `assign` and `replay` do so themselves."""
        self._texts += 1
        for word, _ in features.words:
            self._counts[word] = self._counts.get(word, 0) + 1

    def assign(self, features: StoryFeatures, *, learn: bool = True) -> StoryVerdict:
        """Place an article in an open story, or let it begin one; remembers it."""
        if learn:
            self.learn(features)
        vector = self._vector(features)
        scores, vetoes = self._scores(features, vector)
        ranked = sorted(scores.items(), key=lambda pair: (-pair[1][0], pair[0]))
        if ranked and ranked[0][1][0] >= JOIN_MIN:
            story, (score, best) = ranked[0]
            merged = self._merged(ranked)
            verdict = StoryVerdict(
                article_id=features.article_id,
                story_id=story,
                score=round(score, 4),
                rivals=_rivals(ranked[1:]),
                merged=merged,
                reasons=_joined(score, best, vector, ranked[1:], merged),
            )
            for absorbed in merged:
                self._absorb(absorbed, story)
        else:
            story = story_id(features.article_id)
            verdict = StoryVerdict(
                article_id=features.article_id,
                story_id=story,
                rivals=_rivals(ranked),
                reasons=_began(ranked, vetoes),
            )
        self._place(features, story, vector)
        return verdict

    def replay(self, features: StoryFeatures, story: StoryId) -> None:
        """Remember an article that was placed before."""
        self.learn(features)
        self._place(features, story, self._vector(features))

    def _place(self, features: StoryFeatures, story: StoryId, vector: dict[str, float]) -> None:
        placed = _Placed(
            features, story, vector, frozenset(features.names), frozenset(features.numbers)
        )
        opened = self._stories.setdefault(story, _Open())
        opened.members = [
            one for one in opened.members if one.features.article_id != features.article_id
        ]
        opened.members.append(placed)
        opened.last_at = max(opened.last_at, features.effective_at.replace(tzinfo=None))
        self._placed[features.article_id] = placed
        for word, weight in vector.items():
            postings = self._postings.get(word)
            if postings is None:
                postings = self._postings[word] = deque(maxlen=POSTINGS_MAX)
            postings.append((placed, weight))

    def _vector(self, features: StoryFeatures) -> dict[str, float]:
        """TF-IDF, unit length, heaviest terms only."""
        weighed = [(weight * self._idf(word), word) for word, weight in features.words]
        weighed.sort(key=lambda pair: (-pair[0], pair[1]))
        kept = [pair for pair in weighed[:TERMS_MAX] if pair[0] > 0]
        length = math.sqrt(math.fsum(weight * weight for weight, _ in kept)) or 1.0
        return {word: weight / length for weight, word in kept}

    def _idf(self, word: str) -> float:
        seen = self._counts.get(word, 0) + BACKGROUND_WEIGHT * self._background.get(word, 0)
        texts = self._texts + BACKGROUND_WEIGHT * BACKGROUND_TEXTS
        return max(math.log((texts + 1.0) / (seen + 0.5)), 0.0)

    def _scores(
        self, features: StoryFeatures, vector: dict[str, float]
    ) -> tuple[dict[StoryId, tuple[float, _Placed]], list[str]]:
        """Average similarity to the best members of each open story that shares a term."""
        found: dict[int, list[float]] = {}
        ones: dict[int, _Placed] = {}
        for word, weight in vector.items():
            for placed, other in self._postings.get(word, ()):
                key = id(placed)
                if key in found:
                    known = found[key]
                    known[0] += weight * other
                    known[1] += 1.0
                else:
                    found[key] = [weight * other, 1.0]
                    ones[key] = placed
        by_story: dict[StoryId, list[tuple[float, _Placed]]] = {}
        oldest = features.effective_at.replace(tzinfo=None) - OPEN_FOR
        for key, (cosine, shared) in found.items():
            placed = ones[key]
            similarity = cosine * shared / (shared + SHARED_HALF)
            if self._placed.get(placed.features.article_id) is not placed:
                continue
            if self._stories[placed.story].last_at < oldest:
                continue
            by_story.setdefault(placed.story, []).append((similarity, placed))
        scores, vetoes = {}, []
        for story, pairs in by_story.items():
            pairs.sort(key=lambda pair: (-pair[0], pair[1].features.article_id))
            if veto := _veto(features, pairs[0][1]):
                vetoes.append(veto)
                continue
            size = min(BEST_MEMBERS, len(self._stories[story].members))
            best = math.fsum(similarity for similarity, _ in pairs[:size]) / size
            scores[story] = (best, pairs[0][1])
        return scores, vetoes

    def _merged(self, ranked: list[tuple[StoryId, tuple[float, _Placed]]]) -> tuple[StoryId, ...]:
        """Other stories to which the article is bound as strongly: they are one happening."""
        first = ranked[0][1][0]
        return tuple(
            story for story, (score, _) in ranked[1:] if score >= MERGE_MIN and first >= MERGE_MIN
        )

    def _absorb(self, absorbed: StoryId, into: StoryId) -> None:
        gone = self._stories.pop(absorbed)
        kept = self._stories[into]
        for placed in gone.members:
            placed.story = into
        kept.members.extend(gone.members)
        kept.last_at = max(kept.last_at, gone.last_at)


def _veto(features: StoryFeatures, other: _Placed) -> str:
    """Why the two cannot be one story however alike their words are; empty when they can."""
    mine, theirs = frozenset(features.names), other.names
    if (
        features.language
        and other.features.language
        and features.language != other.features.language
    ):
        if not (mine & theirs) and not (frozenset(features.numbers) & other.numbers):
            return "another language without a shared name or number"
    if len(mine) >= NAMES_MIN and len(theirs) >= NAMES_MIN and not mine & theirs:
        return "both name people or places, and share none"
    return ""


def _rivals(
    ranked: list[tuple[StoryId, tuple[float, _Placed]]],
) -> tuple[tuple[StoryId, float], ...]:
    return tuple((story, round(score, 4)) for story, (score, _) in ranked[:RIVALS_MAX])


def _joined(
    score: float,
    best: _Placed,
    vector: dict[str, float],
    rivals: list[tuple[StoryId, tuple[float, _Placed]]],
    merged: tuple[StoryId, ...],
) -> tuple[Reason, ...]:
    shared = sorted(
        (
            (weight * best.vector[word], word)
            for word, weight in vector.items()
            if word in best.vector
        ),
        key=lambda pair: (-pair[0], pair[1]),
    )
    reasons = [
        Reason(
            code="joined",
            text=f"It is like its story by {score:.2f} ({JOIN_MIN:.2f} is enough).",
            value=round(score, 3),
            evidence=", ".join(word for _, word in shared[:8]),
        )
    ]
    if rivals:
        story, (other, _) = rivals[0]
        reasons.append(
            Reason(
                code="rival",
                text=f"The next story, {story}, is like it by {other:.2f}.",
                value=round(other, 3),
            )
        )
    reasons += [
        Reason(code="merged", text=f"It shows that {story} is the same story.") for story in merged
    ]
    return tuple(reasons)


def _began(
    ranked: list[tuple[StoryId, tuple[float, _Placed]]], vetoes: list[str]
) -> tuple[Reason, ...]:
    reasons = []
    if ranked:
        story, (score, _) = ranked[0]
        told = f"It began a story: the nearest, {story}, is like it by {score:.2f}, below {JOIN_MIN:.2f}."
        reasons.append(Reason(code="began", text=told, value=round(score, 3)))
    else:
        reasons.append(Reason(code="began", text="It began a story: no open one shares its words."))
    if vetoes:
        reasons.append(
            Reason(code="veto", text=f"{len(vetoes)} stories were ruled out: {vetoes[0]}.")
        )
    return tuple(reasons)
