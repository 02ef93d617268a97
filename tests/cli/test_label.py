"""`wiredesk label`: lines in, topics out; a bad line leaves the others alone."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from wiredesk.basics.errors import SettingsError
from wiredesk.cli.label import label

STARTER = Path(__file__).parents[2] / "src" / "wiredesk" / "cli" / "starter" / "topics"
GOOD = {
    "id": "1",
    "title": "Police extend trial of live facial recognition",
    "text": "A watchdog says that no law covers it.",
}
OTHER = {"id": "2", "title": "Bakery reopens", "text": "Bread again."}


def lines(*given: object) -> bytes:
    return "".join(f"{json.dumps(one)}\n" for one in given).encode()


def run(*arguments: str, given: bytes = b"") -> Result:
    return CliRunner().invoke(label, [*arguments], input=given, catch_exceptions=False)


def shown(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_each_line_gets_its_topics_with_their_words(tmp_path: Path) -> None:
    path = tmp_path / "docs.jsonl"
    path.write_bytes(lines(GOOD, OTHER))
    result = run(str(path), "--topics", str(STARTER))
    assert result.exit_code == 0
    first, second = shown(result)
    assert first["id"] == "1"
    assert [one["id"] for one in first["topics"]] == [
        "biometrics-policy",
        "ai-ethics",
        "computer-vision",
        "ai",
    ]
    assert all(0.5 <= one["weight"] <= 1 and one["why"] for one in first["topics"])
    assert "facial recognition" in first["topics"][0]["why"][0]["evidence"]
    assert second == {"id": "2", "topics": []}


@pytest.mark.parametrize("packed", [False, True])
def test_standard_input_and_gzip_are_read(tmp_path: Path, *, packed: bool) -> None:
    body = gzip.compress(lines(GOOD)) if packed else b"\xef\xbb\xbf" + lines(GOOD) + b"\n\n"
    path = tmp_path / "docs.jsonl.gz"
    path.write_bytes(body)
    from_file = run(str(path), "--topics", str(STARTER))
    from_input = run("-", "--topics", str(STARTER), given=body)
    assert from_file.exit_code == from_input.exit_code == 0
    assert shown(from_file) == shown(from_input)
    assert len(shown(from_file)) == 1


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        (b'{"id": "x", "title"\n', "is not JSON"),
        (b"[1]\n", "is a list, not an object"),
        (b'{"title": "x"}\n', "has no `id`"),
        (b'{"id": true}\n', "has no `id`"),
        (b'{"id": "x", "title": 7}\n', "`title` is a number, not text"),
        (b'{"id": "x", "title": "\xff"}\n', "is not JSON"),
        (b"[" * 100_000 + b"\n", "is not JSON"),
    ],
)
def test_a_bad_line_is_named_and_the_others_go_on(tmp_path: Path, bad: bytes, told: str) -> None:
    path = tmp_path / "docs.jsonl"
    path.write_bytes(lines(OTHER) + bad + lines(GOOD))
    result = run(str(path), "--topics", str(STARTER))
    assert result.exit_code == 1
    assert [one["id"] for one in shown(result)] == ["2", "1"]
    assert f"{path}:2: " in result.stderr
    assert told in result.stderr


def test_an_endless_line_is_skipped_and_the_next_one_read(tmp_path: Path) -> None:
    path = tmp_path / "docs.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"id": "' + b"x" * 25_000_000 + b'"}\n' + lines(GOOD)))
    result = run(str(path), "--topics", str(STARTER))
    assert result.exit_code == 1
    assert "the line is over 10,000,000 bytes" in result.stderr
    assert [one["id"] for one in shown(result)] == ["1"]


def test_a_file_that_is_missing_or_broken_leaves_the_others_alone(tmp_path: Path) -> None:
    good = tmp_path / "good.jsonl"
    good.write_bytes(lines(GOOD))
    torn = tmp_path / "torn.jsonl.gz"
    torn.write_bytes(gzip.compress(lines(GOOD) * 100)[:-20])
    result = run(str(tmp_path / "none"), str(torn), str(good), "--topics", str(STARTER))
    assert result.exit_code == 1
    assert "none: cannot be read" in result.stderr
    assert "torn.jsonl.gz: cannot be read to its end" in result.stderr
    assert shown(result)[-1]["id"] == "1"


def test_a_number_stays_a_number_as_id() -> None:
    result = run("-", "--topics", str(STARTER), given=b'{"id": 7, "title": "x"}\n')
    assert shown(result) == [{"id": 7, "topics": []}]


@pytest.mark.parametrize(
    ("name", "body", "told"),
    [
        ("a.toml", b"id = 'x'\n", "`name` is missing"),
        ("a.toml", b"id = '\xff'\n", "a.toml:1: is not UTF-8"),
        ("a.toml", b"id = 'a'\nname = 'A'\nquery = 'x OR'\n", "a.toml:3: line 1 of the query"),
        ("a.toml", b"id = 'a'\nname = 'A'\nquery = 'x'\nparent = 'b'\n", "has the parent"),
        ("a.txt", b"", "holds no topic file"),
    ],
)
def test_wrong_topics_are_an_error_of_use(
    tmp_path: Path, name: str, body: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(body)
    with pytest.raises(SettingsError) as caught:
        run("-", "--topics", str(tmp_path), given=lines(GOOD))
    assert told in str(caught.value)


def test_one_topic_file_may_be_named(tmp_path: Path) -> None:
    path = tmp_path / "bread.toml"
    path.write_text(
        'id = "bread"\nname = "Bread"\nquery = "bakery AND language:en source:b.example"\n'
    )
    line = OTHER | {"language": "en-GB", "url": "https://www.b.example/1"}
    result = run("-", "--topics", str(path), given=lines(line, OTHER))
    assert [[one["id"] for one in line["topics"]] for line in shown(result)] == [["bread"], []]
