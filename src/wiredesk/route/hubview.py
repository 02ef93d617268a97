"""The hub as its site shows it, gathered from the store.

In: the store, now.  Out: HubView.  Decides nothing: what is out was decided by the steps, and how much of it
is shown by `craft.rights.show`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Final

from wiredesk.basics.ids import ArticleId, StoryId
from wiredesk.basics.urls import web_url
from wiredesk.craft.heat import heat_over_time
from wiredesk.craft.render import parse_converted
from wiredesk.craft.rights import show_work
from wiredesk.craft.seal import kid_of
from wiredesk.craft.searching import parse_query
from wiredesk.craft.topics import concepts_of
from wiredesk.ports import Store
from wiredesk.records.article import Image
from wiredesk.records.calibration import Calibration
from wiredesk.records.coverage import Coverage
from wiredesk.records.hold import Bucket, HoldReason
from wiredesk.records.hub import (
    ArticleView,
    HeatPoint,
    MemberView,
    ProviderView,
    SavedSearchView,
    StoryView,
    TopicView,
)
from wiredesk.records.picture import Picture
from wiredesk.records.provider import Survey
from wiredesk.records.reason import Reason
from wiredesk.records.record import Record
from wiredesk.records.rights import DEFAULT_RULES, RightsRules
from wiredesk.records.searching import Order, SavedSearch
from wiredesk.records.story import Story
from wiredesk.records.topic import Concept, Topic
from wiredesk.records.work import PublishWork

EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)  # of a hub that never published anything
STORIES_MAX: Final = 2_000
ARTICLES_MAX: Final = 20_000
SAVED_SHOWN_MAX: Final = 100  # hits of a saved search
# Held for these, an article has no record of its own but still stands in its story.
SHOWN_IN_STORY: Final = frozenset(
    {
        HoldReason.FOLLOWER.value,
        HoldReason.COPY.value,
        HoldReason.NEAR_DUPLICATE.value,
        HoldReason.BELOW_THRESHOLD.value,
        HoldReason.OFF_TOPIC.value,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HubFacts:
    """What the hub says of itself."""

    title: str
    url: str
    language: str
    rules: RightsRules = DEFAULT_RULES
    """How much of what others wrote may be shown."""
    site_days: int = 30
    profile: str = "smartable"
    """Form of the record files."""
    concepts: Mapping[str, Concept] = field(default_factory=dict)
    """IPTC Media Topics that the operator imported, by code."""
    ninjs: bool = False
    """Whether the site holds each record as ninjs too."""


def article_views(
    store: Store, articles: Sequence[ArticleId], facts: HubFacts, *, now: datetime
) -> list[ArticleView]:
    """Those of these articles that are out, as pages show them, in the order asked for."""
    works = {one.article.id: one for one in store.load_publish_work(articles, related=False)}
    return [
        article_view(works[one], facts, is_out=False, now=now)
        for one in articles
        if one in works and works[one].bucket is Bucket.PUBLISHED
    ]


def topic_view(topic: Topic, facts: HubFacts) -> TopicView:
    """A topic as pages show it."""
    return TopicView(
        id=topic.id,
        name=topic.name,
        parent=topic.parent,
        query=topic.query,
        concepts=concepts_of(topic, facts.concepts),
    )


def saved_view(
    store: Store, search: SavedSearch, facts: HubFacts, *, now: datetime
) -> SavedSearchView:
    """What a saved search finds now; where a page would end, it ends."""
    found = store.search(parse_query(search.query), order=Order.TIME, limit=SAVED_SHOWN_MAX)
    articles = article_views(store, found.articles, facts, now=now)
    return SavedSearchView(
        name=search.name, slug=search.slug, query=search.query, articles=tuple(articles)
    )


def addresses_of(work: PublishWork) -> tuple[tuple[str, ArticleId], ...]:
    """Whose address each is that its record may name: as records write it."""
    every = (work.article, *(article for article, _, _ in work.related))
    return tuple((address, one.id) for one in every if (address := web_url(one.web_url)))


def article_view(work: PublishWork, facts: HubFacts, *, is_out: bool, now: datetime) -> ArticleView:
    """An article as pages show it; with its record when that is out and asked for."""
    shown = show_work(work, rules=facts.rules, now=now)
    copy = copy_of(shown.image, work.pictures.get(work.article.id))
    return ArticleView(
        shown=shown,
        provider_name=work.provider.name,
        quality=work.quality,
        topics=tuple(label.name for label in work.labels),
        image=copy.path if copy is not None else "",
        image_credit=shown.image.attribution if shown.image is not None and copy else "",
        reasons=tuple(reason for label in work.labels for reason in label.why),
        record=(
            _without_seal(parse_converted(work.previous, facts.profile, name=work.path))
            if is_out and work.previous
            else None
        ),
    )


def copy_of(image: Image | None, copy: Picture | None) -> Picture | None:
    """Our copy, when it is one of the picture that is shown."""
    return copy if copy is not None and image is not None and copy.url == image.url else None


def _without_seal(record: Record) -> Record:
    """What we sealed stands in the record's file alone: a JSON page of twenty would have 160 kB more."""
    return replace(record, secured=None) if record.secured and kid_of(record.secured) else record


