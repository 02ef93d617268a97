"""File operations that cannot leave one folder, whatever a path says.

In: paths below a root.  Out: the operation done inside it, or InputError.  Every folder on the way
is opened without following links (openat, SAFETY.md T53), so a link planted inside leads nowhere.
"""

import errno
import os
import re
import stat
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from wiredesk.basics.errors import InputError

# What our own file names are made of (`craft.render`); everything else is a mistake or an attack.
_SEGMENT: Final = re.compile(r"(?:\.well-known|[A-Za-z0-9_][A-Za-z0-9._-]{0,199})\Z")
PATH_CHARACTERS_MAX: Final = 1_000
SYNC_FILES_MIN: Final = (
    32  # from then on one wait for the whole disk is shorter than one for each file
)
FOLDERS_OPEN_MAX: Final = 64  # a process may have 1,024 files open, often
TEMPORARY_PREFIX: Final = ".wiredesk-new-"
_FOLDER_FLAGS: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_READ_FLAGS: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_WRITE_FLAGS: Final = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC


def check_path(path: str) -> str:
    """`path` when it names a file below a root in plain ASCII; else InputError."""
    segments = path.split("/")
    plain = unicodedata.normalize("NFKC", path) == path and len(path) <= PATH_CHARACTERS_MAX
    if plain and all(_SEGMENT.match(segment) and ".." not in segment for segment in segments):
        return path
    raise InputError(
        "is no path inside an outlet.",
        subject=ascii(path[:200]),
        remedy="Use letters, digits, dots, dashes and slashes between names.",
    )


class RootedFolder:
    """An open folder that is the whole world."""

    def __init__(self, root: Path) -> None:
        root.mkdir(parents=True, exist_ok=True)
        self._root = root
        self._number = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        self._open: dict[str, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for number in (*self._open.values(), self._number):
            os.close(number)

    def state(self, path: str) -> tuple[int, int] | None:
        """Size and modification time of the plain file there; None when there is none."""
        folder, _, name = path.rpartition("/")
        with suppress(FileNotFoundError):
            inside = self._kept_open(folder)
            found = os.stat(name, dir_fd=inside, follow_symlinks=False)
            return (found.st_size, found.st_mtime_ns) if stat.S_ISREG(found.st_mode) else (-1, 0)
        return None

    def read(self, path: str) -> bytes | None:
        """The bytes of the plain file there; None when there is none, or something else."""
        try:
            with self._folder_of(path) as (folder, name):
                number = os.open(name, _READ_FLAGS, dir_fd=folder)
        except OSError as error:
            if error.errno in {errno.ENOENT, errno.ELOOP, errno.EISDIR, errno.ENXIO}:
                return None
            raise
        with os.fdopen(number, "rb") as file:
            return file.read() if stat.S_ISREG(os.fstat(number).st_mode) else None

    def write(self, path: str, body: bytes) -> None:
        """Put `body` there: whoever reads sees what was there before or all of it."""
        self.write_all([(path, body)])

    def write_all(self, files: Sequence[tuple[str, bytes]]) -> None:
        """As `write` for each of a few hundred files; the disk is waited for once, not for each."""
        begun: dict[str, int] = {}
        try:
            for path, body in files:
                begun[path] = self._begin(path)
                _write_whole(begun[path], body)
            if len(begun) >= SYNC_FILES_MIN:
                os.sync()
            for number in begun.values():
                os.fsync(number)  # says what `sync` keeps to itself: whether all of it is there
        except OSError:
            # A full disk gets back what could not be finished; what was there before stays.
            self.sweep(set(begun))
            raise
        finally:
            for number in begun.values():
                os.close(number)
        for path in begun:
            with self._folder_of(path) as (folder, name):
                os.replace(_beside(name), name, src_dir_fd=folder, dst_dir_fd=folder)

    def _begin(self, path: str) -> int:
        """An open file beside the one that it will replace."""
        with self._folder_of(path, make=True) as (folder, name):
            return os.open(_beside(name), _WRITE_FLAGS, 0o666, dir_fd=folder)

    def append(self, path: str, text: str) -> None:
        """Add `text` at the end of a file, on disk before this returns."""
        with self._folder_of(path) as (folder, name):
            flags = _WRITE_FLAGS & ~os.O_TRUNC | os.O_APPEND
            number = os.open(name, flags, 0o666, dir_fd=folder)
            with os.fdopen(number, "ab") as file:
                file.write(text.encode("utf-8"))
                file.flush()
                os.fsync(number)

    def remove(self, path: str) -> bool:
        """Remove the file, and the folders that it leaves empty; whether there was one."""
        try:
            with self._folder_of(path) as (folder, name):
                os.unlink(name, dir_fd=folder)
        except (FileNotFoundError, IsADirectoryError):
            return False
        while "/" in path:
            path = path.rpartition("/")[0]
            try:
                with self._folder_of(path) as (folder, name):
                    os.rmdir(name, dir_fd=folder)
            except OSError:
                break  # not empty, or not ours to remove
            if path in self._open:
                os.close(self._open.pop(path))
        return True

    def sync(self, paths: set[str]) -> None:
        """Make the names in the folders of `paths` survive a power cut."""
        for folder_path in sorted({path.rpartition("/")[0] for path in paths}):
            with (
                suppress(FileNotFoundError),
                self._folder_of(f"{folder_path}/x".lstrip("/")) as (
                    folder,
                    _,
                ),
            ):
                os.fsync(folder)

    def sweep(self, paths: set[str]) -> None:
        """Remove what a killed writer left beside `paths`."""
        for path in paths:
            folder, _, name = path.rpartition("/")
            self.remove(f"{folder}/{_beside(name)}".lstrip("/"))

    def _kept_open(self, folder: str) -> int:
        """A folder, left open for what is asked next: a site has tens of thousands of files in few folders."""
        if not folder:
            return self._number
        if folder not in self._open:
            above, _, name = folder.rpartition("/")
            inside = self._kept_open(above)
            number = self._enter(name, inside, make=False, path=f"{folder}/")
            if len(self._open) >= FOLDERS_OPEN_MAX:
                os.close(self._open.pop(next(iter(self._open))))
            self._open[folder] = number
        return self._open[folder]

    @contextmanager
    def _folder_of(self, path: str, *, make: bool = False) -> Iterator[tuple[int, str]]:
        *folders, name = path.split("/")
        number = os.dup(self._number)
        try:
            for folder in folders:
                deeper = self._enter(folder, number, make=make, path=path)
                os.close(number)
                number = deeper
            yield number, name
        finally:
            os.close(number)

    def _enter(self, folder: str, inside: int, *, make: bool, path: str) -> int:
        if make:
            with suppress(FileExistsError):
                os.mkdir(folder, dir_fd=inside)
        try:
            return os.open(folder, _FOLDER_FLAGS, dir_fd=inside)
        except OSError as error:
            if error.errno not in {errno.ELOOP, errno.ENOTDIR}:
                raise
            raise InputError(
                "a link or a file stands where a folder belongs.",
                subject=str(self._root / path),
                remedy="Move it away.",
            ) from None


def _beside(name: str) -> str:
    return f"{TEMPORARY_PREFIX}{name}"[:255]


def _write_whole(number: int, body: bytes) -> None:
    rest = memoryview(body)
    while rest:
        rest = rest[os.write(number, rest) :]
