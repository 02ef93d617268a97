"""The map of keys: what is pressed for what, on which page.

The script builds the map of one page from its `data-key` attributes; this page tells all of them, without a script too.
`tests/web/test_frame.py` holds that no template has a key that is not told here.
"""

from dataclasses import dataclass
from typing import Final

from wiredesk.records.user import Role
from wiredesk.web.desk.frame import PLACES
from wiredesk.web.desk.visit import Answer, Desk, Page, Shown, Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyGroup:
    """Keys that belong together: each with what it does."""

    where: str
    keys: tuple[tuple[str, str], ...]


# Each module of the desk adds its own group.
GROUPS: Final = (
    KeyGroup(
        where="Everywhere",
        keys=(
            ("/", "Search"),
            ("?", "Show the keys of this page"),
            ("g h", "Go to what needs you now"),
            *((place.keys, f"Go to {place.label}") for place in PLACES),
        ),
    ),
    KeyGroup(
        where="In a list",
        keys=(
            ("j", "Next row"),
            ("k", "Row before"),
            ("o", "Open the row (Enter does so too)"),
            ("]", "Next page of the list"),
            ("[", "Page of the list before"),
            ("f", "Filter the list"),
        ),
    ),
    KeyGroup(where="Front page and publishing", keys=(("v", "See the site as readers will"),)),
    KeyGroup(where="Audit", keys=(("z", "Undo the act of the row"),)),
    KeyGroup(where="Topic", keys=(("e", "Edit the query"),)),
    KeyGroup(
        where="Inbox and article",
        keys=(
            ("r", "Release"),
            ("x", "Reject"),
            ("h", "Hold: in a list for a day, on an article until the time given"),
            ("m", "Leave it to the machine"),
            ("a", "Select all rows of the page"),
            ("R", "Release many, after a preview"),
            ("H", "Hold many, after a preview"),
            ("X", "Reject many, after a preview"),
            ("z", "Undo what was just done"),
            ("e", "Edit the headline"),
            ("s", "Open its story"),
            ("v", "See it at its publisher, a story as readers do"),
        ),
    ),
    KeyGroup(
        where="Story",
        keys=(
            ("c", "Select the row"),
            ("l", "Let the selected lead"),
            ("t", "Split the selected off"),
            ("n", "Say that the two selected are not the same"),
            ("w", "Name another story"),
            ("u", "Move the selected there"),
            ("g m", "Merge with it"),
            ("p", "Pin for 3 hours, or no longer"),
        ),
    ),
    KeyGroup(
        where="Where something is asked",
        keys=(("y", "Do it"), ("n", "Leave it")),
    ),
    KeyGroup(
        where="Source",
        keys=(("a", "Poll now"), ("u", "Pause or resume"), ("c", "Clear its alarm")),
    ),
)


def show_keys(_desk: Desk, _visit: Visit) -> Answer:
    """All keys of the desk."""
    return Shown(template="keys.html", values={"groups": GROUPS})


PAGES: Final = (Page(name="keys", path="/keys", method="GET", role=Role.READER, answer=show_keys),)
