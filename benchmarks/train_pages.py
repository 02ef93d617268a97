"""Learn how much each sign counts for a block being part of the article; writes `weights.py`.

In: `../shared/data/pages` and `publishers` with their truth.  Out: `src/wiredesk/craft/pages/weights.py`, and
on standard output what pages of hosts that were not learned from would score (five folds by host; the first
look of a training page is made by weights that never saw its host, or the second look would learn from leaks).

    python -m benchmarks.train_pages            learn, cross-validate, write
    python -m benchmarks.train_pages --check    cross-validate only
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, vstack
from selectolax.lexbor import LexborHTMLParser

from benchmarks.pages_truth import Case, f1_of, load_cases, overlap
from wiredesk.basics.urls import registrable_domain
from wiredesk.craft.pages.choosing import cut_blocks, shares_in
from wiredesk.craft.pages.context import CONTEXT, context_of
from wiredesk.craft.pages.decoding import decode_page
from wiredesk.craft.pages.evidence import NUMBERS, Evidence, evidence_of
from wiredesk.craft.pages.measures import WORD, Measures
from wiredesk.craft.pages.metadata import Head, find_claimed_text, find_description, find_title
from wiredesk.craft.pages.outline import outline_of
from wiredesk.craft.pages.prescan import make_safe

FOLDS = 5
SEEN_MIN = 60  # a mark seen on fewer blocks is one page's habit
FIRST_L2, SECOND_L2 = 1e-4, 3e-4
ROUNDS = 150
WEIGHT_MAX = 0.5  # of one block in its page: a page that is one block must not drown the others
TARGET = Path("src/wiredesk/craft/pages/weights.py")
Scores = dict[int, Any]


@dataclass(slots=True)
class Sample:
    """One page with its evidence and which of its candidates are in the truth."""

    case: Case
    measures: Measures
    evidence: Evidence
    shares: list[float] | None
    truth: Any
    weight: Any
    numbers: Any
    both: Any = None
    marks: Any = None
    host: str = ""
    names: list[str] = field(default_factory=list)


def main() -> None:
    """Learn and write, or check."""
    samples = [make_sample(case) for name in ("pages", "publishers") for case in load_cases(name)]
    samples = [sample for sample in samples if sample.evidence.blocks]
    names = add_marks(samples)
    print(f"{len(samples)} pages, {len(names)} marks, {len(NUMBERS)} + {len(CONTEXT)} numbers")
    folds = folds_by_host(samples)
    cross_validate(samples, folds)
    if "--check" in sys.argv:
        return
    everything = list(range(len(samples)))
    first = first_looks(samples, folds, everything)
    add_context(samples, first)
    look_one = Model.fitted(samples, everything, second=False)
    look_two = Model.fitted(samples, everything, second=True)
    TARGET.write_text(rendered(names, look_one, look_two), "utf-8")
    print(f"wrote {TARGET}")


def make_sample(case: Case) -> Sample:
    """A page's candidates with their labels."""
    markup, _ = make_safe(decode_page(case.body))
    page = LexborHTMLParser(markup)
    head = Head.of(page, url=case.url)
    assert page.body is not None
    measures = Measures(outline_of(page.body))
    evidence = evidence_of(measures, title=find_title(head), description=find_description(head))
    texts = [measures.outline.texts[block] for block in evidence.blocks]
    all_truth, words = labels(measures.outline.texts, case.text)
    truth = np.array([all_truth[block] for block in evidence.blocks], np.float32)
    sizes = np.array([len(WORD.findall(text)) for text in texts], np.float32)
    weight = np.minimum(np.maximum(sizes, 1) / max(60, words), WEIGHT_MAX)
    weight = np.where(np.isnan(truth), 0, weight * np.abs(truth - 0.5) * 2)
    return Sample(
        case=case,
        measures=measures,
        evidence=evidence,
        shares=shares_in(find_claimed_text(head), texts),
        truth=np.nan_to_num(truth) >= 0.5,
        weight=weight,
        numbers=np.array(evidence.numbers, np.float32).reshape(-1, len(NUMBERS)),
        host=registrable_domain(case.url),
    )


