"""`why`, `front`, `account`, `calibrate`: asked of a small hub through the command line."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import click
import msgspec
import pytest
from click.testing import CliRunner
from make import NOW, make_article
from newsroom.desk import PIECES, Desk

from wiredesk.basics.errors import UsageError, WiredeskError
from wiredesk.basics.ids import StoryId
from wiredesk.cli.bench import bench
from wiredesk.cli.calibrate import calibrate
from wiredesk.cli.why import account, front, why
from wiredesk.craft.heat import HEAT_STEP
from wiredesk.newsroom.calibrating import recalibrate
from wiredesk.newsroom.findings import findings
from wiredesk.newsroom.front import FrontStory, front_page
from wiredesk.records.calibration import DEFAULT_CALIBRATION
from wiredesk.records.correction import CorrectionKind
from wiredesk.records.outcome import Stage
from wiredesk.records.provider import Provider
from wiredesk.records.ranking import Ranking

STORIES = ("biometric-db-breach", "bodycams", "grain-prices")
PUPPETS = 12
Ask = Callable[..., str]


def vouched() -> list[Provider]:
    """The papers of the sample newsroom, all trusted."""
    domains = sorted({f"{piece.paper}.example" for piece in PIECES})
    return [Provider(domain=one, name=one, listed=True) for one in domains]


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hub on disk that has published three stories."""
    folder = tmp_path_factory.mktemp("why")
    (folder / "wiredesk.toml").write_text('[hub]\ntitle = "Hub"\nurl = "https://hub.example"\n')
    desk = Desk(folder)
    desk.store.save_providers(vouched())
    desk.receive(*STORIES)
    desk.run()
    desk.store.close()
    return folder


@pytest.fixture
def ask(hub: Path) -> Ask:
    """What a command prints; its error when it ends with one."""

    def run(command: click.Command, *arguments: str) -> str:
        answer = CliRunner().invoke(command, [*arguments, "--hub", str(hub)])
        if isinstance(answer.exception, WiredeskError):
            raise answer.exception
        assert answer.exit_code == 0, answer.output
        return answer.output

    return run


def first(ask: Ask) -> dict[str, object]:
    told: dict[str, object] = json.loads(ask(front, "--json", "--limit", "1"))
    return told


def test_a_place_is_explained_with_what_it_lacks_for_the_next(ask: Ask) -> None:
    assert "Place 1 with heat" in ask(why, "front:1")
    told = ask(why, "front:2")
    assert "would take it past place 1" in told
    assert "more independent owner now would make it" in told


@pytest.mark.parametrize("place", ["front:0", "front:99", "front:x", "front:", "front:-1"])
def test_a_place_that_there_is_not_is_refused_with_what_to_do(ask: Ask, place: str) -> None:
    with pytest.raises(UsageError, match="wiredesk front"):
        ask(why, place)


def test_heat_is_explained_by_the_terms_of_each_owner(ask: Ask) -> None:
    told = ask(why, str(first(ask)["id"]), "--heat")
    assert "weight 1.00, received" in told
    assert "Calibration 1, the default" in told
    assert "grade (version" not in told


def test_quality_is_explained_with_the_points_that_are_left(ask: Ask) -> None:
    for subject in (str(first(ask)["id"]), str(first(ask)["url"])):
        told = ask(why, subject, "--quality")
        assert "Points are left in sourcing (" in told
        assert "rank (version" not in told


def test_the_story_is_explained_by_what_joined_and_what_did_not(ask: Ask) -> None:
    told = ask(why, str(first(ask)["url"]), "--story")
    assert "group (version" in told
    assert "grade (version" not in told


def test_several_things_may_be_sought_at_once(ask: Ask) -> None:
    told = ask(why, str(first(ask)["url"]), "--quality", "--heat")
    assert "rank (version" in told
    assert "grade (version" in told


def test_every_line_of_json_is_one(ask: Ask) -> None:
    lines = [json.loads(line) for line in ask(why, "front:1", "--json").splitlines()]
    assert {"front", "rank"} <= {line["step"] for line in lines}


def test_the_past_front_page_is_empty_before_the_first_article(ask: Ask) -> None:
    assert "Nothing is published" in ask(front, "--as-of", "2020-01-01T09:00Z")
    with pytest.raises(UsageError, match="no moment"):
        ask(front, "--as-of", "the day before yesterday")


def test_the_present_front_page_is_that_of_now(ask: Ask, hub: Path) -> None:
    now = [json.loads(line)["id"] for line in ask(front, "--json").splitlines()]
    at = max(piece.published for piece in PIECES if piece.story in STORIES)
    then = ask(front, "--json", "--as-of", f"{at:%Y-%m-%dT%H:%MZ}")
    assert [json.loads(line)["id"] for line in then.splitlines()] == now


