"""`wiredesk users`: argv in, text out."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from wiredesk.cli.users import users

GOOD = "seven harbours under grey fog\n"


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    (tmp_path / "wiredesk.toml").write_text('[hub]\ntitle = "Hub"\n')
    return tmp_path


def run(hub: Path, *words: str, typed: str = "") -> Result:
    return CliRunner().invoke(users, [words[0], "--hub", str(hub), *words[1:]], input=typed)


def test_the_first_user_owns_the_hub_and_the_next_are_editors(hub: Path) -> None:
    assert run(hub, "add", "ada", "--stdin", typed=GOOD).output == "Added ada as owner.\n"
    assert run(hub, "add", "ben", "--stdin", typed=GOOD).output == "Added ben as editor.\n"
    told = run(hub, "list").output
    assert [line.split()[:2] for line in told.splitlines()] == [["ada", "owner"], ["ben", "editor"]]


def test_a_password_is_typed_twice_and_never_shown(hub: Path) -> None:
    told = run(hub, "add", "ada", typed=GOOD + GOOD)
    assert told.exit_code == 0
    assert GOOD.strip() not in told.output


def test_passwords_roles_and_people_can_be_changed(hub: Path) -> None:
    run(hub, "add", "ada", "--stdin", typed=GOOD)
    run(hub, "add", "ben", "--stdin", "--role", "reader", typed=GOOD)
    assert "logged out everywhere" in run(hub, "password", "ben", "--stdin", typed=GOOD).output
    assert run(hub, "role", "ben", "owner").output == "ben is owner now.\n"
    assert run(hub, "remove", "ada").output == "Removed ada.\n"
    assert run(hub, "list").output.startswith("ben")
