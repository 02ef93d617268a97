"""What is published, for programs that ask: lists, single articles and stories, and why.

In: the store, what is wanted, and the topics that exist for whoever asks (`sight`; None: all).  Out: records of
`records.published`, cut to what `craft.rights.show` lets out now.  What is not published, or out of sight, is not there.
"""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

import msgspec

from wiredesk.basics.ids import ArticleId, StoryId, TopicId
from wiredesk.basics.urls import web_url
from wiredesk.craft.heat import heat_over_time
from wiredesk.craft.render import parse_converted
from wiredesk.craft.rights import show, show_work
from wiredesk.craft.searching import parse_query
from wiredesk.craft.topics import concepts_of
from wiredesk.newsroom.front import coverage
from wiredesk.ports import Store
from wiredesk.records.envelope import Use
from wiredesk.records.family import Relation
from wiredesk.records.grade import Grade
from wiredesk.records.hold import Bucket
from wiredesk.records.hub import HeatPoint
from wiredesk.records.listing import EVERYTHING, Listed, Wanted
from wiredesk.records.outcome import Outcome, Stage
from wiredesk.records.provider import Provider
from wiredesk.records.published import (
    Grounds,
    Hits,
    OutArticle,
    OutStory,
    Part,
    Report,
    WholeStory,
)
from wiredesk.records.reason import Reason
from wiredesk.records.searching import Found, Order
from wiredesk.records.story import Story
from wiredesk.records.topic import Concept, Topic
from wiredesk.records.work import ProviderRecord, PublishWork
from wiredesk.route.frontpage import front_now
from wiredesk.route.hubview import SHOWN_IN_STORY, STORIES_MAX, HubFacts

Sight = frozenset[TopicId] | None
MEMBERS_MAX: Final = 500  # of a story; a larger one says how many reports it has
# A passage that two texts share may be longer than an extract: it stays on the desk.
UNTOLD: Final = frozenset({"shared_words"})


