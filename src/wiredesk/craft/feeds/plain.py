"""Markup inside a feed's fields, as plain text.

In: a fragment of HTML, or text.  Out: text with paragraphs as lines, or one line.  Linear in the
size of the input whatever it holds; no tree is built, so that nesting cannot hurt.  Sanitises
nothing: what comes out is text and must be escaped where it is shown.
"""

import html
import re
import unicodedata
from typing import Final

from wiredesk.basics.text import one_line

LINE_CHARACTERS_MAX: Final = 1_000  # longest title, name or category that is read at all
MARKUP_CHARACTERS_MAX: Final = 500_000  # of one field; the longest honest article seen was 190 kB

# A tag begins with a letter, `/`, `!` or `?` directly behind `<`: "5 < 6 and 7 > 3" holds none.
# `[^<>]` stops at the next `<`, so that every pattern here reads each character once.
_TAG = re.compile(r"<[/!?A-Za-z][^<>]*>")
_BREAK = re.compile(
    r"<(?:/?(?:p|div|h[1-6]|ul|ol|dl|blockquote|pre|table|section|article|header|footer|figure|"
    r"figcaption|aside|main|form|tr)|br|hr|li|dt|dd)(?:[\s/][^<>]*)?>\s*",
    re.IGNORECASE,
)
_CELL = re.compile(r"</t[dh](?:\s[^<>]*)?>", re.IGNORECASE)
_SILENT = re.compile(r"<(script|style|template|noscript|title|svg|math)\b[^<>]*>|<!--", re.IGNORECASE)
# What people write into titles as markup; other `<words>` there are words, as in `Vec<T>`.
_TITLE_TAG = re.compile(
    r"</?(?:a|abbr|acronym|b|big|br|center|cite|code|del|dfn|div|em|font|h[1-6]|i|img|ins|kbd|li|"
    r"mark|nobr|ol|p|pre|q|s|samp|script|small|span|strike|strong|style|sub|sup|table|td|tr|tt|u|"
    r"ul|var|wbr|iframe|object|embed|svg|blockquote|input|form)(?:[\s/][^<>]*)?>",
    re.IGNORECASE,
)
_BLANKS = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n[ \n]*")
# C0 and C1 without tab and line feed, lone surrogates, and the signs of basics.text that hide or
# reorder what is read (SAFETY.md T43).
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060"
    "\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)


def text_of_markup(markup: str) -> str:
    """Plain text of an HTML fragment, one paragraph per line."""
    markup = markup[:MARKUP_CHARACTERS_MAX]
    if "<" in markup:
        source = _without_silent(markup) if _SILENT.search(markup) else markup
        flat = _LINES.sub(" ", _BLANKS.sub(" ", source)) if "\n" in source else source
        broken = _BREAK.sub("\n", flat)
        markup = _TAG.sub("", _CELL.sub(" ", broken))
    return text_of_text(html.unescape(markup) if "&" in markup else markup)


def text_of_text(text: str) -> str:
    """Text that carries no markup: hidden signs go, blanks collapse, empty lines vanish."""
    text = text[:MARKUP_CHARACTERS_MAX]
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    text = _UNWANTED.sub("", text.replace("\r", "\n"))
    return _LINES.sub("\n", _BLANKS.sub(" ", text)).strip()


def line_of_markup(markup: str) -> str:
    """One line of plain text from a title, name or category that may hold inline markup."""
    markup = markup[:LINE_CHARACTERS_MAX]
    if "<" in markup:
        markup = _TITLE_TAG.sub("", _BREAK.sub(" ", _without_silent(markup)))
    return line_of_text(html.unescape(markup) if "&" in markup else markup)


def line_of_text(text: str) -> str:
    """One line of text that carries no markup."""
    text = text[:LINE_CHARACTERS_MAX]
    # Nothing to clean in plain ASCII but blanks; five times as fast for most titles.
    return " ".join(text.split()) if text.isascii() and text.isprintable() else one_line(text)


def _without_silent(markup: str) -> str:
    """`markup` without comments and without elements whose content nobody reads."""
    kept, at = [], 0
    missing: set[str] = set()
    lowered = markup.lower() if markup.isascii() else _lower_same_length(markup)
    while found := _SILENT.search(markup, at):
        name = (found[1] or "").lower()
        closing = f"</{name}" if name else "-->"
        kept.append(markup[at : found.start()])
        end = -1 if closing in missing else lowered.find(closing, found.end())
        if end < 0:
            # Never closed: only the opening goes.  Remembered, so that many of them stay linear.
            missing.add(closing)
            at = found.end()
            continue
        at = lowered.find(">", end) + 1 or len(markup)
    return "".join((*kept, markup[at:]))


def _lower_same_length(markup: str) -> str:
    """Lower case that keeps every position; `str.lower` lengthens some letters, as `İ`."""
    lowered = markup.lower()
    return lowered if len(lowered) == len(markup) else markup
