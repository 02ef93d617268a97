"""The documentation says what the code does."""

import os
import re
from pathlib import Path

import pytest

from docs.reference import pages
from wiredesk.cli.main import VERBS
from wiredesk.route.order import ROUTE

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"


@pytest.mark.parametrize("name", ["commands.md", "settings.md", "errors.md", "api.md"])
def test_the_reference_is_what_the_code_says(name: str) -> None:
    if os.environ.get("WIREDESK_WRITE_DOCS"):
        (REFERENCE / name).write_text(pages()[name], "utf-8")
    assert (REFERENCE / name).read_text("utf-8") == pages()[name], "run `make docs`"


def test_every_relative_link_leads_somewhere() -> None:
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.relative_to(ROOT)}: {target}"


def test_every_verb_named_in_the_docs_exists() -> None:
    for page in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        text = page.read_text("utf-8")
        for verb in re.findall(r"(?:^|`|bin/)wiredesk ([a-z][a-z-]*)", text, re.MULTILINE):
            assert verb in VERBS, f"{page.relative_to(ROOT)}: wiredesk {verb}"


def test_the_architecture_names_every_step_and_floor() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    for number, step in enumerate(ROUTE, 1):
        assert f"| {number} | `{step.stage.value}` |" in text
    packages = {path.name for path in (ROOT / "src/wiredesk").iterdir() if path.is_dir()}
    for package in packages - {"__pycache__"}:
        assert f"`{package}`" in text, package


def test_the_readme_begins_with_the_two_commands() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert text.index("make demo") < text.index("make test") < text.index("## ")
