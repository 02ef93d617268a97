"""Words to search by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.craft.searching import name_of, phrases_of, words_of
from wiredesk.craft.searching.words import WORD_CHARACTERS_MAX

ALIKE = [
    ("Élysée", "elysee"),
    ("ŁÓDŹ", "lodz"),
    ("Straße", "STRASSE"),
    ("İstanbul", "istanbul"),
    ("ΟΔΟΣ", "οδος"),
    ("Tromsø", "tromso"),
    ("ﬁnance", "finance"),
    ("２０２６", "2026"),
    ("الْكِتَاب", "الكتاب"),
    ("Việt Nam", "viet nam"),
    ("हिंदी", "हिंदी"),
    ("Brand™", "brand"),
    ("rock’n’roll", "rock n roll"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_what_looks_alike_is_found_alike(one: str, other: str) -> None:
    assert words_of(one) == words_of(other) != []


def test_scripts_without_spaces_become_pairs_of_signs() -> None:
    assert words_of("東京都 news") == ["東京", "京都", "都", "news"]
    assert words_of("京") == ["京"]
    assert phrases_of("東京都") == (("東京", "京都"),)
    assert phrases_of("in 2026年 東京") == (("in", "2026"), ("年",), ("東京",))


def test_hangul_stays_whole() -> None:
    assert words_of("서울 시장") == ["서울", "시장"]


def test_a_name_is_the_same_however_it_is_written() -> None:
    assert name_of("Artificial Intelligence") == name_of("artificial-intelligence")
    assert name_of("!?") == ""


@given(st.text(max_size=80))
def test_words_are_never_empty_never_long_and_stay_when_folded_again(text: str) -> None:
    words = words_of(text)
    assert all(0 < len(word) <= WORD_CHARACTERS_MAX for word in words)
    assert all(not set(word) & set(' "*():-^+{}\0') for word in words)
    spaced = [word for word in words if words_of(word) == [word]]
    assert words_of(" ".join(spaced)) == spaced
