"""Feeds handed to a worker together: each gives its own feed or its own error."""

from wiredesk.basics.errors import WiredeskError
from wiredesk.craft.feeds import FeedBody, ReadFeed, read_feeds, rungs_of


def body(text: str, url: str = "https://harbour.example/feed") -> FeedBody:
    return FeedBody(body=text.encode(), url=url, content_type="application/rss+xml")


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
