"""A second reading of the format, in JavaScript over WebCrypto, agrees with ours on every vector."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from craft.seal.keys import CORPUS

VERIFIER = Path(__file__).parents[3] / "docs" / "reference" / "seal" / "verify_wd1.mjs"
NODE = shutil.which("node")
LINES_MAX = 80

pytestmark = pytest.mark.skipif(
    NODE is None and not os.environ.get("WIREDESK_CI"),
    reason="needs node: apt-get install nodejs (`make test` does it as root; .ci/run insists)",
)


def verify(*files: Path) -> subprocess.CompletedProcess[str]:
    assert NODE is not None, "node is missing: apt-get install nodejs"
    command = [NODE, str(VERIFIER), *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def test_webcrypto_opens_our_vectors_and_refuses_the_others() -> None:
    """SAFETY.md F120 to F123, by a second implementation."""
    run = verify(CORPUS / "opens.json", CORPUS / "refused.json")
    assert run.returncode == 0, run.stderr
    assert "21 of 21" in run.stdout
    assert "37 of 37" in run.stdout


def test_the_verifier_says_so_when_a_vector_is_wrong(tmp_path: Path) -> None:
    told = json.loads((CORPUS / "opens.json").read_text("utf-8"))
    told["vectors"][0]["plain"] += "x"
    del told["vectors"][1]["plain"]
    told["vectors"][2]["context"]["rev"] = 4
    wrong = tmp_path / "wrong.json"
    wrong.write_text(json.dumps(told), "utf-8")
    run = verify(wrong)
    assert run.returncode == 1
    assert "18 of 21" in run.stdout


def test_the_verifier_is_short_enough_to_be_read() -> None:
    assert VERIFIER.read_text("utf-8").count("\n") < LINES_MAX
