"""A person corrects a hub that runs, with the very commands; then the machine dies."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from newsroom.desk import Desk

from wiredesk.basics.ids import StoryId

pytestmark = pytest.mark.slow
SETTINGS = """
[hub]
contact = "editor@hub.example"
[publish]
quality_min = 0
followers = true
off_topic = true
probation = true
[serve]
port = 0
"""
STOP_SECONDS = 30


def command(folder: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "wiredesk", *arguments, "--hub", str(folder)]


def said(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        command(folder, *arguments), capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def stories(tmp_path: Path) -> list[StoryId]:
    """A hub in a folder that has published two stories, largest first."""
    desk = Desk(tmp_path)
    desk.receive("biometric-db-breach", "bodycams")
    desk.run()
    members = desk.stories()
    desk.store.close()
    (tmp_path / "wiredesk.toml").write_text(SETTINGS, "utf-8")
    (tmp_path / "sources.toml").write_text("", "utf-8")
    return sorted(members, key=lambda story: (-len(members[story]), story))[:2]


@contextmanager
def running(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """`wiredesk up` in a process of its own."""
    with subprocess.Popen(command(folder, "up"), stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            assert "The hub is at" in process.stdout.readline()
            yield process
        finally:
            process.kill()


def test_a_merge_told_to_a_running_hub_survives_its_death_and_is_published(
    tmp_path: Path, stories: list[StoryId]
) -> None:
    one, other = stories
    with running(tmp_path) as process:
        assert f"{other} is part of {one} now" in said(tmp_path, "story", "merge", one, other)
        process.kill()
    said(tmp_path, "run", "--once")
    told = said(tmp_path, "story", "log").splitlines()
    assert len(told) == 1
    assert f"{other} is part of {one} now" in told[0]
    page = (tmp_path / "public" / "story" / f"{other}.html").read_text("utf-8")
    assert f"url=../story/{one}.html" in page
    assert not list((tmp_path / "requests").glob("*.json"))


def test_a_running_hub_publishes_it_by_itself(tmp_path: Path, stories: list[StoryId]) -> None:
    one, other = stories
    page = tmp_path / "public" / "story" / f"{other}.html"
    with running(tmp_path) as process:
        said(tmp_path, "story", "merge", one, other)
        for _ in range(600):
            if page.exists() and f"url=../story/{one}.html" in page.read_text("utf-8"):
                break
            time.sleep(0.1)
        else:
            pytest.fail("it was not published within the minute")
        process.terminate()
        assert process.wait(STOP_SECONDS) == 0
