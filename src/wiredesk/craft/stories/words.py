"""The words of a text: found, cleaned of a newsroom's habits, stemmed; in English, German, French, Spanish.

In: a title, a text, a language.  Out: stems, names, numbers, and the mould of a title.
Keeps no texts and weighs nothing.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final, Protocol

import Stemmer

from wiredesk.craft.stories.stopwords import STOP_WORDS

FALLBACK: Final = "en"
LANGUAGES: Final = {"en": "english", "de": "german", "fr": "french", "es": "spanish"}
GUESS_WORDS: Final = 60  # a dozen function words stand among as many words of any text
GUESS_HITS_MIN: Final = 2  # “die” and “man” are English words too
GUESS_SHARE_MIN: Final = 0.15  # of the words; running text has a third and more
WORD_CHARACTERS_MAX: Final = 40  # longer runs are addresses and hashes
REMEMBERED_MAX: Final = 50_000  # words of a language; some 5 MB
SUFFIX_WORDS_MAX: Final = 5  # “ - The New York Times”
HEAD_WORDS_MIN: Final = 3  # what is left must still be a title
MOULD_WORDS_MIN: Final = 2  # “12 March” alone is no series
TITLE_CASE_SHARE: Final = 0.6  # of the longer words: then capitals say nothing about names

_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
# The first letter stands before what must not precede it: like this the search goes from capital to capital.
_CAPITALISED: Final = re.compile(r"[^\W_a-z0-9](?<![^\W_].)(?<![^\W_]['’].)[^\W_]*(?:['’][^\W_]+)?")
_SENTENCE_END: Final = '.!?:;\n"“”„«»()[]|–—-•'
_PREFIX: Final = re.compile(
    r"^\s*(?:live(?:\s?blog| updates?)?|watch(?: live)?|video|opinion|comment|analysis|breaking(?: news)?|"
    r"exclusive|just in|updated?(?:[ -]?\d+)?|eilmeldung|liveticker|kommentar|meinung|exklusiv|"
    r"en direct|vidéo|tribune|en directo|última hora|vídeo|opinión)\s*[:|–—-]+\s+",
    re.IGNORECASE,
)
_SUFFIX: Final = re.compile(r"\s{1,5}[-–—|]\s{1,5}(?P<tail>[^-–—|]{2,60})$")
_UPDATE: Final = re.compile(
    r"\s{0,5}[-–—]{1,3}\s{0,5}(?:\d{1,2}(?:st|nd|rd|th)\s)?update\s{0,5}$", re.IGNORECASE
)
_MONTH: Final = (
    r"(?:jan(?:uary|uar|vier|\.)?|enero|feb(?:ruary|ruar|rero|\.)?|février|mar(?:ch|zo)|mars|märz|apr(?:il|\.)?|"
    r"avril|abril|may|mai|mayo|june?|juni|juin|junio|july?|juli|juillet|julio|aug(?:ust|\.)?|août|agosto|"
    r"sept?(?:ember|embre|tiembre|\.)?|o[ck]t(?:ober|obre|ubre|\.)?|nov(?:ember|embre|iembre|\.)?|"
    r"de[cz](?:ember|embre|iembre|\.)?|décembre|diciembre)"
)
_WEEKDAYS: Final = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday
    montag dienstag mittwoch donnerstag freitag samstag sonntag
    lundi mardi mercredi jeudi vendredi samedi dimanche
    lunes martes miércoles jueves viernes sábado domingo
    """.split()
)
_WEEKDAY: Final = f"(?:{'|'.join(sorted(_WEEKDAYS))})"
_COUNTED: Final = (
    r"(?:week|day|no\.?|nr\.?|#|episode|ep\.?|part|round|matchday|chapter|issue|vol\.?|volume|season|"
    r"kw|folge|tag|teil|spieltag|ausgabe|woche|semaine|jour|épisode|partie|numéro|semana|día|episodio|jornada|parte)"
)
_DATED: Final = re.compile(
    rf"\b{_WEEKDAY}\b|\b\d{{1,2}}(?:st|nd|rd|th|er|\.|º)?\s(?:de\s)?{_MONTH}(?:\s(?:de\s)?\d{{4}})?\b|"
    rf"\b{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?\b|\b{_MONTH}\s\d{{4}}\b|"
    r"\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b\d{1,2}\.\d{1,2}\.(?!\d)|\b\d{4}-\d{2}-\d{2}\b|"
    rf"(?<![\w]){_COUNTED}\s?\d{{1,4}}\b|\b\d{{1,3}}(?:st|nd|rd|th)\b",
    re.IGNORECASE,
)
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_NUMBER: Final = re.compile(r"\d[\d.,]*")
_THOUSANDS: Final = re.compile(r"[.,](?<=\d.)(?=\d{3}\b)")


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - PyStemmer's name


@lru_cache(maxsize=8)
def stemmer(language: str) -> _Stemmer:
    """The Snowball stemmer of a language; English where there is none."""
    stems: _Stemmer = Stemmer.Stemmer(LANGUAGES.get(language, LANGUAGES[FALLBACK]), 0)
    return stems


