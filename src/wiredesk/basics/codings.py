"""Content codings undone in bounded steps: 809 bytes of brotli can hold a gigabyte (SAFETY.md M5).

In: chunks as received.  Out: decoded chunks, or FetchError when they grow beyond reason.
"""

import zlib
from typing import Final, Protocol

import brotli
import zstandard

from wiredesk.basics.errors import FetchError

STEP_BYTES: Final = 256 * 1024  # decoded at once
# Decoded to received, once over RATIO_FREE_BYTES; honest pages stay under 20.
RATIO_MAX: Final = 100
RATIO_FREE_BYTES: Final = 1_000_000
# RFC 8878, 3.1.1.1.2: what every decoder must support.
ZSTD_WINDOW_BYTES_MAX: Final = 8 * 1024 * 1024
ZSTD_SLICE: Final = 16  # bytes: at most 5 blocks, 640 kB
GZIP_MAGIC: Final = b"\x1f\x8b"
ACCEPTED: Final = "gzip, deflate, br, zstd"


class _Decoding(Protocol):
    def step(self, chunk: bytes, /) -> tuple[bytes, bool]:
        """Decoded bytes, and whether more wait without new input."""
        ...

    @property
    def is_whole(self) -> bool:
        """Whether the end of the coded body was seen."""
        ...


class BoundedDecoder:
    """Decodes one body; counts what came and what it became."""

    def __init__(self, coding: str, *, url: str) -> None:
        self._url = url
        self.received = 0
        self._decoded = 0
        self._decoding = _decoding_for(coding.strip().lower(), url)

    @property
    def is_whole(self) -> bool:
        """False when a body ended in the middle of its coding: the rest of it is missing."""
        return self._decoding is None or not self.received or self._decoding.is_whole

    def feed(self, chunk: bytes, *, room: int) -> bytes:
        """Decode `chunk`; at most about `room` bytes are made, one step more at the end.

        FetchError `bomb` when the ratio is beyond reason, `protocol` when the coding is broken.
        """
        self.received += len(chunk)
        if self._decoding is None:
            return chunk
        parts = []
        try:
            part, more = self._decoding.step(chunk)
            while True:
                parts.append(part)
                self._count(len(part))
                room -= len(part)
                if not more or room < 0:
                    return b"".join(parts)
                part, more = self._decoding.step(b"")
        except (zlib.error, brotli.error, zstandard.ZstdError) as cause:
            raise FetchError(
                f"sent a body that cannot be decoded: {cause}.", subject=self._url, code="protocol"
            ) from cause

    def _count(self, size: int) -> None:
        self._decoded += size
        if self._decoded > RATIO_FREE_BYTES and self._decoded > RATIO_MAX * self.received:
            raise FetchError(
                f"sent {self.received:,} bytes that unpack to over {self._decoded:,}: a bomb.",
                subject=self._url,
                remedy="Nothing to do: it is left out.",
                code="bomb",
            )


def _decoding_for(coding: str, url: str) -> _Decoding | None:
    if coding in {"", "identity"}:
        return None
    if coding in {"gzip", "x-gzip"}:
        return _Gzip()
    if coding == "deflate":
        return _Deflate()
    if coding == "br":
        return _Brotli()
    if coding == "zstd":
        return _Zstd()
    raise FetchError(
        f"sent a body in the coding {coding[:60]!r}, which we do not read.",
        subject=url,
        code="protocol",
    )


class _Zlib:
    """One zlib stream; what follows its end is dropped, as browsers do."""

    def __init__(self, wbits: int) -> None:
        self._stream = zlib.decompressobj(wbits=wbits)

    @property
    def is_whole(self) -> bool:
        return self._stream.eof

    @property
    def rest(self) -> bytes:
        """What came after the end."""
        return self._stream.unused_data

    def step(self, chunk: bytes, /) -> tuple[bytes, bool]:
        if self._stream.eof:  # more input would pile up in unused_data
            return b"", False
        made = self._stream.decompress(self._stream.unconsumed_tail + chunk, STEP_BYTES)
        # A full step may have left a part of a match behind, though all input was taken.
        return made, bool(self._stream.unconsumed_tail) or len(made) == STEP_BYTES


class _Gzip:
    """One member after another (RFC 1952, 2.2); what follows the last is dropped."""

    def __init__(self) -> None:
        self._member = _Zlib(31)
        self._between = b""
        """What was seen of the next member, when it is too short to tell."""
        self._is_over = False

    @property
    def is_whole(self) -> bool:
        return self._member.is_whole

    def step(self, chunk: bytes, /) -> tuple[bytes, bool]:
        if self._member.is_whole:
            chunk = self._between + chunk
            self._is_over = self._is_over or chunk[:2] not in {GZIP_MAGIC, GZIP_MAGIC[:1], b""}
            if self._is_over or len(chunk) < len(GZIP_MAGIC):
                self._between = b"" if self._is_over else chunk
                return b"", False
            self._between = b""
            self._member = _Zlib(31)
        made, more = self._member.step(chunk)
        if self._member.is_whole:
            self._between, more = self._member.rest, True
        return made, more


class _Deflate:
    """RFC 9110 says zlib format; many servers send raw deflate: the first bytes tell."""

    def __init__(self) -> None:
        self._first = b""
        self._stream: _Zlib | None = None

    @property
    def is_whole(self) -> bool:
        return self._stream is not None and self._stream.is_whole

    def step(self, chunk: bytes, /) -> tuple[bytes, bool]:
        if self._stream is None:
            chunk = self._first + chunk
            if len(chunk) < 2:
                self._first = chunk
                return b"", False
            is_zlib = chunk[0] & 15 == 8 and int.from_bytes(chunk[:2], "big") % 31 == 0
            self._stream = _Zlib(15 if is_zlib else -15)
        return self._stream.step(chunk)


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    @property
    def is_whole(self) -> bool:
        return bool(self._stream.is_finished())

    def step(self, chunk: bytes, /) -> tuple[bytes, bool]:
        if self.is_whole:
            return b"", False
        made = self._stream.process(chunk, output_buffer_limit=STEP_BYTES)
        return made, not self.is_whole and not self._stream.can_accept_more_data()


class _Zstd:
    """One frame after another (RFC 8878, 3).

    decompressobj has no output limit: small slices of input bound what one call makes, since a zstd
    block unpacks to at most 128 kB (RFC 8878, 3.1.1.2.4) and has 3 bytes at least.
    """

    def __init__(self) -> None:
        self._decompressor = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW_BYTES_MAX)
        self._frame = self._decompressor.decompressobj(write_size=STEP_BYTES)
        self._waiting = bytearray()

    @property
    def is_whole(self) -> bool:
        return bool(self._frame.eof)

    def step(self, chunk: bytes, /) -> tuple[bytes, bool]:
        self._waiting += chunk
        if not self._waiting:
            return b"", False
        if self._frame.eof:
            self._frame = self._decompressor.decompressobj(write_size=STEP_BYTES)
        made = self._frame.decompress(bytes(self._waiting[:ZSTD_SLICE]))
        del self._waiting[:ZSTD_SLICE]
        if self._frame.eof:
            self._waiting[:0] = self._frame.unused_data
        return made, bool(self._waiting)
