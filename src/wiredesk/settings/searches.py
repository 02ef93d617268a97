"""The saved searches of a hub: `searches.toml`.

In: a file that a person keeps.  Out: SavedSearch records; SettingsError names file, line and remedy.
"""

from pathlib import Path
from typing import Annotated, Final

import msgspec

from wiredesk.basics.errors import SettingsError
from wiredesk.basics.text import one_line
from wiredesk.craft.searching import parse_query
from wiredesk.records.searching import SavedSearch
from wiredesk.settings.toml import parse_toml, place_of, read_file

SEARCHES_FILE: Final = "searches.toml"
SEARCHES_MAX: Final = 500  # each is looked up whenever the hub publishes

_Name = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]


class _SearchLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: _Name
    query: str


class _SearchFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    search: list[_SearchLine] = []


def load_searches(folder: Path) -> tuple[SavedSearch, ...]:
    """The saved searches of the hub in `folder`; none when it keeps no such file."""
    path = folder / SEARCHES_FILE
    text = read_file(path, remedy="") if path.exists() else ""
    return parse_searches(text, name=str(path))


def parse_searches(text: str, *, name: str) -> tuple[SavedSearch, ...]:
    """`searches.toml` from its text; each page once, and no query that says nothing."""
    searches: dict[str, SavedSearch] = {}
    for line in parse_toml(text, name=name, shape=_SearchFile).search:
        query = parse_query(line.query)
        if query.is_empty or query.ignored:
            wrong = ", ".join(f"`{one[:100]}`" for one in query.ignored) or "it"
            raise SettingsError(
                f"the query of `{line.name}` cannot be used: {wrong} says nothing.",
                subject=place_of(line.query or line.name, text, name),
                remedy="See docs/how-to/find-things.md for what a query may say.",
            )
        search = SavedSearch(name=one_line(line.name), query=line.query)
        if search.slug in searches:
            raise SettingsError(
                f"`{line.name}` would have the page of `{searches[search.slug].name}`.",
                subject=place_of(line.name, text, name, nth=2),
                remedy="Give one of the two another name.",
            )
        searches[search.slug] = search
    if len(searches) > SEARCHES_MAX:
        raise SettingsError(
            f"has over {SEARCHES_MAX} searches.", subject=name, remedy="Remove some."
        )
    return tuple(searches.values())
