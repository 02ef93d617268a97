"""What may be shown: text without tricks, addresses without schemes of their own, paths of our pages.

In: text and addresses from outside.  Out: what templates and feeds print.  Templates escape; this
makes sure that what they escape cannot mislead (SAFETY.md T43).
"""

import re
import unicodedata
from datetime import UTC, date, datetime
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from wiredesk.basics.text import one_line, slug
from wiredesk.basics.urls import registrable_domain, web_url
from wiredesk.craft.render.build import shown_excerpt, shown_title

EXCERPT_CHARACTERS_MAX: Final = 1_000  # the settings' own limit for excerpts
MARKS_IN_A_ROW_MAX: Final = 4  # Vietnamese needs 2, Tibetan and pointed Hebrew 4; 500 fill a screen
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}\Z")
_HOST_NAME: Final = re.compile(r"\A[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\Z")
_LOCAL_PATH: Final = re.compile(r"\A[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*\.(jpg|png|webp|avif|gif)\Z")


def headline(title: str) -> str:
    """A title on one line, at most 300 characters, without hidden signs or towers of marks."""
    return shown_title(bounded_marks(title)) or "(without a headline)"


def sentence(text: str) -> str:
    """Any other text on one line, as safe as a headline."""
    return shown_excerpt(bounded_marks(text), EXCERPT_CHARACTERS_MAX) or ""


def bounded_marks(text: str) -> str:
    """`text` with at most four combining marks in a row, so that a line keeps its height."""
    if text.isascii():
        return text
    kept, row = [], 0
    for sign in one_line(text):
        row = row + 1 if unicodedata.category(sign) in {"Mn", "Me"} else 0
        if row <= MARKS_IN_A_ROW_MAX:
            kept.append(sign)
    return "".join(kept)


def address(url: str) -> str:
    """`url` when it is a plain web address, else nothing: the gate to every href and src."""
    return web_url(url) or ""


def shown_domain(url: str) -> str:
    """The registrable domain that a link leads to, in ASCII: look-alike letters show as `xn--`."""
    return registrable_domain(url) if web_url(url) else ""


def local_image(path: str) -> str:
    """`path` when it names a picture inside our own site, else nothing."""
    return path if _LOCAL_PATH.match(path) else ""


def language_tag(language: str) -> str:
    """`language` when it is a BCP 47 tag, else nothing."""
    return language if _LANGUAGE.match(language) else ""


def day_and_time(moment: datetime) -> str:
    """`2 Mar 2026, 08:15`, in UTC, the same on every machine."""
    at = moment.astimezone(UTC)
    return f"{at.day} {MONTHS[at.month - 1]} {at.year}, {at:%H:%M}"


def day(moment: datetime) -> str:
    """`2 March 2026`, in UTC."""
    at = moment.astimezone(UTC)
    return f"{at.day} {MONTHS_IN_FULL[at.month - 1]} {at.year}"


def weekday(moment: datetime) -> str:
    """`Monday, 2 March 2026`, in UTC."""
    return day_name(moment.astimezone(UTC).date())


def day_name(one: date) -> str:
    """`Monday, 2 March 2026`."""
    return f"{WEEKDAYS[one.weekday()]}, {one.day} {MONTHS_IN_FULL[one.month - 1]} {one.year}"


def near(moment: datetime, now: datetime) -> str:
    """As short as it stays clear on a page of `now`: `08:15`, `1 Mar, 08:15`, `24 Dec 2025`."""
    at, here = moment.astimezone(UTC), now.astimezone(UTC)
    if at.date() == here.date():
        return f"{at:%H:%M}"
    told = f"{at.day} {MONTHS[at.month - 1]}"
    return f"{told}, {at:%H:%M}" if at.year == here.year else f"{told} {at.year}"


WEEKDAYS: Final = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip
MONTHS_IN_FULL: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
MONTHS: Final = tuple(month[:3] for month in MONTHS_IN_FULL)


def story_path(story_id: str) -> str:
    """The page of a story."""
    return f"story/{slug(story_id)}.html"


def topic_slug(topic_id: str) -> str:
    """A topic's name in addresses."""
    return slug(topic_id)


def topic_path(topic_id: str) -> str:
    """The page of a topic."""
    return f"topic/{topic_slug(topic_id)}.html"


def search_path(name: str) -> str:
    """The page of a saved search."""
    return f"search/{slug(name)}.html"


def without_ending(page: str) -> str:
    """Where the feeds of a page begin."""
    return page.removesuffix(".html")


def provider_path(domain: str) -> str:
    """The page of a provider."""
    name = domain if _HOST_NAME.match(domain) and ".." not in domain else slug(domain)
    return f"provider/{name}.html"


def day_path(one: date) -> str:
    """The page of a day in the archive."""
    return f"archive/{one:%Y-%m-%d}.html"


def stable_urn(*parts: str) -> str:
    """An id that stays when the hub moves to another address (RFC 9562 section 5.5)."""
    return uuid5(NAMESPACE_URL, "\n".join(parts)).urn
