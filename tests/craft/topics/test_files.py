"""Topic files: what they may say, and errors that name file, line and remedy."""

import pytest

from wiredesk.basics.errors import SettingsError
from wiredesk.basics.ids import TopicId
from wiredesk.craft.topics import check_topics, load_topic
from wiredesk.records.topic import Topic

GOOD = """id = "cv"
name = "Computer Vision"
parent = "ai"
threshold = 0.4
keywords = ["computer vision"]
query = '''
  "computer vision"
  OR "machine vision"
'''
"""


def test_a_topic_file_becomes_a_topic() -> None:
    loaded = load_topic(GOOD, name="cv.toml")
    assert (loaded.id, loaded.name, loaded.parent) == ("cv", "Computer Vision", "ai")
    assert loaded.threshold == 0.4
    assert loaded.keywords == ("computer vision",)
    assert loaded.version == 1


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('name = "Computer Vision"', "name = 'x", "cv.toml:2: is not TOML"),
        ("threshold", "treshold", "cv.toml:4: unknown key `treshold`. Did you mean `threshold`?"),
        ("0.4", '"high"', "cv.toml:4: `threshold` is not between"),
        ("0.4", "1.5", "cv.toml:4: `threshold` is not between"),
        ("0.4", "nan", "cv.toml:4: `threshold` is not between"),
        ('"Computer Vision"', "7", "cv.toml:2: `name` is not text"),
        ('["computer vision"]', "[1]", "cv.toml:5: `keywords` is not a list of texts"),
        ('id = "cv"', 'id = "C V"', "cv.toml:1: `id` has other signs"),
        ('id = "cv"', "", "cv.toml: `id` is missing"),
        ('OR "machine', 'OR OR "machine', "cv.toml:8: line 2 of the query, character 6"),
        ("'''\n  \"computer", "'''AND\n  \"computer", "cv.toml:6: line 1 of the query"),
        ("threshold = 0.4", "version = 1.5", "cv.toml:4: `version` is not a whole number"),
        ("threshold = 0.4", "version = true", "cv.toml:4: `version` is not a whole number"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(old: str, new: str, told: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_topic(GOOD.replace(old, new, 1), name="cv.toml")
    assert told in str(caught.value)


def make(name: str, parent: str = "") -> Topic:
    return Topic(id=TopicId(name), name=name, query="x", parent=TopicId(parent) if parent else None)


def test_a_tree_of_topics_is_fine() -> None:
    check_topics([make("b", "a"), make("a"), make("c", "b")])


@pytest.mark.parametrize(
    ("topics", "told"),
    [
        ([make("a"), make("a")], "two topics have the id “a”"),
        ([make("AI"), make("ai")], "two topics have the id “ai”"),
        ([make("alpha"), make("b", "alpa")], "Did you mean “alpha”?"),
        ([make("a", "a")], "a → a"),
        ([make("a", "b"), make("b", "c"), make("c", "a")], "a → b → c → a"),
    ],
)
def test_what_cannot_hold_among_topics_is_refused(topics: list[Topic], told: str) -> None:
    with pytest.raises(SettingsError) as caught:
        check_topics(topics)
    assert told in str(caught.value)


def test_ten_thousand_topics_are_checked_and_one_more_is_refused() -> None:
    topics = [make(f"t{n}", f"t{n - 1}" if n % 50 else "") for n in range(10_000)]
    check_topics(topics)
    with pytest.raises(SettingsError, match="10,000"):
        check_topics([*topics, make("more")])
