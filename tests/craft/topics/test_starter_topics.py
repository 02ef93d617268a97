"""The starter topics on written cases: what they must find, and the traps they must not fall into."""

from pathlib import Path

import pytest

from wiredesk.basics.ids import ArticleId
from wiredesk.craft.topics import TopicMatcher, check_topics, compile_topics, load_topic
from wiredesk.newsroom.topics import judge_seeds
from wiredesk.records.topic import Topic

ROOT = Path(__file__).parents[3]
STARTER = ROOT / "src" / "wiredesk" / "cli" / "starter" / "topics"
CORPUS = ROOT / "tests" / "corpus" / "topics"
CASES = sorted(CORPUS.glob("*.txt"))


def starter_topics() -> list[Topic]:
    return [load_topic(path.read_text("utf-8"), name=path.name) for path in STARTER.glob("*.toml")]


@pytest.fixture(scope="module")
def matcher() -> TopicMatcher:
    return compile_topics(starter_topics())


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_gets_the_topics_that_it_expects(path: Path, matcher: TopicMatcher) -> None:
    head, _, text = path.read_text("utf-8").partition("\n\n")
    stated = dict(line.split(": ", 1) for line in head.splitlines())
    expected = set(stated["Expect"].split()) - {"nothing"}
    labels = matcher.label(
        article_id=ArticleId(path.stem), title=stated["Title"], text=text, source="x.example"
    )
    told = "\n".join(f"{reason.text} {reason.evidence}" for reason in labels.reasons)
    assert {label.topic for label in labels.labels} == expected, told
    assert labels.reasons
    for label in labels.labels:
        assert label.why
        assert 0.5 <= label.weight <= 1


def lines_of(name: str) -> list[tuple[str, str, str]]:
    """Expected topics, headline and text of each line of a file of short cases."""
    lines = (CORPUS / name).read_text("utf-8").splitlines()
    cases = [[part.strip() for part in line.split("|")] for line in lines if line[:1] != "#"]
    return [(expected, title, text) for expected, title, text in cases]


@pytest.mark.parametrize(
    ("expected", "title", "text"), [*lines_of("traps.lines"), *lines_of("hits.lines")]
)
def test_a_headline_gets_the_topics_that_it_expects(
    expected: str, title: str, text: str, matcher: TopicMatcher
) -> None:
    labels = matcher.label(article_id=ArticleId("a"), title=title, text=text, source="x.example")
    told = "\n".join(f"{reason.text} {reason.evidence}" for reason in labels.reasons)
    assert {label.topic for label in labels.labels} == set(expected.split()) - {"nothing"}, told


def test_there_are_thirty_traps_and_thirty_hits() -> None:
    assert len({title for _, title, _ in lines_of("traps.lines")}) >= 30
    assert len({title for _, title, _ in lines_of("hits.lines")}) >= 30


def test_every_seed_is_judged_by_its_query_as_it_says(matcher: TopicMatcher) -> None:
    topics = starter_topics()
    assert all(topic.seeds and topic.not_seeds for topic in topics)
    assert [f"{topic.id}: {told}" for topic, told in judge_seeds(matcher, topics)] == []


def test_the_cases_cover_the_named_traps() -> None:
    names = {path.stem for path in CASES}
    assert {"computer-vision-syndrome", "synthesizer-deepmind", "ethical-alone"} <= names
    assert len(CASES) >= 25


def test_the_starter_topics_form_a_tree_below_ai() -> None:
    topics = starter_topics()
    check_topics(topics)
    assert {topic.id: topic.parent for topic in topics} == {
        "ai": None,
        "computer-vision": "ai",
        "ai-ethics": "ai",
        "biometrics-policy": "ai-ethics",
    }


def test_the_starter_topics_carry_the_keywords_of_the_smartable_profile() -> None:
    keywords = {str(topic.id): topic.keywords for topic in starter_topics()}
    assert keywords["ai"] == ("artificial intelligence", "ai")
    assert keywords["ai-ethics"] == ("ethical", "ethics")
    assert "rekognition" in keywords["computer-vision"]
