"""Feed bytes to a Feed, whatever the format.

In: the bytes of an answer, where they came from, and their Content-Type.  Out: a Feed, or InputError
with the address, a code and what to do.  Never another exception, never the network, at most a
second.  Does not decide which entries are new.
"""

from dataclasses import replace

from wiredesk.basics.errors import InputError
from wiredesk.basics.limits import FEED_BYTES_MAX
from wiredesk.craft.feeds.decoding import Decoded, decode
from wiredesk.craft.feeds.jsonfeed import read_json_feed
from wiredesk.craft.feeds.loose import read_loosely
from wiredesk.craft.feeds.repair import Repaired, repair_markup
from wiredesk.craft.feeds.sitemaps import read_sitemap
from wiredesk.craft.feeds.syndication import read_syndication
from wiredesk.craft.feeds.tree import Tree, nothing_in, parse_tree
from wiredesk.records.entry import Feed
from wiredesk.records.reason import Reason


def parse_feed(body: bytes, *, url: str, content_type: str = "") -> Feed:
    """The feed that `body` holds.

    InputError codes: `feed_empty`, `feed_is_html`, `feed_not_a_feed`, `feed_encoding`,
    `feed_entity_bomb`, `feed_too_deep`, `feed_too_much_markup`.
    """
    cut = len(body) > FEED_BYTES_MAX
    body = body[:FEED_BYTES_MAX]
    # Zero bytes are blanks here: a disk that filled up writes whole files of them.
    if not body.strip(b"\x00 \t\r\n"):
        raise InputError(
            "it is empty.",
            subject=url,
            remedy="Check the address in a browser; the publisher may have moved the feed.",
            code="feed_empty",
        )
    decoded = decode(body, url=url, content_type=content_type)
    text = decoded.text
    is_json = text[:1_000].lstrip("\ufeff \t\r\n").startswith("{")
    feed = read_json_feed(text, url=url) if is_json else _read_markup(text, url=url)
    told = (*_decoding_reasons(decoded), *feed.reasons)
    if cut:
        told = (
            Reason(code="bytes_cut", text="Only its first part was read.", value=FEED_BYTES_MAX),
            *told,
        )
    return replace(feed, reasons=told, truncated=feed.truncated or cut)


def _read_markup(text: str, *, url: str) -> Feed:
    repaired = repair_markup(text, url=url)
    if repaired.root == "opml":
        raise InputError(
            "it is an OPML list of feeds, not a feed.",
            subject=url,
            remedy="Import it with `wiredesk sources import`.",
            code="feed_is_opml",
        )
    tree = parse_tree(repaired.body, url=url)
    if tree is not None and repaired.root in {"urlset", "sitemapindex"}:
        feed = read_sitemap(tree)
    else:
        feed = _read_entries(tree, repaired, url=url)
    return replace(feed, truncated=repaired.truncated, reasons=(*repaired.reasons, *feed.reasons))


def _read_entries(tree: Tree | None, repaired: Repaired, *, url: str) -> Feed:
    strict = read_syndication(tree) if tree is not None else None
    if tree is not None and strict and strict.entries and not tree.broken:
        return strict
    loose = read_loosely(repaired.body, url=url)
    if loose and (strict is None or len(loose.entries) >= len(strict.entries)):
        told = Reason(code="read_loosely", text="Its tags do not match; it was read by feedparser.")
        return replace(loose, reasons=(told,))
    if strict is None:
        raise nothing_in(url)
    return strict


def _decoding_reasons(decoded: Decoded) -> tuple[Reason, ...]:
    told = []
    if decoded.guessed:
        told.append(
            Reason(
                code="encoding_guessed",
                text="Its bytes do not fit the encoding that it states.",
                evidence=decoded.encoding,
            )
        )
    if decoded.replaced:
        told.append(
            Reason(
                code="bytes_replaced",
                text="Some bytes meant nothing in its encoding.",
                value=decoded.replaced,
            )
        )
    return tuple(told)
