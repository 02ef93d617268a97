"""A folder as a postman."""

import os
from pathlib import Path

import pytest

from wiredesk.basics.errors import FetchError
from wiredesk.records.mailing import Mail, MailState
from wiredesk.world.outlets import MailFolder


def mail(number: int, body: bytes = b"Subject: x\r\n\r\nhello\r\n", name: str = "i.r") -> Mail:
    return Mail(
        sender="news@hub.example",
        recipient=f"r{number}@example.org",
        message_id=f"<{name}{number}@hub.example>",
        body=body,
    )


async def deliver(folder: Path, *mails: Mail) -> list[MailState]:
    return [receipt.state async for receipt in MailFolder(folder=folder).deliver(mails)]


async def test_each_mail_is_a_file_that_its_owner_alone_can_read(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        assert await deliver(tmp_path / "mail", mail(1), mail(2)) == [MailState.SENT] * 2
    finally:
        os.umask(old)
    files = sorted((tmp_path / "mail").iterdir())
    assert [one.name for one in files] == ["i.r1.eml", "i.r2.eml"]
    assert files[0].read_bytes() == mail(1).body
    assert {one.stat().st_mode & 0o777 for one in files} == {0o600}


async def test_a_mail_that_comes_again_replaces_its_own_file(tmp_path: Path) -> None:
    await deliver(tmp_path, mail(1))
    await deliver(tmp_path, mail(1, b"again"))
    assert [one.read_bytes() for one in tmp_path.iterdir()] == [b"again"]


async def test_no_name_leads_out_of_the_folder(tmp_path: Path) -> None:
    await deliver(tmp_path / "mail", mail(1, name="../../etc/passwd\x00"))
    assert [one.name for one in (tmp_path / "mail").iterdir()] == ["....etcpasswd1.eml"]
    assert [one.name for one in tmp_path.iterdir()] == ["mail"]


async def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("a file")
    with pytest.raises(FetchError, match="no mail can be written") as caught:
        await deliver(tmp_path / "mail", mail(1))
    assert caught.value.subject == str(tmp_path / "mail")
