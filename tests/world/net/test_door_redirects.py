"""Redirects, followed by hand (SAFETY.md F003, F010, F025)."""

from asyncio import StreamWriter

import pytest
from faults.doors import Names, failure, opened, request
from faults.faultd import Asked, FaultServer, answer

from wiredesk.records.fetching import Purpose
from wiredesk.world.net import Allowance

A, B = "http://a.example", "http://b.example"
CODES = [301, 302, 303, 307, 308]


@pytest.mark.parametrize("status", CODES)
async def test_a_redirect_from_an_allowed_host_reaches_no_private_address(status: int) -> None:
    names = Names({"canary.example": [["127.0.0.1"]], "localhost": [["127.0.0.1"]]})
    async with FaultServer() as ours, FaultServer() as canary, opened(ours, lookup=names) as door:
        for target in (
            f"http://127.0.0.1:{canary.port}/",
            f"//127.0.0.1:{canary.port}/",
            f"http://a.example:{canary.port}/",
            "http://127.0.0.1/",
            "http://localhost/",
            "http://canary.example:8080/",
            "http://[::ffff:127.0.0.1]/",
            "http://a.example\\@127.0.0.1/",
            "http://user@127.0.0.1/",
            "file:///etc/passwd",
            "gopher://127.0.0.1/",
            "javascript:alert(1)",
            "data:text/html,x",
            "",
        ):
            error = await failure(door, f"{A}/to/{status}?{target}")
            assert error.code in {"refused", "redirects"}, target
        assert canary.connections == 0
        assert all(path.startswith("/to/") for path in ours.paths)


async def test_only_a_status_redirects() -> None:
    async with FaultServer() as canary:
        target = f"http://b.example:{canary.port}/ok"
        page = answer(
            body=f'<meta http-equiv="refresh" content="0;url={target}">'.encode(),
            headers=(
                ("Refresh", f"0; url={target}"),
                ("Link", f"<{target}>; rel=preload"),
                ("Location", target),
                ("Content-Location", target),
            ),
        )
        async with FaultServer({"page": page}) as server, opened(server, canary) as door:
            found = await door.get(request(f"{A}/page", Purpose.PAGE))
        assert (found.status, found.hops, found.final_url) == (200, (), f"{A}/page")
        assert canary.connections == 0


async def test_a_chain_through_ever_new_hosts_ends_as_well() -> None:
    def on(number: int) -> str:
        return f"http://host{number}.example/next/{number}"

    async def send_on(asked: Asked, writer: StreamWriter) -> None:
        number = int(asked.path.rpartition("/")[2])
        await answer(302, headers=(("Location", on(number + 1)),))(asked, writer)

    async with FaultServer({"next": send_on}) as server:
        allowance = Allowance.of_hosts({"*.example": server.place})
        async with opened(allowance=allowance) as door:
            assert (await failure(door, on(1))).code == "redirects"
        assert len(server.log) == 6


@pytest.mark.parametrize("status", CODES)
async def test_a_redirect_is_followed_and_told(status: int) -> None:
    async with FaultServer() as a, FaultServer() as b, opened(a, b) as door:
        found = await door.get(request(f"{A}/to/{status}?{B}/ok"))
    assert (found.status, found.body, found.url) == (200, b"hello", f"{A}/to/{status}?{B}/ok")
    assert found.final_url == f"{B}/ok"
    assert found.hops == ((status, f"{B}/ok"),)
    assert found.permanent_to == (f"{B}/ok" if status in {301, 308} else None)


async def test_it_moved_for_good_only_when_every_hop_says_so() -> None:
    async with FaultServer() as server, opened(server) as door:
        found = await door.get(request(f"{A}/to/301?{A}/to/302%3F{A}/ok"))
        assert (found.final_url, found.permanent_to) == (f"{A}/ok", None)
        found = await door.get(request(f"{A}/to/301?{A}/to/308%3F{A}/ok"))
        assert found.permanent_to == f"{A}/ok"


@pytest.mark.parametrize(
    ("path", "asked"),
    [("/cycle/a", 2), ("/counter/1", 6), ("/to/302?", 2), ("/to/302?/to/302", 2), ("/self", 1)],
)
async def test_circles_and_long_chains_end_after_few_requests(path: str, asked: int) -> None:
    own = answer(302, headers=(("Location", "/self"),))
    async with FaultServer({"self": own}) as server, opened(server) as door:
        assert (await failure(door, A + path)).code == "redirects"
        assert len(server.log) <= asked


async def test_no_location_and_a_fragment_are_understood() -> None:
    bare = answer(302)
    mark = answer(302, headers=(("Location", "/ok#part"),))
    async with FaultServer({"bare": bare, "mark": mark}) as server, opened(server) as door:
        assert (await failure(door, f"{A}/bare")).code == "redirects"
        assert (await door.get(request(f"{A}/mark"))).body == b"hello"
        assert server.paths[-1] == "/ok"


async def test_own_headers_stay_with_their_origin() -> None:
    secret = (("Authorization", "Basic c2VjcmV0"), ("X-Feed-Key", "secret"))
    async with FaultServer() as a, FaultServer() as b, opened(a, b) as door:
        await door.get(request(f"{A}/to/302?{B}/ok", headers=secret))
        await door.get(request(f"{A}/to/302?{A}:8080/ok", headers=secret))
        await door.get(request(f"{A}/to/302?{A}/ok", headers=secret))
    first, (port, same) = b.log[0], [one for one in a.log if one.path == "/ok"]
    assert all(one.header("authorization") for one in a.log if one.path.startswith("/to/"))
    assert first.header("authorization") is first.header("x-feed-key") is None
    assert port.header("authorization") is port.header("x-feed-key") is None
    assert same.header("authorization") == "Basic c2VjcmV0"


async def test_own_headers_do_not_come_back_by_a_detour_of_another_scheme_or_host() -> None:
    async with FaultServer() as a, FaultServer() as b, opened(a, b) as door:
        asked = request(f"{A}/to/302?{B}/to/302%3F{B}/ok", headers=(("X-Feed-Key", "secret"),))
        await door.get(asked)
    assert [one.header("x-feed-key") for one in b.log] == [None, None]


async def test_redirects_of_pages_count_against_every_host_on_the_way() -> None:
    async with (
        FaultServer() as a,
        FaultServer() as b,
        opened(a, b, pages_per_host_per_day=2) as door,
    ):
        for _ in range(2):
            await door.get(request(f"{A}/to/302?{B}/ok", Purpose.PAGE))
        assert (await failure(door, request(f"{A}/to/302?{B}/ok", Purpose.PAGE))).code == "later"
        assert (await failure(door, request(f"{B}/ok", Purpose.PAGE))).code == "later"
        assert (await door.get(request(f"{B}/ok", Purpose.FEED))).status == 200
