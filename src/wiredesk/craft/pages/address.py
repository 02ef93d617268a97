"""Which address an article is known by: its own, or the one it claims (SAFETY.md rule 11).

In: what the page claims, and where it was found.  Out: the canonical address and why.
"""

from urllib.parse import urlsplit

from wiredesk.basics.urls import canonical_url, same_site
from wiredesk.records.reason import Reason


def canonical_for(*, claimed: str | None, final_url: str) -> tuple[str, Reason]:
    """The claim, if it stays on the site and names a page; else where the page was found."""
    found = canonical_url(final_url) or final_url
    if claimed is None:
        return found, Reason(
            code="address_own", text="The page claims no other address.", evidence=found
        )
    wanted = canonical_url(claimed)
    if wanted is None or wanted == found:
        return found, Reason(
            code="address_own", text="The page claims the address it was found at.", evidence=found
        )
    if not same_site(wanted, found):
        told = "The page claims an address on another site; that is not honoured."
        return found, Reason(code="address_foreign", text=told, evidence=wanted)
    if urlsplit(wanted).path.strip("/") == "" or _is_above(wanted, found):
        told = "The page claims a front page or a listing as its address; that is not honoured."
        return found, Reason(code="address_listing", text=told, evidence=wanted)
    return wanted, Reason(
        code="address_claimed", text="The page's own canonical address.", evidence=wanted
    )


def _is_above(wanted: str, found: str) -> bool:
    """Whether the claim is a folder that the page lies in."""
    return found.startswith(wanted.rstrip("/") + "/") and "?" not in wanted
