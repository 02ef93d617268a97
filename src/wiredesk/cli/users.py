"""`users add`, `list`, `password`, `role` and `remove`: who may enter the desk."""

import secrets
import sys
from pathlib import Path

import click

from wiredesk.app import open_desk_store, open_store
from wiredesk.basics.clock import SystemClock
from wiredesk.cli.showing import hub_option
from wiredesk.newsroom.users import add_user, remove_user, set_password, set_role
from wiredesk.records.user import Role

role_type = click.Choice([role.value for role in Role])
stdin_option = click.option(
    "--stdin", "from_stdin", is_flag=True, help="Read the password as one line of standard input."
)


@click.group()
def users() -> None:
    """Who may enter the desk."""


@users.command("add")
@hub_option
@click.argument("name")
@click.option("--role", type=role_type, help="The first one is owner; others are editors.")
@stdin_option
def add(folder: Path, name: str, *, role: str | None, from_stdin: bool) -> None:
    """Add a person; asks for the password."""
    store = open_desk_store(folder)
    try:
        chosen = Role(role) if role else (Role.EDITOR if store.list_users() else Role.OWNER)
        user = add_user(
            store,
            name,
            _password(from_stdin=from_stdin),
            role=chosen,
            chance=secrets.token_bytes,
            now=SystemClock().now(),
        )
    finally:
        store.close()
    click.echo(f"Added {user.name} as {user.role.value}.")


@users.command("list")
@hub_option
def list_all(folder: Path) -> None:
    """Everybody who may enter, a line each."""
    store = open_store(folder, read_only=True)
    try:
        for user in store.list_users():
            click.echo(f"{user.name:32} {user.role.value:7} since {user.created_at:%Y-%m-%d}")
    finally:
        store.close()


@users.command("password")
@hub_option
@click.argument("name")
@stdin_option
def password(folder: Path, name: str, *, from_stdin: bool) -> None:
    """Set a new password; whoever is logged in under NAME is logged out."""
    store = open_desk_store(folder)
    try:
        set_password(store, name, _password(from_stdin=from_stdin), chance=secrets.token_bytes)
    finally:
        store.close()
    click.echo(f"{name} has a new password, and is logged out everywhere.")


@users.command("role")
@hub_option
@click.argument("name")
@click.argument("role", type=role_type)
def role(folder: Path, name: str, *, role: str) -> None:
    """Give NAME another role: reader (looks), editor (decides), owner (keeps users and settings)."""
    store = open_desk_store(folder)
    try:
        set_role(store, name, Role(role))
    finally:
        store.close()
    click.echo(f"{name} is {role} now.")


@users.command("remove")
@hub_option
@click.argument("name")
def remove(folder: Path, name: str) -> None:
    """Remove a person; what was decided under the name stays."""
    store = open_desk_store(folder)
    try:
        remove_user(store, name)
    finally:
        store.close()
    click.echo(f"Removed {name}.")


def _password(*, from_stdin: bool) -> str:
    """As typed twice without being shown, or one line of standard input."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    typed: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return typed
