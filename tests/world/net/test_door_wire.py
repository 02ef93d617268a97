"""What we send: identity, validators, no foreign headers (SAFETY.md F011, F034, F039)."""

import json
import random
from pathlib import Path
from urllib.parse import quote

import pytest
from faults.doors import AGENT, failure, opened, request
from faults.faultd import Asked, FaultServer, answer

from wiredesk.records.fetching import Purpose

A = "http://a.example"
VALIDATORS = [
    '"plain"',
    'W/"weak"',
    '"with, comma"',
    '"a", "b"',
    '"with \\" quote"',
    "unquoted",
    '"abc-gzip"',
    '""',
    "W/unquoted",
    '"' + "x" * 500 + '"',
    '"caf\u00c3\u00a9"',  # UTF-8 bytes as latin-1
    "  spaced  ".strip(),
]
DATES = [
    "Thu, 01 Oct 2026 12:00:00 GMT",
    "Thursday, 01-Oct-26 12:00:00 GMT",
    "Thu Oct  1 12:00:00 2026",
    "2026-10-01T12:00:00Z",
    "Thu, 01 Oct 2026 12:00:00 +0000",
    "1759320000",
    "yesterday",
]


@pytest.mark.parametrize("purpose", list(Purpose))
async def test_every_request_says_who_we_are_and_nothing_more(purpose: Purpose) -> None:
    cookie = answer(302, headers=(("Set-Cookie", "track=1; Path=/"), ("Location", "/ok")))
    async with FaultServer({"cookie": cookie}) as server, opened(server) as door:
        for path in ("/cookie", "/ok", "/missing"):
            await door.get(request(A + path, purpose))
    assert len(server.log) == 4
    for asked in server.log:
        assert asked.header("user-agent") == AGENT
        assert {name for name, _ in asked.headers} == {
            "host", "user-agent", "accept", "accept-encoding",
        }  # fmt: skip
        assert asked.header("host") == "a.example"
        assert asked.header("accept-encoding") == "gzip, deflate, br, zstd"


