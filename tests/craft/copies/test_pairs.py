"""The labelled pairs: precision and recall have a floor."""

from collections import Counter
from datetime import timedelta

from copypairs import Pair, load_pairs
from copytexts import T0

from wiredesk.basics.ids import ArticleId
from wiredesk.craft.copies import CopyIndex, fingerprint
from wiredesk.records.family import FamilyVerdict, Relation

PRECISION_MIN = 0.98
RECALL_MIN = 0.92
PAIRS = load_pairs()


def verdict_on(pair: Pair) -> FamilyVerdict:
    index = CopyIndex()
    for number, side in enumerate((pair.first, pair.second)):
        own = fingerprint(
            article_id=ArticleId(f"a{number}"),
            provider=side.provider,
            owner=side.provider,
            title=side.title,
            text=side.text,
            received_at=T0 + timedelta(hours=number),
        )
        verdict = index.place(own, text=side.text)[0][1]
    return verdict


def test_precision_and_recall_on_the_labelled_pairs_keep_their_floor() -> None:
    got = [(pair, verdict_on(pair).relation) for pair in PAIRS]
    right = sum(relation == pair.expect != Relation.NEW for pair, relation in got)
    said = sum(relation is not Relation.NEW for _, relation in got)
    are = sum(pair.expect is not Relation.NEW for pair in PAIRS)
    wrong = [f"{pair.name}: {relation}" for pair, relation in got if relation is not pair.expect]
    assert right / said >= PRECISION_MIN, wrong
    assert right / are >= RECALL_MIN, wrong


def test_reports_on_one_event_and_shared_quotations_are_never_joined() -> None:
    apart = [pair for pair in PAIRS if pair.kind in {"same-event", "quotes"}]
    assert [pair.name for pair in apart if verdict_on(pair).relation is not Relation.NEW] == []


def test_the_corpus_is_large_and_holds_both_sides() -> None:
    counts = Counter(pair.expect for pair in PAIRS)
    assert len(PAIRS) >= 300
    assert counts[Relation.NEW] >= 150
    assert counts[Relation.COPY] >= 150
    assert counts[Relation.REVISION] >= 40
    assert all(pair.why for pair in PAIRS)
    assert len({pair.name for pair in PAIRS}) == len(PAIRS)


def test_every_verdict_on_a_pair_says_why_with_what_it_was_compared() -> None:
    for pair in PAIRS:
        reasons = verdict_on(pair).reasons
        assert reasons
        if pair.expect is not Relation.NEW and reasons[0].code in {"copy", "revision"}:
            assert reasons[0].value is not None
            assert reasons[0].evidence == pair.first.title
