"""Plain text: one line, whole words, no hidden characters."""

from hypothesis import given
from hypothesis import strategies as st

from wiredesk.basics.text import CUT_MARK, cut_words, one_line, plain_line, slug, words


def test_line_breaks_tabs_and_controls_become_one_space() -> None:
    assert one_line(" a\tb\r\n c\x00d ") == "a b c d"


def test_bidi_overrides_and_zero_width_signs_vanish() -> None:
    assert one_line("pay\u202egnp.exe\u200b") == "paygnp.exe"


def test_joiners_stay_because_persian_and_emoji_need_them() -> None:
    assert one_line("می\u200cخواهم") == "می\u200cخواهم"


def test_markup_is_dropped_and_entities_are_decoded_once() -> None:
    assert plain_line("<b>AT&amp;T</b> &amp;lt;x&amp;gt;") == "AT&T &lt;x&gt;"


def test_a_cut_ends_at_a_whole_word_with_our_mark() -> None:
    assert cut_words("The coalition formed by the election", 20) == "The coalition" + CUT_MARK


def test_a_text_that_fits_is_not_cut() -> None:
    assert cut_words("short", 5) == "short"


def test_a_slug_is_ascii_and_never_empty() -> None:
    assert slug("Überwachung & Gesichter: ja/nein?") == "uberwachung-gesichter-ja-nein"
    assert slug("漢字") == "untitled"


@given(st.text())
def test_one_line_is_idempotent(text: str) -> None:
    assert one_line(one_line(text)) == one_line(text)


@given(st.text(), st.integers(min_value=1, max_value=200))
def test_a_cut_is_never_longer_than_asked(text: str, most: int) -> None:
    assert len(cut_words(text, most)) <= most


@given(st.text())
def test_words_are_case_folded(text: str) -> None:
    assert all(word == word.casefold() for word in words(text))
