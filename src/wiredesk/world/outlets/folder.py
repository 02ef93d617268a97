"""A folder as an outlet: it holds exactly our files, beside those of others.

In: paths and bytes.  Out: the folder changed as little as possible, and how much that was.  Knows
what it owns from a manifest in the folder.  May be killed at any moment: a name is in the journal
before its file exists, so the next run finds and finishes everything.  One writer at a time.
"""

import hashlib
import json
import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from wiredesk.basics.errors import InputError, StoreError
from wiredesk.ports.outside import Body
from wiredesk.world.outlets.rooted import RootedFolder, check_path

MANIFEST: Final = ".wiredesk-manifest.json"
JOURNAL: Final = ".wiredesk-journal"
BATCH_FILES: Final = 256  # one journal write for so many; at most so many bodies are in memory
VERSION: Final = 1

log = logging.getLogger(__name__)


class Published(NamedTuple):
    """What `replace` did."""

    written: int
    unchanged: int
    removed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What the manifest says of one file."""

    digest: str
    size: int
    modified_ns: int


class FolderOutlet:
    """Keeps our files in one folder."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._last: tuple[bytes, dict[str, Kept]] = (b"", {})
        """The manifest as this process wrote it last, and what it says."""

    def replace(
        self, files: Iterable[tuple[str, Body]] | Mapping[str, Body], *, generation: int = 0
    ) -> Published:
        """Make the folder hold exactly `files` of ours.

        Only bytes that differ are written, each file at once; what we own and is not among `files`
        disappears; files of others stay, even where one of ours would lie.  `generation` is noted.
        A body that is a function promises the bytes of the last time: it is called only when the file
        is not there as it was left.  StoreError when the disk is full or refuses: each file is then
        as it was or as it shall be, and the next time goes on.
        """
        pairs = files.items() if isinstance(files, Mapping) else files
        try:
            with RootedFolder(self._root) as folder:
                run = _Replacing(folder, self._root, last=self._last)
                told = run.run(pairs, generation)
                self._last = run.said
                return told
        except OSError as cause:
            raise StoreError(
                f"cannot be written: {cause.strerror or cause}.",
                subject=str(self._root),
                remedy="Free some disk space; what is published stays, and it goes on by itself.",
                code="outlet",
            ) from cause

    def generation(self) -> int:
        """The generation of the last `replace` that was finished; 0 before the first."""
        with RootedFolder(self._root) as folder:
            return _parse_manifest(folder.read(MANIFEST))[0]


class _Replacing:
    """One run of `replace`."""

    def __init__(
        self, folder: RootedFolder, root: Path, *, last: tuple[bytes, dict[str, Kept]]
    ) -> None:
        self._folder = folder
        self._root = root
        raw = folder.read(MANIFEST)
        self._before = last[1] if raw and raw == last[0] else _parse_manifest(raw)[1]
        self.said = last
        journal = (folder.read(JOURNAL) or b"").decode("utf-8", "replace")
        # Whatever the journal names was ours to write, finished or not; a torn last line names nothing.
        self._begun = {path for path in journal.split("\n")[:-1] if _is_path(path)}
        self._owned = self._begun | self._before.keys()
        self._now: dict[str, Kept] = {}
        self._written = self._foreign = 0

    def run(self, files: Iterable[tuple[str, Body]], generation: int) -> Published:
        self._folder.sweep(self._begun)
        for batch in _batches(files):
            self._write_batch(batch)
        withdrawn = self._owned - self._now.keys()
        removed = sum(self._folder.remove(path) for path in sorted(withdrawn))
        self._folder.sync(withdrawn)
        told = _manifest_bytes(self._now, generation)
        if self._folder.read(MANIFEST) != told:
            self._folder.write(MANIFEST, told)
            self._folder.sync({MANIFEST})
        self.said = (told, self._now)
        self._folder.remove(JOURNAL)
        unchanged = len(self._now) - self._written
        return Published(written=self._written, unchanged=unchanged, removed=removed)

    def _write_batch(self, batch: list[tuple[str, Body]]) -> None:
        changed: list[tuple[str, bytes]] = []
        for path, told in batch:
            body = self._body_of(path, told)
            if body is not None and self._must_write(path, body):
                changed.append((path, body))
        if changed:
            names = "".join(f"{path}\n" for path, _ in changed)
            self._folder.append(JOURNAL, names)
        self._folder.write_all(changed)
        for path, body in changed:
            self._written += 1
            self._keep(path, body)
        self._folder.sync({path for path, _ in changed})

    def _body_of(self, path: str, body: Body) -> bytes | None:
        """The bytes; None when they lie there already."""
        if path not in self._before:
            check_path(path)
        if path in self._now:
            raise InputError("comes twice.", subject=path, remedy="Give each file its own path.")
        if isinstance(body, bytes):
            return body
        kept = self._before.get(path)
        if kept is None or self._folder.state(path) != (kept.size, kept.modified_ns):
            return body()
        self._now[path] = kept
        return None

    def _must_write(self, path: str, body: bytes) -> bool:
        state, kept = self._folder.state(path), self._before.get(path)
        digest = _digest(body)
        if kept and kept.digest == digest and state == (kept.size, kept.modified_ns):
            self._now[path] = kept
            return False
        if state is not None and self._folder.read(path) == body:
            self._keep(path, body)
            return False
        if state is not None and path not in self._owned:
            log.warning("%s is not ours and stays; move it away to see ours", self._root / path)
            return False
        self._now[path] = Kept(digest=digest, size=-1, modified_ns=0)
        return True

    def _keep(self, path: str, body: bytes) -> None:
        state = self._folder.state(path)
        size, modified_ns = state or (-1, 0)
        self._now[path] = Kept(digest=_digest(body), size=size, modified_ns=modified_ns)


def _batches(files: Iterable[tuple[str, Body]]) -> Iterator[list[tuple[str, Body]]]:
    rest = iter(files)
    while batch := list(islice(rest, BATCH_FILES)):
        yield batch


def _is_path(path: str) -> bool:
    try:
        return bool(check_path(path))
    except InputError:
        return False


def _digest(body: bytes) -> str:
    return hashlib.blake2b(body, digest_size=16).hexdigest()


def _manifest_bytes(files: Mapping[str, Kept], generation: int) -> bytes:
    about = "Files that Wiredesk wrote here; it changes and removes these alone."
    # Paths are plain ASCII (`check_path`), so each line is JSON as it stands; `json` takes ten times as long.
    lines = ",\n".join(
        f'"{path}":["{kept.digest}",{kept.size},{kept.modified_ns}]'
        for path, kept in sorted(files.items())
    )
    head = f'{{"about":"{about}",\n"version":{VERSION},\n"generation":{generation},\n"files":{{\n'
    return f"{head}{lines}\n}}}}\n".encode("ascii")


def _parse_manifest(raw: bytes | None) -> tuple[int, dict[str, Kept]]:
    """Generation and files; nothing when there is no manifest or it is damaged.

    Damage costs only that files of ours count as foreign until they are moved away: never the
    other way round.
    """
    if raw is None:
        return 0, {}
    try:
        told = json.loads(raw)
        files = {
            check_path(path): Kept(digest=str(digest), size=int(size), modified_ns=int(modified))
            for path, (digest, size, modified) in told["files"].items()
        }
        return int(told["generation"]), files
    except (ValueError, TypeError, KeyError, AttributeError, InputError) as error:
        log.warning(
            "the manifest of an outlet is damaged, so its files count as foreign: %s", error
        )
        return 0, {}
