"""When an issue of the newsletter is due.

In: its schedule, now.  Out: the last moment at which one was due, whether or not the machine ran then.
"""

from datetime import UTC, datetime, time, timedelta

from wiredesk.records.mailing import Rhythm, Schedule

DAYS = {Rhythm.DAY: 1, Rhythm.WEEK: 7}


def last_due(schedule: Schedule, now: datetime) -> datetime:
    """The latest due moment that is not after `now`, at the schedule's hour where its readers are."""
    assert now.tzinfo is not None, "now must be aware"
    here = now.astimezone(schedule.zone)
    back = 0 if schedule.rhythm is Rhythm.DAY else (here.weekday() - schedule.weekday) % 7
    day = here.date() - timedelta(days=back)
    due = datetime.combine(day, time(schedule.hour), tzinfo=schedule.zone)
    if due > now:
        day -= period_of(schedule)
        due = datetime.combine(day, time(schedule.hour), tzinfo=schedule.zone)
    return due.astimezone(UTC)


def period_of(schedule: Schedule) -> timedelta:
    """From one issue to the next, but for the hour that summer time takes or gives."""
    return timedelta(days=DAYS[schedule.rhythm])
