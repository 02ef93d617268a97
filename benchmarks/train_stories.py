"""Choose the numbers that grouping decides by: craft/stories/weights.py.

In: `../shared/data/stories` (three labelled sets).  Out: how sure a likeness is (a logistic curve over its
logarithm), whether more features would carry over to a set that they were not fitted on, and the thresholds
that do best.  Each choice is made on two sets and reported on the third; what is written is then made on all
three.  Only scikit-learn is needed, and only here.

    python -m benchmarks.train_stories [--write]
"""

import math
import random
import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import product as all_pairs
from pathlib import Path
from typing import Any, Final, TypeVar

import numpy as np

from benchmarks.bench_stories import DATA, LabelledSet, b_cubed, features_of_set, loaded
from wiredesk.basics.ids import ArticleId
from wiredesk.craft.stories import Constraints, group_all, group_in_order
from wiredesk.craft.stories import batch as batch_module
from wiredesk.craft.stories import candidates as candidates_module
from wiredesk.craft.stories import index as index_module
from wiredesk.craft.stories import refining as refining_module
from wiredesk.craft.stories import telling as telling_module
from wiredesk.craft.stories.holding import Holding
from wiredesk.craft.stories.opened import Candidate, Text
from wiredesk.craft.stories.vectors import UNIT_SQUARED, product

Item = TypeVar("Item")

TARGET: Final = Path(candidates_module.__file__).with_name("weights.py")
ARTICLES_MAX: Final = 4_000  # of a set, chosen by chance: the whole of the largest takes an hour
SMALL: Final = 1_000  # sets below this are streamed in three orders
LOOKED_AT: Final = 6  # candidates of an article that the fit sees
FEATURES: Final = (
    "likeness",
    "cosine with best three",
    "cosine of words",
    "overlap of top 15 words",
    "names and numbers",
    "shared names",
    "shared numbers",
    "size of story",
    "length of text",
    "beside best candidate",
)
TRIED: Final = (
    (0,),
    (0, 1),
    (0, 2),
    (0, 3),
    (0, 4),
    (0, 5, 6),
    (0, 7),
    (0, 8),
    (0, 9),
    (0, 2, 3, 7),
    tuple(range(len(FEATURES))),
)
GRID: Final = {
    "LIKENESS_MIN": (0.5, 0.55, 0.6, 0.65),
    "REFINE_MIN": (0.4, 0.45, 0.5, 0.55),
}
GATHER: Final = (0.325, 0.35, 0.375, 0.4, 0.425)
NOISE: Final = 0.001  # of mean F1: less than what another order of the same articles changes
MODULES: Final = (
    batch_module,
    candidates_module,
    index_module,
    refining_module,
    telling_module,
)


class Listener:
    """Notes the candidates of each article while a stream goes on, with whether they are right."""

    def __init__(self, labels: Mapping[ArticleId, str]) -> None:
        self.rows: list[list[float]] = []
        self.right: list[bool] = []
        self._labels = labels
        self._find = candidates_module.find_candidates

    def __call__(self, text: Text, holding: Holding, constraints: Constraints) -> list[Candidate]:
        """Stands in for `find_candidates`."""
        found = self._find(text, holding, constraints)
        if text.number in holding.texts:
            return found
        best = max((one.likeness for one in found if not one.veto), default=0.0)
        for one in found[:LOOKED_AT]:
            if one.veto:
                continue
            members = Counter(self._labels[article] for article in holding.articles_in(one.story))
            self.right.append(
                members.most_common(1)[0][0] == self._labels[text.features.article_id]
            )
            self.rows.append(_measured(text, one, holding, best))
        return found


