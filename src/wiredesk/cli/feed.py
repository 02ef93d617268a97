"""`wiredesk feed`: feed bytes to entries, one JSON line each.

In: files, or `-` for standard input.  Out: lines on standard output, one error per bad file on
standard error; exit code 1 when some file could not be read.  Fetches nothing.
"""

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click
import msgspec

from wiredesk.basics.dates import rfc3339
from wiredesk.basics.errors import InputError
from wiredesk.basics.limits import FEED_BYTES_MAX
from wiredesk.craft.feeds import parse_feed
from wiredesk.records.entry import Feed, FeedEntry


@click.command()
@click.argument("files", nargs=-1, required=True)
@click.option("--url", default="", help="Where the feed lies; relative addresses need it.")
@click.option("--json", "as_json", is_flag=True, help="JSON Lines, which is the only form anyway.")
def feed(*, files: tuple[str, ...], url: str, as_json: bool) -> int:
    """Print the entries of feed FILES as JSON Lines; `-` is standard input."""
    del as_json  # accepted, so that every verb takes it
    failed = 0
    for name in files:
        try:
            read = parse_feed(_read(name), url=url or name)
        except InputError as error:
            # The file is what the person named; the address is only where it once lay.
            click.echo(f"{name}: {error.message} {error.remedy}".strip(), err=True)
            failed += 1
            continue
        except OSError as error:
            click.echo(f"{name}: it cannot be read: {error.strerror}.", err=True)
            failed += 1
            continue
        _print(read, name)
    return 1 if failed else 0


def _read(name: str) -> bytes:
    # One byte more than is read shows that there was more; an endless pipe ends here.
    if name == "-":
        return sys.stdin.buffer.read(FEED_BYTES_MAX + 1)
    with Path(name).open("rb") as stream:
        return stream.read(FEED_BYTES_MAX + 1)


def _print(read: Feed, name: str) -> None:
    for reason in read.reasons:
        click.echo(f"{name}: {reason.text}", err=True)
    for entry in read.entries:
        click.echo(msgspec.json.encode(_line(read, entry)).decode())


def _line(read: Feed, entry: FeedEntry) -> dict[str, Any]:
    return {
        "feed": read.title,
        "id": entry.guid,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "content": entry.content,
        "authors": entry.authors,
        "publishedDateTime": _moment(entry.published),
        "updatedDateTime": _moment(entry.updated),
        "image": entry.image,
        "categories": entry.categories,
        "language": entry.language or read.language,
    }


def _moment(at: datetime | None) -> str | None:
    return rfc3339(at) if at else None
