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


def test_within_one_standard_error_of_the_best_the_fewest_wrong_merges_count() -> None:
    best, near, far = (
        trial(0.90, 0.91, 0.92, wrong=9.0),
        trial(0.905, 0.905, 0.905, wrong=7.0),
        trial(0.90, 0.90, 0.90, wrong=1.0),
    )
    assert chosen_of({0.5: best, 0.6: near, 0.7: far}, [0]) == 0.6
    assert chosen_of({0.5: best, 0.7: far}, [0]) == 0.5


def test_of_two_as_good_the_stricter_is_chosen() -> None:
    same = trial(0.9, 0.9, 0.9, wrong=2.0)
    assert chosen_of({0.5: same, 0.6: same, 0.55: same}, [0]) == 0.6
