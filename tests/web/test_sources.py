"""Sources on the desk: how each does in words, and what can be asked of it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from make import NOW, make_polling, make_source
from starlette.applications import Starlette
from web.asking import Answered, ask, form
from web.desks import csrf_of, enter

from wiredesk.records.provider import SourceAlarm
from wiredesk.records.reason import Reason
from wiredesk.records.source import Polled, Polling, SourceState
from wiredesk.world.store import SqlStore

DAY = timedelta(days=1)
FINE, BROKEN, HELD = (make_source(name) for name in ("gazette", "courier", "herald"))


@pytest.fixture(autouse=True)
def sources(store: SqlStore) -> None:
    store.save_sources([FINE, BROKEN, HELD], now=NOW)
    hourly = tuple(NOW - number * timedelta(hours=1) for number in range(9, 0, -1))
    store.save_polling(make_polling(FINE, last_ok_at=NOW, changes=hourly, due_at=NOW + DAY))
    failed = Polled(at=NOW, error="the name <b>courier</b> is not known")
    store.save_polling(
        make_polling(
            BROKEN, last_ok_at=NOW - DAY, failures=3, last_error=failed.error, last=(failed,)
        )
    )
    store.save_polling(make_polling(HELD, last_ok_at=NOW, changes=hourly))
    why = (Reason(code="alarm", text="Nine of ten articles are about casinos."),)
    store.save_alarm(SourceAlarm(source_id=HELD.id, raised_at=NOW, since=NOW, reasons=why), now=NOW)


def polling_of(store: SqlStore, name: str) -> Polling:
    due = store.load_source(make_source(name).id)
    assert due
    return due.polling


def press(app: Starlette, what: str, source: str = FINE.id) -> Answered:
    headers = enter(app, "editor")
    body = form(csrf=csrf_of(app, headers))
    path = f"/desk/sources/{source}/{what}"
    return ask(app, path, method="POST", headers=headers, body=body)


def shown(app: Starlette, query: str = "") -> list[str]:
    """Which sources are listed, in order."""
    page = ask(app, f"/desk/sources?{query}", headers=enter(app)).text
    names = {str(one.id): one.provider.partition(".")[0] for one in (FINE, BROKEN, HELD)}
    return [names[part.partition('"')[0]] for part in page.split('data-row="')[1:]]


def test_the_worst_stand_first_each_with_what_is_wrong(app: Starlette) -> None:
    assert shown(app) == ["herald", "courier", "gazette"]
    page = ask(app, "/desk/sources", headers=enter(app)).text
    assert "It failed 3 times in a row: the name &lt;b&gt;courier&lt;/b&gt; is not known." in page
    assert 'class="count">2<' in page, "the navigation counts those that need a person"


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("sort=name", ["courier", "gazette", "herald"]),
        ("does=fine", ["gazette"]),
        ("does=failing&sort=name", ["courier"]),
        ("does=dead", []),
        ("q=HERALD", ["herald"]),
        ("q=%3Cscript%3E", []),
        ("sort=password;DROP", ["herald", "courier", "gazette"]),
    ],
)
def test_a_list_is_sorted_and_cut_as_asked(app: Starlette, query: str, names: list[str]) -> None:
    assert shown(app, query) == names


def test_a_source_is_paused_and_resumed(app: Starlette, store: SqlStore) -> None:
    answer = press(app, "pause")
    assert answer.header("location") == f"/desk/sources/{FINE.id}?said=source_paused"
    assert polling_of(store, "gazette").state is SourceState.PARKED
    assert press(app, "pause").status == 409
    press(app, "resume")
    assert polling_of(store, "gazette").state is SourceState.ACTIVE
    assert polling_of(store, "gazette").due_at == NOW


def test_a_source_that_is_asked_for_now_is_due_now(app: Starlette, store: SqlStore) -> None:
    assert polling_of(store, "gazette").due_at == NOW + DAY
    press(app, "poll")
    assert polling_of(store, "gazette").due_at == NOW
    store.save_polling(replace(polling_of(store, "gazette"), state=SourceState.PARKED))
    assert press(app, "poll").status == 400


def test_an_alarm_is_cleared_by_who_says_so(app: Starlette, store: SqlStore) -> None:
    page = ask(app, f"/desk/sources/{HELD.id}", headers=enter(app)).text
    assert "Nine of ten articles are about casinos." in page
    press(app, "clear", HELD.id)
    alarm = store.load_alarm(HELD.id)
    assert alarm
    assert (alarm.is_open, alarm.cleared_by) == (False, "editor")
    assert 'class="count">1<' in ask(app, "/desk/sources", headers=enter(app)).text
    assert press(app, "clear", HELD.id).status == 400


def test_a_source_that_is_not_followed_is_told_so(app: Starlette) -> None:
    answer = ask(app, "/desk/sources/s0000000000000000", headers=enter(app))
    assert answer.status == 404
    assert "no source that this hub follows" in answer.text


def test_a_reader_is_shown_no_buttons(app: Starlette) -> None:
    assert "/pause" in ask(app, f"/desk/sources/{FINE.id}", headers=enter(app, "editor")).text
    assert "/pause" not in ask(app, f"/desk/sources/{FINE.id}", headers=enter(app, "reader")).text
