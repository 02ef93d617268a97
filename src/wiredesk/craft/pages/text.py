"""The article's text: paragraphs parted by one blank line.

In: a parsed page and its claims.  Out: text.
"""

from selectolax.lexbor import LexborHTMLParser

from wiredesk.basics.text import one_line
from wiredesk.craft.pages.choosing import choose_blocks
from wiredesk.craft.pages.measures import Measures
from wiredesk.craft.pages.outline import outline_of
from wiredesk.craft.pages.weights import FIRST, SECOND


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
