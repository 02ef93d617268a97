"""Each case in tests/corpus/feeds states what it expects on its top."""

import json
import re
from datetime import datetime
from pathlib import Path

import pytest

from wiredesk.basics.dates import rfc3339
from wiredesk.craft.feeds import parse_feed

CORPUS = Path(__file__).parents[2] / "corpus" / "feeds"
CASES = sorted(CORPUS.iterdir())


def expectations(path: Path) -> list[str]:
    text = path.read_text("utf-8")
    if path.suffix == ".json":
        return list(json.loads(text)["_expect"])
    return re.findall(r"^Expect: (.*)$", text, re.MULTILINE)


def found_at(subject: object, path: str) -> object:
    for step in path.split("."):
        if step == "#":
            subject = len(subject)  # type: ignore[arg-type]
        elif step.isdecimal():
            subject = subject[int(step)]  # type: ignore[index]
        else:
            subject = getattr(subject, step)
    if isinstance(subject, datetime):
        return rfc3339(subject)
    return list(subject) if isinstance(subject, tuple) else subject


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_feed_says_what_its_header_expects(path: Path) -> None:
    feed = parse_feed(path.read_bytes(), url="https://feeds.example/all.xml")
    stated = expectations(path)
    assert stated, "the case expects nothing"
    for expectation in stated:
        where, _, value = expectation.partition(" = ")
        assert found_at(feed, where) == json.loads(value), expectation
