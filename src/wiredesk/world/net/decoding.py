"""Content codings undone in bounded steps: 809 bytes of brotli can hold a gigabyte (SAFETY.md M5).

In: chunks as received.  Out: decoded chunks, or FetchError when they grow beyond reason.
"""

import zlib
from typing import Final, Protocol

import brotli
import zstandard

from wiredesk.basics.errors import FetchError

STEP_BYTES: Final = 256 * 1024  # decoded at once
RATIO_MAX: Final = (
    100  # decoded to received, once over RATIO_FREE_BYTES; honest pages stay under 20
)
RATIO_FREE_BYTES: Final = 1_000_000
ZSTD_WINDOW_BYTES_MAX: Final = (
    8 * 1024 * 1024
)  # RFC 8878, 3.1.1.1.2: what every decoder must support
ACCEPTED: Final = "gzip, deflate, br, zstd"


class _Step(Protocol):
    def __call__(self, chunk: bytes, most: int, /) -> tuple[bytes, bool]:
        """Decoded bytes, and whether more wait without new input."""
        ...


class BoundedDecoder:
    """Decodes one body; counts what came and what it became."""

    def __init__(self, coding: str, *, url: str) -> None:
        self._url = url
        self._received = 0
        self._decoded = 0
        self._step = _step_for(coding.strip().lower(), url)

    def feed(self, chunk: bytes, *, room: int) -> bytes:
        """Decode `chunk`; at most about `room` bytes are made, one step more at the end.

        FetchError `bomb` when the ratio is beyond reason, `protocol` when the coding is broken.
        """
        self._received += len(chunk)
        if self._step is None:
            return chunk
        parts = []
        try:
            part, more = self._step(chunk, STEP_BYTES)
            while True:
                parts.append(part)
                self._count(len(part))
                room -= len(part)
                if not more or room < 0:
                    return b"".join(parts)
                part, more = self._step(b"", STEP_BYTES)
        except (zlib.error, brotli.error, zstandard.ZstdError) as cause:
            raise FetchError(
                f"sent a body that cannot be decoded: {cause}.", subject=self._url, code="protocol"
            ) from cause

    def _count(self, size: int) -> None:
        self._decoded += size
        if self._decoded > RATIO_FREE_BYTES and self._decoded > RATIO_MAX * self._received:
            raise FetchError(
                f"sent {self._received:,} bytes that unpack to over {self._decoded:,}: a bomb.",
                subject=self._url,
                remedy="Nothing to do: it is left out.",
                code="bomb",
            )


def _step_for(coding: str, url: str) -> _Step | None:
    if coding in {"", "identity"}:
        return None
    if coding in {"gzip", "x-gzip"}:
        return _zlib_step(zlib.decompressobj(wbits=31))
    if coding == "deflate":
        return _deflate_step()
    if coding == "br":
        return _brotli_step()
    if coding == "zstd":
        return _zstd_step()
    raise FetchError(
        f"sent a body in the coding {coding[:60]!r}, which we do not read.",
        subject=url,
        code="protocol",
    )


def _zlib_step(decoder: "zlib._Decompress") -> _Step:
    def step(chunk: bytes, most: int) -> tuple[bytes, bool]:
        made = decoder.decompress(decoder.unconsumed_tail + chunk, most)
        return made, bool(decoder.unconsumed_tail)

    return step


def _deflate_step() -> _Step:
    """RFC 9110 says zlib format; many servers send raw deflate: the first bytes tell."""
    chosen: list[_Step] = []

    def step(chunk: bytes, most: int) -> tuple[bytes, bool]:
        if not chosen:
            is_zlib = (
                len(chunk) > 1 and chunk[0] & 15 == 8 and int.from_bytes(chunk[:2], "big") % 31 == 0
            )
            chosen.append(_zlib_step(zlib.decompressobj(wbits=15 if is_zlib else -15)))
        return chosen[0](chunk, most)

    return step


def _brotli_step() -> _Step:
    decoder = brotli.Decompressor()

    def step(chunk: bytes, most: int) -> tuple[bytes, bool]:
        made = decoder.process(chunk, output_buffer_limit=most)
        return made, not decoder.can_accept_more_data()

    return step


def _zstd_step() -> _Step:
    decoder = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW_BYTES_MAX).decompressobj(
        write_size=STEP_BYTES
    )
    waiting = bytearray()

    def step(chunk: bytes, _most: int) -> tuple[bytes, bool]:
        # decompressobj has no output limit: small slices of input bound what one call makes, since
        # a zstd block unpacks to at most 128 kB (RFC 8878, 3.1.1.2.4) and has 3 bytes at least.
        waiting.extend(chunk)
        piece = bytes(waiting[:ZSTD_SLICE])
        del waiting[:ZSTD_SLICE]
        made = decoder.decompress(piece)
        return made, bool(waiting)

    return step


ZSTD_SLICE: Final = 16  # bytes: at most 5 blocks, 640 kB
