"""The article's text: paragraphs parted by one blank line.

In: a parsed page and its claims.  Out: text.  An own extractor with learned weights reads the page;
where it finds next to nothing, trafilatura is asked too, and the longer answer counts.
"""

from typing import Final

from selectolax.lexbor import LexborHTMLParser

from wiredesk.basics.text import one_line
from wiredesk.craft.pages.choosing import choose_blocks
from wiredesk.craft.pages.measures import WORD, Measures
from wiredesk.craft.pages.outline import outline_of
from wiredesk.craft.pages.prescan import without_huge_numbers
from wiredesk.craft.pages.weights import FIRST, SECOND

WORDS_MIN: Final = 40  # fewer are a teaser, a wall, or a page that we do not understand
GAIN_MIN: Final = 2.0  # the second opinion must find twice as much to be believed
SECOND_OPINION_CHARACTERS_MAX: Final = 1_000_000  # it is slow on huge pages, which hold no news


def extract_text(
    page: LexborHTMLParser, *, title: str = "", description: str = "", claimed: str = ""
) -> tuple[str, bool]:
    """The main text of a page, empty when it has none; and whether blocks were left unread."""
    if page.body is None:
        return "", False
    outline = outline_of(page.body)
    if not outline.texts:
        return "", False
    chosen = choose_blocks(
        Measures(outline),
        title=title,
        description=description,
        claimed=claimed,
        looks=(FIRST, SECOND),
    )
    lines = (one_line(outline.texts[block]) for block in chosen)
    return "\n\n".join(line for line in lines if line), outline.is_cut


def with_second_opinion(text: str, *, markup: str, url: str) -> str:
    """`text`, or what trafilatura finds where that is much more than the next to nothing we found."""
    words = len(WORD.findall(text))
    if words >= WORDS_MIN or len(markup) > SECOND_OPINION_CHARACTERS_MAX:
        return text
    import trafilatura  # noqa: PLC0415 - 0.5 s to load, asked for one page in thirty

    safe = without_huge_numbers(markup)
    found = trafilatura.extract(safe, url=url, include_comments=False, fast=True) or ""
    other = "\n\n".join(line for part in found.split("\n") if (line := one_line(part)))
    return other if len(WORD.findall(other)) >= max(GAIN_MIN * words, 1) else text
