"""Named SQL: each query lives in a `.sql` file under a name, with a line that says what it does.

In: the files of one dialect.  Out: text by name.
"""

import re
from functools import lru_cache
from importlib.resources import files

_NAME = re.compile(r"^-- name: (\w+)\n-- (.+)\n", re.MULTILINE)


@lru_cache(maxsize=1)
def load_queries() -> dict[str, str]:
    """All SQLite queries by name; a name that stands twice is a mistake of ours."""
    queries: dict[str, str] = {}
    for file in sorted((files("wiredesk.world.store") / "sqlite").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".sql") and file.name != "schema.sql":
            found = _NAME.split(file.read_text("utf-8"))
            for name, text in zip(found[1::3], found[3::3], strict=True):
                assert name not in queries, f"{name} stands twice"
                queries[name] = text.strip()
    return queries
