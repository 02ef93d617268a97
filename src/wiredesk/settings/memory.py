"""Where a hub's memory lies: a file in its folder, or a database with an address.

In: settings, and what a person names.  Out: a path or an address.  What stands there may be a password, so no error
repeats it.
"""

import os
from pathlib import Path

from wiredesk.basics.errors import SettingsError
from wiredesk.settings.hub import Settings

DATABASE = "wiredesk.db"
POSTGRES = ("postgresql://", "postgres://")


def find_store(folder: Path, settings: Settings) -> Path | str:
    """Where the hub's memory lies: its file, or the address of a database; SettingsError when it is none."""
    url = os.environ.get("WIREDESK_STORE") or settings.store.url
    return place_of(folder, url or "sqlite")


def place_of(folder: Path, url: str) -> Path | str:
    """The place that a person names: `sqlite` is the hub's own file; SettingsError when it is none."""
    if url == "sqlite":
        return folder / DATABASE
    if not url.startswith(POSTGRES):
        raise SettingsError(
            "is no place for a store.",
            subject="the address",
            remedy="Write postgresql://USER@HOST/DATABASE, or sqlite for wiredesk.db.",
        )
    return url
