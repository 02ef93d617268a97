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
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from wiredesk.basics.ids import ArticleId, StoryId
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
from wiredesk.records.story import StoryVerdict
from wiredesk.sample.newsroom import load_newsroom

DATA = Path(__file__).parent.parent.parent / "shared" / "data" / "stories"
PEER_THRESHOLDS = [step / 100 for step in range(4, 21)]
SHUFFLES = 5
SOON = timedelta(hours=24)
LOOKED_EVERY = timedelta(minutes=15)
SHARED_MIN, OVERLAP_MIN = 3, 0.6  # NewsBlur's own numbers

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
    _measure_changes()
    sets = [loaded(path) for path in sorted(DATA.glob("*.jsonl.gz"))]
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
        features = features_of_set(one)
        rate = len(features) / (time.process_time() - begun)
        print(f"{one.name}: {len(features)} articles, features of {rate:,.0f} a second")
    print("\nours, whole set (`wiredesk group`), no times:")
    _table(sets, lambda one: _grouped(one, group_all))
    means: list[float] = []
    wrong: dict[str, list[float]] = {one.name: [] for one in sets}

    def scored(one: LabelledSet) -> Score:
        begun = time.process_time()
        labels, ledger = streamed(one, len(means))
        wrong[one.name].append(1_000 * ledger.wrong_merges / len(labels))
        return b_cubed(labels, list(ledger.placed.values()), time.process_time() - begun)

    for seed in range(SHUFFLES):
        print(f"ours, streaming (`--in-order`), shuffle {seed}:")
        means.append(_table(sets, scored))
    print(
        f"streaming, {SHUFFLES} shuffles: mean {sum(means) / SHUFFLES:.4f}, spread {max(means) - min(means):.4f}"
    )
    for name, counts in wrong.items():
        print(
            f"{name}: {sum(counts) / SHUFFLES:.1f} wrong merges per 1,000 articles, streaming, at most {max(counts):.1f}"
        )


class Ledger:
    """Where each article of a stream is, and what happened to it on the way."""

    def __init__(self, labels: Mapping[ArticleId, str]) -> None:
        self.placed: dict[ArticleId, StoryId] = {}
        self.wrong_merges = 0
        self.changed: set[ArticleId] = set()
        """Articles whose story id changed within a day, redirects of merges counted."""
        self._labels = labels
        self._first: dict[ArticleId, tuple[StoryId, datetime | None]] = {}
        self._held: dict[StoryId, set[ArticleId]] = {}

    def note(self, verdict: StoryVerdict, now: datetime | None) -> None:
        """One more verdict, given at `now`."""
        moved, into = {verdict.article_id}, self._held.setdefault(verdict.story_id, set())
        before = self.placed.get(verdict.article_id)
        if before is not None:
            self._held.get(before, set()).discard(verdict.article_id)
        for absorbed in verdict.merged:
            gone = self._held.pop(absorbed, set())
            self.wrong_merges += bool(into and gone) and self._most(into) != self._most(gone)
            moved |= gone
        into |= moved
        for article in moved:
            self.placed[article] = verdict.story_id
            first, at = self._first.setdefault(article, (verdict.story_id, now))
            soon = now is None or at is None or now - at <= SOON
            if first != verdict.story_id and soon:
                self.changed.add(article)

    def _most(self, articles: set[ArticleId]) -> str:
        counts = Counter(self._labels[article] for article in articles)
        return min(counts, key=lambda label: (-counts[label], label))


def streamed(one: LabelledSet, seed: int) -> tuple[list[str], Ledger]:
    """A set one after another in an order of chance: its labels in that order, and where each article went.

    A wrong merge is one of two open stories that are mostly about different happenings.
    """
    order = list(range(len(one.labels)))
    random.Random(seed).shuffle(order)
    everything, labels = features_of_set(one), [one.labels[at] for at in order]
    features = [everything[at] for at in order]
    ledger = Ledger(dict(zip((own.article_id for own in features), labels, strict=True)))
    index = StoryIndex()
    for start in range(0, len(features), REFINED_EVERY):
        for own in features[start : start + REFINED_EVERY]:
            ledger.note(index.assign(own), None)
        for verdict in index.refine():
            ledger.note(verdict, None)
    return labels, ledger


