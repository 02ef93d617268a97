from pathlib import Path

import pytest

from wiredesk.craft.render import Problem, check_record

CORPUS = Path(__file__).parents[2] / "corpus" / "records"
GOOD = (CORPUS / "plain.md").read_text("utf-8")


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.md")), ids=lambda path: path.stem)
def test_what_is_accepted_on_import_is_no_problem(path: Path) -> None:
    found = check_record(path.read_bytes(), name=path.name)
    assert [problem for problem in found if path.stem != "odd"] == []


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("category: news", "category: !!str news", 2, "tags"),
        ('title: "Harbour', 'title: "' + "very " * 80 + "Harbour", 3, "at most 300"),
        ('title: "Harbour', 'title: "\\nHarbour', 3, "one plain line"),
        ('title: "Harbour', 'title: "\\u202eHarbour', 3, "one plain line"),
        ("quality: 71", "quality: high", 9, "whole number"),
        ("published: true", "published: maybe", 11, "true or false"),
        ("published: true", "pubished: true", 11, "Did you mean `published`?"),
        ("publishedDateTime: 2026-03-02T08", "publishedDateTime: soon-T08", 5, "no date"),
        ("publishedDateTime", "publishedDatetime", 5, "Did you mean `publishedDateTime`?"),
        ('webUrl: "https://lind', 'webUrl: "javascript://lind', 7, "no web address"),
        ("https://lindhaven-courier.example/i/", "data:x/", 22, "no web address"),
        ("width: 1200", "width: -3", 23, "below 0"),
        ("    width: 1200\n", "    width: 1200\n    width: 1200\n", 24, "again, first in line 23"),
    ],
)
def test_each_problem_is_said_with_its_line(old: str, new: str, line: int, told: str) -> None:
    found = check_record(GOOD.replace(old, new, 1).encode(), name="x.md")
    assert [one for one in found if one.line == line and told in one.text], found


def test_all_problems_come_at_once_in_the_order_of_lines() -> None:
    text = '---\ntitle: ""\nquality: x\nheat: y\nwebUrl: z\n---\n'
    found = check_record(text.encode(), name="x.md")
    assert [problem.line for problem in found] == [2, 2, 2, 3, 4, 5]
    assert Problem(line=2, text="`provider` is missing. Add `provider`.") in found


def test_more_than_five_related_reports_are_a_problem() -> None:
    text = '---\ntitle: "x"\nrelated:\n' + '  - title: "y"\n' * 6 + "---\n"
    assert any("at most 5" in one.text for one in check_record(text.encode(), name="x.md"))
