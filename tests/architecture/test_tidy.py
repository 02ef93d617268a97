"""The house rules hold for every source file."""

from pathlib import Path

from architecture.house_rules import check_file

ROOT = Path(__file__).parents[2]


def test_every_source_file_keeps_the_house_rules() -> None:
    paths = sorted((ROOT / "src").rglob("*.py")) + sorted((ROOT / "benchmarks").rglob("*.py"))
    assert paths, "no source files found"
    findings = [finding for path in paths for finding in check_file(path)]
    told = "\n".join(f"{path.relative_to(ROOT)}:{line}: {what}" for path, line, what in findings)
    assert not findings, told


def test_the_rules_find_what_they_are_for(tmp_path: Path) -> None:
    bad = tmp_path / "craft" / "utils.py"
    bad.parent.mkdir()
    bad.write_text("import datetime\n\ndef f(a, b, c, d, e):\n    return datetime.now()  # TODO\n")
    told = [what for _, _, what in check_file(bad)]
    assert len(told) == 5, told


def test_every_markdown_page_has_exactly_one_title() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    for page in pages:
        in_code, titles = False, 0
        for line in page.read_text("utf-8").splitlines():
            if line.startswith("```"):
                in_code = not in_code
            titles += line.startswith("# ") and not in_code
        assert titles == 1, f"{page.relative_to(ROOT)} has {titles} titles"
