"""`wiredesk copies`: lines in, lines out, bad lines named."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from wiredesk.cli.copies import copies

BORDER = (
    (Path(__file__).parents[1] / "corpus" / "pairs" / "border.txt")
    .read_text(encoding="utf-8")
    .split("\n\n", 1)[1]
)


def run(*docs: object) -> Result:
    given = b"".join(json.dumps(doc).encode() + b"\n" for doc in docs)
    return CliRunner().invoke(copies, ["-"], input=given)


def told(result: Result) -> list[dict[str, str]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_text_at_two_providers_is_one_family() -> None:
    result = run(
        {"id": "1", "title": "One", "text": BORDER, "url": "https://a.example/1"},
        {"id": "2", "title": "Two", "text": BORDER[:600], "url": "https://b.example/2"},
        {
            "id": "3",
            "title": "Three",
            "text": BORDER + " It was corrected.",
            "provider": "a.example",
        },
    )
    assert result.exit_code == 0
    rows = told(result)
    assert [row["relation"] for row in rows] == ["new", "copy", "revision"]
    assert len({row["family"] for row in rows}) == 1


def test_the_earlier_one_is_the_original_whatever_the_order_of_the_lines() -> None:
    later = {"id": "1", "text": BORDER, "publishedDateTime": "2026-03-02T10:00:00Z"}
    earlier = {"id": "2", "text": BORDER, "publishedDateTime": "2026-03-01T10:00:00Z"}
    assert [row["relation"] for row in told(run(later, earlier))] == ["copy", "new"]


def test_without_provider_and_url_equal_texts_are_copies() -> None:
    rows = told(run({"id": "1", "text": BORDER}, {"id": "2", "text": BORDER}))
    assert [row["relation"] for row in rows] == ["new", "copy"]


def test_a_bad_line_is_named_and_the_others_go_on() -> None:
    result = run({"id": "1", "text": BORDER}, ["no object"], {"id": "3", "text": 3})
    assert result.exit_code == 1
    assert [row["id"] for row in told(result)] == ["1"]
    assert "<stdin>:2" in result.stderr
    assert "<stdin>:3" in result.stderr