@dataclass(slots=True)
class Published:
    """Answers what is out."""

    store: Store
    facts: HubFacts
    topics: tuple[Topic, ...]
    _front: tuple[int, tuple[StoryId, ...]] = (-1, ())
    """Order of the front page, and the generation that it was made of."""
    _making: threading.Lock = field(default_factory=threading.Lock)

    # --- articles -----------------------------------------------------------------------------------

    def list_articles(
        self, wanted: Wanted, *, sight: Sight, after: Listed | None, limit: int, now: datetime
    ) -> Part:
        """Published articles, newest first."""
        lines = self.store.list_out_articles(_within(wanted, sight), after=after, limit=limit + 1)
        articles = self._articles([line.article_id for line in lines[:limit]], now=now)
        return Part(articles=tuple(articles), last=_last(lines, limit))

    def find_articles(
        self, ids: Sequence[ArticleId], *, sight: Sight, now: datetime
    ) -> list[OutArticle]:
        """Those of these articles that are published and in sight, in the order asked for."""
        topics = self.store.list_out_topics(ids)
        seen = [one for one in ids if one in topics and sees(sight, topics[one])]
        return self._articles(seen, now=now)

    def find_article(self, one: ArticleId, *, sight: Sight, now: datetime) -> OutArticle | None:
        """One article; None when there is none for whoever asks."""
        found = self.find_articles([one], sight=sight, now=now)
        return found[0] if found else None

    def changed_at(self, one: ArticleId) -> datetime | None:
        """When its record was made or found unchanged last."""
        published = [out for out in self.store.list_outcomes(one) if out.step is Stage.PUBLISH]
        return published[0].at if published else None

    def find_grounds(self, one: ArticleId, *, sight: Sight, now: datetime) -> Grounds | None:
        """Why it stands where it stands, without passages of publishers' texts."""
        article = self.find_article(one, sight=sight, now=now)
        if article is None:
            return None
        outcomes = {outcome.step: outcome for outcome in self.store.list_outcomes(one)}
        grade = outcomes.get(Stage.GRADE)
        return Grounds(
            article=article,
            grade=msgspec.json.decode(grade.verdict, type=Grade) if grade else None,
            relation=_told(outcomes.get(Stage.MATCH)),
            story=_told(outcomes.get(Stage.GROUP)),
            heat=self._heat_reasons(article.story_id),
        )

    def search(
        self, text: str, *, order: Order, sight: Sight, cursor: str, limit: int, now: datetime
    ) -> Hits:
        """What a query finds; InputError when `cursor` is none of the store's."""
        query = parse_query(text)
        found = (
            Found(articles=())
            if query.is_empty
            else self.store.search(query, order=order, limit=limit, cursor=cursor)
        )
        return Hits(
            articles=tuple(self.find_articles(found.articles, sight=sight, now=now)),
            count=found.count,
            ignored=query.ignored,
            cursor=found.cursor,
        )

    # --- stories ------------------------------------------------------------------------------------

    def list_stories(
        self, wanted: Wanted, *, sight: Sight, after: Listed | None, limit: int, now: datetime
    ) -> Part:
        """Stories by their newest published article that is wanted."""
        lines = self.store.list_out_stories(_within(wanted, sight), after=after, limit=limit + 1)
        ids = [line.story_id for line in lines[:limit] if line.story_id]
        stories = self._stories(ids, sight=sight, now=now)
        return Part(stories=tuple(stories), last=_last(lines, limit))

    def list_front(
        self, wanted: Wanted, *, sight: Sight, limit: int, after: StoryId | None, now: datetime
    ) -> Part | None:
        """Stories in the order of the front page, behind `after`; None when that no longer stands there."""
        order = self._order()
        if after is not None and after not in order:
            return None
        rest = order[order.index(after) + 1 :] if after is not None else order
        fit = self.store.find_out_stories(rest, _within(wanted, sight))
        ids = [one for one in rest if one in fit]
        stories: list[OutStory] = []
        while ids and len(stories) < limit + 1:
            some, ids = ids[: limit + 1], ids[limit + 1 :]
            found = self._stories(some, sight=sight, now=now)
            stories += [one for one in found if one.heat >= wanted.heat_min]
        last = None
        if len(stories) > limit:
            at = stories[limit - 1]
            shown = at.lead.shown
            last = Listed(effective_at=shown.time.effective, article_id=shown.id, story_id=at.id)
        return Part(stories=tuple(stories[:limit]), last=last)

    def find_story(self, one: StoryId, *, sight: Sight, now: datetime) -> WholeStory | None:
        """A story, redirects followed; None when nothing of it is out for whoever asks."""
        story = self.store.load_story(one)
        if story is None:
            return None
        shown = self._stories([story.id], sight=sight, now=now)
        if not shown:
            return None
        return WholeStory(
            story=shown[0],
            members=self._reports(story, shown[0].lead.shown.id, sight=sight, now=now),
            reasons=self._heat_reasons(story.id),
            heats=self._heats(story),
        )

    # --- topics and providers -----------------------------------------------------------------------

    def list_topics(self, *, sight: Sight) -> list[Topic]:
        """The topics that exist for whoever asks: those in sight, and those below them."""
        parents = {topic.id: topic.parent for topic in self.topics}
        return [
            topic for topic in self.topics if sight is None or _lies_in(topic.id, parents, sight)
        ]

    def concepts_of(self, topic: Topic) -> tuple[Concept, ...]:
        """IPTC Media Topics that a topic lies below."""
        return tuple(concepts_of(topic, self.facts.concepts))

    def newest(self) -> datetime | None:
        """Effective time of the newest published article."""
        newest = self.store.list_out_articles(EVERYTHING, after=None, limit=1)
        return newest[0].effective_at if newest else None

    def list_providers(self, *, after: str, limit: int) -> list[tuple[Provider, ProviderRecord]]:
        """Providers with something published, by domain."""
        domains = self.store.list_out_providers(after=after, limit=limit)
        return self.store.list_provider_records(domains)

    # --- within -------------------------------------------------------------------------------------

    def _order(self) -> tuple[StoryId, ...]:
        """The front page's order; made again when something was published since."""
        generation, _ = self.store.load_generation()
        with self._making:
            if self._front[0] != generation:
                newest = self.store.list_lines(self.store.list_published(limit=1))
                since = timedelta(days=self.facts.site_days)
                fronted = (
                    front_now(self.store, since=newest[0].received_at - since, limit=STORIES_MAX)
                    if newest
                    else []
                )
                self._front = generation, tuple(one.story.id for one in fronted)
            return self._front[1]

    def _articles(self, ids: Sequence[ArticleId], *, now: datetime) -> list[OutArticle]:
        return [
            article
            for work in self.store.load_publish_work(ids)
            if (article := self._article(work, now=now)) is not None
        ]

    def _article(self, work: PublishWork, *, now: datetime) -> OutArticle | None:
        shown = show_work(work, rules=self.facts.rules, now=now)
        if work.bucket is not Bucket.PUBLISHED or not work.previous or Use.INDEX not in shown.uses:
            return None
        topics = {topic.id: topic for topic in self.topics}
        under = [topics[label.topic] for label in work.labels if label.topic in topics]
        concepts = [concept for topic in under for concept in self.concepts_of(topic)]
        return OutArticle(
            shown=shown,
            record=parse_converted(work.previous, self.facts.profile, name=work.path),
            path=work.path,
            story_id=work.story_id,
            labels=work.labels,
            related={
                address: show(
                    one,
                    rules=self.facts.rules,
                    now=now,
                    edit=work.edits.get(one.id),
                    lender=work.lenders.get(one.id),
                )
                for one, _, _ in work.related
                if (address := web_url(one.web_url))
            },
            concepts=tuple({concept.id: concept for concept in concepts}.values()),
        )

    def _stories(self, ids: Sequence[StoryId], *, sight: Sight, now: datetime) -> list[OutStory]:
        """Those of these stories of which something is out and in sight, in the order asked for."""
        stories = [story for one in ids if (story := self.store.load_story(one)) is not None]
        members = [member for story in stories for member in story.members]
        topics = self.store.list_out_topics(members)
        leads = {}
        for story in stories:
            out = [one for one in story.members if one in topics and sees(sight, topics[one])]
            if out:
                leads[story.id] = story.lead if story.lead in out else out[-1]
        found = self._articles([one for one in leads.values() if one], now=now)
        articles = {one.shown.id: one for one in found}
        first = {
            line.id: line.provider
            for line in self.store.list_lines([story.members[0] for story in stories])
        }
        return [
            OutStory(
                id=story.id,
                heat=story.heat,
                reports=story.reports,
                independent=story.independent,
                sentence=coverage(story.reports, story.independent, first[story.members[0]]),
                lead=articles[lead],
            )
            for story in stories
            if (lead := leads.get(story.id)) in articles
        ]

    def _reports(
        self, story: Story, lead: ArticleId, *, sight: Sight, now: datetime
    ) -> tuple[Report, ...]:
        lines = {
            line.id: line
            for line in self.store.list_lines(story.members[:MEMBERS_MAX])
            if line.bucket is Bucket.PUBLISHED or line.failure in SHOWN_IN_STORY
        }
        reports = []
        for work in self.store.load_publish_work(list(lines), related=False):
            line, shown = (
                lines[work.article.id],
                show_work(work, rules=self.facts.rules, now=now),
            )
            if (
                not sees(sight, topics_of(work))
                or Use.INDEX not in shown.uses
                or line.family_id is None
            ):
                continue
            report = Report(
                shown=shown,
                provider_name=work.provider.name,
                family_id=line.family_id,
                relation=line.relation or Relation.NEW,
                origin=line.origin,
                quality=work.quality,
                received_at=line.received_at,
                is_lead=line.id == lead,
                is_out=line.bucket is Bucket.PUBLISHED and bool(work.previous),
            )
            reports.append(report)
        return tuple(reports)

    def _heats(self, story: Story) -> tuple[HeatPoint, ...]:
        """How hot it was, until it was ranked last."""
        shown = self.store.list_shown([story.id], at=story.ranked_at) if story.ranked_at else []
        if not shown or story.ranked_at is None:
            return ()
        calibrations = {one.number: one for one in self.store.list_calibrations()}
        lines = self.store.list_coverage(story.members)
        counted = [line for line in lines if line.story_id == story.id]
        told = heat_over_time(counted, calibrations[shown[0].calibration], until=story.ranked_at)
        return tuple(HeatPoint(at=at, heat=heat) for at, heat in told)

    def _heat_reasons(self, story: StoryId) -> tuple[Reason, ...]:
        outcomes = self.store.list_outcomes(story)
        return _told(next((one for one in outcomes if one.step is Stage.RANK), None))


