"""The hub as its site shows it, and what was gathered for it last, so that the next time asks only for what changed.

In: the store, now.  Out: HubView, the same one whether all of it was asked for or little.  What changed is what the
store's log of changes names; lists, counts and places are asked for each time.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Final

from wiredesk.basics.ids import ArticleId, StoryId
from wiredesk.craft.render import extracts_of
from wiredesk.ports import Store
from wiredesk.records.family import Relation
from wiredesk.records.hold import Bucket
from wiredesk.records.hub import (
    ArticleView,
    BucketFigure,
    HubView,
    MemberView,
    StoryView,
)
from wiredesk.records.reason import Reason
from wiredesk.records.searching import SavedSearch
from wiredesk.records.story import Story
from wiredesk.records.topic import Topic
from wiredesk.records.work import ArticleLine
from wiredesk.route.frontpage import Fronted, front_now, headed_of
from wiredesk.route.hubview import (
    ARTICLES_MAX,
    EPOCH,
    SHOWN_IN_STORY,
    STORIES_MAX,
    HubFacts,
    addresses_of,
    article_view,
    heats_of,
    placed,
    provider_views,
    saved_view,
    story_view,
    topic_view,
)

PART: Final = 1_000  # texts that are in memory at once while views are made of them


def view_of(
    store: Store,
    facts: HubFacts,
    *,
    topics: Sequence[Topic],
    searches: Sequence[SavedSearch] = (),
    now: datetime,
) -> HubView:
    """Everything published together, as of now."""
    return HubMemory(store, facts, topics=topics, searches=searches).view(now=now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What pages need of one article."""

    view: ArticleView
    headed: tuple[str, str]
    extracts: tuple[tuple[ArticleId, int, bool], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptStory:
    """A story's view, and what it was made from."""

    story: Story
    members: tuple[MemberView, ...]
    view: StoryView


class HubMemory:
    """Gathers the hub; keeps what it gathered."""

    def __init__(
        self,
        store: Store,
        facts: HubFacts,
        *,
        topics: Sequence[Topic],
        searches: Sequence[SavedSearch] = (),
    ) -> None:
        self._store = store
        self._facts = facts
        self._topics = tuple(topic_view(one, facts) for one in topics)
        self._searches = searches
        self._mark: int | None = None
        self._year = 0
        self._names: dict[str, str] = {}
        self._lines: dict[ArticleId, ArticleLine] = {}
        self._kept: dict[ArticleId, Kept] = {}
        self._stories: dict[StoryId, KeptStory] = {}
        self._now = EPOCH

    def view(self, *, now: datetime) -> HubView:
        """Everything published together, as of now."""
        self._now = now
        changed = self._forget_changed()
        store = self._store
        published = store.list_published(limit=ARTICLES_MAX)
        lines = self.lines(published)
        newest = max((line.received_at for line in lines.values()), default=EPOCH)
        since = newest - timedelta(days=self._facts.site_days)
        fronted = front_now(store, since=since, limit=STORIES_MAX, look=self)
        members = self.lines([one for each in fronted for one in each.story.members])
        shown = {one: line for one, line in members.items() if _is_shown(line)}
        kept = self._load([*published, *shown])
        calibrations = store.list_calibrations()
        stories = self._story_views(fronted, shown, kept, changed=changed)
        self._lines = {**lines, **members}
        self._kept = kept
        return HubView(
            title=self._facts.title,
            url=self._facts.url,
            language=self._facts.language,
            stories=tuple(stories),
            articles=tuple(kept[one].view for one in published if one in kept),
            topics=self._topics,
            searches=tuple(saved_view(store, one, self._facts, now=now) for one in self._searches),
            providers=provider_views(store, self._name_providers(kept.values())),
            figures=tuple(
                BucketFigure(bucket=bucket, cause=cause, articles=count)
                for (bucket, cause), count in sorted(store.count_buckets().items())
            ),
            extracts=tuple(chain.from_iterable(one.extracts for one in kept.values())),
            gone=tuple(store.list_takedowns()),
            articles_total=store.count_articles(),
            calibrations=tuple(calibrations),
            sources=len(store.list_sources()),
            ninjs=self._facts.ninjs,
            built_at=newest,
        )

    def lines(self, articles: Sequence[ArticleId]) -> Mapping[ArticleId, ArticleLine]:
        """Their lines, in the order asked for."""
        missing = [one for one in articles if one not in self._lines]
        self._lines |= {line.id: line for line in self._store.list_lines(missing)}
        return {one: self._lines[one] for one in articles if one in self._lines}

    def headed(self, articles: Sequence[ArticleId]) -> Mapping[ArticleId, tuple[str, str]]:
        """Headline and first topic of those that were read."""
        return {one: kept.headed for one, kept in self._load(articles).items()}

    def _forget_changed(self) -> frozenset[str]:
        """Forget whatever changed since the last time; which that was."""
        mark, changed = self._store.list_changed(since=self._mark)
        # What may be shown of an article changes by the clock at the turn of a year alone (craft.rights.policy).
        year = self._now.astimezone(UTC).year
        if year != self._year:
            self._kept, self._year = {}, year
        renamed = {
            provider.domain
            for provider, _ in self._store.list_provider_records(list(self._names))
            if provider.name != self._names[provider.domain]
        }
        self._kept = {
            one: kept
            for one, kept in self._kept.items()
            if one not in changed and kept.view.provider not in renamed
        }
        self._lines = {one: line for one, line in self._lines.items() if one not in changed}
        self._mark = mark
        return changed

    def _load(self, articles: Iterable[ArticleId]) -> dict[ArticleId, Kept]:
        """What pages need of those of these articles that were read."""
        asked = list(dict.fromkeys(articles))
        missing = [one for one in asked if one not in self._kept]
        for start in range(0, len(missing), PART):
            for work in self._store.load_publish_work(missing[start : start + PART]):
                is_out = work.bucket is Bucket.PUBLISHED
                view = article_view(work, self._facts, is_out=is_out, now=self._now)
                record, addresses = view.record, dict(addresses_of(work))
                self._kept[work.article.id] = Kept(
                    view=view,
                    headed=headed_of(work),
                    extracts=extracts_of(view.id, record, addresses) if record else (),
                )
        return {one: self._kept[one] for one in asked if one in self._kept}

    def _story_views(
        self,
        fronted: Sequence[Fronted],
        shown: Mapping[ArticleId, ArticleLine],
        kept: Mapping[ArticleId, Kept],
        *,
        changed: frozenset[str],
    ) -> list[StoryView]:
        """Stories in their order, each at its place; those that are as they were are not made again."""
        standing = [one for one in fronted if one.lead.id in kept]
        members = {one.story.id: _members(one.story, shown, kept) for one in standing}
        stale = [
            one
            for one in standing
            if self._is_stale(one.story, members[one.story.id], changed=changed)
        ]
        made = self._make(stale, members, kept)
        self._stories = {
            one.story.id: made.get(one.story.id) or self._stories[one.story.id] for one in standing
        }
        absorbed = self._store.list_redirects([one.story.id for one in standing])
        return [
            placed(self._stories[one.story.id].view, _passed(one), absorbed[one.story.id])
            for one in standing
        ]

    def _is_stale(
        self, story: Story, members: tuple[MemberView, ...], *, changed: frozenset[str]
    ) -> bool:
        last = self._stories.get(story.id)
        return (
            last is None
            or story.id in changed
            or last.story != story
            or last.members != members
            or not changed.isdisjoint(story.members)
        )

    def _make(
        self,
        stale: Sequence[Fronted],
        members: Mapping[StoryId, tuple[MemberView, ...]],
        kept: Mapping[ArticleId, Kept],
    ) -> dict[StoryId, KeptStory]:
        stories = [one.story for one in stale]
        reasons = self._store.list_rank_reasons([story.id for story in stories])
        calibrations = self._store.list_calibrations()
        heats = heats_of(self._store, stories, calibrations, now=self._now)
        return {
            one.story.id: KeptStory(
                story=one.story,
                members=members[one.story.id],
                view=story_view(
                    one.story,
                    kept[one.lead.id].view,
                    members[one.story.id],
                    reasons=reasons.get(one.story.id, ()),
                    heats=heats.get(one.story.id, ()),
                ),
            )
            for one in stale
        }

    def _name_providers(self, kept: Iterable[Kept]) -> list[str]:
        """Domains of all that is shown; their names are noted, to see when one changes."""
        self._names = {one.view.provider: one.view.provider_name for one in kept}
        return sorted(self._names)


def _is_shown(line: ArticleLine) -> bool:
    return line.bucket is Bucket.PUBLISHED or line.failure in SHOWN_IN_STORY


def _members(
    story: Story, shown: Mapping[ArticleId, ArticleLine], kept: Mapping[ArticleId, Kept]
) -> tuple[MemberView, ...]:
    return tuple(
        MemberView(
            article=kept[one].view,
            relation=shown[one].relation or Relation.NEW,
            origin=shown[one].origin,
        )
        for one in story.members
        if one in shown and one in kept
    )


def _passed(fronted: Fronted) -> tuple[Reason, ...]:
    return tuple(one for one in fronted.place.reasons if one.code == "passed_over")
