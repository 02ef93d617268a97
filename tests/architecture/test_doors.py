"""One door out: who may import what opens connections (SAFETY.md rule 1, F008)."""

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCES = Path(__file__).parents[2] / "src" / "wiredesk"
CLIENTS = {
    "socket", "ssl", "aiohttp", "http.client", "urllib.request", "urllib3", "requests", "httpx",
    "httpcore", "ftplib", "smtplib", "poplib", "imaplib", "telnetlib", "xmlrpc", "websockets",
    "websocket", "pycurl", "socketserver", "asyncore",
}  # fmt: skip
# What opens connections or asks names without a module of its own.
CALLS = {
    "open_connection", "create_connection", "open_unix_connection", "create_datagram_endpoint",
    "getaddrinfo", "urlopen", "urlretrieve", "fetch_url", "fetch_response", "create_subprocess_shell",
}  # fmt: skip
DOOR = SOURCES / "world" / "net"
EXCEPTIONS = {
    "sample/press.py": "serves the sample newsroom on loopback and asks nobody",
    "cli": "may look whether a port on this machine is free",
}


def findings(path: Path, tree: ast.Module) -> Iterator[str]:
    """Every import of a client, and every call that dials."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            names = [module, *(f"{module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Call):
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            names = [called] if called in CALLS else []
        else:
            continue
        for name in names:
            if name in CALLS or any(name == one or name.startswith(f"{one}.") for one in CLIENTS):
                yield f"{path}:{node.lineno}: {name}"


def may_dial(path: Path) -> bool:
    """Whether a file is the door or one of the exceptions."""
    if path.is_relative_to(DOOR):
        return True
    return any(path.is_relative_to(SOURCES / place) for place in EXCEPTIONS)


def test_only_the_door_imports_what_opens_connections() -> None:
    paths = sorted(SOURCES.rglob("*.py"))
    assert len(paths) > 100, "no source files found"
    found = [
        finding
        for path in paths
        if not may_dial(path)
        for finding in findings(path, ast.parse(path.read_text("utf-8")))
    ]
    assert not found, "ask through wiredesk.world.net.Door instead:\n" + "\n".join(found)


def test_the_door_itself_is_what_the_rule_is_about() -> None:
    found = [
        finding
        for path in sorted(DOOR.glob("*.py"))
        for finding in findings(path, ast.parse(path.read_text("utf-8")))
    ]
    assert {line.rpartition(" ")[2].partition(".")[0] for line in found} >= {"aiohttp", "socket"}


def test_the_rule_finds_every_way_in() -> None:
    ways = """
import socket
import http.client as h
import urllib.request
from urllib import request
from http import client
from aiohttp import ClientSession
import requests.sessions

async def f():
    await asyncio.open_connection("a", 80)
    loop.getaddrinfo("a", 80)
    trafilatura.fetch_url("http://a")
"""
    assert len(list(findings(Path("a.py"), ast.parse(ways)))) >= 10
    calm = "from urllib.parse import urlsplit\nfrom http import HTTPStatus\nimport wiredesk.world.net\n"
    assert list(findings(Path("a.py"), ast.parse(calm))) == []
