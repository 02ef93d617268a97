"""The `wiredesk` command: finds the verb, runs it, turns errors into one sentence and a code.

Exit code 0: done.  1: findings or partial failure.  2: wrong use.
"""

import importlib
import logging
import os
import sys
from typing import NoReturn

import click

from wiredesk import VERSION
from wiredesk.basics.errors import UsageError, WiredeskError

# Verb → where it lives.  Imported only when used: `wiredesk --help` answers in 0.2 s.
VERBS = {
    "init": "wiredesk.cli.init:init",
    "demo": "wiredesk.cli.demo:demo",
    "up": "wiredesk.cli.run:up",
    "run": "wiredesk.cli.run:run",
    "serve": "wiredesk.cli.run:serve",
    "sources": "wiredesk.cli.sources:sources",
    "topics": "wiredesk.cli.topics:topics",
    "why": "wiredesk.cli.why:why",
    "trace": "wiredesk.cli.why:trace",
    "front": "wiredesk.cli.why:front",
    "account": "wiredesk.cli.why:account",
    "release": "wiredesk.cli.choosing:release",
    "reject": "wiredesk.cli.choosing:reject",
    "hold": "wiredesk.cli.choosing:hold",
    "undecide": "wiredesk.cli.choosing:undecide",
    "story": "wiredesk.cli.story:story",
    "edit": "wiredesk.cli.choosing:edit",
    "pin": "wiredesk.cli.choosing:pin",
    "undo": "wiredesk.cli.audit:undo",
    "audit": "wiredesk.cli.audit:audit",
    "calibrate": "wiredesk.cli.calibrate:calibrate",
    "bench": "wiredesk.cli.bench:bench",
    "users": "wiredesk.cli.users:users",
    "apikeys": "wiredesk.cli.apikeys:apikeys",
    "webhooks": "wiredesk.cli.webhooks:webhooks",
    "newsletter": "wiredesk.cli.newsletter:newsletter",
    "doctor": "wiredesk.cli.doctor:doctor",
    "rerun": "wiredesk.cli.run:rerun",
    "read": "wiredesk.cli.read:read",
    "feed": "wiredesk.cli.feed:feed",
    "group": "wiredesk.cli.group:group",
    "copies": "wiredesk.cli.copies:copies",
    "label": "wiredesk.cli.label:label",
    "grade": "wiredesk.cli.grade:grade",
    "record": "wiredesk.cli.record:record",
    "takedown": "wiredesk.cli.takedown:takedown",
    "rights": "wiredesk.cli.rights:rights",
    "move-store": "wiredesk.cli.moving:move_store",
    "import": "wiredesk.cli.importing:import_records",
    "plan": "wiredesk.cli.plan:plan",
    "keys": "wiredesk.cli.keys:keys",
    "seal": "wiredesk.cli.seal:seal",
    "unseal": "wiredesk.cli.seal:unseal",
}


class Verbs(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs in the order of a newcomer's day."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command behind a verb, or None when there is none."""
        place = VERBS.get(cmd_name)
        if place is None:
            return None
        module, _, name = place.partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="wiredesk")
@click.option("-v", "--verbose", is_flag=True, help="Log what happens to standard error.")
def wiredesk(*, verbose: bool) -> None:
    """Turn a list of feeds into a curated topical news hub that you own."""
    logging.basicConfig(
        level=logging.INFO if verbose else logging.WARNING,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        stream=sys.stderr,
    )


def main() -> NoReturn:
    """Entry point of the console script."""
    try:
        code = wiredesk.main(standalone_mode=False)
    except click.exceptions.Abort:
        _stop("Interrupted.", 130)
    except click.ClickException as error:
        error.show()
        sys.exit(2 if isinstance(error, click.UsageError) else 1)
    except UsageError as error:
        _stop(str(error), 2)
    except WiredeskError as error:
        _stop(str(error), 1)
    except BrokenPipeError:  # the reader of our output went away, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    sys.exit(code if isinstance(code, int) else 0)


def _stop(sentence: str, code: int) -> NoReturn:
    click.echo(f"wiredesk: {sentence}", err=True)
    sys.exit(code)
