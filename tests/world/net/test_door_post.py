"""The one door for what is sent out (SAFETY.md rule 18, F110)."""

import pytest
from faults.doors import opened, request
from faults.faultd import FaultServer, answer

from wiredesk.basics.errors import FetchError
from wiredesk.records.fetching import Purpose, Request

A = "http://a.example"


def message(url: str, **options: object) -> Request:
    return request(url, Purpose.WEBHOOK, **options)


async def test_the_body_and_its_headers_arrive_as_they_were_given() -> None:
    async with FaultServer({"hook": answer(204)}) as server, opened(server) as door:
        headers = (("Content-Type", "application/json"), ("webhook-id", "evt_1"))
        came = await door.post(message(f"{A}/hook", headers=headers), b'{"a":"\xc3\xa9"}')
        (asked,) = server.log
        assert came.status == 204
        assert asked.head.startswith(b"POST /hook HTTP/1.1\r\n")
        assert asked.body == b'{"a":"\xc3\xa9"}'
        assert asked.header("content-type") == "application/json"
        assert asked.header("webhook-id") == "evt_1"
        assert asked.header("cookie") is None


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_an_answer_and_is_not_followed(status: int) -> None:
    async with FaultServer() as server, opened(server) as door:
        came = await door.post(message(f"{A}/to/{status}?/ok"), b"{}")
        assert (came.status, came.hops) == (status, ())
        assert server.paths == [f"/to/{status}?/ok"]


@pytest.mark.parametrize(
    ("path", "code"), [("/drip", "timeout"), ("/stall/headers", "timeout"), ("/big", "too_large")]
)
async def test_a_receiver_holds_us_no_longer_and_with_no_more_than_agreed(
    path: str, code: str
) -> None:
    async with FaultServer() as server, opened(server) as door:
        with pytest.raises(FetchError) as caught:
            await door.post(message(A + path, deadline_seconds=0.5, bytes_max=4_096), b"{}")
        assert caught.value.code == code


async def test_a_long_answer_is_cut_where_only_its_beginning_is_wanted() -> None:
    async with FaultServer() as server, opened(server) as door:
        came = await door.post(message(f"{A}/endless/feed", bytes_max=4_096, cut=True), b"{}")
        assert (came.status, len(came.body), came.truncated) == (200, 4_096, True)


async def test_nothing_is_sent_twice_when_the_receiver_hangs_up() -> None:
    async def hang_up(_asked: object, writer: object) -> None:
        writer.transport.abort()  # type: ignore[attr-defined] # a StreamWriter

    async with FaultServer({"hook": hang_up}) as server, opened(server) as door:
        with pytest.raises(FetchError):
            await door.post(message(f"{A}/hook"), b"{}")
        assert len(server.log) == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/hook",
        "http://127.1:8080/hook",
        "http://[::1]/hook",
        "http://0x7f000001/hook",
        "http://169.254.169.254/latest",
        "http://user:pass@a.example/hook",
        "http://a.example:22/hook",
        "file:///etc/passwd",
        "gopher://a.example/",
        "http://a.example/\r\nX: y",
    ],
)
async def test_what_may_not_be_fetched_may_not_be_told_either(url: str) -> None:
    async with FaultServer() as server, opened(server) as door:
        with pytest.raises(FetchError) as caught:
            await door.post(message(url), b"{}")
        assert caught.value.code == "refused"
        assert server.connections == 0


@pytest.mark.parametrize("name", ["Host", "Cookie", "Transfer-Encoding", "X-Forwarded-For"])
async def test_no_header_that_frames_or_forwards_can_be_slipped_in(name: str) -> None:
    async with FaultServer() as server, opened(server) as door:
        with pytest.raises(FetchError) as caught:
            await door.post(message(f"{A}/ok", headers=((name, "x"),)), b"{}")
        assert caught.value.code == "refused"
        assert server.log == []


async def test_messages_to_one_receiver_leave_no_pause_between_them() -> None:
    async with FaultServer() as server, opened(server, host_delay_seconds=600.0) as door:
        for _ in range(3):
            assert (await door.post(message(f"{A}/ok"), b"{}")).status == 200
