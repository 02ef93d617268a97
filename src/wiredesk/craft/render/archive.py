"""The archive: what was published on which day, and the calendar that leads to it.

In: a hub.  Out: a page for each day with an article, and an index by months.
"""

import calendar
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date
from itertools import pairwise
from typing import Final

from wiredesk.basics.ids import ArticleId, StoryId
from wiredesk.craft.render.coverage import coverage_sentence
from wiredesk.craft.render.draft import Draft
from wiredesk.craft.render.shown import day_path
from wiredesk.craft.render.templating import render_page
from wiredesk.records.hub import ArticleView, Frame, HubView

INDEX: Final = "archive/index.html"
FILL_STEPS: Final = 4  # shades of a day in the calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveLine:
    """One article on its day's page."""

    article: ArticleView
    story: StoryId | None
    coverage: str
    """Of its story, in words; empty when it has no page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """One cell of the calendar; `number` 0 is none of the month."""

    number: int
    articles: int = 0
    path: str = ""
    shade: int = 0
    """0 to 4: how many articles, beside the busiest day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """One month of the calendar, in weeks from Monday."""

    year: int
    month: int
    articles: int
    weeks: tuple[tuple[CalendarDay, ...], ...]


def plan_archive(hub: HubView, frame: Frame) -> Iterator[Draft]:
    """The pages of all days, and their index."""
    days: dict[date, list[ArticleView]] = defaultdict(list)
    for article in hub.articles:
        days[article.published.astimezone(UTC).date()].append(article)
    told = _stories(hub)
    ordered = sorted(days)
    earlier = dict(pairwise(reversed(ordered)))
    later = dict(pairwise(ordered))
    for day in ordered:
        lines = tuple(
            ArchiveLine(article=one, story=story, coverage=coverage)
            for one in days[day]
            for story, coverage in [told.get(one.id, (None, ""))]
        )
        inputs = (frame, day, lines, (earlier.get(day), later.get(day)))
        yield Draft(path=day_path(day), make=_day_page, inputs=inputs)
    counts = tuple((day, len(days[day])) for day in ordered)
    yield Draft(path=INDEX, make=_index_page, inputs=(frame, counts))


def _stories(hub: HubView) -> Mapping[ArticleId, tuple[StoryId, str]]:
    told = ((story, coverage_sentence(story)) for story in hub.stories)
    return {
        member.article.id: (story.id, sentence)
        for story, sentence in told
        for member in story.members
    }


def _day_page(
    frame: Frame,
    day: date,
    lines: Sequence[ArchiveLine],
    around: tuple[date | None, date | None],
) -> bytes:
    earlier, later = around
    values = {"day": day, "lines": lines, "earlier": earlier, "later": later}
    return render_page("day.html", frame, day_path(day), **values)


def _index_page(frame: Frame, counts: Sequence[tuple[date, int]]) -> bytes:
    return render_page("archive.html", frame, INDEX, months=_months(dict(counts)))


def _months(counts: Mapping[date, int]) -> list[Month]:
    """Newest first."""
    busiest = max(counts.values(), default=1)
    told = []
    for year, month in sorted({(day.year, day.month) for day in counts}, reverse=True):
        weeks = calendar.Calendar().monthdatescalendar(year, month)
        cells = tuple(
            tuple(
                _cell(one, counts, busiest) if one.month == month else CalendarDay(number=0)
                for one in week
            )
            for week in weeks
        )
        total = sum(cell.articles for week in cells for cell in week)
        told.append(Month(year=year, month=month, articles=total, weeks=cells))
    return told


def _cell(day: date, counts: Mapping[date, int], busiest: int) -> CalendarDay:
    found = counts.get(day, 0)
    if not found:
        return CalendarDay(number=day.day)
    shade = -(-FILL_STEPS * found // busiest)
    return CalendarDay(number=day.day, articles=found, path=day_path(day), shade=shade)