def test_a_merge_and_its_undoing_change_nothing_of_the_past_front_page(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.receive(*STORIES)
    desk.run()
    before, began = pages(desk), desk.clock.now()
    one, other = (story.id for story in before[:2])
    desk.clock.advance(timedelta(hours=1))
    desk.say(CorrectionKind.MERGE, stories=[one, other])
    desk.run()
    merged, at_merge = pages(desk), desk.clock.now()
    desk.clock.advance(timedelta(hours=1))
    desk.say(CorrectionKind.UNDO, undoes=desk.store.last_correction())
    desk.run()
    assert len(merged) == len(before) - 1
    for then, at in ((before, began), (merged, at_merge), (pages(desk), desk.clock.now())):
        later = {story.id: story for story in pages(desk, as_of=at)}
        assert later.keys() == {story.id for story in then}
        for story in then:
            assert 0 <= story.heat - later[story.id].heat <= HEAT_STEP
            assert later[story.id].reports == story.reports
    desk.store.close()


def pages(desk: Desk, *, as_of: datetime | None = None) -> list[FrontStory]:
    return front_page(desk.store, since_days=30, limit=50, as_of=as_of)


def test_a_log_that_is_too_short_for_a_measure_says_so(ask: Ask) -> None:
    assert "too short" in ask(bench, "heat")


def test_a_calibration_of_a_quiet_hub_changes_nothing(ask: Ask) -> None:
    assert "present calibrations stay" in ask(calibrate, "--at", "2026-03-12T00:00:00Z")
    assert "default" in ask(calibrate, "--list")


# --- many newcomers (SAFETY.md F104) --------------------------------------------------------------


def flooded(puppets: int) -> Desk:
    """One text under many new names within hours."""
    desk = Desk()
    (text,) = [piece.text for piece in PIECES if piece.story == "flood"][:1]
    began = NOW
    for number in range(puppets):
        at = began + timedelta(minutes=number)
        article = make_article(1, provider=f"puppet{number}.example", title="The truth about faces")
        time = replace(article.time, published=at, effective=at, received=at)
        desk.take_in(replace(article, text=text, time=time))
    desk.run()
    return desk


def test_a_person_sees_that_many_newcomers_report_one_story() -> None:
    desk = flooded(PUPPETS)
    (finding,) = findings(desk.store)
    assert f"{PUPPETS} owners on probation report story" in finding.text
    assert "providers.toml" in finding.text
    assert finding.evidence == "The truth about faces"
    (story,) = set(desk.store.load_places(desk.store.list_published(limit=99)).values())
    (ranked,) = [one for one in desk.store.list_outcomes(story) if one.step is Stage.RANK]
    assert any(reason.code == "newcomers" for reason in ranked.reasons)
    desk.store.close()


def test_a_few_newcomers_are_no_finding() -> None:
    desk = flooded(9)
    assert findings(desk.store) == []
    desk.store.close()


def test_the_account_of_a_quiet_hub_has_no_finding(ask: Ask) -> None:
    told = ask(account)
    assert "adds up" in told
    assert "Look at this" not in told


# --- calibrations ---------------------------------------------------------------------------------


def test_a_story_keeps_the_calibration_that_it_was_ranked_with_first() -> None:
    desk = Desk()
    desk.receive("bodycams")
    desk.run()
    before = calibrations_used(desk)
    desk.store.save_calibrations([replace(DEFAULT_CALIBRATION, number=2, mass_50=1.2)], {})
    desk.receive("grain-prices")
    desk.clock.advance(timedelta(hours=4))
    desk.run()
    after = calibrations_used(desk)
    assert set(before.values()) == {1}
    assert {story: after[story] for story in before} == before
    assert {after[story] for story in after.keys() - before.keys()} == {2}
    desk.store.close()


def test_a_hub_of_lone_reports_finds_them_more_usual_once_and_for_all() -> None:
    desk = Desk()
    desk.store.save_providers([Provider(domain="mill.example", name="Mill", listed=True)])
    for number in range(60):
        article = make_article(number, provider="mill.example", title=f"Alpha{number} beta{number}")
        words = " ".join(f"word{number}x{place}" for place in range(60))
        desk.take_in(replace(article, text=words))
    desk.run()
    (made,) = recalibrate(desk.store, now=desk.clock.now())
    assert (made.number, made.topic, made.stories) == (2, "", 60)
    assert made.mass_50 < DEFAULT_CALIBRATION.mass_50
    assert recalibrate(desk.store, now=desk.clock.now()) == []
    assert desk.store.list_calibrations() == [DEFAULT_CALIBRATION, made]
    desk.store.close()


def calibrations_used(desk: Desk) -> dict[StoryId, int]:
    return {
        story: msgspec.json.decode(one.verdict, type=Ranking).calibration
        for story in desk.stories()
        for one in desk.store.list_outcomes(story)
        if one.step is Stage.RANK
    }
