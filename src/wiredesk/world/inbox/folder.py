"""A folder of requests, one file each.

In: requests.  Out: files that appear whole or not at all, and stay until they are dealt with.  A file that
is no request is set aside under another name; it never stops those behind it.
"""

import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from wiredesk.basics.errors import StoreError
from wiredesk.basics.ids import RequestId
from wiredesk.records.request import KINDS, Refusal, Request

WAITING: Final = ".json"
REFUSED: Final = ".refused"
BROKEN: Final = ".broken"
FILE_BYTES_MAX: Final = 1_048_576  # a split of ten thousand articles has 200 kB
TAKEN_AT_ONCE_MAX: Final = 1_000

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Waiting:
    """What a file holds."""

    kind: str
    request: msgspec.Raw


class FolderBox:
    """Requests in `folder`, which is made when the first one is put."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, request: Request) -> None:
        """Keep a request until it is dealt with; when this returns, it survives a crash."""
        with self._wrapped():
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            kind = next(name for name, shape in KINDS.items() if isinstance(request, shape))
            body = msgspec.json.encode({"kind": kind, "request": request})
            self._write(self._path(request.id, WAITING), body)

    def list_waiting(self) -> Sequence[Request]:
        """What waits, in the order in which it was put."""
        with self._wrapped():
            names = [one for one in self._folder.glob(f"*{WAITING}") if one.is_file()]
            names.sort(key=lambda one: (one.stat().st_mtime_ns, one.name))
            return [
                request
                for name in names[:TAKEN_AT_ONCE_MAX]
                if (request := self._load(name)) is not None
            ]

    def settle(self, request: RequestId) -> None:
        """It was dealt with, or its refusal was heard: nothing is kept of it."""
        with self._wrapped():
            for kind in (WAITING, REFUSED):
                self._path(request, kind).unlink(missing_ok=True)

    def refuse(self, request: RequestId, why: Refusal) -> None:
        """It cannot be: it waits no more, and why is kept until it is settled."""
        with self._wrapped():
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._write(self._path(request, REFUSED), msgspec.json.encode(why))
            self._path(request, WAITING).unlink(missing_ok=True)

    def find_refusal(self, request: RequestId) -> Refusal | None:
        """Why it was refused, unless that is settled; None when it was not."""
        with self._wrapped():
            path = self._path(request, REFUSED)
            return _refusal(path) if path.is_file() else None

    def list_refusals(self) -> Mapping[RequestId, Refusal]:
        """Why each of those was refused that are not settled."""
        with self._wrapped():
            return {
                RequestId(one.stem): _refusal(one)
                for one in sorted(self._folder.glob(f"*{REFUSED}"))
            }

    def _path(self, request: RequestId, kind: str) -> Path:
        return self._folder / f"{request}{kind}"

    def _load(self, path: Path) -> Request | None:
        if path.stat().st_size <= FILE_BYTES_MAX:
            try:
                waiting = msgspec.json.decode(path.read_bytes(), type=_Waiting)
                request: Request = msgspec.json.decode(waiting.request, type=KINDS[waiting.kind])
            except (msgspec.DecodeError, UnicodeDecodeError, KeyError):
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


def _refusal(path: Path) -> Refusal:
    """What lies there; what cannot be read is a refusal without its reason."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Refusal)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return Refusal(code="broken", told="why it was refused cannot be read any more.")
