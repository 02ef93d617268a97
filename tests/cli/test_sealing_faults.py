"""A key that is in use stays; what is sealed stands open nowhere it should not (SAFETY.md F126, F127)."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli.test_keys_and_seal import ask, said
from craft.seal.test_legacy import OWNERS, legacy
from newsroom.sealed_hub import SealedHub, reworded, sealed_hub
from newsroom.test_sealing import turn, with_secured

from wiredesk.basics.errors import KeyringError
from wiredesk.records.article import Article

CANARY = "Zqxcanaryvw"
Hub = tuple[SealedHub, list[Article]]


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    for name in ("WIREDESK_KEYRING", "CREDENTIALS_DIRECTORY", "WIREDESK_HUB"):
        monkeypatch.delenv(name, raising=False)
    made = sealed_hub(tmp_path)
    yield made
    made[0].store.close()


def holding(folder: Path, needle: str) -> set[str]:
    """The files under `folder` that hold `needle`, as bytes."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(one.relative_to(folder)) for one in files if needle.encode() in one.read_bytes()}


def test_a_key_is_kept_while_the_store_or_a_file_holds_anything_under_it(hub: Hub) -> None:
    """F126: each place alone is enough, the counts are true, and a refusal changes nothing."""
    one, articles = hub
    one.decide()  # in the store alone
    keys = turn(one)
    before = keys.path.read_bytes()

    def refusal() -> str:
        with pytest.raises(KeyringError) as caught:
            ask(one, "keys", "retire", "2026-03")
        assert keys.path.read_bytes() == before
        return caught.value.message

    assert refusal() == "is still in use: 3 in the store."
    one.publish()
    assert refusal() == "is still in use: 3 in the store, 3 in the files."
    one.edit(reworded(articles[0], "Another text."))
    one.decide()
    assert refusal() == "is still in use: 2 in the store, 3 in the files."
    ask(one, "seal", "rotate")
    assert refusal() == "is still in use: 3 in the files."
    one.publish()
    ask(one, "keys", "retire", "2026-03")


def test_a_sealed_text_stands_open_in_the_database_alone(
    hub: Hub, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """F127: the hub matches by the text, so its own database holds it; nothing that goes out, and no log, does."""
    one, articles = hub
    caplog.set_level(logging.DEBUG)
    text = "An opening that an extract may show. " * 20 + f"The {CANARY} came last. " * 3
    for article in articles:
        one.edit(reworded(article, text))
    one.publish()
    turn(one)
    told = [ask(one, "seal", "rotate"), ask(one, "keys", "list")]
    one.publish()
    assert CANARY in ask(one, "unseal", articles[0].id, "--why", "leak scan").output
    told.append(ask(one, "seal", "audit"))
    found = holding(tmp_path, CANARY)
    assert found
    assert found <= {"hub/wiredesk.db", "hub/wiredesk.db-wal"}
    assert len(holding(tmp_path / "hub" / "records", "wd1.g.2026-06.")) == 3
    assert any((tmp_path / "hub" / "public").rglob("*.json"))
    assert CANARY not in caplog.text + "".join(said(one) for one in told)


def test_what_another_hub_had_sealed_stands_open_nowhere(hub: Hub, tmp_path: Path) -> None:
    """F127: taken over, rotated and published, it is in no file, and in no page of the database."""
    one, articles = hub
    keys, one.keys = one.keys, None
    one.publish()
    one.keys = keys
    with_secured(one, articles[0], legacy({"note": CANARY}))
    frozen, owners = tmp_path / "manifest.json", tmp_path / "owner.key"
    owners.touch(0o600)
    owners.write_text(OWNERS.hex())
    ask(one, "seal", "manifest", str(frozen))
    ask(one, "seal", "migrate", "--manifest", str(frozen), "--key", str(owners))
    turn(one)
    ask(one, "seal", "rotate")
    one.publish()
    told = json.loads(ask(one, "unseal", articles[0].id, "--json").output)
    assert told["legacy"] == {"note": CANARY}
    assert holding(tmp_path, CANARY) == set()


def test_when_a_key_got_out_all_is_sealed_anew_and_each_article_is_named(hub: Hub) -> None:
    one, articles = hub
    one.publish()
    turn(one)
    one.edit(reworded(articles[2], "Another text."))
    one.publish()  # and so two are under the first key, one under the second
    told = ask(one, "keys", "compromise", "2026-03")
    assert "2 records are sealed under 2026-06 now" in told.stderr
    named = {line.partition("  ")[0::2] for line in told.stdout.splitlines()}
    assert named == {(article.id, article.url) for article in articles[:2]}
    active = ask(one, "keys", "compromise", "2026-06")
    assert len(active.stdout.splitlines()) == 3
    assert one.keyring().active.kid not in {"2026-03", "2026-06"}
    assert one.store.count_sealed() == {one.keyring().active.kid: 3}
    one.publish()
    ask(one, "keys", "retire", "2026-03")
    ask(one, "keys", "retire", "2026-06")
    assert all(one.text(article) for article in articles)
    with pytest.raises(KeyringError, match="is no key of this hub"):
        ask(one, "keys", "compromise", "nobody")
