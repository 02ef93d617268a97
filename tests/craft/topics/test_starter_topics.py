"""The starter topics on written cases: what they must find, and the traps they must not fall into."""

from pathlib import Path

import pytest

from wiredesk.basics.ids import ArticleId
from wiredesk.craft.topics import TopicMatcher, check_topics, compile_topics, load_topic
from wiredesk.records.topic import Topic

ROOT = Path(__file__).parents[3]
STARTER = ROOT / "src" / "wiredesk" / "cli" / "starter" / "topics"
CASES = sorted((ROOT / "tests" / "corpus" / "topics").glob("*.txt"))


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