def _replay(name: str, features: Sequence[StoryFeatures], labels: Sequence[str]) -> tuple[int, int]:
    """Articles as they appeared, with a second look every 15 minutes; how many changed their story within a day."""
    ledger = Ledger(dict(zip((one.article_id for one in features), labels, strict=True)))
    index, looked_at = StoryIndex(), features[0].at
    for one in features:
        assert one.at is not None and looked_at is not None, "these have times"  # noqa: PT018 - one fact
        if one.at - looked_at >= LOOKED_EVERY:
            looked_at = one.at
            for verdict in index.refine():
                ledger.note(verdict, one.at)
        if one.article_id in ledger.placed:  # a revision stays in its story
            index.replay(one, ledger.placed[one.article_id])
        else:
            ledger.note(index.assign(one), one.at)
    score = b_cubed(labels, [ledger.placed[one.article_id] for one in features], 1.0)
    changed, of = len(ledger.changed), len(ledger.placed)
    print(
        f"{name}, replayed in time: {changed} of {of} articles changed their story within 24 hours "
        f"({changed / of:.1%}), B³ F1 {score.f1:.3f}  precision {score.precision:.3f}"
    )
    return changed, of


def _measure_changes() -> None:
    pieces = _sample()
    counts = [_replay("sample newsroom", pieces[0], pieces[1])]
    if (path := DATA / "giveme5w1h_news_cluster.jsonl.gz").exists():
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        rows.sort(key=lambda row: str(row["date"]))
        features = [
            features_of(
                article_id=ArticleId(row["id"]),
                title=row["title"],
                text=row["text"],
                language="",
                effective_at=datetime.fromisoformat(row["date"]).replace(tzinfo=UTC),
                provider=row["publisher"],
            )
            for row in rows
        ]
        counts.append(_replay("giveme5w1h", features, [row["label"] for row in rows]))
    changed, of = map(sum, zip(*counts, strict=True))
    print(f"story ids that change within 24 hours, both: {changed / of:.2%} (asked: at most 1 %)")


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
        from scipy.cluster.hierarchy import fcluster, linkage  # noqa: PLC0415 - bench extra
        from scipy.spatial.distance import squareform  # noqa: PLC0415 - bench extra
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
        np.fill_diagonal(distances, 0.0)
        tree = linkage(squareform(distances, checks=False), "average")
        took = time.process_time() - begun
        for threshold in PEER_THRESHOLDS:
            stories = fcluster(tree, 1 - threshold, "distance")
            found[threshold].append(b_cubed(one.labels, stories.tolist(), took))
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
    return b_cubed(one.labels, stories, time.process_time() - begun)


def _significant(title: str) -> set[str]:
    found = re.findall(r"\w+", title.lower())
    return {word for word in found if len(word) > 2 and word not in STOP_WORDS["en"]}


def _sample() -> tuple[list[StoryFeatures], list[str]]:
    pieces = sorted(load_newsroom().pieces, key=lambda piece: (piece.published, piece.slug))
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
    return features, [piece.story for piece in pieces]


def _measure_sample() -> None:
    features, labels = _sample()
    for name, grouping in (("whole set", group_all), ("streaming", group_in_order)):
        score = _score(labels, features, grouping)
        told = f"B³ F1 {score.f1:.3f}  precision {score.precision:.3f}  recall {score.recall:.3f}"
        print(
            f"sample newsroom, {name}: {told} ({len(features)} articles, {len(set(labels))} stories)"
        )


def _grouped(one: LabelledSet, grouping: Grouping) -> Score:
    """Group a set as it stands; the time includes the features."""
    begun = time.process_time()
    stories = grouping(features_of_set(one))
    return b_cubed(one.labels, stories, time.process_time() - begun)


def _score(labels: Sequence[str], features: list[StoryFeatures], grouping: Grouping) -> Score:
    begun = time.process_time()
    stories = grouping(features)
    return b_cubed(labels, stories, time.process_time() - begun)


def b_cubed(labels: Sequence[str], stories: Sequence[object], seconds: float) -> Score:
    """B³ of a grouping that took so many seconds."""
    score = scoring.b_cubed(labels, stories)
    return Score(precision=score.precision, recall=score.recall, seconds=max(seconds, 1e-6))


def features_of_set(one: LabelledSet) -> list[StoryFeatures]:
    """The features of its articles, without times."""
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


def loaded(path: Path) -> LabelledSet:
    """One of the sets in `DATA`."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return LabelledSet(
        name=path.name.removesuffix(".jsonl.gz"),
        labels=[str(row["label"]) for row in rows],
        texts=[(row["title"] or "", row["text"] or "") for row in rows],
    )


if __name__ == "__main__":
    main()
