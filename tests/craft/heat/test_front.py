"""The order of the front page: by heat, and nobody crowds the first ten out."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from wiredesk.basics.ids import StoryId
from wiredesk.craft.heat import Candidate, arrange
from wiredesk.craft.heat.front import Place


def story(number: int, heat: int, *, owner: str = "", topic: str = "") -> Candidate:
    return Candidate(
        story_id=StoryId(f"t{number}"),
        title=f"Title {number}",
        heat=heat,
        owner=owner or f"o{number}",
        topic=topic,
    )


def order(places: list[Place]) -> list[str]:
    return [place.story_id for place in places]


def test_without_crowding_the_order_is_that_of_heat() -> None:
    places = arrange([story(n, 90 - n) for n in range(15)])
    assert order(places) == [f"t{n}" for n in range(15)]
    assert places[0].reasons[0].text == "Place 1 with heat 90."
    assert places[1].reasons[0].text == (
        "Place 2 with heat 89; 2 points more would take it past place 1."
    )


def test_an_owner_leads_three_of_the_first_ten_while_there_is_another_of_half_the_heat() -> None:
    mill = [story(n, 90, owner="mill.example") for n in range(6)]
    others = [story(10 + n, 50) for n in range(9)]
    places = arrange([*mill, *others])
    assert order(places)[:10] == ["t0", "t1", "t2"] + [f"t{10 + n}" for n in range(7)]
    assert [one.text for one in places[3].reasons][1] == (
        "It passed over a story with heat 90: mill.example leads 3 of the first 10 already."
    )
    assert places[3].reasons[1].evidence == "Title 3"
    assert places[10].story_id == "t3"
    assert "would crowd" in places[10].reasons[0].text


def test_a_topic_has_five_of_the_first_ten() -> None:
    vision = [story(n, 90 - n, topic="Computer Vision") for n in range(12)]
    ethics = [story(20 + n, 60 - n, topic="AI Ethics") for n in range(12)]
    first = order(arrange([*vision, *ethics]))[:10]
    assert first == [f"t{n}" for n in range(5)] + [f"t{20 + n}" for n in range(5)]


def test_a_story_with_less_than_half_the_heat_takes_nobodys_place() -> None:
    mill = [story(n, 90, owner="mill.example") for n in range(6)]
    places = arrange([*mill, story(9, 44)])
    assert order(places) == ["t0", "t1", "t2", "t3", "t4", "t5", "t9"]


def test_a_hub_of_one_topic_is_in_the_order_of_heat() -> None:
    stories = [story(n, 90 - n, topic="AI") for n in range(20)]
    assert order(arrange(stories)) == [one.story_id for one in stories]


def test_nothing_is_arranged_to_nothing() -> None:
    assert arrange([]) == []


stories = st.lists(
    st.tuples(st.integers(0, 100), st.integers(0, 3), st.integers(0, 2)), max_size=40
).map(
    lambda told: [
        story(n, heat, owner=f"o{owner}", topic=f"topic {topic}" if topic else "")
        for n, (heat, owner, topic) in enumerate(sorted(told, reverse=True))
    ]
)


@given(stories)
def test_every_story_has_one_place_and_its_reason(given_stories: list[Candidate]) -> None:
    places = arrange(given_stories)
    assert sorted(order(places)) == sorted(one.story_id for one in given_stories)
    assert [place.number for place in places] == list(range(1, len(places) + 1))
    assert all(place.reasons[0].code == "place" for place in places)


@given(stories)
def test_below_the_first_ten_heat_alone_decides(given_stories: list[Candidate]) -> None:
    heats = {one.story_id: one.heat for one in given_stories}
    below = [heats[place.story_id] for place in arrange(given_stories)[10:]]
    assert below == sorted(below, reverse=True)


@given(stories)
def test_who_crowds_stands_only_where_nobody_with_half_its_heat_could(
    given_stories: list[Candidate],
) -> None:
    by_id = {one.story_id: one for one in given_stories}
    placed = [by_id[place.story_id] for place in arrange(given_stories)]
    owners: Counter[str] = Counter()
    topics: Counter[str] = Counter()
    for number, one in enumerate(placed[:10]):
        crowds = owners[one.owner] >= 3 or (one.topic != "" and topics[one.topic] >= 5)
        if crowds:
            others = [
                other
                for other in placed[number + 1 :]
                if owners[other.owner] < 3 and (not other.topic or topics[other.topic] < 5)
            ]
            assert all(other.heat < one.heat * 0.5 for other in others)
        owners[one.owner] += 1
        topics[one.topic] += 1
