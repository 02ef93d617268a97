"""The archive: whole members, whatever happened to the process that wrote them."""

import gzip
import os
import signal
import subprocess
import sys
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import brotli
import pytest
import zstandard

from wiredesk.basics.errors import InputError, StoreError
from wiredesk.records.fetching import Answer
from wiredesk.records.page import ArchivePlace
from wiredesk.world.archive import WarcArchive

NOW = datetime(2026, 10, 1, 12, tzinfo=UTC)
ROOT = Path(__file__).parents[3]


def answer(number: int = 1, *, body: bytes = b"<p>A page</p>", coding: str = "") -> Answer:
    """An answer as the door gives it."""
    # Without its moment, which would differ between two calls.
    pack = {"gzip": partial(gzip.compress, mtime=0), "br": brotli.compress}.get(coding, bytes)
    raw = pack(body)
    lines = [b"HTTP/1.1 200 OK", b"Content-Type: text/html; charset=utf-8", b"X-Odd: caf\xe9"]
    if coding:
        lines.append(b"Content-Encoding: " + coding.encode())
    lines += [b"Transfer-Encoding: chunked", b"Connection: close"]
    return Answer(
        url=f"http://a.example/{number}",
        final_url=f"http://a.example/{number}?final",
        status=200,
        body=body,
        raw_head=b"\r\n".join(lines),
        raw_body=raw,
        peer="93.184.216.34",
    )


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.warc.gz"))


def is_whole(path: Path) -> bool:
    """Whether the file is whole gzip members from first to last byte."""
    try:
        gzip.decompress(path.read_bytes())
    except (OSError, EOFError):
        return False
    return True


@pytest.mark.parametrize("coding", ["", "gzip", "br"])
@pytest.mark.parametrize("body", [b"", b"<p>A page</p>", b"\x00\xff" * 50_000, b"a\r\n\r\nb\r\n"])
def test_a_page_comes_back_as_it_was(tmp_path: Path, coding: str, body: bytes) -> None:
    archive = WarcArchive(tmp_path)
    place = archive.save(answer(body=body, coding=coding), subject="page", at=NOW)
    found = archive.load(place)
    archive.close()
    assert (found.status, found.body, found.final_url) == (200, body, "http://a.example/1?final")
    assert found.header("content-type") == "text/html; charset=utf-8"
    assert WarcArchive(tmp_path).load(place).body == body


def test_the_coding_is_kept_and_the_framing_is_not(tmp_path: Path) -> None:
    archive = WarcArchive(tmp_path)
    sent = answer(body=b"<p>" * 1_000, coding="br")
    place = archive.save(sent, subject="page", at=NOW)
    archive.close()
    stored = files(tmp_path)[0].read_bytes()[place.offset :][: place.length]
    record = gzip.decompress(stored)
    assert sent.raw_body in record
    assert b"Content-Encoding: br\r\n" in record
    assert b"X-Odd: caf\xe9" in record
    assert b"Transfer-Encoding" not in record
    assert b"WARC-IP-Address: 93.184.216.34\r\n" in record
    assert b"WARC-Date: 2026-10-01T12:00:00Z\r\n" in record


def packed_raw(body: bytes) -> bytes:
    """Deflate without its frame, as many servers send it."""
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("zstd", zstandard.compress),
        ("deflate", zlib.compress),
        ("deflate", packed_raw),
        ("x-gzip", gzip.compress),
        ("gzip", lambda body: gzip.compress(body[:9]) + gzip.compress(body[9:])),
    ],
)
def test_every_coding_that_the_door_reads_is_read_again(
    tmp_path: Path, coding: str, pack: Callable[[bytes], bytes]
) -> None:
    body = b"<p>A page</p>" * 500
    sent = replace(
        answer(body=body),
        raw_head=b"HTTP/1.1 200 OK\r\nContent-Encoding: " + coding.encode(),
        raw_body=pack(body),
    )
    archive = WarcArchive(tmp_path)
    found = archive.load(archive.save(sent, subject="page", at=NOW))
    archive.close()
    assert found.body == body
    assert found.raw_body == sent.raw_body
    assert not found.truncated


def test_a_body_that_ended_early_is_said_to_be_cut(tmp_path: Path) -> None:
    whole = answer(body=b"<p>A page</p>" * 500, coding="gzip")
    archive = WarcArchive(tmp_path)
    cut = replace(whole, raw_body=whole.raw_body[:-12], truncated=True)
    found = archive.load(archive.save(cut, subject="page", at=NOW))
    archive.close()
    assert found.truncated
    assert whole.body.startswith(found.body)


