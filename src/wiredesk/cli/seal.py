"""`wiredesk seal rotate|manifest|migrate|audit` and `wiredesk unseal`.

In: a hub with a keyring.  Out: records sealed anew, or what one of them holds.  Works beside a running
`wiredesk up`; killed, the same command goes on where it was.
"""

import json
import os
import pwd
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress

from wiredesk.app import open_store
from wiredesk.basics.clock import SystemClock
from wiredesk.basics.dates import rfc3339
from wiredesk.basics.errors import InputError, SealError, UsageError
from wiredesk.basics.ids import ArticleId
from wiredesk.basics.text import one_line
from wiredesk.cli.keys import key_file
from wiredesk.cli.showing import hub_option
from wiredesk.craft.render import parse_converted
from wiredesk.craft.seal import LEGACY, kid_of
from wiredesk.craft.seal.legacy import parse_legacy_key, render_manifest
from wiredesk.newsroom.migrating import list_legacy, migrate, read_manifest
from wiredesk.newsroom.sealing import check_keyring, open_sealed, rotate, secured_of
from wiredesk.ports import Store
from wiredesk.records.sealing import KeptRecord, SealMark, Unsealing
from wiredesk.settings import load_settings
from wiredesk.world.keys import read_private

FILE_BYTES_MAX = 100_000_000  # a manifest of a million records
RECORD_BYTES_MAX = 10_000_000  # as `wiredesk record`
AUDIT_SHOWN = 1_000


@click.group()
def seal() -> None:
    """Seal records under a new key, or take over what another hub had sealed."""


@seal.command(name="rotate")
@hub_option
@click.pass_context
def rotate_records(context: click.Context, folder: Path) -> None:
    """Seal every record under the active key; may run beside `wiredesk up`, and be killed."""
    keys, profile = key_file(folder), load_settings(folder).publish.profile
    kid = keys.load().active.kid
    with closing(open_store(folder, read_only=False, beside=True)) as store:
        total = sum(count for name, count in store.count_sealed().items() if name != kid)
        with _bar(f"sealing under {kid}", total) as watch:
            done = rotate(store, keys, profile=profile, watch=watch)
    click.echo(f"{done.sealed} records are sealed under {kid} now.")
    if done.sealed:
        click.echo("Their files follow when the hub publishes: within the minute, or run --once.")
    if done.unopened:
        click.echo(f"{done.unopened} did not open and stayed as they were.", err=True)
        context.exit(1)


@seal.command()
@hub_option
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def manifest(folder: Path, *, file: Path) -> None:
    """Write to FILE which texts of the origin's form lie in the store; do it right after an import."""
    key, profile = key_file(folder).load().active, load_settings(folder).publish.profile
    with closing(open_store(folder, read_only=True)) as store:
        texts = list_legacy(store, profile=profile)
    told = render_manifest(texts, made=rfc3339(SystemClock().now()), key=key)
    try:
        with file.open("x", encoding="utf-8") as target:
            target.write(told)
    except FileExistsError:
        raise UsageError("is there already.", subject=str(file), remedy="Name another.") from None
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}.", subject=str(file)) from None
    click.echo(f"{file}: {len(texts)} texts.  Keep it away from the hub until you migrate.")


@seal.command(name="migrate")
@hub_option
@click.option(
    "--manifest",
    "listed",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="The list that `wiredesk seal manifest` wrote; nothing else is opened.",
)
@click.option(
    "--key",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="File with the owner's AES key, readable by you alone.",
)
@click.pass_context
def migrate_records(context: click.Context, folder: Path, *, listed: Path, key: Path) -> None:
    """Open what the origin had sealed, with its owner's key, and seal it as ours."""
    settings, keys = load_settings(folder), key_file(folder)
    now, until = SystemClock().now(), settings.seal.legacy_until
    if until is not None and now.date() > until:
        raise UsageError(
            f"the day for migrating was {until}.",
            subject="seal.legacy_until",
            remedy="Set another day if you are sure that the old form must still be read.",
        )
    frozen = read_manifest(
        _read(listed, FILE_BYTES_MAX).decode("utf-8", "replace"), keys.load(), name=str(listed)
    )
    legacy_key = parse_legacy_key(read_private(key), name=str(key))
    with (
        closing(open_store(folder, read_only=False, beside=True)) as store,
        _bar("migrating", len(frozen.texts)) as watch,
    ):
        done = migrate(
            store,
            keys,
            manifest=frozen,
            legacy_key=legacy_key,
            profile=settings.publish.profile,
            watch=watch,
        )
    click.echo(
        f"{done.migrated} migrated, {done.undecipherable} undecipherable, "
        f"{done.not_in_manifest} not in the manifest."
    )
    if done.undecipherable or done.not_in_manifest:
        context.exit(1)


