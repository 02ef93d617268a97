"""Pages that were made to hurt: bounded time, no crash, what is cut is said."""

import time
import tracemalloc
from datetime import UTC, datetime, timedelta

import pytest

from wiredesk.craft.pages import canonical_for, drop_furniture, honest_time, read_page
from wiredesk.craft.pages.decoding import decode_page
from wiredesk.craft.pages.furniture import line_hash
from wiredesk.craft.pages.prescan import make_safe
from wiredesk.records.article import DateCandidate, HonestTime, Kind

URL = "https://gazette.example/2026/03/05/story"
NOW = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)
WORDS = "The council met on Tuesday and agreed to repair the bridge before winter comes again. "
SECONDS_MAX = 20.0  # wall clock; a guard against hanging, far above what is usual (under 1 s)


def page(body: str, *, head: str = "") -> bytes:
    return f"<!doctype html><html lang='en'><head><title>Bridge</title>{head}</head><body>{body}</body></html>".encode()


@pytest.mark.parametrize("depth", [255, 1_000, 10_000, 100_000])
def test_text_before_inside_and_after_a_deep_block_is_there_or_flagged(depth: int) -> None:
    deep = "<div>" * depth + f"<p>Inside. {WORDS * 3}</p>" + "</div>" * depth
    body = page(f"<article><p>Before. {WORDS * 3}</p>{deep}<p>After. {WORDS * 3}</p></article>")
    began = time.monotonic()
    reading = read_page(body, url=URL)
    assert time.monotonic() - began < SECONDS_MAX
    assert reading.truncated_by == "depth"
    assert "Before." in reading.text
    assert "After." in reading.text


def test_a_tag_with_300000_attributes_costs_nothing() -> None:
    body = page(f"<p {'a=1 ' * 300_000}>x</p><article><p>{WORDS * 5}</p></article>")
    began = time.monotonic()
    reading = read_page(body, url=URL)
    assert time.monotonic() - began < SECONDS_MAX
    assert reading.truncated_by == "attributes"
    assert "repair the bridge" in reading.text


def test_huge_numbers_in_attributes_make_no_cells() -> None:
    cells = '<table><tr><td colspan="9007199254740991" rowspan=99999999>x</td></tr></table>'
    began = time.monotonic()
    reading = read_page(page(f"<article><p>{WORDS * 5}</p>{cells}</article>"), url=URL)
    assert time.monotonic() - began < SECONDS_MAX
    assert "repair the bridge" in reading.text


def test_a_page_of_many_megabytes_is_cut_and_says_so() -> None:
    markup, broken = make_safe("<p>word</p>" * 1_200_000)
    assert broken == "size"
    assert len(markup) <= 10_000_000


@pytest.mark.parametrize(
    "body", [b"", b"\x00" * 1_000, b"<", b"<html", "\ud83d".encode("utf-16-le", "surrogatepass")]
)
def test_what_is_no_page_gives_next_to_no_text_and_no_crash(body: bytes) -> None:
    assert len(read_page(body, url=URL).text) <= 2


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        ("Größe".encode("cp1252"), "text/html; charset=iso-8859-1", "Größe"),
        ("Größe".encode(), "text/html; charset=utf-8", "Größe"),
        ("Größe".encode(), "", "Größe"),
        ("Größe".encode(), "text/html; charset=iso-8859-1", "Größe"),
        ("Größe".encode()[:-1] + b"\xc3", "text/html; charset=utf-8", "Größ\ufffd"),
        (b"\xef\xbb\xbf" + "Größe".encode(), "text/html; charset=iso-8859-1", "Größe"),
        ("Größe".encode("utf-16"), "", "Größe"),
        ("Größe".encode(), "text/html; charset=utf-7", "Größe"),
        ("Größe".encode(), "text/html; charset=nonsense", "Größe"),
    ],
)
def test_encodings_are_told_by_mark_header_page_or_guess(
    body: bytes, content_type: str, expected: str
) -> None:
    assert decode_page(body, content_type) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"<p>{WORDS * 8}</p>", Kind.ARTICLE),
        ("<p>We use cookies. Before you continue, accept all cookies.</p>", Kind.CONSENT),
        (f"<p>{WORDS * 4}</p><p>Subscribe to continue reading.</p>", Kind.PAYWALL),
        (f"<p>FJORDBY, 4 March /PRNewswire/ -- {WORDS * 8}</p>", Kind.PRESS_RELEASE),
    ],
)
def test_kinds_are_told_by_what_the_page_says(text: str, kind: Kind) -> None:
    assert read_page(page(f"<article>{text}</article>"), url=URL).kind is kind


