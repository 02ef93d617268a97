"""`wiredesk story` and `undo`: argv in, text out; alone, and beside a process that writes."""

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from newsroom.deciding import decider
from newsroom.desk import Desk

from wiredesk.basics.clock import SystemClock
from wiredesk.basics.errors import StoreError, UsageError
from wiredesk.basics.ids import ArticleId, StoryId
from wiredesk.cli.main import wiredesk
from wiredesk.newsroom.requests import take_requests
from wiredesk.world.inbox import FolderBox
from wiredesk.world.store import open_store


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A hub in a folder that nobody writes to."""
    made = Desk(tmp_path)
    made.receive("biometric-db-breach", "bodycams", "grain-prices")
    made.run()
    made.store.close()
    (tmp_path / "wiredesk.toml").write_text("", "utf-8")
    (tmp_path / "sources.toml").write_text("", "utf-8")
    made.store = open_store(tmp_path / "wiredesk.db", read_only=True)
    yield made
    made.store.close()


def run(desk: Desk, *arguments: str) -> Result:
    return CliRunner().invoke(
        wiredesk, [*arguments, "--hub", str(desk.folder)], catch_exceptions=False
    )


def said(desk: Desk, *arguments: str) -> str:
    result = run(desk, *arguments, "--by", "Ada")
    assert result.exit_code == 0, result.output
    return result.stdout


def stories(desk: Desk) -> list[StoryId]:
    return sorted(desk.stories(), key=lambda story: (-len(desk.stories()[story]), story))


def member(desk: Desk, story: StoryId) -> ArticleId:
    return min(desk.stories()[story])


def test_an_article_is_moved_and_moved_back(desk: Desk) -> None:
    one, other = stories(desk)[:2]
    article = member(desk, one)
    told = said(desk, "story", "move", article, other, "--note", "It is about cameras.")
    assert f"Ada  move: {article} went from {one} to {other}." in told
    assert "“It is about cameras.”" in told
    assert desk.places()[article] == other
    assert "undo: Correction 1 is undone" in said(desk, "undo")
    assert desk.places()[article] == one


def test_each_correction_has_its_verb(desk: Desk) -> None:
    one, other = stories(desk)[:2]
    first = member(desk, one)
    assert f"{other} is part of {one} now" in said(desk, "story", "merge", one, other)
    assert f"{first} leads {one}." in said(desk, "story", "lead", other, first)
    assert "went from" in said(desk, "story", "split", one, first)
    rest = sorted(desk.stories()[one])
    assert f"{rest[1]} went from {one}" in said(desk, "story", "apart", rest[0], rest[1])
    assert [line.split()[4] for line in said_log(desk) if line.strip()[0].isdigit()] == [
        "merge:",
        "lead:",
        "split:",
        "apart:",
    ]


def said_log(desk: Desk) -> list[str]:
    result = run(desk, "story", "log")
    assert result.exit_code == 0
    return result.stdout.splitlines()


def test_the_log_tells_what_was_undone_and_is_json_when_asked(desk: Desk) -> None:
    one, other = stories(desk)[:2]
    said(desk, "story", "merge", one, other)
    said(desk, "undo", "1")
    assert "(undone by 2)" in said_log(desk)[0]
    result = run(desk, "story", "log", "--json")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(line["number"], line["request"]["kind"]) for line in lines] == [
        (1, "merge"),
        (2, "undo"),
    ]
    assert lines[0]["before"] == lines[1]["after"]


def test_an_article_may_be_named_by_its_address_and_a_story_by_an_article(desk: Desk) -> None:
    one, other = stories(desk)[:2]
    line = desk.store.list_lines([member(desk, one)])[0]
    said(desk, "story", "move", line.url, member(desk, other))
    assert desk.places()[line.id] == other


def test_why_shows_what_people_said(desk: Desk) -> None:
    one, other = stories(desk)[:2]
    article = member(desk, one)
    said(desk, "story", "move", article, other)
    for subject in (article, other):
        told = run(desk, "why", subject).stdout
        assert f"   1  {SystemClock().now():%Y-%m-%d}" in told
        assert "Ada  move:" in told
    assert '"kind":"move"' in run(desk, "why", article, "--json").stdout
    said(desk, "undo")
    assert "move:" not in run(desk, "why", article).stdout


def test_what_cannot_be_is_told_in_a_sentence_and_changes_nothing(desk: Desk) -> None:
    one = stories(desk)[0]
    for arguments, sentence in (
        (("story", "merge", one, one), "merged with itself"),
        (("story", "move", "anone", one), "anone: is no article"),
        (("story", "split", "tnone", member(desk, one)), "tnone: is no story"),
        (("undo", "7"), "act 7: does not exist"),
        (("undo",), "nothing to undo"),
    ):
        with pytest.raises(UsageError, match=sentence):
            run(desk, *arguments)
    assert said_log(desk) == []


def test_a_hub_that_never_ran_is_told_to_run_first(tmp_path: Path) -> None:
    (tmp_path / "wiredesk.toml").write_text("", "utf-8")
    with pytest.raises(StoreError, match="run --once"):
        CliRunner().invoke(
            wiredesk, ["story", "merge", "ta", "tb", "--hub", str(tmp_path)], catch_exceptions=False
        )


def test_the_name_comes_from_the_environment_unless_given(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = stories(desk)[:2]
    monkeypatch.setenv("WIREDESK_EDITOR", "Grace")
    run(desk, "story", "merge", one, other)
    assert "Grace  merge" in said_log(desk)[0]


# --- beside a process that writes -----------------------------------------------------------------------


def test_a_running_hub_takes_the_request_over_and_its_answer_is_shown(desk: Desk) -> None:
    one, other = stories(desk)[:2]
    assert desk.folder
    done, box = threading.Event(), FolderBox(desk.folder / "requests")
    writer = open_store(desk.folder / "wiredesk.db")

    def attend() -> None:
        while not done.wait(0.05):
            take_requests(decider(writer), box, now=SystemClock().now())

    attending = threading.Thread(target=attend)
    attending.start()
    try:
        assert "is part of" in said(desk, "story", "merge", one, other)
    finally:
        done.set()
        attending.join()
        writer.close()
    assert other not in desk.stories()
    assert not list((desk.folder / "requests").iterdir())


def test_a_request_that_is_not_answered_in_time_waits_and_is_done_later(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wiredesk.cli.deciding.WAIT_SECONDS", 0.2)
    one, other, third = stories(desk)[:3]
    assert desk.folder
    busy = open_store(desk.folder / "wiredesk.db")
    assert "has not come to it yet" in said(desk, "story", "merge", one, other)
    assert any("waits: Ada  merge" in line for line in said_log(desk))
    busy.close()
    time.sleep(0.002)
    said(desk, "story", "lead", third, member(desk, third))  # whoever writes next does it first
    told = said_log(desk)
    assert "merge:" in told[0]
    assert "lead:" in told[1]


def test_what_a_running_hub_refuses_is_told_as_if_it_had_been_refused_here(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wiredesk.cli.deciding.WAIT_SECONDS", 0.2)
    one, other = stories(desk)[:2]
    assert desk.folder
    busy = open_store(desk.folder / "wiredesk.db")
    said(desk, "story", "merge", one, other)
    time.sleep(0.002)
    said(desk, "story", "merge", other, one)
    take_requests(decider(busy), FolderBox(desk.folder / "requests"), now=SystemClock().now())
    busy.close()
    told = said_log(desk)
    assert "merge:" in told[0]
    assert "refused:" in told[1]
    assert "merged with itself" in told[1]


# --- how good was the machine? --------------------------------------------------------------------------


def test_corrections_measure_the_machine_week_by_week(desk: Desk) -> None:
    assert "Nobody has corrected" in run(desk, "bench", "stories").stdout
    one, other = stories(desk)[:2]
    said(desk, "story", "merge", one, other)
    lines = run(desk, "bench", "stories", "--own").stdout.splitlines()
    assert len(lines) == 3
    assert lines[1].split()[0] == f"{SystemClock().now():%G-W%V}"
    assert lines[2].split()[0] == "all"
    rows = run(desk, "bench", "stories", "--json", "--anew").stdout.splitlines()
    week = json.loads(rows[0])
    assert week["corrections"] == 1
    assert week["machine"]["precision"] == 1.0
    assert week["machine"]["recall"] < 1.0
    assert week["again"]["precision"] > 0.5
    said(desk, "undo")
    assert "Nobody has corrected" in run(desk, "bench", "stories", "--own").stdout
