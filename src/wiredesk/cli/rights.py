"""`wiredesk rights`: what was used of whom, what may be done with an article, what is taken down."""

from pathlib import Path

import click
import msgspec

from wiredesk.app import open_store
from wiredesk.basics.clock import SystemClock
from wiredesk.cli.showing import hub_option, show_reasons
from wiredesk.newsroom.rights import judge_uses, report_usage, usage_csv
from wiredesk.settings import load_providers, load_settings, load_sources, rights_rules


@click.group()
def rights() -> None:
    """What was used of whom, what may be done with an article, what is taken down."""


@rights.command()
@hub_option
@click.argument("provider")
@click.option("--json", "as_json", is_flag=True, help="JSON Lines instead of text.")
@click.option("--csv", "as_csv", is_flag=True, help="CSV instead of text.")
def report(folder: Path, provider: str, *, as_json: bool, as_csv: bool) -> None:
    """What was shown of PROVIDER (a domain): which article, at which exit, how much of it, from when to when."""
    store = open_store(folder, read_only=True)
    try:
        lines = report_usage(store, provider)
    finally:
        store.close()
    if as_csv:
        click.echo(usage_csv(lines), nl=False)
        return
    for line in lines:
        if as_json:
            click.echo(msgspec.json.encode(line).decode())
            continue
        until = f"{line.until:%Y-%m-%d %H:%M}" if line.until else "now"
        picture = ", picture" if line.image else ""
        shown = f"{line.characters} characters{picture}" if line.characters else f"link{picture}"
        click.echo(
            f"{line.since:%Y-%m-%d %H:%M} to {until:16}  {line.exit.value:6}  {shown:24}  {line.title or line.article_id}"
        )
    if not lines and not as_json:
        click.echo(f"Nothing of {provider} was ever shown.")


@rights.command()
@hub_option
@click.argument("subject")
@click.option("--json", "as_json", is_flag=True, help="JSON Lines instead of text.")
def show(folder: Path, subject: str, *, as_json: bool) -> None:
    """What may be done with SUBJECT (an id, an address, a record's path), use by use, and who says so."""
    settings = load_settings(folder)
    rules = rights_rules(settings, providers=load_providers(folder), sources=load_sources(folder))
    store = open_store(folder, read_only=True)
    try:
        found = judge_uses(store, subject, rules=rules, now=SystemClock().now())
    finally:
        store.close()
    if as_json:
        for allowance in found.allowances:
            click.echo(msgspec.json.encode(allowance).decode())
        return
    click.echo(click.style(found.article.title or found.article.url, bold=True))
    for allowance in found.allowances:
        told = "yes" if allowance.allowed else "no"
        click.echo(f"  {allowance.use.value:10} {told}")
        show_reasons(allowance.reasons)
    for statement in found.article.rights.statements:
        click.echo(
            f"  said on {statement.seen_at:%Y-%m-%d} in {statement.origin}: “{statement.evidence}”"
        )


@rights.command()
@hub_option
@click.option("--json", "as_json", is_flag=True, help="JSON Lines instead of text.")
def takedowns(folder: Path, *, as_json: bool) -> None:
    """What is taken down, newest first, with its audit."""
    store = open_store(folder, read_only=True)
    try:
        for one in store.list_takedowns():
            if as_json:
                click.echo(msgspec.json.encode(one).decode())
                continue
            state = "purged" if one.purged_at else f"purged on {one.purge_at:%Y-%m-%d}"
            click.echo(f"{one.article_id}  {one.reason.value:10}  {state}  {one.url}")
            for act in store.list_takedown_log(one.article_id):
                click.echo(f"    {act.at:%Y-%m-%d %H:%M}  {act.action}  {act.by}  {act.note}")
    finally:
        store.close()
