"""Webhooks in processes that die, storms of approvals, and logs that must not tell (SAFETY.md F093, F098, F112)."""

import asyncio
import base64
import json
import logging
import multiprocessing
import os
import random
import signal
import time
import traceback
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from click.testing import CliRunner
from contract.test_store import fetch, group, judge, match, poll, read
from faults.faultd import Asked, FaultServer, answer
from make import NOW, WHY, choose, make_article
from newsroom.desk import Desk

from wiredesk.app import open_door
from wiredesk.basics.clock import SetClock
from wiredesk.cli.main import wiredesk
from wiredesk.craft.render import convert_record
from wiredesk.outgoing import make_webhooks
from wiredesk.records.article import Article
from wiredesk.records.event import EventId, EventKind, Webhook
from wiredesk.records.record import Record
from wiredesk.records.work import PublishDone
from wiredesk.settings import parse_settings
from wiredesk.world.store import open_store

KILLS = 50
ARTICLES = [make_article(number) for number in range(1, 41)]
SECRET = "whsec_" + base64.b64encode(b"a canary that no log may show...").decode()
CANARIES = (SECRET, SECRET.removeprefix("whsec_"), "a canary that no log", "token-in-the-path")


# --- kill -9 ----------------------------------------------------------------------------------------------


def prepare(path: Path) -> None:
    """A store in which 40 articles were published and 10 withdrawn."""
    with closing(open_store(path)) as store:
        poll(store, *range(1, 41))
        fetch(store)
        for step in (read, match, group, judge):
            step(store, *ARTICLES)
        store.save_webhooks([Webhook(name="crm", url="http://crm.example/hook/1")], now=NOW)
    change(path, ARTICLES, title="First")
    change(path, ARTICLES[:10], title="")


def change(path: Path, articles: Sequence[Article], *, title: str) -> None:
    """Their records get this title, or are withdrawn when it is empty: an event each."""
    with closing(open_store(path)) as store:
        for one in articles:
            record = Record(title=title, web_url=one.web_url, published=True)
            body = convert_record(record, "smartable") if title else b""
            done = PublishDone(article_id=one.id, path=f"{one.id}.md", body=body, reasons=WHY)
            store.save_records([done], version=1, now=NOW)


@contextmanager
def receiver(log: Path) -> Iterator[int]:
    """A receiver in a process of its own that logs what came, and answers every ninth with 500; its port."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(
        target=receive, args=(theirs, log), daemon=True
    )
    process.start()
    try:
        yield ours.recv()
    finally:
        ours.send(None)
        process.join(10)


def receive(pipe: Connection, log: Path) -> None:
    asyncio.run(_receive(pipe, log))


async def _receive(pipe: Connection, log: Path) -> None:
    came = 0

    async def hook(asked: Asked, writer: asyncio.StreamWriter) -> None:
        nonlocal came
        came += 1
        await asyncio.sleep(0.002)
        await answer(500 if came % 9 == 0 else 204)(asked, writer)

    async with FaultServer({"hook": hook}, log_to=log) as server:
        pipe.send(server.port)
        await asyncio.get_running_loop().run_in_executor(None, pipe.recv)


def send_in_a_child(folder: Path, port: int, *, hours: int, seconds: float) -> bool:
    """Send what is due in a process of its own; False when it was killed before it was done."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            asyncio.run(_send(folder, port, hours=hours))
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


async def _send(folder: Path, port: int, *, hours: int) -> None:
    settings = parse_settings(
        f'[network.hosts]\n"crm.example" = "127.0.0.1:{port}"\n', name="wiredesk.toml"
    )
    clock = SetClock(NOW + timedelta(hours=hours))
    with closing(open_store(folder / "hub.db")) as store:
        async with open_door(settings, clock=clock) as door:
            webhooks = make_webhooks(folder, settings, store=store, door=door, clock=clock)
            await webhooks.run_dry()


