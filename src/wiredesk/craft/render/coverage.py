"""How a story was covered: its sentence, its timeline with copies folded, the places of its dots.

In: a StoryView.  Out: lines for the story's page.  Judges nothing: relations come with the members.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from wiredesk.basics.ids import ArticleId
from wiredesk.records.family import Relation
from wiredesk.records.hub import ArticleView, MemberView, StoryView

DOT_LEFT_PERCENT: Final = 2.0  # so that the first and the last dot are drawn whole
DOT_SPAN_PERCENT: Final = 96.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """One report with what is folded under it."""

    article: ArticleView
    relation: Relation
    dot_percent: float
    """Where its dot lies between the first and the last report."""
    is_lead: bool
    folded: tuple[MemberView, ...] = ()
    """Copies and revisions of it, by time."""
    folded_percents: tuple[float, ...] = ()
    """Where their dots lie."""


def coverage_sentence(story: StoryView) -> str:
    """`6 reports, 4 independent; first: Lindhaven Courier`."""
    first = first_report(story).provider_name
    if story.reports == 1:
        return f"1 report, by {first}"
    return f"{story.reports} reports, {story.independent} independent; first: {first}"


def first_report(story: StoryView) -> ArticleView:
    """The report that came first; copies count only when nothing else is known."""
    own = [one.article for one in story.members if one.relation is not Relation.COPY]
    return min(own or [story.lead], key=_when)


def timeline(story: StoryView) -> tuple[TimelineRow, ...]:
    """Reports by time; each copy or revision stands under its origin when that is in the story."""
    members = sorted(story.members, key=lambda one: _when(one.article))
    ids = {one.article.id for one in members}
    tops = [one for one in members if not _is_folded(one, ids)]
    # Two copies may name each other as origin; a story never vanishes over that.
    tops = tops or list(members[:1])
    shown = {one.article.id for one in tops}
    # A copy of a copy stands under the same origin as the first copy.
    places = {one.article.id: _top_of(one, members, shown) for one in members}
    begin, end = _span([one.article for one in members])
    folded = {
        top.article.id: tuple(
            one
            for one in members
            if one.article.id not in shown and places[one.article.id] == top.article.id
        )
        for top in tops
    }
    return tuple(
        TimelineRow(
            article=top.article,
            relation=top.relation,
            dot_percent=_dot(top.article.published, begin, end),
            is_lead=top.article.id == story.lead.id,
            folded=folded[top.article.id],
            folded_percents=tuple(
                _dot(one.article.published, begin, end) for one in folded[top.article.id]
            ),
        )
        for top in tops
    )


def _is_folded(member: MemberView, ids: set[ArticleId]) -> bool:
    return (
        member.relation is not Relation.NEW
        and member.origin in ids
        and member.origin != member.article.id
    )


def _top_of(member: MemberView, members: Sequence[MemberView], shown: set[ArticleId]) -> ArticleId:
    by_id = {one.article.id: one for one in members}
    place, seen = member, set[ArticleId]()
    while place.article.id not in shown and place.article.id not in seen:
        seen.add(place.article.id)
        place = by_id.get(place.origin or place.article.id, place)
    return place.article.id if place.article.id in shown else next(iter(sorted(shown)))


def _span(articles: Sequence[ArticleView]) -> tuple[datetime, datetime]:
    times = [article.published for article in articles]
    return min(times), max(times)


def _dot(at: datetime, begin: datetime, end: datetime) -> float:
    whole = (end - begin).total_seconds()
    share = (at - begin).total_seconds() / whole if whole else 0.0
    return round(DOT_LEFT_PERCENT + DOT_SPAN_PERCENT * share, 1)


def _when(article: ArticleView) -> tuple[datetime, str]:
    return (article.published, article.id)
