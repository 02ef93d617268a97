"""Copies: the same text at several providers, told from revisions and from pages of one template."""

from wiredesk.craft.copies.credit import find_credit
from wiredesk.craft.copies.index import CopyIndex
from wiredesk.craft.copies.shingles import fingerprint

__all__ = ["CopyIndex", "find_credit", "fingerprint"]
