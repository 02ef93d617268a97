"""A topic learns from examples: the same ones give the same model, few give none, noise gives silence."""

import time
from collections.abc import Sequence

import numpy as np
import pytest

from wiredesk.basics.ids import ArticleId, TopicId
from wiredesk.craft.topics import (
    Example,
    LearnedTopics,
    can_learn,
    compile_topics,
    digest_examples,
    make_example,
    train_topic,
)
from wiredesk.craft.topics.matching import Stream
from wiredesk.records.topic import Labels, Topic, TopicModel

TOPIC = TopicId("sheep")
ON = "The shepherd counts her sheep on the moor before the wool market number {}"
OFF = "The council counts its buses at the station before the rail strike number {}"
OTHER = "A chef cooks soup for the village fair and nobody complains number {}"


def examples(yes: int, no: int, background: int = 0) -> list[Example]:
    made = [make_example(ON.format(n), "", is_about=True) for n in range(yes)]
    made += [make_example(OFF.format(n), "", is_about=False) for n in range(no)]
    for n in range(background):
        made.append(make_example(OTHER.format(n), "", is_about=False, by_person=False))
    return made


def odds(model: TopicModel, title: str, text: str = "") -> float:
    return LearnedTopics([model]).odds(Stream(title), Stream(text))[0]


@pytest.mark.parametrize(
    ("yes", "no", "background", "enough"),
    [(10, 10, 0, True), (10, 9, 99, False), (20, 0, 0, False), (20, 0, 5, True), (4, 40, 0, False)],
)
def test_it_takes_twenty_by_people_and_five_of_each(
    yes: int, no: int, background: int, *, enough: bool
) -> None:
    assert can_learn(examples(yes, no, background)) is enough


def test_the_same_examples_give_the_same_model_to_the_byte() -> None:
    assert train_topic(TOPIC, examples(15, 15, 30)) == train_topic(TOPIC, examples(15, 15, 30))


def test_a_model_says_what_it_learned_from() -> None:
    model = train_topic(TOPIC, examples(15, 14, 30))
    assert (model.yes, model.no, model.background, model.right) == (15, 14, 30, 29)
    assert len(model.features) == len(model.weights)
    assert (np.diff(np.frombuffer(model.features, "<u4").astype(np.int64)) > 0).all()


def test_what_it_has_not_seen_is_judged_by_what_it_has() -> None:
    model = train_topic(TOPIC, examples(30, 30, 60))
    assert odds(model, "A shepherd sells sheep and wool on the moor") > 0.5
    assert odds(model, "A bus waits at the station for the strike") < 0.2


def test_of_words_that_it_does_not_know_a_model_says_nothing() -> None:
    models = [train_topic(TOPIC, examples(10, 1_000))]
    learned = LearnedTopics(models)
    assert learned.judge(Stream("Ein Schäfer hütet Heidschnucken"), Stream("")) == {}
    assert learned.judge(Stream(""), Stream("")) == {}


def test_answers_by_chance_teach_nothing() -> None:
    texts = [f"{ON.format(n)} {n % 7} {n % 5}" for n in range(60)]
    made = [make_example(text, "", is_about=n % 2 == 0) for n, text in enumerate(texts)]
    model = train_topic(TOPIC, made)
    assert 0.1 < odds(model, ON.format(99)) < 0.9


def test_only_what_people_said_makes_it_learn_anew() -> None:
    own = examples(10, 10)
    assert digest_examples(own) == digest_examples(examples(10, 10, 50))
    assert digest_examples(own) != digest_examples(examples(10, 11))
    assert digest_examples(own) != digest_examples(own[::-1])


def test_an_example_without_a_word_is_no_trouble() -> None:
    empty = [make_example("", "", is_about=True), make_example("!!", "…", is_about=False)]
    model = train_topic(TOPIC, [*examples(15, 15), *empty])
    assert model.yes == model.no == 16


def test_thousands_of_examples_are_learned_in_bounded_time_and_the_newest_kept() -> None:
    text = " ".join(f"word{n}" for n in range(150))
    made = [
        make_example(f"{ON if n % 3 else OFF} {n}", f"{text} {n}", is_about=bool(n % 3))
        for n in range(5_200)
    ]
    begun = time.process_time()
    model = train_topic(TOPIC, made)
    assert time.process_time() - begun < 60  # hanging, not slowness: measured 4
    assert model.yes + model.no == 5_000


def test_two_models_in_one_table_say_what_each_says_alone() -> None:
    sheep = train_topic(TOPIC, examples(20, 20, 20))
    turned = [
        Example(words=one.words, is_about=not one.is_about, by_person=one.by_person)
        for one in examples(20, 20, 20)
    ]
    other = train_topic(TopicId("other"), turned)
    both = LearnedTopics([sheep, other]).odds(Stream(ON), Stream(OFF))
    assert both == [odds(sheep, ON, OFF), odds(other, ON, OFF)]


# --- with the rules --------------------------------------------------------------------------------


def label(model: TopicModel, title: str, text: str = "", **changes: object) -> Labels:
    topic = Topic(id=TOPIC, name="Sheep", query="moor", **changes)  # type: ignore[arg-type] # - fields of Topic
    matcher = compile_topics([topic], [model])
    return matcher.label(article_id=ArticleId("a"), title=title, text=text, source="s")


@pytest.fixture(scope="module")
def model() -> TopicModel:
    return train_topic(TOPIC, examples(60, 60, 60))


def reasons(labels: Labels) -> Sequence[str]:
    return [reason.code for one in labels.labels for reason in one.why]


def test_a_sure_model_finds_what_the_query_does_not(model: TopicModel) -> None:
    labels = label(model, "The shepherd counts her sheep before the wool market")
    assert reasons(labels) == ["model"]
    why = labels.labels[0].why[0]
    assert labels.labels[0].weight == why.value
    assert "learned from 120 examples" in why.text
    assert "sheep" in why.evidence


def test_a_sure_model_refuses_what_the_query_finds(model: TopicModel) -> None:
    labels = label(
        model, "The council counts its buses at the station before the rail strike", "A moor"
    )
    assert labels.labels == ()
    assert labels.reasons[0].code == "too_weak"
    assert "sure that it is not on it" in labels.reasons[0].text


def test_in_its_band_of_doubt_the_query_decides(model: TopicModel) -> None:
    title = "Fog lies on the moor tonight"
    assert LearnedTopics([model]).judge(Stream(title), Stream("")) == {}
    assert reasons(label(model, title)) == ["words_in_title"]


def test_a_model_of_a_topic_that_is_gone_is_left_out(model: TopicModel) -> None:
    other = Topic(id=TopicId("other"), name="Other", query="moor")
    matcher = compile_topics([other], [model])
    labels = matcher.label(article_id=ArticleId("a"), title=ON, text="", source="s")
    assert [one.topic for one in labels.labels] == ["other"]
