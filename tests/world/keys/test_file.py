"""The keyring's file: outside the hub, its owner's alone, changed whole or not at all."""

import os
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from make import NOW

from wiredesk.basics.errors import KeyringError
from wiredesk.craft.seal import with_active
from wiredesk.records.sealing import KeyState
from wiredesk.world.keys import KeyFile, read_private
from wiredesk.world.keys.file import check_private


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    folder = tmp_path / "hub"
    folder.mkdir()
    return folder


@pytest.fixture
def file(tmp_path: Path, hub: Path) -> KeyFile:
    made = KeyFile(tmp_path / "keys" / "hub.keyring", hub=hub)
    made.create(kid="2026-03", now=NOW)
    return made


def refused(file: KeyFile) -> str:
    """How it is refused, also by who has read it before."""
    with pytest.raises(KeyringError) as caught:
        file.load()
    return str(caught.value)


def test_a_new_keyring_has_one_active_key_of_32_random_bytes(file: KeyFile, hub: Path) -> None:
    first = file.load()
    assert (first.active.kid, first.active.created) == ("2026-03", "2026-03-05T09:00:00Z")
    assert len(first.active.master) == 32
    other = KeyFile(file.path.with_name("other"), hub=hub).create(kid="2026-03", now=NOW)
    assert other.site != first.site
    assert other.active.master != first.active.master
    assert len({file.nonce() for _ in range(100)}) == 100


def test_only_its_owner_can_read_it_whatever_the_umask(file: KeyFile, hub: Path) -> None:
    old = os.umask(0)
    try:
        open_to_all = KeyFile(file.path.parent / "new" / "a.keyring", hub=hub)
        open_to_all.create(kid="k", now=NOW)
        open_to_all.add(kid="l", now=NOW)
    finally:
        os.umask(old)
    assert open_to_all.path.stat().st_mode & 0o777 == 0o600
    assert open_to_all.path.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644, 0o602, 0o610, 0o601, 0o777])
def test_a_file_that_others_can_touch_is_refused(file: KeyFile, mode: int) -> None:
    file.load()
    file.path.chmod(mode)
    told = refused(file)
    assert told.startswith(f"{file.path}: can be read or written by others (mode {mode:04o}).")
    assert f"chmod 600 {file.path}" in told
    file.path.chmod(0o400)
    file.load()


def test_a_file_of_another_user_is_refused(file: KeyFile) -> None:
    found = list(file.path.stat())
    stranger = os.geteuid() + 1
    with pytest.raises(KeyringError, match=rf"belongs to another user \(uid {stranger}\)"):
        check_private(os.stat_result([*found[:4], stranger, *found[5:]]), file.path)
    check_private(os.stat_result([*found[:4], 0, *found[5:]]), file.path)


def test_a_missing_file_is_refused_with_what_to_do(file: KeyFile) -> None:
    file.load()
    file.path.unlink()
    assert refused(file).startswith(f"{file.path}: does not exist. Restore it from its backup;")


def test_a_truncated_file_is_refused_with_its_line(file: KeyFile) -> None:
    raw = file.path.read_bytes()
    file.path.write_bytes(raw[: len(raw) // 2])
    told = refused(file)
    assert "is cut off or is no JSON. Restore it from its backup." in told
    assert told.startswith(f"{file.path}:")
    assert told.removeprefix(f"{file.path}:")[0].isdigit()


@pytest.mark.parametrize(
    ("body", "told"), [(b"\xff\xfe", "is no text"), (b" " * 1_000_001, "has over 1,000,000 bytes")]
)
def test_what_is_no_keyring_is_refused(file: KeyFile, body: bytes, told: str) -> None:
    file.path.write_bytes(body)
    assert told in refused(file)


def test_a_folder_or_a_pipe_is_no_keyring(file: KeyFile, hub: Path) -> None:
    pipe = file.path.with_name("pipe")
    os.mkfifo(pipe, 0o600)
    for path in (pipe, file.path.parent):
        assert "is no plain file" in refused(KeyFile(path, hub=hub))


def test_a_keyring_in_the_hubs_folder_is_refused_also_through_a_link(
    file: KeyFile, hub: Path, tmp_path: Path
) -> None:
    inside = hub / "keys" / "hub.keyring"
    with pytest.raises(KeyringError, match="lies in the hub's folder"):
        KeyFile(inside, hub=hub).create(kid="k", now=NOW)
    assert not inside.parent.exists()
    inside.parent.mkdir()
    file.path.rename(inside)
    assert "lies in the hub's folder" in refused(KeyFile(inside, hub=hub))
    link = tmp_path / "link"
    link.symlink_to(inside)
    assert "lies in the hub's folder" in refused(KeyFile(link, hub=hub))


def test_a_change_is_seen_by_who_had_read_the_file_before(file: KeyFile, hub: Path) -> None:
    running = KeyFile(file.path, hub=hub)
    assert running.load().active.kid == "2026-03"
    file.add(kid="2026-06", now=NOW + timedelta(days=90))
    file.change(lambda keyring: with_active(keyring, "2026-06"))
    assert running.load().active.kid == "2026-06"
    assert [key.state for key in running.load().keys] == [KeyState.READ, KeyState.ACTIVE]


def test_a_keyring_that_is_there_is_never_made_anew(file: KeyFile) -> None:
    before = file.path.read_bytes()
    with pytest.raises(KeyringError, match="is there already"):
        file.create(kid="2026-04", now=NOW)
    assert file.path.read_bytes() == before


def test_two_who_add_keys_at_once_lose_none(file: KeyFile, hub: Path) -> None:
    def add(name: str) -> None:
        for number in range(10):
            KeyFile(file.path, hub=hub).add(kid=f"{name}-{number}", now=NOW)

    threads = [threading.Thread(target=add, args=(name,)) for name in ("a", "b", "c")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(file.load().keys) == 31
    assert sorted(one.name for one in file.path.parent.iterdir()) == [
        ".hub.keyring.lock",
        "hub.keyring",
    ]


def test_what_a_killed_change_left_is_replaced(file: KeyFile) -> None:
    unfinished = file.path.with_name(".hub.keyring.new")
    unfinished.write_text("{")
    file.add(kid="k", now=NOW)
    assert not unfinished.exists()
    assert file.load().find("k")


def test_a_secret_file_that_others_can_read_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "owner.key"
    path.write_text("00" * 32)
    path.chmod(0o644)
    with pytest.raises(KeyringError, match="can be read or written by others"):
        read_private(path)
    path.chmod(0o600)
    assert read_private(path) == "00" * 32
