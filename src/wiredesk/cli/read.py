"""`wiredesk read`: pages → articles, without a hub.

One page or many, each parsed in a limited worker process; a page that fails is named and leaves the
others alone.
"""

import asyncio
import gzip
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import click
import msgspec

from wiredesk.basics.dates import rfc3339
from wiredesk.basics.errors import InputError, WiredeskError
from wiredesk.basics.limits import PAGE_BYTES_MAX
from wiredesk.cli.jsonlines import STDIN, Line, opened, parse_lines
from wiredesk.craft.pages import read_page
from wiredesk.engine.workers import WorkerPool
from wiredesk.records.article import Reading

PROGRESS_EVERY: Final = 10
_GZIP_MAGIC: Final = b"\x1f\x8b"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    id: str
    path: str
    url: str
    error: WiredeskError | None = None
    """Why the list's line itself cannot be used."""


@click.command()
@click.argument("files", nargs=-1)
@click.option("--url", default="", help="Where the page was found; relative links need it.")
@click.option("--batch", default="", help='A list of {"id","path","url"} lines instead of files.')
@click.option("--jobs", default=2, show_default=True, type=click.IntRange(1, 64))
@click.option("--json", "as_json", is_flag=True, help="JSON Lines; always so with --batch.")
@click.pass_context
def read(
    context: click.Context,
    files: tuple[str, ...],
    *,
    url: str,
    batch: str,
    jobs: int,
    as_json: bool,
) -> None:
    """Read articles from HTML FILES (also gzip; `-` is standard input)."""
    if bool(files) == bool(batch):
        raise click.UsageError("Name HTML files, or a list with --batch.")
    tasks = list(_listed(batch)) if batch else [_Task(id=f, path=f, url=url) for f in files]
    failed = asyncio.run(_read_all(tasks, jobs=jobs, as_json=as_json or bool(batch)))
    if failed:
        click.echo(f"wiredesk: {failed} of {len(tasks)} pages failed.", err=True)
        context.exit(1)


async def _read_all(tasks: list[_Task], *, jobs: int, as_json: bool) -> int:
    failed = 0
    async with WorkerPool(jobs=jobs) as workers:
        none: dict[str, Any] = {}
        results = workers.stream(
            (task.path, _read_one, (task.path, task.url), none) for task in _usable(tasks)
        )
        for number, task in enumerate(tasks, 1):
            result: Reading | WiredeskError = (
                await anext(results) if task.error is None else task.error
            )
            failed += isinstance(result, WiredeskError)
            _show(task, result, as_json=as_json)
            if sys.stderr.isatty() and number % PROGRESS_EVERY == 0:
                click.echo(f"\r{number}/{len(tasks)} pages", nl=False, err=True)
        if sys.stderr.isatty() and len(tasks) >= PROGRESS_EVERY:
            click.echo("\r\x1b[K", nl=False, err=True)
    return failed


def _usable(tasks: list[_Task]) -> Iterator[_Task]:
    return (task for task in tasks if task.error is None)


def _read_one(path: str, url: str) -> Reading:
    """In a worker: the file's bytes, bounded, then the craft."""
    return read_page(_body(path), url=url or _file_url(path))


def _body(path: str) -> bytes:
    try:
        raw = sys.stdin.buffer.read(PAGE_BYTES_MAX + 1) if path == STDIN else _bytes(path)
    except (OSError, EOFError, zlib.error) as error:
        told = getattr(error, "strerror", None) or str(error)
        raise InputError(f"cannot be read: {told}.", subject=path, remedy="Check it.") from None
    if len(raw) > PAGE_BYTES_MAX:
        raise InputError(
            f"is larger than {PAGE_BYTES_MAX:,} bytes.", subject=path, code="too_large"
        )
    return raw


def _bytes(path: str) -> bytes:
    with Path(path).open("rb") as source:
        is_gzip = source.read(2) == _GZIP_MAGIC
    with gzip.open(path) if is_gzip else Path(path).open("rb") as source:
        body: bytes = source.read(PAGE_BYTES_MAX + 1)
    return body


def _file_url(path: str) -> str:
    return "http://stdin.invalid/" if path == STDIN else Path(path).resolve().as_uri()


def _listed(name: str) -> Iterator[_Task]:
    folder = Path() if name == STDIN else Path(name).parent
    with opened(name) as stream:
        for line in parse_lines(stream, name=name):
            yield _task(line, folder)


def _task(line: Line | InputError, folder: Path) -> _Task:
    if isinstance(line, InputError):
        return _Task(id="", path="", url="", error=line)
    try:
        path = line.text("path")
        if not path:
            raise line.error("has no `path`.")
        return _Task(id=line.id, path=str(folder / path), url=line.text("url") or "")
    except InputError as error:
        return _Task(id=line.id, path="", url="", error=error)


def _show(task: _Task, result: Reading | WiredeskError, *, as_json: bool) -> None:
    if isinstance(result, WiredeskError):
        click.echo(f"wiredesk: {result}", err=True)
        reasons = [{"code": result.code, "text": str(result)}]
        if as_json and task.id:
            _print({"id": task.id, "title": "", "text": "", "kind": "failed", "reasons": reasons})
        return
    if as_json:
        _print(_fields(task.id, result))
        return
    click.echo(click.style(result.title, bold=True))
    stated = rfc3339(result.dates[0].at) if result.dates else "no date"
    click.echo(f"{', '.join(result.authors) or 'no author'}  ·  {stated}  ·  {result.kind.value}")
    click.echo(f"\n{result.text}\n")


def _fields(name: str, reading: Reading) -> dict[str, Any]:
    best = reading.dates[0] if reading.dates else None
    stated = rfc3339(best.at) if best and best.has_time else best and f"{best.at:%Y-%m-%d}"
    image = reading.image
    return {
        "id": name,
        "title": reading.title,
        "text": reading.text,
        "excerpt": reading.excerpt,
        "authors": reading.authors,
        "publishedDateTime": stated,
        "language": reading.language,
        "canonicalUrl": reading.canonical_url,
        "siteName": reading.site_name,
        "image": image and {"url": image.url, "width": image.width, "height": image.height},
        "kind": reading.kind.value,
        "truncated": bool(reading.truncated_by),
        "reasons": [
            {"code": reason.code, "text": reason.text, "evidence": reason.evidence}
            for reason in reading.reasons
        ],
    }


def _print(fields: dict[str, Any]) -> None:
    # U+2028 and U+2029 end a line for some readers of lines; as escapes they do not.
    told = msgspec.json.encode(fields).decode()
    for sign in ("\u0085", "\u2028", "\u2029"):
        told = told.replace(sign, f"\\u{ord(sign):04x}")
    click.echo(told)
