"""Pages of the sample papers: five designs, as different as real ones.

In: a paper, an article, what stands beside it.  Out: HTML.
"""

import json
from datetime import datetime, timedelta
from html import escape

from wiredesk.sample.newsroom import Paper, Piece

COOKIE_BAR = (
    '<div class="cookie-banner"><p>We use cookies to count visits.</p><button>Fine</button></div>'
)
CONSENT = (
    "We and our partners use cookies to store information on a device. Before you continue, please accept all "
    "cookies or manage your privacy choices. You can change your consent at any time."
)
PAY_HINT = "Subscribe to continue reading. Already a subscriber? Log in."


def render_home(paper: Paper, shown: list[Piece]) -> str:
    """The front page of a paper; it names its feed."""
    links = "".join(f'<li><a href="{one.path}">{escape(one.title)}</a></li>' for one in shown[:20])
    feed = paper.feed_url.partition(paper.domain)[2]
    kind = {"atom": "application/atom+xml", "json": "application/feed+json"}.get(
        paper.feed, "application/rss+xml"
    )
    return (
        f'<!doctype html><html lang="{paper.language}"><head><meta charset="utf-8"><title>{escape(paper.name)}</title>'
        f'<link rel="alternate" type="{kind}" href="{feed}" title="{escape(paper.name)}"></head>'
        f"<body><h1>{escape(paper.name)}</h1><ul>{links}</ul></body></html>"
    )


def render_page(paper: Paper, piece: Piece, *, others: list[Piece]) -> str:
    """One article in its paper's design."""
    if piece.marks.get("kind") == "consent":
        return _consent(paper)
    designs = {"jsonld": _jsonld, "meta": _meta, "plain": _plain, "logo": _logo, "video": _video}
    beside = [other for other in others if other.slug != piece.slug][:4]
    return designs[paper.design](paper, piece, beside)


def _jsonld(paper: Paper, piece: Piece, beside: list[Piece]) -> str:
    node = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": piece.title,
        "datePublished": _said(piece).isoformat(),
        "dateModified": piece.marks.get("updated", _said(piece).isoformat()),
        "author": [{"@type": "Person", "name": piece.author}],
        "image": {"@type": "ImageObject", "url": _picture(piece), "width": 1200, "height": 675},
        "publisher": {"@type": "Organization", "name": paper.name},
        "articleSection": piece.section,
        "isAccessibleForFree": piece.marks.get("kind") != "paywall",
    }
    head = f'<script type="application/ld+json">{json.dumps(node, ensure_ascii=False)}</script>'
    body = (
        f'<header class="site"><a href="/">{escape(paper.name)}</a><nav><a href="/home">Home</a> <a href="/world">World</a></nav></header>'
        f'<main><article><h1>{escape(piece.title)}</h1><p class="byline">By <a rel="author" href="/a">{escape(piece.author)}</a></p>'
        f'<figure><img src="{_picture(piece)}" width="1200" height="675" alt="{escape(piece.title)}">'
        f"<figcaption>Picture: {escape(paper.name)}</figcaption></figure>{_text(piece)}"
        f'{_read_also(beside)}</article><aside class="sidebar"><h2>Most read</h2>{_teasers(beside)}</aside></main>'
        f"<footer><p>© 2026 {escape(paper.name)}. All rights reserved.</p></footer>{COOKIE_BAR}"
    )
    return _document(paper, piece, head, body)


def _meta(paper: Paper, piece: Piece, beside: list[Piece]) -> str:
    head = (
        f'<meta property="og:type" content="article"><meta property="og:title" content="{escape(piece.title)}">'
        f'<meta property="og:site_name" content="{escape(paper.name)}">'
        f'<meta property="article:published_time" content="{_said(piece).isoformat()}">'
        f'<meta property="article:section" content="{escape(piece.section)}">'
        f'<meta name="author" content="{escape(piece.author)}">'
        f'<meta property="og:image" content="{_picture(piece)}"><meta property="og:image:width" content="1200">'
        '<meta property="og:image:height" content="675">'
    )
    body = (
        f'{COOKIE_BAR}<div id="top"><div class="menu"><a href="/">{escape(paper.name)}</a> | <a href="/news">News</a></div></div>'
        f'<div class="content"><h1 class="headline">{escape(piece.title)}</h1>'
        f'<div class="meta">{escape(piece.author)}, <time datetime="{_said(piece).isoformat()}">{_said(piece):%d %B %Y}</time></div>'
        f'<div class="story-body"><div class="pic"><img src="{_picture(piece)}" width="1200" height="675" alt=""></div>{_text(piece)}</div>'
        f'<div class="share">Share this story by mail or letter</div></div><div class="related"><h3>Related</h3>{_teasers(beside)}</div>'
        f'<div class="foot">Contact · Imprint · {escape(paper.name)}</div>'
    )
    return _document(paper, piece, head, body)