@pytest.mark.slow
def test_killed_fifty_times_the_sender_loses_no_event_and_keeps_their_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WIREDESK_WEBHOOK_CRM", SECRET)
    database = tmp_path / "hub.db"
    prepare(database)
    seed = random.SystemRandom().randrange(2**32)
    chance, kills, hours, log = random.Random(seed), 0, 0, tmp_path / "came.jsonl"
    with receiver(log) as port:
        while kills < KILLS:
            hours += 2
            change(database, chance.sample(ARTICLES, 4), title=f"In hour {hours}")
            seconds = chance.uniform(0.0, 0.12)
            kills += not send_in_a_child(tmp_path, port, hours=hours, seconds=seconds)
            assert hours < 20 * KILLS, f"seed {seed}: {kills} kills"
        for _ in range(40):
            hours += 2
            assert send_in_a_child(tmp_path, port, hours=hours, seconds=60)
    with closing(open_store(database)) as store:
        (line,) = store.list_webhooks()
        wanted = [one.event.id for one in reversed(store.list_delivery_log("crm", limit=9_999))]
    came = [json.loads(line) for line in log.read_text().splitlines()]
    ids = [EventId(dict(one["headers"])["webhook-id"]) for one in came]
    by_article: dict[str, list[EventId]] = defaultdict(list)
    for one, event in zip(came, ids, strict=True):
        by_article[json.loads(one["body"])["data"]["id"]].append(event)
    print(f"seed {seed}: {kills} kills, {len(ids)} messages for {len(wanted)} events")
    assert set(ids) == set(wanted), f"seed {seed}: some were lost"
    for article, told in by_article.items():
        places = [wanted.index(event) for event in told]
        assert places == sorted(places), f"seed {seed}: {article} came out of order"
    assert (line.delivered, line.waiting, line.given_up) == (len(wanted), 0, 0)


# --- a storm of approvals -----------------------------------------------------------------------------------


@pytest.mark.slow
def test_fifty_approvals_at_once_publish_once_and_tell_once(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.store.save_webhooks([Webhook(name="crm", url="https://crm.example/")], now=NOW)
    (one,) = desk.receive("bodycams", only=slice(1))
    choose(desk.store, one.id, "hold", now=desk.clock.now())
    desk.run()
    assert desk.store.list_delivery_log("crm", limit=9) == []

    def approve(number: int) -> None:
        with closing(open_store(tmp_path / "wiredesk.db", beside=True)) as store:
            choose(store, one.id, "release", now=desk.clock.now(), note=f"editor {number}")

    with ThreadPoolExecutor(50) as pool:
        storm = [pool.submit(approve, number) for number in range(50)]
        while not all(thread.done() for thread in storm):
            desk.run()
        for thread in storm:
            thread.result()
    desk.run()
    log = desk.store.list_delivery_log("crm", limit=99)
    assert [line.event.kind for line in log] == [EventKind.PUBLISHED]
    assert len(list((tmp_path / "records").rglob("*.md"))) == 1
    assert len(desk.store.list_decisions(one.id)) == 2, "what is chosen already is not chosen again"
    desk.store.close()


# --- canaries -------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_no_secret_stands_in_any_output_log_or_file_of_the_hub(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    hub, secret = tmp_path / "hub", tmp_path / "crm.whsec"
    secret.write_text(SECRET)
    secret.chmod(0o600)
    told = said("init", str(hub), "--contact", "me@hub.example")
    (hub / "sources.toml").write_text("")
    url = "http://127.0.0.1:8080/hook/token-in-the-path"
    asked = ["--hub", str(hub)]
    told += said("webhooks", "add", *asked, "crm", url, "--secret", str(secret))
    told += said("run", "--once", *asked)
    told += said("webhooks", "test", *asked, "crm", fails=True)
    secret.write_text(f"{SECRET}\nwhsec_{SECRET}\n")
    told += said("webhooks", "test", *asked, "crm", fails=True)
    told += said("webhooks", "rotate", *asked, "crm", fails=True)
    told += said("doctor", *asked, fails=True)
    told += said("account", *asked) + caplog.text
    assert "crm" in told
    assert not [canary for canary in CANARIES if canary in told], told
    bodies = b"".join(path.read_bytes() for path in hub.rglob("*") if path.is_file())
    assert not [canary for canary in CANARIES[:3] if canary.encode() in bodies]


def said(*arguments: str, fails: bool = False) -> str:
    done = CliRunner().invoke(wiredesk, ["-v", *arguments])
    assert bool(done.exit_code) is fails, done.output
    return done.output + "".join(traceback.format_exception(done.exception))
