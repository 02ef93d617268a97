"""`wiredesk webhooks`: argv in, text out; no secret is ever shown."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from wiredesk.cli.doctor import doctor
from wiredesk.cli.init import init
from wiredesk.cli.webhooks import webhooks
from wiredesk.cli.why import account
from wiredesk.craft.webhooks import parse_secrets

URL = "https://crm.example/hook"


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    folder = tmp_path / "hub"
    assert CliRunner().invoke(init, [str(folder), "--contact", "me@hub.example"]).exit_code == 0
    return folder


def run(hub: Path, *words: str) -> Result:
    done = CliRunner().invoke(webhooks, [words[0], "--hub", str(hub), *words[1:]])
    assert "whsec_" not in done.output
    return done


def secret_of(hub: Path) -> Path:
    return hub.parent / "home" / ".config" / "wiredesk" / "hub-crm.whsec"


def test_one_is_added_with_a_secret_in_a_file_of_its_own(hub: Path) -> None:
    added = run(hub, "add", "crm", URL, "--event", "withdrawn", "--topic", "ai")
    assert added.exit_code == 0, added.output
    assert str(secret_of(hub)) in added.output
    assert len(parse_secrets(secret_of(hub).read_text(), name="s")) == 1
    assert "whsec_" not in (hub / "webhooks.toml").read_text()
    listed = run(hub, "list").output
    assert f"crm  active  {URL}" in listed
    assert "told of record.withdrawn of AI" in listed
    assert "0 delivered, 0 waiting, 0 given up." in run(hub, "list", "crm").output


def test_what_cannot_be_is_refused_before_anything_is_written(hub: Path) -> None:
    for words in (
        ("add", "crm", "gopher://a.example/"),
        ("add", "../crm", URL),
        ("add", "crm", URL, "--topic", "nothing"),
        ("add", "crm", URL, "--secret", "inside.whsec"),
    ):
        done = run(hub, *words)
        assert done.exit_code != 0, words
    assert not (hub / "webhooks.toml").exists()
    assert not secret_of(hub).exists()
    for verb in ("test", "rotate", "remove"):
        done = run(hub, verb, "crm")
        assert "is no webhook of this hub" in str(done.exception)


def test_a_secret_is_rotated_in_two_steps(hub: Path) -> None:
    run(hub, "add", "crm", URL)
    (old,) = parse_secrets(secret_of(hub).read_text(), name="s")
    assert "--finish" in run(hub, "rotate", "crm").output
    new, kept = parse_secrets(secret_of(hub).read_text(), name="s")
    assert (kept, new != old) == (old, True)
    run(hub, "rotate", "crm", "--finish")
    assert parse_secrets(secret_of(hub).read_text(), name="s") == (new,)


def test_one_that_is_removed_is_told_nothing_more_and_its_secret_stays(hub: Path) -> None:
    run(hub, "add", "crm", URL)
    run(hub, "list")
    assert "Its secret is still in" in run(hub, "remove", "crm").output
    assert secret_of(hub).exists()
    assert "Nobody is told." in run(hub, "list").output


def test_a_test_that_nobody_takes_says_why(hub: Path) -> None:
    run(hub, "add", "crm", "http://127.0.0.1:8080/hook")
    done = run(hub, "test", "crm")
    assert done.exit_code == 1
    assert "crm: It leads to an address that is not public" in done.output


def test_doctor_names_a_secret_that_is_missing_or_open_to_others(hub: Path) -> None:
    run(hub, "add", "crm", URL)
    assert "ok   webhooks: 1" in CliRunner().invoke(doctor, ["--hub", str(hub)]).output
    secret_of(hub).chmod(0o644)
    told = CliRunner().invoke(doctor, ["--hub", str(hub)])
    assert re.search(r"FAIL webhook crm: .*can be read or written by others", told.output)
    secret_of(hub).unlink()
    told = CliRunner().invoke(doctor, ["--hub", str(hub)])
    assert re.search(r"FAIL webhook crm: .*is neither there nor in", told.output)
    assert told.exit_code == 1


def test_the_account_says_whom_nobody_could_tell(hub: Path) -> None:
    run(hub, "add", "crm", URL)
    run(hub, "list")
    told = CliRunner().invoke(account, ["--hub", str(hub)])
    assert told.exit_code == 0
    assert "Look at this" not in told.output
