"""`wiredesk newsletter`: argv in, text and mails out."""

import email
import email.policy
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from newsroom.desk import Desk

from wiredesk.basics.clock import SystemClock
from wiredesk.cli.doctor import doctor
from wiredesk.cli.newsletter import newsletter
from wiredesk.cli.why import account
from wiredesk.records.mailing import Issue, Mailed, MailState, Subscriber
from wiredesk.world.store import open_store

SETTINGS = """
[hub]
title = "The Hub"
url = "https://hub.example"
contact = "me@hub.example"
[newsletter]
sender = "The Hub <news@hub.example>"
"""


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    desk = Desk(tmp_path)
    desk.receive("drone-seeds")
    desk.clock.set(SystemClock().now())
    desk.run()
    desk.store.close()
    (tmp_path / "wiredesk.toml").write_text(SETTINGS)
    (tmp_path / "sources.toml").write_text("")
    (tmp_path / "subscribers.txt").write_text("ada@example.org\nBen <ben@example.org>\n")
    return tmp_path


def run(hub: Path, *words: str) -> Result:
    return CliRunner().invoke(newsletter, [words[0], "--hub", str(hub), *words[1:]])


def mails(folder: Path) -> list[str]:
    parsed = [
        email.message_from_bytes(one.read_bytes(), policy=email.policy.default)
        for one in folder.glob("*.eml")
    ]
    return sorted(str(one["To"]) for one in parsed)


def test_a_preview_shows_what_would_be_sent_and_notes_nothing(hub: Path) -> None:
    told = run(hub, "preview")
    assert told.exit_code == 0, told.output
    assert told.output.startswith("Subject: The Hub: ")
    assert "https://hub.example/story/" in told.output
    assert run(hub, "preview", "--html").output.startswith("<!doctype html>")
    assert run(hub, "preview").output == told.output
    assert not (hub / "mail").exists()


def test_an_issue_is_written_to_the_mail_folder_once(hub: Path) -> None:
    assert run(hub, "send").output == "1 stories; 2 sent.\n"
    assert mails(hub / "mail") == ["Ben <ben@example.org>", "ada@example.org"]
    assert "nobody gets a mail" in run(hub, "send").output
    assert "nobody would get a mail" in run(hub, "preview").output
    assert len(mails(hub / "mail")) == 2


def test_into_another_folder_nothing_is_noted(hub: Path) -> None:
    to = hub / "elsewhere"
    assert run(hub, "send", "--to", str(to)).output == f"2 mails are in {to}.\n"
    assert run(hub, "send", "--to", str(to)).output == f"2 mails are in {to}.\n"
    assert run(hub, "send").output == "1 stories; 2 sent.\n"


def test_a_running_hub_is_asked_to_send_it(hub: Path) -> None:
    with closing(open_store(hub / "wiredesk.db")):
        assert "The running hub sends it within a minute." in run(hub, "send").output


def test_who_is_refused_and_what_is_wrong_in_the_list_is_named_by_line(hub: Path) -> None:
    (hub / "subscribers.txt").write_text("ada@example.org\nnonsense\nben@example.org\n")
    now = SystemClock().now()
    with closing(open_store(hub / "wiredesk.db")) as store:
        issue = Issue(at=now, since=now, until=now, finished=True)
        store.save_issue(issue)
        said = Mailed(
            recipient=Subscriber(address="BEN@example.org").key,
            state=MailState.REFUSED,
            answer="550 5.1.1 no such user",
            at=now,
        )
        store.save_mailed(issue, said)
    told = run(hub, "readers")
    assert told.exit_code == 1
    assert "ben@example.org was refused on" in told.output
    assert "550 5.1.1 no such user" in told.output
    assert "subscribers.txt:2: `nonsense` is no mail address." in told.output
    assert "1 readers get the newsletter." in told.output
    looked = CliRunner().invoke(doctor, ["--hub", str(hub)])
    assert "newsletter: subscribers.txt:2:" in looked.output
    assert "1 readers of the newsletter were refused" in looked.output
    counted = CliRunner().invoke(account, ["--hub", str(hub)])
    assert "1 readers of the newsletter were refused" in counted.output
    assert run(hub, "clear", "ben@example.org").output == "ben@example.org gets the next issue.\n"
    assert "was not refused" in str(run(hub, "clear", "ben@example.org").exception)


def test_doctor_says_whether_it_could_be_sent(hub: Path) -> None:
    def looked() -> str:
        return CliRunner().invoke(doctor, ["--hub", str(hub)]).output

    assert "ok   newsletter: 2 readers, as files in mail" in looked()
    (hub / "wiredesk.toml").write_text(
        SETTINGS + '[smtp]\nhost = "mail.example.org"\nuser = "hub"\npassword = "/nowhere/smtp"\n'
    )
    assert "newsletter: /nowhere/smtp: the secret is neither there" in looked()
    (hub / "wiredesk.toml").write_text(
        SETTINGS + '[smtp]\nhost = "mail.example.org"\nsecurity = "none"\n'
    )
    assert 'smtp.security is "none", and smtp.host is another machine' in looked()


def test_a_hub_without_a_newsletter_is_told_how_to_begin(hub: Path) -> None:
    (hub / "wiredesk.toml").write_text("[hub]\n")
    assert "the hub has no newsletter yet" in str(run(hub, "preview").exception)
    assert "newsletter" not in CliRunner().invoke(doctor, ["--hub", str(hub)]).output