class _Remembered(dict[str, str]):
    """What words come to, worked out once for each; a hub meets the same ones over and over."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.stop = STOP_WORDS.get(language, STOP_WORDS[FALLBACK])
        self.mark = "" if language == FALLBACK else f"{language}:"
        self.stem = stemmer(language).stemWord

    def __missing__(self, word: str) -> str:
        if len(self) >= REMEMBERED_MAX:
            self.clear()
        made = self.made_of(word)
        if len(word) <= WORD_CHARACTERS_MAX:
            self[word] = made
        return made

    def made_of(self, word: str) -> str:
        """The stem of a word in lower case, marked with its language; empty for one that says nothing."""
        bare = _without_apostrophe(word)
        if bare in self.stop or not 2 <= len(bare) <= WORD_CHARACTERS_MAX:
            return ""
        stem = self.stem(bare)
        return stem if stem.isdecimal() else f"{self.mark}{stem}"


class _Names(_Remembered):
    def __init__(self, language: str) -> None:
        super().__init__(language)
        self.stop |= STOP_WORDS[FALLBACK]
        self.stem = stemmer(FALLBACK).stemWord

    def made_of(self, word: str) -> str:
        """A capitalised word in a form that is the same in every language; empty for one that is no name."""
        folded = _folded(_without_apostrophe(word.lower()))
        if not word[0].isupper() or folded in self.stop:
            return ""
        return self.stem(folded) if 3 <= len(folded) <= WORD_CHARACTERS_MAX else ""


@lru_cache(maxsize=8)
def _stems_of(language: str) -> _Remembered:
    return _Remembered(language)


@lru_cache(maxsize=8)
def _names_of(language: str) -> _Names:
    return _Names(language)


def known_language(language: str, text: str) -> str:
    """The stated language when we know it; else the one whose function words the text uses most."""
    stated = language[:2].lower()
    if stated in LANGUAGES:
        return stated
    if stated:
        return FALLBACK
    sample = [word.lower() for word in _WORD.findall(text[: GUESS_WORDS * 12])[:GUESS_WORDS]]
    hits = {code: sum(map(STOP_WORDS[code].__contains__, sample)) for code in LANGUAGES}
    best = max(hits, key=lambda code: hits[code])
    sure = hits[best] >= max(GUESS_HITS_MIN, GUESS_SHARE_MIN * len(sample), 2 * hits[FALLBACK])
    return best if sure else FALLBACK


def clean_title(title: str) -> str:
    """`title` without “LIVE:” in front and the provider's name behind."""
    line = title.strip()
    if prefix := _PREFIX.match(line):
        line = line[prefix.end() :]
    if line[-12:].rstrip().lower().endswith("update"):
        line = _UPDATE.sub("", line)
    if any(mark in line for mark in "-–—|") and (found := _SUFFIX.search(line)):
        tail, head = found["tail"], line[: found.start()]
        if len(tail.split()) <= SUFFIX_WORDS_MAX and len(head.split()) >= HEAD_WORDS_MIN:
            line = head
    return line


def find_stems(text: str, language: str) -> list[str]:
    """The stems of the words that carry meaning, in order; other languages than English are marked."""
    words = _WORD.findall(_THOUSANDS.sub("", text.lower()))
    return list(filter(None, map(_stems_of(language).__getitem__, words)))


def find_names(text: str, language: str, *, is_title: bool = False) -> list[str]:
    """Capitalised words inside sentences, in a form that is the same in every language."""
    if is_title and _is_title_case(text):
        return []
    names = _names_of(language)
    found = []
    for match in _CAPITALISED.finditer(text):
        name = names[match[0]]
        if name and not _begins_sentence(text, match.start()):
            found.append(name)
    return list(dict.fromkeys(found))


def find_numbers(text: str) -> list[str]:
    """Numbers of two or more digits in one spelling: 1,200 and 1.200 are the same."""
    bare = (re.sub(r"[.,]", "", match) for match in _NUMBER.findall(text))
    return list(dict.fromkeys(number for number in bare if 2 <= len(number) <= 12))


def find_mould(title: str) -> tuple[str, str]:
    """What a dated or counted series title looks like with the dates taken out, and the dates.

    Both empty when the title is no such: “Weather for Paris, 12 March” gives “weather for paris” and
    “12 march”.
    """
    if not any(map(str.isdigit, title)) and _WEEKDAYS.isdisjoint(_LETTERS.findall(title.lower())):
        return "", ""  # most titles
    values = [match.group().lower() for match in _DATED.finditer(title)]
    rest = _WORD.findall(_DATED.sub(" ", title).lower())
    if not values or len(rest) < MOULD_WORDS_MIN:
        return "", ""
    told = sorted({word for value in values for word in _WORD.findall(value)})
    return " ".join(rest), " ".join(told)


def _is_title_case(title: str) -> bool:
    longer = [word for word in _WORD.findall(title)[1:] if len(word) > 3]
    capitals = sum(word[0].isupper() for word in longer)
    return bool(longer) and capitals >= TITLE_CASE_SHARE * len(longer)


def _begins_sentence(text: str, start: int) -> bool:
    before = text[max(start - 3, 0) : start].rstrip(" \t'‘’")
    return not before or before[-1] in _SENTENCE_END


def _without_apostrophe(word: str) -> str:
    """`macron's` and `l'europe` without what is not the word."""
    for mark in "'’":
        head, found, tail = word.partition(mark)
        if found:
            return tail if len(head) <= 2 < len(tail) else head
    return word


def _folded(word: str) -> str:
    if word.isascii():
        return word
    return unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode("ascii") or word
