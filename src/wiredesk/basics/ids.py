"""Ids come from content: the same thing gets the same id on every machine, in every run.

In: the parts that make a thing what it is.  Out: a short, sortable-by-nothing, URL-safe id.
"""

import hashlib
from collections.abc import Iterable
from typing import NewType

SourceId = NewType("SourceId", str)
EntryId = NewType("EntryId", str)
ArticleId = NewType("ArticleId", str)
FamilyId = NewType("FamilyId", str)
StoryId = NewType("StoryId", str)
TopicId = NewType("TopicId", str)
RequestId = NewType("RequestId", str)

NO_REQUEST = RequestId("")

ID_BYTES = 10  # 80 bits: a collision among 10 million articles has odds of 1 in 10^10

# Base 32 of RFC 4648 section 6 in lower case, two characters at a time: `base64.b32encode` takes six
# times as long, and ten ids are made for each small feed.
_DIGITS = "abcdefghijklmnopqrstuvwxyz234567"
_PAIRS = [one + other for one in _DIGITS for other in _DIGITS]
_SHIFTS = range(ID_BYTES * 8 - 10, -1, -10)


def content_id(prefix: str, *parts: str) -> str:
    """`prefix` and 16 characters of a hash over `parts`, which are kept apart by their lengths."""
    digest = hashlib.blake2b(digest_size=ID_BYTES)
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass")
        digest.update(len(raw).to_bytes(8, "big"))
        digest.update(raw)
    number = int.from_bytes(digest.digest(), "big")
    return prefix + "".join([_PAIRS[number >> shift & 1023] for shift in _SHIFTS])


def source_id(url: str) -> SourceId:
    """The id of the source that is followed at `url`."""
    return SourceId(content_id("s", url))


def article_id(canonical_url: str) -> ArticleId:
    """The id of the article whose canonical address is `canonical_url`."""
    return ArticleId(content_id("a", canonical_url))


def entry_id(source: SourceId, key: str) -> EntryId:
    """The id of an entry: its source and the key that the source keeps stable (RECORD.md 4)."""
    return EntryId(content_id("e", source, key))


def family_id(first: ArticleId) -> FamilyId:
    """The id of the family that `first` began."""
    return FamilyId(content_id("f", first))


def story_id(first: ArticleId) -> StoryId:
    """The id of the story that `first` began; it stays when other articles lead it."""
    return StoryId(content_id("t", first))


def split_story_id(articles: Iterable[ArticleId]) -> StoryId:
    """The id of a story that was split off: of all its articles, since its first one's may be taken."""
    return StoryId(content_id("t", *articles))
