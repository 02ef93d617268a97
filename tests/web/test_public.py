"""The public site over HTTP (SAFETY.md F065, F080)."""

import asyncio
import contextlib
import json
import logging
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from urllib.parse import quote

import pytest
from craft.seal.test_legacy import mutants

from wiredesk.basics.errors import UsageError
from wiredesk.web.public import HEADERS
from wiredesk.web.server import hub_app, serve_app


@pytest.fixture
async def port(tmp_path: Path) -> AsyncIterator[int]:
    """Where a small site is served; beside it lies what nobody may see."""
    site = tmp_path / "site"
    (site / "story").mkdir(parents=True)
    (site / "index.html").write_text("<h1>Home</h1>")
    (site / "404.html").write_text("<h1>Not here</h1>")
    (site / "story" / "index.html").write_text("<h1>Story</h1>")
    (site / "feed.xml").write_text("<rss/>")
    (site / "gone").mkdir()
    (site / "gone" / "a1.html").write_text("<h1>Taken down</h1>")
    (site / "gone.json").write_text(json.dumps({"gone": ["gone/a1.html"]}))
    (tmp_path / "secret.txt").write_text("a secret")
    (tmp_path / "site-twin").mkdir()
    (tmp_path / "site-twin" / "secret.txt").write_text("a secret")
    (site / "way-out").symlink_to(tmp_path)
    stop, free = asyncio.Event(), await free_port()
    serving = asyncio.create_task(
        serve_app(hub_app(site, desk=None), host="127.0.0.1", port=free, stop=stop)
    )
    for _ in range(200):
        with contextlib.suppress(OSError):
            _, writer = await asyncio.open_connection("127.0.0.1", free)
            writer.close()
            break
        await asyncio.sleep(0.01)
    yield free
    stop.set()
    await asyncio.wait_for(serving, 5)


async def free_port() -> int:
    server = await asyncio.start_server(lambda _reader, _writer: None, "127.0.0.1", 0)
    async with server:
        return int(server.sockets[0].getsockname()[1])


async def ask(
    port: int, path: str, *, method: str = "GET", sent: Mapping[str, str] | None = None
) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body; the path goes out as it is, which no proper client would do."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    said = {"Host": "a", "Connection": "close"} | dict(sent or {})
    lines = "".join(f"{name}: {value}\r\n" for name, value in said.items())
    writer.write(f"{method} {path} HTTP/1.1\r\n{lines}\r\n".encode())
    head, _, body = (await reader.read()).partition(b"\r\n\r\n")
    writer.close()
    first, *fields = head.decode("latin-1").split("\r\n")
    pairs = (line.partition(": ") for line in fields)
    return int(first.split(" ")[1]), {name.lower(): value for name, _, value in pairs}, body


SHOWN = [
    ("/", 200, b"<h1>Home</h1>"),
    ("/index.html", 200, b"<h1>Home</h1>"),
    ("/story/", 200, b"<h1>Story</h1>"),
    ("/feed.xml", 200, b"<rss/>"),
    ("/missing", 404, b"<h1>Not here</h1>"),
    ("/missing%0A", 404, b"<h1>Not here</h1>"),
    ("/missing/deeper.html?x=1", 404, b"<h1>Not here</h1>"),
]


async def test_every_answer_carries_the_protective_headers(port: int) -> None:
    for path, status, body in SHOWN:
        found, headers, content = await ask(port, path)
        assert (found, content) == (status, body), path
        assert {name: headers[name] for name in HEADERS} == HEADERS
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "server" not in headers
        assert "set-cookie" not in headers


async def test_nothing_of_a_request_but_its_path_shapes_the_answer(port: int) -> None:
    """SAFETY.md F088, F102: a cache that keeps an answer by its address gives everybody the same one."""
    for path in (
        "/",
        "/story/",
        "/feed.xml",
        "/missing",
        "/gone/a1.html",
        "/story",
        "//story",
        "/desk/",
    ):
        plain = await ask(port, path)
        for sent in (
            {"Host": "evil.example"},
            {"Accept": "application/json"},
            {"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"},
            {"Accept-Encoding": "br", "Accept-Language": "de"},
        ):
            status, headers, body = await ask(port, path, sent=sent)
            del headers["date"], (kept := dict(plain[1]))["date"]
            assert (status, headers, body) == (plain[0], kept, plain[2]), (path, sent)
        assert "evil" not in str(plain)


async def test_a_folder_without_a_slash_leads_to_the_one_with_it_on_this_host(port: int) -> None:
    for path in ("/story", "//story", "/./story"):
        status, headers, _ = await ask(port, path)
        assert (status, headers["location"]) == (307, "./story/")


