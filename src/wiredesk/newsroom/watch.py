"""Watching sources: one that changes all at once is held until a person says that it is fine.

In: the store.  Out: alarms, kept with their effect in one transaction.  Decides nothing: `craft.editorial` does.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from wiredesk.basics.errors import UsageError
from wiredesk.basics.ids import SourceId
from wiredesk.craft.editorial import AFTER, BEFORE_MAX, judge_change, trait_of
from wiredesk.newsroom.auditing import note_act
from wiredesk.ports import Store
from wiredesk.records.act import ActKind
from wiredesk.records.provider import SourceAlarm
from wiredesk.records.reason import Reason
from wiredesk.records.source import Source

EVERY: Final = timedelta(hours=1)
OVERLAP: Final = timedelta(hours=6)  # an entry is labelled some time after it came
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
WATCHED: Final = "watched_at"


def watch_sources(store: Store, *, now: datetime) -> list[SourceAlarm]:
    """Judge every source that gave an entry since the last time, at most once an hour; alarms raised now."""
    kept = store.load_setting(WATCHED)
    watched = datetime.fromisoformat(kept) if kept else None
    if watched is not None and now < watched + EVERY:
        return []
    raised = []
    for source_id in store.list_fed_sources(since=watched - OVERLAP if watched else EPOCH):
        alarm = judge_source(store, source_id, now=now)
        if alarm is not None:
            store.save_alarm(alarm, now=now)
            raised.append(alarm)
    store.save_setting(WATCHED, now.isoformat())
    return raised


def judge_source(store: Store, source_id: SourceId, *, now: datetime) -> SourceAlarm | None:
    """An alarm when the newest articles of a source are unlike those before; None too while one is open."""
    last = store.load_alarm(source_id)
    if last is not None and last.is_open:
        return None
    # What a person found fine is what is usual from then on.
    since = last.since if last is not None else EPOCH
    read = store.list_source_articles(source_id, since=since, limit=AFTER + BEFORE_MAX)
    traits = [trait_of(article, labelled=bool(labels.labels)) for article, labels, _ in read]
    reasons = judge_change(traits[AFTER:], traits[:AFTER])
    if not reasons:
        return None
    began = min(received for _, _, received in read[:AFTER])
    return SourceAlarm(source_id=source_id, raised_at=now, since=began, reasons=reasons)


def clear_alarm(store: Store, source: Source, *, by: str, now: datetime) -> SourceAlarm:
    """The source is fine: its articles are judged again.  UsageError when it has no open alarm."""
    alarm = store.load_alarm(source.id)
    if alarm is None or not alarm.is_open:
        raise UsageError("has no open alarm.", subject=source.url)
    cleared = replace(alarm, cleared_at=now, cleared_by=by)
    store.save_alarm(cleared, now=now)
    note_act(store, ActKind.CLEAR_ALARM, source.id, told=source.url, by=by, now=now)
    return cleared


def alarms(store: Store) -> list[Reason]:
    """What sources are held for, and what to do, by source."""
    urls = {due.source.id: due.source.url for due in store.list_sources()}
    return [
        _told(urls.get(alarm.source_id, alarm.source_id), alarm)
        for alarm in store.list_alarms()
        if alarm.is_open
    ]


def _told(url: str, alarm: SourceAlarm) -> Reason:
    why = " ".join(reason.text for reason in alarm.reasons)
    return Reason(
        code="source_alarm",
        text=(
            f"Since {alarm.since:%Y-%m-%d %H:%M} UTC {url} is not what it was: {why}  Its articles are held.  "
            f"If it is fine: `wiredesk sources clear {url}`."
        ),
        evidence=url,
    )
