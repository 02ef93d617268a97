"""TOML into typed records, with errors that name file, line and remedy.

In: the text of one file and the type that it should hold.  Out: that type, frozen.  An unknown key
is an error: a misspelt setting that is silently ignored costs its owner a day.
"""

import difflib
import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from wiredesk.basics.errors import Place, SettingsError

T = TypeVar("T")
FILE_BYTES_MAX = 5_000_000  # a sources file of 10,000 feeds has 1.5 MB


def read_file(path: Path, *, remedy: str) -> str:
    """The text of a settings file; SettingsError when it is missing, too large or not UTF-8."""
    try:
        if path.stat().st_size > FILE_BYTES_MAX:
            raise SettingsError(
                f"has over {FILE_BYTES_MAX:,} bytes.", subject=str(path), remedy="Split it."
            )
        return path.read_text("utf-8")
    except FileNotFoundError as cause:
        raise SettingsError("does not exist.", subject=str(path), remedy=remedy) from cause
    except UnicodeDecodeError as cause:
        raise SettingsError(
            f"is not UTF-8 at byte {cause.start}.", subject=str(path), remedy="Save it as UTF-8."
        ) from cause
    except OSError as cause:
        raise SettingsError(f"cannot be read: {cause.strerror}.", subject=str(path)) from cause


def parse_toml(text: str, *, name: str, shape: type[T]) -> T:
    """`text` as `shape`; SettingsError with the line of what is wrong."""
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as cause:
        line = re.search(r"at line (\d+)", str(cause))
        raise SettingsError(
            f"is not TOML: {cause}.",
            subject=Place(name=name, line=int(line[1]) if line else None),
            remedy="Strings need quotes, tables stand in [brackets].",
        ) from cause
    try:
        return msgspec.convert(tree, shape)
    except msgspec.ValidationError as cause:
        raise _explained(str(cause), text, name=name, shape=shape) from cause


def place_of(needle: str, text: str, name: str, *, nth: int = 1) -> Place:
    """The line of `text` in which `needle` stands for the n-th time, or the last time before."""
    hits = [n for n, line in enumerate(text.splitlines(), 1) if needle in line]
    return Place(name=name, line=hits[min(nth, len(hits)) - 1] if hits else None)


def _explained(message: str, text: str, *, name: str, shape: type[Any]) -> SettingsError:
    unknown = re.search(r"unknown field `([^`]+)`", message)
    if unknown is None:
        at = re.search(r"at `\$\.?([^`]*)`", message)
        key = re.sub(r"\[[^\]]*\]", "", at[1]).rpartition(".")[2] if at else ""
        return SettingsError(f"{message}.", subject=_place(key, text, name), remedy="")
    near = difflib.get_close_matches(unknown[1], sorted(_known_keys(shape)), n=1)
    remedy = (
        f"Did you mean `{near[0]}`?" if near else "Remove it, or see docs/reference/settings.md."
    )
    return SettingsError(
        f"unknown key `{unknown[1]}`.", subject=_place(unknown[1], text, name), remedy=remedy
    )


def _place(key: str, text: str, name: str) -> Place:
    pattern = re.compile(rf"^\s*\[*\s*(?:[\w.-]+\.)?[\"']?{re.escape(key)}[\"']?\s*[=\].]")
    for number, line in enumerate(text.splitlines(), 1):
        if key and pattern.match(line):
            return Place(name=name, line=number)
    return Place(name=name)


def _known_keys(shape: type[Any]) -> set[str]:
    keys: set[str] = set()
    pending: list[Any] = [msgspec.inspect.type_info(shape)]
    while pending:
        node = pending.pop()
        if isinstance(node, msgspec.inspect.StructType):
            keys.update(field.encode_name for field in node.fields)
            pending.extend(field.type for field in node.fields)
        pending.extend(
            child
            for name in ("item_type", "value_type")
            if (child := getattr(node, name, None)) is not None
        )
    return keys
