"""What somebody means by what they type."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.craft.searching import mark, parse_query
from wiredesk.craft.searching.query import QUERY_CHARACTERS_MAX, TERMS_MAX, WORDS_MAX
from wiredesk.records.searching import Field, SearchQuery, Term


def test_a_query_may_say_all_that_there_is() -> None:
    query = parse_query(
        'Climate "heat pumps" -opinion minist* topic:"Artificial intelligence" -provider:gazette.example '
        "language:de since:2026-03 until:2026-03-07"
    )
    assert query.terms == (
        Term(phrases=(("climate",),)),
        Term(phrases=(("heat", "pumps"),)),
        Term(phrases=(("opinion",),), is_excluded=True),
        Term(phrases=(("minist",),), is_prefix=True),
        Term(field=Field.TOPIC, phrases=(("artificial", "intelligence"),)),
        Term(field=Field.PROVIDER, phrases=(("gazette", "example"),), is_excluded=True),
        Term(field=Field.LANGUAGE, phrases=(("de",),)),
    )
    assert query.since == datetime(2026, 3, 1, tzinfo=UTC)
    assert query.until == datetime(2026, 3, 8, tzinfo=UTC)
    assert query.ignored == ()


@pytest.mark.parametrize(
    ("said", "until"),
    [
        ("2026", datetime(2027, 1, 1, tzinfo=UTC)),
        ("2024", datetime(2025, 1, 1, tzinfo=UTC)),
        ("2026-02", datetime(2026, 3, 1, tzinfo=UTC)),
        ("2026-12", datetime(2027, 1, 1, tzinfo=UTC)),
        ("2026-2-28", datetime(2026, 3, 1, tzinfo=UTC)),
    ],
)
def test_until_is_the_end_of_what_is_named(said: str, until: datetime) -> None:
    assert parse_query(f"until:{said}").until == until


@pytest.mark.parametrize(
    "said",
    ["since:yesterday", "until:2026-13", "since:9999999", "until:9999-12-31", "-since:2026", "!!"],
)
def test_what_cannot_be_used_is_named(said: str) -> None:
    query = parse_query(f"word {said}")
    assert query.ignored == (said,)
    assert query.terms == parse_query("word").terms


def test_a_short_beginning_is_a_word_and_a_single_dense_sign_is_a_beginning() -> None:
    assert not parse_query("th*").terms[0].is_prefix
    assert parse_query("the*").terms[0].is_prefix
    assert parse_query("京*").terms[0].is_prefix
    assert not parse_query('"minist*"').terms[0].is_prefix


@pytest.mark.parametrize("said", ["“heat pumps”", "„heat pumps“", "«heat pumps»", '"heat pumps'])
def test_a_phrase_may_stand_in_any_quotes(said: str) -> None:
    assert parse_query(said).terms == (Term(phrases=(("heat", "pumps"),)),)


def test_an_unknown_or_unwanted_field_counts_as_words() -> None:
    assert parse_query("breaking:news").terms == (Term(phrases=(("breaking", "news"),)),)
    (term,) = parse_query("topic:ai", fields=[Field.WORDS]).terms
    assert term == Term(phrases=(("topic", "ai"),))


@given(st.text(max_size=1_000) | st.text(alphabet='abtopic:since-"*() 2026', max_size=1_000))
def test_there_is_no_wrong_query(text: str) -> None:
    query = parse_query(text)
    assert len(query.text) <= QUERY_CHARACTERS_MAX
    assert len(query.terms) <= TERMS_MAX
    words = [word for term in query.terms for phrase in term.phrases for word in phrase]
    assert len(words) <= WORDS_MAX
    assert all(words)
    assert parse_query(query.text) == query


def hits(text: str, asked: str) -> list[str]:
    return [piece.text for piece in mark(text, parse_query(asked)) if piece.is_hit]


def test_a_hit_is_marked_as_it_stands_there() -> None:
    assert hits("Der Élysée-Palast schweigt", "elysee") == ["Élysée"]
    assert hits("Heat pumps: more heat, fewer pumps", '"heat pumps"') == ["Heat", "pumps"]
    assert hits("The minister and her ministry", "minist*") == ["minister", "ministry"]
    assert hits("Nothing of it", "-nothing topic:it") == []
    assert hits("東京都の知事", "東京") == ["東京"]
    assert hits("東京都の知事", "京") == ["京都"]
    assert hits("STRASSE, Straße", "straße") == ["STRASSE", "Straße"]


@given(st.text(max_size=120), st.text(max_size=40))
def test_the_pieces_are_the_text(text: str, asked: str) -> None:
    assert "".join(piece.text for piece in mark(text, parse_query(asked))) == text
    own = parse_query(f'"{text[:20]}"')
    assert "".join(piece.text for piece in mark(text, own)) == text
    assert mark(text, SearchQuery(text="")) in ((), ((text, False),))
