"""Who wrote a page: people before houses, names before labels and roles."""

import json

import pytest

from wiredesk.craft.pages import read_page

URL = "https://www.example.org/2026/03/ferry"
LONG = "<p>" + "The ferry left the harbour at noon and did not come back. " * 3 + "</p>"


def authors_of(body: str = "", *, author: object = None, metas: str = "") -> tuple[str, ...]:
    """The authors of a page with these pieces."""
    told = json.dumps({"@type": "NewsArticle", "headline": "Ferry aground", "author": author})
    head = f'<script type="application/ld+json">{told}</script>{metas}'
    markup = f"<html><head>{head}</head><body><h1>Ferry aground</h1>{body}{LONG * 4}</body></html>"
    return read_page(markup.encode(), url=URL).authors


def person(name: object) -> dict[str, object]:
    """A person in JSON-LD."""
    return {"@type": "Person", "name": name}


@pytest.mark.parametrize(
    ("author", "names"),
    [
        (person("Jane Doe"), ("Jane Doe",)),
        ([person("Jane Doe"), person("Li Wei")], ("Jane Doe", "Li Wei")),
        (person(["Jane Doe", "Li Wei"]), ("Jane Doe", "Li Wei")),
        ("By Jane Doe and Li Wei", ("Jane Doe", "Li Wei")),
        ("Jane Doe, Chief correspondent", ("Jane Doe",)),
        ("Jane Doe - Editorial Team", ("Jane Doe",)),
        ([person("Jane Doe"), person("JANE DOE")], ("Jane Doe",)),
        (
            {"@type": "Person", "givenName": "Anna Giulia", "familyName": "Finch"},
            ("Anna Giulia Finch",),
        ),
        (person("https://example.org/jane"), ()),
        (person("undefined"), ()),
    ],
)
def test_json_ld_names_people_in_many_ways(author: object, names: tuple[str, ...]) -> None:
    """Lists, strings, given and family names; labels and roles are left out."""
    assert authors_of(author=author) == names


def test_a_house_signs_only_where_nobody_else_does() -> None:
    """A person of the byline comes first, the organisation is what is left."""
    house = {"@type": "Organization", "name": "The Daily Example"}
    assert authors_of(author=house) == ("The Daily Example",)
    assert authors_of('<p class="byline">By Jane Doe</p>', author=house) == ("Jane Doe",)
    assert authors_of(author=[house, person("Jane Doe")]) == ("Jane Doe",)


def test_a_credit_that_names_the_house_stays_whole() -> None:
    """`The house and an agency` is one credit, and no person."""
    site = '<meta property="og:site_name" content="Le Phare">'
    assert authors_of(author=person("Le Phare et AFP"), metas=site) == ("Le Phare et AFP",)


def test_metas_name_people_unless_they_name_the_house() -> None:
    """An address, the domain or a mail address in a meta tag is nobody."""
    assert authors_of(metas='<meta name="author" content="Jane Doe">') == ("Jane Doe",)
    byline = '<a rel="author" href="/x">Jane Doe</a>'
    for content in ("example.org", "Example", "j.doe@example.org", "https://example.org/j"):
        assert authors_of(byline, metas=f'<meta name="author" content="{content}">') == (
            "Jane Doe",
        )
    turned = '<meta name="citation_author" content="Doe, Jane">'
    assert authors_of(metas=turned + turned.replace("Jane", "John")) == ("Jane Doe", "John Doe")


@pytest.mark.parametrize(
    "byline",
    [
        '<div class="byline">By Jane Doe, Harbour</div>',
        '<p>By <a href="/people/jane">Jane Doe</a></p>',
        '<span class="authorname">Jane Doe</span>',
        '<div class="c-author"><a href="/author/jane">Jane Doe</a> <span>Parliamentary editor</span></div>',
        '<section id="authors"><span>Jane Doe</span></section>',
        "<h5>Von Jane Doe, Frankfurt</h5>",
        '<p class="author"><a href="mailto:x">Jane Doe, Example Desk</a></p>',
        '<span itemprop="author"><span>Jane</span> <span>Doe</span></span>',
    ],
)
def test_a_byline_near_the_headline_is_read(byline: str) -> None:
    """By class, by link, by label; places and roles are no names."""
    assert authors_of(byline) == ("Jane Doe",)


def test_all_names_that_stand_side_by_side_are_read() -> None:
    """One element for each author."""
    names = "".join(f'<a class="author" href="/a">{name}</a>' for name in ("Jane Doe", "Li Wei"))
    assert authors_of(f"<div>{names}</div>") == ("Jane Doe", "Li Wei")


@pytest.mark.parametrize(
    "markup",
    [
        '<aside class="author">Jane Doe</aside>',
        '<div class="comments"><span class="author">Jane Doe</span></div>',
        '<figure><figcaption class="author">Jane Doe</figcaption></figure>',
        '<div class="bildautor">Jane Doe</div>',
        '<p class="byline">Published Monday 09:30</p>',
        '<p class="byline">1 March 2026</p>',
        "<li>Par excellence</li>",
    ],
)
def test_other_peoples_names_are_not_the_authors(markup: str) -> None:
    """Commenters, photographers, days, and words that only look like a label."""
    assert authors_of(markup) == ()


def test_an_author_far_from_the_headline_needs_a_word_for_author() -> None:
    """`By` begins many sentences; `Author:` begins none."""
    assert authors_of(LONG * 4 + "<p>By Monday Morning</p>") == ()
    assert authors_of(LONG * 4 + "<li><b>Author:</b> Jane Doe</li>") == ("Jane Doe",)


@pytest.mark.parametrize(
    "author",
    [
        7,
        True,
        [[]],
        {"name": {"name": 3}},
        {"@id": ["x"]},
        [None, {}],
        {"@type": [None]},
        "|||",
        ",",
    ],
)
def test_odd_json_ld_authors_do_no_harm(author: object) -> None:
    """Nobody is named; nothing is raised."""
    assert authors_of(author=author) == ()


def test_thousands_of_authors_are_cut() -> None:
    """No page has so many; a list of them is a trap."""
    assert (
        len(authors_of(author=[person(f"Jane Doe{chr(97 + at % 26)}") for at in range(5_000)]))
        == 12
    )


def test_elements_inside_each_other_are_not_read_without_end() -> None:
    """Each holds all the text below it; reading stops long before the sum of them."""
    nested = "<span class='author'>" * 190 + "By nobody in particular, again. " * 20_000
    assert authors_of(nested) == ()