@seal.command()
@hub_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def audit(folder: Path, *, as_json: bool) -> None:
    """Print who opened which record, when and what for, newest first."""
    with closing(open_store(folder, read_only=True)) as store:
        lines = store.list_unsealings(limit=AUDIT_SHOWN)
    for line in lines:
        at = rfc3339(datetime.fromtimestamp(line.at, UTC))
        told = {"at": at, "by": line.by, "article": line.article_id, "key": line.mark.kid}
        told |= {"revision": str(line.mark.rev), "why": one_line(line.why)}
        click.echo(json.dumps(told, ensure_ascii=False) if as_json else "  ".join(told.values()))


@click.command()
@hub_option
@click.argument("what", metavar="ID|FILE")
@click.option("--why", default="", help="What for; goes into the audit.")
@click.option("--article", default="", help="Id of FILE's article, for a hub whose store was lost.")
@click.option("--rev", type=click.IntRange(1), help="Revision of FILE's text, likewise.")
@click.option("--json", "as_json", is_flag=True, help="All that was sealed as one JSON object.")
def unseal(
    folder: Path, *, what: str, why: str, article: str, rev: int | None, as_json: bool
) -> None:
    """Print what is sealed in the record of an article (id, address or path), or in a record FILE.

    Who opened it, when and what for is written down first: `wiredesk seal audit`.
    """
    keyring, profile = key_file(folder).load(), load_settings(folder).publish.profile
    with closing(open_store(folder, read_only=False, beside=True)) as store:
        check_keyring(store, keyring)
        path = Path(what)
        body = _read(path, RECORD_BYTES_MAX) if path.is_file() else None
        asked = article or (_named(store, body, profile, path) if body is not None else what)
        kept = _sealed_record(store, asked, rev)
        token = secured_of(body or kept.body, profile=profile, name=what)
        assert kept.mark is not None
        line = Unsealing(
            article_id=kept.article_id,
            mark=SealMark(kid=kid_of(token) or "", rev=kept.mark.rev),
            by=_who(),
            why=why[:500],
            at=int(SystemClock().now().timestamp()),
        )
        told = open_sealed(store, keyring, token=token, line=line)
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        _show(told)


def _sealed_record(store: Store, asked: str, rev: int | None) -> KeptRecord:
    """The record that is asked for, with the mark that its seal must have."""
    line = store.find_article(asked)
    kept = store.load_kept(line.id) if line else None
    if rev is not None:
        kept = kept or KeptRecord(article_id=ArticleId(asked), body=b"")
        return replace(kept, mark=SealMark(kid="", rev=rev))
    if kept is None:
        raise InputError(
            "is no article with a record.",
            subject=asked[:200],
            remedy="Name an article's id, its address, or a record file of this hub.",
        )
    if kept.mark is None:
        raise SealError(
            "holds nothing that this hub sealed.",
            subject=asked[:200],
            remedy="The hub seals what it publishes once it has a keyring; what another hub sealed "
            "opens there, or with `wiredesk seal migrate`.",
        )
    return kept


def _named(store: Store, body: bytes, profile: str, path: Path) -> str:
    """What a record file is called here: its path in the records folder, or its address."""
    if store.find_article(path.name):
        return path.name
    record = parse_converted(body, profile, name=str(path))
    return record.original_url or record.web_url or path.name


def _show(told: Mapping[str, Any]) -> None:
    """For people: no sign of it may drive the terminal."""
    for key in sorted(told.keys() - {"text", LEGACY}):
        click.echo(f"{key}: {one_line(str(told[key]))}")
    if LEGACY in told:
        click.echo(f"{LEGACY}: {json.dumps(told[LEGACY])}")
    for line in str(told.get("text", "")).split("\n"):
        click.echo(one_line(line))


def _who() -> str:
    """The user of this process, as the system knows them; never what the environment claims."""
    uid = os.getuid()
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _read(path: Path, bytes_max: int) -> bytes:
    try:
        with path.open("rb") as file:
            raw = file.read(bytes_max + 1)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}.", subject=str(path)) from None
    if len(raw) > bytes_max:
        raise InputError(f"has over {bytes_max:,} bytes.", subject=str(path))
    return raw


@contextmanager
def _bar(told: str, total: int) -> Iterator[Callable[[int], None]]:
    """A progress bar on a terminal; silent elsewhere."""
    console = Console(stderr=True)
    with Progress(console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task(told, total=total)
        yield lambda done: progress.update(task, completed=done)
