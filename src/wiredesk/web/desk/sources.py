"""Sources: how each does in words, what came of it, and what can be asked of it."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from wiredesk.basics.ids import SourceId
from wiredesk.craft.feeds import Health
from wiredesk.craft.render.charts import bars
from wiredesk.newsroom.sourcing import (
    DAYS,
    SourceLine,
    list_health,
    load_figures,
    pause_source,
    poll_now,
    resume_source,
    view_source,
)
from wiredesk.newsroom.watch import clear_alarm
from wiredesk.ports import Store
from wiredesk.records.provider import Sign
from wiredesk.records.source import Source
from wiredesk.records.user import Role
from wiredesk.web.desk.entering import EmptyForm
from wiredesk.web.desk.visit import Answer, Desk, Page, Sent, Shown, Visit

FIGURES_HOLD: Final = timedelta(minutes=2)
COUNT_HOLDS: Final = timedelta(seconds=20)
UNWELL_COUNT: Final = "unwell sources"
WORDS_MAX: Final = 100
UNWELL: Final = frozenset({Health.DEAD, Health.HELD, Health.FAILING})
_ORDER: Final = {health: place for place, health in enumerate(Health)}
# By what a list is sorted; what is worst or most comes first.
SORTS: Final[Mapping[str, Callable[[SourceLine], Any]]] = {
    "health": lambda one: (_ORDER[one.health.health], one.name.casefold()),
    "name": lambda one: one.name.casefold(),
    "newest": lambda one: -(one.figures.last_at.timestamp() if one.figures.last_at else 0.0),
    "perday": lambda one: -one.per_day,
    "yield": lambda one: -(one.yield_share or 0.0),
    "copies": lambda one: -(one.copies_share or 0.0),
    "next": lambda one: one.polling.due_at,
}


def show_sources(desk: Desk, visit: Visit) -> Answer:
    """The list: sorted, and only those that do so, or are called so."""
    lines, as_of = _lines(desk, visit.now)
    counts = {health: sum(one.health.health is health for one in lines) for health in Health}
    sort = visit.query.get("sort", "health")
    sort = sort if sort in SORTS else "health"
    does = visit.query.get("does", "")
    word = visit.query.get("q", "")[:WORDS_MAX].strip().casefold()
    shown = [
        one
        for one in sorted(lines, key=SORTS[sort])
        if does in {"", one.health.health.value}
        and word in f"{one.name} {one.source.provider} {one.source.url}".casefold()
    ]
    values = {
        "lines": shown,
        "counts": [(health, count) for health, count in counts.items() if count],
        "total": len(lines),
        "sort": sort,
        "does": does,
        "word": word,
        "as_of": as_of,
        "days": DAYS,
        "now": visit.now,
    }
    return Shown(template="sources.html", values=values)


def show_source(desk: Desk, visit: Visit) -> Answer:
    """One source: health, figures, last polls, what it brought."""
    view = view_source(desk.store, SourceId(visit.path["source"]), now=visit.now)
    values = {
        "view": view,
        "line": view.line,
        "chart": bars([(f"{day:%-d %b}", count) for day, count in view.days], labels_max=8),
        "signs": tuple(Sign),
    }
    return Shown(template="source.html", values=values | {"days": DAYS, "now": visit.now})


def count_unwell(desk: Desk, now: datetime) -> int:
    """Sources that need a person, as of some seconds ago."""
    counted, _ = desk.memory.recall(
        UNWELL_COUNT, lambda: len(list_unwell(desk, now)), holds=COUNT_HOLDS, now=now
    )
    return counted


def list_unwell(desk: Desk, now: datetime) -> list[SourceLine]:
    """Those that need a person, worst first."""
    lines, _ = _lines(desk, now)
    unwell = [one for one in lines if one.health.health in UNWELL]
    return sorted(unwell, key=SORTS["health"])


def _lines(desk: Desk, now: datetime) -> tuple[list[SourceLine], datetime]:
    """All sources; what they brought may be some minutes old, how they do is of now."""
    figures, as_of = desk.memory.recall(
        "figures", lambda: load_figures(desk.store, now=now), holds=FIGURES_HOLD, now=now
    )
    return list_health(desk.store, figures=figures, now=now), as_of


def _doing(
    what: Callable[[Store, SourceId, Visit], Source], said: str
) -> Callable[[Desk, Visit], Answer]:
    """A button of the page of a source."""

    def answer(desk: Desk, visit: Visit) -> Answer:
        visit.form_as(EmptyForm)
        source = what(desk.store, SourceId(visit.path["source"]), visit)
        desk.memory.forget(UNWELL_COUNT)
        return Sent(page="source", path={"source": source.id}, said=said)

    return answer


def _clear(store: Store, source_id: SourceId, visit: Visit) -> Source:
    source = view_source(store, source_id, now=visit.now).line.source
    clear_alarm(store, source, by=visit.name, now=visit.now)
    return source


_pause = _doing(
    lambda store, one, visit: pause_source(store, one, by=visit.name, now=visit.now),
    "source_paused",
)
_resume = _doing(
    lambda store, one, visit: resume_source(store, one, by=visit.name, now=visit.now),
    "source_resumed",
)
_poll = _doing(lambda store, one, visit: poll_now(store, one, now=visit.now), "source_polled")

PAGES: Final = (
    Page(name="sources", path="/sources", method="GET", role=Role.READER, answer=show_sources),
    Page(
        name="source", path="/sources/{source}", method="GET", role=Role.READER, answer=show_source
    ),
    Page(
        name="source-pause",
        path="/sources/{source}/pause",
        method="POST",
        role=Role.EDITOR,
        answer=_pause,
    ),
    Page(
        name="source-resume",
        path="/sources/{source}/resume",
        method="POST",
        role=Role.EDITOR,
        answer=_resume,
    ),
    Page(
        name="source-poll",
        path="/sources/{source}/poll",
        method="POST",
        role=Role.EDITOR,
        answer=_poll,
    ),
    Page(
        name="source-clear",
        path="/sources/{source}/clear",
        method="POST",
        role=Role.EDITOR,
        answer=_doing(_clear, "source_cleared"),
    ),
)
