"""Pages: what an HTML page says, and when it says so."""

from wiredesk.craft.pages.address import Address, canonical_for
from wiredesk.craft.pages.furniture import drop_furniture
from wiredesk.craft.pages.read import read_page
from wiredesk.craft.pages.time import honest_time

__all__ = ["Address", "canonical_for", "drop_furniture", "honest_time", "read_page"]