def _within(wanted: Wanted, sight: Sight) -> Wanted:
    """The wish of somebody who sees no more than that; a topic that is wanted lies in sight."""
    return (
        wanted if sight is None or wanted.topics else replace(wanted, topics=tuple(sorted(sight)))
    )


def topics_of(work: PublishWork) -> frozenset[TopicId]:
    """Topics that an article lies under, published or not."""
    return frozenset(label.topic for label in work.labels)


def sees(sight: Sight, topics: frozenset[TopicId]) -> bool:
    """Whether what lies under these topics exists for whoever asks."""
    return sight is None or not sight.isdisjoint(topics)


def _lies_in(
    topic: TopicId, parents: Mapping[TopicId, TopicId | None], sight: frozenset[TopicId]
) -> bool:
    """Whether a topic or one above it is in sight."""
    passed: set[TopicId] = set()
    at: TopicId | None = topic
    while at is not None and at not in passed:
        if at in sight:
            return True
        passed.add(at)
        at = parents.get(at)
    return False


def _last(lines: Sequence[Listed], limit: int) -> Listed | None:
    return lines[limit - 1] if len(lines) > limit else None


def _told(outcome: Outcome | None) -> tuple[Reason, ...]:
    """Its reasons without the words of others that show them."""
    if outcome is None:
        return ()
    return tuple(
        Reason(code=one.code, text=one.text, value=one.value)
        for one in outcome.reasons
        if one.code not in UNTOLD
    )