def story_view(
    story: Story,
    lead: ArticleView,
    members: tuple[MemberView, ...],
    *,
    reasons: tuple[Reason, ...],
    heats: tuple[HeatPoint, ...],
) -> StoryView:
    """A story as pages show it, wherever it stands."""
    return StoryView(
        id=story.id,
        heat=story.heat,
        why=" ".join(one.text for one in reasons[:1]),
        lead=lead,
        reports=story.reports,
        independent=story.independent,
        members=members,
        topics=lead.topics,
        reasons=reasons,
        heats=heats,
    )


def placed(
    story: StoryView, passed: tuple[Reason, ...], absorbed: tuple[StoryId, ...]
) -> StoryView:
    """`story` with why it was passed over, if it was, and what it absorbed."""
    if not passed and not absorbed:
        return story
    why = " ".join(one.text for one in (*story.reasons[:1], *passed[:1]))
    return replace(story, why=why, reasons=(*passed, *story.reasons), absorbed=absorbed)


def heats_of(
    store: Store, stories: Sequence[Story], calibrations: Sequence[Calibration], *, now: datetime
) -> dict[StoryId, tuple[HeatPoint, ...]]:
    """How hot each story was, from its first report until it was ranked last."""
    counted: dict[StoryId, list[Coverage]] = {story.id: [] for story in stories}
    for line in store.list_coverage([one for story in stories for one in story.members]):
        if line.story_id in counted:
            counted[line.story_id].append(line)
    numbers = {one.story_id: one.calibration for one in store.list_shown(list(counted), at=now)}
    by_number = {one.number: one for one in calibrations}
    return {
        story.id: tuple(
            HeatPoint(at=at, heat=heat)
            for at, heat in heat_over_time(
                counted[story.id], by_number[numbers[story.id]], until=story.ranked_at
            )
        )
        for story in stories
        if story.ranked_at is not None and story.id in numbers
    }


def provider_views(store: Store, domains: Sequence[str]) -> tuple[ProviderView, ...]:
    """Providers with what our own archive says of them, in the order asked for."""
    surveys = store.load_surveys(domains)
    return tuple(
        ProviderView(
            domain=provider.domain,
            name=provider.name,
            owner=provider.owner,
            articles=record.articles,
            originals=record.originals,
            copies=record.copies,
            with_author=record.with_author,
            press_releases=record.press_releases,
            corrected=record.corrected,
            official=provider.official,
            signs=_signs(surveys.get(provider.domain)),
            known_since=provider.known_since or record.first_seen,
        )
        for provider, record in store.list_provider_records(domains)
    )


def _signs(survey: Survey | None) -> tuple[str, ...] | None:
    if survey is None or survey.failure:
        return None
    return tuple(sorted({one.sign.value for one in survey.found}))
