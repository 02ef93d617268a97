"""Raw responses as WARC/1.1, one gzip member a record, in files of bounded size.

In: answers as the door received them.  Out: their places, and the answers back.  One process writes.
Format: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
"""

import base64
import gzip
import hashlib
import io
import os
import uuid
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, Final

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from wiredesk import VERSION
from wiredesk.basics.codings import BoundedDecoder
from wiredesk.basics.dates import rfc3339
from wiredesk.basics.errors import FetchError, InputError, StoreError
from wiredesk.basics.limits import PAGE_BYTES_MAX
from wiredesk.records.fetching import Answer
from wiredesk.records.page import ArchivePlace
from wiredesk.world.archive.withdrawing import Withdrawn, is_erased, overwrite

SEGMENT_BYTES_MAX: Final = 512_000_000  # copied, checked and moved as one file
MEMBER_BYTES_MAX: Final = PAGE_BYTES_MAX + 200_000  # a body at its cap with its headers
COMPRESSION: Final = 6
FRAMING: Final = frozenset(
    {b"transfer-encoding", b"connection", b"keep-alive"}
)  # undone on receipt


class WarcArchive:
    """Appends to the newest file of a folder.

    What `flush` has confirmed is noted beside the file; at the next opening whatever lies beyond, the
    torn end of a process that was killed, is cut off, so a file is always whole members.
    """

    def __init__(self, folder: Path, *, segment_bytes_max: int = SEGMENT_BYTES_MAX) -> None:
        self._folder = folder
        self._segment_bytes_max = segment_bytes_max
        self._file: BinaryIO | None = None
        self._path: Path | None = None
        self._end = 0
        self._withdrawn = Withdrawn(folder)

    def save(self, answer: Answer, *, subject: str, at: datetime) -> ArchivePlace:
        """Append one response; on disk for certain only after `flush`.  Raises StoreError."""
        member = gzip.compress(_response(answer, subject=subject, at=at), COMPRESSION, mtime=0)
        with self._wrapped():
            if self._file is None or self._end + len(member) > self._segment_bytes_max:
                self._open_segment(at, room=len(member))
            assert self._file is not None
            assert self._path is not None
            place = ArchivePlace(file=self._path.name, offset=self._end, length=len(member))
            self._file.write(member)
            self._end += len(member)
            return place

    def flush(self) -> None:
        """Make all that was saved survive a crash.  Raises StoreError."""
        if self._file is None or self._path is None:
            return
        with self._wrapped():
            self._file.flush()
            os.fsync(self._file.fileno())
            _note_end(self._path, self._end)

    def close(self) -> None:
        """Flush and let go; harmless when done twice."""
        self.flush()
        if self._file is not None:
            self._file.close()
        self._file = None

    def load(self, place: ArchivePlace) -> Answer:
        """The response that lies there, body decoded; InputError when it is damaged, missing or withdrawn."""
        path = self._folder / Path(place.file).name
        subject = f"{path}, byte {place.offset}"
        if place in self._withdrawn:
            raise _gone("was taken down.", subject, code="withdrawn")
        try:
            if self._file is not None:
                self._file.flush()
            with path.open("rb") as source:
                source.seek(place.offset)
                member = source.read(place.length)
            if is_erased(member):
                raise _gone("has expired, or was taken down.", subject, code="erased")
            record = _unpacked(member)
            return _answer(record)
        except (OSError, zlib.error, EOFError, ValueError, StopIteration, FetchError) as cause:
            raise InputError(
                f"the archived response cannot be read: {cause or type(cause).__name__}.",
                subject=subject,
                remedy="Fetch it again: wiredesk rerun fetch --all.",
                code="archive",
            ) from cause

    def withdraw(self, places: Iterable[ArchivePlace]) -> None:
        """Let nobody read what lies there.  Raises StoreError."""
        with self._wrapped():
            self._withdrawn.add(places)

    def restore(self, places: Iterable[ArchivePlace]) -> None:
        """Let what was withdrawn, and not yet erased, be read again.  Raises StoreError."""
        with self._wrapped():
            self._withdrawn.remove(places)

    def erase(self, places: Iterable[ArchivePlace]) -> None:
        """Overwrite what lies there, for good; every other member stays whole and where it is."""
        gone = list(places)
        if self._file is not None:
            self.flush()
        with self._wrapped():
            for place in gone:
                overwrite(self._folder / Path(place.file).name, place)
            self._withdrawn.remove(gone)

    def prune(self, files: Iterable[str]) -> None:
        """Delete files of ours that hold nothing that is kept; the one being written stays."""
        newest = max(self._folder.glob("wiredesk-[0-9]*-*.warc.gz"), default=None)
        with self._wrapped():
            for path in (self._folder / Path(name).name for name in files):
                if path != newest and path.name.startswith("wiredesk-"):
                    path.unlink(missing_ok=True)
                    path.with_suffix(".end").unlink(missing_ok=True)

    def _open_segment(self, at: datetime, *, room: int) -> None:
        if self._file is not None:
            self.flush()
            self._file.close()
            self._file = None
        self._folder.mkdir(parents=True, exist_ok=True)
        segments = sorted(self._folder.glob("wiredesk-[0-9]*-*.warc.gz"))
        newest = segments[-1] if segments and self._path is None else None
        end = _noted_end(newest) if newest else None
        if newest is not None and end is not None and end + room <= self._segment_bytes_max:
            self._path, self._end = newest, end
            self._file = newest.open("r+b")
            self._file.truncate(end)
            self._file.seek(end)
            return
        # Counted on from the last, since an operator may have moved older files away.
        last = int(segments[-1].name.split("-")[1]) if segments else 0
        name = f"wiredesk-{last + 1:05}-{at:%Y%m%d%H%M%S}.warc.gz"
        self._path = self._folder / name
        self._file = self._path.open("xb")
        member = gzip.compress(_warcinfo(name, at), COMPRESSION, mtime=0)
        self._file.write(member)
        self._end = len(member)

    @contextmanager
    def _wrapped(self) -> Iterator[None]:
        try:
            yield
        except OSError as cause:
            raise StoreError(
                f"the archive cannot be written: {cause.strerror or cause}.",
                subject=str(self._folder),
                remedy="Free some disk space; it goes on by itself.",
                code="archive",
            ) from cause