def main(arguments: Sequence[str]) -> None:
    """Compare, choose, and with `--write` write the table."""
    sets = [_some_of(loaded(path)) for path in sorted(DATA.glob("*.jsonl.gz"))]
    if not sets:
        print(f"{DATA} is not there: the table stays as it is.")
        return
    pairs = {one.name: _listened(one) for one in sets}
    _compare(pairs)
    slope, intercept = _curve(pairs)
    chosen = _thresholds(sets)
    print(f"written: SLOPE {slope:.2f}, INTERCEPT {intercept:.2f}, {chosen}")
    if "--write" in arguments:
        _write({"SLOPE": round(slope, 2), "INTERCEPT": round(intercept, 2), **chosen})


def _measured(text: Text, one: Candidate, holding: Holding, best: float) -> list[float]:
    bundle = holding.stories[one.story].bundle
    features = text.features
    signs = product(text.signs, text.signs) * product(bundle.signs, bundle.signs)
    top = list(text.vector)[:15]
    told = sum(text.vector[word] for word in top) or 1
    return [
        _log(one.likeness),
        _log(one.quorum),
        _log(product(text.vector, bundle.total) / math.sqrt(max(bundle.squared, 1) * UNIT_SQUARED)),
        _log(sum(text.vector[word] for word in top if word in bundle.total) / told),
        product(text.signs, bundle.signs) / math.sqrt(max(signs, 1)),
        math.log1p(sum(name in bundle.names for name in features.names)),
        math.log1p(sum(number in bundle.numbers for number in features.numbers)),
        math.log(bundle.size),
        math.log1p(len(features.terms)),
        one.likeness / max(best, 1e-6),
    ]


def _log(value: float) -> float:
    return math.log(max(value, 0.01))


def _listened(one: LabelledSet) -> tuple[Any, Any]:
    features = features_of_set(one)
    labels = {own.article_id: label for own, label in zip(features, one.labels, strict=True)}
    listener = Listener(labels)
    vars(index_module)["find_candidates"] = listener
    try:
        for seed in _seeds(one):
            group_in_order(_shuffled(features, seed))
    finally:
        vars(index_module)["find_candidates"] = candidates_module.find_candidates
    return np.array(listener.rows), np.array(listener.right)


def _compare(pairs: Mapping[str, tuple[Any, Any]]) -> None:
    """Fit on two sets, report on the third: what carries over counts."""
    from sklearn.metrics import log_loss, roc_auc_score  # noqa: PLC0415 - bench extra

    print(
        "fitted on two sets, log loss and area under the curve on the third (lower, higher is better):"
    )
    for columns in TRIED:
        losses, areas = [], []
        for held in pairs:
            model = _fitted([pairs[name] for name in pairs if name != held], columns)
            rows, right = pairs[held]
            chance = model.predict_proba(rows[:, columns])[:, 1]
            losses.append(log_loss(right, chance))
            areas.append(roc_auc_score(right, chance))
        told = ", ".join(FEATURES[column] for column in columns)
        each = " ".join(f"{loss:.3f}" for loss in losses)
        print(
            f"  loss {np.mean(losses):.4f} ({each})  area {np.mean(areas):.4f}  {told if len(columns) < len(FEATURES) else 'all'}"
        )


def _curve(pairs: Mapping[str, tuple[Any, Any]]) -> tuple[float, float]:
    """Slope and intercept over the logarithm of likeness, with how true its chances are on the set left out."""
    for held in pairs:
        model = _fitted([pairs[name] for name in pairs if name != held], (0,))
        rows, right = pairs[held]
        chance = model.predict_proba(rows[:, (0,)])[:, 1]
        told = []
        for low in (0.0, 0.2, 0.4, 0.6, 0.8):
            some = (chance >= low) & (chance < low + 0.2 + 1e-9)
            if some.any():
                told.append(f"{chance[some].mean():.2f}→{right[some].mean():.2f}")
        print(f"  {held}: said → was: {'  '.join(told)}")
    pipeline = _fitted(list(pairs.values()), (0,))
    scale, model = pipeline[0], pipeline[1]
    slope = float(model.coef_[0][0] / scale.scale_[0])
    return slope, float(model.intercept_[0] - slope * scale.mean_[0])