def labels(texts: Sequence[str], truth: str) -> tuple[list[float], int]:
    """Per block the share of its 4-word shingles that the truth has and no earlier block used."""
    wanted = WORD.findall(truth)
    left = Counter(zip(wanted, wanted[1:], wanted[2:], wanted[3:], strict=False))
    line = f" {' '.join(wanted)} "
    words = [WORD.findall(text) for text in texts]
    found = []
    for place, own in enumerate(words):
        if not own:
            found.append(float("nan"))
        elif len(own) < 4:
            before = _nearest(words, range(place - 1, -1, -1))
            after = _nearest(words, range(place + 1, len(words)))
            follows = len(before) == 2 and f" {' '.join([*before[::-1], *own])} " in line
            leads = len(after) == 2 and f" {' '.join([*own, *after])} " in line
            found.append(float(follows or leads))
        else:
            found.append(_used(left, own))
    return found, len(wanted)


def _nearest(words: Sequence[Sequence[str]], places: Iterable[int]) -> list[str]:
    """The two words next to a block, nearest first."""
    found: list[str] = []
    places = list(places)
    backwards = bool(places) and places[0] > places[-1]
    for place in places:
        found += reversed(words[place]) if backwards else words[place]
        if len(found) >= 2:
            return found[:2]
    return found


def _used(left: Counter[tuple[str, str, str, str]], own: Sequence[str]) -> float:
    runs = list(zip(own, own[1:], own[2:], own[3:], strict=False))
    hits = 0
    for run in runs:
        if left[run] > 0:
            left[run] -= 1
            hits += 1
    return hits / len(runs)


def add_marks(samples: Sequence[Sample]) -> list[str]:
    """Marks as columns; their names."""
    seen = Counter(mark for sample in samples for one in sample.evidence.marks for mark in set(one))
    names = sorted(name for name, count in seen.items() if count >= SEEN_MIN)
    column = {name: place for place, name in enumerate(names)}
    for sample in samples:
        pairs = [
            (row, column[mark])
            for row, one in enumerate(sample.evidence.marks)
            for mark in one
            if mark in column
        ]
        rows, columns = zip(*pairs, strict=True)
        shape = (len(sample.truth), len(names))
        sample.marks = csr_matrix((np.ones(len(rows), np.float32), (rows, columns)), shape=shape)
    return names


def folds_by_host(samples: Sequence[Sample]) -> list[int]:
    """The fold of each sample; pages of one host stay together."""
    hosts = sorted({sample.host for sample in samples})
    order = np.random.RandomState(0).permutation(len(hosts)) % FOLDS
    fold = dict(zip(hosts, order.tolist(), strict=True))
    return [fold[sample.host] for sample in samples]


class Model:
    """A logistic model over numbers (scaled) and marks."""

    def __init__(self, mean: Any, spread: Any, weights: Any) -> None:
        self.mean, self.spread, self.weights = mean, spread, weights

    @classmethod
    def fitted(cls, samples: Sequence[Sample], chosen: Sequence[int], *, second: bool) -> "Model":
        """Fit by L-BFGS with an L2 penalty."""
        l2 = SECOND_L2 if second else FIRST_L2
        numbers = np.vstack([columns(samples[one], second=second) for one in chosen])
        marks = vstack([samples[one].marks for one in chosen]).tocsr()
        truth = np.concatenate([samples[one].truth for one in chosen])
        weight = np.concatenate([samples[one].weight for one in chosen])
        mean, spread = numbers.mean(0), numbers.std(0) + 1e-6
        scaled = ((numbers - mean) / spread).astype(np.float32)
        loss = logistic_loss(scaled, marks, truth, weight / weight.sum(), l2=l2)
        start = np.zeros(scaled.shape[1] + marks.shape[1] + 1)
        options = {"maxiter": ROUNDS, "maxcor": 20}
        found = minimize(loss, start, jac=True, method="L-BFGS-B", options=options)
        return cls(mean, spread, found.x)

    def scores(self, sample: Sample, *, second: bool) -> Any:
        """Log odds of each candidate."""
        numbers = columns(sample, second=second)
        size = numbers.shape[1]
        scaled = (numbers - self.mean) / self.spread
        return (
            scaled @ self.weights[:size] + sample.marks @ self.weights[size:-1] + self.weights[-1]
        )


def columns(sample: Sample, *, second: bool) -> Any:
    """A sample's numbers for the first or the second look."""
    return sample.both if second else sample.numbers


