"""What hostile, broken and endless feeds do to the reader: nothing (SAFETY.md F040, F041, F042)."""

import time
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.basics.errors import InputError
from wiredesk.basics.limits import FEED_BYTES_MAX, FEED_ENTRIES_MAX
from wiredesk.craft.feeds import parse_feed
from wiredesk.records.entry import Feed

URL = "https://feeds.example/all.xml"
ENTRY = b"<item><title>Tide</title><link>https://tide.example/1</link></item>"
SECONDS_MAX = 3.0  # of processor; each takes under one on an idle machine
MEMORY_MAX = 64_000_000


def rss(inside: bytes) -> bytes:
    return b"<rss version='2.0'><channel><title>T</title>" + inside + b"</channel></rss>"


def laughs() -> bytes:
    declared = b"".join(
        b"<!ENTITY a%d '%s'>" % (level, b"&a%d;" % (level - 1) * 10) for level in range(1, 10)
    )
    return (
        b"<!DOCTYPE x [<!ENTITY a0 'ha'>"
        + declared
        + b"]>"
        + rss(b"<item><title>&a9;</title></item>")
    )


REFUSED = {
    "billion laughs": (laughs(), "feed_entity_bomb"),
    "billion laughs in UTF-16": (laughs().decode().encode("utf-16"), "feed_entity_bomb"),
    "billion laughs in a sitemap": (
        laughs().replace(b"rss", b"urlset"), "feed_entity_bomb"),
    "quadratic": (
        b"<!DOCTYPE x [<!ENTITY a '" + b"a" * 50_000 + b"'>]>" + rss(b"<item><title>" + b"&a;" * 50_000),
        "feed_entity_bomb"),
    "quadratic of short ones": (
        b"<!DOCTYPE x [<!ENTITY a '" + b"a" * 900 + b"'>]>" + rss(b"<item><title>" + b"&a;" * 100_000),
        "feed_entity_bomb"),
    "parameter entities": (
        b"<!DOCTYPE x [<!ENTITY % a 'x'><!ENTITY % b '%a;%a;'><!ENTITY c '%b;'>]>" + rss(ENTRY),
        "feed_entity_bomb"),
    "nested 100,000 deep": (rss(b"<item>" + b"<a>" * 100_000 + b"</a>" * 100_000), "feed_too_deep"),
    "nested 250 deep": (rss(b"<item>" + b"<a>" * 250 + b"</a>" * 250 + b"</item>"), "feed_too_deep"),
    "JSON arrays 1,000,000 deep": (b'{"items":' + b"[" * 1_000_000, "feed_too_deep"),
    "JSON objects 100,000 deep": (b'{"items":' + b'{"a":' * 100_000, "feed_too_deep"),
    "a tag with 100,000 attributes": (
        rss(b"<item " + b" ".join(b"a%d='1'" % n for n in range(100_000)) + b"/>"),
        "feed_too_much_markup"),
    "a million tags": (rss(b"<item>" + b"<a/>" * 1_000_000 + b"</item>"), "feed_too_much_markup"),
    "a million ampersands": (rss(b"<item><title>" + b"&" * 1_000_000), "feed_too_much_markup"),
    "empty": (b"", "feed_empty"),
    "blank": (b" \r\n\t" * 1_000, "feed_empty"),
    "zero bytes": (b"\x00" * 100_000, "feed_empty"),
    "HTML": (b"<!DOCTYPE html><html><head><title>x</title></head></html>", "feed_is_html"),
    "HTML that mentions RSS later": (b"<html><body><rss></rss></body></html>", "feed_is_html"),
    "XHTML": (b"<?xml version='1.0'?>\n<!-- x --><html xmlns='http://www.w3.org/1999/xhtml'/>", "feed_is_html"),
    "plain text": (b"Service Unavailable", "feed_not_a_feed"),
    "other XML": (b"<?xml version='1.0'?><catalogue><book/></catalogue>", "feed_not_a_feed"),
    "other JSON": (b'{"error": "not found"}', "feed_not_a_feed"),
    "broken JSON": (b'{"error": ', "feed_not_a_feed"),
    "OPML": (b"<opml><body><outline xmlUrl='https://a.example/f'/></body></opml>", "feed_is_opml"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100, "feed_not_a_feed"),
    "open comment": (b"<!-- " * 100_000, "feed_not_a_feed"),
    "open document type": (b"<!DOCTYPE a [" + b"] " * 500_000, "feed_not_a_feed"),
    "15 MB of one sign": (b"<" * FEED_BYTES_MAX, "feed_not_a_feed"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_by_name_with_a_remedy_and_in_time(name: str) -> None:
    body, code = REFUSED[name]
    started = time.process_time()
    with pytest.raises(InputError) as caught:
        parse_feed(body, url=URL)
    assert time.process_time() - started < SECONDS_MAX
    assert (caught.value.code, caught.value.subject) == (code, URL)
    assert caught.value.remedy


ENDURED = {
    "open CDATA": rss(b"<item><title>" + b"<![CDATA[" * 500_000),
    "open comments in text": rss(b"<item><description><![CDATA[" + b"<!-- " * 500_000 + b"]]></description></item>"),
    "open scripts in text": rss(b"<item><description><![CDATA[" + b"<script>" * 500_000 + b"]]></description></item>"),
    "nested markup in text": rss(b"<item><description><![CDATA[" + b"<div>" * 500_000 + b"]]></description></item>"),
    "open tags in a title": rss(b"<item><title><![CDATA[" + b"<a " * 500_000 + b"]]></title></item>"),
    "signs that mean nothing": b"<rss>" + b"\xff\xfe\x81" * 1_000_000,
    "a hundred thousand categories": rss(b"<item>" + b"<category>a</category>" * 100_000 + b"</item>"),
    "a hundred thousand films": rss(b"<item>" + b"<media:group><media:content url='a'/></media:group>" * 50_000 + b"</item>"),
    "items in items": rss(b"<item>" * 190 + b"</item>" * 190),
    "mismatched tags for the slow reader": rss(b"<item><br></item><item><title>" + b"<a " * 60_000),
    "numbers in JSON": b'{"items":[' + b"1" * 5_000_000 + b"]}",
}  # fmt: skip


@pytest.mark.parametrize("name", ENDURED)
def test_it_is_endured_in_time(name: str) -> None:
    started = time.process_time()
    feed = parse_feed(ENDURED[name], url=URL)
    assert time.process_time() - started < SECONDS_MAX
    assert len(feed.entries) <= FEED_ENTRIES_MAX


@pytest.mark.parametrize("name", ["billion laughs", "quadratic of short ones", "a million tags"])
def test_a_bomb_takes_little_memory(name: str) -> None:
    body, _ = REFUSED[name]
    tracemalloc.start()
    with pytest.raises(InputError):
        parse_feed(body, url=URL)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < MEMORY_MAX


# F041: each names a file or an address outside; nothing of it may come through.
CANARY = "canary-7f3a"
OUTSIDE = [
    b"<!DOCTYPE r [<!ENTITY x SYSTEM 'file://PATH'>]>" + rss(b"<item><title>a&x;b</title></item>"),
    b"<!DOCTYPE r [<!ENTITY x PUBLIC 'p' 'file://PATH'>]>" + rss(b"<item><title>a&x;b</title></item>"),
    b"<!DOCTYPE r SYSTEM 'file://PATH'>" + rss(b"<item><title>a&x;b</title></item>"),
    b"<!DOCTYPE r [<!ENTITY % p SYSTEM 'file://PATH'>%p;]>" + rss(b"<item><title>ab</title></item>"),
    b"<!DOCTYPE r [<!ENTITY x SYSTEM 'jar:file://PATH!/a'>]>" + rss(b"<item><title>a&x;b</title></item>"),
    b"<!DOCTYPE r [<!ENTITY x SYSTEM 'netdoc:PATH'>]>" + rss(b"<item><title>a&x;b</title></item>"),
    b"<?xml-stylesheet type='text/xsl' href='file://PATH'?>" + rss(b"<item><title>ab</title></item>"),
    rss(b"<item><title>a<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='file://PATH' parse='text'/>b</title></item>"),
    rss(b"<item><title>ab</title></item>").replace(b"<channel>", b"<channel><!DOCTYPE r [<!ENTITY x SYSTEM 'file://PATH'>]>"),
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(OUTSIDE)))
def test_nothing_outside_the_feed_is_ever_loaded(number: int, tmp_path: object) -> None:
    secret = f"{tmp_path}/secret"
    with open(secret, "w", encoding="utf-8") as stream:  # noqa: PTH123 - the path is built as text
        stream.write(CANARY)
    feed = parse_feed(OUTSIDE[number].replace(b"PATH", secret.encode()), url=URL)
    assert CANARY not in repr(feed)
    assert feed.entries[0].title.startswith("a")


def test_an_endless_feed_keeps_the_entries_before_the_cap() -> None:
    body = b"<rss><channel>" + ENTRY * (FEED_BYTES_MAX // len(ENTRY) + 10)
    feed = parse_feed(body, url=URL)
    assert len(feed.entries) == FEED_ENTRIES_MAX
    assert feed.truncated
    assert {"bytes_cut", "entries_cut"} <= {reason.code for reason in feed.reasons}


def test_fifty_megabytes_of_one_entry_keep_the_entries_before_it() -> None:
    body = b"<rss><channel>" + ENTRY * 3 + b"<item><description>" + b"water " * 8_000_000
    feed = parse_feed(body, url=URL)
    assert len(feed.entries) == 3
    assert feed.truncated


def test_exactly_the_limit_is_not_truncated() -> None:
    feed = parse_feed(
        rss(b"<image><url>https://a.example/i</url></image>" + ENTRY * FEED_ENTRIES_MAX), url=URL
    )
    assert len(feed.entries) == FEED_ENTRIES_MAX
    assert not feed.truncated


def test_a_broken_json_feed_keeps_its_whole_items() -> None:
    body = b'{"version":"x","items":[' + b'{"id":"1","title":"t"},' * 5 + b'{"id":"2","ti'
    feed = parse_feed(body, url=URL)
    assert [entry.guid for entry in feed.entries] == ["1"] * 5
    assert feed.truncated


def test_a_guid_of_a_megabyte_becomes_its_hash() -> None:
    huge = parse_feed(rss(b"<item><guid>" + b"g" * 1_000_000 + b"</guid></item>"), url=URL)
    again = parse_feed(rss(b"<item><guid>" + b"g" * 1_000_000 + b"</guid></item>"), url=URL)
    assert len(huge.entries[0].guid) < 100
    assert huge.entries[0].guid == again.entries[0].guid


def test_a_feed_without_entries_is_a_feed() -> None:
    assert parse_feed(rss(b""), url=URL).entries == ()


def test_a_json_array_in_brackets_of_text_is_not_deep() -> None:
    body = b'{"version":"x","items":[{"id":"1","content_text":"' + b"[" * 500 + b'"}]}'
    assert len(parse_feed(body, url=URL).entries) == 1


def parsed_or_refused(body: bytes, content_type: str = "") -> Feed | None:
    try:
        return parse_feed(body, url=URL, content_type=content_type)
    except InputError:
        return None


@given(st.binary(max_size=400), st.text(max_size=40))
def test_no_bytes_raise_anything_but_an_input_error(body: bytes, content_type: str) -> None:
    parsed_or_refused(body, content_type)


@given(st.binary(max_size=300), st.sampled_from(["rss", "feed", "urlset", "rdf:RDF", "CHANNEL"]))
def test_no_bytes_inside_a_root_raise_anything_else(inside: bytes, root: str) -> None:
    parsed_or_refused(f"<{root}>".encode() + inside + f"</{root}>".encode())


@given(st.text(alphabet="<>/&;![]CDATA-'\"= aitemlnkguid#x0123456789", max_size=200))
def test_no_markup_raises_anything_else(inside: str) -> None:
    parsed_or_refused(rss(b"<item><title>" + inside.encode() + b"</title></item>"))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=9),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "id",
                        "url",
                        "title",
                        "authors",
                        "name",
                        "tags",
                        "items",
                        "attachments",
                        "content_html",
                    ]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=20,
    )
)
def test_no_json_raises_anything_else(value: object) -> None:
    import json  # noqa: PLC0415 - one test's own need

    parsed_or_refused(json.dumps({"items": value}).encode())
    parsed_or_refused(json.dumps({"items": [value]}).encode())


@given(
    st.text(
        alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co", "Cf"]),
        min_size=1,
        max_size=80,
    )
)
def test_a_title_comes_out_as_it_went_in(title: str) -> None:
    import html  # noqa: PLC0415 - one test's own need
    import unicodedata  # noqa: PLC0415 - one test's own need

    escaped = html.escape(html.escape(title))
    feed = parse_feed(rss(f"<item><title>{escaped}</title></item>".encode()), url=URL)
    said = feed.entries[0].title
    stated = " ".join(unicodedata.normalize("NFC", title).split())
    assert said == stated or "<" in title or "&" in title
