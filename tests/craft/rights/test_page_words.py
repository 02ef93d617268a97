"""What a page says about excerpts and images (SAFETY.md R02, R03)."""

import itertools
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.craft.rights import combine, page_statements
from wiredesk.records.envelope import Envelope, Use

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def told(headers: list[tuple[str, str]], metas: list[tuple[str, str]]) -> Envelope:
    claims = [(f"meta:{name}", content) for name, content in metas]
    return combine(page_statements(headers, claims, seen_at=NOW))


def by_header(*values: str) -> Envelope:
    return told([("x-robots-tag", value) for value in values], [])


def by_meta(content: str, name: str = "robots") -> Envelope:
    return told([], [(name, content)])


@pytest.mark.parametrize(
    ("said", "characters"),
    [
        ("nosnippet", 0),
        ("NoSnippet", 0),
        ("max-snippet:0", 0),
        ("max-snippet: 50", 50),
        ("max-snippet :50", 50),
        ("max-snippet:-1", None),
        ("max-snippet:-20", None),
        ("max-snippet:", None),
        ("max-snippet", None),
        ("max-snippet:many", None),
        ("max-snippet:99999999999999999999", None),
        ("max-snippet:200, max-snippet:50", 50),
        ("max-snippet:50, nosnippet", 0),
        ("nosnippet, max-snippet:50", 0),
        ("noindex, nofollow, max-snippet:80, max-image-preview:large", 80),
        ("index, follow", None),
        ("all", None),
        ("none", None),
        ("", None),
        (",,,", None),
        ("nosnippets", None),
    ],
)
def test_the_excerpt_is_as_long_as_the_page_lets_it_be(said: str, characters: int | None) -> None:
    assert by_header(said).excerpt_characters_max == characters
    assert by_meta(said).excerpt_characters_max == characters


@pytest.mark.parametrize(
    ("said", "allowed"),
    [
        ("noimageai", False),
        ("noai, noimageai", False),
        ("noimageindex", False),
        ("max-image-preview:none", False),
        ("max-image-preview: NONE", False),
        ("max-image-preview:large", True),
        ("max-image-preview:standard", True),
        ("max-image-preview:large, noimageai", False),
        ("noai", True),
        ("noarchive", True),
        ("noindex", True),
        ("", True),
    ],
)
def test_an_image_is_kept_only_where_the_page_lets_us(said: str, *, allowed: bool) -> None:
    assert (Use.IMAGE not in by_header(said).forbidden) is allowed
    assert (Use.IMAGE not in by_meta(said).forbidden) is allowed


@pytest.mark.parametrize(
    ("said", "characters"),
    [
        ("googlebot: nosnippet", None),
        ("googlebot: noindex, nosnippet", None),
        ("wiredesk: nosnippet", 0),
        ("Wiredesk: nosnippet", 0),
        ("*: nosnippet", 0),
        ("googlebot: nosnippet, wiredesk: max-snippet:10", 10),
        ("wiredesk: max-snippet:10, googlebot: nosnippet", 10),
        ("googlebot: max-snippet:5", None),
        ("otherbot: noindex, max-snippet:5, max-image-preview:none", None),
        ("unavailable_after: 25 Jun 2030 15:00:00 PST, nosnippet", 0),
        ("unavailable_after: Friday, 25 Jun 2030 15:00:00 PST, max-snippet:7", 7),
    ],
)
def test_a_header_may_speak_to_one_robot_alone(said: str, characters: int | None) -> None:
    assert by_header(said).excerpt_characters_max == characters


def test_a_name_in_one_header_does_not_hold_in_the_next() -> None:
    assert by_header("googlebot: noindex", "nosnippet").excerpt_characters_max == 0


@pytest.mark.parametrize(
    ("name", "characters"),
    [("robots", 0), ("ROBOTS", 0), (" wiredesk ", 0), ("googlebot", None), ("description", None)],
)
def test_a_meta_counts_when_it_is_named_for_all_or_for_us(
    name: str, characters: int | None
) -> None:
    assert by_meta("nosnippet", name).excerpt_characters_max == characters


def test_the_strictest_of_header_and_meta_wins() -> None:
    bounds = ["max-snippet:20", "max-snippet:70", "nosnippet"]
    for header, meta in itertools.product(bounds, bounds):
        found = told([("x-robots-tag", header)], [("robots", meta)])
        both = by_header(header).excerpt_characters_max, by_meta(meta).excerpt_characters_max
        assert found.excerpt_characters_max == min(one for one in both if one is not None)


def test_every_word_is_kept_as_it_was_written() -> None:
    found = told([("x-robots-tag", "NoArchive, noai")], [("robots", "Max-Snippet:40")])
    assert [(one.code, f"{one.origin}: {one.evidence}") for one in found.statements] == [
        ("says_noarchive", "X-Robots-Tag: NoArchive, noai"),
        ("says_noai", "X-Robots-Tag: NoArchive, noai"),
        ("says_max-snippet", "meta robots: Max-Snippet:40"),
    ]


def test_other_headers_say_nothing() -> None:
    assert told([("x-robots", "nosnippet"), ("link", "nosnippet")], []) == Envelope()


@given(st.lists(st.text(max_size=200)), st.text(max_size=200))
def test_no_text_is_too_odd(headers: list[str], meta: str) -> None:
    found = told([("x-robots-tag", one) for one in headers], [("robots", meta)])
    assert found.excerpt_characters_max is None or found.excerpt_characters_max >= 0
    assert len(found.statements) <= 40


def test_a_flood_of_words_is_bounded() -> None:
    flood = by_header(*["noindex," * 10_000] * 1_000)
    assert len(flood.statements) == 1
    assert flood.forbidden == ()
