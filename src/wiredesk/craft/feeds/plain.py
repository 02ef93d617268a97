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
_TAG = re.compile(r"<([/!?A-Za-z][^<>]*)>")
_TAG_NAME = re.compile(r"/?[A-Za-z][\w-]{0,20}")

_BREAKS: Final = frozenset(
    {
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "dl",
        "blockquote",
        "pre",
        "table",
        "section",
        "article",
        "header",
        "footer",
        "figure",
        "figcaption",
        "aside",
        "main",
        "form",
        "tr",
        "br",
        "hr",
        "li",
        "dt",
        "dd",
    }
)
_CELLS: Final = frozenset({"/td", "/th"})
# Elements whose content nobody reads as text.
_SILENT: Final = frozenset({"script", "style", "template", "noscript", "svg", "math"})
_INLINE: Final = (
    "a",
    "b",
    "strong",
    "i",
    "em",
    "span",
    "code",
    "u",
    "small",
    "sup",
    "sub",
    "font",
    "img",
)
# What a tag without attributes stands for; looked up first, since most closing tags are such.
_SEPARATORS: Final = {
    **{f"{slash}{name}": "" for name in _INLINE for slash in ("", "/")},
    **{f"{slash}{name}": "\n" for name in _BREAKS for slash in ("", "/")},
    **dict.fromkeys(_CELLS, " "),
    "br/": "\n",
    "br /": "\n",
}
# What people write into titles as markup; other `<words>` there are words, as in `Vec<T>`.
_TITLE_TAG = re.compile(
    r"</?(?:a|abbr|acronym|applet|b|base|big|blink|body|br|center|cite|code|del|dfn|div|em|font|frame|frameset|h[1-6]|head|html|i|img|ins|kbd|li|"
    r"link|mark|marquee|meta|nobr|ol|p|pre|q|s|samp|script|small|span|strike|strong|style|sub|sup|table|td|tr|tt|u|"
    r"ul|var|wbr|iframe|object|embed|svg|blockquote|input|form)(?:[\s/][^<>]*)?>",
    re.IGNORECASE,
)
_TITLE_SILENT = re.compile(r"<(?:script|style)\b|<!--", re.IGNORECASE)
_TITLE_BREAK = re.compile(r"<(?:br|/?p|/?div|/?li)(?:[\s/][^<>]*)?>", re.IGNORECASE)
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
        # A line feed is a blank in HTML; `\r` is one for `str.split` anyway.
        markup = _without_tags(markup.replace("\n", " "))
    return text_of_text(html.unescape(markup) if "&" in markup else markup)


def text_of_text(text: str) -> str:
    """Text that carries no markup: hidden signs go, blanks collapse, empty lines vanish."""
    text = text[:MARKUP_CHARACTERS_MAX]
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    lines = [" ".join(line.split()) for line in text.split("\n")]
    whole = "\n".join([line for line in lines if line])
    # One look at all of it: most texts hold no sign that needs a closer one.
    if whole.replace("\n", " ").isprintable():
        return whole
    return "\n".join([shown for line in whole.split("\n") if (shown := _shown(line))])


def line_of_markup(markup: str) -> str:
    """One line of plain text from a title, name or category that may hold inline markup."""
    markup = markup[:LINE_CHARACTERS_MAX]
    if "<" in markup:
        if _TITLE_SILENT.search(markup):
            markup = _without_tags(markup)
        markup = _TITLE_TAG.sub("", _TITLE_BREAK.sub(" ", markup))
    return line_of_text(html.unescape(markup) if "&" in markup else markup)


def line_of_text(text: str) -> str:
    """One line of text that carries no markup."""
    text = text[:LINE_CHARACTERS_MAX]
    # Nothing to clean in plain ASCII but blanks; five times as fast for most titles.
    return " ".join(text.split()) if text.isascii() and text.isprintable() else one_line(text)


def _shown(line: str) -> str:
    if line.isprintable():
        return line
    # What stood apart may meet now: blanks collapse and letters compose once more.
    return " ".join(unicodedata.normalize("NFC", _UNWANTED.sub("", line)).split())


def _without_tags(markup: str) -> str:
    """`markup` with a line feed for each tag that breaks a line, and nothing for the others."""
    if "<!--" in markup:
        markup = _without_comments(markup)
    pieces = _TAG.split(markup)
    silent = ""
    for at in range(1, len(pieces), 2):
        tag = pieces[at]
        separator = _SEPARATORS.get(tag)
        if separator is None:
            separator = _SEPARATORS.get(tag.partition(" ")[0])
        if silent or separator is None:
            name = _name_of(tag)
            separator = _SEPARATORS.get(name, "")
            if silent:
                pieces[at - 1] = ""
                silent = "" if name == silent else silent
            elif name in _SILENT and tag[-1] != "/":
                silent = f"/{name}"
        pieces[at] = separator
    if silent:
        # Never closed: what stands behind it is not shown by a browser either.
        pieces[-1] = ""
    return "".join(pieces)


def _name_of(tag: str) -> str:
    found = _TAG_NAME.match(tag)
    return found[0].lower() if found else ""


def _without_comments(markup: str) -> str:
    kept, at = [], 0
    while (start := markup.find("<!--", at)) >= 0:
        kept.append(markup[at:start])
        end = markup.find("-->", start + 4)
        if end < 0:
            return "".join(kept)
        at = end + 3
    return "".join((*kept, markup[at:]))
