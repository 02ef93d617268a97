"""An issue of the newsletter as HTML and as text.

In: a Letter, a reader.  Out: subject, HTML, text.  Extracts only, links to the hub's own pages and to the reports, no
picture, no script, nothing that tells who has read it.
"""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import quote

from wiredesk.craft.render.coverage import coverage_sentence
from wiredesk.craft.render.shown import (
    MONTHS_IN_FULL,
    WEEKDAYS,
    address,
    headline,
    sentence,
    story_path,
)
from wiredesk.craft.render.templating import new_mark, render_template
from wiredesk.records.letter import Letter, LetterStory
from wiredesk.records.mailing import Masthead, Subscriber

FULL_MAX: Final = 6  # stories with their extract; the others are a list of headlines
LINE: Final = 72  # characters of plain text (RFC 5322, 2.1.1 asks for 78)
SUBJECT_CHARACTERS_MAX: Final = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """An issue for one reader."""

    subject: str
    html: str
    text: str


def render_letter(letter: Letter, reader: Subscriber) -> Rendered:
    """`letter` as `reader` gets it."""
    leave = unsubscribe_of(letter.masthead, reader)
    return Rendered(
        subject=_subject(letter),
        html=render_template(
            "newsletter.html",
            letter=letter,
            full_max=FULL_MAX,
            day=day_of(letter.at),
            told=_told(letter),
            leave=leave,
        ).decode(),
        text="\n".join(_lines(letter, leave)) + "\n",
    )


def unsubscribe_of(masthead: Masthead, reader: Subscriber) -> str:
    """Where a reader asks for no more."""
    named = masthead.unsubscribe or f"mailto:{masthead.sender}?subject=unsubscribe"
    return named.replace("{address}", quote(reader.address, safe="@"))


def day_of(moment: datetime) -> str:
    """`Thursday, 5 March 2026`, where the moment's own zone is."""
    month = MONTHS_IN_FULL[moment.month - 1]
    return f"{WEEKDAYS[moment.weekday()]}, {moment.day} {month} {moment.year}"


def _subject(letter: Letter) -> str:
    words = {
        "{hub}": headline(letter.hub_title),
        "{lead}": headline(letter.stories[0].story.lead.title) if letter.stories else "",
        "{date}": day_of(letter.at),
    }
    subject = letter.masthead.subject
    for name, said in words.items():
        subject = subject.replace(name, said)
    return textwrap.shorten(headline(subject), SUBJECT_CHARACTERS_MAX, placeholder=" …")


def _told(letter: Letter) -> str:
    """`8 stories since Wednesday, 4 March`: what is new, and since when."""
    count, since = len(letter.stories) + letter.more, letter.since
    day = f"{WEEKDAYS[since.weekday()]}, {since.day} {MONTHS_IN_FULL[since.month - 1]}"
    return f"{count} {'story' if count == 1 else 'stories'} since {day}"


def _lines(letter: Letter, leave: str) -> Iterator[str]:
    title = headline(letter.hub_title)
    yield from (title.upper(), f"{day_of(letter.at)} · {_told(letter)}", "=" * LINE, "")
    for number, one in enumerate(letter.stories, 1):
        yield from _story_lines(letter, one, number)
    if letter.more:
        yield from (f"And {letter.more} more: {letter.hub_url}/", "")
    yield from ("-" * LINE, f"{title}: {letter.hub_url}/")
    yield "The extracts belong to those who published them."
    yield f"Unsubscribe: {leave}"


def _story_lines(letter: Letter, one: LetterStory, number: int) -> Iterator[str]:
    story = one.story
    yield from _wrapped(f"{number}. {headline(story.lead.title)}", indent="   ", first="")
    if number <= FULL_MAX and story.lead.excerpt:
        yield from _wrapped(sentence(story.lead.excerpt), indent="   ")
    marks = [sentence(coverage_sentence(story)), new_mark(one)]
    yield from _wrapped(". ".join(filter(None, marks)) + ".", indent="   ")
    yield f"   {letter.hub_url}/{story_path(story.id)}"
    if link := address(story.lead.url):
        yield f"   {sentence(story.lead.provider_name)}: {link}"
    yield ""


def _wrapped(text: str, *, indent: str, first: str | None = None) -> list[str]:
    return textwrap.wrap(
        text,
        LINE,
        initial_indent=indent if first is None else first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
