"""Plain text: one line, whole words, no hidden characters.

In: any string from outside.  Out: a string that cannot surprise who prints it.  No markup is read
here beyond named and numeric entities.
"""

import html
import re
import unicodedata

CUT_MARK = "…"
_WORD = re.compile(r"\w+", re.UNICODE)
_SPACE = re.compile(r"\s+")
_TAG = re.compile(r"<[^<>]{0,2000}>")
# Bidi overrides and isolates, zero-width signs, soft hyphen, BOM: they hide or reorder what is read
# (SAFETY.md T43).  Zero-width joiner and non-joiner stay: Persian, Hindi and emoji need them.
_HIDDEN = re.compile("[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


def one_line(text: str) -> str:
    """`text` in NFC on one line: runs of white space become one space, control signs vanish."""
    clean = unicodedata.normalize("NFC", _HIDDEN.sub("", text))
    if clean.isprintable():  # no control sign, the usual case; a hundred times faster than looking
        return _SPACE.sub(" ", clean).strip()
    spaced = "".join(" " if _is_control(sign) else sign for sign in clean)
    return _SPACE.sub(" ", spaced).strip()


def plain_line(markup: str) -> str:
    """One line of text from a short piece of markup: tags dropped, entities decoded once."""
    return one_line(html.unescape(_TAG.sub(" ", markup)))


def cut_words(text: str, characters_max: int) -> str:
    """`text` cut to at most `characters_max` at a whole word, ended by our own mark `…`."""
    if len(text) <= characters_max:
        return text
    head = text[: max(characters_max - len(CUT_MARK), 0)]
    if text[len(head) : len(head) + 1].strip() and " " in head:
        head = head[: head.rindex(" ")]
    return head.rstrip(" ,;:–—-.") + CUT_MARK


def words(text: str) -> list[str]:
    """The words of `text`, case-folded, in order."""
    return _WORD.findall(text.casefold())


def slug(text: str, characters_max: int = 96) -> str:
    """A file-name part of `[a-z0-9-]`, from `text` after NFKD; `untitled` when nothing is left."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    joined = re.sub(r"[^a-z0-9]+", "-", ascii_text.lower()).strip("-")
    return joined[:characters_max].strip("-") or "untitled"


def _is_control(sign: str) -> bool:
    return unicodedata.category(sign) in {"Cc", "Cs", "Cn", "Co"}
