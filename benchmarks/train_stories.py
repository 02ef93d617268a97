"""Choose the numbers that grouping decides by: craft/stories/weights.py.

In: `../shared/data/stories` (three labelled sets).  Out: the thresholds; how sure a likeness is (a logistic curve over
its logarithm); whether more features would carry over to a set that they were not fitted on.  Each choice is made on
two sets and reported on the third; what is written is then made on all three.  Only scikit-learn is needed, and only
here.

Thresholds are chosen one after another from START, whatever stands in the table, so that running it again writes the
same.  The rule: of those whose mean F1 is within one standard error of the best, over orders of chance, and that merge
wrongly no more than WRONG_MAX says, the strictest; a wrong join hurts more than a split.

    python -m benchmarks.train_stories [--write]
"""

import math
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product as all_pairs
from pathlib import Path
from typing import Any, Final, TypeVar

import numpy as np

from benchmarks.bench_stories import DATA, LabelledSet, b_cubed, features_of_set, loaded, streamed
from wiredesk.basics.ids import ArticleId
from wiredesk.craft.stories import Constraints, group_all, group_in_order
from wiredesk.craft.stories import batch as batch_module
from wiredesk.craft.stories import candidates as candidates_module
from wiredesk.craft.stories import index as index_module
from wiredesk.craft.stories import refining as refining_module
from wiredesk.craft.stories import telling as telling_module
from wiredesk.craft.stories.holding import Holding
from wiredesk.craft.stories.opened import Arrival, Candidate
from wiredesk.craft.stories.vectors import UNIT_SQUARED, ascending, product, square

Item = TypeVar("Item")

TARGET: Final = Path(candidates_module.__file__).with_name("weights.py")
ARTICLES_MAX: Final = 4_000  # of a set, chosen by chance: the whole of the largest takes an hour
SHUFFLES: Final = 3  # orders of chance in which each set is streamed
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
START: Final = {"LIKENESS_MIN": 0.55, "REFINE_MIN": 0.5, "MERGE_MIN": 0.45}
GRID: Final = {
    # Of joins at .45 two in three are wrong when they are made, and stand until their story is quiet.
    "LIKENESS_MIN": (0.5, 0.55, 0.6, 0.65),
    "REFINE_MIN": (0.45, 0.5, 0.55),
    "MERGE_MIN": (0.4, 0.45, 0.5, 0.55),
}
GATHER: Final = (0.325, 0.35, 0.375, 0.4, 0.425)
NOISE: Final = (
    0.002  # standard error of a mean of three orders, as five on all articles tell it; three
)
# orders alone can be alike by chance
WRONG_MAX: Final = 10.0  # wrong merges per 1,000 articles of each set: half of what is asked
MODULES: Final = (
    batch_module,
    candidates_module,
    index_module,
    refining_module,
    telling_module,
)


@dataclass(frozen=True, slots=True)
class Trial:
    """What some numbers earn, by set."""

    scores: list[list[float]]
    """B³ F1 of each order."""
    wrong: list[float]
    """Wrong merges per 1,000 articles, mean over the orders."""

    def mean(self, sets: Sequence[int]) -> float:
        """Mean F1 of some of the sets."""
        return float(np.mean([self.scores[at] for at in sets]))

    def error(self, sets: Sequence[int]) -> float:
        """Standard error of that over the orders, NOISE at least; of one order none."""
        means = np.mean([self.scores[at] for at in sets], axis=0)
        if len(means) == 1:
            return 0.0
        return max(float(np.std(means, ddof=1) / math.sqrt(len(means))), NOISE)

    def is_careful(self, sets: Sequence[int]) -> bool:
        """Whether it merges stories wrongly no more than it may, on each of some of the sets."""
        return max(self.wrong[at] for at in sets) <= WRONG_MAX


class Listener:
    """Notes the candidates of each article while a stream goes on, with whether they are right."""

    def __init__(self, labels: Mapping[ArticleId, str]) -> None:
        self.rows: list[list[float]] = []
        self.right: list[bool] = []
        self._labels = labels
        self._find = candidates_module.find_candidates

    def __call__(
        self, arrival: Arrival, holding: Holding, constraints: Constraints
    ) -> list[Candidate]:
        """Stands in for `find_candidates`."""
        found = self._find(arrival, holding, constraints)
        if arrival.text.number in holding.texts:
            return found
        best = max((one.likeness for one in found if not one.veto), default=0.0)
        for one in found[:LOOKED_AT]:
            if one.veto:
                continue
            members = Counter(self._labels[article] for article in holding.articles_in(one.story))
            self.right.append(members.most_common(1)[0][0] == self._labels[arrival.article])
            self.rows.append(_measured(arrival, one, holding, best))
        return found


def main(arguments: Sequence[str]) -> None:
    """Compare, choose, and with `--write` write the table."""
    sets = [_some_of(loaded(path)) for path in sorted(DATA.glob("*.jsonl.gz"))]
    if not sets:
        print(f"{DATA} is not there: the table stays as it is.")
        return
    chosen = _thresholds(sets)
    with _numbers(chosen):
        pairs = {one.name: _listened(one) for one in sets}
    _compare(pairs)
    slope, intercept = _curve(pairs)
    numbers = {"SLOPE": round(slope, 2), "INTERCEPT": round(intercept, 2), **chosen}
    print(f"chosen: {numbers}")
    if "--write" in arguments:
        TARGET.write_text(written(TARGET.read_text(encoding="utf-8"), numbers), encoding="utf-8")
        print(TARGET)


