"""The front page of the sample newsroom: one order everywhere, and the same one when asked later."""

import asyncio
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from stores import choose_store

from wiredesk.app import open_hub, open_store
from wiredesk.basics.clock import SetClock
from wiredesk.cli.demo import make_demo_hub
from wiredesk.craft.heat import HEAT_STEP, HeatState
from wiredesk.engine.local import run_once
from wiredesk.newsroom.front import FrontStory, front_page
from wiredesk.ports import Store
from wiredesk.records.hub import HubView
from wiredesk.records.outcome import Stage
from wiredesk.records.ranking import Ranking
from wiredesk.route.hubview import HubFacts
from wiredesk.route.remembering import view_of
from wiredesk.sample.newsroom import load_newsroom
from wiredesk.sample.press import serve_press

pytestmark = pytest.mark.slow
DAYS = 30
TICK = timedelta(hours=12)
FACTS = HubFacts(title="Hub", url="https://hub.example", language="en", site_days=DAYS)


@dataclass(slots=True, kw_only=True)
class Run:
    """What the front page was at each tick, and the hub afterwards."""

    shown: dict[datetime, list[FrontStory]]
    site: HubView
    folder: Path


async def replayed(folder: Path) -> Run:
    newsroom = load_newsroom()
    clock = SetClock(newsroom.begins_at)
    shown: dict[datetime, list[FrontStory]] = {}
    async with serve_press(newsroom, now=clock.now) as press:
        make_demo_hub(folder, newsroom.papers.values(), press_port=press.port, port=8420)
        choose_store(folder)
        async with open_hub(folder, clock=clock) as hub:
            while clock.now() < newsroom.ends_at:
                clock.advance(TICK)
                await run_once(hub.steps, clock=clock)
                shown[clock.now()] = front_page(hub.store, since_days=DAYS, limit=100)
            site = view_of(hub.store, FACTS, topics=(), now=clock.now())
    return Run(shown=shown, site=site, folder=folder)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return asyncio.run(replayed(tmp_path_factory.mktemp("front") / "hub"))


@pytest.fixture
def store(run: Run) -> Store:
    return open_store(run.folder, read_only=True)


def test_the_site_shows_the_order_of_the_command(run: Run) -> None:
    last = list(run.shown.values())[-1]
    assert [story.id for story in run.site.stories] == [story.id for story in last]
    assert len(last) > 10


def test_no_owner_leads_more_than_three_of_the_first_ten_without_need(run: Run) -> None:
    for stories in run.shown.values():
        owners = Counter(story.url.split("/")[2] for story in stories[:10])
        hottest = max((story.heat for story in stories[:10]), default=0)
        others = [story for story in stories[10:] if story.heat * 2 >= hottest]
        assert not others or max(owners.values()) <= 3


def test_every_place_is_explained(run: Run) -> None:
    for stories in run.shown.values():
        assert [story.place for story in stories] == list(range(1, len(stories) + 1))
        assert all(story.place_why[0].code == "place" for story in stories)


def test_asked_later_the_front_page_of_every_moment_is_what_was_shown_then(
    run: Run, store: Store
) -> None:
    for at, stories in run.shown.items():
        later = {
            story.id: story for story in front_page(store, since_days=DAYS, limit=100, as_of=at)
        }
        assert later.keys() == {story.id for story in stories}, at
        for then in stories:
            now = later[then.id]
            assert 0 <= then.heat - now.heat <= HEAT_STEP, (at, then.title)
            assert (now.url, now.reports, now.independent) == (
                then.url,
                then.reports,
                then.independent,
            ), (at, then.title)
    assert len(run.shown) == 20


def test_before_anything_came_in_there_was_nothing(run: Run, store: Store) -> None:
    before = min(run.shown) - timedelta(days=9)
    assert front_page(store, since_days=DAYS, limit=100, as_of=before) == []


def test_the_log_gives_the_mass_that_each_ranking_had(run: Run, store: Store) -> None:
    for story in run.site.stories:
        (ranked,) = [one for one in store.list_outcomes(story.id) if one.step is Stage.RANK]
        state = HeatState(half_life_hours=8.0, landmark=ranked.at)
        for line in store.replay_coverage(since=ranked.at - timedelta(days=30), until=ranked.at):
            if line.story_id == story.id:
                state.add(line.owner, line.weight, line.counted_at)
        ranking = msgspec.json.decode(ranked.verdict, type=Ranking)
        assert state.mass(ranked.at) == pytest.approx(ranking.mass, abs=1e-6), story.lead.title
