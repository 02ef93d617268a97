"""`wiredesk init DIR`: a new hub in a folder, ready to follow feeds."""

import json
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from wiredesk.basics.clock import SystemClock
from wiredesk.basics.errors import UsageError
from wiredesk.cli.keys import usual_kid
from wiredesk.settings import load_providers, load_settings, load_sources, load_topics
from wiredesk.settings.hub import SETTINGS_FILE
from wiredesk.world.keys import KeyFile


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--contact", default="", help="Your mail or web address, shown to publishers.")
@click.option(
    "--keyring",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Also make keys in this file, outside FOLDER: the hub then seals what it may not show.",
)
def init(folder: Path, *, contact: str, keyring: Path | None) -> None:
    """Make a new hub in FOLDER, with a starter on machine vision and its regulation."""
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(
            "is not empty.", subject=str(folder), remedy="Name a folder that does not exist yet."
        )
    if keyring is not None:
        now = SystemClock().now()
        KeyFile(keyring, hub=folder).create(kid=usual_kid(now), now=now)
    _copy(files("wiredesk.cli") / "starter", folder)
    if keyring is not None:
        with (folder / SETTINGS_FILE).open("a", encoding="utf-8") as settings:
            settings.write(f"\n[seal]\nkeyring = {json.dumps(str(keyring.resolve()))}\n")
    if contact:
        path = folder / "wiredesk.toml"
        said = contact.replace("\\", "\\\\").replace('"', '\\"')
        path.write_text(
            path.read_text("utf-8").replace('contact = ""', f'contact = "{said}"'), "utf-8"
        )
    load_settings(folder)
    load_providers(folder)
    count = len(load_sources(folder))
    topics = ", ".join(topic.name for topic in load_topics(folder))
    click.echo(f"{folder} is a hub now: {count} sources, topics {topics}.")
    if not contact:
        click.echo(f"Next: put your address into {folder / 'wiredesk.toml'} (hub.contact).")
    click.echo(f"Then: wiredesk up --hub {folder}")


def _copy(source: Traversable, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for child in source.iterdir():
        if child.is_dir():
            _copy(child, target / child.name)
        elif child.name.endswith(".toml"):
            (target / child.name).write_bytes(child.read_bytes())
