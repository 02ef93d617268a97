"""Quality, 0 to 100, in six parts (SCORES.md 5).

    Q = source 35 + originality 20 + sourcing 15 + accountability 12 + substance 10 + headline 8, then caps

In: GradeFacts.  Out: Grade: points with evidence, which add up to the number shown unless a cap is named.
"""

import math

from wiredesk.craft.quality.facts import GradeFacts
from wiredesk.craft.quality.kinds import cap_of
from wiredesk.craft.quality.parts import (
    Earned,
    earn_accountability,
    earn_headline,
    earn_originality,
    earn_sourcing,
    earn_substance,
    says_corrected,
)
from wiredesk.craft.quality.source import earn_source
from wiredesk.craft.quality.sourcing import quoted_people
from wiredesk.craft.quality.weights import CAPS, MAXIMA, WEIGHTS_VERSION
from wiredesk.records.grade import Grade, Part
from wiredesk.records.reason import Reason


def grade(facts: GradeFacts) -> Grade:
    """The grade of one article; the same facts give the same grade."""
    cap, shown = cap_of(facts.title, facts.text or "", facts.kind)
    is_paid = bool(cap)
    if not cap and facts.is_dated is False:
        cap, shown = "undated", "nobody states when it was published"
    people = quoted_people(facts.text) if facts.text else []
    earned = {
        "source": earn_source(facts),
        "originality": earn_originality(facts, paid=cap if is_paid else "", people=people),
        "sourcing": earn_sourcing(facts, people=people),
        "accountability": earn_accountability(facts),
        "substance": earn_substance(facts),
        "headline": earn_headline(facts),
    }
    parts = _whole(earned)
    quality = sum(part.points or 0 for part in parts)
    reasons = [_told(part) for part in parts]
    if cap and quality > CAPS[cap]:
        why = f"Capped at {CAPS[cap]} as {cap.replace('_', ' ')}: {shown}."
        reasons.append(Reason(code=f"cap_{cap}", text=why, value=CAPS[cap], evidence=shown))
        quality = CAPS[cap]
    else:
        cap = ""
    unknown = [part.part for part in parts if part.points is None]
    if unknown:
        why = f"Unknown: {', '.join(unknown)}; the rest was rescaled."
        reasons.append(Reason(code="unknown", text=why))
    reasons.append(
        Reason(code="weights", text=f"Weights of version {WEIGHTS_VERSION}.", value=WEIGHTS_VERSION)
    )
    return Grade(
        article_id=facts.article_id,
        quality=quality,
        parts=parts,
        cap=cap,
        basis="metadata" if unknown else "full",
        is_clickbait=bool(facts.title.strip())
        and (earned["headline"].points or 0.0) < MAXIMA["headline"] / 2,
        is_corrected=says_corrected(facts.text or ""),
        reasons=tuple(reasons),
    )


def _whole(earned: dict[str, Earned]) -> tuple[Part, ...]:
    """Whole points that add up; what is unknown gives its room to the others.

    The source is rounded by itself, so that another provider moves no other part; the others by largest
    remainder, so that rounding loses nothing.
    """
    room = sum(MAXIMA[name] for name, one in earned.items() if one.points is not None)
    scale = 100 / room if room else 0.0
    scaled = {
        name: one.points * scale + one.unscaled
        for name, one in earned.items()
        if one.points is not None
    }
    whole = {name: math.floor(points) for name, points in scaled.items()}
    if "source" in scaled:
        whole["source"] = math.floor(scaled.pop("source") + 0.5)
    missing = math.floor(sum(scaled.values()) + 0.5) - sum(whole[name] for name in scaled)
    by_remainder = sorted(scaled, key=lambda name: (whole[name] - scaled[name], name))
    for name in by_remainder[:missing]:
        whole[name] += 1
    return tuple(
        Part(
            part=name,
            points=whole.get(name),
            max=math.ceil(MAXIMA[name] * scale) if name in whole else MAXIMA[name],
            evidence=one.evidence,
        )
        for name, one in earned.items()
    )


def _told(part: Part) -> Reason:
    got = "unknown" if part.points is None else f"{part.points} of {part.max}"
    return Reason(
        code=f"quality_{part.part}",
        text=f"{part.part.capitalize()} {got}: {part.evidence}",
        value=part.points,
    )