async def test_proxies_and_credentials_of_the_environment_are_ignored(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    async with FaultServer() as proxy, FaultServer() as server, opened(server) as door:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"):
            monkeypatch.setenv(name, f"http://{proxy.place}")
        (netrc := tmp_path / "netrc").write_text("machine a.example login x password y")  # type: ignore[operator] # a Path
        monkeypatch.setenv("NETRC", str(netrc))
        await door.get(request(f"{A}/ok"))
        assert proxy.connections == 0
        assert server.log[0].header("authorization") is None


@pytest.mark.parametrize("etag", VALIDATORS)
async def test_an_etag_comes_back_to_the_byte(etag: str) -> None:
    sent = etag.encode("latin-1")

    async def strict(asked: Asked, writer: object) -> None:
        same = b"\r\nIf-None-Match: " + sent + b"\r\n" in asked.head
        headers = (("ETag", etag),)
        await answer(304 if same else 200, headers=headers)(asked, writer)  # type: ignore[arg-type] # a writer

    async with FaultServer({"feed": strict}) as server, opened(server) as door:
        first = await door.get(request(f"{A}/feed"))
        assert first.status == 200
        again = await door.get(request(f"{A}/feed", etag=first.header("etag")))
        assert again.status == 304


@pytest.mark.parametrize("date", DATES)
async def test_a_date_comes_back_to_the_byte_whatever_its_form(date: str) -> None:
    dated = answer(headers=(("Last-Modified", date),))
    async with FaultServer({"feed": dated}) as server, opened(server) as door:
        first = await door.get(request(f"{A}/feed"))
        await door.get(request(f"{A}/feed", last_modified=first.header("last-modified")))
    assert b"\r\nIf-Modified-Since: " + date.encode() + b"\r\n" in server.log[1].head


@pytest.mark.parametrize("validator", ['"a\r\nX-Evil: 1"', '"a\x00"', '"\x7f"', '"caf\xe9"', "☃"])
async def test_a_validator_that_cannot_be_sent_as_it_came_is_left_out(validator: str) -> None:
    async with FaultServer() as server, opened(server) as door:
        await door.get(request(f"{A}/ok", etag=validator, last_modified=validator))
    assert server.log[0].header("if-none-match") is None
    assert server.log[0].header("if-modified-since") is None
    assert b"Evil" not in server.log[0].head


@pytest.mark.parametrize("validator", VALIDATORS)
async def test_the_second_poll_of_a_strict_server_is_a_304(validator: str, tmp_path: Path) -> None:
    url = f"{A}/etag/strict?{quote(validator, encoding='latin-1')}"
    log = tmp_path / "log.jsonl"
    async with FaultServer(log_to=log) as server, opened(server) as door:
        first = await door.get(request(url))
        second = await door.get(request(url, etag=first.header("etag")))
    assert (first.status, second.status) == (200, 304)
    logged = [dict(json.loads(line)["headers"]) for line in log.read_text("utf-8").splitlines()]
    assert [one.get("if-none-match") for one in logged] == [None, validator]


async def test_a_304_brings_no_body_and_keeps_its_headers() -> None:
    kept = answer(304, headers=(("ETag", '"new"'),))
    async with FaultServer({"kept": kept}) as server, opened(server) as door:
        found = await door.get(request(f"{A}/kept", etag='"old"'))
    assert (found.status, found.body, found.header("etag")) == (304, b"", '"new"')


async def test_no_setting_of_a_feed_can_inject_or_forge_a_header() -> None:
    chance = random.Random(11)
    names = ["X-Key", "Accept-Language", "X-Key\r\nHost", "X Key", "X:Key", "", "X-Ké", "X\x00"]
    forged = ["Host", "Cookie", "Connection", "Transfer-Encoding", "Content-Length", "Remote-User",
              "X-Forwarded-For", "Forwarded", "Proxy-Authorization", "TE", "Upgrade", "eXpect"]  # fmt: skip
    pieces = [
        "a",
        "\r",
        "\n",
        "\r\n",
        "\x00",
        "\x0b",
        "é",
        "\x7f",
        "\u2028",
        " ",
        "Host: evil",
        ";",
    ]
    async with FaultServer() as server, opened(server) as door:
        for _ in range(500):
            name = chance.choice([*names, *forged])
            value = "".join(chance.choices(pieces, k=chance.randint(0, 6)))
            asked = request(f"{A}/ok", headers=((name, value),))
            plain = all(" " <= sign <= "~" for sign in value)
            if name in names[:2] and plain:
                await door.get(asked)
            else:
                assert (await failure(door, asked)).code == "refused", (name, value)
    for one in server.log:
        assert one.header("host") == "a.example"
        assert len(one.headers) == 5
        assert one.head.count(b"\n") == one.head.count(b"\r\n") == one.head.count(b"\r")


async def test_an_answer_says_what_came_and_from_where() -> None:
    page = answer(201, body=b"body", headers=(("X-One", "1"), ("X-One", "2"), ("X-Odd", "caf\xe9")))
    async with FaultServer({"page": page}) as server, opened(server) as door:
        found = await door.get(request(f"{A}/page", Purpose.PAGE))
    assert found.status == 201
    assert [value for name, value in found.headers if name == "x-one"] == ["1", "2"]
    assert found.header("x-odd") == "caf\xe9"
    assert found.raw_head.startswith(b"HTTP/1.1 201 Scripted\r\nX-One: 1\r\n")
    assert found.raw_body == found.body == b"body"
    assert found.peer == "127.0.0.1"
    assert found.elapsed_seconds > 0
    assert not found.truncated


@pytest.mark.parametrize(
    "path",
    [
        "/%7Ea/a%2Fb/c%2bd",
        "/a?q=%E9&x=a+b&sig=abc%3D%3d",
        "/a?x=[1]|{2}&y=a:b@c/d",
        "/caf%C3%A9/%e3%83%84",
        "/a//b/;v=1,2",
        "/a?x=%2520",
        "/a?x=1&x=1&&=",
    ],
)
async def test_an_address_is_asked_for_as_it_is_written(path: str) -> None:
    async with FaultServer() as server, opened(server) as door:
        found = await door.get(request(A + path))
    assert server.paths == [path]
    assert found.final_url == A + path
