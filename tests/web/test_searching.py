"""The search page over HTTP (SAFETY.md F061, F067, F080, F091)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from contract.test_rights import poll, through
from contract.test_searching import AI, HOSTILE, at, out, publish
from insides import sqlite_of
from make import NOW, make_article
from starlette.types import ASGIApp
from web.asking import Answered, ask

from wiredesk.basics.clock import SetClock
from wiredesk.basics.ids import TopicId
from wiredesk.newsroom.searching import Searcher
from wiredesk.records.rights import RightsPolicy, RightsRules
from wiredesk.records.topic import Topic
from wiredesk.route.hubview import HubFacts
from wiredesk.web.public import HEADERS
from wiredesk.web.server import hub_app
from wiredesk.world.store import SqlStore, open_store

SCRIPT = "<script>alert(1)</script>"
ONE = make_article(1, title=f"Harbour {SCRIPT} opens", excerpt=f"Heat pumps & {SCRIPT} more")
TWO = make_article(2, title="Élysée", excerpt="The harbour again.")
FACTS = HubFacts(title="The Hub", url="https://hub.example", language="en")


@pytest.fixture
def store() -> Iterator[SqlStore]:
    opened = open_store(None)
    poll(opened, 1, 2)
    for one in (ONE, TWO):
        through(opened, one)
    publish(opened, out(ONE, AI), out(TWO))
    yield opened
    opened.close()


def app_of(store: SqlStore, folder: Path, facts: HubFacts = FACTS) -> ASGIApp:
    topics = (Topic(id=TopicId("ai"), name="Artificial intelligence", query="ai"),)
    searcher = Searcher(store=store, facts=facts, topics=topics)
    return hub_app(folder, desk=None, searcher=searcher, clock=SetClock(NOW))


def look(app: ASGIApp, **fields: str) -> Answered:
    return ask(app, f"/search?{urlencode(fields)}")


def test_what_is_found_is_shown_with_its_words_marked(store: SqlStore, tmp_path: Path) -> None:
    app = app_of(store, tmp_path)
    page = look(app, q="harbour")
    assert page.status == 200
    assert "2 results." in page.text
    assert "<mark>Harbour</mark> &lt;script&gt;" in page.text
    assert "The <mark>harbour</mark> again." in page.text
    assert f'href="{ONE.url}"' in page.text
    assert "1 result." in look(app, q="heat", topic="ai").text
    assert "Nothing found." in look(app, q="harbour", since="2027-01-01").text
    assert "Nothing found." in look(app, q="nowhere").text


def test_the_form_keeps_what_was_typed(store: SqlStore, tmp_path: Path) -> None:
    fields = {"q": 'a"b', "topic": "ai", "since": "2026-03-01", "order": "time"}
    page = look(app_of(store, tmp_path), **fields)
    assert 'value="a&#34;b"' in page.text
    assert '<option value="ai" selected="selected">' in page.text
    assert 'name="since" value="2026-03-01"' in page.text
    assert '<option value="time" selected="selected">' in page.text


def test_the_same_page_stands_in_place_of_the_file(store: SqlStore, tmp_path: Path) -> None:
    (tmp_path / "search.html").write_text("the file")
    app = app_of(store, tmp_path)
    assert ask(app, "/search.html?q=harbour").text == ask(app, "/search?q=harbour").text
    assert "How to ask" in ask(app, "/search").text
    assert ask(app, "/search", method="POST").status == 405


def test_pages_of_hits_lead_on_to_the_last_one(store: SqlStore, tmp_path: Path) -> None:
    many = [make_article(number, title=f"Ferry {number}", time=at(NOW)) for number in range(3, 48)]
    poll(store, *range(3, 48))
    for one in many:
        through(store, one)
    publish(store, *map(out, many))
    app, path, seen = app_of(store, tmp_path), "/search?q=ferry", []
    for _ in range(5):
        page = ask(app, path)
        seen += re.findall(r'href="https://gazette\.example/story-(\d+)"', page.text)
        onward = re.search(r'href="(search\.html\?[^"]+cursor=[^"]+)"', page.text)
        if onward is None:
            break
        path = "/" + onward[1].replace("&amp;", "&")
    assert sorted(map(int, seen)) == list(range(3, 48))


def test_a_cursor_of_somebody_else_is_told_what_to_do(store: SqlStore, tmp_path: Path) -> None:
    page = look(app_of(store, tmp_path), q="harbour", cursor="7.x")
    assert page.status == 400
    assert "first page" in page.text


def test_nothing_that_is_typed_breaks_the_page_or_gets_into_it(
    store: SqlStore, tmp_path: Path
) -> None:
    app = app_of(store, tmp_path)
    for asked in HOSTILE:
        raw = quote(asked.encode("utf-8", "surrogatepass"))
        for path in (f"/search?q={raw}", f"/search?q=harbour&topic={raw}&since={raw}&order={raw}"):
            page = ask(app, path)
            assert page.status == 200, asked
            assert "<script" not in page.text.lower(), asked
            assert "<img" not in page.text.lower(), asked
            assert "onerror=alert(1)>" not in page.text, asked
        assert ask(app, f"/search?q=harbour&cursor={raw}").status in {200, 400}


def test_every_answer_carries_the_protective_headers(store: SqlStore, tmp_path: Path) -> None:
    app = app_of(store, tmp_path)
    for path in ("/search", "/search?q=harbour", "/search?q=a&cursor=zzz", "/search.html"):
        page = ask(app, path)
        assert {name: page.header(name) for name in HEADERS} == HEADERS
    assert "script" not in HEADERS["content-security-policy"]


def test_a_hit_shows_no_more_than_the_rules_of_this_moment_allow(
    store: SqlStore, tmp_path: Path
) -> None:
    rules = RightsRules(own=RightsPolicy(excerpt_characters_max=0))
    page = look(app_of(store, tmp_path, replace(FACTS, rules=rules)), q="harbour")
    assert "2 results." in page.text
    assert "Heat pumps" not in page.text


def test_a_store_that_fails_is_said_on_a_page(store: SqlStore, tmp_path: Path) -> None:
    app = app_of(store, tmp_path)
    sqlite_of(store).execute("DROP TABLE findable")
    page = look(app, q="harbour")
    assert page.status == 503
    assert "Try again later." in page.text
