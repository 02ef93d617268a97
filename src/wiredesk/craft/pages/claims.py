"""What a page says about its own use, unread: `craft.rights` knows what it means.

In: a page's head.  Out: pairs of where it stood and what it says, bounded.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from wiredesk.basics.urls import web_url
from wiredesk.craft.pages.head import Head
from wiredesk.craft.pages.jsonld import text_of

META_NAMES: Final = ("robots", "wiredesk", "tdm-reservation", "tdm-policy")
CLAIMS_MAX: Final = 40
VALUE_CHARACTERS_MAX: Final = 2_000
RSL_CHARACTERS_MAX: Final = (
    20_000  # one that is longer is cut, and then unreadable: the strict case
)
RSL_TYPE: Final = "application/rsl+xml"


def find_claims(head: Head) -> tuple[tuple[str, str], ...]:
    """Every word on its use that a page states: meta tags, links to licences, schema.org's `license`."""
    return tuple(islice(_claims(head), CLAIMS_MAX))


def _claims(head: Head) -> Iterator[tuple[str, str]]:
    for name in META_NAMES:
        for value in head.metas.get(name, ()):
            yield f"meta:{name}", value[:VALUE_CHARACTERS_MAX]
    for script in head.page.css(f'script[type="{RSL_TYPE}"]')[:2]:
        yield "rsl", script.text()[:RSL_CHARACTERS_MAX]
    for link in head.page.css('link[rel~="license"], a[rel~="license"]')[:5]:
        stated = link.attributes
        if address := web_url(stated.get("href") or "", head.url):
            is_rsl = (stated.get("type") or "").strip().lower() == RSL_TYPE
            yield "link:rsl" if is_rsl else "link:license", address
    stated_licence = head.node.get("license")
    named = stated_licence.get("url") if isinstance(stated_licence, dict) else stated_licence
    if licence := text_of(named or stated_licence):
        yield "jsonld:license", licence[:VALUE_CHARACTERS_MAX]
