"""Which address an article is known by: its own, or the one it claims (SAFETY.md rule 11).

In: what the page claims, and where it was found.  Out: the address for readers, the one for identity, and
why.
"""

from typing import NamedTuple
from urllib.parse import urlsplit

from wiredesk.basics.urls import canonical_url, plain_url, same_site
from wiredesk.records.reason import Reason


class Address(NamedTuple):
    """Where an article is, and what it is known by."""

    web_url: str
    """Where a reader is sent."""
    canonical: str
    """What identity is made of; the same under http and https, with `www.` and without."""
    why: Reason


def canonical_for(*, claimed: str | None, final_url: str) -> Address:
    """The claim, if it stays on the site and names a page; else where the page was found."""
    shown = plain_url(final_url) or final_url
    found = canonical_url(final_url) or final_url
    wanted = canonical_url(claimed) if claimed else None
    if claimed is None or wanted is None:
        return _own(shown, found, "address_own", "The page claims no other address.")
    if wanted == found:
        return _own(shown, found, "address_own", "The page claims the address it was found at.")
    if not same_site(wanted, found):
        told = f"The page claims {wanted}, on another site; that is not honoured."
        return _own(shown, found, "address_foreign", told)
    if urlsplit(wanted).path.strip("/") == "" or _is_above(wanted, found):
        told = f"The page claims {wanted}, a front page or listing; that is not honoured."
        return _own(shown, found, "address_listing", told)
    why = Reason(code="address_claimed", text="The page's own canonical address.", evidence=wanted)
    return Address(plain_url(claimed) or wanted, wanted, why)


def _own(shown: str, found: str, code: str, text: str) -> Address:
    return Address(shown, found, Reason(code=code, text=text, evidence=shown))


def _is_above(wanted: str, found: str) -> bool:
    """Whether the claim is a folder that the page lies in."""
    return found.startswith(wanted.rstrip("/") + "/") and "?" not in wanted
