"""Feeds that a page offers."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.craft.feeds import GUESSES, find_feeds

URL = "https://harbour.example/news/"
SECONDS_MAX = 3.0


def urls(page: str) -> list[str]:
    return [found.url for found in find_feeds(page.encode(), url=URL)]


def test_a_declared_feed_is_found_with_its_title() -> None:
    page = '<link rel="alternate" type="application/rss+xml" title="All &amp; more" href="/feed">'
    (found,) = find_feeds(page.encode(), url=URL)
    assert (found.url, found.title, found.stated) == (
        "https://harbour.example/feed",
        "All & more",
        True,
    )


@pytest.mark.parametrize(
    "tag",
    [
        "<LINK REL=ALTERNATE TYPE=application/atom+xml HREF=/f>",
        "<link href='/f' type='application/feed+json' rel='alternate'/>",
        '<link type="application/rss+xml; charset=utf-8" rel="alternate nofollow" href="/f">',
        '<link rel="feed" href="/f">',
        '<base href="https://harbour.example/"><link rel="alternate" type="application/rss+xml" href="f">',
    ],
)
def test_however_it_is_written(tag: str) -> None:
    assert urls(tag) == ["https://harbour.example/f"]


def test_declared_comes_before_json_before_linked_before_comments() -> None:
    page = (
        '<a href="/rss.xml">RSS</a>'
        '<link rel="alternate" type="application/rss+xml" href="/comments/feed/" title="Comments">'
        '<link rel="alternate" type="application/feed+json" href="/feed.json">'
        '<link rel="alternate" type="application/rss+xml" href="/feed/">'
    )
    assert [url.removeprefix("https://harbour.example") for url in urls(page)] == [
        "/feed/", "/feed.json", "/rss.xml", "/comments/feed/",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "tag",
    [
        '<link rel="alternate" hreflang="de" href="/de/">',
        '<link rel="stylesheet" type="text/css" href="/feed.css">',
        '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/7">',
        '<link rel="alternate" type="application/json+oembed" href="/oembed?url=x">',
        '<a href="/feeding-the-birds">Birds</a>',
        '<a href="mailto:rss@harbour.example">RSS</a>',
        '<a href="javascript:rss()">RSS</a>',
        '<link rel="alternate" type="application/rss+xml" href="">',
    ],
)
def test_what_is_no_feed_is_not_found(tag: str) -> None:
    assert urls(tag) == []


def test_a_feed_that_stands_twice_is_found_once() -> None:
    page = '<a href="/feed/">RSS</a><link rel="alternate" type="application/rss+xml" href="/feed/">'
    assert urls(page) == ["https://harbour.example/feed/"]


def test_the_guesses_are_paths() -> None:
    assert GUESSES[0] == "/feed/"
    assert "/rss.xml" in GUESSES
    assert all(guess.startswith("/") for guess in GUESSES)


@pytest.mark.parametrize(
    "pump", ["<a ", "<link rel=", "<link rel='", "<a href=x>", '<a b="', "<a b= "]
)
def test_no_page_takes_long(pump: str) -> None:
    started = time.process_time()
    find_feeds((pump * (2_000_000 // len(pump))).encode(), url=URL)
    assert time.process_time() - started < SECONDS_MAX


@given(st.binary(max_size=300))
def test_no_page_raises(body: bytes) -> None:
    find_feeds(body, url=URL)
