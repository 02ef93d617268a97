"""`apikeys add`, `list` and `revoke`: which programs may ask the hub, and how far."""

import secrets
from datetime import timedelta
from pathlib import Path

import click

from wiredesk.app import open_desk_store, open_store
from wiredesk.basics.clock import SystemClock
from wiredesk.basics.errors import UsageError
from wiredesk.basics.ids import TopicId
from wiredesk.cli.showing import hub_option
from wiredesk.newsroom.apikeys import PER_MINUTE, add_api_key, revoke_api_key
from wiredesk.records.apikey import ApiKey, ApiScope
from wiredesk.settings import load_topics

scope_type = click.Choice([scope.value for scope in ApiScope])


@click.group()
def apikeys() -> None:
    """Which programs may ask the hub, and how far."""


@apikeys.command("add")
@hub_option
@click.argument("name")
@click.option(
    "--scope",
    "scopes",
    type=scope_type,
    multiple=True,
    help="read: what is published. inbox: what is held. decide: release, hold, reject. Repeatable; read unless given.",
)
@click.option(
    "--topic", "topics", multiple=True, help="Only what lies under this topic. Repeatable."
)
@click.option("--days", type=click.IntRange(1, 3_650), help="It expires after so many days.")
@click.option("--per-minute", default=PER_MINUTE, show_default=True, help="Requests it may send.")
def add(
    folder: Path,
    name: str,
    *,
    scopes: tuple[str, ...],
    topics: tuple[str, ...],
    days: int | None,
    per_minute: int,
) -> None:
    """Make a key called NAME and show it, this once."""
    known = {topic.id for topic in load_topics(folder)}
    if unknown := [topic for topic in topics if topic not in known]:
        raise UsageError(
            "is no topic of this hub.", subject=unknown[0], remedy="See the folder `topics`."
        )
    now = SystemClock().now()
    store = open_desk_store(folder)
    try:
        key, text = add_api_key(
            store,
            name,
            scopes=[ApiScope(scope) for scope in scopes] or [ApiScope.READ],
            topics=[TopicId(topic) for topic in topics],
            per_minute=per_minute,
            expires_at=None if days is None else now + timedelta(days=days),
            chance=secrets.token_bytes,
            now=now,
        )
    finally:
        store.close()
    click.echo(text)
    click.echo(
        f"That is the key {key.name} ({key.id}). It is shown this once; the hub keeps its hash alone.",
        err=True,
    )


@apikeys.command("list")
@hub_option
def list_all(folder: Path) -> None:
    """All keys, a line each, without their secrets."""
    store = open_store(folder, read_only=True)
    try:
        for key in store.list_api_keys():
            click.echo(_line(key))
    finally:
        store.close()


@apikeys.command("revoke")
@hub_option
@click.argument("name")
def revoke(folder: Path, name: str) -> None:
    """The key NAME, by its name or its id, opens nothing from now on."""
    store = open_desk_store(folder)
    try:
        key = revoke_api_key(store, name)
    finally:
        store.close()
    click.echo(f"Revoked {key.name} ({key.id}).")


def _line(key: ApiKey) -> str:
    scopes = ",".join(scope.value for scope in key.scopes)
    topics = ",".join(key.topics) or "all topics"
    used = f"used {key.used_at:%Y-%m-%d %H:%M}" if key.used_at else "never used"
    ends = f"until {key.expires_at:%Y-%m-%d}" if key.expires_at else "does not expire"
    return f"{key.name:20} {key.id}  {scopes:18} {topics}  {key.per_minute}/min  {used}  {ends}"
