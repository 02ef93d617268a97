"""A sentence model beside the words: what it earns in grouping, and what it costs.

In: the model folder that `WIREDESK_MODEL` names, `../shared/data/stories`.  Out: B³ with and without it on the same
sets, in the same order, and texts/s.  Needs the extra `[semantic]`.
"""

import os
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.bench_stories import DATA, LabelledSet, Score, b_cubed, features_of_set, loaded
from wiredesk.craft.stories import StoryFeatures, brief_of, group_all, group_in_order
from wiredesk.world.encoder import OnnxEncoder

ENCODED_AT_ONCE = 500  # as a batch of the route
SHUFFLES = 2
TEXTS_MAX = 3_000  # of a set, chosen at random: a model takes a minute for a thousand leads

Grouping = Callable[[list[StoryFeatures]], Sequence[object]]


def main() -> None:
    named = os.environ.get("WIREDESK_MODEL", "")
    if not named:
        print(
            "WIREDESK_MODEL names no folder: nothing is measured (docs/how-to/use-a-sentence-model.md)."
        )
        return
    encoder = OnnxEncoder(Path(named))
    sets = [_sampled(loaded(path)) for path in sorted(DATA.glob("*.jsonl.gz"))]
    if not sets:
        print(f"{DATA} is not there: nothing is measured.")
        return
    gains = []
    for one in sets:
        words = features_of_set(one)
        both = _with_meaning(one, words, encoder)
        for name, grouping, orders in (
            ("whole", group_all, 1),
            ("streaming", group_in_order, SHUFFLES),
        ):
            plain, helped = (
                [_scored(one, features, grouping, seed) for seed in range(orders)]
                for features in (words, both)
            )
            _tell(one, f"{name}, words alone", plain)
            _tell(one, f"{name}, with the model", helped)
            gains.append(_mean_f1(helped) - _mean_f1(plain))
    print(f"mean gain of the model: {100 * sum(gains) / len(gains):+.2f} points of B³ F1")


def _sampled(one: LabelledSet) -> LabelledSet:
    """At most TEXTS_MAX texts of a set, the same in every run."""
    places = sorted(
        random.Random(0).sample(range(len(one.labels)), min(TEXTS_MAX, len(one.labels)))
    )
    return replace(
        one, labels=[one.labels[at] for at in places], texts=[one.texts[at] for at in places]
    )


def _with_meaning(
    one: LabelledSet, features: list[StoryFeatures], encoder: OnnxEncoder
) -> list[StoryFeatures]:
    briefs = [brief_of(title, text) for title, text in one.texts]
    begun = time.process_time()
    meanings = [
        meaning
        for start in range(0, len(briefs), ENCODED_AT_ONCE)
        for meaning in encoder.encode(briefs[start : start + ENCODED_AT_ONCE])
    ]
    rate = len(briefs) / (time.process_time() - begun)
    print(f"{one.name}: {len(briefs)} texts, {rate:,.0f} of them encoded a second of CPU")
    return [replace(own, meaning=meaning) for own, meaning in zip(features, meanings, strict=True)]


def _scored(
    one: LabelledSet, features: list[StoryFeatures], grouping: Grouping, seed: int
) -> Score:
    order = list(range(len(features)))
    random.Random(seed).shuffle(order)
    begun = time.process_time()
    stories = grouping([features[at] for at in order])
    return b_cubed([one.labels[at] for at in order], stories, time.process_time() - begun)


def _tell(one: LabelledSet, name: str, scores: Sequence[Score]) -> None:
    precision = sum(score.precision for score in scores) / len(scores)
    recall = sum(score.recall for score in scores) / len(scores)
    rate = len(one.labels) * len(scores) / sum(score.seconds for score in scores)
    print(
        f"  {name:28} B³ F1 {_mean_f1(scores):.3f}  precision {precision:.3f}  recall {recall:.3f}  "
        f"{rate:,.0f} articles/s",
        flush=True,
    )


def _mean_f1(scores: Sequence[Score]) -> float:
    return sum(score.f1 for score in scores) / len(scores)


if __name__ == "__main__":
    main()
