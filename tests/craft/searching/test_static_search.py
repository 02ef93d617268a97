"""The index of a static site and the script that reads it: the same words, the same hits as the store, few bytes."""

import json
import random
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from unicodedata import category

import pytest
from contract.test_searching import (
    AI,
    ASKED,
    CITY,
    HOSTILE,
    ONE,
    THREE,
    TWO,
    at,
    entry_of,
    out,
    publish,
)
from craft.searching.test_words import ALIKE
from make import NOW, make_article

from wiredesk.craft.searching import (
    IndexedArticle,
    index_files,
    mark,
    name_of,
    parse_query,
    phrases_of,
    words_of,
)
from wiredesk.craft.searching.files import SHARD_BYTES_MAX
from wiredesk.records.searching import Findable, Order
from wiredesk.world.store import SqlStore, open_store

HERE = Path(__file__).parent
SCRIPT = Path(__file__).parents[3] / "src/wiredesk/craft/render/templates/search.js"
BYTES_OF_A_QUERY_MAX = 200_000


def in_node(asked: dict[str, Any]) -> Any:
    run = subprocess.run(
        ["node", HERE / "static_search.js", SCRIPT],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(run.stdout)


def texts() -> list[str]:
    """What people write, what they should not, and chance."""
    chance = random.Random(11)
    blocks = [
        (0x20, 0x7F),
        (0xA0, 0x24F),
        (0x370, 0x5FF),
        (0x600, 0x6FF),
        (0x900, 0xE7F),
        (0x1000, 0x17FF),
    ]
    blocks += [
        (0x1E00, 0x1FFF),
        (0x2000, 0x2BFF),
        (0x3000, 0x30FF),
        (0x4E00, 0x4EFF),
        (0xAC00, 0xACFF),
        (0xFB00, 0xFFEF),
        (0x1F300, 0x1F5FF),
        (0x20000, 0x20080),
    ]
    # What Unicode knows only since a later version is a sign to one of the two and nothing to the other.
    signs = [[chr(one) for one in range(*block) if category(chr(one)) != "Cn"] for block in blocks]
    made = [
        "".join(chance.choice(chance.choice(signs)) for _ in range(chance.randint(1, 40)))
        for _ in range(1_500)
    ]
    words = 'a ab 京 東京 "x y" -no topic:ai since:2026-03 until:2025 provider:"a b" min* th* “q” foo:bar'.split(
        " "
    )
    made += [" ".join(chance.choices(words, k=5)) for _ in range(500)]
    said = [text for pair in ALIKE for text in pair] + [text for text, _ in ASKED]
    return [text.encode("utf-8", "replace").decode() for text in (*made, *said, *HOSTILE)]


def test_the_browser_reads_words_and_queries_as_we_do() -> None:
    every = texts()
    for text, told in zip(every, in_node({"texts": every}), strict=True):
        assert told["words"] == words_of(text), repr(text)
        assert told["phrases"] == [list(one) for one in phrases_of(text)], repr(text)
        assert told["name"] == name_of(text), repr(text)
        query = parse_query(text)
        terms = [
            {
                "asked": term.field.value,
                "phrases": [list(one) for one in term.phrases],
                "isPrefix": term.is_prefix,
                "isExcluded": term.is_excluded,
            }
            for term in query.terms
        ]
        if len(text) < 400:  # where a longer one is cut is told, not promised
            assert told["query"]["terms"] == terms, repr(text)
            since, until = told["query"]["since"], told["query"]["until"]
            assert since == (query.since and query.since.timestamp()), repr(text)
            assert until == (query.until and query.until.timestamp()), repr(text)


def test_the_browser_marks_what_we_mark() -> None:
    told = in_node({"texts": [one for one, _ in MARKED], "mark": ""})
    for (text, _), plain in zip(MARKED, told, strict=True):
        assert "".join(one["text"] for one in plain["pieces"]) == text
    for text, asked in MARKED:
        ((pieces),) = in_node({"texts": [text], "mark": asked})
        ours = mark(text, parse_query(asked))
        assert [(one["text"], one["isHit"]) for one in pieces["pieces"]] == [
            tuple(one) for one in ours
        ]


MARKED = [
    ("Der Élysée-Palast schweigt", "elysee"),
    ("Heat pumps: more heat, fewer pumps", '"heat pumps"'),
    ("The minister and her ministry", "minist*"),
    ("東京都の知事が𠮟る", "東京 𠮟"),
    ("<b>harbour</b> & more", "b harbour"),
]


def indexed(*findables: Findable) -> list[IndexedArticle]:
    return [
        IndexedArticle(
            findable=one, url=f"https://x.example/{one.article_id}", page="provider/x.html"
        )
        for one in findables
    ]


def write(folder: Path, articles: Sequence[IndexedArticle]) -> dict[str, bytes]:
    files = dict(index_files(articles))
    for path, body in files.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(body)
    return files


def search(folder: Path, *asked: tuple[str, Order]) -> list[dict[str, Any]]:
    searches = [{"text": text, "order": order.value} for text, order in asked]
    found: list[dict[str, Any]] = in_node({"folder": str(folder), "searches": searches})
    return found


def test_the_static_site_finds_what_the_store_finds(tmp_path: Path) -> None:
    store = open_store(None)
    publish(store, out(ONE, AI), out(TWO, CITY), out(THREE))
    write(tmp_path, indexed(entry_of(ONE, AI), entry_of(TWO, CITY), entry_of(THREE)))
    asked = [(text, order) for text, _ in ASKED if text for order in Order]
    for (text, order), told in zip(asked, search(tmp_path, *asked), strict=True):
        assert told["hits"] == wanted(store, text, order), (text, order)
    store.close()


def wanted(store: SqlStore, text: str, order: Order) -> list[str]:
    found = store.search(parse_query(text), order=order, limit=10_000)
    return [f"https://x.example/{one}" for one in found.articles]


def test_no_query_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, indexed(entry_of(ONE, AI), entry_of(TWO)))
    asked = [(text.encode("utf-8", "replace").decode(), Order.BEST) for text in HOSTILE]
    assert len(search(tmp_path, *asked)) == len(HOSTILE)


