"""Content codings, fed in pieces of any size."""

import gzip
import random
import zlib

import brotli
import pytest
import zstandard

from wiredesk.basics.codings import STEP_BYTES, BoundedDecoder
from wiredesk.basics.errors import FetchError

TEXT = random.Random(7).randbytes(30_000).hex().encode() + b"And the rest. " * 9_000


def raw_deflate(body: bytes) -> bytes:
    """As servers send it that never read RFC 9110."""
    packer = zlib.compressobj(9, wbits=-15)
    return packer.compress(body) + packer.flush()


PACKERS = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstandard.ZstdCompressor().compress,
    "identity": bytes,
    "": bytes,
    " GZip ": gzip.compress,
}


def decode(coding: str, packed: bytes, *, size: int = 1_000, room: int = 10_000_000) -> bytes:
    """All of `packed`, fed in pieces of `size`."""
    decoder = BoundedDecoder(coding, url="http://a.example/")
    pieces = (packed[at : at + size] for at in range(0, len(packed), size))
    return b"".join([decoder.feed(piece, room=room) for piece in pieces])


@pytest.mark.parametrize("size", [1, 7, 1_000, 1_000_000])
@pytest.mark.parametrize("coding", PACKERS)
def test_a_body_comes_back_whole_in_pieces_of_any_size(coding: str, size: int) -> None:
    assert decode(coding, PACKERS[coding](TEXT), size=size) == TEXT


@pytest.mark.parametrize("size", [1, 1_000_000])
def test_raw_deflate_is_known_by_its_first_bytes(size: int) -> None:
    assert decode("deflate", raw_deflate(TEXT), size=size) == TEXT


@pytest.mark.parametrize("over", [-259, -1, 0, 1, 257, 258, 259, 600])
@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_nothing_is_lost_where_a_step_ends(coding: str, over: int) -> None:
    body = (TEXT * 4)[: STEP_BYTES + over - 300] + b"a" * 300
    assert decode(coding, PACKERS[coding](body), size=1_000_000) == body


@pytest.mark.parametrize("size", [1, 5, 1_000_000])
@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_members_and_frames_follow_one_another(coding: str, size: int) -> None:
    packed = b"".join(PACKERS[coding](part) for part in (b"one ", b"", b"two ", b"three"))
    assert decode(coding, packed, size=size) == b"one two three"


@pytest.mark.parametrize("size", [1, 1_000_000])
@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_what_follows_the_end_is_dropped(coding: str, size: int) -> None:
    assert decode(coding, PACKERS[coding](b"all") + b"\x00 garbage", size=size) == b"all"


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_a_body_that_ends_in_the_middle_of_its_coding_is_not_whole(coding: str) -> None:
    packed = PACKERS[coding](TEXT)
    for length, whole in ((0, True), (1, False), (len(packed) - 9, False), (len(packed), True)):
        decoder = BoundedDecoder(coding, url="http://a.example/")
        decoder.feed(packed[:length], room=10_000_000)
        assert decoder.is_whole is whole, length


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_broken_bodies_are_errors_that_name_the_address(coding: str) -> None:
    with pytest.raises(FetchError, match=r"http://a.example/: sent a body that cannot") as caught:
        decode(coding, b"\xff\xfe<html>this was never packed</html>" * 20)
    assert caught.value.code == "protocol"


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_no_more_is_made_than_there_is_room_for(coding: str) -> None:
    made = decode(coding, PACKERS[coding](TEXT * 10), size=1_000_000, room=10_000)
    assert 10_000 < len(made) < 10_000 + 3 * STEP_BYTES


def test_a_window_of_two_gigabytes_is_refused() -> None:
    frame = bytes([0x28, 0xB5, 0x2F, 0xFD, 0x00, (31 - 10) << 3])  # RFC 8878, 3.1.1.1.2
    with pytest.raises(FetchError) as caught:
        decode("zstd", frame + bytes(100))
    assert caught.value.code == "protocol"
