"""Quality, 0 to 100, in six parts (SCORES.md 5).

    Q = source 35 + originality 20 + sourcing 15 + accountability 12 + substance 10 + headline 8, then caps

In: GradeFacts.  Out: Grade: points with evidence, which add up to the number shown.
"""

import math
import re
from collections.abc import Sequence
from typing import Final

from wiredesk.craft.quality.clickbait import clickbait
from wiredesk.craft.quality.facts import GradeFacts
from wiredesk.craft.quality.kinds import cap_of
from wiredesk.craft.quality.sourcing import primary_links, quoted_people
from wiredesk.records.family import Relation
from wiredesk.records.grade import Grade, Part
from wiredesk.records.reason import Reason

WEIGHTS_VERSION: Final = 1
MAXIMA: Final = {
    "source": 35,
    "originality": 20,
    "sourcing": 15,
    "accountability": 12,
    "substance": 10,
    "headline": 8,
}
CAPS: Final = {"market_report": 20, "sponsored": 35, "press_release": 45, "undated": 55}

OWN, CREDITED, REWRITE, AGENCY, RELEASE, REPEAT = 20, 14, 8, 8, 2, 0
PER_PERSON, PEOPLE_POINTS_MAX = 3, 9
PER_DOCUMENT, DOCUMENT_POINTS_MAX = 2, 6
AUTHOR, DATE, NOTE, SECTION = 5, 3, 2, 2
LENGTH_POINTS, IMAGE_POINT, LEAD_POINTS = 7, 1, 2
WORDS_WORTH_NOTHING: Final = 80
PRIOR: Final = 0.5
PRIOR_ARTICLES: Final = 20.0  # our own archive outweighs the prior from here on
VOUCHED: Final = 0.75  # listed by the hub's owner without a rating
_NOTE = re.compile(
    r"\b(correction|corrected|clarification|editor'?s note|an earlier version|updated?:|aktualisiert|korrektur|"
    r"berichtigung|correctif|mise à jour|corrección|actualizado)\b",
    re.IGNORECASE,
)
_CREDIT_OTHER = re.compile(
    r"\b(first reported by|as (?:first )?reported by|according to (?:a report (?:by|in) )?the [A-Z]|told the [A-Z]|"
    r"berichtete zuerst|wie die .{3,30} berichtet|selon le |según informó)",
)
_BYLINE_AGENCY = re.compile(
    r"\b(staff|redaktion|newsroom|editor|admin|wire|agenc|agentur)", re.IGNORECASE
)
_WORDS = re.compile(r"\w+")
_WHERE_WHEN = re.compile(
    r"\b(in|at|im|in der|à|en|on|am)\s+[A-ZÄÖÜÉ]\w+|\b(monday|tuesday|wednesday|thursday|friday|saturday|sunday|"
    r"montag|dienstag|mittwoch|donnerstag|freitag|lundi|mardi|mercredi|jeudi|vendredi|lunes|martes|miércoles|jueves|viernes)\b",
    re.IGNORECASE,
)
_WHO = re.compile(r"\b[A-ZÄÖÜÁÉ][\w’'-]+\s[A-ZÄÖÜÁÉ][\w’'-]+")
LEAD_CHARACTERS: Final = 400


def grade(facts: GradeFacts) -> Grade:
    """The grade of one article; the same facts give the same grade."""
    cap, shown = cap_of(facts.title, facts.text or "", facts.kind)
    if not cap and facts.is_dated is False:
        cap, shown = "undated", "nobody states when it was published"
    exact = {
        "source": _source(facts),
        "originality": _originality(facts, cap),
        "sourcing": _sourcing(facts),
        "accountability": _accountability(facts),
        "substance": _substance(facts),
        "headline": _headline(facts),
    }
    parts = _rounded(exact)
    quality = sum(part.points or 0 for part in parts)
    reasons = [_told(part) for part in parts]
    if cap and quality > CAPS[cap]:
        why = f"Capped at {CAPS[cap]} as {cap.replace('_', ' ')}: {shown}."
        reasons.append(Reason(code=f"cap_{cap}", text=why, value=CAPS[cap]))
        quality = CAPS[cap]
    else:
        cap = ""
    unknown = [part.part for part in parts if part.points is None]
    if unknown:
        why = f"Unknown: {', '.join(unknown)}; the rest was rescaled."
        reasons.append(Reason(code="unknown", text=why))
    return Grade(
        article_id=facts.article_id,
        quality=quality,
        parts=parts,
        cap=cap,
        basis="metadata" if unknown else "full",
        reasons=tuple(reasons),
    )


_Exact = tuple[float | None, str]


def _source(facts: GradeFacts) -> _Exact:
    if facts.provider_rating is not None:
        rating = facts.provider_rating
        return 35 * rating, f"Rated {rating:.2f} by the hub's operator."
    prior = VOUCHED if facts.provider_vouched else PRIOR
    shares = (facts.share_original, facts.share_with_author)
    known = [share for share in shares if share is not None]
    if not known or not facts.articles_seen:
        told = (
            "vouched for by the hub's owner" if facts.provider_vouched else "nothing is known yet"
        )
        return 35 * prior, f"Source {prior:.2f}: {told}."
    behaviour = sum(known) / len(known) - 0.5 * (facts.share_press_release or 0.0)
    weight = facts.articles_seen / (facts.articles_seen + PRIOR_ARTICLES)
    pooled = max(0.0, (1 - weight) * prior + weight * behaviour)
    return 35 * pooled, (
        f"Source {pooled:.2f}: {facts.articles_seen} articles here, "
        f"{100 * (facts.share_original or 0):.0f} % originals, "
        f"{100 * (facts.share_with_author or 0):.0f} % with an author."
    )


