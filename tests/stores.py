"""Where the tests of the route keep what they save: SQLite, or PostgreSQL when `WIREDESK_TEST_STORE=postgres`."""

import atexit
import os
import re
import shutil
from contextlib import ExitStack
from itertools import count
from pathlib import Path

from pgserver import own_database

from wiredesk.world.store import Place

ON_POSTGRES = os.environ.get("WIREDESK_TEST_STORE") == "postgres"
_numbers = count(1)
_at_end = ExitStack()
atexit.register(_at_end.close)


def new_place() -> Place:
    """Memory, or a database that is gone when the process ends."""
    return new_database() if ON_POSTGRES else None


def new_database() -> str:
    """The address of a database that is gone when the process ends."""
    return _at_end.enter_context(own_database(f"hub{next(_numbers)}"))


def copied_hub(folder: Path, to: Path) -> Path:
    """A copy of a hub at rest, with its memory."""
    shutil.copytree(folder, to)
    settings = (to / "wiredesk.toml").read_text("utf-8")
    found = re.search(r'^url = "(postgresql://.*)"$', settings, re.MULTILINE)
    if found is not None:
        copy = _at_end.enter_context(own_database(f"hub{next(_numbers)}", template=found[1]))
        (to / "wiredesk.toml").write_text(settings.replace(found[1], copy), "utf-8")
    return to


def choose_store(folder: Path) -> None:
    """Let the hub that was made in `folder` keep its memory where these tests do."""
    if ON_POSTGRES:
        with (folder / "wiredesk.toml").open("a", encoding="utf-8") as settings:
            settings.write(f'[store]\nurl = "{new_database()}"\n')
