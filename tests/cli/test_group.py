"""`wiredesk group`: lines in, lines out, bad lines named."""

import gzip
import json
from pathlib import Path

from click.testing import CliRunner, Result

from wiredesk.cli.group import group

WHALE = "Divers freed a young humpback whale from fishing nets off Sandholm after nine hours."
DOCS = [
    {"id": "a", "title": "Humpback whale freed off Sandholm", "text": WHALE},
    {"id": 7, "title": "Kestrel Bank buys Norhaven Savings", "text": "Kestrel Bank buys Norhaven."},
    {"id": "c", "title": "Divers free Sandholm whale from nets", "text": WHALE},
]


def run(*arguments: str, given: bytes | None = None) -> Result:
    return CliRunner().invoke(group, list(arguments), input=given)


def lines(*docs: object) -> bytes:
    return b"".join(json.dumps(doc).encode() + b"\n" for doc in docs)


def stories(result: Result) -> dict[object, str]:
    return {row["id"]: row["story"] for row in map(json.loads, result.stdout.splitlines())}


def test_each_line_gets_its_story_in_the_order_of_the_input() -> None:
    result = run("-", given=lines(*DOCS))
    assert result.exit_code == 0
    told = stories(result)
    assert list(told) == ["a", 7, "c"]
    assert told["a"] == told["c"] != told[7]


def test_the_order_of_the_lines_plays_no_part() -> None:
    assert stories(run("-", given=lines(*DOCS))) == stories(run("-", given=lines(*DOCS[::-1])))


def test_in_order_places_one_after_another() -> None:
    result = run("--in-order", "-", given=lines(*DOCS))
    assert (result.exit_code, len(stories(result))) == (0, 3)


def test_a_gzip_file_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "docs.jsonl.gz"
    path.write_bytes(gzip.compress(lines(*DOCS)))
    assert len(stories(run(str(path)))) == 3


def test_a_bad_line_is_named_and_the_others_go_on() -> None:
    given = (
        lines(DOCS[0]) + b"{broken\n" + lines({"title": "no id"}, {"id": "x", "title": 3}, DOCS[1])
    )
    result = run("-", given=given)
    assert result.exit_code == 1
    assert list(stories(result)) == ["a", 7]
    for number in (2, 3, 4):
        assert f"<stdin>:{number}" in result.stderr


def test_a_date_that_cannot_be_read_and_null_fields_are_no_error() -> None:
    doc = {"id": "a", "title": "Whale", "text": None, "publishedDateTime": "soon", "provider": None}
    assert run("-", given=lines(doc)).exit_code == 0


def test_nothing_in_is_nothing_out() -> None:
    result = run("-", given=b"")
    assert (result.exit_code, result.stdout) == (0, "")


def test_a_file_that_is_not_there_is_named() -> None:
    result = run("nowhere.jsonl")
    assert result.exit_code == 1
    assert "nowhere.jsonl" in result.stderr
