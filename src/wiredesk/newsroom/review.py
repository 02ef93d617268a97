"""What a person chooses for single articles: release, reject, hold until, and taking that back.

In: ids or addresses.  Out: the choices, each in the audit of decisions; the next run of the route judges the articles again.
"""

from collections.abc import Sequence
from datetime import datetime

from wiredesk.basics.errors import UsageError
from wiredesk.ports import Store
from wiredesk.records.decision import Choice
from wiredesk.records.work import ArticleLine


def choose(
    store: Store,
    subjects: Sequence[str],
    choice: Choice,
    *,
    by: str,
    now: datetime,
    note: str = "",
    until: datetime | None = None,
) -> list[ArticleLine]:
    """Decide on each article; UsageError, and nothing is decided, when one of them is none."""
    if until is not None and until <= now:
        told = f"{until:%Y-%m-%d %H:%M} UTC is past."
        raise UsageError(told, subject="--until", remedy="Name a later day.")
    lines = [_article(store, subject) for subject in subjects]
    for line in lines:
        store.save_decision(line.id, choice.value, by=by, note=note, now=now, until=until)
    return lines


def take_back(
    store: Store, subjects: Sequence[str], *, by: str, now: datetime
) -> list[ArticleLine]:
    """Nobody's choice holds any more: the machine judges each article again.  UsageError as in `choose`."""
    lines = [_article(store, subject) for subject in subjects]
    for line in lines:
        if not store.list_decisions(line.id):
            raise UsageError("nobody chose anything for it.", subject=line.id)
    for line in lines:
        store.save_decision(line.id, "", by=by, note="", now=now)
    return lines


def _article(store: Store, subject: str) -> ArticleLine:
    line = store.find_article(subject)
    if line is None:
        raise UsageError(
            "is no article of this hub.",
            subject=subject,
            remedy="Give an id, the article's address, or the path of its record.",
        )
    return line
