"""`wiredesk keys new|activate|compromise|retire|list`: the keys that records are sealed with.

In: a hub's settings, which name the file of its keys.  Out: that file, changed whole.  No key is
ever printed.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path

import click

from wiredesk.app import RECORDS_FOLDER, find_keys, has_store, open_store
from wiredesk.basics.clock import SystemClock
from wiredesk.basics.errors import KeyringError, SettingsError
from wiredesk.basics.ids import ArticleId
from wiredesk.cli.showing import hub_option
from wiredesk.craft.seal import find_tokens, kid_of, known_key, with_active, without_key
from wiredesk.newsroom.sealing import BATCH, check_keyring, rotate
from wiredesk.ports import Store
from wiredesk.records.sealing import Keyring
from wiredesk.settings import load_settings
from wiredesk.world.keys import KeyFile

FILE_BYTES_MAX = 10_000_000  # as `wiredesk record`: a larger file is no record


@click.group()
def keys() -> None:
    """Make, activate, retire and list the keys that records are sealed with."""


@keys.command()
@hub_option
@click.option("--kid", default="", help="Its name: a-z, 0-9 and `-`; year and month unless given.")
def new(folder: Path, *, kid: str) -> None:
    """Make a key of 32 random bytes; the first one is active, a later one waits to be activated."""
    file, now = key_file(folder), SystemClock().now()
    if file.path.exists():
        name = kid or _free(usual_kid(now), file.load())
        file.add(kid=name, now=now)
        click.echo(f"{file.path}: key {name} is made.  Next: wiredesk keys activate {name}")
        return
    name = kid or usual_kid(now)
    file.create(kid=name, now=now)
    click.echo(f"{file.path}: key {name} is made and active.")
    click.echo("Back it up apart from the hub, now: without it nothing that is sealed opens again.")


@keys.command()
@hub_option
@click.argument("kid")
def activate(folder: Path, *, kid: str) -> None:
    """Seal under KID from now on; the key before it still opens."""
    file = key_file(folder)
    file.change(lambda keyring: with_active(keyring, kid))
    click.echo(f"{file.path}: key {kid} is active.  Next: wiredesk seal rotate")


@keys.command()
@hub_option
@click.argument("kid")
@click.pass_context
def compromise(context: click.Context, folder: Path, *, kid: str) -> None:
    """KID got out: seal all under another key, and print each article whose text KID still opens.

    While KID is active that is all that was published under it, but for what was taken down for good.
    """
    file, now = key_file(folder), SystemClock().now()
    keyring = file.load()
    key = known_key(keyring, kid)
    profile = load_settings(folder).publish.profile
    with closing(open_store(folder, read_only=False, beside=True)) as store:
        check_keyring(store, keyring)
        if key == keyring.active:
            name = _free(usual_kid(now), keyring)
            file.add(kid=name, now=now)
            file.change(lambda before: with_active(before, name))
        active = file.load().active.kid
        for article_id in _sealed_under(store, kid, active):  # before rotation forgets it
            line = store.find_article(article_id)
            click.echo(f"{article_id}  {line.url if line else ''}")
        done = rotate(store, file, profile=profile, watch=lambda _done: None)
    click.echo(f"{done.sealed} records are sealed under {active} now.", err=True)
    click.echo(f"Next, once the hub has published: wiredesk keys retire {kid}", err=True)
    if done.unopened:
        click.echo(f"{done.unopened} did not open and stayed as they were.", err=True)
        context.exit(1)


@keys.command()
@hub_option
@click.argument("kid")
@click.option(
    "--shred", is_flag=True, help="Destroy it for good, whatever is still sealed under it."
)
@click.option("--yes", is_flag=True, help="Do not ask before destroying it.")
def retire(folder: Path, *, kid: str, shred: bool, yes: bool) -> None:
    """Let KID open nothing any more; refused while a record is sealed under it, unless --shred."""
    file = key_file(folder)
    known_key(file.load(), kid)
    counted = census(folder)
    used = {place: count for place in counted if (count := counted[place].get(kid, 0))}
    told = ", ".join(f"{count} in the {place}" for place, count in used.items())
    if used and not shred:
        raise KeyringError(
            f"is still in use: {told}.",
            subject=kid,
            remedy="Run `wiredesk seal rotate`, then `wiredesk run --once` for the files.",
        )
    if shred and not yes:
        lost = f" {told} never open again." if told else ""
        click.confirm(f"Destroy key {kid}?{lost}", abort=True, err=True)
    file.change(lambda keyring: without_key(keyring, kid, destroy=shred))
    click.echo(f"{file.path}: key {kid} is {'destroyed' if shred else 'retired'}.")


@keys.command(name="list")
@hub_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def list_keys(folder: Path, *, as_json: bool) -> None:
    """Print each key's name, state and day, and how many records and files are sealed under it."""
    file = key_file(folder)
    keyring, counted = file.load(), census(folder)
    for key in keyring.keys:
        used = {place: counts.get(key.kid, 0) for place, counts in counted.items()}
        told = {"kid": key.kid, "state": key.state.value, "created": key.created, **used}
        if not key.master:
            told["state"] = "destroyed"
        if as_json:
            click.echo(json.dumps(told))
        else:
            uses = ", ".join(f"{count} in the {place}" for place, count in used.items())
            click.echo(f"{key.kid:<32} {told['state']:<9} {key.created[:10]}  {uses}")


def key_file(folder: Path) -> KeyFile:
    """The file of the hub's keys; SettingsError when the hub names none."""
    file = find_keys(folder, load_settings(folder))
    if file is None:
        raise SettingsError(
            "names no keyring, so nothing is sealed.",
            subject=str(folder / "wiredesk.toml"),
            remedy='Set WIREDESK_KEYRING, or put keyring = "/a/file/elsewhere" under [seal].',
        )
    return file


def usual_kid(now: datetime) -> str:
    """How a key is named unless a person names it: by year and month."""
    return f"{now:%Y-%m}"


def census(folder: Path) -> dict[str, Mapping[str, int]]:
    """How many records are sealed under each key: in the store, and in the files that are out."""
    stored: Mapping[str, int] = {}
    if has_store(folder):
        with closing(open_store(folder, read_only=True)) as store:
            stored = store.count_sealed()
    written: Counter[str] = Counter()
    for path in (folder / RECORDS_FOLDER).rglob("*.md"):
        if path.is_file() and path.stat().st_size <= FILE_BYTES_MAX:
            written.update({kid_of(token) or "" for token in find_tokens(path.read_bytes())})
    return {"store": stored, "files": written}


def _free(kid: str, keyring: Keyring) -> str:
    names = [kid, *(f"{kid}-{number}" for number in range(2, len(keyring.keys) + 3))]
    return next(name for name in names if keyring.find(name) is None)


def _sealed_under(store: Store, kid: str, active: str) -> Iterator[ArticleId]:
    """The articles whose records are sealed under `kid`, which is not the active key."""
    after = ArticleId("")
    while kept := store.list_sealed_otherwise(active, after=after, limit=BATCH):
        yield from (one.article_id for one in kept if one.mark and one.mark.kid == kid)
        after = kept[-1].article_id
