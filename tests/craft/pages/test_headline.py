"""Which of a page's many titles is its headline."""

import json

from wiredesk.craft.pages import read_page

URL = "https://news.example/2026/03/ferry"


def title_of(body: str, *, head: str = "") -> str:
    """The headline of a page made of these pieces."""
    markup = f"<html><head>{head}</head><body>{body}<p>The ferry left at noon.</p></body></html>"
    return read_page(markup.encode(), url=URL).title


def shared(title: str) -> str:
    """A sharing title, as a meta tag."""
    return f'<meta property="og:title" content="{title}">'


def news(headline: str, kind: str = "NewsArticle") -> str:
    """JSON-LD with a headline."""
    told = json.dumps({"@type": kind, "headline": headline})
    return f'<script type="application/ld+json">{told}</script>'


def test_the_h1_wins_where_the_claims_only_resemble_it() -> None:
    """Readers see the h1; a sharing title is often a shorter one."""
    head = shared("Ferry runs aground near the old harbour | The Example")
    assert title_of("<h1>Ferry runs aground near harbour</h1>", head=head) == (
        "Ferry runs aground near harbour"
    )


def test_a_lone_h1_wins_even_where_no_claim_agrees() -> None:
    """Titles written for search engines share few words with the headline."""
    head = "<title>Best boats 2026 - The Example</title>"
    assert title_of("<h1>What we learned on forty crossings</h1>", head=head) == (
        "What we learned on forty crossings"
    )


def test_a_sites_name_in_an_h1_is_no_headline() -> None:
    """A link to the front page, or a class that speaks of a logo, names the site."""
    headline = "<h1>Ferry runs aground near harbour</h1>"
    for mast in (
        '<h1><a href="/">The Daily Example</a></h1>',
        '<h1 class="site-title">The Daily Example</h1>',
        '<h1 id="logo"><span>The Daily Example</span></h1>',
    ):
        head = "<title>Ferry runs aground near harbour - The Daily Example</title>"
        assert title_of(mast + headline, head=head) == "Ferry runs aground near harbour"


def test_a_kicker_inside_the_h1_is_left_out_where_a_claim_says_so() -> None:
    """Only the part that the page itself claims is its headline."""
    body = "<h1><span>Shipping</span> <span>Ferry runs aground near harbour</span></h1>"
    assert title_of(body, head=shared("Ferry runs aground near harbour")) == (
        "Ferry runs aground near harbour"
    )
    assert title_of(body) == "Shipping Ferry runs aground near harbour"


def test_two_equal_claims_of_a_news_article_outvote_its_h1() -> None:
    """A newsroom's headline and its sharing title agree only when both were written."""
    head = news("After the storm: Ferry runs aground") + shared(
        "After the storm: Ferry runs aground"
    )
    assert (
        title_of("<h1>Ferry runs aground</h1>", head=head) == "After the storm: Ferry runs aground"
    )
    head = head.replace("NewsArticle", "BlogPosting")
    assert title_of("<h1>Ferry runs aground</h1>", head=head) == "Ferry runs aground"


def test_the_last_step_of_a_breadcrumb_trail_is_no_headline() -> None:
    """Some sites put the h1 there; the claims then say what the headline is."""
    body = '<nav class="breadcrumbs"><a href="/sea">Sea</a><h1>Ferry aground</h1></nav><h2>Ferry runs aground near harbour</h2>'
    assert title_of(body, head=news("Ferry runs aground near harbour")) == (
        "Ferry runs aground near harbour"
    )


def test_a_claim_loses_the_sites_name() -> None:
    """A tail after a bar or a dash, when enough is left before it."""
    for tail in (" | The Example", " - The Example", " — The Example"):
        head = f"<title>Ferry runs aground near harbour{tail}</title>"
        assert title_of("", head=head) == "Ferry runs aground near harbour"


def test_only_the_sites_own_name_is_cut_where_that_is_known() -> None:
    """What is left may have a dash of its own."""
    head = shared("Ferry runs aground - nobody hurt | The Example")
    head += '<meta property="og:site_name" content="The Example">'
    assert title_of("", head=head) == "Ferry runs aground - nobody hurt"


def test_a_page_without_any_title_has_none() -> None:
    """Nothing is invented."""
    assert title_of("") == ""
