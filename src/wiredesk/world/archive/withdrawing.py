"""What may no longer be read: a list of withdrawn places beside the files, and members overwritten for good.

A place is first withdrawn, which can be undone, then erased: its gzip member is overwritten by one of the same
length that holds an empty record, so that every other member stays whole and where it is, and any WARC reader
goes on behind it.
"""

import os
import struct
import uuid
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from wiredesk.records.page import ArchivePlace

LIST: Final = "withdrawn.txt"
NOTICE: Final = b"erased by wiredesk"
# RFC 1952: magic, deflate, flag "comment", no time, no extra flags, unknown system.
_HEAD: Final = b"\x1f\x8b\x08\x10\x00\x00\x00\x00\x00\xff"
# The moment says only that nobody knows any more when it came.
_RECORD: Final = (
    b"WARC/1.1\r\nWARC-Type: metadata\r\nWARC-Date: 1970-01-01T00:00:00Z\r\n"
    b"WARC-Record-ID: <urn:uuid:%s>\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
)


class Withdrawn:
    """The places that nobody may read; one line each in `withdrawn.txt`: file and offset."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / LIST
        self._places: set[tuple[str, int]] | None = None

    def __contains__(self, place: ArchivePlace) -> bool:
        return (place.file, place.offset) in self._read()

    def add(self, places: Iterable[ArchivePlace]) -> None:
        """Withdraw these.  Raises OSError."""
        self._write(self._read() | {(place.file, place.offset) for place in places})

    def remove(self, places: Iterable[ArchivePlace]) -> None:
        """They may be read again, or are no longer there.  Raises OSError."""
        self._write(self._read() - {(place.file, place.offset) for place in places})

    def _read(self) -> set[tuple[str, int]]:
        if self._places is None:
            told = self._path.read_text("utf-8") if self._path.exists() else ""
            lines = (line.rpartition(" ") for line in told.splitlines())
            self._places = {(name, int(at)) for name, _, at in lines if at.isdecimal()}
        return self._places

    def _write(self, places: set[tuple[str, int]]) -> None:
        if places == self._read():
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._path.with_suffix(".new")
        with fresh.open("w", encoding="utf-8") as target:
            target.writelines(f"{name} {at}\n" for name, at in sorted(places))
            target.flush()
            os.fsync(target.fileno())
        fresh.replace(self._path)
        self._places = places


def overwrite(path: Path, place: ArchivePlace) -> None:
    """Put an empty member where a response lay; nothing happens when it is not there.  Raises OSError."""
    member = _member(place)
    if not member or not path.exists() or path.stat().st_size < place.offset + place.length:
        return
    with path.open("r+b") as target:
        target.seek(place.offset)
        if target.read(2) != _HEAD[:2]:
            return  # no member begins there: the place is of another file
        target.seek(place.offset)
        target.write(member)
        target.flush()
        os.fsync(target.fileno())


def _member(place: ArchivePlace) -> bytes:
    """A whole member as long as the place, padded by its comment; empty when the place is too short for any."""
    named = uuid.uuid5(uuid.NAMESPACE_URL, f"{place.file}#{place.offset}")
    record = _RECORD % str(named).encode()
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(record) + packer.flush()
    tail = b"\x00" + packed + struct.pack("<II", zlib.crc32(record), len(record))
    padding = place.length - len(_HEAD) - len(NOTICE) - len(tail)
    return _HEAD + NOTICE + b" " * padding + tail if padding >= 0 else b""


def is_erased(member: bytes) -> bool:
    """Whether what was read is such an empty member."""
    return member.startswith(_HEAD + NOTICE)
