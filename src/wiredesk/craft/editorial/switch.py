"""Bait and switch: what was approved is not what stands there now (SAFETY.md T66).

In: the article as the record that is out was made from it, and as it was read since.  Out: what changed, in a
sentence.  A new headline in the article's own words, a longer text or a corrected number are not material: what is
looked for is another article at the same address.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from wiredesk.basics.text import words
from wiredesk.basics.urls import registrable_domain
from wiredesk.records.article import Article

KEPT_MIN: Final = 0.5  # of the approved text's three-word runs
WORDS_MIN: Final = 20  # a shorter text says too little to compare
OWN_WORDS_MIN: Final = 0.5  # of a new headline's or excerpt's words, in what was approved
WORD_CHARACTERS_MIN: Final = 4
WORDS_READ_MAX: Final = 20_000
RUN: Final = 3
_SIZE: Final = re.compile(r"\d{2,4}x\d{2,4}|(?<=[-_/])[whq]_?\d{1,4}\b|\?.*$")


def find_switch(shown: Article, now: Article) -> str:
    """What changed in meaning since `shown`; empty when nothing did."""
    return " ".join(_changes(shown, now))


def _changes(shown: Article, now: Article) -> Iterator[str]:
    before, after = _words(shown.text), _words(now.text)
    if len(before) >= WORDS_MIN:
        kept = _share(_runs(before), frozenset(_runs(after)))
        if kept < KEPT_MIN:
            yield f"Only {kept:.0%} of the text that was published still stands there."
    known = frozenset(before) | frozenset(_words(f"{shown.title} {shown.excerpt}"))
    for name, new, old in (
        ("headline", now.title, shown.title),
        ("excerpt", now.excerpt, shown.excerpt),
    ):
        share = _share([word for word in _words(new) if len(word) >= WORD_CHARACTERS_MIN], known)
        if new != old and share < OWN_WORDS_MIN:
            yield f"The {name} now says “{new[:120]}”: {share:.0%} of its words were published."
    if registrable_domain(now.web_url) != registrable_domain(shown.web_url):
        yield f"Its address now leads to {registrable_domain(now.web_url)}."
    if now.image and _picture(now) != _picture(shown):
        yield f"Its picture is another one: {now.image.url[:200]}."


def _words(text: str) -> list[str]:
    return words(text[: 12 * WORDS_READ_MAX])[:WORDS_READ_MAX]


def _runs(listed: Sequence[str]) -> list[str]:
    return [" ".join(listed[at : at + RUN]) for at in range(len(listed) - RUN + 1)]


def _share(listed: Sequence[str], known: frozenset[str]) -> float:
    """How much of `listed` is known; all of it when there is nothing."""
    return sum(one in known for one in listed) / len(listed) if listed else 1.0


def _picture(article: Article) -> str:
    """The address of the lead picture without what only chooses its size."""
    return _SIZE.sub("", article.image.url[:2_000]) if article.image else ""
