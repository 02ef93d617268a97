"""Named SQL: each query lives in a `.sql` file under a name, with a line that says what it does.

In: a dialect.  Out: its queries by name, and its migrations in order.

Both databases speak the queries of `sqlite/`.  Three things that only SQLite takes are said otherwise
to PostgreSQL: hints to the planner are left out, `json_each` has another name, and so have places for
values.  A query that PostgreSQL must be asked in other words stands under the same name in
`postgres/` (docs/decisions/0029-postgresql.md; CONTRIBUTING.md says how to add one).
"""

import re
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final, Literal

Dialect = Literal["sqlite", "postgres"]

_NAME: Final = re.compile(r"^-- name: (\w+)\n-- (.+)\n", re.MULTILINE)
_HINT: Final = re.compile(r" INDEXED BY \w+|\bCROSS (?=JOIN\b(?! LATERAL))")
_NAMED_VALUE: Final = re.compile(r"(?<![:\w]):([a-z]\w*)")


@lru_cache(maxsize=2)
def load_queries(dialect: Dialect) -> dict[str, str]:
    """All queries of a dialect by name; a name that stands twice is a mistake of ours."""
    shared = read_queries("sqlite")
    if dialect == "sqlite":
        return shared
    own = read_queries("postgres")
    return {name: _for_postgres(own.get(name, text)) for name, text in shared.items()}


def read_queries(dialect: Dialect) -> dict[str, str]:
    """The queries that stand in one folder, as they stand there."""
    queries: dict[str, str] = {}
    for file in _files(_folder(dialect)):
        found = _NAME.split(file.read_text("utf-8"))
        for name, text in zip(found[1::3], found[3::3], strict=True):
            assert name not in queries, f"{name} stands twice"
            queries[name] = text.strip()
    return queries


def load_migrations(dialect: Dialect) -> list[str]:
    """The numbered migrations, oldest first."""
    return [step.read_text("utf-8") for step in _files(_folder(dialect) / "migrations")]


def read_schema(dialect: Dialect) -> str:
    """The whole schema, as all migrations leave it."""
    return (_folder(dialect) / "schema.sql").read_text("utf-8")


def _folder(dialect: Dialect) -> Traversable:
    return files("wiredesk.world.store") / dialect


def _files(folder: Traversable) -> list[Traversable]:
    found = [file for file in folder.iterdir() if file.name.endswith(".sql")]
    return sorted((one for one in found if one.name != "schema.sql"), key=lambda one: one.name)


def _for_postgres(text: str) -> str:
    """A query of SQLite's as PostgreSQL and psycopg take it."""
    plain = _HINT.sub("", text).replace("json_each(", "json_array_elements_text(")
    return _NAMED_VALUE.sub(r"%(\1)s", plain.replace("%", "%%").replace("?", "%s"))
