"""What a verdict tells: the words that joined, what it did not join, and what would change that."""

import re

import pytest
from craft.stories.test_stories import taken, the_week

from wiredesk.craft.stories import StoryIndex
from wiredesk.craft.stories.weights import LIKENESS_MIN, chance_of
from wiredesk.records.story import StoryVerdict

HARBOUR = "Cranes of the harbour in Sandholm stand still as dockers strike for better wages"
FERRY = (
    "Ferry from Sandholm turns back after its captain falls ill, passengers sleep in a gymnasium "
    "and breakfast on smoked herring, lemonade and rye bread"
)


def placed(*titles: str) -> list[StoryVerdict]:
    index = StoryIndex()
    return [index.assign(taken(number, title)) for number, title in enumerate(titles)]


def test_what_joined_is_told_word_by_word_with_its_part() -> None:
    verdict = placed(HARBOUR, "Dockers strike for better wages: cranes stand still in Sandholm")[1]
    joined = next(reason for reason in verdict.reasons if reason.code == "joined")
    parts = dict(re.findall(r"(\w+) (\d+)%", joined.evidence))
    assert {"docker", "crane", "strike"} <= parts.keys()
    assert 30 < sum(map(int, parts.values())) <= 101
    assert joined.value is not None
    assert joined.value >= LIKENESS_MIN


def test_what_joined_says_how_much_less_would_not_have_been_enough() -> None:
    verdict = placed(HARBOUR, "Dockers strike for better wages: cranes stand still in Sandholm")[1]
    joined, leave = verdict.reasons[:2]
    assert leave.code == "would_leave"
    assert joined.value is not None
    assert leave.value == pytest.approx(LIKENESS_MIN - joined.value, abs=0.002)


def test_what_did_not_join_says_what_would_have_changed_that() -> None:
    verdict = placed(HARBOUR, FERRY)[1]
    codes = [reason.code for reason in verdict.reasons]
    assert codes == ["began", "rival", "would_join"]
    rival, change = verdict.reasons[1:]
    assert rival.value is not None
    assert change.value == pytest.approx(LIKENESS_MIN - rival.value, abs=0.002)
    assert re.search(r"\d more, about \d+ more shared words? as telling as “\w+”\.$", change.text)


def test_as_many_more_words_as_it_says_do_join() -> None:
    change = placed(HARBOUR, FERRY)[1].reasons[2]
    told = re.search(r"about (\d+) more shared", change.text)
    assert told
    lent = ["cranes", "dockers", "strike", "wages", "stand", "still", "better"][: int(told[1]) + 1]
    verdicts = placed(HARBOUR, f"{FERRY} {' '.join(lent)}")
    assert verdicts[1].story_id == verdicts[0].story_id


def test_every_verdict_of_the_week_that_had_a_rival_says_what_would_change() -> None:
    index = StoryIndex()
    for one in the_week():
        codes = [reason.code for reason in index.assign(one).reasons]
        assert ("rival" in codes) == ("would_join" in codes)


def test_a_greater_likeness_is_a_greater_chance() -> None:
    chances = [chance_of(step / 20) for step in range(41)]
    assert chances == sorted(chances)
    assert chances[0] == 0.0
    assert 0.4 < chance_of(LIKENESS_MIN) < 0.8
    assert chances[-1] < 1.0
