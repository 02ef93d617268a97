"""Stories: what belongs together in a small week of news, and what must hold for any articles."""

import json
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wiredesk.basics.ids import ArticleId, StoryId
from wiredesk.craft.stories import (
    Constraints,
    StoryFeatures,
    StoryIndex,
    features_of,
    group_all,
    group_in_order,
)
from wiredesk.craft.stories.words import clean_title, find_mould, known_language

T0 = datetime(2026, 3, 1, 8, tzinfo=UTC)
WEEK = Path(__file__).parents[2] / "corpus" / "stories" / "week.jsonl"
CASES = [json.loads(line) for line in WEEK.read_text(encoding="utf-8").splitlines()]


def taken(number: int, title: str, text: str = "", **changes: object) -> StoryFeatures:
    """The features of article `number`, that many minutes after T0."""
    features = features_of(
        article_id=ArticleId(f"a{number:05}"),
        title=title,
        text=text,
        language="",
        effective_at=T0 + timedelta(minutes=number),
        provider=f"paper{number}.example",
    )
    return replace(features, **changes)  # type: ignore[arg-type] # - the tests name real fields


def the_week() -> list[StoryFeatures]:
    return [
        features_of(
            article_id=ArticleId(case["id"]),
            title=case["title"],
            text=case["text"],
            language=case["language"],
            effective_at=datetime.fromisoformat(case["publishedDateTime"]),
            provider=f"p{at}.example",
        )
        for at, case in enumerate(CASES)
    ]


def b_cubed(stories: Sequence[str]) -> float:
    """B³ F1 against the stories that the corpus states."""
    labels = [case["story"] for case in CASES]
    both, true, ours = Counter(zip(labels, stories, strict=True)), Counter(labels), Counter(stories)
    precision = sum(n * n / ours[story] for (_, story), n in both.items()) / len(labels)
    recall = sum(n * n / true[label] for (label, _), n in both.items()) / len(labels)
    return 2 * precision * recall / (precision + recall)


def test_the_week_is_grouped_well_as_a_whole_and_as_a_stream() -> None:
    assert b_cubed(group_all(the_week())) > 0.95
    assert b_cubed(group_in_order(the_week())) > 0.85


def test_no_happening_of_the_week_is_taken_for_another() -> None:
    for stories in (group_all(the_week()), group_in_order(the_week())):
        told: dict[str, set[str]] = {}
        for case, story in zip(CASES, stories, strict=True):
            told.setdefault(story, set()).add(case["story"])
        assert all(len(happenings) == 1 for happenings in told.values())


def test_an_earthquake_is_one_story_in_four_languages() -> None:
    stories = group_all(the_week())
    of_quake = {
        story for case, story in zip(CASES, stories, strict=True) if case["story"] == "quake"
    }
    assert len(of_quake) == 1


def test_the_order_of_a_set_plays_no_part() -> None:
    week = the_week()
    wanted = dict(zip((one.article_id for one in week), group_all(week), strict=True))
    shuffled = week.copy()
    random.Random(7).shuffle(shuffled)
    found = dict(zip((one.article_id for one in shuffled), group_all(shuffled), strict=True))
    assert found == wanted


def test_a_series_with_other_dates_is_not_one_story() -> None:
    pages = [
        taken(day, f"Weather in Oslund on {day} March", "Sunny spells.") for day in range(1, 6)
    ]
    assert len(set(group_all(pages))) == 5
    assert len(set(group_in_order(pages))) == 5


@pytest.mark.parametrize(
    ("title", "mould", "values"),
    [
        ("Weather in Oslund on 12 March", "weather in oslund on", "12 march"),
        ("The Harbour Hour, Episode 14", "the harbour hour", "14 episode"),
        ("Death toll in Oslund rises to 85", "", ""),
        ("Morgenlage am Dienstag", "morgenlage am", "dienstag"),
        ("Chiquita agrees to $1.07 billion deal", "", ""),
    ],
)
def test_a_series_title_is_known_by_its_date_or_number(title: str, mould: str, values: str) -> None:
    assert find_mould(title) == (mould, values)


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("LIVE: Storm reaches the coast", "Storm reaches the coast"),
        (
            "Storm reaches the western coast - The Harbour Gazette",
            "Storm reaches the western coast",
        ),
        ("Storm reaches coast | Opinion", "Storm reaches coast"),
        ("Live music returns to the harbour", "Live music returns to the harbour"),
        ("Deal agreed -- 2nd Update", "Deal agreed"),
        ("A - B", "A - B"),
    ],
)
def test_a_newsrooms_habits_are_cut_from_titles(title: str, wanted: str) -> None:
    assert clean_title(title) == wanted


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Der Minister hat am Montag gesagt, dass die Brücke nicht mehr hält", "de"),
        ("Le ministre a dit que le pont ne tient plus depuis des années", "fr"),
        ("El ministro dijo que el puente ya no aguanta desde hace años", "es"),
        ("The minister said that the bridge would not hold", "en"),
        ("Die Hard star remembered at festival", "en"),
        ("😀😀", "en"),
    ],
)
def test_the_language_is_guessed_from_function_words(text: str, language: str) -> None:
    assert known_language("", text) == language


