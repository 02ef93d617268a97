"""A folder of requests, one file each.

In: requests.  Out: files that appear whole or not at all, and stay until they are dealt with.  A file that
is no request is set aside under another name; it never stops those behind it.
"""

import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec

from wiredesk.basics.errors import StoreError
from wiredesk.basics.ids import CorrectionId
from wiredesk.records.correction import CorrectionRequest

WAITING: Final = ".json"
REFUSED: Final = ".refused"
BROKEN: Final = ".broken"
FILE_BYTES_MAX: Final = 1_048_576  # a split of ten thousand articles has 200 kB
TAKEN_AT_ONCE_MAX: Final = 1_000

log = logging.getLogger(__name__)


class FolderBox:
    """Requests in `folder`, which is made when the first one is put."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, request: CorrectionRequest) -> None:
        """Keep a request until it is dealt with; when this returns, it survives a crash."""
        with self._wrapped():
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._write(self._path(request.id, WAITING), msgspec.json.encode(request))

    def list_waiting(self) -> Sequence[CorrectionRequest]:
        """What waits, in the order in which it was put."""
        with self._wrapped():
            names = [one for one in self._folder.glob(f"*{WAITING}") if one.is_file()]
            names.sort(key=lambda one: (one.stat().st_mtime_ns, one.name))
            return [
                request
                for name in names[:TAKEN_AT_ONCE_MAX]
                if (request := self._load(name)) is not None
            ]

    def settle(self, request: CorrectionId) -> None:
        """It was dealt with, or its refusal was heard: nothing is kept of it."""
        with self._wrapped():
            for kind in (WAITING, REFUSED):
                self._path(request, kind).unlink(missing_ok=True)

    def refuse(self, request: CorrectionId, why: str) -> None:
        """It cannot be: it waits no more, and why is kept until it is settled."""
        with self._wrapped():
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._write(self._path(request, REFUSED), why.encode())
            self._path(request, WAITING).unlink(missing_ok=True)

    def list_refusals(self) -> Mapping[CorrectionId, str]:
        """Why each of those was refused that are not settled."""
        with self._wrapped():
            return {
                CorrectionId(one.stem): one.read_text("utf-8", "replace")
                for one in sorted(self._folder.glob(f"*{REFUSED}"))
            }

    def _path(self, request: CorrectionId, kind: str) -> Path:
        return self._folder / f"{request}{kind}"

    def _load(self, path: Path) -> CorrectionRequest | None:
        if path.stat().st_size <= FILE_BYTES_MAX:
            try:
                request = msgspec.json.decode(path.read_bytes(), type=CorrectionRequest)
            except (msgspec.DecodeError, UnicodeDecodeError):
                pass
            else:
                if path.name == f"{request.id}{WAITING}":
                    return request
        log.error("%s is no request; it is set aside as %s.", path, BROKEN)
        path.replace(path.with_suffix(BROKEN))
        return None

    def _write(self, path: Path, body: bytes) -> None:
        """The whole file under its name, on disk, or none."""
        draft = path.with_suffix(f".{os.getpid()}.draft")
        with draft.open("wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        folder = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    @contextmanager
    def _wrapped(self) -> Iterator[None]:
        try:
            yield
        except OSError as cause:
            raise StoreError(
                f"cannot be read or written: {cause.strerror}.",
                subject=str(self._folder),
                remedy="Check that the hub's folder is writable and its disk is not full.",
                code="requests",
            ) from cause
