"""The guard in a network with a public address and private canaries (SAFETY.md F001, F003, F004, F110)."""

import json
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
UNSHARE = ["unshare", "--map-root-user", "--net"]


@cache
def told() -> dict[str, tuple[str, int]]:
    """Result and hits on canaries so far, by case; skips where no namespace can be made."""
    if not (shutil.which("unshare") and shutil.which("ip")):
        pytest.skip("needs `unshare` and `ip`, which Linux alone has")
    trial = subprocess.run(
        [*UNSHARE, "ip", "link", "set", "lo", "up"], check=False, capture_output=True, text=True
    )
    if trial.returncode:
        pytest.skip(f"this machine lets nobody make a network namespace: {trial.stderr.strip()}")
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])
    run = subprocess.run(
        [*UNSHARE, sys.executable, "-m", "faults.namespace"],
        check=False, capture_output=True, text=True, timeout=60, env=os.environ | {"PYTHONPATH": paths},
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    return {line["case"]: (line["result"], line["hits"]) for line in lines}


def test_a_public_address_is_reached() -> None:
    for case in ("public", "literal", "mixed", "rebound first"):
        assert told()[case] == ("200 93.184.216.34", 0), case


def test_no_canary_is_reached_directly() -> None:
    cases = {case: result for case, (result, _) in told().items() if case.startswith("direct")}
    assert len(cases) >= 30
    assert set(cases.values()) == {"refused"}, cases


def test_no_canary_is_reached_by_a_redirect() -> None:
    cases = {case: result for case, (result, _) in told().items() if case[0] == "3"}
    assert len(cases) >= 80
    assert set(cases.values()) == {"refused"}, cases


def test_no_webhook_leads_to_a_canary_and_a_redirect_is_only_an_answer() -> None:
    posted = {case: result for case, (result, _) in told().items() if case.startswith("post")}
    assert len(posted) >= 35
    redirects = {f"post {status}": str(status) for status in (301, 302, 303, 307, 308)}
    assert {case: result for case, result in posted.items() if result != "refused"} == redirects


def test_a_name_that_changes_its_address_reaches_no_canary() -> None:
    assert told()["races"][0] == "200 93.184.216.34+refused"


def test_no_canary_was_ever_connected_to() -> None:
    assert max(hits for _, hits in told().values()) == 0
