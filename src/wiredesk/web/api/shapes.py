"""The shapes of what the API takes and gives.  The OpenAPI document is made from them.

An optional field that has nothing to say is left out.  Times are RFC 3339 in UTC.
"""

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

Score = Annotated[int, Meta(ge=0, le=100)]
Count = Annotated[int, Meta(ge=0)]


class Shape(msgspec.Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=True):
    """Every shape: camel case, what is empty left out."""


class Problem(Shape, frozen=True, kw_only=True):
    """What went wrong, and what to do (RFC 9457)."""

    type: Annotated[str, Meta(description="Address of the explanation of this kind of problem.")]
    title: str
    status: int
    detail: str
    remedy: Annotated[str, Meta(description="What to do.")]


# --- articles ---------------------------------------------------------------------------------------


class Image(Shape, frozen=True, kw_only=True):
    """A picture, as its publisher shows it."""

    url: str
    width: int | None = None
    height: int | None = None
    is_cached: bool | None = None
    title: str | None = None
    attribution: str | None = None


class Provider(Shape, frozen=True, kw_only=True):
    """Who published something."""

    name: str | None = None
    domain: str | None = None
    images: list[Image] | None = None


class Related(Shape, frozen=True, kw_only=True):
    """Another independent report of the same story."""

    title: str | None = None
    excerpt: str | None = None
    published_date_time: str | None = None
    web_url: str | None = None
    type: str | None = None
    provider: Provider | None = None
    quality: int | None = None
    images: list[Image] | None = None


class Subject(Shape, frozen=True, kw_only=True):
    """An IPTC Media Topic."""

    code: str
    name: str
    uri: str


class Rights(Shape, frozen=True, kw_only=True):
    """What may be shown of an article, for whoever shows it again."""

    excerpt_characters_max: Count
    uses: list[str]
    licence: str | None = None


class Article(Shape, frozen=True, kw_only=True):
    """A published article: the fields of its record, with its id, its story and what may be shown of it."""

    id: str
    story_id: str
    record: Annotated[str, Meta(description="Path of its Markdown record.")]
    title: str
    topic_ids: Annotated[list[str], Meta(description="Most specific first; `topics` names them.")]
    rights: Rights
    category: str | None = None
    excerpt: str | None = None
    published_date_time: str | None = None
    updated_date_time: str | None = None
    effective_date_time: Annotated[
        datetime,
        Meta(description="When it counts: never later than it was received. Lists go by it."),
    ]
    original_url: str | None = None
    web_url: str | None = None
    amp_web_url: str | None = None
    cdn_amp_web_url: str | None = None
    type: str | None = None
    language: str | None = None
    authors: list[str] | None = None
    quality: int | None = None
    heat: int | None = None
    published: bool | None = None
    featured_content: str | None = None
    provider: Provider | None = None
    topics: list[str] | None = None
    images: list[Image] | None = None
    related: list[Related] | None = None
    subjects: list[Subject] | None = None


class ArticleList(Shape, frozen=True, kw_only=True):
    """Published articles, newest first."""

    items: list[Article]
    next: Annotated[
        str | None, Meta(description="Address of the part that follows; absent at the end.")
    ] = None


class Ninjs(Shape, frozen=True, kw_only=True):
    """An article as ninjs 2.1 (IPTC); its schema is named in `standard`."""

    uri: str
    type: str


class NinjsList(Shape, frozen=True, kw_only=True):
    """Published articles as ninjs, newest first."""

    items: list[Ninjs]
    next: str | None = None


class Reason(Shape, frozen=True, kw_only=True):
    """One ground for a verdict."""

    code: Annotated[str, Meta(description="A stable word, for filters.")]
    text: Annotated[str, Meta(description="A sentence for people, without markup.")]
    value: float | None = None


class QualityPart(Shape, frozen=True, kw_only=True):
    """One part of a quality."""

    part: str
    points: int | None = None
    max: int
    evidence: str


class TopicGround(Shape, frozen=True, kw_only=True):
    """Why an article stands under a topic."""

    id: str
    name: str
    weight: float
    reasons: list[Reason]


class Why(Shape, frozen=True, kw_only=True):
    """Why an article stands where it stands, with the terms of its numbers."""

    id: str
    story_id: str
    quality: int | None = None
    quality_parts: list[QualityPart]
    topics: list[TopicGround]
    relation: Annotated[list[Reason], Meta(description="How its text stands to others.")]
    story: Annotated[list[Reason], Meta(description="Why it is in its story.")]
    heat: Annotated[list[Reason], Meta(description="What made its story's heat.")]


class SearchList(Shape, frozen=True, kw_only=True):
    """Articles that a query finds."""

    items: list[Article]
    count: Annotated[
        Count | None, Meta(description="All hits, up to 1,000; absent for a key with topics.")
    ] = None
    ignored: Annotated[
        list[str] | None, Meta(description="What of the query could not be used.")
    ] = None
    next: str | None = None


class Change(Shape, frozen=True, kw_only=True):
    """What became of one article."""

    change: Annotated[str, Meta(description="`published`, `updated` or `withdrawn`.")]
    id: str
    at: datetime
    article: Annotated[
        Article | None, Meta(description="As it is now; absent: remove what you have.")
    ] = None
    reason: Annotated[str | None, Meta(description="Why it was taken down, where it was.")] = None