def test_a_foreign_canonical_address_is_not_honoured() -> None:
    found = canonical_for(claimed="https://victim.example/story", final_url=URL)
    assert (found.web_url, found.why.code) == (URL, "address_foreign")


def test_a_front_page_as_canonical_address_is_not_honoured() -> None:
    found = canonical_for(claimed="https://gazette.example/", final_url=URL)
    assert found.why.code == "address_listing"


def test_the_page_s_own_canonical_address_is_honoured() -> None:
    found = canonical_for(claimed="https://www.gazette.example/story-1", final_url=URL)
    assert found.web_url == "https://www.gazette.example/story-1"
    assert found.canonical == "https://gazette.example/story-1"


def test_a_line_on_three_pages_of_a_host_is_furniture() -> None:
    promo = "Sign up for our newsletter."
    text = f"Own words.\n\n{promo}"
    assert drop_furniture(text, {line_hash(promo): 1})[0] == text
    shorter, reasons = drop_furniture(text, {line_hash(promo): 2})
    assert shorter == "Own words."
    assert reasons[0].value == 1


def when(*dates: DateCandidate, feed: datetime | None = None, first: bool = True) -> HonestTime:
    return honest_time(
        dates=dates,
        updated=None,
        feed_published=feed,
        feed_updated=None,
        url=URL,
        last_modified="",
        received_at=NOW,
        first_poll=first,
    )


def test_the_time_we_rank_by_is_never_later_than_receipt() -> None:
    time_ = when(DateCandidate(source="jsonld", at=NOW + timedelta(days=40)))
    assert time_.effective == NOW
    assert "still to come" in time_.conflict


def test_a_date_against_the_address_is_a_conflict() -> None:
    wrong = DateCandidate(source="jsonld", at=datetime(2016, 3, 5, tzinfo=UTC))
    assert "2016-03-05" in when(wrong).conflict


def test_an_old_article_that_comes_in_again_is_resurfaced() -> None:
    old = datetime(2026, 2, 20, tzinfo=UTC)
    assert when(feed=old, first=False).resurfaced
    assert not when(feed=old, first=True).resurfaced


def test_a_date_that_nobody_states_is_not_invented() -> None:
    time_ = honest_time(
        dates=(),
        updated=None,
        feed_published=None,
        feed_updated=None,
        url="https://gazette.example/story",
        last_modified="",
        received_at=NOW,
        first_poll=True,
    )
    assert time_.published is None
    assert time_.effective == NOW


@pytest.mark.parametrize(
    "element",
    [
        f"<img srcset='{'/a.jpg 900w, ' * 100_000}' alt=x>",
        f"<img src=/a.jpg width={'9' * 5_000} height=99999999999999999999>",
        "<ol start=99999999999999999999><li>one</li></ol>",
        f"<table width=99999999999999>{'<tr><td colspan=99999999>x' * 1_000}</table>",
        f"<meta property='og:image:width' content='{'9' * 100_000}'>",
    ],
)
def test_numbers_and_lists_in_attributes_cost_next_to_nothing(element: str) -> None:
    body = page(f"<article><h1>Bridge</h1>{element}<p>{WORDS * 5}</p></article>")
    began = time.monotonic()
    tracemalloc.start()
    reading = read_page(body, url=URL)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert time.monotonic() - began < SECONDS_MAX
    assert most < 64_000_000
    assert "repair the bridge" in reading.text