def test_every_verdict_says_why_and_names_what_it_did_not_join() -> None:
    index = StoryIndex()
    verdicts = [index.assign(one) for one in the_week()]
    assert all(verdict.reasons for verdict in verdicts)
    assert any(reason.evidence for verdict in verdicts for reason in verdict.reasons)
    assert any(verdict.rivals for verdict in verdicts)


def test_an_index_built_again_from_what_was_stored_decides_the_same() -> None:
    week = the_week()
    random.Random(3).shuffle(week)
    for cut in (5, 10, 15):
        index, placed = StoryIndex(), {}
        for one in week[:cut]:
            verdict = index.assign(one)
            placed[one.article_id] = verdict.story_id
            for absorbed in verdict.merged:
                placed.update({k: verdict.story_id for k, v in placed.items() if v == absorbed})
        again = StoryIndex()
        for one in week[:cut]:
            kept = msgspec.json.decode(msgspec.json.encode(one), type=StoryFeatures)
            again.replay(kept, placed[one.article_id])
        for one in week[cut:]:
            assert again.assign(one) == index.assign(one)


def test_a_story_takes_in_nothing_after_four_days_of_silence() -> None:
    index = StoryIndex()
    title, text = (
        "Whale freed from nets off Sandholm",
        "Divers freed a humpback whale off Sandholm.",
    )
    first = index.assign(taken(1, title, text))
    soon = index.assign(taken(2, "Sandholm whale free of its nets", text))
    late = taken(3, "Whale freed from nets near Sandholm", text, at=T0 + timedelta(days=6))
    assert soon.story_id == first.story_id
    assert index.assign(late).story_id != first.story_id


def test_an_article_that_is_read_again_counts_once() -> None:
    index = StoryIndex()
    week = the_week()
    for one in week[:8]:
        index.assign(one)
    before = index.members()
    story = next(story for story, members in before.items() if week[3].article_id in members)
    index.replay(week[3], story)
    after = index.members()
    assert {s: set(m) for s, m in after.items()} == {s: set(m) for s, m in before.items()}


def test_what_an_editor_parted_stays_apart() -> None:
    week = the_week()
    pair = (week[5].article_id, week[6].article_id)
    said = Constraints(cannot=frozenset({pair}))
    for stories in (group_all(week, constraints=said), group_in_order(week, constraints=said)):
        assert stories[5] != stories[6]


def test_what_an_editor_joined_stays_together() -> None:
    week = the_week()
    said = Constraints(must=frozenset({(week[0].article_id, week[8].article_id)}))
    for stories in (group_all(week, constraints=said), group_in_order(week, constraints=said)):
        assert stories[0] == stories[8]


def test_what_an_editor_moved_is_where_the_editor_put_it() -> None:
    week = the_week()
    index = StoryIndex()
    first = index.assign(week[0])
    said = Constraints(placed=frozenset({(week[8].article_id, first.story_id)}))
    assert index.assign(week[8], constraints=said).story_id == first.story_id


@pytest.mark.timeout(60)
def test_ten_thousand_identical_articles_are_one_story_in_bounded_time() -> None:
    one = the_week()[0]
    many = [replace(one, article_id=ArticleId(f"a{number}")) for number in range(10_000)]
    assert len(set(group_in_order(many))) == 1
    assert len(set(group_all(many))) == 1


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("grouping", [group_in_order, group_all])
def test_ten_thousand_pages_of_one_template_are_no_blob_and_take_bounded_time(
    grouping: Callable[[list[StoryFeatures]], list[StoryId]],
) -> None:
    pages = [
        taken(number, f"Weather report, week {number}", f"Sun at {number % 37} degrees, wind from the west.")
        for number in range(10_000)
    ]  # fmt: skip
    assert len(set(grouping(pages))) == 10_000


def test_a_page_of_a_template_says_that_its_date_kept_it_apart() -> None:
    index = StoryIndex()
    verdicts = [
        index.assign(taken(number, f"Weather report, week {number}", "Sun, wind from the west."))
        for number in range(40)
    ]
    assert all(verdict.reasons[1].code == "veto" for verdict in verdicts[1:])


def test_a_revision_about_something_else_moves_to_the_other_story() -> None:
    week = the_week()
    index = StoryIndex()
    verdicts = [index.assign(one) for one in week]
    whale, bank = week[9], week[5]
    assert verdicts[9].story_id == verdicts[8].story_id
    revised = replace(week[6], article_id=whale.article_id)
    moved = index.assign(revised)
    assert moved.story_id == verdicts[5].story_id
    assert moved.reasons
    held = {article: story for story, members in index.members().items() for article in members}
    assert held[whale.article_id] == held[bank.article_id] != held[week[8].article_id]