def written(table: str, numbers: Mapping[str, float]) -> str:
    """The table with other numbers; it keeps its words."""
    for name, value in numbers.items():
        table, count = re.subn(rf"(?m)^({name}: Final = )[-0-9.]+", rf"\g<1>{value:g}", table)
        assert count == 1, name
    return table


def _measured(arrival: Arrival, one: Candidate, holding: Holding, best: float) -> list[float]:
    mine, bundle = arrival.alone, holding.bundle(one.story)
    vector = ascending(arrival.vector)
    signs = square(mine.signs) * square(bundle.signs)
    top = arrival.vector.ids[:15], arrival.vector.weights[:15]
    told = int(top[1].sum()) or 1
    return [
        _log(one.likeness),
        _log(one.quorum),
        _log(product(vector, bundle.total) / math.sqrt(max(bundle.squared, 1) * UNIT_SQUARED)),
        _log(int(top[1][np.isin(top[0], bundle.total.ids)].sum()) / told),
        product(mine.signs, bundle.signs) / math.sqrt(max(signs, 1)),
        math.log1p(len(mine.names.keys() & bundle.names.keys())),
        math.log1p(len(mine.numbers.keys() & bundle.numbers.keys())),
        math.log(bundle.size),
        math.log1p(len(vector.ids) + len(arrival.text.other_terms())),
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
        for seed in range(SHUFFLES):
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
    """What the rule chooses on all sets; and what it would have chosen on two, reported on the third."""
    chosen: dict[str, float] = dict(START)
    known: dict[tuple[float, ...], Trial] = {}
    for name, values in GRID.items():
        tried = {}
        for value in values:
            numbers = chosen | {name: value}
            key = tuple(numbers.values())
            if key not in known:
                known[key] = _tried(sets, numbers)
            tried[value] = known[key]
        chosen[name] = _told(name, tried, sets)
    return chosen | {"GATHER_MIN": _told("GATHER_MIN", _gathered(sets), sets)}


def _told(name: str, tried: Mapping[float, Trial], sets: Sequence[LabelledSet]) -> float:
    """The value that the rule chooses, all told."""
    everything = range(len(sets))
    for value, trial in tried.items():
        each = " ".join(f"{trial.mean([at]):.4f}" for at in everything)
        merged = " ".join(f"{wrong:.1f}" for wrong in trial.wrong)
        print(
            f"  {name} {value}: {each}  mean {trial.mean(everything):.4f} ± {trial.error(everything):.4f}"
            f"  wrong merges {merged}",
            flush=True,
        )
    for left, one in enumerate(sets):
        value = chosen_of(tried, [at for at in everything if at != left])
        print(f"  chosen without {one.name}: {value}, there {tried[value].mean([left]):.4f}")
    value = chosen_of(tried, everything)
    print(f"  chosen: {name} {value}")
    return value


def chosen_of(tried: Mapping[float, Trial], sets: Sequence[int]) -> float:
    """The rule: within one standard error of the best of the careful ones, the strictest."""
    careful = {value: trial for value, trial in tried.items() if trial.is_careful(sets)}
    best = max((careful or tried).values(), key=lambda trial: trial.mean(sets))
    enough = best.mean(sets) - best.error(sets)
    return max(value for value, trial in (careful or tried).items() if trial.mean(sets) >= enough)


@contextmanager
def _numbers(numbers: Mapping[str, float]) -> Iterator[None]:
    """Other numbers in place of those of the table."""
    before = {
        (module, name): getattr(module, name)
        for module, name in all_pairs(MODULES, numbers)
        if hasattr(module, name)
    }
    for module, name in before:
        setattr(module, name, numbers[name])
    try:
        yield
    finally:
        for (module, name), value in before.items():
            setattr(module, name, value)


def _tried(sets: Sequence[LabelledSet], numbers: Mapping[str, float]) -> Trial:
    scores, wrong = [], []
    with _numbers(numbers):
        for one in sets:
            runs = [streamed(one, seed) for seed in range(SHUFFLES)]
            scores.append(
                [b_cubed(labels, list(ledger.placed.values()), 1.0).f1 for labels, ledger in runs]
            )
            merges = sum(ledger.wrong_merges for _, ledger in runs)
            wrong.append(1_000 * merges / SHUFFLES / len(one.labels))
    return Trial(scores, wrong)


def _gathered(sets: Sequence[LabelledSet]) -> dict[float, Trial]:
    """Of a whole set at once, in which the order plays no part."""
    tried = {}
    for value in GATHER:
        with _numbers({"GATHER_MIN": value}):
            scores = [
                [b_cubed(one.labels, group_all(features_of_set(one)), 1.0).f1] for one in sets
            ]
        tried[value] = Trial(scores, [0.0] * len(sets))
    return tried


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


if __name__ == "__main__":
    main(sys.argv[1:])
