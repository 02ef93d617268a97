"""What the models of all taught topics say of one article, where they are sure.

In: models, then an article's streams.  Out: an Opinion per topic; silence where a model abstains.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp, sqrt
from typing import Final

import numpy as np

from wiredesk.basics.ids import TopicId
from wiredesk.craft.topics.matching import Hit, Stream
from wiredesk.craft.topics.words import hash_words, list_words
from wiredesk.records.topic import TopicModel

# Between them the rules decide.  Measured on headlines with rules of F1 .35: .40 after 40 lessons and .42 after
# 130; with .8 and .1 instead .35 and .44 (docs/decisions/0017-topic-model.md).
SURE_YES: Final = 0.9
SURE_NO: Final = 0.05
WORDS_SHOWN_MAX: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """One model is sure of one article."""

    model: TopicModel
    odds: float
    """Probability that the article is on the topic: at least SURE_YES or at most SURE_NO."""


class LearnedTopics:
    """The models of a hub in one table: an article is looked up once for all of them."""

    def __init__(self, models: Sequence[TopicModel]) -> None:
        self._models = tuple(models)
        features = [np.frombuffer(model.features, "<u4") for model in models]
        weights = [np.frombuffer(model.weights, "<f4") for model in models]
        owners = [np.full(len(part), number) for number, part in enumerate(features)]
        keys = np.concatenate(features) if models else np.zeros(0, np.uint32)
        order = np.argsort(keys, kind="stable")
        # Every hash once, and where its weights begin: one search for all models.
        self._features, first = np.unique(keys[order].astype(np.uint32), return_index=True)
        self._begins = np.append(first, len(keys))
        self._weights = np.concatenate(weights).astype(float)[order] if models else np.zeros(0)
        self._owners = np.concatenate(owners)[order] if models else np.zeros(0, np.intp)

    def judge(self, title: Stream, text: Stream) -> dict[TopicId, Opinion]:
        """The opinions of those models that are sure; none where no word is known, as in a new language."""
        if not self._models:
            return {}
        odds = self.odds(title, text)
        return {
            model.topic: Opinion(model=model, odds=round(one, 3))
            for model, one in zip(self._models, odds, strict=True)
            if one >= SURE_YES or (one <= SURE_NO and one < _odds(model.bias))
        }

    def odds(self, title: Stream, text: Stream) -> list[float]:
        """The probability of each topic, in the order of the models."""
        words = hash_words(title, text)
        found = np.searchsorted(self._features, words)
        found = found[self._features[np.minimum(found, len(self._features) - 1)] == words]
        begin = self._begins[found]
        counts = self._begins[found + 1] - begin
        # The places of every word's weights, one after another.
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        at = np.repeat(begin, counts) + within
        sums = np.bincount(self._owners[at], self._weights[at], len(self._models))
        length = sqrt(max(len(words), 1))
        return [
            _odds(total / length + model.bias)
            for total, model in zip(sums.tolist(), self._models, strict=True)
        ]


def strongest_words(opinion: Opinion, stream: Stream) -> Iterator[Hit]:
    """The places of the words that moved the model most towards what it says, none within another."""
    keys = np.frombuffer(opinion.model.features, "<u4")
    weights = np.frombuffer(opinion.model.weights, "<f4")
    direction = 1 if opinion.odds >= SURE_YES else -1
    words, hashes = list_words(stream)
    at = np.minimum(np.searchsorted(keys, hashes), len(keys) - 1)
    pull = np.where(keys[at] == hashes, direction * weights[at], 0.0)
    told = {word: one for word, one in zip(words, pull.tolist(), strict=True) if one > 0}
    shown: list[Hit] = []
    for word in sorted(told, key=lambda word: (-told[word], word)):
        begin = stream.folded.find(f" {word} ") + 1
        hit = Hit(begin, begin + len(word))
        if all(hit.end <= one.begin or one.end <= hit.begin for one in shown):
            shown.append(hit)
        if len(shown) == WORDS_SHOWN_MAX:
            break
    yield from shown


def _odds(log_odds: float) -> float:
    return 1 / (1 + exp(-max(min(log_odds, 30.0), -30.0)))
