"""A picture is drawn anew or refused; nothing of its bytes gets through (SAFETY.md F050 to F054, R10)."""

import io
import random
import resource
import struct
import zlib
from contextlib import suppress
from typing import Any

import pytest
from PIL import Image, features

from wiredesk.basics.errors import InputError
from wiredesk.craft.pictures import copy_picture

GPS = {1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 18.0)}
CANARY = b"<script>alert(1)</script>"


def drawn(
    kind: str, size: tuple[int, int] = (640, 400), *, mode: str = "RGB", **given: Any
) -> bytes:
    """A picture with edges and shades in it."""
    picture = Image.linear_gradient("L").resize(size).convert(mode)
    out = io.BytesIO()
    picture.save(out, kind, **given)
    return out.getvalue()


def refused(body: bytes) -> str:
    with pytest.raises(InputError) as caught:
        copy_picture(body)
    return caught.value.code


def png(width: int, height: int, rows: bytes = b"") -> bytes:
    """A PNG whose header claims this size, whatever is behind it."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_each_kind_becomes_a_webp_of_at_most_the_width_of_the_page(kind: str) -> None:
    copy = copy_picture(drawn(kind, (3_000, 1_500)))
    assert (copy.width, copy.height) == (1_200, 600)
    assert (copy.original_width, copy.original_height) == (3_000, 1_500)
    with Image.open(io.BytesIO(copy.body)) as made:
        assert (made.format, made.size) == ("WEBP", (1_200, 600))
        assert getattr(made, "n_frames", 1) == 1
    small = copy_picture(drawn(kind, (200, 100)))
    assert (small.width, small.height) == (200, 100)


def test_pillow_has_the_codecs_that_this_rests_on() -> None:
    assert features.check("webp")
    assert features.check("avif")


@pytest.mark.parametrize(
    ("width", "height"),
    [(8_000, 8_000), (13_000, 13_000), (20_000, 20_000), (1, 100_000_000), (2_000_000, 2_000_000)],
)
def test_a_pixel_bomb_is_refused_by_its_header_alone(width: int, height: int) -> None:
    rows = bytes(1 + 3 * 8_000) * 100
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert refused(png(width, height, rows)) in {
        "picture_pixels",
        "picture_kind",
        "picture_damaged",
    }
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 32 * 1024  # kibibytes


def test_a_header_that_claims_more_than_there_is_gives_no_picture() -> None:
    assert refused(png(640, 400, b"\0" * 100)) == "picture_damaged"


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_only_the_first_frame_of_an_animation_is_drawn(kind: str) -> None:
    frames = [Image.new("RGB", (64, 64), (number % 256, 0, 0)) for number in range(1_000)]
    frames[0] = Image.new("RGB", (64, 64), (0, 255, 0))
    out = io.BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=0)
    copy = copy_picture(out.getvalue())
    with Image.open(io.BytesIO(copy.body)) as made:
        assert getattr(made, "n_frames", 1) == 1
        pixel = made.convert("RGB").getpixel((32, 32))
    assert isinstance(pixel, tuple)
    assert pixel[1] > 240
    assert pixel[0] < 16


@pytest.mark.parametrize(
    "body",
    [
        b"", b"<html><body>Not found</body></html>", CANARY,
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b'<?xml version="1.0"?><!DOCTYPE svg><svg xmlns="http://www.w3.org/2000/svg"/>',
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 640 400\n", b"%PDF-1.7\n", b"BM" + bytes(100),
        b"\x00\x00\x01\x00\x01\x00" + bytes(100), b"GIF89a", b"\xff\xd8\xff\xe0", b"RIFF\x00\x00\x00\x00WEBP",
    ],
)  # fmt: skip
def test_what_is_no_picture_of_the_five_kinds_is_refused(body: bytes) -> None:
    assert refused(body) in {"picture_kind", "picture_damaged"}


def test_what_another_kind_calls_itself_does_not_matter() -> None:
    """An icon, a bitmap and a TIFF are pictures too, but not ones that we decode."""
    for kind in ("ICO", "BMP", "TIFF", "PPM", "TGA"):
        assert refused(drawn(kind)) == "picture_kind", kind


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_what_hides_behind_or_within_a_picture_is_gone(kind: str) -> None:
    body = drawn(kind) + CANARY
    assert CANARY not in copy_picture(body).body
    if kind in {"JPEG", "GIF"}:
        assert CANARY not in copy_picture(drawn(kind, comment=CANARY)).body


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_no_copy_says_where_or_with_what_a_picture_was_taken(kind: str) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Camera of a source"
    exif.get_ifd(0x8825).update(GPS)
    body = drawn(kind, exif=exif.tobytes())
    with Image.open(io.BytesIO(body)) as original:
        assert dict(original.getexif().get_ifd(0x8825)), "the test's own picture has no place"
    copy = copy_picture(body)
    with Image.open(io.BytesIO(copy.body)) as made:
        assert not made.getexif()
        assert set(made.info) <= {"loop", "background", "timestamp", "duration"}
    assert b"Camera of a source" not in copy.body
    assert b"EXIF" not in copy.body


def test_a_picture_taken_sideways_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    copy = copy_picture(drawn("JPEG", (640, 400), exif=exif.tobytes()))
    assert (copy.width, copy.height) == (400, 640)
    assert (copy.original_width, copy.original_height) == (400, 640)


def test_what_can_be_seen_through_stays_so() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (64, 64), (255, 0, 0, 0)).save(out, "PNG")
    with Image.open(io.BytesIO(copy_picture(out.getvalue()).body)) as made:
        assert made.mode == "RGBA"


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "I;16", "LA", "RGBA"])
def test_every_way_of_writing_colours_is_read(mode: str) -> None:
    out = io.BytesIO()
    grey = Image.linear_gradient("L")
    picture = grey.convert("I").convert("I;16") if mode == "I;16" else grey.convert(mode)
    picture.save(out, "JPEG" if mode == "CMYK" else "PNG")
    assert copy_picture(out.getvalue()).width == 256


def test_a_tracker_is_no_picture() -> None:
    assert refused(drawn("GIF", (1, 1))) == "picture_small"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_a_damaged_file_gives_a_picture_or_a_refusal_and_nothing_else(kind: str) -> None:
    chance, body = random.Random(kind), drawn(kind, (96, 64))
    for _ in range(200):
        spoilt = bytearray(body)
        for _ in range(chance.randrange(1, 12)):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        if chance.random() < 0.3:
            del spoilt[chance.randrange(len(spoilt)) :]
        with suppress(InputError):
            assert copy_picture(bytes(spoilt)).width
