"""Topic files: what they may say, and errors that name file, line and remedy."""

import time

import pytest

from wiredesk.basics.errors import SettingsError
from wiredesk.basics.ids import ArticleId, TopicId
from wiredesk.craft.topics import check_topics, compile_topics, load_topic, read_topics
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


def files(*texts: str) -> list[tuple[str, str]]:
    return [(f"topics/{number}.toml", text) for number, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (
            ('id = "a"\nname = "A"\nquery = "x1"', 'name = "B"\nid = "a"\nquery = "x1"'),
            "topics/1.toml:2: two topics have the id “a”, also in topics/0.toml:1. Rename one.",
        ),
        (
            ('id = "a"\nname = "A"\nquery = "x1"', 'id = "A"\nname = "B"\nquery = "x1"'),
            "topics/1.toml:1: two topics have the id “A”, also in topics/0.toml:1. Rename one.",
        ),
        (
            ('id = "alpha"\nname = "A"\nquery = "x1"\nparent = "alpah"\n',),
            "topics/0.toml:4: topic “alpha” has the parent “alpah”, which there is not. Did you mean “alpha”?",
        ),
        (
            (
                'id = "a"\nname = "A"\nparent = "b"\nquery = "x1"',
                'id = "b"\nname = "B"\nquery = "x1"\nparent = "a"\n',
            ),
            "topics/1.toml:4: topics are each other's parents: a → b → a. Remove one link.",
        ),
        (
            ("id = \"a\"\nname = \"A\"\nquery = '''\nx1 OR\n(y1 NEAR/3\n'''\n",),
            "topics/0.toml:5: line 2 of the query, character 5: something is missing after this",
        ),
    ],
)
def test_what_disagrees_among_files_is_named_with_file_line_and_remedy(
    texts: tuple[str, ...], told: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        read_topics(files(*texts))
    assert told in str(caught.value)
    assert caught.value.remedy


@pytest.mark.slow
def test_ten_thousand_topic_files_are_read_in_bounded_time() -> None:
    texts = [
        f'id = "t{n}"\nname = "T {n}"\nquery = "word{n} OR \'a{n} b{n}\'"\n' for n in range(10_000)
    ]
    begun = time.process_time()
    assert len(read_topics(files(*texts))) == 10_000
    with pytest.raises(SettingsError, match="Make two hubs"):
        read_topics(files(*texts, 'id = "more"\nname = "M"\nquery = "x1"'))
    assert time.process_time() - begun < 60  # hanging, not slowness: measured 2


def test_a_line_of_ten_thousand_parents_is_refused_at_once_and_so_is_their_circle() -> None:
    line = [make(f"t{n}", f"t{n + 1}") for n in range(9_999)]
    begun = time.process_time()
    with pytest.raises(SettingsError, match="over 50 topics above it"):
        check_topics([*line, make("t9999")])
    with pytest.raises(SettingsError):
        check_topics([*line, make("t9999", "t0")])
    assert time.process_time() - begun < 10  # hanging, not slowness: measured 0.1


@pytest.mark.slow
def test_a_word_that_all_topics_share_is_looked_for_once() -> None:
    topics = [
        Topic(id=TopicId(f"t{n}"), name="T", query=f"(x{n}|face) AND ban") for n in range(10_000)
    ]
    matcher = compile_topics(topics)
    begun = time.process_time()
    labels = matcher.label(
        article_id=ArticleId("a"), title="A face", text="face ban " * 10_000, source="s"
    )
    assert len(labels.labels) == 10_000
    assert time.process_time() - begun < 30  # hanging, not slowness: measured 1.6, before that 58
