"""Fifteen hostile sources beside an honest one, through the unchanged route.

Each bad one gets an error that names its address, the honest one comes out, nothing is dialled that
the settings did not name, and the process stays small.
"""

import asyncio
import resource
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from faults.faultd import Asked, Fault, FaultServer, answer, bomb_parts, head_bytes

from wiredesk.app import open_hub
from wiredesk.basics.clock import SetClock
from wiredesk.basics.ids import source_id
from wiredesk.engine.local import run_once
from wiredesk.ports import Store
from wiredesk.records.source import Source
from wiredesk.settings import append_sources

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
NOW = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)
SIZE_MAX = 250_000_000  # bytes that the whole run may add to this process
PROSE = "The council met on Tuesday and agreed to repair the bridge before winter comes again. "


def feed(link: str, *, title: str = "The bridge is repaired") -> bytes:
    return (
        f"<rss version='2.0'><channel><title>Gazette</title><item><title>{title}</title>"
        f"<link>{link}</link><guid>{link}</guid><pubDate>Thu, 05 Mar 2026 08:00:00 GMT</pubDate>"
        "</item></channel></rss>"
    ).encode()


def page(body: str) -> bytes:
    return (
        "<!doctype html><html lang='en'><head><title>The bridge is repaired</title></head>"
        f"<body><article><h1>The bridge is repaired</h1>{body}</article></body></html>"
    ).encode()


STORY = "".join(f"<p>{PROSE} Paragraph {number} says more of it.</p>" for number in range(6))


async def _deep(asked: Asked, writer: asyncio.StreamWriter) -> None:
    """An item whose markup nests 100,000 deep."""
    await answer(body=page("<div>" * 100_000 + STORY))(asked, writer)


async def _huge(_asked: Asked, writer: asyncio.StreamWriter) -> None:
    writer.write(head_bytes(200, (("Content-Type", "text/html"),)))
    for _ in range(50):
        writer.write(b"<p>word</p>" * 90_000)
        await writer.drain()


async def _brotli(_asked: Asked, writer: asyncio.StreamWriter) -> None:
    writer.write(head_bytes(200, (("Content-Encoding", "br"),)))
    for part in bomb_parts("br"):
        writer.write(part)
        await writer.drain()


def entity_bomb() -> bytes:
    levels = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    return (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "lol">{levels}]>'
        "<rss version='2.0'><channel><title>&e9;</title></channel></rss>"
    ).encode()


def faults(canary: str) -> dict[str, Fault]:
    """By name: the feeds, and the pages that some of them lead to."""
    honest = page(f"{STORY}<img src='http://{canary}/icon.png' srcset='http://{canary}/a 2x'>")
    return {
        "honest": answer(body=feed("http://honest.example/story")),
        "story": answer(body=honest, headers=(("Content-Type", "text/html"),)),
        "html": answer(body=b"<!doctype html><html><body><h1>Not a feed</h1></body></html>"),
        "empty": answer(body=b""),
        "nested": answer(body=b"<rss><channel>" + b"<item>" * 100_000),
        "wrong": answer(
            body="<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel>"
            "<title>Größe</title><item><title>Größe</title><link>http://wrong.example/x</link></item>"
            "</channel></rss>".encode("cp1252")
        ),
        "entities": answer(body=entity_bomb()),
        "deep": answer(body=feed("http://deep.example/deeppage", title="Deep down")),
        "deeppage": _deep,
        "huge": answer(body=feed("http://huge.example/hugepage", title="A page of fifty")),
        "hugepage": _huge,
        "brotli": _brotli,
        "inward": answer(302, headers=(("Location", "http://127.0.0.1:8080/secret"),)),
    }


BAD = {
    "html": "it is an HTML page",
    "empty": "it is empty",
    "big": "it is empty",  # fifty million zero bytes
    "nested": "nested deeper",
    "entities": "declares the entity",
    "brotli": "a bomb",
    "inward": "not public",
    "stall": "did not finish",
}
INSIDE = (
    "http://127.0.0.1:8080/a", "http://0x7f.1:8080/b", "http://2130706433:8080/c",
    "http://[::ffff:127.0.0.1]:8080/d", "http://localhost:8080/e", "http://127.1:8080/f",
)  # fmt: skip


async def test_fifteen_hostile_sources_harm_nobody_else(tmp_path: Path) -> None:
    async with FaultServer() as canary, FaultServer(faults(canary.place)) as server:
        names = [*faults(""), "big", "stall"]
        feeds = {name: f"http://{name}.example/{name}" for name in names if "page" not in name}
        del feeds["story"]
        feeds |= dict(zip(INSIDE, INSIDE, strict=True))
        write_hub(tmp_path, list(feeds.values()), place=server.place)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        clock = SetClock(NOW)
        async with open_hub(tmp_path, clock=clock) as hub:
            await run_once(hub.steps, clock=clock)
            errors = {one.source.url: one.polling.last_error for one in hub.store.list_sources()}
            after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            check_errors(errors, feeds)
            check_articles(hub.store)
        assert canary.paths == []
        assert (after - before) * 1024 < SIZE_MAX


def check_errors(errors: dict[str, str], feeds: dict[str, str]) -> None:
    for name, told in BAD.items():
        url = feeds[name]
        asked = "http://127.0.0.1:8080/secret" if name == "inward" else url  # where it led to
        assert errors[url].startswith(f"{asked}: "), f"{name}: {errors[url]!r}"
        assert told in errors[url], name
    for path in "abcdef":
        url, error = next(pair for pair in errors.items() if pair[0].endswith(f":8080/{path}"))
        assert error.startswith(f"{url}: ")
        assert "not public" in error
    assert errors[feeds["honest"]] == ""
    assert errors[feeds["wrong"]] == ""


def check_articles(store: Store) -> None:
    honest = store.find_article("http://honest.example/story")
    assert honest is not None
    reading = load(store, "http://honest.example/story")
    assert "repair the bridge" in reading.text
    deep = load(store, "http://deep.example/deeppage")
    assert deep.truncated_by == "depth"
    assert "repair the bridge" in deep.text
    wrong = store.find_article("http://wrong.example/x")
    assert wrong is not None
    assert wrong.title == "Größe"


def load(store: Store, url: str) -> Any:
    line = store.find_article(url)
    assert line is not None, url
    article = store.load_article(line.id)
    assert article is not None
    return article


def write_hub(folder: Path, urls: list[str], *, place: str) -> None:
    sources = [
        Source(id=source_id(url), url=url, provider=f"p{number}.example")
        for number, url in enumerate(urls)
    ]
    (folder / "sources.toml").write_text(append_sources("", sources), "utf-8")
    (folder / "wiredesk.toml").write_text(
        "[hub]\ntitle = 'Hostile'\nurl = 'http://127.0.0.1:8420'\ncontact = 'desk@hub.example'\n"
        "[network]\nhost_delay_seconds = 0.0\ndeadline_seconds = 2.0\n"
        f"[network.hosts]\n'*.example' = '{place}'\n",
        "utf-8",
    )
