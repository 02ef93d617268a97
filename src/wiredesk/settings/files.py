"""Writing a file whole or not at all."""

import os
from pathlib import Path


def write_whole(path: Path, body: bytes) -> None:
    """Put `body` at `path` so that a reader sees the old file or the new one, never a part.

    Raises OSError.
    """
    unfinished = path.with_name(f".{path.name}.new")
    with unfinished.open("wb") as target:
        target.write(body)
        target.flush()
        os.fsync(target.fileno())
    unfinished.replace(path)
