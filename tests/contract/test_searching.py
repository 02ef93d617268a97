"""What every store promises of finding (`wiredesk.ports.searching`)."""

import itertools
import random
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from contract.test_rights import poll, through
from insides import forget_what_came_in
from make import NOW, WHY, make_article, make_entry, make_polling, make_source

from wiredesk.basics.errors import InputError
from wiredesk.basics.ids import ArticleId, TopicId
from wiredesk.craft.rights import show
from wiredesk.craft.searching import findable, parse_query
from wiredesk.ports.searching import COUNTED_MAX, INCOMING_FIELDS
from wiredesk.records.article import Article, HonestTime
from wiredesk.records.hold import Bucket
from wiredesk.records.provider import Provider
from wiredesk.records.rights import (
    DEFAULT_RULES,
    RightsPolicy,
    RightsRules,
    Takedown,
    TakedownReason,
)
from wiredesk.records.searching import Findable, Order
from wiredesk.records.topic import Label
from wiredesk.records.work import PollDone, PublishDone
from wiredesk.world.store import Place, SqlStore, open_store

AI = Label(topic=TopicId("ai"), name="Artificial intelligence", weight=1.0)
CITY = Label(topic=TopicId("stadt"), name="Stadtpolitik", weight=1.0)
# What SQLite's own query language, SQL and markup would make something of.
SIGNS = [
    '"',
    "'",
    "*",
    "^",
    ":",
    "-",
    "+",
    "(",
    ")",
    "{",
    "}",
    "\\",
    ";",
    "--",
    "\0",
    "%",
    "<b>",
    ",",
]
WORDS = [
    "AND",
    "OR",
    "NOT",
    "NEAR",
    "NEAR(a b, 5)",
    "title:x",
    "facets : everything",
    "rowid",
    "rank",
]
HOSTILE = [
    *(f"{a}{b}" for a, b in itertools.product(SIGNS, SIGNS[:12])),
    *(f"{sign} harbour {word}" for sign, word in itertools.product(SIGNS[:9], WORDS)),
    *(f"harbour {word}" for word in WORDS),
    "'); DROP TABLE article; --",
    "harbour UNION SELECT password FROM user",
    "{title excerpt} : harbour",
    "- {title} : harbour",
    '"""""" harbour',
    '-"',
    "topic:",
    'topic:"',
    "since:",
    "-topic:*",
    "((((" * 50,
    "a AND " * 80,
    "harbour " * 200,
    "x" * 10_000,
    "\ud800",
    "\U0010ffff harbour",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "\N{RIGHT-TO-LEFT OVERRIDE}harbour",
    "*harbour*",
    "har*bour",
    "harbour*",
    "NEAR",
    "1e308",
    "0x10",
]  # fmt: skip


@pytest.fixture
def store(place: Place) -> Iterator[SqlStore]:
    opened = open_store(place)
    yield opened
    opened.close()


def at(moment: datetime) -> HonestTime:
    return HonestTime(published=moment, effective=moment, received=moment, chosen="feed")


def entry_of(article: Article, *labels: Label, rules: RightsRules = DEFAULT_RULES) -> Findable:
    shown = show(article, rules=rules, now=NOW)
    provider = Provider(domain=article.provider, name=article.provider.partition(".")[0].title())
    return findable(shown, provider=provider, labels=labels)


def out(article: Article, *labels: Label, rules: RightsRules = DEFAULT_RULES) -> PublishDone:
    return PublishDone(
        article_id=article.id,
        path=f"{article.id}.md",
        body=b"record",
        findable=entry_of(article, *labels, rules=rules),
    )


def publish(store: SqlStore, *done: PublishDone) -> None:
    store.save_records(done, version=1, now=NOW)


def found(store: SqlStore, asked: str, order: Order = Order.TIME) -> list[ArticleId]:
    return list(store.search(parse_query(asked), order=order, limit=50).articles)


def incoming(store: SqlStore, asked: str, bucket: Bucket | None = None) -> list[ArticleId]:
    query = parse_query(asked, fields=INCOMING_FIELDS)
    return list(store.search_incoming(query, limit=50, bucket=bucket).articles)


