"""A meaning: what a sentence model makes of a short text, small enough to keep with an article's features."""

from typing import Final

MODEL_BYTES: Final = 8
"""A meaning begins with so many bytes that name its model; the unit vector follows, a signed byte a number."""
