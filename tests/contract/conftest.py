"""The databases that every promise of the store is tried on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pgserver import EmptiedDatabase, own_database

from wiredesk.world.store import Place


@pytest.fixture(scope="session")
def postgres() -> Iterator[EmptiedDatabase]:
    with own_database("contract") as url:
        yield EmptiedDatabase(url)


@pytest.fixture(params=["memory", "file", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Where a new hub's store may be opened: nothing is in it, and nobody else uses it."""
    return _new_place(request, tmp_path)


@pytest.fixture(params=["file", "postgres"])
def lasting(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """The same, where it outlives the store that is closed."""
    return _new_place(request, tmp_path)


def _new_place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    if request.param == "postgres":
        database: EmptiedDatabase = request.getfixturevalue("postgres")
        return database.empty()
    return None if request.param == "memory" else tmp_path / "hub.db"
