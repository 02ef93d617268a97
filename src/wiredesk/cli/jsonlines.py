"""Lines of JSON for the crafts as tools: one object a line, plain or gzip.

In: a file's name, `-` for standard input.  Out: objects with their places; a bad line is an error of
its own and leaves the others alone.  Knows no field but `id`.
"""

import gzip
import io
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

import click
import msgspec

from wiredesk.basics.errors import InputError, Place

STDIN: Final = "-"
LINE_BYTES_MAX: Final = 10_000_000  # a page's limit; the longest honest article is below 1 MB
_GZIP_MAGIC: Final = b"\x1f\x8b"
_BOM: Final = b"\xef\xbb\xbf"


@contextmanager
def opened(name: str) -> Iterator[BinaryIO]:
    """The bytes of `name`, unpacked when they are gzip; a file is known by its first bytes."""
    try:
        raw: Any = sys.stdin.buffer if name == STDIN else Path(name).open("rb")  # noqa: SIM115 - closed below; standard input stays open
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror}.", subject=name, remedy="Check its name."
        ) from None
    try:
        stream = raw if hasattr(raw, "peek") else io.BufferedReader(raw)
        is_gzip = stream.peek(2)[:2] == _GZIP_MAGIC
        yield cast("BinaryIO", gzip.GzipFile(fileobj=stream) if is_gzip else stream)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(
            f"cannot be read to its end: {error}.", subject=name, remedy="Make the file anew."
        ) from None
    finally:
        if name != STDIN:
            raw.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One object with its place."""

    place: Place
    fields: Mapping[str, Any]

    @property
    def id(self) -> str:
        """What the line calls itself."""
        return str(self.fields["id"])

    def text(self, key: str) -> str | None:
        """The text under `key`; None when the line says nothing of it."""
        value = self.fields.get(key)
        if value is None or isinstance(value, str):
            return value
        raise self.error(f"`{key}` is {_kind(value)}, not text.")

    def texts(self, key: str) -> tuple[str, ...] | None:
        """The texts under `key`, of which one may stand without a list; None when it says nothing."""
        value = self.fields.get(key)
        if value is None:
            return None
        given = [value] if isinstance(value, str) else value
        if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
            raise self.error(f"`{key}` is no list of texts.")
        return tuple(given)

    def error(self, what: str) -> InputError:
        """What is wrong, with the place of this line."""
        return InputError(what, subject=self.place)


def each_line(name: str, work: Callable[[Line], None]) -> bool:
    """Give every line of `name` to `work`, say on standard error which were bad; whether none was."""
    good = True
    try:
        with opened(name) as stream:
            for line in parse_lines(stream, name=name):
                good &= _worked(line, work)
    except InputError as error:
        click.echo(f"wiredesk: {error}", err=True)
        good = False
    return good


def parse_lines(stream: BinaryIO, *, name: str) -> Iterator[Line | InputError]:
    """Each line's object, or the error that says what is wrong with it; empty lines are skipped."""
    number = 0
    while raw := stream.readline(LINE_BYTES_MAX + 1):
        number += 1
        place = Place(name="<stdin>" if name == STDIN else name, line=number)
        if len(raw) > LINE_BYTES_MAX:
            yield InputError(f"the line is over {LINE_BYTES_MAX:,} bytes.", subject=place)
            while raw and not raw.endswith(b"\n"):
                raw = stream.readline(LINE_BYTES_MAX)
            continue
        raw = raw.removeprefix(_BOM) if number == 1 else raw
        if raw.strip():
            yield _parse(raw, place)


def _worked(line: Line | InputError, work: Callable[[Line], None]) -> bool:
    try:
        if isinstance(line, InputError):
            raise line
        work(line)
    except InputError as error:
        click.echo(f"wiredesk: {error}", err=True)
        return False
    return True


def _parse(raw: bytes, place: Place) -> Line | InputError:
    try:
        fields = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return InputError(
            f"is not JSON: {error}.", subject=place, remedy="Write one object a line."
        )
    remedy = 'Write {"id": …} there.'
    if not isinstance(fields, dict):
        return InputError(f"is {_kind(fields)}, not an object.", subject=place, remedy=remedy)
    if isinstance(fields.get("id"), bool) or not isinstance(fields.get("id"), str | int):
        return InputError("has no `id`.", subject=place, remedy=remedy)
    return Line(place=place, fields=fields)


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "text", bool: "true or false"}
    return "null" if value is None else names.get(type(value), "a number")
