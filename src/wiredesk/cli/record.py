"""`wiredesk record fmt|check|convert`: the record format as a tool.

In: record files, `-` for standard input.  Out: the same files in canonical form, their
problems, or their form for another site generator.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import click

from wiredesk.basics.errors import InputError, UsageError, WiredeskError
from wiredesk.craft.render import (
    NINJS,
    PROFILE_NAMES,
    check_record,
    convert_record,
    parse_converted,
    parse_record,
    render_ninjs,
    render_record,
)
from wiredesk.craft.topics import concepts_of
from wiredesk.records.topic import Concept
from wiredesk.settings import load_concepts, load_topics

STDIN: Final = "-"
FILE_BYTES_MAX: Final = 10_000_000  # a record is some kB; more is another file by mistake

NEW_FILE_MODE: Final = 0o644  # records are made to be read


@click.group()
def record() -> None:
    """Format, check and convert record files."""


@record.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--stdout", is_flag=True, help="Print the canonical form instead of writing it back.")
def fmt(files: tuple[str, ...], *, stdout: bool) -> None:
    """Put records into their canonical form; a file that is in it already is not touched."""

    def format_one(name: str) -> bool:
        before = _read(name)
        after = render_record(parse_record(before, name=name))
        if stdout or name == STDIN:
            sys.stdout.buffer.write(after)
        elif after != before:
            _replace(Path(name), after)
        return True

    _each(files, format_one)


@record.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
def check(files: tuple[str, ...]) -> None:
    """Print what is wrong with records, one `path:line: problem` a line; exit code 1 when anything is."""

    def check_one(name: str) -> bool:
        problems = check_record(_read(name), name=name)
        for problem in problems:
            click.echo(f"{name}:{problem.line}: {problem.text}")
        return not problems

    _each(files, check_one)


@record.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--to", "target", type=click.Choice([*PROFILE_NAMES, NINJS]), required=True)
@click.option("--from", "origin", type=click.Choice(PROFILE_NAMES), default="smartable")
@click.option(
    "--into",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write the files there, under their names; several files need it.",
)
@click.option(
    "--hub",
    type=click.Path(path_type=Path, file_okay=False),
    help="Hub whose topics give ninjs their IPTC Media Topics.",
)
def convert(
    files: tuple[str, ...], *, target: str, origin: str, folder: Path | None, hub: Path | None
) -> None:
    """Print a record in another generator's form or as ninjs 2.1, or write several into a folder."""
    if len(files) > 1 and folder is None:
        raise UsageError("several files need a folder.", remedy="Add --into DIR.")
    if folder is not None and STDIN in files:
        raise UsageError("standard input has no file name.", remedy="Leave --into out.")
    names = [Path(name).name for name in files]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise UsageError(
            "stands twice among the files.", subject=twice[0], remedy="Name each once."
        )

    concepts = _concepts(hub) if hub else {}

    def convert_one(name: str) -> bool:
        read = parse_converted(_read(name), origin, name=name)
        is_ninjs = target == NINJS
        body = render_ninjs(read, concepts) if is_ninjs else convert_record(read, target)
        if folder is None:
            sys.stdout.buffer.write(body)
        else:
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / Path(name).name
            _replace(path.with_suffix(".json") if is_ninjs else path, body)
        return True

    _each(files, convert_one)


def _concepts(hub: Path) -> dict[str, tuple[Concept, ...]]:
    """Media Topics by the names of the hub's topics."""
    known = load_concepts(hub)
    return {topic.name: concepts_of(topic, known) for topic in load_topics(hub)}


def _each(files: tuple[str, ...], work: Callable[[str], bool]) -> None:
    """One bad file leaves the others alone; the exit code says that there was one."""
    good = True
    for name in files:
        try:
            good &= work(name)
        except UsageError:
            raise
        except WiredeskError as error:
            click.echo(f"wiredesk: {error}", err=True)
            good = False
    sys.stdout.flush()
    if not good:
        click.get_current_context().exit(1)


def _read(name: str) -> bytes:
    try:
        if name == STDIN:
            raw = sys.stdin.buffer.read(FILE_BYTES_MAX + 1)
        else:
            with Path(name).open("rb") as file:
                raw = file.read(FILE_BYTES_MAX + 1)
    except OSError as error:
        told = f"cannot be read: {error.strerror}."
        raise InputError(told, subject=name, remedy="Name a record file.") from None
    if len(raw) > FILE_BYTES_MAX:
        told = f"is larger than {FILE_BYTES_MAX:,} bytes, so it is no record."
        raise InputError(told, subject=name, remedy="Name a record file.")
    return raw


def _replace(path: Path, body: bytes) -> None:
    """Write beside the file, then rename: a reader sees the old file or the new one, whole."""
    target = path.resolve()
    try:
        number, beside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.")
        with os.fdopen(number, "wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        mode = target.stat().st_mode & 0o7777 if target.exists() else NEW_FILE_MODE
        Path(beside).chmod(mode)
        Path(beside).replace(target)
    except OSError as error:
        told = f"cannot be written: {error.strerror}."
        raise InputError(told, subject=str(path), remedy="Check its folder's rights.") from None
