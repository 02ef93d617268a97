"""Bad input: no crash, no blob, bounded work, and a reason each time."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from copytexts import BORDER, FERRY, T0, judged, placed, taken
from hypothesis import given, settings
from hypothesis import strategies as st

from wiredesk.basics.ids import ArticleId
from wiredesk.craft.copies import CopyIndex
from wiredesk.records.family import Fingerprint, Relation

FLOOD = 10_000


@pytest.mark.slow
@pytest.mark.timeout(300)  # six seconds of CPU; other tests may share the cores
def test_ten_thousand_identical_articles_are_one_family_in_bounded_time() -> None:
    one = taken(0, BORDER)
    index, families = CopyIndex(), set()
    for number in range(FLOOD):
        provider = f"p{number}.example"
        article = replace(
            one, article_id=ArticleId(f"a{number}"), provider=provider, owner=provider
        )
        families.add(index.place(article)[0][1].family_id)
    assert len(families) == 1


@pytest.mark.slow
@pytest.mark.timeout(300)  # six seconds of CPU; other tests may share the cores
def test_ten_thousand_copies_that_each_credit_somebody_else_take_bounded_time() -> None:
    one = taken(0, BORDER)
    index, families = CopyIndex(), set()
    for number in range(FLOOD):
        provider = f"paper{number}.example"
        article = replace(
            one,
            article_id=ArticleId(f"a{number}"),
            provider=provider,
            credit=f"Paper{number - 1} Newswire",
        )
        families.add(index.place(article)[0][1].family_id)
    assert len(families) == 1


@pytest.mark.slow
@pytest.mark.timeout(300)  # six seconds of CPU; other tests may share the cores
@pytest.mark.parametrize("papers", [1, FLOOD])
def test_ten_thousand_pages_of_one_template_are_ten_thousand_families(papers: int) -> None:
    page = taken(0, BORDER)
    index, families = CopyIndex(), set()
    for number in range(FLOOD):
        article = replace(
            page,
            article_id=ArticleId(f"a{number}"),
            provider=f"p{number % papers}.example",
            title=f"Prices, day {number}",
            numbers=tuple(sorted(str(7 * number + at) for at in range(7))),
        )
        families.add(index.place(article)[0][1].family_id)
    assert len(families) == FLOOD


@pytest.mark.parametrize(
    "title", ["", "a", "Update", "😀", "t" * 1_000_000, "\x00\ud800", "\n" * 999]
)
def test_odd_titles_join_nothing_and_part_nothing(title: str) -> None:
    verdicts = judged(
        taken(1, BORDER, title=title), taken(2, FERRY, title=title), taken(3, BORDER, title=title)
    )
    assert [verdict.relation for verdict in verdicts] == [Relation.NEW, Relation.NEW, Relation.COPY]
    assert all(verdict.reasons for verdict in verdicts)


@pytest.mark.parametrize(
    "text",
    ["", "😀😀 😀", "👩‍👩‍👧 " * 5_000, "one", "a " * 100_000, "\x00\ud800", "1 2 3 4 5 6", '"' * 50_000, "“a" * 50_000, "‘" * 9, "7." * 90_000, "\n" * 90_000, "汉" * 50_000, "İ" * 500],
    ids=range(14),
)  # fmt: skip
def test_odd_texts_are_judged_without_a_crash(text: str) -> None:
    index = CopyIndex()
    for number in (1, 2):
        verdict = index.place(taken(number, text), text=text)[0][1]
        assert verdict.reasons


def test_empty_texts_are_not_copies_of_each_other() -> None:
    first, second = judged(taken(1, ""), taken(2, ""))
    assert {first.relation, second.relation} == {Relation.NEW}
    assert second.reasons[0].code == "no_text"


def test_texts_without_a_time_of_their_own_are_taken_as_they_come() -> None:
    articles = [replace(taken(number, BORDER), received_at=T0) for number in (3, 1, 2)]
    assert {verdict.origin for verdict in placed(*articles).values()} == {"a00003"}


def test_dates_in_reverse_join_and_forget_nothing_too_early() -> None:
    index, families = CopyIndex(), Counter[str]()
    for number in range(40):
        at = T0 - timedelta(days=number)
        article = replace(taken(number, BORDER if number % 2 else FERRY), received_at=at)
        families[index.place(article)[0][1].family_id] += 1
    assert sorted(families.values()) == [20, 20]


def test_a_daily_text_over_a_year_is_forgotten_as_it_goes() -> None:
    index = CopyIndex()
    for day in range(365):
        text = " ".join(f"{word}x{day}" for word in BORDER.split())
        index.place(replace(taken(day, text), received_at=T0 + timedelta(days=day)))
    assert len(index._texts) == len(index._families) == len(index._same) == 15


def test_fingerprints_of_an_older_version_match_nothing_and_break_nothing() -> None:
    index = CopyIndex()
    old = replace(taken(1, BORDER), shingles=tuple(range(2**60, 2**60 + 9_000_000, 30_001)))
    index.place(old)
    assert index.place(taken(2, FERRY))[0][1].relation is Relation.NEW


def fingerprints() -> st.SearchStrategy[list[Fingerprint]]:
    """Articles cut from two texts, by few providers, some crediting each other."""
    part = st.tuples(st.sampled_from([BORDER, FERRY]), st.integers(0, 600), st.integers(200, 1_200))
    paper = st.sampled_from(["alphawire", "betawire", "gammawire"])
    credit = st.sampled_from(["", "(Alphawire Newswire) — ", "(Betawire Newswire) — "])
    return st.lists(st.tuples(part, paper, credit), max_size=8).map(
        lambda rows: [
            taken(at, credit + text[begin : begin + length], provider=f"{paper}.example")
            for at, ((text, begin, length), paper, credit) in enumerate(rows)
        ]
    )


@settings(deadline=None)  # a busy machine is no fault of the text
@given(fingerprints())
def test_whatever_comes_each_article_has_one_family_with_one_origin(
    articles: list[Fingerprint],
) -> None:
    verdicts = placed(*articles)
    assert len(verdicts) == len(articles)
    for family in {verdict.family_id for verdict in verdicts.values()}:
        members = [one for one in verdicts.values() if one.family_id == family]
        assert sum(one.relation is Relation.NEW for one in members) == 1
        assert all(one.reasons and 0 <= one.similarity <= 1 for one in members)


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_two_texts_get_a_verdict_with_a_reason(one: str, other: str) -> None:
    first, second = judged(taken(1, one), taken(2, other))
    assert first.relation is Relation.NEW
    assert second.reasons
    assert 0 <= second.similarity <= 1
