import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from wiredesk.basics.errors import InputError
from wiredesk.world.outlets import FolderOutlet
from wiredesk.world.outlets.folder import JOURNAL, MANIFEST

OLD = {"index.html": b"old", "topic/ai.html": b"same", "story/gone.html": b"gone"}
NEW = {"index.html": b"new", "topic/ai.html": b"same", "api/news/page/1/index.json": b"{}"}
ESCAPES = (
    "../x", "..", ".", "", "/etc/passwd", "a/../../x", "a/./b", "a//b", "a/", "/", "．．／x", "a／b", "x\\..\\y",
    "..\\x", "%2e%2e/x/..", "a\x00b", "a\nb", ".hidden", "a/.git/config", MANIFEST, JOURNAL, "~", "~root/x",
    "C:\\x", "a:b", "a b", "ｘ", "é.md", "-rf", "a/-rf", "a" * 201, "/".join(["a"] * 600), "x..y", "a/b..", "\u202ex",
)  # fmt: skip


@pytest.fixture
def outlet(tmp_path: Path) -> FolderOutlet:
    return FolderOutlet(tmp_path / "out")


def test_the_folder_holds_exactly_the_files(outlet: FolderOutlet, tmp_path: Path) -> None:
    assert outlet.replace(OLD) == (3, 0, 0)
    assert _held(tmp_path / "out") == OLD
    assert outlet.replace(NEW.items(), generation=7) == (2, 1, 1)
    assert _held(tmp_path / "out") == NEW
    assert not (tmp_path / "out" / "story").exists(), "an empty folder goes with its last file"
    assert outlet.generation() == 7


def test_a_second_run_writes_nothing(outlet: FolderOutlet, tmp_path: Path) -> None:
    outlet.replace(OLD)
    before = _stamps(tmp_path / "out")
    assert outlet.replace(OLD) == (0, 3, 0)
    assert _stamps(tmp_path / "out") == before, "not even the manifest"


def test_files_of_others_stay(outlet: FolderOutlet, tmp_path: Path) -> None:
    root = tmp_path / "out"
    (root / "topic").mkdir(parents=True)
    (root / "CNAME").write_text("news.example")
    (root / "topic" / "own.html").write_text("mine")
    outlet.replace(OLD)
    outlet.replace({})
    assert sorted(_held(root)) == ["CNAME", "topic/own.html"]


def test_where_a_file_of_others_lies_ours_waits(
    outlet: FolderOutlet, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    root = tmp_path / "out"
    root.mkdir()
    (root / "index.html").write_text("mine")
    assert outlet.replace(OLD) == (2, 0, 0)
    assert (root / "index.html").read_text() == "mine"
    assert "index.html is not ours and stays" in caplog.text
    (root / "index.html").unlink()
    assert outlet.replace(OLD) == (1, 2, 0)


def test_what_a_hand_changed_or_took_away_comes_back(outlet: FolderOutlet, tmp_path: Path) -> None:
    outlet.replace(OLD)
    (tmp_path / "out" / "index.html").write_text("scribble")
    (tmp_path / "out" / "topic" / "ai.html").unlink()
    assert outlet.replace(OLD) == (2, 1, 0)
    assert _held(tmp_path / "out") == OLD


def test_a_damaged_manifest_loses_no_foreign_file(outlet: FolderOutlet, tmp_path: Path) -> None:
    outlet.replace(OLD)
    (tmp_path / "out" / MANIFEST).write_text('{"files": {"../../x": ["", 0, 0]}}')
    assert outlet.replace(OLD) == (0, 3, 0), "the same bytes are taken for ours again"
    assert outlet.replace(NEW) == (2, 1, 1)
    assert _held(tmp_path / "out") == NEW


@pytest.mark.parametrize("path", ESCAPES)
def test_no_path_leaves_the_folder(outlet: FolderOutlet, tmp_path: Path, path: str) -> None:
    (tmp_path / "out").mkdir()
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(InputError, match="no path inside an outlet"):
        outlet.replace({path: b"x"})
    assert sorted(tmp_path.rglob("*")) == before


def test_a_link_planted_inside_leads_nowhere(outlet: FolderOutlet, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "ai.html").write_text("theirs")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "topic").symlink_to(outside)
    with pytest.raises(InputError, match="a link or a file stands where a folder belongs"):
        outlet.replace({"topic/ai.html": b"x", "topic/new.html": b"x"})
    assert {path.name: path.read_text() for path in outside.iterdir()} == {"ai.html": "theirs"}


