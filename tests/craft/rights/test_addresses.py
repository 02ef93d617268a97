"""No trick in a URL field gets past the one way out, nor past what renders (SAFETY.md F062)."""

import json
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest
from craft.editorial.test_safety import SCHEMES, TRICKS
from craft.render.hubs import NOW, change, make_article, make_hub, make_story
from lxml import etree
from make import make_article as make_plain
from selectolax.lexbor import LexborHTMLParser

from wiredesk.craft.render import parse_record, render_record, render_site
from wiredesk.craft.render.build import build_record
from wiredesk.craft.rights import show
from wiredesk.records.article import Image
from wiredesk.records.hub import ArticleView
from wiredesk.records.provider import Provider
from wiredesk.records.rights import RightsRules, Showable

ALL = sorted({*SCHEMES, *TRICKS})
WEB = {"http", "https"}


def shown_of(url: str) -> Showable:
    article = replace(make_plain(1), url=url, web_url=url, image=Image(url=url), video_embed=url)
    return show(article, rules=RightsRules(), now=NOW)


@pytest.mark.parametrize("url", ALL)
def test_no_trick_is_shown_in_any_field(url: str) -> None:
    shown = shown_of(url)
    assert (shown.url, shown.image, shown.video_embed) == ("", None, None)


def test_no_trick_gets_into_a_record() -> None:
    provider = Provider(domain="gazette.example", name="Gazette")
    honest = show(make_plain(1), rules=RightsRules(), now=NOW)
    for url in ALL:
        # As if `show` had let it through: what renders looks for itself.
        leaked = replace(honest, url=url, image=Image(url=url))
        record = build_record(
            leaked,
            provider=provider,
            topics=(),
            quality=60,
            heat=1,
            published=True,
            related=((leaked, provider, 60),),
        )
        again = parse_record(render_record(record), name="x")
        assert (again.web_url, again.original_url, again.images) == (None, None, None), url
        assert [one.web_url for one in again.related or ()] == [None], url


def test_no_trick_becomes_a_link_of_the_site_its_feeds_or_its_json() -> None:
    site = dict(render_site(_tricked_hub()))
    assert len(ALL) >= 150
    for path, body in site.items():
        if path.endswith(".html"):
            nodes = LexborHTMLParser(body).css("[href], [src]")
            told = [node.attributes.get("href") or node.attributes.get("src") for node in nodes]
            assert {urlsplit(one or "").scheme for one in told} <= {"", *WEB}, path
            assert not {one for one in told if one} & set(TRICKS), path
        elif path.endswith(".xml"):
            assert set(_of_feed(body)) <= WEB, path
        elif path.startswith("api/") or path.endswith("feed.json"):
            assert set(_of_json(json.loads(body))) <= WEB, path


def _tricked_hub() -> Any:
    articles = [
        change(make_article(f"https://x.example/{number}"), url=url)
        for number, url in enumerate(ALL)
    ]
    tricked = [_with_record(article) for article in articles]
    stories = tuple(make_story(article, id=f"s{number}") for number, article in enumerate(tricked))
    return make_hub(stories=stories, articles=tuple(tricked))


def _with_record(article: ArticleView) -> ArticleView:
    provider = Provider(domain="x.example", name="X")
    record = build_record(
        article.shown, provider=provider, topics=(), quality=60, heat=1, published=True
    )
    return replace(article, record=record)


def _of_feed(body: bytes) -> list[str]:
    """Schemes of every address that a reader of the feed may follow."""
    found = []
    for node in etree.fromstring(body).iter():
        name = etree.QName(node).localname
        told = [node.get("href"), node.get("url"), node.text if name in {"link", "loc"} else None]
        found += [urlsplit(one.strip()).scheme for one in told if one and one.strip()]
    return found


def _of_json(value: object) -> list[str]:
    if isinstance(value, dict):
        own = [
            urlsplit(one).scheme
            for key, one in value.items()
            if key.lower().endswith("url") and isinstance(one, str)
        ]
        return own + [scheme for one in value.values() for scheme in _of_json(one)]
    if isinstance(value, list):
        return [scheme for one in value for scheme in _of_json(one)]
    return []
