"""One page into a reading: what it says by itself, before anything that we know.

In: bytes as fetched, already decoded from their transfer coding.  Out: Reading.  Runs in a limited worker
process: any parser can be hung by a small page.
"""

from selectolax.lexbor import LexborHTMLParser

from wiredesk.basics.dates import parse_moment
from wiredesk.basics.text import cut_words, one_line
from wiredesk.basics.urls import web_url
from wiredesk.craft.pages.claims import find_claims
from wiredesk.craft.pages.dates import find_dates, find_updated
from wiredesk.craft.pages.decoding import decode_page
from wiredesk.craft.pages.furniture import lines_of
from wiredesk.craft.pages.images import find_image
from wiredesk.craft.pages.kind import find_embed, find_kind
from wiredesk.craft.pages.language import find_language_of
from wiredesk.craft.pages.metadata import (
    Head,
    find_authors,
    find_canonical,
    find_claimed_text,
    find_description,
    find_language,
    find_section,
    find_site_name,
    find_title,
)
from wiredesk.craft.pages.prescan import make_safe
from wiredesk.craft.pages.text import extract_text
from wiredesk.records.article import DateCandidate, Reading
from wiredesk.records.reason import Reason

TITLE_CHARACTERS_MAX = 1_000  # as read; records cut at 300
EXCERPT_CHARACTERS = 400
TEXT_CHARACTERS_MAX = 500_000
LINKS_MAX = 200


def read_page(body: bytes, *, url: str, content_type: str = "") -> Reading:
    """What the page at `url` says; every page gives a reading, if only an empty one."""
    markup, broken = make_safe(decode_page(body, content_type))
    page = LexborHTMLParser(markup)
    head = Head.of(page, url=url)
    title = find_title(head)[:TITLE_CHARACTERS_MAX]
    described = find_description(head)
    text, is_cut = extract_text(
        page, title=title, description=described, claimed=find_claimed_text(head)
    )
    is_cut = is_cut or len(text) > TEXT_CHARACTERS_MAX
    text = text[:TEXT_CHARACTERS_MAX]
    broken = broken or ("size" if is_cut else "")
    kind, why_kind = find_kind(head, text, title=title)
    dates = find_dates(head) or (() if broken else _guessed_day(markup, url=url))
    reasons = [why_kind]
    if broken:
        told = f"The page broke our limit of {broken}; what lies beyond it may be missing."
        reasons.append(Reason(code=f"truncated_{broken}", text=told))
    return Reading(
        title=title,
        text=text,
        excerpt=described or cut_words(one_line(text), EXCERPT_CHARACTERS),
        authors=find_authors(head),
        dates=dates,
        updated=find_updated(head),
        language=find_language_of(find_language(head), text or title),
        canonical_url=find_canonical(head),
        site_name=find_site_name(head),
        image=find_image(head),
        kind=kind,
        section=find_section(head),
        links=_links(head),
        video_embed=find_embed(head),
        blocks=lines_of(text),
        truncated_by=broken,
        claims=find_claims(head),
        reasons=tuple(reasons),
    )


def _links(head: Head) -> tuple[str, ...]:
    """Addresses that paragraphs link to; navigation has no paragraphs."""
    found: dict[str, None] = {}
    for node in head.page.css("p a[href], li a[href], blockquote a[href]")[: 5 * LINKS_MAX]:
        address = web_url(node.attributes.get("href") or "", head.url)
        if address:
            found[address] = None
    return tuple(found)[:LINKS_MAX]


def _guessed_day(markup: str, *, url: str) -> tuple[DateCandidate, ...]:
    """The day that htmldate finds in a page that states none."""
    from htmldate import find_date  # noqa: PLC0415 - 0.3 s to load, seldom needed

    found = find_date(markup, url=url, extensive_search=False, original_date=True)
    moment = parse_moment(found) if found else None
    if moment is None:
        return ()
    return (DateCandidate(source="text", at=moment.at, has_time=False),)
