"""A PostgreSQL database with enough in it that its planner takes the queries seriously.

In: a database with an empty hub.  Out: some thousand rows in each table, with about as many different
values in each column as a hub of some weeks has, and a planner that believes in two million of each.
"""

from typing import Any

import psycopg
from psycopg import sql

ROWS = 3_000
BELIEVED = 2_000_000
FEW = {
    "provider": 100,
    "host": 100,
    "domain": ROWS,
    "source_id": 50,
    "owner": 90,
    "owner_key": 90,
}
GROUPS = {"story_id": 3, "family_id": 2, "subject": 9, "kid": 1_000}
"""How many rows share a value."""
ALL_BUT_FEW = {
    "stage": ("done", "hold", "fetch", "read", "match", "group", "label", "grade", "publish"),
    "bucket": ("published", "held", "pending", "failed", "rejected", "retired"),
}
STEPS = ("poll", "fetch", "read", "match", "group", "label", "grade", "rank", "hold")
RARE = {"same_as", "redirect_to", "until", "undone_by", "image_url", "lift_at"}
FLAGS = {
    "live",
    "followed",
    "image",
    "resurfaced",
    "first_poll",
    "on_probation",
    "has_author",
    "registered",
}


def fill(connection: "psycopg.Connection[Any]") -> None:
    """Rows in every table, and what the planner wants to know of them."""
    tables = connection.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'coordinator'"
    ).fetchall()
    connection.execute("SET session_replication_role = replica; SET synchronous_commit = off")
    for (table,) in tables:
        columns = connection.execute(
            "SELECT attname, format_type(atttypid, NULL), attidentity <> '' FROM pg_attribute"
            " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''",
            (f'public."{table}"',),
        ).fetchall()
        connection.execute(
            sql.SQL(
                "INSERT INTO {} ({}) SELECT {} FROM generate_series(100, {}) i ON CONFLICT DO NOTHING"
            ).format(
                sql.Identifier(table),
                sql.SQL(", ").join(sql.Identifier(name) for name, _, _ in columns),
                sql.SQL(", ").join(sql.SQL(_value(name, kind)) for name, kind, _ in columns),
                sql.Literal(ROWS + 100),
            )
        )
    connection.execute("ANALYZE")
    connection.execute(
        "UPDATE pg_class SET reltuples = %s"
        " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i')",
        (BELIEVED,),
    )


def _value(name: str, kind: str) -> str:
    if name in RARE:
        value = f"md5('{name}' || i)" if kind in {"words", "text"} else "i"
        return f"CASE WHEN i % 50 = 0 THEN {value} END"
    if name in ALL_BUT_FEW:
        listed = ", ".join(f"'{one}'" for one in ALL_BUT_FEW[name])
        return f"(ARRAY[{listed}])[CASE WHEN i % 20 <> 0 THEN 1 ELSE 2 + (i / 20) % {len(ALL_BUT_FEW[name]) - 1} END]"
    if name == "step":
        listed = ", ".join(f"'{one}'" for one in STEPS)
        return f"(ARRAY[{listed}])[1 + i % {len(STEPS)}]"
    if name in FLAGS or name.startswith("is_"):
        return "(i % 5 = 0)::int"
    if kind == "tsvector":
        return "concat_ws(' ', 'w' || i % 400, 'v' || i)::tsvector"
    if kind == "bytea":
        return "'x'::bytea"
    if kind in {"words", "text"}:
        shared = (
            f"i % {FEW[name]}" if name in FEW else f"i / {GROUPS[name]}" if name in GROUPS else "i"
        )
        return f"md5(({shared})::text)"
    return "i"
