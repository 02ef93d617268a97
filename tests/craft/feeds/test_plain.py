"""Markup in fields becomes text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.craft.feeds.plain import line_of_markup, text_of_markup, text_of_text

TEXTS = {
    "<p>One</p><p>Two</p>": "One\nTwo",
    "One<br>Two<br/>Three<br />Four": "One\nTwo\nThree\nFour",
    "<P CLASS='x'>One</P>": "One",
    "<ul><li>a</li><li>b</li></ul>": "a\nb",
    "<table><tr><td>a</td><td>b</td></tr></table>": "a b",
    "An <b>in</b>line wo<i>r</i>d": "An inline word",
    "<p>Line\nfeeds are\n blanks</p>": "Line feeds are blanks",
    "<script>alert('x')</script>Text": "Text",
    "<style>p{}</style>Text<!-- gone -->": "Text",
    "<SCRIPT>if (a<b) x()</SCRIPT>Text": "Text",
    "<svg><text>no</text></svg>Text": "Text",
    "5 < 6 and 7 > 3": "5 < 6 and 7 > 3",
    "Fish &amp; chips &lt;now&gt;": "Fish & chips <now>",
    "a&nbsp;b\u00a0c": "a b c",
    "<img alt='x' src='y'>Text": "Text",
    "Hid\u200bden \u202emark": "Hidden mark",
    "": "",
}


@pytest.mark.parametrize("markup", TEXTS)
def test_markup_becomes_lines_of_text(markup: str) -> None:
    assert text_of_markup(markup) == TEXTS[markup]


def test_text_keeps_what_looks_like_markup() -> None:
    assert text_of_text("Use <b>\n\n with  care") == "Use <b>\nwith care"


def test_a_title_is_one_line() -> None:
    assert line_of_markup("<p>One</p>\n<p>Two &amp; &lt;T&gt;</p>") == "One Two & <T>"


def test_an_open_comment_hides_what_follows() -> None:
    assert text_of_markup("Seen <!-- unseen <p>x</p>") == "Seen"


@given(st.text(max_size=200))
def test_cleaning_text_twice_changes_nothing(text: str) -> None:
    once = text_of_text(text)
    assert text_of_text(once) == once


@given(st.text(alphabet="<>/!-abpscript &;'\"\n", max_size=200))
def test_no_markup_leaves_a_known_tag(markup: str) -> None:
    assert "\r" not in text_of_markup(markup)
    assert "\n" not in line_of_markup(markup)