def _plain(paper: Paper, piece: Piece, beside: list[Piece]) -> str:
    byline = f"By {escape(piece.author)}, " if piece.author else ""
    body = (
        f"<table><tr><td><a href='/'>{escape(paper.name)}</a></td></tr></table><h1>{escape(piece.title)}</h1>"
        f'<p class="date">{byline}<time datetime="{_said(piece).isoformat()}">{_said(piece):%Y-%m-%d %H:%M}</time></p>'
        f"<div>{_text(piece)}</div><hr>{_teasers(beside)}<p><small>{escape(paper.name)} is a small publisher.</small></p>"
    )
    return _document(paper, piece, "", body)


def _logo(paper: Paper, piece: Piece, beside: list[Piece]) -> str:
    logo = f"http://{paper.domain}/pictures/masthead.png"
    page = _meta(paper, piece, beside)
    return page.replace(_picture(piece), logo)


def _video(paper: Paper, piece: Piece, beside: list[Piece]) -> str:
    head = (
        f'<meta property="og:type" content="video.other"><meta property="og:title" content="{escape(piece.title)}">'
        f'<meta property="article:published_time" content="{_said(piece).isoformat()}">'
        f'<meta property="og:image" content="{_picture(piece)}">'
    )
    body = (
        f"<h1>{escape(piece.title)}</h1><video controls poster='{_picture(piece)}'></video>"
        f'<div class="description">{_text(piece)}</div>{_teasers(beside)}'
    )
    return _document(paper, piece, head, body)


def _consent(paper: Paper) -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Your privacy choices</title></head>'
        f"<body><h1>{escape(paper.name)} values your privacy</h1><p>{CONSENT}</p><button>Accept all</button></body></html>"
    )


def _document(paper: Paper, piece: Piece, head: str, body: str) -> str:
    canonical = piece.marks.get("canonical", piece.url)
    described = escape(piece.paragraphs[0][:200])
    return (
        f'<!doctype html><html lang="{paper.language}"><head><meta charset="utf-8"><title>{escape(piece.title)} | {escape(paper.name)}</title>'
        f'<link rel="canonical" href="{escape(canonical)}"><meta name="description" content="{described}">{head}</head>'
        f"<body>{body}</body></html>"
    )


def _text(piece: Piece) -> str:
    paragraphs = piece.paragraphs
    if piece.marks.get("kind") == "paywall":
        return f"<p>{escape(paragraphs[0])}</p><div class='paywall'><p>{PAY_HINT}</p></div>"
    note = piece.marks.get("correction", "")
    told = "".join(f"<p>{escape(one)}</p>" for one in paragraphs)
    return told + (f'<p class="correction">Correction: {escape(note)}</p>' if note else "")


def _read_also(beside: list[Piece]) -> str:
    if not beside:
        return ""
    return (
        f'<p class="promo">Read also: <a href="{beside[0].path}">{escape(beside[0].title)}</a></p>'
    )


def _teasers(beside: list[Piece]) -> str:
    links = "".join(f'<li><a href="{one.path}">{escape(one.title)}</a></li>' for one in beside)
    return f"<ul>{links}</ul>"


def _picture(piece: Piece) -> str:
    return f"http://{piece.paper}.example/pictures/{piece.slug}.png"


def _said(piece: Piece) -> datetime:
    """When the page says that it came out; sometimes it is wrong."""
    if wrong := piece.marks.get("says"):
        return datetime.fromisoformat(wrong).replace(tzinfo=piece.published.tzinfo)
    ahead = piece.marks.get("ahead_days")
    return piece.published + timedelta(days=int(ahead)) if ahead else piece.published
