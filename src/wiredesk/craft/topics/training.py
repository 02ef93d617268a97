"""Learning a topic from examples: a linear model over hashed words and pairs of words.

In: examples with their answers.  Out: a TopicModel, the same for the same examples.  Weights by ridge
regression of the answer on tf-idf (Hoerl and Kennard 1970), solved in its dual form by conjugate gradients;
log odds by Platt's scaling (1999) of what a model says of a fifth that it has not seen.  Decides no label.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from wiredesk.basics.ids import TopicId
from wiredesk.craft.topics.matching import LEAD_CHARACTERS, Stream
from wiredesk.craft.topics.words import Hashes, hash_words
from wiredesk.records.topic import TopicModel

EXAMPLES_MIN: Final = (
    20  # given by people (SCORES.md 6); fewer say more of chance than of the topic
)
OF_EACH_MIN: Final = 5  # with four of a kind a fifth left out may leave none
EXAMPLES_MAX: Final = 5_000  # the newest; four seconds of training
WEIGHTS_MAX: Final = 20_000  # of one topic, the largest: 160 kB
FOLDS: Final = 5
# Strength of the ridge, and how near to the solution is enough.  0.1 to 0.4 differ by 0.6 points on
# headlines (docs/decisions/0017-topic-model.md); the strongest is also the most careful with few examples.
RIDGE: Final = 0.4
ROUNDS_MAX: Final = 60
RESIDUE: Final = 1e-3
PLATT_ROUNDS_MAX: Final = 50
TRAINING_VERSION: Final = 1
"""Rises when the same examples may give another model."""

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.intp]
Gram = Callable[[Floats], Floats]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """An article, or a seed, and whether it is on the topic."""

    words: Hashes
    is_about: bool
    by_person: bool = True
    """Somebody said so; else it is background, of which only the query said nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weights:
    """One number for each hash, ascending; others weigh nothing."""

    features: Hashes
    values: Floats
    bias: float
    """Score of an article of which no word is known."""


def make_example(title: str, text: str, *, is_about: bool, by_person: bool = True) -> Example:
    """An example from its texts."""
    words = hash_words(Stream(title), Stream(text[: 2 * LEAD_CHARACTERS]))
    return Example(words=words, is_about=is_about, by_person=by_person)


def digest_examples(examples: Sequence[Example]) -> str:
    """What tells whether there is something new to learn: the examples that people gave."""
    digest = hashlib.blake2b(TRAINING_VERSION.to_bytes(2, "big"), digest_size=10)
    for example in examples:
        if example.by_person:
            digest.update(b"\1" if example.is_about else b"\0")
            digest.update(len(example.words).to_bytes(4, "big"))
            digest.update(example.words.astype("<u4").tobytes())
    return digest.hexdigest()


def can_learn(examples: Sequence[Example]) -> bool:
    """Whether there are enough: 20 by people, and 5 each of what is and what is not on the topic."""
    by_person = sum(example.by_person for example in examples)
    about = sum(example.is_about for example in examples)
    return by_person >= EXAMPLES_MIN and min(about, len(examples) - about) >= OF_EACH_MIN


def train_topic(topic: TopicId, examples: Sequence[Example]) -> TopicModel:
    """The model of `topic`; the order of the examples decides which are left out together."""
    assert can_learn(examples), "too few examples: ask can_learn first"
    examples = examples[-EXAMPLES_MAX:]
    rows = [example.words for example in examples]
    answers = np.array([1.0 if example.is_about else -1.0 for example in examples])
    slope, bias, unseen = _calibrated(rows, answers)
    weights = _largest(_fitted(rows, answers))
    by_person = np.array([example.by_person for example in examples])
    right = ((slope * unseen + bias > 0) == (answers > 0)) & by_person
    return TopicModel(
        topic=topic,
        digest=digest_examples(examples),
        features=weights.features.astype("<u4").tobytes(),
        weights=(slope * weights.values).astype("<f4").tobytes(),
        bias=round(slope * weights.bias + bias, 6),
        yes=int((by_person & (answers > 0)).sum()),
        no=int((by_person & (answers < 0)).sum()),
        background=int((~by_person).sum()),
        right=int(right.sum()),
    )


def _calibrated(rows: Sequence[Hashes], answers: Floats) -> tuple[float, float, Floats]:
    """Slope and bias from scores to log odds, and the scores: each by a model that did not see it."""
    folds = _folds(answers)
    scores = np.zeros(len(rows))
    for fold in range(FOLDS):
        seen, unseen = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        weights = _fitted([rows[at] for at in seen.tolist()], answers[seen])
        for at in unseen.tolist():
            scores[at] = _score(weights, rows[at])
    slope, bias = _platt(scores, answers)
    return slope, bias, scores


