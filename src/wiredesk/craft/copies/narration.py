"""What of a text is compared: its own telling, word by word.

In: a text.  Out: the text without quotations and without the paragraph about the company, and its words.
Independent reports share what somebody said; a copy shares how it is told.
"""

import re
from typing import Final

WORDS_MIN: Final = 30  # of telling; a text with less is compared whole
TELLING_MIN: Final = (
    0.25  # of the words: an interview is nearly all quotation, and is compared whole
)
ABOUT_AFTER: Final = 0.3  # of the characters: “About NAME” stands at the end of a press release
# Chinese, Japanese and Thai write no space between words: there each sign counts as one.
_UNSPACED: Final = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff"
WORD: Final = re.compile(rf"\d+(?:[.,:]\d+)*|[{_UNSPACED}]|[^\W\d{_UNSPACED}]+")
NUMBER_MASK: Final = "#"  # pages of one template differ in numbers alone: those are compared apart
_MARKS: Final = re.compile(r"[.,:]")
# A quotation of several paragraphs opens each and closes only the last; ’ within a word is an apostrophe.
_TYPOGRAPHIC: Final = re.compile(
    r"“[^“”\n]{1,2000}(?:”|$)|„[^„“”\n]{1,2000}(?:[“”]|$)|«[^«»\n]{1,2000}(?:»|$)|‘[^‘\n]{1,2000}?’(?!\w)"
)
_STRAIGHT: Final = re.compile(r'"[^"\n]{1,2000}"')
_ABOUT: Final = re.compile(
    r"\n[^\S\n]{0,20}(?:About|Über|À propos de|Acerca de|Sobre) [A-ZÄÖÜÉ][^\n.]{0,60}\n"
)


def narration(text: str) -> str:
    """`text` without what it quotes and without a closing paragraph about the company."""
    about = _ABOUT.search(text, int(len(text) * ABOUT_AFTER))
    trimmed = text[: about.start()] if about else text
    told = "\n".join(_unquoted(line) for line in trimmed.split("\n"))
    if told == text:
        return text
    left, whole = len(WORD.findall(told)), len(WORD.findall(text))
    return told if left >= max(WORDS_MIN, TELLING_MIN * whole) else text


def plain_number(word: str) -> str:
    """`9,400` and `9.400` are one number."""
    return _MARKS.sub("", word)


def _unquoted(line: str) -> str:
    line = _TYPOGRAPHIC.sub(" ", line)
    # An odd mark, as in a quotation of several paragraphs, would turn telling and quotation round.
    return line if line.count('"') % 2 else _STRAIGHT.sub(" ", line)
