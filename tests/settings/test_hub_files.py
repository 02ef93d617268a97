"""The files of a hub: what a person wrote, with errors that point at the line."""

from pathlib import Path

import pytest

from wiredesk.basics.errors import SettingsError
from wiredesk.basics.ids import source_id
from wiredesk.records.source import Source
from wiredesk.settings import (
    append_sources,
    load_settings,
    parse_providers,
    parse_settings,
    parse_sources,
)


def test_an_empty_file_gives_the_defaults() -> None:
    assert parse_settings("", name="wiredesk.toml").publish.excerpt_characters_max == 160


def test_an_unknown_key_is_named_with_its_line_and_the_likely_one() -> None:
    with pytest.raises(SettingsError) as caught:
        parse_settings('[hub]\ntitle = "x"\ncontcat = "me"\n', name="wiredesk.toml")
    assert str(caught.value) == "wiredesk.toml:3: unknown key `contcat`. Did you mean `contact`?"


def test_a_wrong_type_is_named_with_its_line() -> None:
    with pytest.raises(SettingsError, match=r"wiredesk\.toml:2: Expected `int`"):
        parse_settings('[publish]\nquality_min = "high"\n', name="wiredesk.toml")


def test_a_value_out_of_bounds_is_refused() -> None:
    with pytest.raises(SettingsError, match="<= 100"):
        parse_settings("[publish]\nquality_min = 101\n", name="wiredesk.toml")


def test_broken_toml_is_named_with_its_line() -> None:
    with pytest.raises(SettingsError, match=r"wiredesk\.toml:2: is not TOML"):
        parse_settings("[hub]\ntitle = oops\n", name="wiredesk.toml")


def test_a_folder_that_is_no_hub_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="wiredesk init"):
        load_settings(tmp_path)


def test_a_source_gets_its_provider_from_its_address() -> None:
    (source,) = parse_sources('[[source]]\nurl = "https://feeds.a.co.uk/x"\n', name="s.toml")
    assert source.provider == "a.co.uk"
    assert source.id == source_id("https://feeds.a.co.uk/x")


def test_a_source_with_another_scheme_is_refused_with_its_line() -> None:
    text = '[[source]]\nurl = "https://a.example/"\n[[source]]\nurl = "file:///etc/passwd"\n'
    with pytest.raises(SettingsError, match=r"s\.toml:4: `file:///etc/passwd` is no http"):
        parse_sources(text, name="s.toml")


def test_an_address_that_stands_twice_is_refused_at_the_second_line() -> None:
    text = '[[source]]\nurl = "https://a.example/"\n' * 2
    with pytest.raises(SettingsError, match=r"s\.toml:4: .* stands here twice"):
        parse_sources(text, name="s.toml")


def test_added_sources_come_back_and_leave_comments_alone() -> None:
    old = '# mine\n[[source]]\nurl = "https://a.example/"\n'
    url = "https://b.example/feed"
    source = Source(
        id=source_id(url), url=url, provider="c.example", title='Quote " \\ tab\t', type="video"
    )
    text = append_sources(old, [source])
    assert text.startswith("# mine\n")
    assert parse_sources(text, name="s.toml")[1] == source


def test_a_provider_without_a_name_is_refused() -> None:
    with pytest.raises(SettingsError, match="missing required field `name`"):
        parse_providers('[[provider]]\ndomain = "a.example"\n', name="p.toml")
