"""Why: the reasons behind an article, a story, or a place on the front page, as the command line tells them.

Every number on the desk leads here: `/desk/why?of=ID#quality`.
"""

from typing import Final

from wiredesk.newsroom.history import Explanation, trace, why
from wiredesk.records.outcome import Stage
from wiredesk.records.user import Role
from wiredesk.web.desk.naming import names_of
from wiredesk.web.desk.visit import Answer, Desk, Page, Shown, Visit

SUBJECT_CHARACTERS_MAX: Final = 2_000
# What each step decided, by the anchor that numbers lead to.
PARTS: Final = {
    Stage.POLL: ("poll", "Polled"),
    Stage.FETCH: ("fetch", "Fetched"),
    Stage.READ: ("read", "Read"),
    Stage.MATCH: ("family", "Family: own text, revision or copy"),
    Stage.GROUP: ("story", "Story: what it joined, and what it did not"),
    Stage.LABEL: ("topics", "Topics: the words that earned them"),
    Stage.GRADE: ("quality", "Quality"),
    Stage.RANK: ("heat", "Heat and lead"),
    Stage.HOLD: ("holds", "Held or released"),
    Stage.PUBLISH: ("publish", "Published"),
}


def show_why(desk: Desk, visit: Visit) -> Answer:
    """What explains place and numbers; the whole route when all is asked for."""
    subject = visit.query.get("of", "").strip()[:SUBJECT_CHARACTERS_MAX]
    if not subject:
        return Shown(template="why-ask.html")
    whole = visit.query.get("all") == "1" and not subject.startswith("front:")
    found = (
        trace(desk.store, subject)
        if whole
        else why(desk.store, subject, front_days=desk.front_days)
    )
    values = {
        "subject": subject,
        "whole": whole,
        "found": found,
        "title": _title(found),
        "names": names_of(
            desk.store, [*found.place, *(why for one in found.outcomes for why in one.reasons)]
        ),
        "parts": [(*PARTS[one.step], one) for one in found.outcomes if one.step in PARTS],
    }
    return Shown(template="why.html", values=values)


def _title(found: Explanation) -> str:
    if found.article is not None:
        return found.article.title or found.article.url
    lead = next((one for one in found.members if found.story and one.id == found.story.lead), None)
    return lead.title if lead is not None else "A story"


PAGES: Final = (Page(name="why", path="/why", method="GET", role=Role.READER, answer=show_why),)
