"""Mails handed to a mail server on loopback: encrypted, in order, and what it says of each."""

import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from faults.maild import MailServer
from world.net.test_door_tls import certificate, trust

from wiredesk.basics.errors import FetchError
from wiredesk.records.mailing import Mail, MailState, Receipt
from wiredesk.world.net import SmtpPostman

PASSWORD = "open sesame"


def mail(number: int, body: bytes = b"Subject: x\r\n\r\nhello\r\n.\r\n..two\r\n") -> Mail:
    return Mail(
        sender="news@hub.example",
        recipient=f"r{number}@example.org",
        message_id=f"<i.{number}@hub.example>",
        body=body,
    )


def postman(server: MailServer, **options: Any) -> SmtpPostman:
    settings: dict[str, Any] = {"host": "localhost", "port": server.port, "security": "none"}
    return SmtpPostman(**(settings | options))


async def deliver(own: SmtpPostman, *mails: Mail) -> list[Receipt]:
    return [receipt async for receipt in own.deliver(mails)]


async def failure(own: SmtpPostman) -> FetchError:
    with pytest.raises(FetchError) as caught:
        await deliver(own, mail(1))
    assert PASSWORD not in str(caught.value)
    return caught.value


@pytest.fixture
def tls(tmp_path: Path) -> ssl.SSLContext:
    return certificate(tmp_path / "mail.pem", host="localhost")


async def test_mails_arrive_as_they_are_over_one_connection() -> None:
    async with MailServer() as server:
        receipts = await deliver(postman(server), mail(1), mail(2))
        assert [one.state for one in receipts] == [MailState.SENT] * 2
        assert receipts[0].answer == "250 2.0.0 taken"
        assert server.connections == 1
        assert [one.recipient for one in server.taken] == ["r1@example.org", "r2@example.org"]
        assert {one.sender for one in server.taken} == {"news@hub.example"}
        assert server.taken[0].body == mail(1).body


async def test_the_next_mail_is_made_only_when_the_one_before_is_dealt_with() -> None:
    made = []

    def mails() -> Iterator[Mail]:
        for number in range(3):
            made.append(number)
            yield mail(number)

    async with MailServer() as server:
        async for _ in postman(server).deliver(mails()):
            assert len(made) == len(server.taken)


@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_it_is_encrypted_and_logged_in_before_anything_is_said(
    security: str, tls: ssl.SSLContext
) -> None:
    server = MailServer(tls=tls, wrapped=security == "tls", users={"hub": PASSWORD})
    async with server:
        own = postman(server, security=security, user="hub", password=lambda: PASSWORD, tls=trust())
        await deliver(own, mail(1))
        assert [(one.encrypted, one.user) for one in server.taken] == [(True, "hub")]
        assert PASSWORD not in repr(own)


async def test_without_a_certificate_that_we_trust_nothing_is_said(tls: ssl.SSLContext) -> None:
    async with MailServer(tls=tls) as server:
        told = await failure(postman(server, security="starttls"))
        assert "has no certificate that we trust" in told.message
        assert server.taken == []


async def test_a_server_that_offers_no_encryption_gets_nothing() -> None:
    async with MailServer() as server:
        told = await failure(postman(server, security="starttls", tls=trust()))
        assert "offers no encryption" in told.message


async def test_a_wrong_password_is_told_without_repeating_what_the_server_said() -> None:
    async with MailServer(users={"hub": "other"}) as server:
        told = await failure(postman(server, user="hub", password=lambda: PASSWORD))
        assert told.message == "the mail server refuses user and password (535)."


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("550 5.1.1 no such user", MailState.REFUSED),
        ("550 5.2.1 mailbox closed", MailState.REFUSED),
        ("550 no such user", MailState.REFUSED),
        ("553 no such name", MailState.REFUSED),
        ("550 5.7.1 relaying denied", MailState.LATER),
        ("554 5.7.1 blocked by policy", MailState.LATER),
        ("552 5.2.2 mailbox full", MailState.LATER),
        ("450 4.2.0 greylisted", MailState.LATER),
        ("451 try later", MailState.LATER),
        ("554 no", MailState.LATER),
    ],
)
async def test_only_an_address_that_is_none_is_refused_for_good(
    said: str, state: MailState
) -> None:
    async with MailServer(at_recipient={"r1@example.org": said}) as server:
        receipts = await deliver(postman(server), mail(1), mail(2))
        assert receipts[0] == Receipt(state=state, answer=said)
        assert receipts[1].state is MailState.SENT


async def test_a_mail_that_is_disliked_bars_nobody() -> None:
    async with MailServer(at_data="554 5.7.1 looks like spam\u2028to us") as server:
        receipts = await deliver(postman(server), mail(1), mail(2))
        assert {one.state for one in receipts} == {MailState.LATER}
        assert receipts[0].answer == "554 5.7.1 looks like spam to us"


async def test_a_sender_that_is_refused_is_nobody_s_fault_but_ours() -> None:
    async with MailServer(at_sender="553 5.7.1 not your domain") as server:
        told = await failure(postman(server))
        assert told.message == "the mail server says 553 5.7.1 not your domain."


async def test_what_was_dealt_with_before_it_hung_up_stays_so() -> None:
    async with MailServer(hang_up_after=2) as server:
        coming = postman(server).deliver(mail(number) for number in range(5))
        assert [(await anext(coming)).state for _ in range(2)] == [MailState.SENT] * 2
        with pytest.raises(FetchError, match="hung up"):
            await anext(coming)


async def test_nobody_there_is_said_so() -> None:
    async with MailServer() as server:
        pass
    told = await failure(postman(server))
    assert "could not be reached" in told.message
    assert str(told.subject) == f"localhost:{server.port}"
