import json
import re
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from craft.render.hubs import NOW, change, make_article, make_hub, make_story
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from wiredesk.basics.ids import StoryId, TopicId
from wiredesk.craft.render import parse_record, record_json, render_record, render_site
from wiredesk.craft.render.site import STYLES
from wiredesk.craft.render.templating import load_style
from wiredesk.records.family import Relation
from wiredesk.records.hub import HubView, MemberView, ProviderView, TopicView
from wiredesk.records.reason import Reason
from wiredesk.records.topic import Concept

HUB = make_hub()
SITE = dict(render_site(HUB))
PAGES = sorted(path for path in SITE if path.endswith(".html"))
NASTY = '"><script>alert(1)</script><img src=x onerror=alert(2)> {{ 7*7 }} \u202e\u200b]]> &amp; '
SAFE_PATH = re.compile(r"[a-z0-9._/-]+\Z")


def test_every_path_is_plain_and_comes_once() -> None:
    paths = [path for path, _ in render_site(HUB)]
    assert len(paths) == len(set(paths))
    assert all(SAFE_PATH.match(path) for path in paths)


def test_the_same_hub_gives_the_same_bytes() -> None:
    assert dict(render_site(make_hub())) == SITE


def test_a_page_changes_only_when_its_own_news_does() -> None:
    later = dict(render_site(make_hub(built_at=NOW + timedelta(minutes=1))))
    assert [path for path in SITE if later[path] != SITE[path]] == ["index.html"]


@pytest.mark.parametrize("path", PAGES)
def test_every_link_inside_the_site_leads_somewhere(path: str) -> None:
    for address in _addresses(SITE[path]):
        if urlsplit(address).scheme or address.startswith("#"):
            continue
        target = urljoin(f"/{path}", unquote(address)).partition("#")[0].lstrip("/")
        assert target in SITE, f"{path} links to {address}"


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_loaded_from_elsewhere_and_nothing_runs(path: str) -> None:
    tree = LexborHTMLParser(SITE[path])
    # JSON-LD is data: a browser does not run it, and no policy has to allow it.
    scripts = tree.css("script:not([type='application/ld+json'])")
    assert [node.attributes.get("src") for node in scripts] == ["search.js"] * (
        path == "search.html"
    )
    assert not [node for node in scripts if node.text()]
    assert not tree.css("iframe, object, embed, base, style, [style]")
    for form in tree.css("form"):  # the search field alone, which asks this site
        assert urljoin(f"/{path}", form.attributes["action"]) == "/search.html"
        assert "method" not in form.attributes
    for node in tree.css("img, link[rel=stylesheet], source, video, audio"):
        address = node.attributes.get("src") or node.attributes.get("href") or ""
        assert not urlsplit(address).scheme, address
    for node in tree.css("*"):
        assert not [name for name in node.attributes if name.startswith("on")]


def test_the_style_sheets_load_nothing() -> None:
    for name in STYLES:
        assert b"url(" not in load_style(name)
        assert b"@import" not in load_style(name)


