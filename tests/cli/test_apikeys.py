"""`wiredesk apikeys`: argv in, text out."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from wiredesk.app import open_store
from wiredesk.cli.apikeys import apikeys
from wiredesk.newsroom.apikeys import KEY

TOPIC = 'id = "law"\nname = "Law"\nquery = "law"\n'


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    (tmp_path / "wiredesk.toml").write_text('[hub]\ntitle = "Hub"\n')
    (tmp_path / "topics").mkdir()
    (tmp_path / "topics" / "law.toml").write_text(TOPIC)
    return tmp_path


def run(hub: Path, *words: str) -> Result:
    return CliRunner().invoke(apikeys, [words[0], "--hub", str(hub), *words[1:]])


def test_a_key_is_shown_once_and_alone_on_standard_output(hub: Path) -> None:
    told = run(hub, "add", "mirror")
    assert KEY.fullmatch(told.stdout.strip())
    assert "shown this once" in told.stderr
    assert told.stdout.strip() not in run(hub, "list").output


def test_the_list_says_how_far_a_key_goes(hub: Path) -> None:
    run(hub, "add", "mirror")
    run(
        hub, "add", "desk", "--scope", "inbox", "--scope", "decide", "--topic", "law", "--days", "3"
    )
    first, second = run(hub, "list").output.splitlines()
    assert first.split()[0] == "desk"
    assert "inbox,decide" in first
    assert " law " in first
    assert "until 20" in first
    assert "read " in second
    assert "all topics" in second
    assert "never used" in second
    assert "does not expire" in second


def test_a_revoked_key_is_gone(hub: Path) -> None:
    run(hub, "add", "mirror")
    assert run(hub, "revoke", "mirror").output.startswith("Revoked mirror (")
    assert run(hub, "list").output == ""
    assert run(hub, "revoke", "mirror").exception is not None


def test_a_topic_that_the_hub_does_not_have_is_refused(hub: Path) -> None:
    told = run(hub, "add", "mirror", "--topic", "nothing")
    assert "nothing" in str(told.exception)
    store = open_store(hub, read_only=False)
    assert store.list_api_keys() == []
    store.close()
