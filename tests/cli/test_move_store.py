"""`wiredesk move-store`, and a hub whose memory lies in PostgreSQL, by the command line."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pgserver import own_database

from wiredesk.cli.init import init
from wiredesk.cli.main import wiredesk
from wiredesk.world.store import open_store


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """A new hub with one setting in its memory."""
    folder = tmp_path / "hub"
    assert CliRunner().invoke(init, [str(folder), "--contact", "a@b.example"]).exit_code == 0
    store = open_store(folder / "wiredesk.db")
    store.save_setting("key", "value")
    store.close()
    return folder


@pytest.fixture
def url() -> Iterator[str]:
    """The address of an empty database, with a password that the server does not ask for."""
    with own_database("cli") as address:
        sign = "&" if "?" in address else "?"
        yield address if "password=" in address else f"{address}{sign}password=secret-word"


def run(*words: object) -> Result:
    return CliRunner().invoke(wiredesk, [str(word) for word in words])


def lie_in(hub: Path, url: str) -> None:
    with (hub / "wiredesk.toml").open("a", encoding="utf-8") as settings:
        settings.write(f'\n[store]\nurl = "{url}"\n')


def test_a_hub_is_moved_and_goes_on_there(hub: Path, url: str) -> None:
    done = run("move-store", "--hub", hub, "--to", url)
    assert done.exit_code == 0, done.output
    assert re.search(r"^[0-9a-f]{32} +1  setting$", done.output, re.MULTILINE)
    assert "the same digests on both sides" in done.output
    lie_in(hub, url)
    (hub / "wiredesk.db").unlink()
    examined = run("doctor", "--hub", hub)
    assert "ok   database: PostgreSQL, whole" in examined.output or " is off: " in examined.output
    assert run("users", "list", "--hub", hub).exit_code == 0
    assert not (hub / "wiredesk.db").exists()
    back = run("move-store", "--hub", hub, "--to", "sqlite")
    assert back.exit_code == 0, back.output
    store = open_store(hub / "wiredesk.db", read_only=True)
    assert store.load_setting("key") == "value"
    store.close()
    for result in (done, examined, back):
        assert "secret-word" not in result.output


def test_a_variable_wins_over_the_file(
    hub: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lie_in(hub, "postgresql://ada:secret-word@127.0.0.1:1/nowhere")
    failed = run("doctor", "--hub", hub)
    assert "FAIL postgresql://ada@127.0.0.1:1/nowhere" in failed.output
    assert "secret-word" not in failed.output
    monkeypatch.setenv("WIREDESK_STORE", url)
    assert "no database yet" in run("doctor", "--hub", hub).output


@pytest.mark.parametrize("wrong", ["mysql://ada:secret-word@h/d", "secret-word", "sqlite:///x"])
def test_what_is_no_address_is_refused_without_being_repeated(hub: Path, wrong: str) -> None:
    refused = run("move-store", "--hub", hub, "--to", wrong)
    lie_in(hub, wrong)
    for result in (refused, run("users", "list", "--hub", hub)):
        assert result.exit_code != 0
        assert "postgresql://USER@HOST/DATABASE" in str(result.exception)
        assert "secret-word" not in str(result.exception) + result.output


def test_where_it_lies_already_it_is_not_moved_to(hub: Path, tmp_path: Path) -> None:
    assert "already" in str(run("move-store", "--hub", hub, "--to", "sqlite").exception)
    (hub / "wiredesk.db").unlink()
    with own_database("cli") as url:
        assert "no memory yet" in str(run("move-store", "--hub", hub, "--to", url).exception)
