"""Bait and switch (F105): another article at an approved address is found, an ordinary update is not."""

from dataclasses import replace

import pytest
from make import make_article

from wiredesk.craft.editorial import find_switch
from wiredesk.records.article import Article, Image

TEXT = (
    "Parliament in Halden voted on Monday for a ban on face scans in stations, 312 to 280. The law names no fine. "
    "Lena Brandt, the minister for transport, said that every camera must be off by June. Karl Sand, who leads the "
    "opposition, called the vote late and said that his party would ask the court to look at the clause on airports."
)
SHOWN = make_article(
    1,
    title="Parliament votes for ban on face scans",
    text=TEXT,
    excerpt="Parliament in Halden voted on Monday for a ban on face scans in stations.",
    image=Image(url="https://img.gazette.example/hall-640x480.jpg?w=640"),
)
CASINO = (
    "Play now and win with the best slots of the season. Our bonus waits for each new player tonight. "
    * 6
)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"text": CASINO}, "of the text that was published still stands"),
        ({"title": "Claim your casino bonus tonight"}, "headline now says “Claim your casino"),
        ({"excerpt": "Claim your casino bonus tonight, players."}, "excerpt now says"),
        ({"web_url": "https://casino.example/win"}, "leads to casino.example"),
        ({"image": Image(url="https://img.gazette.example/slots.jpg")}, "picture is another"),
        ({"image": Image(url="https://evil.example/hall.jpg")}, "picture is another"),
    ],
)
def test_another_article_at_the_same_address_is_found(
    changes: dict[str, object], told: str
) -> None:
    assert told in find_switch(SHOWN, replace(SHOWN, **changes))  # type: ignore[arg-type] # - fields of Article


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"title": "Halden bans face scans in stations; opposition turns to the court"},
        {"text": TEXT.replace("312 to 280", "313 to 280")},
        {
            "text": TEXT
            + " "
            + "On Tuesday the court took the case. Brandt said that she would wait. " * 20
        },
        {"excerpt": "Every camera must be off by June, said Lena Brandt."},
        {"image": Image(url="https://img.gazette.example/hall-1280x960.jpg?w=1280")},
        {"image": None},
        {"web_url": "https://www.gazette.example/politics/story-1"},
        {"authors": ("Mira Okoye",)},
    ],
)
def test_an_ordinary_update_is_no_switch(changes: dict[str, object]) -> None:
    assert find_switch(SHOWN, replace(SHOWN, **changes)) == ""  # type: ignore[arg-type] # - fields of Article


def test_changing_back_is_no_change() -> None:
    switched = replace(SHOWN, text=CASINO, title="Claim your casino bonus tonight")
    assert find_switch(SHOWN, switched)
    assert find_switch(SHOWN, replace(switched, text=TEXT, title=SHOWN.title)) == ""


def test_what_hardly_says_anything_is_compared_by_its_headline() -> None:
    short: Article = replace(SHOWN, text="", excerpt="")
    assert find_switch(short, replace(short, text=TEXT)) == ""
    assert "headline" in find_switch(short, replace(short, title="Claim your casino bonus"))
