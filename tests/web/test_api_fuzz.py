"""The API keeps to its document whatever it is asked (SAFETY.md F096); `make fuzz-api` asks more."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
pytestmark = pytest.mark.slow


def fuzz(*words: str) -> tuple[int, str]:
    """In a process of its own: the library that asks leaves its streams open."""
    run = subprocess.run(
        [sys.executable, "-m", "web.api_fuzz", *words],
        env=os.environ | {"PYTHONPATH": str(TESTS)},
        capture_output=True,
        text=True,
        check=False,
        timeout=110,
    )
    assert not run.stderr, run.stderr
    return run.returncode, run.stdout


def test_no_question_finds_the_api_without_a_documented_answer() -> None:
    code, told = fuzz("--calls", "300", "--seed", "20260305")
    assert code == 0, told
    calls, *found = told.splitlines()
    assert int(calls.split()[0]) >= 300
    for status in (200, 400, 401, 403, 404):
        assert f"× {status}" in calls
    assert found == ["0 server errors", "0 undocumented answers", "0 violations of a shape"]


@pytest.mark.parametrize(
    ("spoilt", "kind"),
    [
        ("fault", "server errors"),
        ("status", "undocumented answers"),
        ("type", "undocumented answers"),
        ("shape", "violations of a shape"),
    ],
)
def test_the_questions_find_what_they_are_for(spoilt: str, kind: str) -> None:
    code, told = fuzz("--calls", "60", "--spoil", spoilt)
    assert code == 1
    assert f"\n0 {kind}" not in told
