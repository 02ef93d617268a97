"""Which picture leads a page, and at which address."""

from wiredesk.craft.pages import read_page

URL = "https://news.example/2026/03/ferry"
LONG = "<p>" + "The ferry left the harbour at noon and did not come back. " * 3 + "</p>"


def lead_of(body: str, *, head: str = "") -> str:
    """The address of the lead image of a page made of these pieces."""
    markup = f"<html><head>{head}</head><body>{body}</body></html>"
    image = read_page(markup.encode(), url=URL).image
    return image.url if image else ""


def shared(address: str) -> str:
    """A sharing picture, as a meta tag."""
    return f'<meta property="og:image" content="{address}">'


def figure(address: str, extra: str = "") -> str:
    """A picture in a figure."""
    return f'<figure><img src="{address}" {extra}></figure>'


def test_the_picture_below_the_headline_leads() -> None:
    """It wins over one further down, and over a sharing picture of another subject."""
    body = f"<article><h1>Ferry</h1>{figure('/a.jpg')}{LONG * 4}{figure('/b.jpg')}</article>"
    assert lead_of(body, head=shared("/share.jpg")) == "https://news.example/a.jpg"


def test_a_picture_that_the_page_also_claims_wins_over_an_unclaimed_one() -> None:
    """Its address shares an id with the sharing picture, though it is another crop."""
    body = f"<main><h1>Ferry</h1>{LONG}{figure('/w700/other-7712345.jpg')}{figure('/w700/ferry-8812345.jpg')}</main>"
    head = shared("https://cdn.example/og/ferry-8812345.jpg")
    assert lead_of(body, head=head) == "https://news.example/w700/ferry-8812345.jpg"


def test_folders_and_the_articles_own_id_identify_no_picture() -> None:
    """A word that stands in many addresses, or in the page's own, says nothing."""
    head = shared("/storage2026/x.jpg")
    teasers = "".join(f'<aside><img src="/storage2026/t{at}.jpg"></aside>' for at in range(9))
    body = f"{teasers}<article><h1>Ferry</h1>{figure('/lead.jpg')}</article>"
    assert lead_of(body, head=head) == "https://news.example/lead.jpg"


def test_teasers_and_small_pictures_do_not_lead() -> None:
    """Then the sharing picture is all there is."""
    body = '<h1>Ferry</h1><div class="related-teaser"><figure><img src="/t.jpg"></figure></div>'
    body += figure("/author.jpg", 'width="120"')
    assert lead_of(body, head=shared("/share.jpg")) == "https://news.example/share.jpg"


def test_lazy_pictures_are_read_from_where_they_wait() -> None:
    """An attribute, a srcset, a source of the picture, a noscript."""
    for markup in (
        '<figure><img src="data:image/gif;base64,R0" data-src="/real.jpg"></figure>',
        '<figure><img src="/placeholder.gif" data-original="/real.jpg"></figure>',
        '<figure><img src="data:," srcset="/small.jpg 300w,/real.jpg 900w"></figure>',
        '<picture><source srcset="/small.jpg 300w, /real.jpg 900w"><img></picture>',
        '<figure><img src="data:,"><noscript><img src="/real.jpg"></noscript></figure>',
    ):
        assert lead_of(f"<article><h1>Ferry</h1>{markup}</article>") == (
            "https://news.example/real.jpg"
        ), markup


def test_a_logo_is_no_lead_but_a_long_name_with_default_in_it_is_one() -> None:
    """Content systems write `_default_0.jpg` behind the ids of real pictures."""
    head = shared("/clip/70a5657e-e41a_default_0.jpg")
    assert (
        lead_of("<h1>Ferry</h1>", head=head)
        == "https://news.example/clip/70a5657e-e41a_default_0.jpg"
    )
    assert lead_of("<h1>Ferry</h1>", head=shared("/img/site-logo.png")) == ""
    assert lead_of("<h1>Ferry</h1>", head=shared("/img/default.png")) == ""


def test_odd_json_ld_images_do_no_harm() -> None:
    """Lists of lists, numbers and empty objects are passed over."""
    for value in (
        "[[[]]]",
        "{}",
        '{"@id": []}',
        "7",
        '[null, {"url": ["x"]}]',
        '{"url": {"url": 1}}',
    ):
        told = f'{{"@type": "NewsArticle", "headline": "Ferry", "image": {value}}}'
        head = f'<script type="application/ld+json">{told}</script>' + shared("/share.jpg")
        assert lead_of("<h1>Ferry</h1>", head=head) == "https://news.example/share.jpg"
