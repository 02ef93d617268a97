import html
import json
from calendar import timegm
from datetime import timedelta
from typing import Any

import feedparser
import pytest
from craft.render.hubs import NOW, change, make_article
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from wiredesk.craft.render.shown import headline, sentence
from wiredesk.craft.render.syndication import (
    FEED_ENTRIES_MAX,
    Channel,
    render_atom,
    render_json_feed,
    render_rss,
)
from wiredesk.records.hub import ArticleView

URL = "https://lindhaven-courier.example/2026/gates?a=1&b=2"
CHANNEL = Channel(
    title="Lens & “Law” <AI>",
    page_url="https://lens.example/",
    url="https://lens.example/feed",
    language="en",
    updated=NOW,
)
HOSTILE = (
    "]]>", "]]><script>alert(1)</script>", "<![CDATA[x]]>", "AT&T", "AT&amp;T", "&lt;b&gt;", "<b>bold</b>", "a < b > c",
    "&#60;", "&bogus;", "--><!--", "</item><item>", "</title>", '" onload="x', "---\npublished: true\n---", "=cmd|'/C calc'!A0",
    "tab\tbreak\nreturn\r", "\x00\x01\x1f\x7f\x85", "\ufffe\uffff", "\ud800", "🛰️👨‍👩‍👧", "\u202egnp.exe", "\u200fשלום", "مرحبا", "中文标题",
    "e" + "\u0301" * 500, "x" * 10_000, "", "   ", "{{ x }}{% raw %}", "%s %d {0}", "&#x0;", "<!DOCTYPE x [<!ENTITY a 'b'>]>",
)  # fmt: skip
texts = st.text(max_size=120) | st.sampled_from(HOSTILE)


@given(title=texts, excerpt=texts, topic=texts, provider=texts)
@settings(max_examples=150, deadline=None)
def test_rss_says_every_text_exactly(title: str, excerpt: str, topic: str, provider: str) -> None:
    article = _article(title, excerpt, topic, provider)
    root = etree.fromstring(render_rss(CHANNEL, [article]))
    (entry,) = root.iter("item")
    told = [child.tag.rpartition("}")[2] for child in entry]
    assert told == RSS_ENTRY[: None if sentence(topic) else -1]
    # Title and description are markup to readers of RSS: one decoding gives the text.
    assert html.unescape(entry.findtext("title") or "") == _unescaped_once(headline(title))
    assert html.unescape(entry.findtext("description") or "") == _unescaped_once(sentence(excerpt))
    assert "<" not in (entry.findtext("title") or "")
    assert (entry.findtext("category") or "") == sentence(topic)


RSS_ENTRY = ["title", "link", "guid", "pubDate", "creator", "description", "category"]


@given(title=texts, excerpt=texts, topic=texts, provider=texts)
@settings(max_examples=150, deadline=None)
def test_atom_says_every_text_exactly(title: str, excerpt: str, topic: str, provider: str) -> None:
    article = _article(title, excerpt, topic, provider)
    root = etree.fromstring(render_atom(CHANNEL, [article]))
    names = {"a": "http://www.w3.org/2005/Atom"}
    assert (root.findtext("a:entry/a:title", namespaces=names) or "") == headline(title)
    assert (root.findtext("a:entry/a:summary", namespaces=names) or "") == sentence(excerpt)
    assert len(root.findall("a:entry/*", namespaces=names)) == (8 if sentence(topic) else 7)


@given(title=texts, excerpt=texts, topic=texts, provider=texts)
@settings(max_examples=150, deadline=None)
def test_json_feed_says_every_text_exactly(
    title: str, excerpt: str, topic: str, provider: str
) -> None:
    feed = json.loads(render_json_feed(CHANNEL, [_article(title, excerpt, topic, provider)]))
    (entry,) = feed["items"]
    assert entry["title"] == headline(title)
    assert entry["content_text"] == sentence(excerpt)


@pytest.mark.parametrize("title", HOSTILE)
@pytest.mark.parametrize("render", [render_rss, render_atom])
def test_feedparser_reads_the_same_entry(render: Any, title: str) -> None:
    article = _article(title, title, "AI", "The Record & Co")
    parsed = feedparser.parse(render(CHANNEL, [article]))
    assert not parsed.bozo, parsed.get("bozo_exception")
    (entry,) = parsed.entries
    assert _seen(entry.title_detail) == " ".join(headline(title).split())
    assert entry.link == URL
    assert entry.id.startswith("urn:uuid:")
    assert timegm(entry.published_parsed) == NOW.timestamp()
    assert entry.author == "The Record & Co"
    assert [tag.term for tag in entry.tags] == ["AI"]
    assert entry.summary_detail.type == "text/plain" or "<script" not in entry.summary


@pytest.mark.parametrize("render", [render_rss, render_atom, render_json_feed])
def test_the_same_articles_give_the_same_bytes(render: Any) -> None:
    assert render(CHANNEL, [make_article(URL)]) == render(CHANNEL, [make_article(URL)])


@pytest.mark.parametrize("render", [render_rss, render_atom, render_json_feed])
def test_an_id_outlives_headline_time_and_the_hub_s_own_address(render: Any) -> None:
    moved = Channel(
        title="x", page_url="https://new.example/", url="https://new.example/feed", language="de",
        updated=NOW + timedelta(days=1),
    )  # fmt: skip
    changed = make_article(URL, title="Other", published=NOW + timedelta(hours=1))
    ids = [
        [entry.id for entry in feedparser.parse(render(channel, [article])).entries]
        or [entry["id"] for entry in json.loads(render(channel, [article]))["items"]]
        for channel, article in ((CHANNEL, make_article(URL)), (moved, changed))
    ]
    assert ids[0] == ids[1]


@pytest.mark.parametrize("render", [render_rss, render_atom, render_json_feed])
def test_a_long_list_is_cut_and_an_empty_one_is_a_feed(render: Any) -> None:
    many = [make_article(f"https://a.example/{number}") for number in range(FEED_ENTRIES_MAX + 9)]
    assert render(CHANNEL, many).count(b"urn:uuid:") - (render is render_atom) == FEED_ENTRIES_MAX
    empty = render(CHANNEL, [])
    assert b"lens.example" in empty
    assert json.loads(empty) if render is render_json_feed else etree.fromstring(empty) is not None


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//x", "https://u:p@x/"]
)
@pytest.mark.parametrize("render", [render_rss, render_atom, render_json_feed])
def test_no_address_but_a_web_address_goes_out(render: Any, url: str) -> None:
    body = render(CHANNEL, [change(make_article(URL), url=url)]).decode()
    assert "alert" not in body
    assert "u:p@" not in body
    assert "text/html,x" not in body


def _article(title: str, excerpt: str, topic: str, provider: str) -> ArticleView:
    return make_article(URL, title=title, excerpt=excerpt, topics=(topic,), provider_name=provider)


def _unescaped_once(text: str) -> str:
    # What stands in the file is escaped once more than the text, so this is the text itself, but
    # for entities without their semicolon, which html.unescape reads too.
    return html.unescape(html.escape(text, quote=False))


def _seen(detail: Any) -> str:
    """The text that a reader shows: markup read as such, plain text as it is."""
    text = html.unescape(detail.value) if detail.type == "text/html" else detail.value
    return " ".join(str(text).split())
