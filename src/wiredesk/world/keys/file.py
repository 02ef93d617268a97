"""The keyring's file: where it may lie, who may read it, and how it is replaced.

In: a path.  Out: a Keyring, randomness of the operating system, and the file changed whole or not at
all.  What the file says: `craft/seal/keyring.py`.  KeyringError never shows what is in it.
"""

import contextlib
import fcntl
import os
import secrets
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from wiredesk.basics.dates import rfc3339
from wiredesk.basics.errors import KeyringError
from wiredesk.craft.seal import (
    MASTER_BYTES,
    NONCE_BYTES,
    parse_keyring,
    render_keyring,
    with_key,
)
from wiredesk.records.sealing import Key, Keyring, KeyState

FILE_BYTES_MAX: Final = 1_000_000  # a thousand keys have 150 kB
FOREIGN: Final = stat.S_IRWXG | stat.S_IRWXO
SITE_BYTES: Final = 10  # 80 bits, as an article's id has
ROOT: Final = 0  # may own the file: systemd's LoadCredential= hands it over so


class KeyFile:
    """The keys of one hub in one file; read again whenever it was replaced."""

    def __init__(self, path: Path, *, hub: Path) -> None:
        self.path = path
        self._hub = hub
        self._seen: tuple[tuple[int, int, int], Keyring] | None = None

    def load(self) -> Keyring:
        """The keyring as its file is now; KeyringError when it is not as it must be."""
        check_outside(self.path, self._hub)
        found = _state(self.path)
        if self._seen is None or found is None or self._seen[0] != found:
            state, raw = _read(self.path)
            try:
                text = raw.decode("utf-8")
            except UnicodeDecodeError:
                raise KeyringError(
                    "is no text.", subject=str(self.path), remedy="Restore it from its backup."
                ) from None
            self._seen = state, parse_keyring(text, name=str(self.path))
        return self._seen[1]

    def nonce(self) -> bytes:
        """Twelve random bytes that were never given before."""
        return secrets.token_bytes(NONCE_BYTES)

    def create(self, *, kid: str, now: datetime) -> Keyring:
        """A new file with one active key; KeyringError when one lies there."""
        check_outside(self.path, self._hub)
        first = replace(_new_key(kid, now), state=KeyState.ACTIVE)
        site = f"h{secrets.token_hex(SITE_BYTES)}"
        with self._alone():
            if self.path.exists():
                raise KeyringError(
                    "is there already.", subject=str(self.path), remedy="Keep it, or name another."
                )
            keyring = with_key(Keyring(site=site, keys=()), first)
            self._write(keyring)
        return keyring

    def add(self, *, kid: str, now: datetime) -> Keyring:
        """One more key, which opens but does not seal until it is activated."""
        return self.change(lambda keyring: with_key(keyring, _new_key(kid, now)))

    def change(self, how: Callable[[Keyring], Keyring]) -> Keyring:
        """Replace the file by what `how` makes of it; nobody else changes it meanwhile."""
        with self._alone():
            keyring = how(self.load())
            self._write(keyring)
        return keyring

    @contextmanager
    def _alone(self) -> Iterator[None]:
        beside = self.path.with_name(f".{self.path.name}.lock")
        with _told(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            lock = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def _write(self, keyring: Keyring) -> None:
        unfinished = self.path.with_name(f".{self.path.name}.new")
        with _told(self.path):
            with contextlib.suppress(FileNotFoundError):
                unfinished.unlink()
            number = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
            with os.fdopen(number, "w", encoding="utf-8") as file:
                file.write(render_keyring(keyring))
                file.flush()
                os.fsync(number)
            unfinished.replace(self.path)
            folder = os.open(self.path.parent, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)


def read_private(path: Path) -> str:
    """The text of a file with a secret in it, which only its owner may read; KeyringError otherwise."""
    return _read(path)[1].decode("utf-8", "replace")


def check_outside(path: Path, hub: Path) -> None:
    """KeyringError when the keyring lies in the hub's folder: it would go out with a copy of it."""
    whole, folder = path.resolve(), hub.resolve()
    if whole.is_relative_to(folder):
        raise KeyringError(
            "lies in the hub's folder, so every copy and backup of the hub would hold its keys.",
            subject=str(path),
            remedy="Move it out, e.g. to /etc/wiredesk or ~/.config/wiredesk.",
        )


def check_private(found: os.stat_result, path: Path) -> None:
    """KeyringError unless it is a plain file that only its owner, we or root, can read."""
    if not stat.S_ISREG(found.st_mode):
        raise KeyringError(
            "is no plain file.", subject=str(path), remedy="Name the keyring's file."
        )
    if found.st_mode & FOREIGN:
        raise KeyringError(
            f"can be read or written by others (mode {stat.S_IMODE(found.st_mode):04o}).",
            subject=str(path),
            remedy=f"Run `chmod 600 {path}`; if others could read it, make a new key and rotate.",
        )
    if found.st_uid not in (os.geteuid(), ROOT):
        raise KeyringError(
            f"belongs to another user (uid {found.st_uid}).",
            subject=str(path),
            remedy=f"Run `chown {os.geteuid()} {path}`.",
        )


def _new_key(kid: str, now: datetime) -> Key:
    master = secrets.token_bytes(MASTER_BYTES)
    return Key(kid=kid, created=rfc3339(now), state=KeyState.READ, master=master)


def _read(path: Path) -> tuple[tuple[int, int, int], bytes]:
    """Bytes of the file that was looked at: checked and read through one open file."""
    with _told(path):
        number = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    with os.fdopen(number, "rb") as file:
        found = os.fstat(number)
        check_private(found, path)
        with _told(path):
            raw = file.read(FILE_BYTES_MAX + 1)
    if len(raw) > FILE_BYTES_MAX:
        raise KeyringError(
            f"has over {FILE_BYTES_MAX:,} bytes.",
            subject=str(path),
            remedy="Name the keyring's file.",
        )
    return _of(found), raw


def _state(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    check_private(found, path)
    return _of(found)


def _of(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_ino, found.st_mtime_ns, found.st_size


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise KeyringError(
            "does not exist.",
            subject=str(path),
            remedy="Restore it from its backup; without it nothing opens. "
            "For a hub that never sealed: wiredesk keys new.",
        ) from None
    except OSError as cause:
        raise KeyringError(
            f"cannot be opened: {cause.strerror}.",
            subject=str(path),
            remedy="Check its folder's rights.",
        ) from None
