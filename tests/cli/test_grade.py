"""`wiredesk grade`: articles and records in, points with their evidence out."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from wiredesk.basics.errors import SettingsError, UsageError
from wiredesk.cli.grade import grade

TEXT = (
    "HALDEN — Parliament in Halden voted on Monday for a ban. “We cannot wait,” said Lena Brandt, "
    "the minister. " + "The law covers every station. " * 100
)
LINE = {
    "id": "1",
    "title": "Parliament votes for ban on face scans",
    "text": TEXT,
    "authors": ["Mira Okoye"],
    "publishedDateTime": "2026-03-05T09:00:00Z",
    "canonicalUrl": "https://gazette.example/1",
    "links": ["https://gazette.example/act/1", "https://www.congress.gov/1"],
    "image": {"url": "https://gazette.example/1.jpg", "width": 800, "height": 500},
    "kind": "article",
}
RECORD = """---
category: news
title: "Police extend trial of facial recognition"
publishedDateTime: 2021-11-26T17:16:00Z
webUrl: "https://trade.example/1"
type: article
quality: 1
published: false

provider:
  name: Trade
  domain: trade.example

topics:
  - Computer Vision
  - AI

images:
  - url: "https://trade.example/1.jpg"
    width: 800
    height: 500
    isCached: true

related:
  - title: "Facial recognition: trial goes on"
    webUrl: "https://www.gazette.example/2"
    type: article
    provider:
      name: Gazette
      domain: gazette.example
---
"""
LISTS = {
    "topics": {
        "AI": {"parent": None, "keywords": ["ai"]},
        "Computer Vision": {"parent": "AI", "keywords": ["facial recognition"]},
    },
    "listed": ["gazette.example"],
}


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "post.md"
    path.write_text(RECORD, "utf-8")
    return path


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    path = tmp_path / "lists.json"
    path.write_text(json.dumps(LISTS), "utf-8")
    return path


def run(*arguments: str, given: bytes = b"") -> Result:
    return CliRunner().invoke(grade, [*arguments], input=given, catch_exceptions=False)


def shown(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_line_is_graded_part_by_part() -> None:
    result = run("-", given=json.dumps(LINE).encode())
    assert result.exit_code == 0
    (graded,) = shown(result)
    assert list(graded) == ["id", "quality", "published", "parts"]
    assert [part["part"] for part in graded["parts"]] == [
        "source",
        "originality",
        "sourcing",
        "accountability",
        "substance",
        "headline",
    ]
    assert sum(part["points"] for part in graded["parts"]) == graded["quality"]
    assert all(set(part) == {"part", "points", "max", "evidence"} for part in graded["parts"])
    assert graded["published"] is True
    evidence = {part["part"]: part["evidence"] for part in graded["parts"]}
    assert evidence["sourcing"] == "Quotes Lena Brandt. Links https://www.congress.gov/1."
    assert evidence["accountability"].startswith("By Mira Okoye, dated")


def test_a_line_without_a_byline_is_never_graded_higher() -> None:
    bare = {key: value for key, value in LINE.items() if key != "authors"}
    given = "\n".join(map(json.dumps, (LINE, bare, LINE | {"authors": []}))).encode()
    signed, missing, empty = shown(run("-", given=given))
    assert missing["quality"] == empty["quality"] == signed["quality"] - 5


def test_what_caps_and_what_is_unknown_is_said() -> None:
    people = " “Yes,” said Karl Sand. “Yes,” said Ada Byron."
    release = LINE | {"kind": "pressrelease", "section": "Politics", "text": TEXT + people}
    bare = {"id": "2", "title": "Parliament votes"}
    given = "\n".join(map(json.dumps, (release, bare))).encode()
    capped, metadata = shown(run("-", given=given))
    assert (capped["cap"], capped["quality"]) == ("press_release", 45)
    assert metadata["qualityBasis"] == "metadata"
    assert [part["points"] for part in metadata["parts"]].count(None) == 3


def test_gzip_is_read_and_bad_lines_are_named(tmp_path: Path) -> None:
    path = tmp_path / "docs.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps(LINE).encode() + b'\n{"id": "x", "links": [1]}\n{'))
    result = run(str(path))
    assert result.exit_code == 1
    assert [one["id"] for one in shown(result)] == ["1"]
    assert f"{path}:2: `links` is no list of texts." in result.stderr
    assert f"{path}:3: is not JSON" in result.stderr


def test_a_record_and_its_related_are_graded_by_the_smartable_profile(
    record: Path, lists: Path
) -> None:
    result = run(str(record), "--profile", "smartable", "--lists", str(lists))
    assert result.exit_code == 0
    own, related = shown(result)
    assert (own["id"], own["quality"], own["published"]) == (str(record), 20 + 4 + 15, False)
    assert (related["id"], related["quality"]) == (f"{record}#related/0", 40 + 4 + 15)
    assert sum(part["points"] for part in own["parts"]) == own["quality"]


def test_a_record_from_standard_input_is_called_by_its_dash(lists: Path) -> None:
    result = run("-", "--profile", "smartable", "--lists", str(lists), given=RECORD.encode())
    assert [one["id"] for one in shown(result)] == ["-", "-#related/0"]


def test_a_record_has_a_grade_of_our_own_too(record: Path) -> None:
    own, related = shown(run(str(record)))
    assert own["qualityBasis"] == related["qualityBasis"] == "metadata"
    points = {part["part"]: part["points"] for part in own["parts"]}
    assert points["originality"] is points["accountability"] is None
    assert points["source"] is not None


def test_a_bad_record_leaves_the_others_alone(record: Path, lists: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.md"
    bad.write_text("---\ntitle: !!python/object x\n---\n")
    result = run(str(bad), str(record), "--profile", "smartable", "--lists", str(lists))
    assert result.exit_code == 1
    assert len(shown(result)) == 2
    assert "bad.md:2" in result.stderr


def test_quality_min_says_what_is_published() -> None:
    given = json.dumps(LINE).encode()
    assert shown(run("-", "--quality-min", "0", given=given))[0]["published"] is True
    assert shown(run("-", "--quality-min", "100", given=given))[0]["published"] is False


def test_without_lists_the_smartable_profile_says_what_it_lacks(record: Path) -> None:
    result = run(str(record), "--profile", "smartable")
    assert result.exit_code == 0
    assert "no --lists" in result.stderr
    assert shown(result)[0]["quality"] == 20 + 4


def test_wrong_use_is_said(record: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--profile smartable"):
        run(str(record), "--lists", str(tmp_path / "x.json"))
    with pytest.raises(SettingsError, match=r"x\.json: cannot be read"):
        run(str(record), "--profile", "smartable", "--lists", str(tmp_path / "x.json"))
    (tmp_path / "y.json").write_text("[]")
    with pytest.raises(SettingsError, match=r"y\.json: is not a hub's lists"):
        run(str(record), "--profile", "smartable", "--lists", str(tmp_path / "y.json"))
