"""Copies of pictures: under the hash of their bytes, whole or not there, within a quota."""

from pathlib import Path

import pytest

from wiredesk.basics.errors import InputError, StoreError
from wiredesk.world.images import PictureFolder


@pytest.fixture
def folder(tmp_path: Path) -> PictureFolder:
    return PictureFolder(tmp_path, bytes_max=100)


def test_the_same_bytes_lie_in_one_place(folder: PictureFolder, tmp_path: Path) -> None:
    path = folder.save(b"picture")
    assert folder.save(b"picture") == path
    assert folder.save(b"other") != path
    assert (tmp_path / path).read_bytes() == b"picture"
    assert path.startswith("images/")
    assert path.endswith(".webp")
    assert folder.size() == 12


def test_a_picture_over_the_quota_is_refused_with_what_to_do(
    folder: PictureFolder, tmp_path: Path
) -> None:
    folder.save(b"a" * 60)
    with pytest.raises(InputError, match=r"Raise pictures\.megabytes_max") as caught:
        folder.save(b"b" * 41)
    assert caught.value.code == "picture_quota"
    folder.save(b"c" * 40)
    again = PictureFolder(tmp_path, bytes_max=100)
    with pytest.raises(InputError):
        again.save(b"d")
    assert again.save(b"a" * 60)


def test_what_is_not_wanted_any_more_makes_room(folder: PictureFolder, tmp_path: Path) -> None:
    kept, gone = folder.save(b"a" * 60), folder.save(b"b" * 40)
    (tmp_path / "images" / ".half.webp.new").write_bytes(b"killed")
    assert folder.keep_only([kept]) == 2
    assert not (tmp_path / gone).exists()
    assert list(folder.read([gone, kept])) == [(kept, b"a" * 60)]
    folder.save(b"c" * 40)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "images").write_text("a file")
    with pytest.raises(StoreError, match="cannot be written"):
        PictureFolder(tmp_path, bytes_max=100).save(b"a")
