"""Sources as an editor watches them: how each does, what came of it; and what a person may say about polling.

In: the store.  Out: lines for lists and pages.  What is followed stands in `sources.toml`: this changes nothing of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from wiredesk.basics.errors import UsageError
from wiredesk.basics.ids import SourceId
from wiredesk.craft.feeds import SourceHealth, judge_health
from wiredesk.craft.quality import SourceYield, count_yield
from wiredesk.newsroom.auditing import note_act
from wiredesk.ports import Store
from wiredesk.records.act import ActKind
from wiredesk.records.overview import NO_FIGURES, SourceFigures
from wiredesk.records.provider import SourceAlarm, Survey
from wiredesk.records.source import DueSource, Polling, Source, SourceState

DAYS: Final = 28  # as `sources yield` looks back
NEWEST_SHOWN: Final = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """One source in the list."""

    source: Source
    polling: Polling
    health: SourceHealth
    figures: SourceFigures
    """Of the last 28 days."""

    @property
    def name(self) -> str:
        """What a person calls it."""
        return self.source.title or self.source.provider

    @property
    def per_day(self) -> float:
        """Articles that it brought first, a day."""
        return self.figures.articles / DAYS

    @property
    def yield_share(self) -> float | None:
        """Published of what it brought; None when it brought nothing."""
        brought = self.figures.articles
        return self.figures.published / brought if brought else None

    @property
    def copies_share(self) -> float | None:
        """Copies of what it brought; None when it brought nothing."""
        brought = self.figures.articles
        return self.figures.copies / brought if brought else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Newest:
    """An article that a source brought of late."""

    id: str
    title: str
    received_at: datetime
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """One source on its own page."""

    line: SourceLine
    gave: SourceYield
    days: tuple[tuple[date, int], ...]
    """Articles that it brought first, by day, the last 28."""
    alarm: SourceAlarm | None
    survey: Survey | None
    newest: tuple[Newest, ...]


def list_health(
    store: Store, *, figures: Mapping[SourceId, SourceFigures], now: datetime
) -> list[SourceLine]:
    """Every followed source, with `figures` of its last days."""
    held = {alarm.source_id for alarm in store.list_alarms() if alarm.is_open}
    return [
        _line(due, held=due.source.id in held, figures=figures, now=now)
        for due in store.list_sources()
    ]


def load_figures(store: Store, *, now: datetime) -> Mapping[SourceId, SourceFigures]:
    """What each source brought first in the last 28 days."""
    return store.list_source_figures(since=now - timedelta(days=DAYS))


def view_source(store: Store, source_id: SourceId, *, now: datetime) -> SourceView:
    """One source with all that is known of it; UsageError when it is not followed."""
    due = _followed(store, source_id)
    alarm = store.load_alarm(source_id)
    since = now - timedelta(days=DAYS)
    brought = store.list_yield(source_id, since=since)
    gave = count_yield(brought)
    figures = SourceFigures(articles=gave.articles, published=gave.published, copies=gave.copies)
    counts: dict[date, int] = {}
    for one in brought:
        counts[one.received_at.date()] = counts.get(one.received_at.date(), 0) + 1
    first = since.date() + timedelta(days=1)
    days = [first + timedelta(days=number) for number in range(DAYS)]
    held = alarm is not None and alarm.is_open
    return SourceView(
        line=_line(due, held=held, figures={source_id: figures}, now=now),
        gave=gave,
        days=tuple((day, counts.get(day, 0)) for day in days),
        alarm=alarm if held else None,
        survey=store.load_surveys([due.source.provider]).get(due.source.provider),
        newest=tuple(
            Newest(
                id=article.id,
                title=article.title,
                received_at=received_at,
                topics=tuple(label.name for label in labels.labels),
            )
            for article, labels, received_at in store.list_source_articles(
                source_id, since=since, limit=NEWEST_SHOWN
            )
        ),
    )


def pause_source(store: Store, source_id: SourceId, *, by: str, now: datetime) -> Source:
    """It is not polled until somebody resumes it; UsageError when it is not followed, or paused already."""
    due = _followed(store, source_id)
    if due.polling.state is SourceState.PARKED:
        raise UsageError("is paused already.", subject=due.source.url, code="already")
    store.save_polling(replace(due.polling, state=SourceState.PARKED))
    note_act(store, ActKind.PAUSE, source_id, told=due.source.url, by=by, now=now)
    return due.source


def resume_source(store: Store, source_id: SourceId, *, by: str, now: datetime) -> Source:
    """It is polled again, at once, also one that its server called gone; UsageError when it is polled already."""
    due = _followed(store, source_id)
    if due.polling.state is SourceState.ACTIVE:
        raise UsageError("is polled already.", subject=due.source.url, code="already")
    revived = replace(due.polling, state=SourceState.ACTIVE, due_at=now, failures=0, last_error="")
    store.save_polling(revived)
    note_act(store, ActKind.RESUME, source_id, told=due.source.url, by=by, now=now)
    return due.source


def poll_now(store: Store, source_id: SourceId, *, now: datetime) -> Source:
    """It is due at once: the route asks it with its next run; UsageError while it is paused."""
    due = _followed(store, source_id)
    if due.polling.state is SourceState.PARKED:
        raise UsageError("is paused.", subject=due.source.url, remedy="Resume it first.")
    store.save_polling(replace(due.polling, due_at=min(due.polling.due_at, now)))
    return due.source


def _followed(store: Store, source_id: SourceId) -> DueSource:
    due = store.load_source(source_id)
    if due is None:
        raise UsageError(
            "is no source that this hub follows.",
            subject=source_id,
            remedy="`wiredesk sources list` shows them.",
            code="unknown",
        )
    return due


def _line(
    due: DueSource, *, held: bool, figures: Mapping[SourceId, SourceFigures], now: datetime
) -> SourceLine:
    return SourceLine(
        source=due.source,
        polling=due.polling,
        health=judge_health(due.polling, is_held=held, now=now),
        figures=figures.get(due.source.id, NO_FIGURES),
    )