def _fitted(pairs: Sequence[tuple[Any, Any]], columns: Sequence[int]) -> Any:
    """A logistic model in which each set weighs alike."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - bench extra
    from sklearn.pipeline import make_pipeline  # noqa: PLC0415 - bench extra
    from sklearn.preprocessing import StandardScaler  # noqa: PLC0415 - bench extra

    rows = np.vstack([one[:, columns] for one, _ in pairs])
    right = np.concatenate([one for _, one in pairs])
    weights = np.concatenate([np.full(len(one), len(rows) / len(one)) for _, one in pairs])
    model = make_pipeline(StandardScaler(), LogisticRegression())
    return model.fit(rows, right, logisticregression__sample_weight=weights / len(pairs))


def _thresholds(sets: Sequence[LabelledSet]) -> dict[str, float]:
    """What does best on all sets; and what would have been chosen on two, reported on the third."""
    names = list(GRID)
    streamed = {
        values: _each(sets, dict(zip(names, values, strict=True)), _streamed)
        for values in all_pairs(*GRID.values())
    }
    gathered: dict[tuple[float, ...], list[float]] = {
        (value,): _each(sets, {"GATHER_MIN": value}, _gathered) for value in GATHER
    }
    chosen: dict[str, float] = {}
    for told, tried in ((names, streamed), (["GATHER_MIN"], gathered)):
        for values, scores in tried.items():
            each = " ".join(f"{score:.4f}" for score in scores)
            print(f"  {dict(zip(told, values, strict=True))}: {each}  mean {np.mean(scores):.4f}")
        for left, one in enumerate(sets):
            best = max(tried, key=lambda values: sum(tried[values]) - tried[values][left])
            print(f"  chosen without {one.name}: {best}, there {tried[best][left]:.4f}")
        best = max(tried, key=lambda values: sum(tried[values]))
        chosen |= dict(zip(told, best, strict=True))
    return chosen


def _each(sets: Sequence[LabelledSet], numbers: Mapping[str, float], scored: Any) -> list[float]:
    """B³ F1 of each set with other numbers in place of those of the table."""
    before = {
        (module, name): getattr(module, name)
        for module, name in all_pairs(MODULES, numbers)
        if hasattr(module, name)
    }
    for module, name in before:
        setattr(module, name, numbers[name])
    try:
        return [scored(one) for one in sets]
    finally:
        for (module, name), value in before.items():
            setattr(module, name, value)


def _streamed(one: LabelledSet) -> float:
    features = features_of_set(one)
    scores = []
    for seed in _seeds(one):
        labels = _shuffled(one.labels, seed)
        scores.append(b_cubed(labels, group_in_order(_shuffled(features, seed)), 1.0).f1)
    return sum(scores) / len(scores)


def _gathered(one: LabelledSet) -> float:
    return b_cubed(one.labels, group_all(features_of_set(one)), 1.0).f1


def _seeds(one: LabelledSet) -> range:
    return range(3 if len(one.labels) < SMALL else 1)


def _shuffled(items: Sequence[Item], seed: int) -> list[Item]:
    some = list(items)
    random.Random(seed).shuffle(some)
    return some


def _some_of(one: LabelledSet) -> LabelledSet:
    kept = _shuffled(range(len(one.labels)), 100)[:ARTICLES_MAX]
    return LabelledSet(
        name=one.name,
        labels=[one.labels[at] for at in kept],
        texts=[one.texts[at] for at in kept],
    )


def _write(numbers: Mapping[str, float]) -> None:
    """Put the numbers into the table, which keeps its words."""
    body = TARGET.read_text(encoding="utf-8")
    for name, value in numbers.items():
        body, count = re.subn(rf"(?m)^({name}: Final = )[-0-9.]+", rf"\g<1>{value:g}", body)
        assert count == 1, name
    TARGET.write_text(body, encoding="utf-8")
    print(TARGET)


if __name__ == "__main__":
    main(sys.argv[1:])