def logistic_loss(
    numbers: Any, marks: Any, truth: Any, weight: Any, *, l2: float
) -> Callable[[Any], tuple[float, Any]]:
    """The penalised loss and its gradient."""
    sign = (2 * truth.astype(np.float32) - 1).astype(np.float32)
    flipped, size = marks.T.tocsr(), numbers.shape[1]

    def loss(weights: Any) -> tuple[float, Any]:
        small = weights.astype(np.float32)
        margin = sign * (numbers @ small[:size] + marks @ small[size:-1] + small[-1])
        slope = -sign * weight / (1 + np.exp(np.minimum(margin, 60)))
        gradient = np.concatenate([numbers.T @ slope, flipped @ slope, [slope.sum()]])
        gradient = gradient.astype(np.float64)
        gradient[:-1] += l2 * weights[:-1]
        penalty = 0.5 * l2 * float(weights[:-1] @ weights[:-1])
        return float((weight * np.logaddexp(0, -margin)).sum()) + penalty, gradient

    return loss


def first_looks(samples: Sequence[Sample], folds: Sequence[int], chosen: Sequence[int]) -> Scores:
    """First scores of the chosen samples, each by a model that never saw its host."""
    scores: Scores = {}
    for fold in sorted({folds[one] for one in chosen}):
        others = [one for one in chosen if folds[one] != fold]
        model = Model.fitted(samples, others, second=False)
        for one in chosen:
            if folds[one] == fold:
                scores[one] = model.scores(samples[one], second=False)
    return scores


def add_context(samples: Sequence[Sample], first: Scores) -> None:
    """Numbers for the second look."""
    for one, scores in first.items():
        sample = samples[one]
        rows = context_of(sample.measures, sample.evidence, scores.tolist(), in_body=sample.shares)
        sample.both = np.hstack([sample.numbers, np.array(rows, np.float32)])


def cross_validate(samples: Sequence[Sample], folds: Sequence[int]) -> None:
    """Print what unseen hosts would score."""
    texts: dict[int, str] = {}
    for fold in range(FOLDS):
        train = [one for one in range(len(samples)) if folds[one] != fold]
        test = [one for one in range(len(samples)) if folds[one] == fold]
        look_one = Model.fitted(samples, train, second=False)
        add_context(samples, first_looks(samples, folds, train))
        look_two = Model.fitted(samples, train, second=True)
        add_context(samples, {one: look_one.scores(samples[one], second=False) for one in test})
        for one in test:
            sample = samples[one]
            scores = look_two.scores(sample, second=True).tolist()
            kept = cut_blocks(sample.measures, sample.evidence, scores)
            texts[one] = "\n\n".join(sample.measures.outline.texts[block] for block in kept)
    for name in ("pages", "publishers"):
        pairs = [
            overlap(sample.case.text, texts[one])
            for one, sample in enumerate(samples)
            if sample.case.collection == name
        ]
        print(
            "unseen hosts, {}: F1 {:.4f} precision {:.4f} recall {:.4f}".format(name, *f1_of(pairs))
        )


def rendered(names: Sequence[str], *looks: Model) -> str:
    """The source of `weights.py`."""
    parts = [
        (
            '"""How much each number and each mark counts; learned, not written.\n\n'
            "Made by `python -m benchmarks.train_pages` from the public pages of WCXB (CC BY 4.0) and Fundus (MIT).\n"
            "In: nothing.  Out: the weights of the two looks of `choosing`.\n"
            '"""\n\nfrom typing import Final\n\nfrom wiredesk.craft.pages.choosing import Marks, Weights\n\n\n'
            "def _marks(packed: str) -> Marks:\n"
            '    pairs = (entry.rpartition("=") for entry in packed.split())\n'
            "    return Marks((name, int(value) / 1_000) for name, _, value in pairs)\n"
        )
    ]
    for title, model in zip(("FIRST", "SECOND"), looks, strict=True):
        size = len(model.mean)
        numbers = model.weights[:size] / model.spread
        bias = model.weights[-1] - float((numbers * model.mean).sum())
        entries = [
            f"{name}={round(value * 1_000)}"
            for name, value in zip(names, model.weights[size:-1], strict=True)
            if abs(value) >= 0.002
        ]
        parts.append(
            f"\n\n{title}: Final = Weights(\n    bias={bias:.5f},\n    numbers=(\n{_lines(numbers)}    ),\n"
            f'    marks=_marks("""\n{_packed(entries)}\n"""),\n)'
        )
    return "".join(parts).rstrip() + "\n"


def _lines(numbers: Any) -> str:
    texts = [f"{number:.6g}," for number in numbers]
    return "".join(f"        {' '.join(texts[at : at + 8])}\n" for at in range(0, len(texts), 8))


def _packed(entries: Sequence[str]) -> str:
    return "\n".join(" ".join(entries[at : at + 12]) for at in range(0, len(entries), 12))


if __name__ == "__main__":
    main()