def test_an_answer_whose_raw_body_was_not_kept_is_stored_decoded(tmp_path: Path) -> None:
    sent = replace(answer(body=b"<rss/>" * 100, coding="gzip"), raw_body=b"")
    bare = replace(sent, raw_head=b"", headers=(("content-encoding", "gzip"), ("x-odd", "caf\xe9")))
    archive = WarcArchive(tmp_path)
    for one in (sent, bare):
        found = archive.load(archive.save(one, subject="feed", at=NOW))
        assert (found.status, found.body) == (200, sent.body)
        assert found.header("content-encoding") == ""
        assert found.header("x-odd") == "caf\xe9"
    archive.close()


def test_files_that_were_moved_away_are_not_counted_anew(tmp_path: Path) -> None:
    for number in range(3):
        archive = WarcArchive(tmp_path, segment_bytes_max=1)
        archive.save(answer(number), subject="page", at=NOW)
        archive.close()
    files(tmp_path)[0].unlink()
    archive = WarcArchive(tmp_path, segment_bytes_max=1)
    archive.save(answer(), subject="page", at=NOW)
    archive.close()
    assert [path.name[9:14] for path in files(tmp_path)] == ["00002", "00003", "00004"]


def test_the_same_answers_make_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        archive = WarcArchive(tmp_path / name)
        for number in range(5):
            archive.save(answer(number), subject="page", at=NOW)
        archive.close()
    one, two = (files(tmp_path / name)[0] for name in ("one", "two"))
    assert one.name == two.name
    assert one.read_bytes() == two.read_bytes()


def test_files_are_rotated_before_they_grow_too_large(tmp_path: Path) -> None:
    archive = WarcArchive(tmp_path, segment_bytes_max=20_000)
    places = {
        number: archive.save(
            answer(number, body=os.urandom(4_000)), subject="p", at=NOW + timedelta(hours=number)
        )
        for number in range(12)
    }
    archive.close()
    assert len(files(tmp_path)) == 3
    assert all(path.stat().st_size <= 20_000 and is_whole(path) for path in files(tmp_path))
    assert [path.name[9:14] for path in files(tmp_path)] == ["00001", "00002", "00003"]
    fresh = WarcArchive(tmp_path, segment_bytes_max=20_000)
    assert all(
        fresh.load(place).url == f"http://a.example/{number}?final"
        for number, place in places.items()
    )


def test_one_answer_larger_than_a_file_has_a_file_of_its_own(tmp_path: Path) -> None:
    archive = WarcArchive(tmp_path, segment_bytes_max=1_000)
    body = os.urandom(5_000)
    place = archive.save(answer(body=body), subject="page", at=NOW)
    archive.close()
    assert WarcArchive(tmp_path).load(place).body == body


def test_an_archive_that_is_opened_again_goes_on_in_the_same_file(tmp_path: Path) -> None:
    places = []
    for number in range(3):
        archive = WarcArchive(tmp_path)
        places.append(archive.save(answer(number), subject="page", at=NOW))
        archive.close()
        archive.close()
    assert len(files(tmp_path)) == 1
    assert len({place.offset for place in places}) == 3
    assert all(WarcArchive(tmp_path).load(place).status == 200 for place in places)


@pytest.mark.parametrize("torn", [b"\x1f\x8b\x08", b"garbage" * 1_000, b"\x00"])
def test_a_torn_end_is_cut_off_at_the_next_writing(tmp_path: Path, torn: bytes) -> None:
    archive = WarcArchive(tmp_path)
    kept = archive.save(answer(1), subject="page", at=NOW)
    archive.close()
    with files(tmp_path)[0].open("ab") as end:
        end.write(torn)
    again = WarcArchive(tmp_path)
    added = again.save(answer(2), subject="page", at=NOW)
    again.close()
    assert len(files(tmp_path)) == 1
    assert is_whole(files(tmp_path)[0])
    assert added.offset == kept.offset + kept.length
    assert [again.load(place).status for place in (kept, added)] == [200, 200]


def test_a_file_that_lost_confirmed_bytes_is_left_as_it_is(tmp_path: Path) -> None:
    archive = WarcArchive(tmp_path)
    archive.save(answer(1), subject="page", at=NOW)
    lost = archive.save(answer(2), subject="page", at=NOW)
    archive.close()
    path = files(tmp_path)[0]
    os.truncate(path, lost.offset + 10)
    again = WarcArchive(tmp_path)
    place = again.save(answer(3), subject="page", at=NOW + timedelta(days=1))
    again.close()
    assert path.stat().st_size == lost.offset + 10
    assert place.file != path.name
    assert again.load(place).status == 200
    with pytest.raises(InputError):
        again.load(lost)


def test_an_archive_that_was_never_flushed_takes_another_file(tmp_path: Path) -> None:
    (tmp_path / "wiredesk-00001-20261001120000.warc.gz").write_bytes(b"who knows")
    archive = WarcArchive(tmp_path)
    place = archive.save(answer(), subject="page", at=NOW)
    archive.close()
    assert place.file.startswith("wiredesk-00002-")
    assert files(tmp_path)[0].read_bytes() == b"who knows"


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from wiredesk.records.fetching import Answer
from wiredesk.world.archive import WarcArchive

