"""Feeds of the sample papers, each in its own format.

In: a paper and what it shows.  Out: content type and bytes.
"""

import json
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import Final
from xml.sax.saxutils import escape

from wiredesk.sample.newsroom import Paper, Piece

ENTRIES_MAX: Final = 20
SUMMARY_CHARACTERS: Final = 220


def render_feed(paper: Paper, shown: list[Piece], *, salt: str) -> tuple[str, bytes]:
    """The feed of `paper`; `salt` makes other GUIDs of the same entries."""
    shown = shown[:ENTRIES_MAX]
    writers = {
        "rss2": ("application/rss+xml", _rss2),
        "rss1": ("application/rdf+xml", _rss1),
        "rss091": ("text/xml", _rss09),
        "rss092": ("text/xml", _rss09),
        "atom": ("application/atom+xml", _atom),
        "json": ("application/feed+json", _json),
        "sitemap": ("application/xml", _sitemap),
    }
    kind, write = writers[paper.feed]
    return kind, write(paper, shown, salt).encode()


def _rss2(paper: Paper, shown: list[Piece], salt: str) -> str:
    items = "".join(
        f"<item><title>{escape(piece.title)}</title><link>{piece.url}</link>"
        f'<guid isPermaLink="false">{_guid(piece, salt)}</guid>'
        f"<pubDate>{format_datetime(_claimed(piece), usegmt=True)}</pubDate>"
        f"<category>{escape(piece.section)}</category>"
        f"<description>{escape(_summary(piece))}</description></item>"
        for piece in shown
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{escape(paper.name)}</title>'
        f"<link>http://{paper.domain}/</link><description>{escape(paper.name)}</description>"
        f"<language>{paper.language}</language>{items}</channel></rss>"
    )


def _rss09(paper: Paper, shown: list[Piece], salt: str) -> str:
    del salt  # these formats know no GUID
    version = {"rss091": "0.91", "rss092": "0.92"}[paper.feed]
    items = "".join(
        f"<item><title>{escape(piece.title)}</title><link>{piece.url}</link>"
        f"<description>{escape(_summary(piece))}</description></item>"
        for piece in shown
    )
    return (
        f'<?xml version="1.0"?><rss version="{version}"><channel><title>{escape(paper.name)}</title>'
        f"<link>http://{paper.domain}/</link><description>{escape(paper.name)}</description>"
        f"<language>{paper.language}</language>{items}</channel></rss>"
    )


def _rss1(paper: Paper, shown: list[Piece], salt: str) -> str:
    del salt
    order = "".join(f'<rdf:li rdf:resource="{piece.url}"/>' for piece in shown)
    items = "".join(
        f'<item rdf:about="{piece.url}"><title>{escape(piece.title)}</title><link>{piece.url}</link>'
        f"<description>{escape(_summary(piece))}</description>"
        f"<dc:date>{_claimed(piece).isoformat()}</dc:date><dc:creator>{escape(piece.author)}</dc:creator></item>"
        for piece in shown
    )
    return (
        '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<channel rdf:about="http://{paper.domain}/"><title>{escape(paper.name)}</title>'
        f"<link>http://{paper.domain}/</link><description>{escape(paper.name)}</description>"
        f"<items><rdf:Seq>{order}</rdf:Seq></items></channel>{items}</rdf:RDF>"
    )


def _atom(paper: Paper, shown: list[Piece], salt: str) -> str:
    entries = "".join(
        f'<entry><title>{escape(piece.title)}</title><link rel="alternate" href="{piece.url}"/>'
        f"<id>{_guid(piece, salt)}</id><published>{_claimed(piece).isoformat()}</published>"
        f"<updated>{piece.marks.get('updated', _claimed(piece).isoformat())}</updated>"
        f"<author><name>{escape(piece.author)}</name></author>"
        f"<summary>{escape(_summary(piece))}</summary></entry>"
        for piece in shown
    )
    updated = shown[0].published.isoformat() if shown else "2026-03-01T00:00:00+00:00"
    return (
        f'<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{paper.language}">'
        f"<title>{escape(paper.name)}</title><id>http://{paper.domain}/</id>"
        f'<link rel="alternate" href="http://{paper.domain}/"/><updated>{updated}</updated>{entries}</feed>'
    )


def _json(paper: Paper, shown: list[Piece], salt: str) -> str:
    return json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": paper.name,
            "home_page_url": f"http://{paper.domain}/",
            "feed_url": paper.feed_url,
            "language": paper.language,
            "items": [
                {
                    "id": _guid(piece, salt),
                    "url": piece.url,
                    "title": piece.title,
                    "summary": _summary(piece),
                    "date_published": _claimed(piece).isoformat(),
                    "authors": [{"name": piece.author}],
                }
                for piece in shown
            ],
        },
        ensure_ascii=False,
    )


def _sitemap(paper: Paper, shown: list[Piece], salt: str) -> str:
    del salt
    urls = "".join(
        f"<url><loc>{piece.url}</loc><news:news><news:publication><news:name>{escape(paper.name)}</news:name>"
        f"<news:language>{paper.language}</news:language></news:publication>"
        f"<news:publication_date>{_claimed(piece).isoformat()}</news:publication_date>"
        f"<news:title>{escape(piece.title)}</news:title></news:news></url>"
        for piece in shown
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{urls}</urlset>'
    )


def _claimed(piece: Piece) -> datetime:
    """What the feed says; the page from the future says so here as well."""
    ahead = piece.marks.get("ahead_days")
    return piece.published + timedelta(days=int(ahead)) if ahead else piece.published


def _guid(piece: Piece, salt: str) -> str:
    return f"{piece.paper}-{piece.slug}{salt and f'?run={salt}'}"


def _summary(piece: Piece) -> str:
    text = piece.paragraphs[0]
    return (
        text
        if len(text) <= SUMMARY_CHARACTERS
        else text[:SUMMARY_CHARACTERS].rsplit(" ", 1)[0] + " …"
    )