def test_a_link_in_place_of_a_file_of_ours_is_replaced_and_never_followed(
    outlet: FolderOutlet, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("theirs")
    outlet.replace(OLD)
    (tmp_path / "out" / "index.html").unlink()
    (tmp_path / "out" / "index.html").symlink_to(secret)
    outlet.replace(OLD)
    assert secret.read_text() == "theirs"
    assert _held(tmp_path / "out") == OLD


def test_a_path_that_comes_twice_is_refused(outlet: FolderOutlet) -> None:
    with pytest.raises(InputError, match=r"index\.html: comes twice"):
        outlet.replace([("index.html", b"a"), ("index.html", b"b")])


def test_a_failing_source_of_files_removes_nothing(outlet: FolderOutlet, tmp_path: Path) -> None:
    def files() -> Iterator[tuple[str, bytes]]:
        yield "index.html", b"new"
        raise RuntimeError

    outlet.replace(OLD)
    with pytest.raises(RuntimeError):
        outlet.replace(files())
    assert _held(tmp_path / "out").keys() == OLD.keys()


def test_a_body_that_is_as_it_was_is_not_made_again(outlet: FolderOutlet, tmp_path: Path) -> None:
    asked: list[str] = []

    def later(path: str) -> Callable[[], bytes]:
        return lambda: asked.append(path) or NEW[path]  # type: ignore[func-returns-value] # - None, on purpose

    outlet.replace(NEW)
    kept = {path: later(path) for path in NEW}
    assert outlet.replace(kept) == (0, 3, 0)
    assert asked == []
    (tmp_path / "out" / "index.html").unlink()
    (tmp_path / "out" / "topic" / "ai.html").write_bytes(b"somebody was here")
    assert outlet.replace(kept) == (2, 1, 0)
    assert sorted(asked) == ["index.html", "topic/ai.html"]
    assert _held(tmp_path / "out") == NEW


def test_a_body_that_can_no_longer_be_made_is_left_out(
    outlet: FolderOutlet, tmp_path: Path
) -> None:
    outlet.replace(NEW)
    (tmp_path / "out" / "index.html").unlink()
    kept = {path: (lambda: None) for path in NEW}
    assert outlet.replace(kept) == (0, 2, 0)
    assert _held(tmp_path / "out").keys() == NEW.keys() - {"index.html"}


FULL = """
import resource, sys
from pathlib import Path
from wiredesk.basics.errors import StoreError
from wiredesk.world.outlets import FolderOutlet
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
files = {f"story/{n}.html": b"new" * (100 if n != 7 else 50_000) for n in range(12)}
try:
    FolderOutlet(Path(sys.argv[1])).replace(files)
except StoreError as error:
    print(error)
"""


def test_a_full_disk_is_said_and_leaves_every_page_as_it_was_or_as_it_shall_be(
    tmp_path: Path,
) -> None:
    root = tmp_path / "out"
    old = {f"story/{number}.html": b"old" * 90 for number in range(12)}
    FolderOutlet(root).replace(old)
    told = subprocess.run(
        [sys.executable, "-c", FULL, str(root)], capture_output=True, text=True, check=True
    )
    assert "cannot be written: File too large. Free some disk space" in told.stdout
    held = _held(root)
    assert held.keys() == old.keys(), "nothing is missing, nothing half-written lies about"
    assert set(held.values()) <= {b"old" * 90, b"new" * 100}
    assert held["story/7.html"] == b"old" * 90
    new = dict.fromkeys(old, b"new" * 50000)
    FolderOutlet(root).replace(new)
    assert _held(root) == new


class Killed(BaseException):
    """The process ended here."""


@pytest.mark.parametrize("before", [{}, OLD], ids=["first", "later"])
def test_it_may_be_killed_before_any_call_and_completes_when_run_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: dict[str, bytes]
) -> None:
    for stop_at in range(1, 10_000):
        root = tmp_path / f"out{stop_at}"
        FolderOutlet(root).replace(before)
        with monkeypatch.context() as patch:
            calls = _die_at_call(stop_at, patch)
            try:
                FolderOutlet(root).replace(NEW)
            except Killed:
                pass
            else:
                assert calls[0] > 20, "the calls were counted"
                return
        for path, body in _held(root).items():
            known = {before.get(path), NEW.get(path)}
            assert body in known or path.rpartition("/")[2].startswith(".wiredesk-new-"), path
        # The run after the kill may want something else: what the killed one began must not stay.
        FolderOutlet(root).replace({"index.html": b"newest"})
        assert _held(root) == {"index.html": b"newest"}
        FolderOutlet(root).replace(NEW)
        assert _held(root) == NEW


def _die_at_call(number: int, patch: pytest.MonkeyPatch) -> list[int]:
    calls = [0]

    def counted(name: str) -> Callable[..., Any]:
        real = getattr(os, name)

        def call(*args: Any, **kwargs: Any) -> Any:
            calls[0] += 1
            if calls[0] >= number:
                raise Killed
            return real(*args, **kwargs)

        return call

    for name in ("open", "replace", "unlink", "rmdir", "mkdir", "fsync", "fdopen"):
        patch.setattr(os, name, counted(name))
    return calls


KILLED = """
import sys
from pathlib import Path
from wiredesk.world.outlets import FolderOutlet
outlet = FolderOutlet(Path(sys.argv[1]))
print("ready", flush=True)
for turn in range(10**6):
    outlet.replace({f"d{n % 7}/f{(n * turn) % 50}x{n}.html": b"%d" % (turn * n) for n in range(40)})
"""


def test_it_survives_being_killed_for_real(tmp_path: Path) -> None:
    seed = random.randrange(10**6)
    chance = random.Random(seed)
    root = tmp_path / "out"
    root.mkdir()
    (root / "CNAME").write_text("news.example")
    for _ in range(5):
        process = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(root)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.uniform(0.0, 0.15))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
    FolderOutlet(root).replace(NEW)
    assert _held(root) == {**NEW, "CNAME": b"news.example"}, f"seed {seed}"
    manifest = json.loads((root / MANIFEST).read_bytes())
    assert manifest["files"].keys() == NEW.keys()


def _held(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and path.name not in {MANIFEST, JOURNAL} and not path.is_symlink()
    }


def _stamps(root: Path) -> dict[Path, tuple[int, int]]:
    return {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in root.rglob("*")}
