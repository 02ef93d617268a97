"""What a taken-down article is recognised by when it comes again: addresses, keys of entries, its text.

In: what is known of an article.  Out: marks, as text.  A text's mark is a hash of its words, so what was
taken down is recognised without being kept.
"""

import hashlib
from collections.abc import Iterable
from typing import Final

from wiredesk.basics.text import words
from wiredesk.basics.urls import canonical_url
from wiredesk.records.article import Article

WORDS_MIN: Final = 12  # fewer are no text of one's own: "Watch the video here."


def takedown_marks(
    article: Article | None, *, urls: Iterable[str], keys: Iterable[tuple[str, str]]
) -> tuple[str, ...]:
    """All marks of one article; `keys` are pairs of source and entry key."""
    found = {f"url:{address}" for url in urls if (address := canonical_url(url))}
    found |= {f"key:{source}:{key}" for source, key in keys}
    if article is not None and (mark := text_mark(article)):
        found.add(mark)
    return tuple(sorted(found))


def text_mark(article: Article) -> str:
    """The mark of its text, which is its provider's; empty when the text is too short to be told."""
    said = words(article.text)
    if len(said) < WORDS_MIN:
        return ""
    digest = hashlib.blake2b(" ".join(said).encode("utf-8", "surrogatepass"), digest_size=16)
    return f"text:{article.provider}:{digest.hexdigest()}"
