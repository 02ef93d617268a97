"""`wiredesk feed` prints entries as JSON Lines."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from wiredesk.cli.feed import feed

FEED = (
    b"<rss version='2.0'><channel><title>Tides</title><language>en</language><item><title>A &amp; B</title>"
    b"<link>/1</link><pubDate>Sat, 14 Mar 2026 15:09:26 GMT</pubDate></item></channel></rss>"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "tides.xml"
    path.write_bytes(FEED)
    return path


def test_each_entry_is_one_line(file: Path) -> None:
    result = CliRunner().invoke(feed, [str(file), "--url", "https://tide.example/f"])
    (line,) = result.stdout.splitlines()
    assert json.loads(line) == {
        "feed": "Tides",
        "id": "",
        "url": "https://tide.example/1",
        "title": "A & B",
        "summary": "",
        "content": "",
        "authors": [],
        "publishedDateTime": "2026-03-14T15:09:26Z",
        "updatedDateTime": None,
        "image": None,
        "categories": [],
        "language": "en",
    }


def test_standard_input_is_a_dash() -> None:
    result = CliRunner().invoke(feed, ["-", "--json"], input=FEED)
    assert json.loads(result.stdout)["title"] == "A & B"


def test_a_bad_file_is_told_and_the_others_go_on(file: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<html></html>", "utf-8")
    runner = CliRunner()
    result = runner.invoke(
        feed, [str(page), str(tmp_path / "none.xml"), str(file)], standalone_mode=False
    )
    assert result.return_value == 1
    assert len(result.stdout.splitlines()) == 1
    assert f"{page}: it is an HTML page, not a feed." in result.stderr
    assert "none.xml: it cannot be read: No such file" in result.stderr
