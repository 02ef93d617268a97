"""An editor decides at the desk of a hub that runs, over HTTP alone; readers see it; then the machine dies."""

import http.client
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest
from make import choose
from newsroom.desk import Desk
from web.desks import Chance

from wiredesk.basics.ids import ArticleId
from wiredesk.newsroom.users import add_user
from wiredesk.records.decision import Choice
from wiredesk.records.request import ChoiceRequest
from wiredesk.records.user import Role
from wiredesk.world.inbox import FolderBox
from wiredesk.world.store import open_store

pytestmark = pytest.mark.slow
PASSWORD = "seven harbours under grey fog"
SETTINGS = """
[hub]
contact = "editor@hub.example"
url = "http://127.0.0.1:{port}"
[publish]
quality_min = 0
followers = true
off_topic = true
probation = true
[serve]
port = {port}
"""
WITHIN_SECONDS = 60


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """A hub with one article that is held, and an editor."""
    desk = Desk(tmp_path)
    held, *_ = desk.receive("biometric-db-breach", "bodycams")
    choose(desk.store, held.id, "hold", now=desk.clock.now())
    desk.run()
    add_user(
        desk.store, "editor", PASSWORD, role=Role.EDITOR, chance=Chance(), now=desk.clock.now()
    )
    desk.store.close()
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    (tmp_path / "wiredesk.toml").write_text(SETTINGS.format(port=port), "utf-8")
    (tmp_path / "sources.toml").write_text("", "utf-8")
    return tmp_path


def command(folder: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "wiredesk", *arguments, "--hub", str(folder)]


def run_once(folder: Path) -> None:
    done = subprocess.run(
        command(folder, "run", "--once"), capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr


@contextmanager
def running(folder: Path, verb: str = "up") -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(command(folder, verb), stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            assert "The hub is at" in process.stdout.readline()
            assert "The desk is at" in process.stdout.readline()
            yield process
        finally:
            process.kill()


class Browser:
    """As much of one as a form needs."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}
        self.csrf = ""

    def ask(self, method: str, path: str, body: str = "") -> tuple[int, dict[str, str], str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"cookie": "; ".join(f"{key}={value}" for key, value in self.cookies.items())}
        if method == "POST":
            headers |= {
                "origin": f"http://127.0.0.1:{self.port}",
                "content-type": "application/x-www-form-urlencoded",
            }
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        connection.close()
        return answer.status, dict(answer.getheaders()), text

    def get(self, path: str) -> str:
        return self.ask("GET", path)[2]

    def post(self, path: str, **fields: str) -> str:
        status, headers, _ = self.ask("POST", path, urlencode({"csrf": self.csrf, **fields}))
        assert status == 303
        return headers["location"]


def opened(folder: Path) -> Browser:
    """Logged in at the hub's desk, as soon as it listens."""
    found = re.search(r"port = (\d+)", (folder / "wiredesk.toml").read_text("utf-8"))
    assert found
    browser = Browser(int(found[1]))

    def log_in() -> bool:
        try:
            browser.post("/desk/log-in", name="editor", password=PASSWORD)
        except OSError:
            return False
        return True

    until(log_in, "nobody listens")
    token = re.search(r'name="csrf" value="([^"]+)"', browser.get("/desk/inbox"))
    assert token
    browser.csrf = token[1]
    return browser


def until(what: Callable[[], bool], why: str) -> None:
    end = time.monotonic() + WITHIN_SECONDS
    while time.monotonic() < end:
        if what():
            return
        time.sleep(0.1)
    pytest.fail(f"not within the minute: {why}")


def first_held(browser: Browser) -> tuple[str, str, dict[str, str]]:
    """Id and headline of the first row, and the fields of its form."""
    text = browser.get("/desk/inbox?reason=all")
    row = re.search(
        r'data-row="(\w+)".*?<p class="title"[^>]*><a[^>]*>([^<]+)</a>', text, re.DOTALL
    )
    assert row, "nothing is held"
    form = text[text.index('action="/desk/choose"') :]
    fields = re.findall(
        r'type="hidden" name="(\w+)" value="([^"]*)"', form[: form.index("</form>")]
    )
    return row[1], unescape(row[2]), {name: value for name, value in fields if name != "csrf"}


def test_what_is_released_at_the_desk_is_in_site_feeds_and_records_within_a_minute_and_undone(
    hub: Path,
) -> None:
    with running(hub):
        browser = opened(hub)
        article, title, fields = first_held(browser)

        def is_out() -> bool:
            texts = (path.read_text("utf-8") for path in (hub / "records").rglob("*.md"))
            return any(title in text.partition("related:")[0] for text in texts)

        assert not is_out()
        where = browser.post("/desk/choose", choice="release", **fields)
        assert "said=release" in where
        until(is_out, "it has no record")
        feeds = [str(path.relative_to(hub / "public")) for path in hub.rglob("public/**/*.xml")]
        until(
            lambda: any(title in unescape(browser.get(f"/{one}")) for one in feeds),
            "it is in no feed",
        )
        pages = [str(path.relative_to(hub / "public")) for path in hub.rglob("public/**/*.html")]
        until(
            lambda: any(title in unescape(browser.get(f"/{one}")) for one in pages),
            "it is on no page",
        )
        act = re.search(r"act=(\d+)", where)
        assert act
        browser.post(f"/desk/undo/{act[1]}", back="inbox")
        until(lambda: not is_out(), "its record stays")
        until(lambda: article in browser.get("/desk/inbox?reason=all"), "it is not held again")


def test_what_was_put_when_the_machine_died_is_done_by_whoever_runs_next(hub: Path) -> None:
    with running(hub) as process:
        article, _, _ = first_held(opened(hub))
        process.kill()
    one, at = ArticleId(article), datetime.now(UTC)
    asked = ChoiceRequest(choice=Choice.REJECT, articles=(one,), by="Ada", at=at, seen=1)
    FolderBox(hub / "requests").put(asked)
    run_once(hub)
    store = open_store(hub / "wiredesk.db", read_only=True)
    assert [kept.choice for kept in store.load_choices([one]).values()] == [Choice.REJECT]
    assert store.find_act(asked.id)
    store.close()
    assert not list((hub / "requests").iterdir())


def test_a_desk_without_a_route_decides_too_and_lets_a_run_begin(hub: Path) -> None:
    run_once(hub)
    with running(hub, "serve"):
        browser = opened(hub)
        article, _, fields = first_held(browser)
        assert "said=reject" in browser.post("/desk/choose", choice="reject", **fields)
        run_once(hub)
    store = open_store(hub / "wiredesk.db", read_only=True)
    line = store.find_article(article)
    assert line
    assert line.bucket.value == "rejected"
    store.close()