def test_an_article_that_stands_twice_in_the_list_is_in_one_story() -> None:
    week = the_week()
    twice = [*week, replace(week[8], article_id=week[0].article_id), *week]
    stories = group_in_order(twice)
    assert stories[0] == stories[len(week)] == stories[len(week) + 1]


def test_two_languages_are_joined_by_names_with_a_number_only() -> None:
    told = "Ines Valdor and Olaf Brink opened the new bridge of Port Tamar"
    erzaehlt = "Die Brücke von Port Tamar wurde von Ines Valdor und Olaf Brink eröffnet"
    for number, wanted in (("", 2), (" 6400", 1)):
        english = taken(1, "Bridge", f"Today {told}{number} metres long.", language="en")
        german = features_of(
            article_id=ArticleId("a00002"),
            title="Brücke",
            text=f"Heute: {erzaehlt}{number} Meter lang.",
            language="de",
            effective_at=english.at,
            provider="",
        )
        assert len(set(group_in_order([english, german]))) == wanted
        assert len(set(group_all([english, german]))) == wanted


@pytest.mark.parametrize(
    ("shared", "stories"),
    [("president school police", 2), ("trilobite quarry ammonite", 1)],
    ids=["common words", "rare words"],
)
def test_a_hub_knows_on_its_first_day_which_words_are_common(shared: str, stories: int) -> None:
    one = f"{shared} kelp wharf oboe lathe cobalt fennel tundra gable mural"
    other = f"{shared} sorrel lintel bassoon magma turbot trellis cairn fresco bobbin"
    assert len(set(group_in_order([taken(1, "", one), taken(2, "", other)]))) == stories


@pytest.mark.parametrize(
    "titles",
    [
        ["", "", ""],
        ["Fire", "Fire", "Rain"],
        ["x" * 1_000_000, "word " * 200_000],
        ["😀😀😀", "😀😀😀 😀", "🚀"],
        ["Die Welt heute", "Le monde aujourd'hui", "El mundo hoy", "The world today"],
        ["\x00", "\ud800", "1234", "12 March"],
    ],
    ids=["empty", "one word", "1 MB", "emoji", "mixed languages", "odd signs"],
)
def test_odd_titles_get_a_story_and_a_reason(titles: list[str]) -> None:
    articles = [taken(number, title) for number, title in enumerate(titles)]
    index = StoryIndex()
    assert all(index.assign(one).reasons for one in articles)
    assert len(group_all(articles)) == len(titles)


def test_empty_articles_do_not_hold_a_story_together() -> None:
    verdicts = group_in_order(
        [taken(1, ""), taken(2, "Whale freed off Sandholm"), taken(3, "Bank sold")]
    )
    assert len(set(verdicts)) == 3


def test_articles_without_dates_and_in_reverse_are_grouped_too() -> None:
    week = the_week()
    undated = [replace(one, at=None) for one in week]
    assert b_cubed(group_in_order(undated)) > 0.8
    backwards = group_in_order(week[::-1])[::-1]
    assert b_cubed(backwards) > 0.8


words = st.sampled_from(
    [
        "bank",
        "whale",
        "strike",
        "nets",
        "court",
        "vote",
        "Varnholt",
        "Sandholm",
        "sun",
        "rain",
        "sold",
        "12",
        "march",
    ]
)
articles = st.lists(st.lists(words, max_size=8).map(" ".join), min_size=1, max_size=25)


@settings(max_examples=40, deadline=None)
@given(articles, st.randoms(use_true_random=False))
def test_any_set_is_grouped_alike_in_any_order(titles: list[str], chance: random.Random) -> None:
    taken_ones = [taken(number, title, at=None) for number, title in enumerate(titles)]
    wanted = dict(zip((one.article_id for one in taken_ones), group_all(taken_ones), strict=True))
    chance.shuffle(taken_ones)
    assert (
        dict(zip((one.article_id for one in taken_ones), group_all(taken_ones), strict=True))
        == wanted
    )


@settings(max_examples=40, deadline=None)
@given(articles)
def test_the_streams_memory_agrees_with_its_verdicts(titles: list[str]) -> None:
    index = StoryIndex()
    placed: dict[ArticleId, StoryId] = {}
    for number, title in enumerate(titles):
        verdict = index.assign(taken(number, title))
        placed[verdict.article_id] = verdict.story_id
        gone = set(verdict.merged)
        placed.update({one: verdict.story_id for one, story in placed.items() if story in gone})
    told = {article: story for story, members in index.members().items() for article in members}
    assert told == placed
