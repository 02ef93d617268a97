"""Clickbait: written headlines, the features that show, and no slow headline."""

from pathlib import Path

import pytest

from wiredesk.craft.quality import clickbait
from wiredesk.craft.quality.clickbait import found_features

HEADLINES = Path(__file__).parents[2] / "corpus" / "headlines" / "written.txt"
RIGHT_MIN = 0.95


def written() -> list[tuple[bool, str]]:
    lines = HEADLINES.read_text("utf-8").splitlines()
    return [(line[0] == "!", line[2:]) for line in lines if not line.startswith("#")]


def test_the_written_headlines_are_told_apart() -> None:
    listed = written()
    wrong = [title for is_bait, title in listed if (clickbait(title)[0] >= 0.5) != is_bait]
    assert len(listed) >= 150
    assert 1 - len(wrong) / len(listed) >= RIGHT_MIN, wrong


@pytest.mark.parametrize(
    ("title", "feature"),
    [
        ("What happened next is odd", "points forward"),
        ("How you save your money", "speaks to you"),
        ("17 things only sailors know", "a list"),
        ("An unbelievable find", "wonder words"),
        ("He opened the door", "names nobody"),
        ("The secret of good soup", "a promise"),
        ("Is it over?", "a question"),
        ("It is over...", "shouts or trails off"),
        ("Guess the town", "a quiz"),
        ("A cat that broke the internet", "reports reactions"),
        ("It's really over", "talks"),
        ("A town in Norland, says 1 report", "tells who, how many or who says so"),
    ],
)
def test_each_of_the_twelve_features_is_found(title: str, feature: str) -> None:
    found = found_features(title)
    assert len(found) == 12
    assert found[feature]


def test_what_shows_is_told_with_its_words() -> None:
    _, shown = clickbait("You won't believe this unbelievable trick")
    assert any("“unbelievable”" in one for one in shown)


def test_capitals_say_nothing_where_every_word_has_one() -> None:
    plain, _ = clickbait("This simple trick changes how people cook their rice")
    titled, _ = clickbait("This Simple Trick Changes How People Cook Their Rice")
    assert titled == pytest.approx(plain)


def test_an_empty_headline_has_a_probability_too() -> None:
    assert 0 < clickbait("")[0] < 1
