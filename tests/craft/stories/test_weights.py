"""The table of weights is what its script writes, by a rule that can be told."""

import pytest

from benchmarks.train_stories import GATHER, GRID, START, TARGET, Trial, chosen_of, written
from wiredesk.craft.stories import weights

TABLE = TARGET.read_text(encoding="utf-8")
NAMES = ("SLOPE", "INTERCEPT", "LIKENESS_MIN", "REFINE_MIN", "MERGE_MIN", "GATHER_MIN")


def test_the_table_has_the_form_that_the_script_writes() -> None:
    assert written(TABLE, {name: getattr(weights, name) for name in NAMES}) == TABLE


@pytest.mark.parametrize("name", NAMES)
def test_each_learned_number_has_its_line(name: str) -> None:
    table: dict[str, float] = {}
    exec(written(TABLE, {name: 0.123}), table)  # noqa: S102 - our own table
    assert table[name] == 0.123


def test_each_threshold_is_one_that_the_script_tries() -> None:
    for name, values in {**GRID, "GATHER_MIN": GATHER}.items():
        assert getattr(weights, name) in values
    assert START.keys() == GRID.keys()


def trial(*scores: float, wrong: float) -> Trial:
    """Of one set in some orders."""
    return Trial([list(scores)], [wrong])


def test_within_one_standard_error_of_the_best_the_strictest_is_chosen() -> None:
    best = trial(0.90, 0.91, 0.92, wrong=9.0)
    near, far = trial(0.905, 0.905, 0.905, wrong=7.0), trial(0.89, 0.89, 0.89, wrong=1.0)
    assert chosen_of({0.5: best, 0.6: near, 0.7: far}, [0]) == 0.6
    assert chosen_of({0.5: best, 0.7: far}, [0]) == 0.5


def test_what_merges_wrongly_more_than_it_may_is_not_chosen() -> None:
    good, wild = trial(0.90, 0.90, 0.90, wrong=9.0), trial(0.95, 0.95, 0.95, wrong=10.1)
    assert chosen_of({0.5: good, 0.6: wild}, [0]) == 0.5
    assert chosen_of({0.5: wild, 0.6: wild}, [0]) == 0.6, "where none is careful, F1 decides"


def test_orders_that_are_alike_by_chance_do_not_make_the_rule_sharp() -> None:
    best, near = trial(0.9012, 0.9012, 0.9012, wrong=9.0), trial(0.9, 0.9, 0.9, wrong=7.0)
    assert chosen_of({0.5: best, 0.6: near}, [0]) == 0.6


def test_where_the_order_plays_no_part_the_best_is_chosen() -> None:
    assert chosen_of({0.5: trial(0.9012, wrong=0.0), 0.6: trial(0.9, wrong=0.0)}, [0]) == 0.5