ONE = make_article(
    1,
    title="Élysée opens its harbour",
    excerpt="The minister of ports spoke of heat pumps.",
    time=at(NOW - timedelta(days=2)),
    language="fr-CH",
)
TWO = make_article(
    2,
    provider="courier.example",
    title="Heat waves and pumps",
    excerpt="Nobody at the harbour was surprised.",
    time=at(NOW - timedelta(days=1)),
)
THREE = make_article(3, title="東京都の知事が語る", excerpt="", time=at(NOW), language="ja")
ASKED = [
    ("harbour", [TWO, ONE]),
    ("HARBOUR elysee", [ONE]),
    ('"heat pumps"', [ONE]),
    ("heat pumps", [TWO, ONE]),
    ("harbour -elysee", [TWO]),
    ("-harbour", [THREE]),
    ("minist*", [ONE]),
    ("minist", []),
    ("東京", [THREE]),
    ("知事", [THREE]),
    ("京", [THREE]),
    ("topic:ai", [ONE]),
    ('topic:"artificial intelligence" harbour', [ONE]),
    ("-topic:ai", [THREE, TWO]),
    ("stadtpolitik", [TWO]),
    ("provider:courier.example", [TWO]),
    ("provider:courier", [TWO]),
    ("courier", [TWO]),
    ("language:fr", [ONE]),
    ("language:fr-ch", [ONE]),
    ("since:2026-03-04", [THREE, TWO]),
    ("harbour until:2026-03-03", [ONE]),
    ("since:2026-03-04 until:2026-03-04", [TWO]),
    ("", [THREE, TWO, ONE]),
    ("everything", []),
    ("nowhere", []),
]


def test_a_query_finds_what_it_says(store: SqlStore) -> None:
    publish(store, out(ONE, AI), out(TWO, CITY), out(THREE))
    for asked, wanted in ASKED:
        assert found(store, asked) == [one.id for one in wanted], asked
        assert store.search(parse_query(asked), order=Order.TIME, limit=5).count == len(wanted)


def test_the_best_hits_have_everything_in_the_headline(store: SqlStore) -> None:
    publish(store, out(ONE), out(TWO))
    assert found(store, "harbour", Order.BEST) == [ONE.id, TWO.id]
    assert found(store, "harbour", Order.TIME) == [TWO.id, ONE.id]
    assert found(store, "", Order.BEST) == [TWO.id, ONE.id]


@pytest.mark.parametrize("order", list(Order))
def test_the_parts_of_a_list_are_the_list(store: SqlStore, order: Order) -> None:
    chance = random.Random(7)
    many = [
        make_article(
            number,
            title=chance.choice(["Harbour", "City"]),
            excerpt="harbour",
            time=at(NOW - timedelta(minutes=chance.randrange(40))),
        )
        for number in range(60)
    ]
    publish(store, *map(out, many))
    query, cursor = parse_query("harbour"), ""
    parts: list[ArticleId] = []
    for _ in range(20):
        part = store.search(query, order=order, limit=7, cursor=cursor)
        parts += part.articles
        cursor = part.cursor
        if not cursor:
            break
    assert parts == list(store.search(query, order=order, limit=100).articles)
    assert sorted(parts) == sorted(one.id for one in many)


@pytest.mark.parametrize("cursor", ["x", "2.1", "0.", "0.9" * 40, "-1.5", "0.1'--", "\0", "0.1\n"])
def test_a_cursor_of_somebody_else_is_refused(store: SqlStore, cursor: str) -> None:
    with pytest.raises(InputError, match="first page") as caught:
        store.search(parse_query("harbour"), order=Order.BEST, limit=5, cursor=cursor)
    assert caught.value.code == "cursor"
    with pytest.raises(InputError):
        store.search_incoming(parse_query("harbour"), limit=5, cursor=cursor)


def test_no_query_is_an_error(store: SqlStore) -> None:
    assert len(HOSTILE) > 300
    poll(store, 1, 2)
    publish(store, out(ONE, AI), out(TWO, CITY))
    for asked in HOSTILE:
        hits = found(store, asked, Order.BEST)
        assert set(hits) <= {ONE.id, TWO.id}, asked
        incoming(store, asked)
    assert store.count_articles() == 2


def test_what_has_no_excerpt_right_is_not_found_by_its_excerpt(store: SqlStore) -> None:
    no_excerpts = RightsRules(own=RightsPolicy(excerpt_characters_max=0))
    publish(store, out(ONE, rules=no_excerpts))
    assert found(store, "minister") == []
    assert found(store, "elysee") == [ONE.id]


