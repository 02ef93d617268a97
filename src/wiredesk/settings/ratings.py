"""Expert ratings of providers: a CSV file that somebody else made, and the hub's own `ratings.csv`.

In: text with the columns `domain` and `rating`.  Out: ratings from 0 to 1 by domain.  No list comes with Wiredesk: the
licences of those that exist do not allow it.
"""

import csv
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from wiredesk.basics.errors import Place, SettingsError
from wiredesk.basics.urls import registrable_domain
from wiredesk.records.provider import Provider
from wiredesk.settings.toml import read_file

RATINGS_FILE: Final = "ratings.csv"
COLUMNS: Final = ("domain", "rating")
_REMEDY: Final = (
    "Its first line names the columns, among them `domain` and `rating`; other columns are ignored."
)


def load_ratings(folder: Path) -> dict[str, float]:
    """The ratings of the hub in `folder`; none when it keeps no such file."""
    path = folder / RATINGS_FILE
    return parse_ratings(read_file(path, remedy=""), name=str(path)) if path.exists() else {}


def parse_ratings(text: str, *, name: str, best: float = 1.0) -> dict[str, float]:
    """Ratings by registrable domain, divided by `best`; SettingsError names the line of what is wrong."""
    lines = text.removeprefix("\ufeff").splitlines()
    head = lines[0] if lines else ""
    # The separator that the first line uses: a comma, a semicolon or a tab.
    rows = csv.reader(lines, delimiter=max(",;\t", key=head.count))
    ratings: dict[str, float] = {}
    try:
        at = _columns(next(rows, []), name=name)
        for row in rows:
            if not any(cell.strip() for cell in row):
                continue
            place = Place(name=name, line=rows.line_num)
            domain, rating = _rated(row, at, place=place, best=best)
            if ratings.setdefault(domain, rating) != rating:
                raise SettingsError(
                    f"rates {domain} a second time, and differently.",
                    subject=place,
                    remedy="Remove one of the lines.",
                )
    except csv.Error as cause:
        place = Place(name=name, line=rows.line_num)
        raise SettingsError(f"is no CSV: {cause}.", subject=place, remedy=_REMEDY) from cause
    return ratings


def render_ratings(ratings: Mapping[str, float]) -> str:
    """The hub's own file."""
    rows = [f"{domain},{rating:.4g}" for domain, rating in sorted(ratings.items())]
    return "\n".join([",".join(COLUMNS), *rows]) + "\n"


def with_ratings(
    providers: tuple[Provider, ...], ratings: Mapping[str, float]
) -> tuple[Provider, ...]:
    """The registry with ratings; one that stands in `providers.toml` itself comes first."""
    rated = tuple(
        replace(one, rating=ratings.get(one.domain)) if one.rating is None else one
        for one in providers
    )
    known = {one.domain for one in providers}
    return rated + tuple(
        Provider(domain=domain, name=domain, rating=rating)
        for domain, rating in ratings.items()
        if domain not in known
    )


def _columns(head: list[str], *, name: str) -> tuple[int, ...]:
    """Where the columns stand that are needed."""
    columns = [column.strip().lower() for column in head]
    missing = [column for column in COLUMNS if column not in columns]
    if missing:
        shown = ", ".join(columns)[:200] or "nothing"
        raise SettingsError(
            f"has no column `{'` and no column `'.join(missing)}`; its first line names {shown}.",
            subject=Place(name=name, line=1),
            remedy=_REMEDY,
        )
    return tuple(columns.index(column) for column in COLUMNS)


def _rated(row: list[str], at: tuple[int, ...], *, place: Place, best: float) -> tuple[str, float]:
    cells = [row[index].strip() if index < len(row) else "" for index in at]
    domain = registrable_domain(cells[0].lower())
    if "." not in domain or any(sign.isspace() for sign in domain):
        raise SettingsError(
            f"`{cells[0][:100]}` is no domain.", subject=place, remedy="Write it as example.org."
        )
    try:
        rating = float(cells[1].replace(",", ".")) / best
    except ValueError:
        rating = -1.0
    if not 0 <= rating <= 1:
        raise SettingsError(
            f"`{cells[1][:100]}` is no rating from 0 to {best:g}.",
            subject=place,
            remedy="`--best N` says what the best rating of the file is.",
        )
    return domain, rating
