"""The article's text: paragraphs parted by one blank line.

In: safe markup.  Out: text.  Does not read metadata.
"""

import re
from typing import Any, Final

import trafilatura
from resiliparse.extract.html2text import extract_plain_text

from wiredesk.basics.text import one_line

GUARD_SHARE: Final = 0.4  # of resiliparse's words; below it the extractor kept one chunk of several
WORDS_MIN: Final = 40
_LINES = re.compile(r"\n+")


def extract_text(markup: str, *, url: str) -> str:
    """The main text of a page, empty when it has none."""
    text = _paragraphs(_extracted(markup, url=url))
    if len(text.split()) < WORDS_MIN:
        wider = _paragraphs(_extracted(markup, url=url, favor_recall=True))
        if len(wider.split()) > len(text.split()):
            return wider
    return text


def plain_words(markup: str) -> int:
    """Words of the page's main part by a second, simple extractor; for telling thin pages."""
    return len(str(extract_plain_text(markup, main_content=True)).split())


def _extracted(markup: str, *, url: str, **options: Any) -> str:
    return trafilatura.extract(markup, url=url, include_comments=False, **options) or ""


def _paragraphs(text: str) -> str:
    lines = (one_line(line) for line in _LINES.split(text))
    return "\n\n".join(line for line in lines if line)
