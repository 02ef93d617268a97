"""`searches.toml`: what it may hold, and how what is wrong with it is said."""

from pathlib import Path

import pytest

from wiredesk.basics.errors import SettingsError
from wiredesk.records.searching import SavedSearch
from wiredesk.settings import load_searches
from wiredesk.settings.searches import SEARCHES_MAX, parse_searches

GOOD = """
[[search]]
name = "Heat pumps"
query = '"heat pump*" -advert topic:energy'

[[search]]
name = "Ports & harbours"
query = "harbour"
"""


def test_a_file_gives_its_searches_in_order(tmp_path: Path) -> None:
    (tmp_path / "searches.toml").write_text(GOOD, "utf-8")
    assert load_searches(tmp_path) == (
        SavedSearch(name="Heat pumps", query='"heat pump*" -advert topic:energy'),
        SavedSearch(name="Ports & harbours", query="harbour"),
    )
    assert load_searches(tmp_path)[1].slug == "ports-harbours"


def test_a_hub_needs_none(tmp_path: Path) -> None:
    assert load_searches(tmp_path) == ()


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        (GOOD.replace('"harbour"', '""'), 7, "says nothing"),
        (GOOD.replace('"harbour"', '"harbour since:soon"'), 8, "`since:soon` says nothing"),
        (
            GOOD.replace("Ports & harbours", "heat - PUMPS"),
            7,
            "would have the page of `Heat pumps`",
        ),
        (GOOD.replace("query", "querry"), 4, "unknown key `querry`"),
        (GOOD.replace('name = "Heat pumps"', 'name = ""'), None, "length"),
        (GOOD + "[[search]\n", 9, "is not TOML"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, line: int | None, told: str) -> None:
    with pytest.raises(SettingsError) as caught:
        parse_searches(text, name="searches.toml")
    assert told in caught.value.message
    where = "searches.toml" if line is None else f"searches.toml:{line}"
    assert str(caught.value.subject).startswith(where)


def test_there_is_an_end_to_them() -> None:
    many = "\n".join(
        f'[[search]]\nname = "Number {number}"\nquery = "word{number}"'
        for number in range(SEARCHES_MAX + 1)
    )
    with pytest.raises(SettingsError, match="Remove some"):
        parse_searches(many, name="searches.toml")