def test_what_is_no_longer_out_is_no_longer_found(store: SqlStore) -> None:
    publish(store, out(ONE), out(TWO))
    changed = replace(ONE, title="Quite another matter", time=at(NOW))
    publish(store, out(changed), replace(out(TWO), body=b"", findable=None))
    assert found(store, "elysee") == []
    assert found(store, "matter") == [ONE.id]
    assert found(store, "waves") == []
    assert found(store, "") == [ONE.id]


def test_saving_the_same_again_changes_nothing(store: SqlStore) -> None:
    publish(store, out(ONE, AI), out(TWO))
    before = store.dump()
    publish(store, out(ONE, AI), out(TWO))
    assert store.dump() == before


def test_a_take_down_takes_it_out_at_once(store: SqlStore) -> None:
    poll(store, 1)
    article = make_article(1, title="Canary headline", excerpt="Canary excerpt.")
    through(store, article)
    publish(store, out(article))
    assert found(store, "canary") == [article.id]
    down = Takedown(
        article_id=article.id,
        url=article.url,
        provider=article.provider,
        reason=TakedownReason.PRIVACY,
        at=NOW,
        purge_at=NOW,
    )
    store.save_takedown(down, [f"url:{article.url}"], now=NOW)
    assert found(store, "canary") == []
    assert incoming(store, "canary") == [article.id]
    publish(store, replace(out(article), body=b"", findable=None))
    assert store.purge(article.id, by="Ada", now=NOW)
    assert incoming(store, "canary") == []
    assert incoming(store, "gazette.example") == [article.id]


def test_purged_words_are_in_no_file(tmp_path: Path) -> None:
    store = open_store(tmp_path / "hub.db")
    article = make_article(1, title="Zanzibarquark", excerpt="Zanzibarquark.")
    poll(store, 1)
    through(store, article)
    publish(store, out(article))
    publish(store, out(replace(article, title="Other")))
    down = Takedown(
        article_id=article.id,
        url=article.url,
        provider=article.provider,
        reason=TakedownReason.PRIVACY,
        at=NOW,
        purge_at=NOW,
    )
    store.save_takedown(down, [], now=NOW)
    publish(store, replace(out(article), body=b"", findable=None))
    files = [tmp_path / "hub.db", tmp_path / "hub.db-wal"]
    assert any(b"anzibarquark" in one.read_bytes() for one in files)
    assert store.purge(article.id, by="Ada", now=NOW)
    assert not any(b"anzibarquark" in one.read_bytes() for one in files)
    store.close()


def test_editors_find_everything_that_came_in(store: SqlStore) -> None:
    poll(store, 2, 3)
    assert incoming(store, "title") == [
        one.id for one in sorted_by_place(make_article(2), make_article(3))
    ]
    assert incoming(store, "title 2") == [make_article(2).id]
    assert incoming(store, "provider:gazette.example title 3") == [make_article(3).id]
    assert incoming(store, "title", Bucket.PUBLISHED) == []
    through(store, make_article(2, title="Read as another"))
    assert incoming(store, "title") == [make_article(3).id]
    assert incoming(store, "another", Bucket.PUBLISHED) == [make_article(2).id]
    assert incoming(store, "another", Bucket.PENDING) == []
    topical = store.search_incoming(parse_query("topic:ai"), limit=5)
    assert topical.articles == ()


def sorted_by_place(*articles: Article) -> list[Article]:
    """Articles of one second stand by a number that their id gives."""
    return sorted(articles, key=lambda one: -(zlib.crc32(one.id.encode()) & 0xFFFFF))


def test_many_hits_are_counted_up_to_a_limit(store: SqlStore) -> None:
    source = make_source()
    store.save_sources([source], now=NOW)
    entries = tuple(make_entry(number) for number in range(COUNTED_MAX + 50))
    done = PollDone(source_id=source.id, polling=make_polling(source), new=entries, reasons=WHY)
    store.save_polls([done], version=1, now=NOW)
    hits = store.search_incoming(parse_query("title"), limit=10)
    assert (len(hits.articles), hits.count) == (10, COUNTED_MAX)


def test_a_hub_of_an_older_version_gets_its_index(store: SqlStore) -> None:
    poll(store, 1, 2, 3)
    forget_what_came_in(store)
    assert incoming(store, "title") == []
    store.save_setting("incoming_filled_to", "")
    store.fill_incoming()
    assert len(incoming(store, "title")) == 2
    assert store.load_setting("incoming_filled_to") == ""
    before = store.dump()
    store.fill_incoming()
    assert store.dump() == before
