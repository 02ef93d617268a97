"""The index of a static site: files that a script in the browser looks things up in, without a server behind them.

In: what is published.  Out: paths and bytes.  A query of three words reads about 150 kB of a hub of 20,000 articles:
`find/index.json` names the shards, `find/w-….json` hold words with the keys of articles, `find/d-….json` the
articles.  A key begins with the minute and stays when other articles come, so that one new article changes few files.
"""

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, NamedTuple

from wiredesk.craft.searching.words import name_of, words_of
from wiredesk.records.searching import Field, Findable

FOLDER: Final = "find"
SHARD_BYTES_MAX: Final = 32_000
KEYS_MAX: Final = 3_000  # of one word, the newest; what is older is looked at in the article itself
ARTICLES_PER_FILE: Final = 8
KEY_DIGITS: Final = 9  # five of the minute, four of the article
VERSION: Final = 1
EVERYTHING: Final = "=all"  # all articles have it, for queries that only leave out
_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
_OWN: Final = 36**4


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedArticle:
    """An article as the index shows it: by what it is found, and where it leads."""

    findable: Findable
    url: str
    page: str
    """Page of its provider within the site."""


class _Posting(NamedTuple):
    """Keys of the articles that have a word, newest first."""

    headline: list[str]
    elsewhere: list[str]


def index_files(articles: Sequence[IndexedArticle]) -> Iterator[tuple[str, bytes]]:
    """All files of the index; paths and bytes."""
    keys = _keys(articles)
    groups = _groups(len(articles))
    newest = sorted(zip(keys, articles, strict=True), key=lambda pair: pair[0], reverse=True)
    postings: dict[str, _Posting] = {}
    for key, one in newest:
        _enter(postings, key, one.findable)
    shards = dict(_split(_told(postings), ""))
    yield (
        f"{FOLDER}/index.json",
        _json({"version": VERSION, "groups": groups, "shards": sorted(shards)}),
    )
    for prefix, words in shards.items():
        yield shard_path(prefix), _json(words)
    yield from _article_files(newest, groups)


def shard_path(prefix: str) -> str:
    """Where the words that begin so stand."""
    return f"{FOLDER}/w-{prefix.encode().hex() or '0'}.json"


def _enter(postings: dict[str, _Posting], key: str, one: Findable) -> None:
    headline, elsewhere = _words(one)
    for word in headline:
        posting = postings.setdefault(word, _Posting([], []))
        if len(posting.headline) < KEYS_MAX:
            posting.headline.append(key)
    for word in elsewhere:
        posting = postings.setdefault(word, _Posting([], []))
        if len(posting.elsewhere) < KEYS_MAX:
            posting.elsewhere.append(key)


@lru_cache(maxsize=32_768)  # a hub publishes the same articles again and again
def _words(one: Findable) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Words of the headline, and further ones; filters stand among these behind a sign that no word has."""
    headline = dict.fromkeys(words_of(one.title))
    names = " ".join(name for _, name in one.topics)
    text = words_of(f"{one.excerpt} {one.provider_name} {one.provider} {names}")
    told = (f"={asked.value}:{name}" for asked, said in _filters(one) if (name := name_of(said)))
    return tuple(headline), tuple(
        dict.fromkeys([EVERYTHING, *(w for w in text if w not in headline), *told])
    )


def _filters(one: Findable) -> Iterator[tuple[Field, str]]:
    yield Field.PROVIDER, one.provider
    yield Field.PROVIDER, one.provider_name
    yield from ((Field.TOPIC, name) for topic in one.topics for name in topic)
    yield Field.LANGUAGE, one.language
    yield Field.LANGUAGE, one.language.partition("-")[0]


def _told(postings: Mapping[str, _Posting]) -> dict[str, Any]:
    """Words as a shard holds them: keys in one string each, and whether there are more of them."""
    return {
        word: ["".join(one.headline), "".join(one.elsewhere)]
        + [1] * (max(len(one.headline), len(one.elsewhere)) >= KEYS_MAX)
        for word, one in sorted(postings.items())
    }


def _split(words: dict[str, Any], prefix: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Shards by what words begin with, so that none is too large; a single word is never split."""
    size = sum(len(word) + len(told[0]) + len(told[1]) + 12 for word, told in words.items())
    if size <= SHARD_BYTES_MAX or len(words) == 1:
        yield prefix, words
        return
    own = {word: told for word, told in words.items() if word == prefix}
    if own:  # the word that all others here go on from stands by itself
        yield prefix, own
    longer: dict[str, dict[str, Any]] = {}
    for word, told in words.items():
        if word != prefix:
            longer.setdefault(word[: len(prefix) + 1], {})[word] = told
    for more, listed in longer.items():
        yield from _split(listed, more)


def _article_files(
    newest: Iterable[tuple[str, IndexedArticle]], groups: int
) -> Iterator[tuple[str, bytes]]:
    files: dict[int, dict[str, Any]] = {}
    for key, one in newest:
        files.setdefault(int(key[-4:], 36) % groups, {})[key] = _article(one)
    for group, listed in sorted(files.items()):
        yield f"{FOLDER}/d-{group}.json", _json(listed)


def _article(one: IndexedArticle) -> list[Any]:
    """What a hit shows, in the order that `search.js` knows."""
    own = one.findable
    return [
        own.title,
        own.excerpt,
        one.url,
        own.provider_name,
        own.provider,
        one.page,
        int(own.at.timestamp()),
        own.language,
        [list(topic) for topic in own.topics],
    ]


def _keys(articles: Iterable[IndexedArticle]) -> list[str]:
    """A key for each: its minute, and a number that its id gives, or the next one that is free."""
    taken: set[tuple[int, int]] = set()
    keys = []
    for one in articles:
        minute = max(int(one.findable.at.timestamp()) // 60, 0) % 36**5
        number = zlib.crc32(one.findable.article_id.encode()) % _OWN
        while (minute, number) in taken:
            number = (number + 1) % _OWN
        taken.add((minute, number))
        keys.append(_base36(minute, 5) + _base36(number, 4))
    return keys


def _groups(articles: int) -> int:
    """How many files the articles stand in: it doubles, so that it seldom changes."""
    groups = 1
    while groups * ARTICLES_PER_FILE < articles:
        groups *= 2
    return groups


def _base36(number: int, digits: int) -> str:
    told = ""
    for _ in range(digits):
        number, digit = divmod(number, 36)
        told = _DIGITS[digit] + told
    return told


def _json(told: object) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