async def test_what_was_taken_down_is_answered_with_410_and_its_notice(port: int) -> None:
    for path in ("/gone/a1.html", "/gone/../gone/a1.html", "/gone/a1.html?x=1"):
        status, headers, body = await ask(port, path)
        assert (status, body) == (410, b"<h1>Taken down</h1>"), path
        assert {name: headers[name] for name in HEADERS} == HEADERS
    status, headers, body = await ask(port, "/gone/a1.html", method="HEAD")
    assert (status, body) == (410, b"")
    assert headers["x-content-type-options"] == "nosniff"


async def test_nothing_that_a_reader_sends_is_logged(
    port: int, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        for name in ("uvicorn.access", "uvicorn.error", "uvicorn"):
            caplog.handler.setLevel(logging.DEBUG)
            logging.getLogger(name).addHandler(caplog.handler)
        try:
            for path in ("/", "/missing?who=ada", "/gone/a1.html", "/%00"):
                await ask(port, path)
        finally:
            for name in ("uvicorn.access", "uvicorn.error", "uvicorn"):
                logging.getLogger(name).removeHandler(caplog.handler)
    told = caplog.text + "".join(capfd.readouterr())
    assert "127.0.0.1" not in told
    assert "ada" not in told
    assert "GET" not in told


async def test_a_reader_that_has_the_newest_feed_is_told_so(port: int) -> None:
    _, headers, _ = await ask(port, "/feed.xml")
    for known in (
        {"If-None-Match": headers["etag"]},
        {"If-Modified-Since": headers["last-modified"]},
    ):
        status, again, body = await ask(port, "/feed.xml", sent=known)
        assert (status, body) == (304, b"")
        assert again["etag"] == headers["etag"]
        assert again["x-content-type-options"] == "nosniff"


async def test_only_reading_is_possible(port: int) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        status, headers, _ = await ask(port, "/", method=method)
        assert status == 405, method
        assert headers["x-content-type-options"] == "nosniff"
    assert (await ask(port, "/", method="HEAD"))[2] == b""


async def test_a_folder_without_its_slash_leads_to_the_folder(port: int) -> None:
    status, headers, _ = await ask(port, "/story")
    assert status in {301, 302, 307, 308}
    assert headers["location"].endswith("/story/")
    assert headers["x-content-type-options"] == "nosniff"


OUTSIDE = [
    "/../secret.txt",
    "/story/../../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/%2e%2e%2fsecret.txt",
    "/..%5csecret.txt",
    "/%252e%252e/secret.txt",
    "//secret.txt",
    "/./../secret.txt",
    "/....//secret.txt",
    "/../site-twin/secret.txt",
    "/site-twin/secret.txt",
    "/way-out/secret.txt",
    "/%00",
    "/index.html%00.txt",
    "/%ff%fe",
    "/" + "a" * 5_000,
    "/" + "a/" * 2_000,
]


async def test_nothing_outside_the_folder_is_shown_and_nothing_breaks(port: int) -> None:
    for path in OUTSIDE:
        status, headers, body = await ask(port, path)
        assert status in {400, 404}, path
        assert b"a secret" not in body, path
        assert status == 400 or headers["x-content-type-options"] == "nosniff", path
    assert (await ask(port, "/"))[0] == 200


async def test_a_port_that_is_taken_is_said_in_one_sentence(tmp_path: Path) -> None:
    async with await asyncio.start_server(lambda _r, _w: None, "127.0.0.1", 0) as other:
        taken = other.sockets[0].getsockname()[1]
        with pytest.raises(UsageError, match="the port is taken") as caught:
            await serve_app(
                hub_app(tmp_path, desk=None), host="127.0.0.1", port=taken, stop=asyncio.Event()
            )
    assert caught.value.subject == f"127.0.0.1:{taken}"
    assert "serve.port" in caught.value.remedy


async def test_it_stops_when_asked(tmp_path: Path) -> None:
    stop = asyncio.Event()
    stop.set()
    port = await free_port()
    await asyncio.wait_for(
        serve_app(hub_app(tmp_path, desk=None), host="127.0.0.1", port=port, stop=stop), 5
    )
    with pytest.raises(OSError, match="."):  # noqa: RUF043 - whatever the machine calls it
        await asyncio.open_connection("127.0.0.1", port)


async def test_a_legacy_text_in_an_address_gets_the_answer_of_any_other(port: int) -> None:
    """SAFETY.md F124: no address of the site opens one, so none tells whether it would open."""
    for place in ("/missing/{}", "/story/?secured={}"):
        answers = set()
        for text in (*mutants(100), "any-other"):
            status, headers, body = await ask(port, place.format(quote(text, safe="")))
            kept = tuple((name, headers[name]) for name in sorted(headers) if name != "date")
            answers.add((status, kept, body))
        assert len(answers) == 1, place
