"""When a page was published, from what it states to machines and to readers."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from wiredesk.craft.pages import read_page
from wiredesk.craft.pages.days import date_in, seen_dates
from wiredesk.craft.pages.head import Head

URL = "https://news.example/ferry"
LONG = "<p>" + "The ferry left the harbour at noon and did not come back. " * 3 + "</p>"
HEADLINE = "<h1>Ferry runs aground</h1>"


def dated(body: str, *, head: str = "") -> str:
    """The best date of a page: to the minute where it states one, else the day, else nothing."""
    markup = f"<html><head>{head}</head><body>{body}{LONG * 4}</body></html>"
    dates = read_page(markup.encode(), url=URL).dates
    if not dates:
        return ""
    return f"{dates[0].at:%Y-%m-%d %H:%M}" if dates[0].has_time else f"{dates[0].at:%Y-%m-%d}"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Published 2 March 2026", "2026-03-02 00:00"),
        ("Mar 2, 2026", "2026-03-02 00:00"),
        ("Veröffentlicht am 02.03.2026 um 09:25 Uhr", "2026-03-02 09:25"),
        ("Mo 02.03.26 | 14:07 Uhr", "2026-03-02 14:07"),
        ("lun. 2 mars 2026 • 18h30", "2026-03-02 18:30"),
        ("2 de marzo de 2026", "2026-03-02 00:00"),
        ("2026/03/02, 9.30pm", "2026-03-02 21:30"),
        ("2026年3月2日", "2026-03-02 00:00"),
    ],
)
def test_a_date_is_found_in_a_short_text(text: str, day: str) -> None:
    """Words before it and the clock behind it do no harm."""
    moment = date_in(text)
    assert moment is not None
    assert f"{moment.at:%Y-%m-%d %H:%M}" == day


@pytest.mark.parametrize(
    "text", ["", "1.2.3.4", "version 12.2026", "31.02.2026", "2026", "call 030 2026 11"]
)
def test_numbers_that_are_no_date_are_none(text: str) -> None:
    """An impossible day is no date."""
    assert date_in(text) is None


def test_a_date_below_the_headline_is_the_articles() -> None:
    """It needs no class and no `<time>`."""
    assert dated(f"{HEADLINE}<ul><li>2 March 2026</li></ul>") == "2026-03-02"
    assert dated(f"{HEADLINE}<div>erstellt: 2. März 2026, 15:25</div>") == "2026-03-02 15:25"


def test_a_labelled_date_wins_wherever_it_stands() -> None:
    """A word for publishing, in the text or in the class."""
    other = "<div>7 May 2017</div>"
    assert dated(f"{HEADLINE}{other}<p>Published: 2 March 2026</p>") == "2026-03-02"
    assert dated(f"{HEADLINE}{other}{LONG * 4}<li><b>Datum</b> 02.03.2026</li>") == "2026-03-02"
    assert dated(f'{HEADLINE}{other}<span class="published">2. Mar 2026</span>') == "2026-03-02"


def test_times_of_teasers_give_way_to_a_date_below_the_headline() -> None:
    """`<time>` far from the headline speaks of something else."""
    far = "<div><time datetime='2017-05-07'>7 May</time></div>"
    assert dated(f"{far}{HEADLINE}<li>2 March 2026</li>") == "2026-03-02"


def test_dates_of_changes_links_and_lists_are_not_the_articles() -> None:
    """A list of many days tells nothing of the page's own."""
    for markup in (
        '<a href="/x">7 May 2017</a>',
        "<span>Updated 7 May 2017</span>",
        "<aside><span>7 May 2017</span></aside>",
        '<div class="comment"><span>7 May 2017</span></div>',
        "".join(f"<table><tr><td>{day} May 2017</td></tr></table>" for day in range(1, 12)),
    ):
        page = LexborHTMLParser(f"<html><body>{HEADLINE}{markup}{LONG * 4}</body></html>")
        head = Head.of(page, url=URL)
        assert seen_dates(head).moment is None, markup


def test_the_only_date_of_a_page_without_a_headline_will_do() -> None:
    """Old pages have neither h1 nor classes."""
    assert dated("<table><tr><td><em>02.03.2026 11:35</em></td></tr></table>") == "2026-03-02 11:35"


def test_a_videos_upload_is_not_the_articles_day() -> None:
    """Only where the page states no day of its own."""
    video = '<script type="application/ld+json">{"@type": "VideoObject", "uploadDate": "2015-01-16"}</script>'
    stated = '<meta property="article:published_time" content="2026-03-02">'
    assert dated(HEADLINE, head=video + stated) == "2026-03-02"
    assert dated(HEADLINE, head=video) == "2015-01-16"


def test_json_ld_that_is_not_quite_json_still_states_its_day() -> None:
    """A comma too many is the usual fault."""
    told = '{"@type": "NewsArticle",, "headline": "Ferry", "datePublished": "2026-03-02T18:10:00+01:00", }'
    assert (
        dated(HEADLINE, head=f'<script type="application/ld+json">{told}</script>')
        == "2026-03-02 17:10"
    )
