"""What is asked of a PostgreSQL database as a whole: is it sound, what is in it, put this into it.

In: a connection.  Out: sentences, rows.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from psycopg import sql

from wiredesk.world.store.connection import WORDS, Row
from wiredesk.world.store.postgres_session import SET_LOCK_TIMEOUT, Connection

ROWS_READ: Final = 2_000  # fetched at once by whoever reads a whole table
_LOSING: Final = (
    "SELECT name FROM pg_settings WHERE name IN ('fsync', 'full_page_writes') AND setting = 'off'"
)
_BROKEN: Final = "SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid"
_CHECKSUMS: Final = "SELECT checksum_failures FROM pg_stat_database WHERE datname = current_database() AND checksum_failures > 0"
_TABLES: Final = """
    SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace
      AND relname <> 'coordinator' ORDER BY relname COLLATE "C"
"""
_INDEXES_OF_WORDS: Final = """
    SELECT c.relname FROM pg_class c JOIN pg_am m ON m.oid = c.relam
    WHERE m.amname = 'gin' AND c.relkind = 'i' AND c.relnamespace = current_schema()::regnamespace
"""
# Weights and places in a column, back into the words of the column; facets have no place.
_READ_WORDS: Final = """
    SELECT t.place, {columns} FROM {table} t CROSS JOIN LATERAL (
      SELECT w.lexeme, p.place, p.weight FROM unnest(t.said) AS w (lexeme, places, weights)
      LEFT JOIN LATERAL unnest(w.places, w.weights) AS p (place, weight) ON true) AS w
    GROUP BY t.place
"""
_WEIGHTS: Final = {"title": "A", "excerpt": "B", "provider": "C", "topics": "D"}


def find_faults(connection: Connection) -> list[str]:
    """Settings that lose data, broken indexes, wrong checksums; every row is read."""
    told = [
        f"{name} is off: a crash of the server may lose or break what was saved"
        for (name,) in connection.execute(_LOSING)
    ]
    told += [
        f"the index {name} is broken; REINDEX INDEX {name}"
        for (name,) in connection.execute(_BROKEN)
    ]
    told += [
        f"{count} pages had another checksum than they should"
        for (count,) in connection.execute(_CHECKSUMS)
    ]
    for table in _tables(connection):
        read = sql.SQL("SELECT sum(hashtext(t::text)) FROM {} t").format(sql.Identifier(table))
        connection.execute(read)
    return told


def write_back(connection: Connection) -> None:
    """Free the space of what was overwritten or deleted, and forget words whose last row is gone."""
    names = sql.SQL(", ").join(map(sql.Identifier, _tables(connection)))
    connection.execute(sql.SQL("VACUUM {}").format(names), prepare=False)
    # An index of words keeps a word for good; making it anew forgets it.
    connection.execute("SET lock_timeout = 0")  # it waits for those who still read
    for (index,) in connection.execute(_INDEXES_OF_WORDS).fetchall():
        anew = sql.SQL("REINDEX INDEX CONCURRENTLY {}").format(sql.Identifier(index))
        connection.execute(anew, prepare=False)
    connection.execute(SET_LOCK_TIMEOUT)


def dump(connection: Connection) -> str:
    """Every row of every table as text, in a fixed order."""
    told = []
    for table in _tables(connection):
        asked = sql.SQL("SELECT * FROM {}").format(sql.Identifier(table))
        told += [f"== {table}", *sorted(map(repr, connection.execute(asked)))]
    return "\n".join(told)


def read_table(connection: Connection, table: str, columns: Sequence[str]) -> Iterator[Row]:
    """All rows of a table, or of an index of words, fetched a part at a time."""
    asked = sql.SQL("SELECT {} FROM {}").format(_listed(columns), sql.Identifier(table))
    if table in WORDS:
        told = map(_words, columns[1:])
        asked = sql.SQL(_READ_WORDS).format(
            columns=sql.SQL(", ").join(told), table=sql.Identifier(table)
        )
    with connection.cursor(name="whole_table") as cursor:
        cursor.itersize = ROWS_READ
        yield from cursor.execute(asked)


def empty_table(connection: Connection, table: str) -> None:
    """Nothing is in it any more."""
    connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))


def fill_table(
    connection: Connection, table: str, columns: Sequence[str], rows: Iterable[Row]
) -> None:
    """Copy rows into a table; its numbers go on behind the last."""
    name = sql.Identifier(table)
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(name, _listed(columns))
    with connection.cursor() as cursor, cursor.copy(into) as copy:
        for row in rows:
            copy.write_row([_kept(value) for value in row])
    if "seq" in columns:
        following = "SELECT setval(pg_get_serial_sequence({}, 'seq'), max(seq)) FROM {}"
        quoted = sql.Literal(f'"{table}"')
        connection.execute(sql.SQL(following).format(quoted, name))
    connection.execute(sql.SQL("ANALYZE {}").format(name))


def _tables(connection: Connection) -> list[str]:
    """The hub's tables, without the one that says who writes."""
    return [str(row[0]) for row in connection.execute(_TABLES)]


def _listed(columns: Sequence[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, columns))


def _words(column: str) -> sql.Composable:
    if column == "facets":
        return sql.SQL(
            "coalesce(string_agg(substr(lexeme, 2), ' ' ORDER BY lexeme COLLATE \"C\")"
            " FILTER (WHERE w.place IS NULL), '')"
        )
    return sql.SQL(
        "coalesce(string_agg(lexeme, ' ' ORDER BY w.place) FILTER (WHERE weight = {}), '')"
    ).format(sql.Literal(_WEIGHTS[column]))


def _kept(value: Any) -> Any:
    return value.replace("\x00", "\ufffd") if isinstance(value, str) else value
