"""The registry of providers and expert ratings: what is wrong is named with file, line and remedy."""

from pathlib import Path

import pytest

from wiredesk.basics.errors import SettingsError
from wiredesk.settings import load_providers, parse_providers, parse_ratings, render_ratings

GROUP = """
[[provider]]
domain = "a.example"
name = "A"
owner = "b.example"

[[provider]]
domain = "b.example"
name = "B"
owner = "Northern Press"

[[provider]]
domain = "c.example"
name = "C"
owner = "a.example"
"""


def provider(domain: str, owner: str = "", more: str = "") -> str:
    return f'[[provider]]\ndomain = "{domain}"\nname = "N"\nowner = "{owner}"\n{more}\n'


def test_an_owner_that_is_a_provider_here_belongs_to_its_own_group() -> None:
    found = parse_providers(GROUP, name="providers.toml")
    assert {one.owner_key for one in found} == {"Northern Press"}
    pair = provider("a.example", "b.example") + provider("b.example")
    assert {one.owner_key for one in parse_providers(pair, name="p")} == {"b.example"}
    own = parse_providers(provider("a.example", "a.example"), name="p")
    assert own[0].owner_key == "a.example"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (provider("a.example", "b.example") + provider("b.example", "a.example"), r"providers\.toml:2: owners go round in a circle: a\.example → b\.example → a\.example"),
        (provider("x.example", "a.example") + provider("a.example", "b.example") + provider("b.example", "a.example"), "a circle: a.example → b.example → a.example"),
        (provider("a.example") + provider("www.a.example"), r"providers\.toml:7: a\.example stands here twice\. Remove one"),
        (provider("a.example") + provider("a.example"), r"providers\.toml:7: a\.example stands here twice"),
        (provider("a.example", more="ownr = 1"), r"providers\.toml:5: unknown key `ownr`\. Did you mean `owner`"),
        (provider("a.example", more="rating = 7"), r"providers\.toml:5: .*<= 1"),
        (provider("nowhere"), r"providers\.toml:2: `nowhere` is no domain\. Write it as"),
        ('[[provider]]\ndomain = "a.example"\n', r"providers\.toml.*name"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_registry_is_named_with_its_line(text: str, told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        parse_providers(text, name="providers.toml")


def test_a_long_chain_of_owners_is_followed_and_a_long_circle_found() -> None:
    chain = [provider(f"p{n}.example", f"p{n + 1}.example") for n in range(300)]
    found = parse_providers("".join(chain), name="p")
    assert {one.owner for one in found} == {"p300.example"}
    circle = "".join(chain) + provider("p300.example", "p0.example")
    with pytest.raises(SettingsError, match="circle"):
        parse_providers(circle, name="p")


@pytest.mark.parametrize(
    "text",
    [
        "domain,rating\na.example,0.5\nwww.b.example,1\n",
        "\ufeffDomain;Rating;Note\na.example;0,5;x\nb.example;1;y\n",
        "note\trating\tdomain\nx\t.5\ta.example\n\ny\t1.0\thttps://news.b.example/about\n",
        'rating,domain\r\n"0.5","a.example"\r\n1,b.example\r\n1,b.example\r\n',
    ],
)
def test_ratings_are_read_from_the_usual_forms(text: str) -> None:
    assert parse_ratings(text, name="r.csv") == {"a.example": 0.5, "b.example": 1.0}


def test_ratings_out_of_a_hundred_are_scaled() -> None:
    assert parse_ratings("domain,rating\na.example,87.5\n", name="r", best=100) == {
        "a.example": 0.875
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", r"r\.csv:1: has no column `domain` and no column `rating`; its first line names nothing\. Its first line names the columns"),
        ("site,pc1\na.example,0.5\n", r"r\.csv:1: has no column `domain` and no column `rating`; its first line names site, pc1"),
        ("domain,score\na.example,0.5\n", r"r\.csv:1: has no column `rating`"),
        ("domain,rating\na.example,high\n", r"r\.csv:2: `high` is no rating from 0 to 1\. `--best N`"),
        ("domain,rating\na.example,0.5\nb.example,55\n", r"r\.csv:3: `55` is no rating"),
        ("domain,rating\na.example,-0.1\n", r"r\.csv:2: `-0.1` is no rating"),
        ("domain,rating\na.example,nan\n", r"r\.csv:2: `nan` is no rating"),
        ("domain,rating\na.example\n", r"r\.csv:2: `` is no rating"),
        ("domain,rating\nnowhere,0.5\n", r"r\.csv:2: `nowhere` is no domain"),
        ("domain,rating\na.example,0.5\n\nwww.a.example,0.6\n", r"r\.csv:4: rates a\.example a second time"),
        ("domain,rating\na.example,\0\n", r"r\.csv:2: "),
        ("domain,rating\n" + "x" * 200_000 + ",1\n", r"r\.csv:2: is no CSV"),
    ],
)  # fmt: skip
def test_a_wrong_rating_file_is_refused_with_its_line_and_a_remedy(text: str, told: str) -> None:
    with pytest.raises(SettingsError, match=told) as caught:
        parse_ratings(text, name="r.csv")
    assert caught.value.remedy


def test_an_imported_rating_stands_behind_the_registry_s_own(tmp_path: Path) -> None:
    ratings = {"a.example": 0.25, "b.example": 0.5, "z.example": 0.75}
    (tmp_path / "ratings.csv").write_text(render_ratings(ratings))
    (tmp_path / "providers.toml").write_text(
        provider("a.example", more="rating = 0.9") + provider("b.example")
    )
    found = {one.domain: (one.name, one.rating) for one in load_providers(tmp_path)}
    assert found == {
        "a.example": ("N", 0.9),
        "b.example": ("N", 0.5),
        "z.example": ("z.example", 0.75),
    }
    assert parse_ratings(render_ratings(ratings), name="r") == ratings