class ChangeList(Shape, frozen=True, kw_only=True):
    """Changes in the order in which they happened."""

    items: list[Change]
    more: Annotated[bool, Meta(description="Whether more is there already: ask `next` at once.")]
    next: Annotated[str, Meta(description="Address to ask next, always.")]


# --- stories ----------------------------------------------------------------------------------------


class Story(Shape, frozen=True, kw_only=True):
    """A story with a published article."""

    id: str
    heat: Score
    reports: Count
    independent: Annotated[Count, Meta(description="Owners that report for themselves.")]
    sentence: str
    lead: Article
    url: Annotated[str, Meta(description="Its page on the hub's site.")]


class StoryList(Shape, frozen=True, kw_only=True):
    """Stories, in the order asked for."""

    items: list[Story]
    next: str | None = None


class Member(Shape, frozen=True, kw_only=True):
    """One report of a story; one that is published has an article of its own."""

    id: str
    title: str
    url: str
    provider: Provider
    effective_date_time: datetime
    received_date_time: datetime
    family_id: Annotated[
        str, Meta(description="The same for all copies and revisions of one text.")
    ]
    relation: Annotated[str, Meta(description="`new`, `revision` or `copy`.")]
    origin: str | None = None
    language: str | None = None
    quality: Score
    is_lead: bool
    is_published: bool


class HeatPoint(Shape, frozen=True, kw_only=True):
    """How hot a story was at a moment; at a report it stands twice, before it and with it."""

    at: datetime
    heat: Score


class WholeStory(Shape, frozen=True, kw_only=True):
    """A story with its reports and the reasons of its heat."""

    id: str
    heat: Score
    reports: Count
    independent: Count
    sentence: str
    lead: Article
    url: str
    members: Annotated[list[Member], Meta(description="By receipt; at most 500.")]
    reasons: list[Reason]
    heats: Annotated[
        list[HeatPoint], Meta(description="From its first report until it was ranked last.")
    ]


# --- topics, providers, health ----------------------------------------------------------------------


class Topic(Shape, frozen=True, kw_only=True):
    """A topic of the hub."""

    id: str
    name: str
    parent: str | None = None
    subjects: list[Subject] | None = None
    pages: Annotated[str, Meta(description="Its first page of records as static JSON.")]


class TopicList(Shape, frozen=True, kw_only=True):
    """All topics of the hub."""

    items: list[Topic]


class ProviderFigures(Shape, frozen=True, kw_only=True):
    """A provider with what the hub's own archive says of it."""

    domain: str
    name: str
    owner: str | None = None
    articles: Count
    originals: Count
    copies: Count
    known_since: datetime | None = None


class ProviderList(Shape, frozen=True, kw_only=True):
    """Providers with something published, by domain."""

    items: list[ProviderFigures]
    next: str | None = None


class Health(Shape, frozen=True, kw_only=True):
    """Whether the hub answers, and how fresh it is."""

    status: Annotated[str, Meta(description="`ok`.")]
    generation: Annotated[int, Meta(description="Rises whenever something published changes.")]
    is_written: Annotated[bool, Meta(description="Whether the site's files show that generation.")]
    newest: Annotated[
        datetime | None, Meta(description="Effective time of the newest article.")
    ] = None


class Hold(Shape, frozen=True, kw_only=True):
    """One reason why an article is not published."""

    reason: str
    evidence: Annotated[
        str | None, Meta(description="Absent where it would quote the publisher.")
    ] = None
    since: datetime
    until: Annotated[datetime | None, Meta(description="When it lifts itself.")] = None
    lifted_by: str


class Held(Shape, frozen=True, kw_only=True):
    """A held article, with as much of its publisher's words as readers may see."""

    id: str
    title: str
    excerpt: str | None = None
    url: str
    provider: Provider
    language: str | None = None
    received_date_time: datetime
    since: Annotated[datetime, Meta(description="When its first hold began.")]
    quality: Score
    heat: Annotated[Score, Meta(description="Of its story.")]
    story_id: str | None = None
    holds: Annotated[list[Hold], Meta(description="Gravest first.")]
    is_out: Annotated[bool, Meta(description="An older version is out and stays as it was.")]


class HeldList(Shape, frozen=True, kw_only=True):
    """Held articles, the last received first."""

    items: list[Held]
    next: str | None = None


class Act(Shape, frozen=True, kw_only=True):
    """What was done, as the audit keeps it; without a number it waits to be done."""

    number: int | None = None
    kind: str
    at: datetime
    by: str
    told: str | None = None


class AccountLine(Shape, frozen=True, kw_only=True):
    """One bucket, or one cause within it."""

    bucket: str
    cause: str | None = None
    articles: Count
    oldest: Annotated[
        datetime | None, Meta(description="Since when the longest waiting of them lies there.")
    ] = None


class Account(Shape, frozen=True, kw_only=True):
    """Where all articles lie."""

    lines: list[AccountLine]
    total: Annotated[Count, Meta(description="Articles that ever came in.")]
    adds_up: bool
