"""Where a record lies: a name made of its day and its headline, safe on every file system.

In: a headline, a time, the article's short id.  Out: `YYYY-MM-DD-slug.md`.  A path is a view and
never an identity (RECORD.md 4): a record that lies somewhere already stays there, so ask once only.
"""

import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from wiredesk.basics.dates import parse_moment
from wiredesk.basics.text import slug
from wiredesk.records.record import Record

SLUG_CHARACTERS_MAX: Final = 96  # SAFETY.md T53
SHORT_ID_CHARACTERS: Final = 8  # 40 bits: names of one day and slug never meet
NO_DAY: Final = "undated"


def record_path(record: Record, *, short_id: str, is_taken: Callable[[str], bool]) -> str:
    """The file name for a record; the short id is added when the slug is taken or says nothing."""
    return path_of(record.title, record.published_at, short_id=short_id, is_taken=is_taken)


def path_of(
    title: str, at: datetime | str | None, *, short_id: str, is_taken: Callable[[str], bool]
) -> str:
    """`record_path` for who holds a headline and a time instead of a record."""
    day, name = _day(at), _name(title)
    mark = slug(short_id)[-SHORT_ID_CHARACTERS:].strip("-")
    path = f"{day}-{name}.md" if name else f"{day}-{mark}.md"
    if not is_taken(path):
        return path
    path = f"{day}-{name}-{mark}.md" if name else f"{day}-{slug(short_id)}.md"
    return path if not is_taken(path) else f"{day}-{name or 'x'}-{slug(short_id)}.md"


def _name(title: str) -> str:
    # NFKC first, so that a fullwidth `．．／` is judged as the dots and the slash it stands for.
    name = slug(unicodedata.normalize("NFKC", title), SLUG_CHARACTERS_MAX)
    return "" if name == slug("") else name


def _day(at: datetime | str | None) -> str:
    if isinstance(at, str):
        moment = parse_moment(at)
        at = moment.at if moment else None
    return at.astimezone(UTC).strftime("%Y-%m-%d") if at else NO_DAY
