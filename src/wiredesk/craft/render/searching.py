"""The search page: as a file of the site, and as an answer with hits.

In: the hub that frames it, and what was found.  Out: bytes.  Marks what was found itself, around escaped text.
"""

from typing import Final

from wiredesk.craft.render.templating import render_template
from wiredesk.records.hub import Frame
from wiredesk.records.searching import Order, SearchForm, SearchPage, SearchQuery

SEARCH_PATH: Final = "search.html"
EXAMPLES: Final = (
    ('"heat pumps"', "these words one after the other"),
    ("minist*", "words that begin so"),
    ("-opinion", "leave out what has this word"),
    ("provider:gazette.example", "of one publisher, by name or domain"),
    ("language:de", "in one language"),
    ("since:2026-03 until:2026-03-07", "days, months or years"),
)


def render_search(hub: Frame, page: SearchPage | None = None) -> bytes:
    """The page with what was found; without `page` as a file, which looks things up in the site's own index."""
    shown = page or SearchPage(form=SearchForm(), query=SearchQuery(text=""))
    return render_template(
        "search.html",
        hub=hub,
        here=SEARCH_PATH,
        root="",
        page=shown,
        is_file=page is None,
        orders=((Order.BEST, "Best match"), (Order.TIME, "Newest")),
        examples=EXAMPLES,
    )