def many(count: int) -> list[Findable]:
    """Articles of a busy hub: words as common as in the news, times all over a month."""
    chance = random.Random(3)
    words = [
        "".join(chance.choices("abdegiklmnoprstu", k=chance.randint(2, 9))) for _ in range(30_000)
    ]
    weights = [1 / (rank + 8) for rank in range(len(words))]
    said = chance.choices(words, weights=weights, k=count * 34)
    return [
        entry_of(
            make_article(
                number,
                title=" ".join(said[number * 34 : number * 34 + 9]),
                excerpt=" ".join(said[number * 34 + 9 : number * 34 + 34]),
                time=at(NOW - timedelta(minutes=number * 2)),
            ),
            *([AI] if number % 3 else [CITY]),
        )
        for number in range(count)
    ]


@pytest.mark.slow
def test_a_query_of_a_large_hub_reads_few_bytes_and_finds_what_the_store_finds(
    tmp_path: Path,
) -> None:
    findables = many(20_000)
    files = write(tmp_path, indexed(*findables))
    words = [len(body) for path, body in files.items() if "/w-" in path]
    assert max(words) <= SHARD_BYTES_MAX * 2
    store = open_store(None)
    for begin in range(0, len(findables), 2_000):
        publish(
            store,
            *(
                replace(
                    out(ONE), article_id=one.article_id, path=f"{one.article_id}.md", findable=one
                )
                for one in findables[begin : begin + 2_000]
            ),
        )
    common = [word for word in findables[0].title.split() if word]
    rare = findables[7_777].title.split()
    texts = [common[0], rare[0], " ".join(rare[:3]), f'"{" ".join(rare[2:4])}"', f"{rare[1][:3]}*"]
    texts += [
        f"{common[1]} topic:ai",
        f"{rare[5]} -{rare[4]}",
        f"{rare[3]} since:2026-02-20",
        f"{common[0]} {common[1]} {common[2]}",
    ]
    asked = [(text, order) for text in texts for order in Order]
    for (text, order), told in zip(asked, search(tmp_path, *asked), strict=True):
        assert told["bytes"] <= BYTES_OF_A_QUERY_MAX, (text, told["bytes"])
        hits = wanted(store, text, order)
        if len(hits) < 300:
            assert told["hits"] == hits, (text, order)
        else:  # as far as it was read
            assert set(told["hits"]) <= set(hits)
            assert order is Order.BEST or told["hits"] == hits[: len(told["hits"])], text
    store.close()


def test_one_new_article_changes_few_files() -> None:
    findables = many(600)
    before = dict(index_files(indexed(*findables[1:])))
    after = dict(index_files(indexed(*findables)))
    changed = [path for path in after if after[path] != before.get(path)]
    assert len(after) > 100
    assert 0 < len(changed) < len(after) / 2
    assert before.keys() - after.keys() == set()


def test_the_same_articles_give_the_same_files_in_any_order() -> None:
    articles = indexed(*many(200))
    assert dict(index_files(articles)) == dict(index_files(articles[::-1]))
    assert dict(index_files([])).keys() == {"find/index.json", "find/w-0.json"}
