"""The newsletter in processes that die, beside a hub that runs, and in logs that must not tell (SAFETY.md F093)."""

import asyncio
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from faults.maild import MailServer
from newsroom.desk import Desk

from wiredesk.basics.clock import SetClock
from wiredesk.outgoing import make_newsletter
from wiredesk.records.mailing import Issue
from wiredesk.settings import load_settings
from wiredesk.world.store import open_store

pytestmark = pytest.mark.slow
KILLS = 20
READERS = 200
PASSWORD = "a canary that no log may show"
SETTINGS = """
[hub]
title = "The Hub"
url = "https://hub.example"
contact = "me@hub.example"
[newsletter]
every = "day"
hour = 0
sender = "The Hub <news@hub.example>"
[publish]
quality_min = 0
followers = true
off_topic = true
probation = true
[serve]
port = 0
"""


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """A hub whose last issue is two days old, and which published since."""
    desk = Desk(tmp_path)
    desk.receive("drone-seeds")
    desk.run()
    old = desk.clock.now() - timedelta(days=2)
    desk.store.save_issue(Issue(at=old, since=old, until=old, finished=True))
    desk.store.close()
    (tmp_path / "wiredesk.toml").write_text(SETTINGS)
    (tmp_path / "sources.toml").write_text("")
    readers = "".join(f"reader{number}@example.org\n" for number in range(READERS))
    (tmp_path / "subscribers.txt").write_text(readers)
    return tmp_path


def send_in_a_child(folder: Path, clock: SetClock, *, seconds: float) -> bool:
    """Send what is due in a process of its own; False when it was killed before it was done."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            asyncio.run(_send(folder, clock))
            code = 0
        finally:
            os._exit(code)
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            assert status == 0
            return True
        time.sleep(0.001)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


async def _send(folder: Path, clock: SetClock) -> None:
    with closing(open_store(folder / "wiredesk.db")) as store:
        own = make_newsletter(folder, load_settings(folder), store=store, clock=clock)
        assert own is not None
        await own.run_dry()


def test_killed_again_and_again_every_reader_has_the_issue_once(hub: Path) -> None:
    seed = random.SystemRandom().randrange(2**32)
    chance, kills, done = random.Random(seed), 0, False
    with closing(open_store(hub / "wiredesk.db")) as store:
        newest = store.load_issue()
    assert newest is not None
    clock = SetClock(newest.at + timedelta(days=4))
    for _ in range(40 * KILLS):
        if kills < KILLS and not done:
            done = send_in_a_child(hub, clock, seconds=chance.uniform(0.03, 0.2))
            kills += not done
    done = done or send_in_a_child(hub, clock, seconds=120)
    print(f"seed {seed}: {kills} kills")
    mails = [one.read_bytes() for one in (hub / "mail").glob("*.eml")]
    assert done
    assert kills >= 3
    assert len(mails) == READERS, f"seed {seed}: each reader's file is there, and once"
    to = Counter(line for mail in mails for line in mail.split(b"\r\n") if line.startswith(b"To:"))
    assert (len(to), set(to.values())) == (READERS, {1})
    with closing(open_store(hub / "wiredesk.db")) as store:
        issue = store.load_issue()
        assert issue is not None
        assert (issue.finished, len(store.list_mailed(issue))) == (True, READERS)
    assert not list((hub / "mail").glob("*.new"))


# --- beside a hub that runs ---------------------------------------------------------------------------------


@contextmanager
def running(folder: Path, **said: str) -> Iterator["subprocess.Popen[str]"]:
    """`wiredesk -v up` in a process of its own; both outputs go to `log`."""
    command = [sys.executable, "-m", "wiredesk", "-v", "up", "--hub", str(folder)]
    with (
        (folder / "log").open("w") as log,
        subprocess.Popen(
            command, stdout=log, stderr=log, text=True, env=os.environ | said
        ) as process,
    ):
        try:
            yield process
        finally:
            process.kill()


async def test_a_running_hub_mails_what_is_new_and_shows_its_password_to_nobody(hub: Path) -> None:
    users = {"hub": PASSWORD}
    async with MailServer(users=users, at_recipient={"reader3@example.org": "450 later"}) as server:
        (hub / "wiredesk.toml").write_text(
            SETTINGS
            + f'[smtp]\nhost = "127.0.0.1"\nport = {server.port}\nsecurity = "none"\nuser = "hub"\n'
        )
        with running(hub, WIREDESK_SMTP_PASSWORD=PASSWORD):
            for _ in range(600):
                if len(server.taken) == READERS - 1:
                    break
                await asyncio.sleep(0.1)
        assert len(server.taken) == READERS - 1
        assert {one.user for one in server.taken} == {"hub"}
        server.users = {"hub": "another"}
        (hub / "subscribers.txt").write_text("late@example.org\n")
        with running(hub, WIREDESK_SMTP_PASSWORD=PASSWORD):
            for _ in range(600):
                if trouble(hub):
                    break
                await asyncio.sleep(0.1)
        assert "refuses user and password" in trouble(hub)
    for path in hub.rglob("*"):
        if path.is_file():
            assert PASSWORD.encode() not in path.read_bytes(), path


def trouble(hub: Path) -> str:
    with closing(open_store(hub / "wiredesk.db", read_only=True)) as store:
        issue = store.load_issue()
        return issue.trouble if issue else ""