def _folds(answers: Floats) -> Integers:
    """The fold of each example; both answers are spread evenly over all folds."""
    folds = np.zeros(len(answers), np.intp)
    for answer in (-1.0, 1.0):
        at = np.flatnonzero(answers == answer)
        folds[at] = np.arange(len(at)) % FOLDS
    return folds


def _fitted(rows: Sequence[Hashes], answers: Floats) -> _Weights:
    """Ridge regression, the rarer answer weighing more by the root of how much rarer it is."""
    lengths = np.array([len(row) for row in rows])
    features, columns = np.unique(np.concatenate(rows), return_inverse=True)
    lines = np.repeat(np.arange(len(rows)), lengths)
    rarity = np.log((len(rows) + 1) / (np.bincount(columns, minlength=len(features)) + 1)) + 1
    values = rarity[columns] / np.sqrt(np.maximum(lengths, 1))[lines]
    scale = 1 / max(float(np.sqrt((values**2).sum() / len(rows))), 1e-9)
    values *= scale  # a row is about 1 long, so that RIDGE means the same for every topic

    def weights_of(alphas: Floats) -> Floats:
        return _sums(columns, values * alphas[lines], len(features))

    def gram(alphas: Floats) -> Floats:
        return _sums(lines, values * weights_of(alphas)[columns], len(rows))

    share = (answers > 0).mean()
    trust = np.sqrt(0.5 / np.where(answers > 0, share, 1 - share))
    bias = float((trust * answers).sum() / trust.sum())
    alphas = _solved(gram, RIDGE / trust, answers - bias)
    return _Weights(features=features, values=weights_of(alphas) * rarity * scale, bias=bias)


def _sums(places: Integers, values: Floats, count: int) -> Floats:
    """What falls on each of `count` places, added up."""
    return np.bincount(places, values, count).astype(np.float64)


def _solved(gram: Gram, ridge: Floats, answers: Floats) -> Floats:
    """The alphas of (gram + ridge) alphas = answers, by conjugate gradients (Hestenes and Stiefel 1952)."""
    alphas = np.zeros(len(answers))
    residue = answers.copy()
    step = residue.copy()
    size = goal = float(residue @ residue)
    for _ in range(ROUNDS_MAX):
        image = gram(step) + ridge * step
        pace = size / float(step @ image)
        alphas += pace * step
        residue -= pace * image
        before, size = size, float(residue @ residue)
        if size < RESIDUE**2 * goal:
            break
        step = residue + (size / before) * step
    return alphas


def _platt(scores: Floats, answers: Floats) -> tuple[float, float]:
    """Slope and bias of the likeliest logistic curve.

    Platt's targets stand a little off 0 and 1, so that a few clean examples do not make it certain.
    """
    yes = answers > 0
    count_yes, count_no = int(yes.sum()), int((~yes).sum())
    targets = np.where(yes, (count_yes + 1) / (count_yes + 2), 1 / (count_no + 2))
    slope, bias = 1.0, 0.0
    for _ in range(PLATT_ROUNDS_MAX):
        odds = 1 / (1 + np.exp(-np.clip(slope * scores + bias, -30, 30)))
        error, curve = odds - targets, odds * (1 - odds) + 1e-9
        # A pull towards 0 that is too weak to be felt unless scores say nothing at all.
        first = np.array([(error * scores).sum() + 1e-3 * slope, error.sum() + 1e-3 * bias])
        mixed = (curve * scores).sum()
        second = np.array([[(curve * scores**2).sum() + 1e-3, mixed], [mixed, curve.sum() + 1e-3]])
        change = np.linalg.solve(second, first)
        slope, bias = slope - float(change[0]), bias - float(change[1])
        if np.abs(change).max() < 1e-6:
            break
    return max(slope, 0.0), bias  # a model that is wrong more often than right says nothing


def _score(weights: _Weights, row: Hashes) -> float:
    at = np.minimum(np.searchsorted(weights.features, row), len(weights.features) - 1)
    known = weights.features[at] == row
    score = (weights.values[at] * known).sum() / np.sqrt(max(len(row), 1))
    return float(score) + weights.bias


def _largest(weights: _Weights) -> _Weights:
    if len(weights.features) <= WEIGHTS_MAX:
        return weights
    order = np.argsort(-np.abs(weights.values), kind="stable")[:WEIGHTS_MAX]
    kept = np.sort(order)
    return replace(weights, features=weights.features[kept], values=weights.values[kept])
