"""What of a page is the article: the story stays, what stands around it goes."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from wiredesk.craft.pages.choosing import shares_in
from wiredesk.craft.pages.measures import Measures
from wiredesk.craft.pages.outline import BLOCKS_MAX, outline_of
from wiredesk.craft.pages.text import extract_text

STORIES = {
    "en": (
        "The harbour council voted on Tuesday evening to close the northern lock for eleven weeks.",
        "“We cannot wait another winter,” said the lock keeper, who has reported cracks since May.",
        "Freight for the sugar works will move by rail until repairs are finished in early autumn.",
        "Two shipping companies have announced that they will appeal against the decision in court.",
    ),
    "de": (
        "Der Hafenrat hat am Dienstagabend beschlossen, die nördliche Schleuse elf Wochen zu sperren.",
        "„Wir können keinen weiteren Winter warten“, sagte der Schleusenwärter, der Risse gemeldet hat.",
        "Die Fracht für die Zuckerfabrik fährt mit der Bahn, bis die Arbeiten im Herbst beendet sind.",
        "Zwei Reedereien haben angekündigt, dass sie gegen den Beschluss vor Gericht ziehen werden.",
    ),
    "fr": (
        "Le conseil du port a décidé mardi soir de fermer l’écluse du nord pendant onze semaines.",
        "« Nous ne pouvons pas attendre un hiver de plus », a dit l’éclusier, qui signale des fissures.",
        "Le fret de la sucrerie passera par le rail jusqu’à la fin des travaux, au début de l’automne.",
        "Deux armateurs ont annoncé qu’ils feraient appel de cette décision devant le tribunal.",
    ),
}
AROUND = {
    "menu": "<nav><ul><li><a href=/a>Politics</a></li><li><a href=/b>Harbour weather</a></li></ul></nav>",
    "related": (
        "<div class='related-articles'><h3>Related</h3><ul>"
        "<li><a href=/1>Mayor opens new bridge after years of delay</a></li>"
        "<li><a href=/2>Storm warning lifted along the western coast</a></li></ul></div>"
    ),
    "newsletter": "<div class='newsletter-signup'><p>Sign up for our newsletter. Subscribe now.</p></div>",
    "comments": (
        "<section id='comments'><div class='comment'><p>About time they did something, I say.</p>"
        "<a href=/r>Reply</a></div></section>"
    ),
    "footer": "<footer><p>© 2026 Harbour Gazette. All rights reserved. <a href=/p>Privacy policy</a></p></footer>",
}


def page(paragraphs: tuple[str, ...], *, wrapper: str = "article", title: str = "") -> str:
    body = "".join(f"<p>{one}</p>" for one in paragraphs)
    return (
        f"<html><body>{AROUND['menu']}<main><{wrapper}><h1>{title}</h1>{body}</{wrapper}>"
        f"{AROUND['newsletter']}{AROUND['related']}{AROUND['comments']}</main>{AROUND['footer']}</body></html>"
    )


@pytest.mark.parametrize("language", sorted(STORIES))
@pytest.mark.parametrize("wrapper", ["article", "div", "section"])
def test_the_story_stays_and_what_stands_around_it_goes(language: str, wrapper: str) -> None:
    paragraphs = STORIES[language]
    text, is_cut = extract_text(LexborHTMLParser(page(paragraphs, wrapper=wrapper)))
    assert not is_cut
    for paragraph in paragraphs:
        assert paragraph in text
    for foreign in ("Harbour weather", "Storm warning", "newsletter", "About time", "All rights"):
        assert foreign not in text


def test_paragraphs_are_parted_by_one_blank_line_in_reading_order() -> None:
    text, _ = extract_text(LexborHTMLParser(page(STORIES["en"])))
    assert [line for line in text.split("\n\n") if line in STORIES["en"]] == list(STORIES["en"])


def test_two_line_breaks_part_paragraphs_as_before_there_was_css() -> None:
    body = "<br><br>".join(STORIES["en"])
    text, _ = extract_text(LexborHTMLParser(f"<body><div>{body}</div></body>"))
    assert text.split("\n\n") == list(STORIES["en"])


def test_scripts_styles_and_forms_are_never_text() -> None:
    junk = "<script>var secret = 'stolen words';</script><style>p {color: red}</style><select><option>Utrecht</select>"
    text, _ = extract_text(LexborHTMLParser(page((*STORIES["en"], junk))))
    assert "secret" not in text
    assert "color" not in text
    assert "Utrecht" not in text


def test_a_text_that_stands_twice_on_the_page_is_kept_once() -> None:
    text, _ = extract_text(LexborHTMLParser(page(STORIES["en"] + STORIES["en"])))
    assert text.count(STORIES["en"][0]) == 1


def test_a_page_without_body_or_text_gives_nothing() -> None:
    assert extract_text(LexborHTMLParser("")) == ("", False)
    assert extract_text(LexborHTMLParser("<body><script>1</script></body>")) == ("", False)


def test_more_blocks_than_a_book_has_are_cut_and_said_to_be() -> None:
    _, is_cut = extract_text(LexborHTMLParser("<body>" + "<p>word</p>" * (BLOCKS_MAX + 2)))
    assert is_cut


def test_scripts_without_spaces_are_counted_by_characters() -> None:
    body = LexborHTMLParser(
        "<body><p>" + "東京都議会は火曜日に橋の修理を決めた。" * 5 + "</p></body>"
    ).body
    assert body is not None
    assert Measures(outline_of(body)).words[0] > 12


def test_what_json_ld_claims_is_compared_by_runs_of_three_words() -> None:
    claimed = " ".join(STORIES["en"] * 2)
    shares = shares_in(claimed, [STORIES["en"][1], "Mayor opens new bridge after years of delay"])
    assert shares == [1.0, 0.0]
    assert shares_in("a teaser only", [STORIES["en"][1]]) is None
