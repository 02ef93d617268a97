"""What was taken down or expired is no longer read, and everything else is (SAFETY.md R06)."""

import io
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType

from wiredesk.basics.errors import InputError
from wiredesk.records.fetching import Answer
from wiredesk.records.page import ArchivePlace
from wiredesk.world.archive import WarcArchive

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def saved(folder: Path, *bodies: bytes) -> tuple[WarcArchive, list[ArchivePlace]]:
    archive = WarcArchive(folder)
    places = []
    for number, body in enumerate(bodies):
        url = f"http://a.example/{number}"
        answer = Answer(url=url, final_url=url, status=200, body=body)
        places.append(archive.save(answer, subject=f"a{number}", at=NOW))
    archive.close()
    return archive, places


def code_of(archive: WarcArchive, place: ArchivePlace) -> str:
    with pytest.raises(InputError) as caught:
        archive.load(place)
    return caught.value.code


def test_a_withdrawn_place_is_refused_and_can_be_restored(tmp_path: Path) -> None:
    archive, places = saved(tmp_path, b"one", b"two")
    archive.withdraw(places[:1])
    assert code_of(archive, places[0]) == "withdrawn"
    assert code_of(WarcArchive(tmp_path), places[0]) == "withdrawn", "also after a restart"
    assert archive.load(places[1]).body == b"two"
    archive.restore(places[:1])
    assert archive.load(places[0]).body == b"one"


def test_an_erased_place_is_gone_and_all_others_stay_where_they_are(tmp_path: Path) -> None:
    bodies = [b"first story " * 50, b"a secret " * 50, b"third story " * 50]
    archive, places = saved(tmp_path, *bodies)
    archive.withdraw(places[1:2])
    archive.erase(places[1:2])
    archive.erase(places[1:2])
    assert code_of(archive, places[1]) == "erased"
    assert [archive.load(places[at]).body for at in (0, 2)] == [bodies[0], bodies[2]]
    later, _ = saved(tmp_path, b"fourth")
    later.close()
    (file,) = tmp_path.glob("*.warc.gz")
    raw = file.read_bytes()
    found = [
        record.reader.read().rpartition(b"\r\n\r\n")[2]
        for record in ArchiveIterator(io.BytesIO(raw), record_types=WarcRecordType.response)
    ]
    assert found == [bodies[0], bodies[2], b"fourth"], "another program reads on behind it"


def test_a_place_in_another_file_harms_nothing(tmp_path: Path) -> None:
    archive, places = saved(tmp_path, b"one" * 100)
    (file,) = tmp_path.glob("*.warc.gz")
    before = file.read_bytes()
    place = places[0]
    wrong = [
        ArchivePlace(file=place.file, offset=place.offset + 7, length=place.length - 7),
        ArchivePlace(file=place.file, offset=place.offset, length=10),
        ArchivePlace(file=place.file, offset=0, length=10_000_000),
        ArchivePlace(file="../../etc/passwd", offset=0, length=100),
        ArchivePlace(file="missing.warc.gz", offset=0, length=100),
    ]
    archive.erase(wrong)
    archive.close()
    assert file.read_bytes() == before


def test_a_file_without_anything_kept_is_deleted_but_the_newest(tmp_path: Path) -> None:
    archive = WarcArchive(tmp_path, segment_bytes_max=1_000)
    names = []
    for number in range(4):
        url = f"http://a.example/{number}"
        answer = Answer(
            url=url, final_url=url, status=200, body=random.Random(number).randbytes(600)
        )
        names.append(archive.save(answer, subject="a", at=NOW).file)
    archive.close()
    (tmp_path / "theirs.warc.gz").write_bytes(b"x")
    archive.prune({*names, "theirs.warc.gz"})
    left = sorted(path.name for path in tmp_path.glob("*.warc.gz"))
    assert left == ["theirs.warc.gz", names[-1]]
