"""Limits that more than one module keeps; each has a unit and a reason (SAFETY.md C)."""

from typing import Final

FEED_BYTES_MAX: Final = 15_000_000  # decoded; the largest honest feed seen was 9 MB
PAGE_BYTES_MAX: Final = 10_000_000  # decoded; 50 MB pages cost trafilatura 1.1 GB (SAFETY.md M9)
IMAGE_BYTES_MAX: Final = 20_000_000
FEED_ENTRIES_MAX: Final = 2_000  # per poll; the rest is said to be cut (SAFETY.md F049)
MARKUP_DEPTH_MAX: Final = 200  # elements; libxml2 drops text silently from 255 (SAFETY.md M8)
TITLE_CHARACTERS_MAX: Final = 300  # RECORD.md