@pytest.mark.parametrize("path", PAGES)
def test_pages_have_landmarks_one_main_heading_and_a_way_past_the_menu(path: str) -> None:
    tree = LexborHTMLParser(SITE[path])
    for tag in (
        "main#main",
        "header.masthead nav[aria-label]",
        "footer",
        "h1",
        "head title",
        "html[lang]",
    ):
        assert len(tree.css(tag)) == 1, tag
    assert tree.css("body > a")[0].attributes.get("href") == "#main"
    levels = [int(str(node.tag)[1]) for node in tree.css("h1, h2, h3, h4")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = [node.attributes.get("id") for node in tree.css("[id]")]
    assert len(ids) == len(set(ids))
    for node in tree.css("[aria-labelledby]"):
        assert set((node.attributes.get("aria-labelledby") or "?").split()) <= set(ids)


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_well_formed(path: str) -> None:
    text = SITE[path].decode("utf-8").removeprefix("<!doctype html>")
    void = re.sub(r"<(meta|link|img)\b([^>]*?)/?>", r"<\1\2/>", text)
    etree.fromstring(void.replace("&nbsp;", " "))


def test_headlines_say_their_language_and_find_their_direction() -> None:
    front = LexborHTMLParser(SITE["index.html"])
    titles = front.css("h2[dir=auto], h3[dir=auto]")
    assert {title.attributes.get("lang") for title in titles} >= {None, "de", "fr", "es"}


def test_the_front_page_says_how_each_story_is_covered_and_why_it_stands_there() -> None:
    text = LexborHTMLParser(SITE["index.html"]).text()
    assert "7 reports, 5 independent; first: Gate & Sensor" in text
    assert "1 report, by Tagblatt Nordsee" in text
    assert "Independent owners: 5; newest report 2 hours old." in text
    assert "lindhaven-courier.example" in text, "the domain stands beside the headline"


def test_a_story_page_folds_copies_under_their_origin() -> None:
    story = HUB.stories[0]
    tree = LexborHTMLParser(SITE[f"story/{story.id}.html"])
    rows = tree.css("li.report")
    assert len(rows) == 5
    assert "2 copies of this text" in rows[0].text()
    assert [len(row.css("details.copies li")) for row in rows] == [2, 0, 0, 0, 0]


def test_the_account_adds_up_on_the_page_about_the_numbers() -> None:
    text = " ".join(LexborHTMLParser(SITE["about.html"]).text().split())
    assert "128 articles came in. Each lies in exactly one place, and the lines add up" in text
    off = " ".join(_site(articles_total=129)["about.html"].decode().split())
    assert "add up:" not in off


def test_an_empty_hub_has_a_site_too() -> None:
    site = _site(stories=(), articles=(), topics=(), providers=(), figures=(), articles_total=0)
    assert b"Nothing is published yet" in site["index.html"]
    assert json.loads(site["api/news/page/1/index.json"]) == {
        "page": 1,
        "value": [],
        "nextPage": None,
    }


def test_the_page_of_an_absorbed_story_leads_on_and_is_not_listed() -> None:
    story = replace(HUB.stories[0], absorbed=(StoryId("tgone"),))
    site = _site(stories=(story, *HUB.stories[1:]))
    page = LexborHTMLParser(site["story/tgone.html"])
    refresh = page.css_first("meta[http-equiv=refresh]")
    assert refresh is not None
    assert refresh.attributes["content"] == f"0; url=../story/{story.id}.html"
    links = [node.attributes["href"] for node in page.css("main a")]
    assert links == [f"../story/{story.id}.html"]
    assert page.css_first("meta[name=robots][content=noindex]")
    assert b"tgone" not in site["sitemap-1.xml"]


def test_a_hub_in_a_folder_of_its_host_finds_its_way_from_any_missing_page() -> None:
    site = _site(url="https://people.example/~ada/lens")
    assert b'href="/~ada/lens/style.css"' in site["404.html"]
    assert b'href="../style.css"' in site["topic/ai.html"]


# --- hostile text -------------------------------------------------------------------------------------


def test_no_text_from_outside_becomes_markup() -> None:
    for path, body in dict(render_site(nasty_hub())).items():
        if path.endswith(".html"):
            tree = LexborHTMLParser(body)
            scripts = tree.css("script:not([type='application/ld+json']):not([src='search.js'])")
            assert not [*scripts, *tree.css("img, [onerror], [onload]")], path
            assert "49" not in tree.css("title")[0].text()
            assert "\u202e" not in body.decode()
            assert "\u200b" not in body.decode()


def test_no_address_but_a_web_address_becomes_a_link() -> None:
    for path, body in dict(render_site(nasty_hub())).items():
        if path.endswith(".html"):
            schemes = {urlsplit(address).scheme for address in _addresses(body)}
            assert schemes <= {"", "https"}, path
        assert b"javascript:" not in body.replace(NASTY_URL.encode(), b"") or path.startswith(
            "api/"
        )


def test_no_name_from_outside_leaves_the_site_s_folders() -> None:
    for path, _ in render_site(nasty_hub()):
        assert SAFE_PATH.match(path), path
        assert ".." not in PurePosixPath(path).parts
        assert not path.startswith("/")


def test_towers_of_marks_and_endless_headlines_stay_bounded() -> None:
    tower = "Ze" + "\u0301\u0489" * 500 + "bra"
    for title in (tower, "x" * 10_000, "wide " * 3_000, "\u202e" * 300):
        article = make_article("https://a.example/1", title=title)
        site = dict(render_site(make_hub(stories=(make_story(article),), articles=(article,))))
        shown = LexborHTMLParser(site["index.html"]).css("article.lead h2")[0].text().strip()
        assert 0 < len(shown) <= 300
        assert not re.search("[\u0300-\u036f\u0489]{5}", shown)


def test_a_look_alike_domain_shows_its_ascii_form() -> None:
    article = make_article("https://xn--80ak6aa92e.example/1", title="Look")
    fooled = change(article, url="https://аррӏе.com/login", provider_name="apple.com")
    site = dict(render_site(make_hub(stories=(make_story(fooled),), articles=(fooled,))))
    byline = LexborHTMLParser(site["index.html"]).css("article.lead .byline")[0].text()
    assert "xn--80ak6aa92e.com" in byline


NASTY_URL = "javascript:alert(document.domain)//https://x.example/"


def nasty_hub() -> HubView:
    article = change(
        make_article("https://x.example/1", title=NASTY),
        url=NASTY_URL,
        provider="../../etc/<script>",
        provider_name=NASTY,
        excerpt=NASTY,
        language='"><x',
        type=NASTY,
        image="https://evil.example/x.png",
        image_credit=NASTY,
        topics=(NASTY,),
        reasons=(Reason(code="x", text=NASTY),),
    )
    story = make_story(
        article,
        MemberView(article=article, relation=Relation.COPY, origin=article.id),
        id="../x",
        why=NASTY,
        topics=(NASTY,),
        reasons=(Reason(code="x", text=NASTY),),
    )
    return make_hub(
        title=NASTY,
        stories=(story,),
        articles=(article,),
        topics=(TopicView(id=TopicId("../../" + NASTY), name=NASTY, query=NASTY),),
        providers=(ProviderView(domain="..%2f..", name=NASTY, owner=NASTY),),
    )


# --- JSON pages ---------------------------------------------------------------------------------------


def test_json_pages_hold_twenty_records_and_name_the_next_one() -> None:
    articles = tuple(make_article(f"https://a.example/{number}") for number in range(41))
    site = _site(articles=articles, url="https://people.example/lens")
    found, path = [], "api/news/page/1/index.json"
    for number, length in ((1, 20), (2, 20), (3, 1)):
        page = json.loads(site[path])
        assert list(page) == ["page", "value", "nextPage"]
        assert (page["page"], len(page["value"])) == (number, length)
        found += [record["webUrl"] for record in page["value"]]
        path = (page["nextPage"] or "").removeprefix("/lens/")
    assert path == ""
    assert found == [article.url for article in articles]


def test_a_topic_has_json_pages_of_its_own() -> None:
    one = make_article("https://a.example/1")
    assert one.record is not None
    labelled = replace(one, record=replace(one.record, topics=("AI Ethics", "AI")))
    site = _site(articles=(labelled, make_article("https://a.example/2")))
    counts = {
        topic: len(json.loads(site[f"api/news/{topic}/page/1/index.json"])["value"])
        for topic in ("ai", "ai-ethics", "computer-vision")
    }
    assert counts == {"ai": 1, "ai-ethics": 1, "computer-vision": 0}


def test_the_json_pages_name_the_media_topics_of_a_record() -> None:
    one = make_article("https://a.example/1")
    assert one.record is not None
    labelled = replace(one, record=replace(one.record, topics=("AI",)))
    concept = Concept(id="medtop:20001298", name="artificial intelligence")
    topic = TopicView(id=TopicId("ai"), name="AI", concepts=(concept,))
    site = _site(articles=(labelled, make_article("https://a.example/2")), topics=(topic,))
    values = json.loads(site["api/news/page/1/index.json"])["value"]
    assert values[0]["subjects"] == [
        {"code": "medtop:20001298", "name": "artificial intelligence", "uri": concept.uri}
    ]
    assert "subjects" not in values[1]


def test_a_record_as_json_has_the_names_of_the_file() -> None:
    one = make_article("https://a.example/1").record
    assert one is not None
    told = record_json(parse_record(render_record(one), name="x.md"))
    assert list(told) == [
        "category", "title", "publishedDateTime", "webUrl", "type", "quality", "published", "provider",
    ]  # fmt: skip
    assert told["publishedDateTime"] == "2026-03-02T10:00:00Z"


# --- contrast -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["light", "dark", "print"])
def test_every_text_colour_has_enough_contrast(mode: str) -> None:
    """WCAG 2.2, 1.4.3: at least 4.5:1 for text; 1.4.11: at least 3:1 for what is drawn."""
    style = load_style("style.css").decode()
    blocks = [
        dict(re.findall(r"--([a-z-]+): (#[0-9a-f]+);", b))
        for b in re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    ]
    colours = blocks[0] | (blocks[{"light": 0, "dark": 1, "print": 2}[mode]])
    for name in ("ink", "soft", "link", "accent"):
        for ground in ("ground", "raised") if mode != "print" else ("ground",):
            assert _contrast(colours[name], colours[ground]) >= 4.5, (mode, name, ground)
    assert _contrast(colours["ground"], colours["accent"]) >= 4.5, "badges"
    assert _contrast(colours["focus"], colours["ground"]) >= 3


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(sign * 2 for sign in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _addresses(body: bytes) -> list[str]:
    nodes = LexborHTMLParser(body).css("[href], [src]")
    told = [node.attributes.get("href") or node.attributes.get("src") for node in nodes]
    return [address or "" for address in told]


def _site(**changes: object) -> dict[str, bytes]:
    return dict(render_site(make_hub(**changes)))