def _originality(facts: GradeFacts, cap: str) -> _Exact:
    if facts.text is None:
        return None, "The text is not known."
    if facts.relation is Relation.REVISION and not facts.is_origin:
        return REPEAT, "It repeats the provider's own text."
    if cap in {"press_release", "market_report", "sponsored"}:
        return RELEASE, f"A {cap.replace('_', ' ')}."
    if facts.credit:
        return AGENCY, f"Agency copy: credits {facts.credit}."
    if facts.relation is Relation.COPY and not facts.is_origin:
        return AGENCY, "The same text stood elsewhere first."
    if found := _CREDIT_OTHER.search(facts.text[:3_000]):
        people = quoted_people(facts.text)
        points = CREDITED if people else REWRITE
        what = "Own reporting with credit to another" if people else "A rewrite of another's report"
        return points, f"{what}: “{found.group().strip()}”."
    return OWN, "No other text like it, and no agency credit."


def _sourcing(facts: GradeFacts) -> _Exact:
    if facts.text is None:
        return None, "The text is not known."
    people = quoted_people(facts.text)
    documents = primary_links(facts.links or (), provider_domain=facts.provider_domain)
    points = min(PER_PERSON * len(people), PEOPLE_POINTS_MAX)
    points += min(PER_DOCUMENT * len(documents), DOCUMENT_POINTS_MAX)
    told = f"Quotes {_listed(people)}." if people else "Quotes nobody by name."
    linked = f" Links {_listed(documents)}." if documents else " Links no primary document."
    return points, told + linked


def _accountability(facts: GradeFacts) -> _Exact:
    if facts.authors is None and facts.is_dated is None:
        return None, "Author and date are not known."
    named = [name for name in facts.authors or () if not _BYLINE_AGENCY.search(name)]
    noted = facts.is_updated or bool(facts.text and _NOTE.search(facts.text))
    points = AUTHOR * bool(named) + DATE * bool(facts.is_dated)
    points += NOTE * noted + SECTION * bool(facts.section)
    told = [
        f"by {named[0]}" if named else "no named author",
        "dated" if facts.is_dated else "no date",
        "says what was corrected or updated" if noted else "no correction note",
        f"section {facts.section}" if facts.section else "no section",
    ]
    return points, ", ".join(told).capitalize() + "."


def _substance(facts: GradeFacts) -> _Exact:
    if facts.text is None:
        return None, "The text is not known."
    words = len(_WORDS.findall(facts.text))
    share = math.log(max(words, 1) / WORDS_WORTH_NOTHING) / math.log(10)
    points = LENGTH_POINTS * min(max(share, 0.0), 1.0)
    lead = facts.text[:LEAD_CHARACTERS]
    whole_lead = bool(_WHO.search(lead)) and bool(_WHERE_WHEN.search(lead))
    points += IMAGE_POINT * bool(facts.has_image) + LEAD_POINTS * whole_lead
    told = f"{words} words, {'an' if facts.has_image else 'no'} image, "
    return points, told + ("its lead says who and where." if whole_lead else "its lead is vague.")


def _headline(facts: GradeFacts) -> _Exact:
    if not facts.title:
        return 0, "There is no headline."
    chance, shown = clickbait(facts.title)
    told = f"Clickbait {100 * chance:.0f} %"
    return 8 * (1 - chance), f"{told}: {', '.join(shown)}." if shown else f"{told}."


def _rounded(exact: dict[str, _Exact]) -> tuple[Part, ...]:
    """Whole points that add up to the rounded sum (largest remainder), unknown parts rescaled."""
    known = {name: points for name, (points, _) in exact.items() if points is not None}
    room = sum(MAXIMA[name] for name in known)
    scale = 100 / room if room else 0.0
    scaled = {name: points * scale for name, points in known.items()}
    total = math.floor(sum(scaled.values()) + 0.5)
    whole = {name: math.floor(points) for name, points in scaled.items()}
    by_remainder = sorted(scaled, key=lambda name: (whole[name] - scaled[name], name))
    for name in by_remainder[: total - sum(whole.values())]:
        whole[name] += 1
    return tuple(
        Part(part=name, points=whole.get(name), max=_max(name, scale), evidence=told)
        for name, (_, told) in exact.items()
    )


def _max(name: str, scale: float) -> int:
    return MAXIMA[name] if scale == 1.0 else math.ceil(MAXIMA[name] * scale)


def _told(part: Part) -> Reason:
    got = "unknown" if part.points is None else f"{part.points} of {part.max}"
    return Reason(
        code=f"quality_{part.part}",
        text=f"{part.part.capitalize()} {got}: {part.evidence}",
        value=part.points,
    )


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more