def _gone(why: str, subject: str, *, code: str) -> InputError:
    return InputError(f"the archived response {why}", subject=subject, code=code)


def _response(answer: Answer, *, subject: str, at: datetime) -> bytes:
    record = WarcRecord()
    named = hashlib.blake2b(f"{subject} {answer.url} {rfc3339(at)}".encode(), digest_size=16)
    record.init_headers(record_type=WarcRecordType.response, record_urn=_urn(named.digest()))
    record.headers["WARC-Date"] = rfc3339(at)
    record.headers["WARC-Target-URI"] = answer.final_url
    if answer.peer:
        record.headers["WARC-IP-Address"] = answer.peer
    head, payload = _as_kept(answer)
    digest = base64.b32encode(hashlib.sha1(payload, usedforsecurity=False).digest()).decode()
    record.headers["WARC-Payload-Digest"] = f"sha1:{digest}"
    record.headers["Content-Type"] = "application/http;msgtype=response"
    record.set_bytes_content(head + b"\r\n\r\n" + payload)
    return _written(record)


def _warcinfo(name: str, at: datetime) -> bytes:
    record = WarcRecord()
    named = hashlib.blake2b(name.encode(), digest_size=16).digest()
    record.init_headers(record_type=WarcRecordType.warcinfo, record_urn=_urn(named))
    record.headers["WARC-Date"] = rfc3339(at)
    record.headers["WARC-Filename"] = name
    record.headers["Content-Type"] = "application/warc-fields"
    record.set_bytes_content(
        f"software: wiredesk/{VERSION}\r\nformat: WARC File Format 1.1\r\n".encode()
    )
    return _written(record)


def _written(record: Any) -> bytes:
    target = io.BytesIO()
    record.write(target, checksum_data=True)
    return target.getvalue()


def _urn(digest: bytes) -> bytes:
    return f"uuid:{uuid.UUID(bytes=digest, version=4)}".encode()


def _as_kept(answer: Answer) -> tuple[bytes, bytes]:
    """Head and body for the record; decoded when the door did not keep the body as received."""
    dropped = FRAMING if answer.raw_body or not answer.body else FRAMING | {b"content-encoding"}
    status, *lines = answer.raw_head.split(b"\r\n") if answer.raw_head else _head_again(answer)
    kept = [line for line in lines if line.partition(b":")[0].strip().lower() not in dropped]
    return b"\r\n".join([status, *kept]), answer.raw_body or answer.body


def _head_again(answer: Answer) -> list[bytes]:
    lines = [f"{name}: {value}".encode("latin-1") for name, value in answer.headers]
    return [f"HTTP/1.1 {answer.status} ".encode("ascii"), *lines]


def _unpacked(member: bytes) -> bytes:
    unpacker = zlib.decompressobj(wbits=31)
    record = unpacker.decompress(member, MEMBER_BYTES_MAX * 4)
    if not unpacker.eof:
        raise ValueError("the record is cut short, or larger than any we write")
    return record


def _answer(record: bytes) -> Answer:
    found = next(iter(ArchiveIterator(io.BytesIO(record), parse_http=True, auto_decode="none")))
    payload: bytes = found.reader.read()
    headers = tuple((name.lower(), value) for name, value in found.http_headers.items())
    url = found.headers["WARC-Target-URI"]
    body, truncated = _decoded(payload, headers, url=url)
    return Answer(
        url=url,
        final_url=url,
        status=int(found.http_headers.status_code or 0),
        headers=headers,
        body=body,
        raw_body=payload,
        truncated=truncated,
        peer=found.headers.get("WARC-IP-Address") or "",
    )


def _decoded(
    payload: bytes, headers: tuple[tuple[str, str], ...], *, url: str
) -> tuple[bytes, bool]:
    """The body as the door decoded it, by the same decoder; and whether its end is missing."""
    coding = ", ".join(value for name, value in headers if name == "content-encoding")
    decoder = BoundedDecoder(coding, url=url)
    body = decoder.feed(payload, room=PAGE_BYTES_MAX)
    if len(body) > PAGE_BYTES_MAX:
        raise ValueError(f"the body has over {PAGE_BYTES_MAX:,} bytes")
    return body, not decoder.is_whole


def _note_end(path: Path, end: int) -> None:
    note = path.with_suffix(".end")
    fresh = note.with_suffix(".new")
    fresh.write_text(f"{end}\n", "ascii")
    fresh.replace(note)


def _noted_end(path: Path) -> int | None:
    """How far the file is known to be whole; None when nothing was ever confirmed."""
    try:
        end = int(path.with_suffix(".end").read_text("ascii"))
    except (OSError, ValueError):
        return None
    return end if end <= path.stat().st_size else None