archive, at = WarcArchive(Path(sys.argv[1])), datetime(2026, 10, 1, tzinfo=UTC)
for number in range(10**9):
    body = bytes([number % 251]) * (number * 7_919 % 30_000)
    place = archive.save(
        Answer(url="http://a.example/", final_url="http://a.example/", status=200,
               raw_head=b"HTTP/1.1 200 OK", raw_body=body), subject="p", at=at)
    if number % 5 == 4:
        archive.flush()
        print(place.file, place.offset, place.length, len(body), flush=True)
"""


def test_what_was_flushed_survives_a_kill_at_any_moment(tmp_path: Path) -> None:
    for lines in (1, 7, 23):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path)],
            stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        )  # fmt: skip
        assert writer.stdout is not None
        with writer, writer.stdout as told:
            confirmed = [told.readline().split() for _ in range(lines)]
            writer.send_signal(signal.SIGKILL)
            confirmed += [line.split() for line in told if line.endswith("\n")]
        archive = WarcArchive(tmp_path)
        for file, offset, length, size in confirmed:
            place = ArchivePlace(file=file, offset=int(offset), length=int(length))
            assert len(archive.load(place).body) == int(size)
    archive.save(answer(), subject="page", at=NOW)
    archive.close()
    assert all(is_whole(path) for path in files(tmp_path))


def test_damage_is_an_error_that_says_where_and_what_to_do(tmp_path: Path) -> None:
    archive = WarcArchive(tmp_path)
    place = archive.save(answer(body=os.urandom(3_000)), subject="page", at=NOW)
    after = archive.save(answer(2), subject="page", at=NOW)
    archive.close()
    path = files(tmp_path)[0]
    whole = path.read_bytes()
    for at in range(0, place.length, 97):
        spoiled = bytearray(whole)
        spoiled[place.offset + at] ^= 0xFF
        path.write_bytes(spoiled)
        try:
            archive.load(place)
        except InputError as error:
            assert str(error.subject) == f"{path}, byte {place.offset}"  # noqa: PT017 - some bytes of a gzip header may change
            assert "wiredesk rerun fetch" in error.remedy  # noqa: PT017 - as above
        else:
            assert at < 10, "only bytes of the gzip header mean nothing"
        assert archive.load(after).status == 200


@pytest.mark.parametrize(
    "place",
    [
        ArchivePlace(file="missing.warc.gz", offset=0, length=10),
        ArchivePlace(file="../../etc/passwd", offset=0, length=10),
        ArchivePlace(file="/etc/passwd", offset=0, length=10),
        ArchivePlace(file="here.warc.gz", offset=10**9, length=10),
        ArchivePlace(file="here.warc.gz", offset=3, length=40),
        ArchivePlace(file="here.warc.gz", offset=0, length=0),
    ],
)
def test_a_wrong_place_is_an_error(tmp_path: Path, place: ArchivePlace) -> None:
    (tmp_path / "here.warc.gz").write_bytes(gzip.compress(b"no WARC at all" * 9))
    with pytest.raises(InputError, match="archived response cannot be read"):
        WarcArchive(tmp_path).load(place)


def test_a_member_that_is_no_warc_or_a_bomb_is_an_error(tmp_path: Path) -> None:
    for name, content in (("no", b"no WARC"), ("bomb", bytes(60_000_000))):
        (tmp_path / f"{name}.warc.gz").write_bytes(member := gzip.compress(content))
        place = ArchivePlace(file=f"{name}.warc.gz", offset=0, length=len(member))
        with pytest.raises(InputError):
            WarcArchive(tmp_path).load(place)


def test_a_folder_that_cannot_be_written_is_an_error_of_the_store(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(StoreError, match="the archive cannot be written"):
        WarcArchive(tmp_path / "taken").save(answer(), subject="page", at=NOW)


@pytest.mark.parametrize("coding", ["", "gzip", "br"])
def test_other_software_reads_the_files(tmp_path: Path, coding: str) -> None:
    warcio = pytest.importorskip("warcio.archiveiterator")
    archive = WarcArchive(tmp_path)
    for number in range(3):
        archive.save(answer(number, coding=coding), subject="page", at=NOW)
    archive.close()
    with files(tmp_path)[0].open("rb") as source:
        found = [
            (record.rec_type, record.rec_headers["WARC-Target-URI"], record.raw_stream.read())
            for record in warcio.ArchiveIterator(source, check_digests="raise")
        ]
    assert [kind for kind, _, _ in found] == ["warcinfo", *["response"] * 3]
    assert [(url, body) for _, url, body in found[1:]] == [
        (f"http://a.example/{number}?final", answer(coding=coding).raw_body) for number in range(3)
    ]
