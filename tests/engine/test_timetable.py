"""The timetable: what happens once a day happens once a day."""

import asyncio
from datetime import date, timedelta

from make import NOW, make_source

from wiredesk.basics.clock import SetClock
from wiredesk.engine.timetable import run_until
from wiredesk.world.store import open_store


async def test_what_is_nightly_happens_at_the_start_and_on_each_new_day() -> None:
    clock, stop, store = SetClock(NOW), asyncio.Event(), open_store(None)
    store.save_sources([make_source()], now=NOW)  # due for ever: the timetable looks every second
    nights: list[date] = []

    def nightly() -> None:
        nights.append(clock.now().date())
        if len(nights) == 2:
            stop.set()
        clock.advance(timedelta(days=1))

    await asyncio.wait_for(
        run_until(stop, (), store=store, clock=clock, nightly=nightly), timeout=20
    )
    store.close()
    assert nights == [NOW.date(), NOW.date() + timedelta(days=1)]
