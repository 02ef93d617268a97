"""What makes an article unsafe to show, as far as the article itself can tell.

In: an article.  Out: why it must not be shown, in a sentence; empty when it may.  Reading drops most of this
already (`web_url`, `one_line`); what is imported, or gets past a reader with a mistake, is stopped here, and a person's
release does not lift it.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from wiredesk.basics.urls import host_of, web_url
from wiredesk.records.article import Article

TEXT_CHARACTERS_READ: Final = 2_000
# Signs that reorder or hide what is read: bidi overrides and isolates, invisible operators, tags (SAFETY.md T43).
_HIDDEN: Final = re.compile("[\u061c\u202a-\u202e\u2066-\u2069\u2061-\u2064\U000e0000-\U000e007f]")
# Cyrillic and Greek letters that look like Latin ones: a word that mixes them is made to deceive.
_LOOKALIKES: Final = frozenset("аеорсухіјѕԁһӏвкмнтАВЕКМНОРСТУХІЈЅοαυρνικΑΒΕΖΗΙΚΜΝΟΡΤΥΧ")
_WORD: Final = re.compile(r"[^\W\d_]{3,60}")


def find_unsafe(article: Article) -> str:
    """Why the article must not be shown; empty when it may."""
    return next(_unsafe(article), "")


def find_unsafe_text(name: str, text: str) -> str:
    """Why a text that somebody typed must not be shown; empty when it may.  `name` says what it is."""
    return next(_unsafe_text(name, text[:TEXT_CHARACTERS_READ]), "")


def _unsafe(article: Article) -> Iterator[str]:
    for name, url in _addresses(article):
        if web_url(url) is None:
            yield f"Its {name} is no plain web address: {url[:80]!r}."
        elif _mixes(host := _shown_host(url)):
            yield f"The host of its {name} mixes alphabets that look alike: {host}."
    for name, text in _texts(article):
        yield from _unsafe_text(name, text)


def _unsafe_text(name: str, text: str) -> Iterator[str]:
    if found := _HIDDEN.search(text):
        yield f"Its {name} hides or reorders what is read with U+{ord(found.group()):04X}."
    if mixed := next((word for word in _WORD.findall(text) if _mixes(word)), ""):
        yield f"Its {name} mixes alphabets that look alike in “{mixed}”."


def _addresses(article: Article) -> Iterator[tuple[str, str]]:
    yield "address", article.url
    yield "link", article.web_url
    if article.image:
        yield "picture", article.image.url
    if article.video_embed and not article.video_embed.lstrip().startswith("<"):
        yield "video", article.video_embed


def _texts(article: Article) -> Iterator[tuple[str, str]]:
    yield "headline", article.title[:TEXT_CHARACTERS_READ]
    yield "excerpt", article.excerpt[:TEXT_CHARACTERS_READ]
    yield "site name", article.site_name[:TEXT_CHARACTERS_READ]
    yield "byline", " ".join(article.authors)[:TEXT_CHARACTERS_READ]


def _shown_host(url: str) -> str:
    """The host as a reader sees it: punycode read back."""
    host = host_of(url)
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:
        return host


def _mixes(word: str) -> bool:
    """Latin letters beside Cyrillic or Greek ones, all of the latter looking like Latin ones."""
    if word.isascii():
        return False
    foreign = {sign for sign in word if _script(sign) in {"CYRILLIC", "GREEK"}}
    latin = any(_script(sign) == "LATIN" for sign in word)
    return latin and bool(foreign) and foreign <= _LOOKALIKES


def _script(sign: str) -> str:
    return unicodedata.name(sign, "").partition(" ")[0] if sign.isalpha() else ""
