"""Five parts of the score that belong to the article itself; the sixth is in source.py.

In: GradeFacts.  Out: points with a sentence that says what earned them; None for what cannot be known.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from wiredesk.craft.quality.clickbait import clickbait
from wiredesk.craft.quality.facts import GradeFacts
from wiredesk.craft.quality.sourcing import primary_links
from wiredesk.craft.quality.weights import (
    AGENCY,
    AUTHOR,
    CREDITED,
    DATE,
    DOCUMENT_POINTS_MAX,
    IMAGE_POINT,
    LEAD_POINTS,
    LENGTH_POINTS,
    MAXIMA,
    NOTE,
    OWN,
    PEOPLE_POINTS_MAX,
    PER_DOCUMENT,
    PER_PERSON,
    RELEASE,
    REPEAT,
    REWRITE,
    SECTION,
    WORDS_FACTOR,
    WORDS_WORTH_NOTHING,
)
from wiredesk.records.family import Relation

HEAD_CHARACTERS: Final = 3_000  # who credits another does so early
LEAD_CHARACTERS: Final = 400
TEXT_CHARACTERS_MAX: Final = 60_000
# Lower case, found as they stand.
CORRECTIONS: Final = (
    "correction:", "corrections:", "this article was corrected", "this article has been corrected", "this article was amended",
    "this story was corrected", "this story has been corrected", "clarification:", "an earlier version", "korrektur:", "berichtigung:",
    "in einer früheren version", "in einer früheren fassung", "rectificatif", "fe de errores", "corrección:",
)  # fmt: skip
UPDATES: Final = (
    "this article was updated", "this article has been updated", "this story has been updated", "editor's note", "editor’s note", "update:",
    "updated:", "aktualisiert am", "aktualisierung:", "mise à jour", "actualizado el",
)  # fmt: skip
_OUTLET: Final = (
    r"(?:the |The )?(?:[A-Z][\w’'.-]{1,20} ){0,2}(?:Times|Post|Journal|Guardian|Gazette|Tribune|Herald|Chronicle|Telegraph|News|Reuters|"
    r"Bloomberg|Politico|Axios|BBC|CNN|NPR|AP|AFP|dpa|Associated Press|Spiegel|Zeitung|Handelsblatt|Tagesschau|Le Monde|Figaro|"
    r"Libération|Mediapart|El País|El Mundo|La Vanguardia)\b"
)
_CREDIT: Final = re.compile(
    rf"\b(?:(?:first|previously|originally) reported (?:by|in)|as (?:first )?reported by|reported by|according to (?:a report (?:by|in) )?|"
    rf"wie (?:der|die|das) |berichtete zuerst (?:der|die|das) |zuerst berichtete (?:der|die|das) |selon |según (?:informó |publicó )?)\s?{_OUTLET}"
)
_NO_PERSON: Final = re.compile(
    r"\b(?:staff|redaktion|rédaction|redacción|newsroom|editors?|admin|news desk|desk|wire|agenc\w{1,4}|agentur|press|team|correspondents?|"
    r"reuters|bloomberg|afp|dpa|ap|efe)\b|@|^https?:|\.(?:com|org|net)\b",
    re.IGNORECASE,
)
_CAPITAL: Final = "[A-ZÄÖÜÁÉÍÓÚÑÇ]"
_WHO: Final = re.compile(
    rf"\b{_CAPITAL}[\w’'-]{{1,30}} (?:(?:of|von|de|der|la) )?{_CAPITAL}[\w’'-]{{1,30}}|\b[A-Z]{{2,6}}\b"
)
_WHERE: Final = re.compile(
    rf"\b(?:in|at|near|from|im|aus|bei|à|en|au|desde) (?:(?:the|der|den|la|el|le) )?{_CAPITAL}\w{{1,30}}|^[A-ZÄÖÜ ,]{{3,40}}(?: \([A-Za-z ]{{2,20}}\))? ?[—–-] "
)
_WHAT: Final = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|said|says|\w{2,20}(?:ed|s)|ist|sind|war|hat|haben|wird|wurde|soll|will|est|sont|a|ont|"
    r"sera|es|son|ha|han|será|fue)\b"
)


@dataclass(frozen=True, slots=True)
class Earned:
    """Points before rounding, and what earned them."""

    points: float | None
    """None: not to be known; its room goes to the other parts."""
    evidence: str
    unscaled: float = 0.0
    """Points that stay what they are when others are rescaled: an image is never worth more than one."""


_NO_TEXT: Final = Earned(None, "The text is not known.")


def earn_originality(facts: GradeFacts, *, paid: str, people: Sequence[str]) -> Earned:
    """Own reporting over rewriting over copying; `paid` names a press release or its like."""
    if facts.text is None:
        return _NO_TEXT
    if facts.relation is Relation.REVISION and not facts.is_origin:
        return Earned(REPEAT, "It repeats the provider's own text.")
    if paid:
        return Earned(RELEASE, f"Written by the party itself: {paid.replace('_', ' ')}.")
    if facts.credit:
        return Earned(AGENCY, f"Agency copy: it credits {facts.credit}.")
    if facts.relation is Relation.COPY and not facts.is_origin:
        return Earned(AGENCY, "The same text stood elsewhere first.")
    if found := _CREDIT.search(facts.text[:HEAD_CHARACTERS]):
        credit = f"“{' '.join(found.group().split())}”"
        if people:
            return Earned(CREDITED, f"Own reporting, with credit to another: {credit}.")
        return Earned(REWRITE, f"A rewrite of another's report: {credit}, and it quotes nobody.")
    return Earned(OWN, "No other text like it is known, and it credits no agency.")


def earn_sourcing(facts: GradeFacts, *, people: Sequence[str]) -> Earned:
    """Named people quoted, primary documents linked."""
    if facts.text is None:
        return _NO_TEXT
    documents = primary_links(facts.links or (), facts.text)
    points = min(PER_PERSON * len(people), PEOPLE_POINTS_MAX)
    points += min(PER_DOCUMENT * len(documents), DOCUMENT_POINTS_MAX)
    quoted = f"Quotes {_listed(people)}." if people else "Quotes nobody by name."
    linked = f" Links {_listed(documents)}." if documents else " Links no primary document."
    return Earned(points, quoted + linked)


def earn_accountability(facts: GradeFacts) -> Earned:
    """Who wrote it and when, what was corrected, what kind of text it is."""
    if facts.authors is None:
        return Earned(None, "Whether it has a byline is not known.")
    named = [name for name in facts.authors if len(name) > 1 and not _NO_PERSON.search(name)]
    noted = facts.is_updated or says_corrected(facts.text or "", CORRECTIONS + UPDATES)
    points = AUTHOR * bool(named) + DATE * bool(facts.is_dated)
    points += NOTE * noted + SECTION * bool(facts.section)
    told = [
        f"By {named[0]}" if named else "No named author",
        "dated" if facts.is_dated else "no date",
        "says what was corrected or updated" if noted else "no correction note",
        f"section {facts.section}" if facts.section else "no section",
    ]
    return Earned(points, ", ".join(told) + ".")


def says_corrected(text: str, notes: Sequence[str] = CORRECTIONS) -> bool:
    """Whether the text itself says what was corrected."""
    lowered = text[:TEXT_CHARACTERS_MAX].lower()
    return any(note in lowered for note in notes)


def earn_substance(facts: GradeFacts) -> Earned:
    """Length, a usable image, a lead that says who, what and where."""
    if facts.text is None:
        return _NO_TEXT
    words = len(facts.text.split())
    share = math.log(max(words, 1) / WORDS_WORTH_NOTHING) / math.log(WORDS_FACTOR)
    points = LENGTH_POINTS * min(max(share, 0.0), 1.0)
    lead = facts.text.lstrip()[:LEAD_CHARACTERS]
    missing = [
        name
        for name, pattern in (("who", _WHO), ("what", _WHAT), ("where", _WHERE))
        if not pattern.search(lead)
    ]
    told = "its lead says who, what and where."
    if missing:
        told = f"its lead does not say {' and '.join(missing)}."
    return Earned(
        points + LEAD_POINTS * (not missing),
        f"{words} words, {'an' if facts.has_image else 'no'} image, {told}",
        unscaled=float(IMAGE_POINT * bool(facts.has_image)),
    )


def earn_headline(facts: GradeFacts) -> Earned:
    """What the headline tells instead of withholding it."""
    if not facts.title.strip():
        return Earned(0.0, "There is no headline.")
    chance, shown = clickbait(facts.title)
    told = f"Clickbait {100 * chance:.0f} %"
    points = MAXIMA["headline"] * (1 - chance)
    return Earned(points, f"{told}: {', '.join(shown)}." if shown else f"{told}.")


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more
