"""A record: one article as the hub publishes it (RECORD.md)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


class Bare(str):
    """A value of an unknown key that stood without quotes: perhaps a number, a word, a boolean.

    Only who knows the key knows its type, so it is kept as text and written without quotes again.
    """

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordImage:
    """An image as a record states it."""

    url: str
    width: int | None = None
    height: int | None = None
    is_cached: bool | None = None
    title: str | None = None
    attribution: str | None = None
    extra: Mapping[str, object] = field(default_factory=dict)
    """Keys that the format does not know, in their order, kept for the byte round trip: each a `str`,
    a `Bare`, a tuple or a dict of such."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordProvider:
    """Who published it, as a record states it."""

    name: str | None = None
    domain: str | None = None
    images: tuple[RecordImage, ...] | None = None
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Another report of the same story, cut to what a record shows of it."""

    title: str | None = None
    excerpt: str | None = None
    published: datetime | str | None = None
    web_url: str | None = None
    type: str | None = None
    provider: RecordProvider | None = None
    quality: int | None = None
    images: tuple[RecordImage, ...] | None = None
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """All fields of RECORD.md in the order written; None means that the field is absent.

    A date is a datetime when it is in the canonical form (`2021-11-26T17:16:00Z`), else the text as
    it was found, `null` included: what a file says is not lost by reading it.
    """

    category: str | None = "news"
    title: str
    excerpt: str | None = None
    published_at: datetime | str | None = None
    updated_at: datetime | str | None = None
    original_url: str | None = None
    web_url: str | None = None
    amp_web_url: str | None = None
    cdn_amp_web_url: str | None = None
    type: str | None = "article"
    quality: int | None = None
    heat: int | None = None
    published: bool | None = None
    featured_content: str | None = None
    provider: RecordProvider | None = None
    topics: tuple[str, ...] | None = None
    images: tuple[RecordImage, ...] | None = None
    related: tuple[Related, ...] | None = None
    secured: str | None = None
    extra: Mapping[str, object] = field(default_factory=dict)
    """Keys that the format does not know, in their order; written last."""
    body: str = ""
    """What stands after the front matter, without empty lines around it; empty in all we write."""
    newline: str = "\n"
    """`\\n`, or `\\r\\n` for files that came so."""
