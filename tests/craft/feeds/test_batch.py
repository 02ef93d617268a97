"""Feeds handed to a worker together: each gives its own feed or its own error."""

from wiredesk.basics.errors import WiredeskError
from wiredesk.craft.feeds import (
    FeedBody,
    ReadFeed,
    pack_bodies,
    parse_feed,
    read_packed,
    rungs_of,
    unpack_feed,
)


def body(text: str, url: str = "https://harbour.example/feed") -> FeedBody:
    return FeedBody(body=text.encode(), url=url, content_type="application/rss+xml")


def read_feeds(bodies: list[FeedBody]) -> list[ReadFeed | WiredeskError]:
    found = read_packed(pack_bodies(bodies))
    return [unpack_feed(one) if isinstance(one, bytes) else one for one in found]


RSS = "<rss version='2.0'><channel><title>H</title><item><title>{}</title><link>https://harbour.example/1</link></item></channel></rss>"


def test_each_feed_is_read_and_a_bad_one_leaves_the_others_alone() -> None:
    first, bad, last = read_feeds(
        [body(RSS.format("One")), body("<html>no</html>"), body(RSS.format("Two"))]
    )
    assert isinstance(first, ReadFeed)
    assert isinstance(bad, WiredeskError)
    assert isinstance(last, ReadFeed)
    assert [first.feed.entries[0].title, last.feed.entries[0].title] == ["One", "Two"]
    assert "https://harbour.example/feed" in str(bad)


def test_the_rungs_are_those_of_the_entries() -> None:
    [read] = read_feeds([body(RSS.format("One"))])
    assert isinstance(read, ReadFeed)
    assert read.rungs == tuple(map(rungs_of, read.feed.entries))
    assert read.rungs[0].key == "url:https://harbour.example/1"


def test_a_feed_is_the_same_after_it_was_packed() -> None:
    text = (
        "<rss version='2.0'><channel><title>H &#233;</title><ttl>60</ttl><item><guid>1</guid>"
        "<pubDate>Mon, 24 Mar 2025 10:00:00 +0200</pubDate><category>Sea</category>"
        "<author>Ann Lee</author><description>Caf\u00e9 &nosuch; open</description></item></channel></rss>"
    )
    [read] = read_feeds([body(text)])
    feed = parse_feed(text.encode(), url=body(text).url, content_type="application/rss+xml")
    assert feed.entries[0].published is not None
    assert feed.ttl_minutes == 60
    assert read == ReadFeed(feed=feed, rungs=tuple(map(rungs_of, feed.entries)))


def test_half_a_surrogate_pair_is_the_feeds_own_fault() -> None:
    text = r'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "a\ud800", "content_text": "b"}]}'
    bad, good = read_feeds([body(text), body(RSS.format("One"))])
    assert isinstance(bad, WiredeskError)
    assert bad.code == "feed_characters"
    assert isinstance(good, ReadFeed)
