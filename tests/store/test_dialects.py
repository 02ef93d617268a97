"""Both databases speak all queries and hold the same tables; each query finds its rows by an index."""

import re
from collections.abc import Iterator
from typing import Any

import apsw
import psycopg
import pytest
from fullpostgres import fill
from pgserver import own_database
from store.test_sqlite import WHOLE as WHOLE_IN_SQLITE

from wiredesk.world.store import open_store
from wiredesk.world.store.queries import load_migrations, load_queries, read_queries

HOW = "CONTRIBUTING.md, 'A query', says how both are served."
# What reads a table whole on purpose, beside what test_sqlite.py names.
WHOLE = {
    "list_survey_due": "followed sources, each with its provider",
    "list_newcomers": "coverage of a week",
}
# These walk an index in the order asked for and stop at their limit, or read all that a small index holds.
ORDERED = {
    "next_due_at": "story_due",
    "list_stories": "story_heat",
    "list_published": "article_published",
    "list_fed_sources": "source_pkey",
    "list_usage_now": "usage_open",
    "count_sealed": "sealed_kid",
    "load_issue": "issue_pkey",
    "last_event": "event_pkey",
    "list_unsealings": "unsealing_pkey",
    "load_edition": "topic_edition_pkey",
    "load_edition_number": "topic_edition_pkey",
    "load_last_out": "went_out_pkey",
}
HOT = {
    "list_changed": "changed_seq",
    "newest_change": "changed_seq",
    "list_coverage_of": "coverage_article",
    "list_due_sources": "source_due",
    "list_entries_by_key": "entry_key",
    "list_entries_by_url": "entry_url",
    "list_entries_by_digest": "entry_digest",
    "list_recent_entries": "entry_recent",
    "list_fetch_work": "article_waiting",
    "list_read_work": "article_waiting",
    "list_articles_at": "article_waiting",
    "list_articles_by_time": "article_waiting",
    "list_publish_at": "article_waiting",
    "count_lines": "line_seen_pkey",
    "list_logos": "article_image",
    "list_chosen_leads": "ruling_target",
    "load_memberships": "article_story",
    "list_rank_work": "story_due",
    "list_members": "article_story",
    "list_weights": "coverage_article",
    "find_by_url": "article_url",
    "list_records": "record_live",
    "list_again": "article_family",
    "find_takedown": "takedown_mark_mark",
    "list_usage_of": "usage_provider",
    "list_source_articles": "entry_recent",
    "list_picture_work": "picture_due",
    "list_out_articles_of": "listing_provider",
    "list_out_stories": "listing_article",
    "list_out_stories_of": "listing_article",
    "list_due_deliveries": "delivery_waiting",
    "list_last_topics": "event_article",
}


@pytest.fixture(scope="module")
def postgres() -> Iterator["psycopg.Connection[Any]"]:
    """A database full of rows."""
    with own_database("dialects") as url:
        open_store(url).close()
        with psycopg.connect(url, autocommit=True) as connection:
            fill(connection)
            connection.execute("SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off")
            yield connection


def test_what_postgresql_is_asked_otherwise_stands_under_a_name_that_sqlite_has() -> None:
    unknown = read_queries("postgres").keys() - read_queries("sqlite").keys()
    assert not unknown, f"{sorted(unknown)}: in postgres/ alone. {HOW}"


@pytest.mark.parametrize("name", sorted(read_queries("postgres")))
def test_what_postgresql_is_asked_otherwise_takes_the_same_values(name: str) -> None:
    ours, theirs = read_queries("sqlite")[name], read_queries("postgres")[name]
    values = [
        set(re.findall(r"(?<![:\w]):([a-z]\w*)", text)) or text.count("?")
        for text in (ours, theirs)
    ]
    assert values[0] == values[1], f"{name}: other values in postgres/. {HOW}"


@pytest.mark.parametrize("name", sorted(load_queries("sqlite")))
def test_postgresql_understands_the_query_and_finds_its_rows_by_an_index(
    name: str, postgres: "psycopg.Connection[Any]"
) -> None:
    try:
        plan = plan_of(postgres, name)
    except psycopg.Error as error:
        pytest.fail(f"{name}: {error}\nPut it into postgres/ under the same name. {HOW}")
    if name in WHOLE or name in WHOLE_IN_SQLITE:
        return
    used = list(nodes(plan))
    scanned = [one["Relation Name"] for one in used if one["Node Type"] == "Seq Scan"]
    scanned += [
        one["Index Name"]
        for one in used
        if "Index Name" in one
        and one["Index Name"] != ORDERED.get(name)
        and not begins_with_its_first_column(postgres, one)
    ]
    assert not scanned, f"{name} reads all of {scanned}. {HOW}"
    if name in HOT:
        assert HOT[name] in [one.get("Index Name") for one in used]


def test_both_databases_hold_the_same_tables_and_columns(
    postgres: "psycopg.Connection[Any]",
) -> None:
    file = apsw.Connection(":memory:")
    for step in load_migrations("sqlite"):
        file.execute(step)
    ours = {
        f"{table}.{column}"
        for (table,) in file.execute(
            "SELECT name FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
        for (_, column, *_) in file.execute(f'PRAGMA table_info("{table}")')
    }
    theirs = {
        f"{row[0]}.{row[1]}"
        for row in postgres.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = 'public' AND table_name NOT IN ('coordinator', 'findable_words', 'incoming_words')"
        )  # of these two, SQLite keeps the words alone
    }
    only = f"only in sqlite: {sorted(ours - theirs)}; only in postgres: {sorted(theirs - ours)}"
    assert ours == theirs, f"{only}. {HOW}"


def plan_of(connection: "psycopg.Connection[Any]", name: str) -> dict[str, Any]:
    """The plan that the query has before its values are known."""
    connection.execute(f'PREPARE "{name}" AS {numbered(load_queries("postgres")[name])}'.encode())
    row = connection.execute(
        "SELECT cardinality(parameter_types) FROM pg_prepared_statements WHERE name = %s", (name,)
    ).fetchone()
    assert row is not None
    values = f"({', '.join(['NULL'] * row[0])})" if row[0] else ""
    told = connection.execute(f'EXPLAIN (FORMAT JSON) EXECUTE "{name}"{values}'.encode()).fetchone()
    assert told is not None
    plan: dict[str, Any] = told[0][0]["Plan"]
    return plan


def numbered(query: str) -> str:
    """The query with `$1`, `$2` for psycopg's places."""
    names: dict[str, int] = {}
    text = re.sub(
        r"%\((\w+)\)s", lambda found: f"${names.setdefault(found[1], len(names) + 1)}", query
    )
    if not names:
        count = iter(range(1, 99))
        text = re.sub("%s", lambda _: f"${next(count)}", text)
    return text.replace("%%", "%")


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The plan's parts."""
    yield plan
    for part in plan.get("Plans", ()):
        yield from nodes(part)


def begins_with_its_first_column(
    connection: "psycopg.Connection[Any]", node: dict[str, Any]
) -> bool:
    """Whether an index is entered at a place, not walked from end to end."""
    row = connection.execute(
        "SELECT pg_get_indexdef(%s::regclass, 1, false)", (f'"{node["Index Name"]}"',)
    ).fetchone()
    assert row is not None
    return (
        re.search(rf"\b{re.escape(row[0].strip(chr(34)))}\b", node.get("Index Cond", ""))
        is not None
    )
