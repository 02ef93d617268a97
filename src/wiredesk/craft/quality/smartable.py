"""The `smartable` scoring profile, so that an existing hub can move over (RECORD.md).

    quality = 20·image + 20·AMP + 50·featured + (50 official | 40 listed) + 2·topics
            + 15·keyword entries in the title − max(0, (title length − 70) // 2), not below 0

In: a record and its hub's lists.  Out: Grade.  Recovered from data: exact on 672 of 674 records.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import msgspec

from wiredesk.basics.errors import SettingsError
from wiredesk.basics.ids import ArticleId
from wiredesk.basics.urls import host_of
from wiredesk.records.grade import Grade, Part
from wiredesk.records.reason import Reason
from wiredesk.records.record import Record, RecordImage, RecordProvider, Related

PUBLISHED_MIN: Final = 70
IMAGE, AMP, FEATURED, OFFICIAL, LISTED, PER_TOPIC, PER_KEYWORD = 20, 20, 50, 50, 40, 2, 15
TITLE_FREE: Final = 70


@dataclass(frozen=True, slots=True, kw_only=True)
class HubLists:
    """A hub's topics with their keyword entries, and whom it trusts."""

    keywords: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Keyword entries by topic name."""
    official_hosts: frozenset[str] = frozenset()
    official_types: frozenset[str] = frozenset()
    listed: frozenset[str] = frozenset()
    """Registrable domains."""
    unlisted_hosts: frozenset[str] = frozenset()


class _Topic(msgspec.Struct, frozen=True, kw_only=True):
    keywords: list[str]


class _Lists(msgspec.Struct, frozen=True, kw_only=True):
    topics: dict[str, _Topic] = {}
    official_hosts: list[str] = []
    official_types: list[str] = []
    listed: list[str] = []
    unlisted_hosts: list[str] = []


def parse_lists(text: str, *, name: str) -> HubLists:
    """Lists from their JSON form; SettingsError when a part has another shape."""
    try:
        read = msgspec.json.decode(text, type=_Lists)
    except msgspec.MsgspecError as cause:
        raise SettingsError(
            f"is not a hub's lists: {cause}.",
            subject=name,
            remedy="It is an object with topics (each with keywords), listed, official_hosts.",
        ) from cause
    return HubLists(
        keywords={topic: tuple(one.keywords) for topic, one in read.topics.items()},
        official_hosts=frozenset(read.official_hosts),
        official_types=frozenset(read.official_types),
        listed=frozenset(read.listed),
        unlisted_hosts=frozenset(read.unlisted_hosts),
    )


def smartable_score(record: Record, *, lists: HubLists, subject: str) -> Grade:
    """The origin's quality of a record, with its terms."""
    return _grade(
        subject,
        title=record.title,
        images=record.images,
        amp=bool(record.amp_web_url),
        featured=bool(record.featured_content),
        trust=_trust(record.provider, record.original_url or record.web_url, record.type, lists),
        topics=record.topics or (),
        lists=lists,
    )


def smartable_related(related: Related, record: Record, *, lists: HubLists, subject: str) -> Grade:
    """The origin's quality of a related entry: it is scored with its record's topics."""
    return _grade(
        subject,
        title=related.title or "",
        images=related.images,
        amp=False,
        featured=False,
        trust=_trust(related.provider, related.web_url, related.type, lists),
        topics=record.topics or (),
        lists=lists,
    )


def smartable_published(grade: Grade) -> bool:
    """Whether the origin showed it."""
    return grade.quality >= PUBLISHED_MIN


def _trust(
    provider: RecordProvider | None, url: str | None, kind: str | None, lists: HubLists
) -> tuple[int, str]:
    host = host_of(url) if url else ""
    domain = (provider.domain if provider else None) or ""
    if host in lists.official_hosts or kind in lists.official_types:
        return OFFICIAL, "official"
    if domain in lists.listed and host not in lists.unlisted_hosts:
        return LISTED, f"{domain} is listed"
    return 0, f"{domain or 'the provider'} is not listed"


def _grade(
    subject: str,
    *,
    title: str,
    images: Sequence[RecordImage] | None,
    amp: bool,
    featured: bool,
    trust: tuple[int, str],
    topics: Sequence[str],
    lists: HubLists,
) -> Grade:
    lowered = title.lower()
    entries = [
        entry for topic in topics for entry in lists.keywords.get(topic, ()) if entry in lowered
    ]
    too_long = max(0, (len(title) - TITLE_FREE) // 2)
    terms: tuple[tuple[str, int, int, str], ...] = (
        ("image", IMAGE * bool(images), IMAGE, "has an image" if images else "has no image"),
        ("amp", AMP * amp, AMP, "has an AMP address" if amp else "has no AMP address"),
        (
            "featured",
            FEATURED * featured,
            FEATURED,
            "hosts a video" if featured else "hosts no video",
        ),
        ("provider", trust[0], OFFICIAL, trust[1]),
        ("topics", PER_TOPIC * len(topics), PER_TOPIC * len(topics), _count(len(topics), "topic")),
        (
            "keywords",
            PER_KEYWORD * len(entries),
            PER_KEYWORD * len(entries),
            ", ".join(entries) or "none",
        ),
        ("title length", -too_long, 0, _count(len(title), "character")),
    )
    total = sum(got for _, got, _, _ in terms)
    if total < 0:
        terms += (("floor", -total, 0, "never below 0"),)
    parts = tuple(
        Part(part=part, points=got, max=most, evidence=told) for part, got, most, told in terms
    )
    quality = max(0, total)
    reasons = tuple(
        Reason(
            code=f"smartable_{part.part.replace(' ', '_')}", text=part.evidence, value=part.points
        )
        for part in parts
        if part.points
    )
    return Grade(article_id=ArticleId(subject), quality=quality, parts=parts, reasons=reasons)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
