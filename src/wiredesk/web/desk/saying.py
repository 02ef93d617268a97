"""What the desk says of what was just done.

In: a code in the query of a page that one is sent on to.  Out: a sentence of ours: what stands in an address is never
shown as it stands there (SAFETY.md T36).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

# Each module of the desk adds its own lines: for one, and for many with their number.
SAID: Final[Mapping[str, tuple[str, str]]] = {
    "logged_in": ("You are logged in.", ""),
    "password_changed": (
        "You have a new password, and are logged out everywhere. Log in with it.",
        "",
    ),
    "user_added": ("The person may enter now.", ""),
    "user_role": ("The person has another role, and logs in anew.", ""),
    "user_password": ("The person has a new password, and is logged out everywhere.", ""),
    "user_sessions": ("The person is logged out everywhere.", ""),
    "user_removed": ("The person may enter no more; what they decided stays under their name.", ""),
    "key_revoked": ("The key opens nothing any more.", ""),
    "release": ("Released; readers see it within seconds.", "{number} articles are released."),
    "reject": ("Rejected.", "{number} articles are rejected."),
    "hold": ("Held.", "{number} articles are held."),
    "undecide": (
        "Nobody's choice holds any more; the machine judges it again.",
        "The machine judges {number} articles again.",
    ),
    "edit": ("Saved; what is out follows within seconds.", ""),
    "pin": ("Pinned to the top of the front page.", ""),
    "unpin": ("It is pinned no longer.", ""),
    "take_down": ("Taken down; it leaves every page within seconds.", ""),
    "put_back": ("It is back, and is judged again.", ""),
    "move": ("Moved.", "{number} articles are moved."),
    "merge": ("Merged.", "Merged: {number} articles moved."),
    "split": ("Split off.", "{number} articles are split off."),
    "apart": ("They are kept apart from now on.", "They are kept apart from now on."),
    "lead": ("It leads the story.", ""),
    "undo": ("Taken back.", "Taken back for {number} articles."),
    "already": ("That is so already; nothing was changed.", ""),
    "nothing_chosen": ("Nothing was chosen, so nothing was done.", ""),
    "source_paused": ("The source is paused: it is not asked until somebody resumes it.", ""),
    "source_resumed": ("The source is polled again, with the next run of the route.", ""),
    "source_polled": ("The source is asked with the next run of the route.", ""),
    "source_cleared": ("The source is fine; its articles are judged again.", ""),
}
NUMBER: Final = re.compile(r"[1-9][0-9]{0,6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a page says at its top, once."""

    code: str
    text: str


def said_query(code: str, count: int) -> dict[str, str]:
    """What to add to an address so that its page says it."""
    if not code:
        return {}
    return {"said": code} if count == 1 else {"said": code, "n": str(count)}


def note_of(query: Mapping[str, str]) -> Note | None:
    """What to say on a page that was asked for so; None when nothing, or nothing that we know."""
    code, number = query.get("said", ""), query.get("n", "1")
    if code not in SAID or not NUMBER.fullmatch(number):
        return None
    one, many = SAID[code]
    text = one if number == "1" or not many else many.format(number=f"{int(number):,}")
    return Note(code=code, text=text)
