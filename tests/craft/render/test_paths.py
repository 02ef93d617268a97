import itertools
import re
from datetime import UTC, datetime
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.basics.ids import article_id
from wiredesk.craft.render import path_of, record_path
from wiredesk.records.record import Record

AT = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
SHORT_ID = article_id("https://lindhaven-courier.example/2026/ferry-gates")
SAFE = re.compile(r"(\d{4}-\d\d-\d\d|undated)-[a-z0-9-]{1,120}\.md\Z")
PARTS = (
    "..", "．．", "%2e%2e", "/", "／", "\\", "＼", "%2f", "\x00", "%00", "CON", "nul.txt", "aux", "COM1", "LPT¹",
    "~", "$HOME", "C:", "\n", "\r", "\u202e", "\u2215", "\u2044", "\u29f8", ".git", ".htaccess", "a" * 5_000,
    "é" * 300, "中文", "🛰", "-", "--", ".", "...", " ", "", "|", "*", "?", "<", '"', "'", ";rm -rf", "{{x}}", "İ", "ß", "ﬁ",
)  # fmt: skip
HOSTILE = [f"{a}{b}{c}" for a, b, c in itertools.product(PARTS, ("/", "／../"), PARTS[:5])]


def test_a_path_is_its_day_and_its_headline() -> None:
    assert _path("New German government to ban face recognition") == (
        "2026-03-02-new-german-government-to-ban-face-recognition.md"
    )


def test_the_short_id_is_added_when_the_slug_is_taken() -> None:
    first = _path("Same headline")
    second = _path("Same headline", taken={first})
    assert second == f"2026-03-02-same-headline-{SHORT_ID[-8:]}.md"
    third = _path("Same headline", taken={first, second})
    assert third not in {first, second}


def test_a_headline_without_latin_letters_goes_by_its_id() -> None:
    assert _path("中文标题") == f"2026-03-02-{SHORT_ID[-8:]}.md"
    assert _path("中文标题", taken={_path("中文标题")}) == f"2026-03-02-{SHORT_ID}.md"


def test_the_day_is_in_utc_and_may_come_from_text() -> None:
    record = Record(title="x", published_at="2026-03-02T23:30:00-05:00")
    assert (
        record_path(record, short_id=SHORT_ID, is_taken=set[str]().__contains__)
        == "2026-03-03-x.md"
    )
    undated = Record(title="x", published_at=None)
    assert (
        record_path(undated, short_id=SHORT_ID, is_taken=set[str]().__contains__) == "undated-x.md"
    )


def test_four_hundred_hostile_headlines_stay_inside() -> None:
    assert len(HOSTILE) >= 400
    for title in HOSTILE:
        _assert_safe(_path(title))
        _assert_safe(_path(title, taken={_path(title)}))


@given(title=st.text(max_size=200))
def test_no_headline_leaves_the_folder(title: str) -> None:
    _assert_safe(_path(title))


@pytest.mark.parametrize("short_id", ["../../x", "", "／", "A" * 500])
def test_a_strange_id_leaves_it_neither(short_id: str) -> None:
    for title in ("x", "中文"):
        path = path_of(title, AT, short_id=short_id, is_taken=lambda path: "x" not in path)
        assert "/" not in path
        assert ".." not in path


def _path(title: str, taken: set[str] | None = None) -> str:
    return path_of(title, AT, short_id=SHORT_ID, is_taken=(taken or set()).__contains__)


def _assert_safe(path: str) -> None:
    assert SAFE.match(path), path
    assert PurePosixPath(path).name == PureWindowsPath(path).name == path
    assert not PureWindowsPath(path).stem.split(".")[0].upper().startswith(("CON", "NUL", "AUX"))
