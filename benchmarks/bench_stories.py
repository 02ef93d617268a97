"""Stories: how well articles are grouped, beside the peer, and how fast.

In: `../shared/data/stories` (three labelled sets), the sample newsroom.  Out: B³ F1 and articles/s, on one
setting for all.  Peer: average linkage over the whole set on TF-IDF cosines (scikit-learn), with the one
threshold that does best on these three sets, a help that ours does not get.
"""

import gzip
import json
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from wiredesk.basics.ids import ArticleId
from wiredesk.craft.stories import (
    StoryFeatures,
    StoryIndex,
    features_of,
    group_all,
    group_in_order,
    scoring,
)
from wiredesk.craft.stories.batch import REFINED_EVERY
from wiredesk.craft.stories.stopwords import STOP_WORDS
from wiredesk.sample.newsroom import load_newsroom

DATA = Path(__file__).parent.parent.parent / "shared" / "data" / "stories"
PEER_THRESHOLDS = [step / 100 for step in range(4, 21)]
SHUFFLES = 5
SHARED_MIN, OVERLAP_MIN = 3, 0.6  # NewsBlur's own numbers
T0 = datetime(2026, 3, 1, tzinfo=UTC)

Grouping = Callable[[list[StoryFeatures]], Sequence[object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledSet:
    """One set with its truth."""

    name: str
    labels: list[str]
    texts: list[tuple[str, str]]
    """Title and text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """B³ of one grouping, and what it took."""

    precision: float
    recall: float
    seconds: float

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def main() -> None:
    _measure_sample()
    sets = [_loaded(path) for path in sorted(DATA.glob("*.jsonl.gz"))]
    if not sets:
        print(f"{DATA} is not there: the labelled sets are left out.")
    else:
        _measure(sets)
        _measure_peer(sets)
        print("peer, titles that share words, as NewsBlur describes it:")
        _table(sets, _by_titles)


def _measure(sets: Sequence[LabelledSet]) -> None:
    for one in sets:
        begun = time.process_time()
        features = _features(one)
        rate = len(features) / (time.process_time() - begun)
        print(f"{one.name}: {len(features)} articles, features of {rate:,.0f} a second")
    print("\nours, whole set (`wiredesk group`), no times:")
    _table(sets, lambda one: _score(one.labels, _features(one), group_all))
    means = []
    for seed in range(SHUFFLES):
        print(f"ours, streaming (`--in-order`), shuffle {seed}:")
        mean = _table(sets, lambda one, seed=seed: _shuffled_score(one, seed))  # type: ignore[misc] # - mypy cannot type a default in a lambda
        means.append(mean)
    print(
        f"streaming, {SHUFFLES} shuffles: mean {sum(means) / SHUFFLES:.4f}, spread {max(means) - min(means):.4f}"
    )
    for one in sets:
        print(f"{one.name}: {_wrong_merges(one):.1f} wrong merges per 1,000 articles, streaming")


def _wrong_merges(one: LabelledSet) -> float:
    """How often two open stories that are mostly about different happenings become one, per 1,000 articles."""
    order = list(range(len(one.labels)))
    random.Random(0).shuffle(order)
    features = _features(one)
    index, wrong = StoryIndex(), 0
    held: dict[str, Counter[str]] = {}
    of: dict[str, str] = {}
    for count, at in enumerate(order, start=1):
        verdicts = [index.assign(features[at])]
        if count % REFINED_EVERY == 0:
            verdicts += index.refine()
        for verdict in verdicts:
            into = held.setdefault(verdict.story_id, Counter())
            for absorbed in verdict.merged:
                gone = held.pop(absorbed, Counter())
                wrong += (
                    bool(into and gone) and into.most_common(1)[0][0] != gone.most_common(1)[0][0]
                )
                into.update(gone)
                of.update(
                    {
                        article: verdict.story_id
                        for article, story in of.items()
                        if story == absorbed
                    }
                )
            label = one.labels[int(verdict.article_id.rpartition("/")[2])]
            before = of.get(verdict.article_id)
            if before in held and before != verdict.story_id:
                held[before][label] -= 1
            if before != verdict.story_id:
                into[label] += 1
            of[verdict.article_id] = verdict.story_id
    return 1_000 * wrong / len(order)


def _table(sets: Sequence[LabelledSet], scored: Callable[[LabelledSet], Score]) -> float:
    scores = [scored(one) for one in sets]
    for one, score in zip(sets, scores, strict=True):
        rate = len(one.labels) / score.seconds
        print(
            f"  {one.name:28} B³ F1 {score.f1:.3f}  precision {score.precision:.3f}  "
            f"recall {score.recall:.3f}  {rate:,.0f} articles/s"
        )
    mean = sum(score.f1 for score in scores) / len(scores)
    print(f"  {'mean':28} B³ F1 {mean:.4f}")
    return mean


def _measure_peer(sets: Sequence[LabelledSet]) -> None:
    try:
        from sklearn.cluster import AgglomerativeClustering  # noqa: PLC0415 - bench extra
        from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - bench extra
    except ImportError:
        print("scikit-learn is not there: the peer is left out (pip install '.[bench]').")
        return
    found: dict[float, list[Score]] = {threshold: [] for threshold in PEER_THRESHOLDS}
    for one in sets:
        begun = time.process_time()
        vectorizer = TfidfVectorizer(stop_words="english", sublinear_tf=True)
        matrix = vectorizer.fit_transform([f"{title} {text[:700]}" for title, text in one.texts])
        distances = (1.0 - (matrix @ matrix.T).toarray()).clip(min=0.0)
        ready = time.process_time() - begun
        for threshold in PEER_THRESHOLDS:
            begun = time.process_time()
            peer = AgglomerativeClustering(
                n_clusters=None,
                metric="precomputed",
                linkage="average",
                distance_threshold=1 - threshold,
            )
            stories = peer.fit_predict(distances)
            took = ready + time.process_time() - begun
            found[threshold].append(_b_cubed(one.labels, list(stories), took))
    best = max(found, key=lambda threshold: sum(score.f1 for score in found[threshold]))
    print(f"peer, average linkage on TF-IDF, whole set, threshold {best} chosen on these sets:")
    scores = iter(found[best])
    _table(sets, lambda _: next(scores))


def _by_titles(one: LabelledSet) -> Score:
    """Union-find over pairs of titles; candidates from an inverted index, so that it is as fast as it can be."""
    begun = time.process_time()
    into = list(range(len(one.labels)))
    holders: dict[str, list[int]] = {}

    def root(number: int) -> int:
        while into[number] != number:
            into[number] = into[into[number]]
            number = into[number]
        return number

    words = [_significant(title) for title, _ in one.texts]
    for number, own in enumerate(words):
        shared = Counter(other for word in own for other in holders.get(word, ()))
        for other, count in shared.items():
            if count >= SHARED_MIN and count >= OVERLAP_MIN * min(len(own), len(words[other])):
                into[root(number)] = root(other)
        for word in own:
            holders.setdefault(word, []).append(number)
    stories = [root(number) for number in range(len(into))]
    return _b_cubed(one.labels, stories, time.process_time() - begun)


def _significant(title: str) -> set[str]:
    found = re.findall(r"\w+", title.lower())
    return {word for word in found if len(word) > 2 and word not in STOP_WORDS["en"]}


def _measure_sample() -> None:
    pieces = sorted(load_newsroom().pieces, key=lambda piece: (piece.published, piece.slug))
    labels = [piece.story for piece in pieces]
    features = [
        features_of(
            article_id=ArticleId(f"{piece.paper}/{piece.slug}"),
            title=piece.title,
            text="\n\n".join(piece.paragraphs),
            language="",
            effective_at=piece.published,
            provider=piece.paper,
        )
        for piece in pieces
    ]
    for name, grouping in (("whole set", group_all), ("streaming", group_in_order)):
        score = _score(labels, features, grouping)
        told = f"B³ F1 {score.f1:.3f}  precision {score.precision:.3f}  recall {score.recall:.3f}"
        print(
            f"sample newsroom, {name}: {told} ({len(features)} articles, {len(set(labels))} stories)"
        )


def _shuffled_score(one: LabelledSet, seed: int) -> Score:
    order = list(range(len(one.labels)))
    random.Random(seed).shuffle(order)
    features = _features(one)
    return _score([one.labels[at] for at in order], [features[at] for at in order], group_in_order)


def _score(labels: Sequence[str], features: list[StoryFeatures], grouping: Grouping) -> Score:
    begun = time.process_time()
    stories = grouping(features)
    return _b_cubed(labels, stories, time.process_time() - begun)


def _b_cubed(labels: Sequence[str], stories: Sequence[object], seconds: float) -> Score:
    score = scoring.b_cubed(labels, stories)
    return Score(precision=score.precision, recall=score.recall, seconds=max(seconds, 1e-6))


def _features(one: LabelledSet) -> list[StoryFeatures]:
    return [
        features_of(
            article_id=ArticleId(f"{one.name}/{number}"),
            title=title,
            text=text,
            language="",
            effective_at=None,
            provider="",
        )
        for number, (title, text) in enumerate(one.texts)
    ]


def _loaded(path: Path) -> LabelledSet:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return LabelledSet(
        name=path.name.removesuffix(".jsonl.gz"),
        labels=[str(row["label"]) for row in rows],
        texts=[(row["title"] or "", row["text"] or "") for row in rows],
    )


if __name__ == "__main__":
    main()
