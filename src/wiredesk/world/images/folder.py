"""A folder of pictures, each under the hash of its bytes, up to a quota.

In: bytes.  Out: a path; the same bytes get the same one.  A file is whole or not there.  InputError
when the quota is used up; StoreError when the disk refuses.
"""

import os
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Final

from wiredesk.basics.errors import InputError, StoreError

SUFFIX: Final = ".webp"
NAME_CHARACTERS: Final = 32  # 128 bits of the hash


class PictureFolder:
    """Keeps pictures below `root`/images."""

    def __init__(self, root: Path, *, bytes_max: int) -> None:
        self._root = root
        self._bytes_max = bytes_max
        self._bytes: int | None = None

    def save(self, body: bytes) -> str:
        """Where `body` lies now, below the hub's folder."""
        name = sha256(body).hexdigest()[:NAME_CHARACTERS]
        path = f"images/{name[:2]}/{name[2:]}{SUFFIX}"
        target = self._root / path
        if target.exists():
            return path
        if self.size() + len(body) > self._bytes_max:
            raise InputError(
                f"would take the pictures over {self._bytes_max / 1e6:,.0f} MB.",
                remedy="Raise pictures.megabytes_max, or publish less at a time.",
                code="picture_quota",
            )
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            unfinished = target.with_name(f".{target.name}.new")
            with unfinished.open("wb") as file:
                file.write(body)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(target)
        except OSError as cause:
            raise StoreError(
                f"cannot be written: {cause.strerror}.",
                subject=str(target),
                remedy="Free some disk space, or check the folder's rights.",
                code="io",
            ) from cause
        self._bytes = self.size() + len(body)
        return path

    def read(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Path and bytes of those that are there."""
        for path in paths:
            try:
                yield path, (self._root / path).read_bytes()
            except OSError:
                continue  # somebody emptied the folder: the page is shown without it

    def keep_only(self, paths: Iterable[str]) -> int:
        """Remove every picture that is not among `paths`, and what a killed writer left; how many."""
        wanted = {self._root / path for path in paths}
        gone = [path for path in self._files() if path not in wanted]
        for path in gone:
            path.unlink(missing_ok=True)
        self._bytes = None
        return len(gone)

    def size(self) -> int:
        """Bytes of all pictures."""
        if self._bytes is None:
            self._bytes = sum(path.stat().st_size for path in self._files())
        return self._bytes

    def _files(self) -> Iterator[Path]:
        yield from (path for path in (self._root / "images").rglob("*") if path.is_file())
