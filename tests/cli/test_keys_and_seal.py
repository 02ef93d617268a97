"""`wiredesk keys`, `seal` and `unseal`, as a person uses them."""

import base64
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from craft.seal.test_legacy import OWNERS, legacy
from newsroom.sealed_hub import SealedHub, reworded, sealed_hub
from newsroom.test_sealing import with_secured

from wiredesk.basics.errors import InputError, KeyringError, SealError, SettingsError, WiredeskError
from wiredesk.cli.doctor import doctor
from wiredesk.cli.init import init
from wiredesk.cli.keys import keys
from wiredesk.cli.main import wiredesk
from wiredesk.cli.seal import seal, unseal
from wiredesk.records.article import Article
from wiredesk.settings import load_settings

Hub = tuple[SealedHub, list[Article]]


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("WIREDESK_KEYRING", "CREDENTIALS_DIRECTORY", "WIREDESK_HUB"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    made = sealed_hub(tmp_path)
    made[0].publish()
    yield made
    made[0].store.close()


def ask(hub: SealedHub, *words: str, code: int = 0) -> Result:
    """One command on the hub, which has a writer of its own all the while."""
    group = {"keys": keys, "seal": seal, "unseal": unseal}[words[0]]
    rest = [*words[1:]] if words[0] != "unseal" else []
    arguments = [*rest, "--hub", str(hub.folder)]
    if words[0] == "unseal":
        arguments += words[1:]
    result = CliRunner().invoke(group, arguments, catch_exceptions=True)
    if result.exception and not isinstance(result.exception, SystemExit):
        assert isinstance(result.exception, WiredeskError), result.exception
        raise result.exception
    assert result.exit_code == code, result.output
    return result


def said(result: Result) -> str:
    return result.output + result.stderr


def secrets_of(hub: SealedHub) -> list[str]:
    """Every spelling that key material could be printed in."""
    masters = [key.master for key in hub.keyring().keys if key.master]
    spelt = [(m.hex(), base64.b64encode(m).decode(), repr(m)[2:-1], str(list(m))) for m in masters]
    return [one for spellings in spelt for one in spellings]


def test_the_whole_life_of_a_key(hub: Hub) -> None:
    one, articles = hub
    assert "key 2026-06 is made" in ask(one, "keys", "new", "--kid", "2026-06").output
    assert "is active" in ask(one, "keys", "activate", "2026-06").output
    with pytest.raises(
        KeyringError, match="2026-03: is still in use: 3 in the store, 3 in the files"
    ):
        ask(one, "keys", "retire", "2026-03")
    assert "3 records are sealed under 2026-06 now" in ask(one, "seal", "rotate").output
    with pytest.raises(KeyringError, match="2026-03: is still in use: 3 in the files"):
        ask(one, "keys", "retire", "2026-03")
    one.publish()
    assert "key 2026-03 is retired" in ask(one, "keys", "retire", "2026-03").output
    listed = [json.loads(line) for line in ask(one, "keys", "list", "--json").output.splitlines()]
    assert [(key["kid"], key["state"], key["store"], key["files"]) for key in listed] == [
        ("2026-03", "retired", 0, 0),
        ("2026-06", "active", 3, 3),
    ]
    assert articles[0].text in ask(one, "unseal", articles[0].id).output


def test_a_key_in_use_can_be_destroyed_on_purpose_alone(hub: Hub) -> None:
    one, articles = hub
    token = one.secured(articles[0])
    ask(one, "keys", "new", "--kid", "2026-06")
    ask(one, "keys", "activate", "2026-06")
    assert (
        CliRunner()
        .invoke(keys, ["retire", "2026-03", "--shred", "--hub", str(one.folder)], input="n\n")
        .exit_code
    )
    assert one.keyring().find("2026-03")
    assert "is destroyed" in ask(one, "keys", "retire", "2026-03", "--shred", "--yes").output
    gone = one.keyring().find("2026-03")
    assert gone is not None
    assert gone.master == b""
    with pytest.raises(SealError, match="does not open"):
        ask(one, "unseal", articles[0].id)
    assert "destroyed" in ask(one, "keys", "list").output
    one.edit(reworded(articles[0], "Another text."))
    one.publish()
    assert one.secured(articles[0]) != token


def test_a_second_key_of_the_month_gets_a_name_of_its_own(hub: Hub) -> None:
    one, _ = hub
    for _ in range(3):
        ask(one, "keys", "new")
    names = [key.kid for key in one.keyring().keys]
    assert len(set(names)) == 4
    assert names[2] == f"{names[1]}-2"


def test_a_hub_without_a_keyring_is_told_how_to_have_one(tmp_path: Path) -> None:
    (tmp_path / "wiredesk.toml").write_text("")
    for words in (["keys", "new"], ["keys", "list"], ["seal", "rotate"], ["unseal", "a"]):
        result = CliRunner().invoke(wiredesk, [*words, "--hub", str(tmp_path)])
        assert isinstance(result.exception, SettingsError)
        assert "names no keyring, so nothing is sealed. Set WIREDESK_KEYRING" in str(
            result.exception
        )


def test_the_environment_wins_over_the_settings(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = hub
    monkeypatch.setenv("WIREDESK_KEYRING", str(tmp_path / "elsewhere" / "a.keyring"))
    assert "elsewhere/a.keyring: key" in ask(one, "keys", "new").output
    monkeypatch.delenv("WIREDESK_KEYRING")
    assert "2026-03" in ask(one, "keys", "list").output


def test_a_credential_of_systemd_is_taken_when_nothing_is_set(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = hub
    assert one.keys is not None
    (one.folder / "wiredesk.toml").write_text("")
    credentials = tmp_path / "credentials"
    credentials.mkdir()
    one.keys.path.rename(credentials / "wiredesk-keyring")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(credentials))
    assert "2026-03" in ask(one, "keys", "list").output


def test_init_makes_a_hub_that_seals(tmp_path: Path) -> None:
    keyring = tmp_path / "keys" / "new.keyring"
    made = CliRunner().invoke(init, [str(tmp_path / "new"), "--keyring", str(keyring)])
    assert made.exit_code == 0, made.output
    assert load_settings(tmp_path / "new").seal.keyring == str(keyring)
    listed = CliRunner().invoke(keys, ["list", "--hub", str(tmp_path / "new")])
    assert "active" in listed.output
    inside = CliRunner().invoke(
        init, [str(tmp_path / "other"), "--keyring", str(tmp_path / "other" / "k")]
    )
    assert isinstance(inside.exception, KeyringError)
    assert not (tmp_path / "other").exists()


# --- unseal and its audit --------------------------------------------------------------------------------


def test_who_opened_what_and_when_is_written_down_first(hub: Hub) -> None:
    one, articles = hub
    article = articles[0]
    told = ask(one, "unseal", article.id, "--json", "--why", "case 7")
    assert json.loads(told.output) == {"text": article.text}
    path = next(
        file for file in (one.folder / "records").glob("*.md") if b"Title 2" in file.read_bytes()
    )
    assert articles[1].text in ask(one, "unseal", str(path)).output
    assert articles[2].text in ask(one, "unseal", articles[2].url).output
    lines = [json.loads(line) for line in ask(one, "seal", "audit", "--json").output.splitlines()]
    assert [line["article"] for line in lines] == [a.id for a in reversed(articles)]
    assert (lines[2]["why"], lines[2]["key"], lines[2]["revision"]) == ("case 7", "2026-03", "1")
    assert lines[0]["by"]
    assert article.text not in ask(one, "seal", "audit").output


def test_without_the_key_nothing_opens_and_nothing_is_in_the_audit(hub: Hub) -> None:
    one, articles = hub
    assert one.keys is not None
    one.keys.path.rename(one.keys.path.with_name("gone"))
    with pytest.raises(KeyringError, match="does not exist"):
        ask(one, "unseal", articles[0].id)
    one.keys.path.with_name("gone").rename(one.keys.path)
    assert ask(one, "seal", "audit").output == ""


def test_a_record_of_an_older_revision_does_not_open(hub: Hub, tmp_path: Path) -> None:
    one, articles = hub
    old = next((one.folder / "records").glob("*title-1*"))
    rolled_back = tmp_path / old.name
    rolled_back.write_bytes(old.read_bytes())
    one.edit(reworded(articles[0], "Another text."))
    one.publish()
    with pytest.raises(SealError, match="does not open"):
        ask(one, "unseal", str(rolled_back))
    told = ask(one, "unseal", str(rolled_back), "--rev", "1")
    assert articles[0].text in told.output


def test_a_hub_that_lost_its_store_opens_its_files_with_the_keyring(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, articles = hub
    assert one.keys is not None
    file = next((one.folder / "records").glob("*title-1*"))
    fresh, _ = sealed_hub(tmp_path / "fresh", articles=1, keyring=False)
    monkeypatch.setenv("WIREDESK_KEYRING", str(one.keys.path))
    other = make_file(tmp_path / "other.md", file.read_bytes().replace(b"story-1", b"story-9"))
    told = ask(fresh, "unseal", str(other), "--article", articles[0].id, "--rev", "1")
    assert articles[0].text in told.output
    fresh.store.close()


def make_file(path: Path, body: bytes) -> Path:
    path.write_bytes(body)
    return path


@pytest.mark.parametrize(
    ("secured", "told"),
    [
        ("", "holds no sealed text"),
        ("wd2.g.2026-03.AAAA", "does not open"),
        ("wd1.s.2026-03.AAAA", "does not open"),
        ("wd1.g.2026-03.====", "does not open"),
        ("wd1.g.2026-03.AAAA", "does not open"),
        ("wd1.g.2099-01." + "A" * 300, "does not open"),
        (legacy({"a": 1}), "does not open"),
        ("wd1.g.2026-03." + "A" * 10_000_000, "has over 10,000,000 bytes"),
        ("wd1.g.2026-03." + "A" * 60_000, "does not open"),
        ("wd1.g.2026-03." + "A" * 1_000_000, "front matter"),
    ],
    ids=lambda value: value[:20],
)
def test_what_is_no_token_of_ours_gets_a_clear_sentence(
    hub: Hub, tmp_path: Path, secured: str, told: str
) -> None:
    """SAFETY.md F123: a legacy text, another version, algorithm or key."""
    one, articles = hub
    token = one.secured(articles[0])
    assert token is not None
    file = next((one.folder / "records").glob("*title-1*"))
    body = file.read_bytes().replace(token.encode(), secured.encode())
    path = make_file(tmp_path / file.name, body.replace(b'secured: ""\n', b""))
    with pytest.raises(InputError, match=told):
        ask(one, "unseal", str(path))
    assert ask(one, "seal", "audit").output == ""


def test_an_article_that_is_not_there_or_not_sealed_is_named(tmp_path: Path, hub: Hub) -> None:
    one, _ = hub
    with pytest.raises(InputError, match="is no article with a record"):
        ask(one, "unseal", "nobody")
    plain, articles = sealed_hub(tmp_path / "plain", keyring=False)
    plain.publish()
    with_secured(plain, articles[0], "b3BhcXVl;c2l4dGVlbiBieXRlcyEh")
    ask(plain, "keys", "new")
    for article in articles[:2]:
        with pytest.raises(SealError, match="holds nothing that this hub sealed"):
            ask(plain, "unseal", article.id)
    plain.store.close()


def test_no_sign_of_an_opened_text_drives_the_terminal(hub: Hub) -> None:
    one, articles = hub
    one.edit(reworded(articles[0], "First.\x1b[2J\x07\n\nSecond.\u202e"))
    one.publish()
    assert ask(one, "unseal", articles[0].id).output == "First. [2J\n\nSecond.\n"


# --- manifest and migrate -----------------------------------------------------------------------------------


def test_legacy_texts_are_taken_over_from_a_frozen_list(tmp_path: Path) -> None:
    one, articles = sealed_hub(tmp_path, keyring=False)
    one.publish()
    with_secured(one, articles[0], legacy({"clicks": 17}))
    ask(one, "keys", "new")
    frozen, owners = tmp_path / "manifest.json", tmp_path / "owner.key"
    assert "1 texts" in ask(one, "seal", "manifest", str(frozen)).output
    owners.write_text(OWNERS.hex())
    arguments = ("seal", "migrate", "--manifest", str(frozen), "--key", str(owners))
    owners.chmod(0o644)
    with pytest.raises(KeyringError, match="can be read or written by others"):
        ask(one, *arguments)
    owners.chmod(0o600)
    with_secured(one, articles[1], legacy({"clicks": 99}))
    told = ask(one, *arguments, code=1).output
    assert told.startswith("1 migrated, 0 undecipherable, 1 not in the manifest.")
    assert '{"clicks": 17}' in ask(one, "unseal", articles[0].id).output
    with (one.folder / "wiredesk.toml").open("a") as settings:
        settings.write("\n")
    text = (one.folder / "wiredesk.toml").read_text()
    late = text.replace("[seal]\n", "[seal]\nlegacy_until = 2026-01-01\n")
    (one.folder / "wiredesk.toml").write_text(late)
    with pytest.raises(WiredeskError, match="the day for migrating was 2026-01-01"):
        ask(one, *arguments)
    one.store.close()


# --- canaries and doctor ---------------------------------------------------------------------------------------


def test_key_material_gets_into_no_output_error_or_log(
    hub: Hub, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    one, articles = hub
    assert one.keys is not None
    ask(one, "keys", "new", "--kid", "next")
    canaries = secrets_of(one)
    assert len(canaries) == 8
    told = [
        said(CliRunner().invoke(wiredesk, ["-v", *words, "--hub", str(one.folder)]))
        for words in (
            ["keys", "list"], ["keys", "list", "--json"], ["keys", "activate", "next"],
            ["keys", "retire", "next"], ["keys", "new"], ["seal", "rotate"], ["seal", "audit"],
            ["unseal", articles[0].id], ["unseal", "nobody"], ["doctor"],
        )
    ]  # fmt: skip
    good = one.keys.path.read_bytes()
    for spoil in (good[:-40], good + b"x", good.replace(b'"read"', b'"active"'), good[:200], b"{" + good,
                  good.replace(b"2026-03", b"2026-04", 1), good.replace(b'"k": "', b'"k": "*')):  # fmt: skip
        one.keys.path.write_bytes(spoil)
        for words in (["keys", "list"], ["unseal", articles[0].id], ["doctor"]):
            result = CliRunner().invoke(wiredesk, ["-v", *words, "--hub", str(one.folder)])
            told.append(said(result) + str(result.exception) + repr(result.exception))
            assert result.exit_code
    one.keys.path.write_bytes(good)
    everywhere = "\n".join([*told, caplog.text])
    written = b"".join(path.read_bytes() for path in one.folder.rglob("*") if path.is_file())
    for canary in canaries:
        assert canary not in everywhere
        assert canary.encode() not in written


def test_no_sealed_text_stands_open_in_any_file_that_goes_out(hub: Hub) -> None:
    one, articles = hub
    for folder in ("records", "public"):
        for path in (one.folder / folder).rglob("*"):
            if path.is_file():
                assert all(a.text.encode() not in path.read_bytes() for a in articles), path


def examined(hub: SealedHub) -> str:
    return CliRunner().invoke(doctor, ["--hub", str(hub.folder)]).output


def test_doctor_says_what_is_wrong_with_the_keys(hub: Hub) -> None:
    one, _ = hub
    assert one.keys is not None
    (one.folder / "sources.toml").write_text("")
    assert f"ok   keyring: {one.folder}/../keys/hub.keyring; 3 records sealed" in examined(one)
    one.keys.path.chmod(0o644)
    assert "hub.keyring: can be read or written by others (mode 0644)" in examined(one)
    one.keys.path.chmod(0o600)
    good = one.keys.path.read_text()
    master = base64.b64encode(one.keyring().active.master).decode()
    for default in (bytes(range(32)), bytes(32)):
        one.keys.path.write_text(good.replace(master, base64.b64encode(default).decode()))
        assert "key 2026-03 is one that everybody knows" in examined(one)
    one.keys.path.write_text(good)
    (one.folder / "wiredesk.toml").write_text("")
    assert "FAIL keyring: none; nothing is sealed; 3 records sealed" in examined(one)
