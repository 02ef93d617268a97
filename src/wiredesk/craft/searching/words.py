"""Words to search by: text folded so that what looks alike is alike.

In: any text.  Out: words without case, accents and ligatures; runs of scripts without spaces become pairs of
signs.  `render/templates/search.js` does the same in the browser (tests/craft/searching/test_static_search.py).
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from wiredesk.records.searching import Phrase, Term

WORD_CHARACTERS_MAX: Final = 64  # longer ones are addresses and hashes
_ASCII: Final = re.compile(r"[a-z0-9]+")
# Thai, Lao, Burmese, Khmer, kana and Han are written without spaces.
DENSE: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_DENSE: Final = re.compile(f"([{DENSE}]+)")
# Letters that Unicode does not take apart, and marks that readers leave out when they type: Latin, Greek and
# Cyrillic accents, Hebrew points, Arabic vowel signs.
_LETTERS: Final = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "ς": "σ", "þ": "th", "ð": "d",
}  # fmt: skip
_MARKS: Final = (
    range(0x300, 0x370),
    range(0x591, 0x5BE),
    range(0x5BF, 0x5C0),
    range(0x5C1, 0x5C3),
    range(0x5C4, 0x5C6),
    range(0x5C7, 0x5C8),
    range(0x64B, 0x660),
    range(0x670, 0x671),
)
_FOLDED: Final[dict[int, str | None]] = {
    **{ord(letter): plain for letter, plain in _LETTERS.items()},
    **dict.fromkeys((code for marks in _MARKS for code in marks), None),
}


class _Signs(dict[int, str]):
    """What is no letter, number or mark becomes a space; learned sign by sign."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        self[code] = told = sign if unicodedata.category(sign)[0] in "LNM" else " "
        return told


_SIGNS: Final = _Signs()


def words_of(text: str) -> list[str]:
    """All words of `text`, in order, as an index keeps them."""
    if text.isascii():
        return [word[:WORD_CHARACTERS_MAX] for word in _ASCII.findall(text.lower())]
    return [word for run in runs_of(text) for word in _indexed(run)]


def phrases_of(text: str) -> tuple[Phrase, ...]:
    """What has to stand in an article so that it says `text`: one phrase, or several where scripts meet."""
    phrases: list[Phrase] = []
    spaced: list[str] = []
    for part in (part for run in runs_of(text) for part in _parts(run)):
        if _DENSE.fullmatch(part) is None:
            spaced.append(part[:WORD_CHARACTERS_MAX])
            continue
        phrases += [tuple(spaced)] if spaced else []
        spaced = []
        phrases.append(tuple(_pairs(part)) or (part,))
    phrases += [tuple(spaced)] if spaced else []
    return tuple(phrases)


def asked_phrases(term: Term) -> Iterator[tuple[Phrase, bool]]:
    """The phrases of a term, each with whether its last word may go on; a single dense sign begins a pair."""
    for number, phrase in enumerate(term.phrases, 1):
        is_sign = len(phrase) == 1 and len(phrase[0]) == 1 and is_dense(phrase[0])
        yield phrase, is_sign or (term.is_prefix and number == len(term.phrases))


def name_of(said: str) -> str:
    """What a topic, provider or language is called in an index: its folded words."""
    return "-".join(words_of(said))


def runs_of(text: str) -> list[str]:
    """The runs of letters, numbers and marks of `text`, as they stand there."""
    return text.translate(_SIGNS).split()


def is_dense(word: str) -> bool:
    """Whether a word is of a script without spaces."""
    return _DENSE.fullmatch(word) is not None


def _indexed(run: str) -> Iterator[str]:
    for part in _parts(run):
        if _DENSE.fullmatch(part) is None:
            yield part[:WORD_CHARACTERS_MAX]
        else:  # the last sign by itself too: one sign is looked up as the beginning of a pair
            yield from _pairs(part)
            yield part[-1]


def _parts(run: str) -> list[str]:
    return [part for piece in runs_of(fold(run)) for part in _DENSE.split(piece) if part]


def _pairs(part: str) -> list[str]:
    return [part[at : at + 2] for at in range(len(part) - 1)]


def fold(text: str) -> str:
    """`text` without case, accents and ligatures."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text).lower()
    return unicodedata.normalize("NFC", apart.translate(_FOLDED))
