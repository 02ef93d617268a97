"""The part of the score that belongs to the provider: 35·S.

In: what the operator, its own site and our archive say of it.  Out: points; what is not known counts as
the middle with a wide band, never as nothing.
"""

import math

from wiredesk.craft.quality.facts import GradeFacts
from wiredesk.craft.quality.parts import Earned
from wiredesk.craft.quality.weights import (
    BAND_UNKNOWN,
    BEHAVIOUR_WEIGHT_MAX,
    CORRECTING_SHARE,
    MAXIMA,
    PRIOR,
    PRIOR_VOUCHED,
    PRIOR_WEIGHT,
    RATING_WEIGHT,
    TRANSPARENCY_SIGNALS,
    TRANSPARENCY_WEIGHT,
)


def earn_source(facts: GradeFacts) -> Earned:
    """Points for the provider."""
    share, band, told = source_share(facts)
    return Earned(MAXIMA["source"] * share, f"Source {share:.2f} ± {band:.2f}: {told}.")


def source_share(facts: GradeFacts) -> tuple[float, float, str]:
    """S of SCORES.md 5 from 0 to 1, half the width of its band, and what it rests on."""
    prior = PRIOR_VOUCHED if facts.provider_vouched else PRIOR
    pooled = [(prior, PRIOR_WEIGHT)]
    told = ["vouched for by the hub's owner"] if facts.provider_vouched else []
    if facts.provider_rating is not None:
        pooled.append((min(max(facts.provider_rating, 0.0), 1.0), RATING_WEIGHT))
        told.append(f"rated {facts.provider_rating:.2f} by the hub's operator")
    if facts.transparency is not None:
        shown = min(facts.transparency, TRANSPARENCY_SIGNALS)
        pooled.append((shown / TRANSPARENCY_SIGNALS, TRANSPARENCY_WEIGHT))
        told.append(f"shows {shown} of {TRANSPARENCY_SIGNALS} signs of openness")
    behaviour = _behaviour(facts)
    if behaviour and facts.articles_seen > 0:
        mean = sum(value for _, value in behaviour) / len(behaviour)
        pooled.append((mean, min(float(facts.articles_seen), BEHAVIOUR_WEIGHT_MAX)))
        listed = ", ".join(text for text, _ in behaviour)
        told.append(f"{facts.articles_seen} articles here, {listed}")
    weight = sum(one for _, one in pooled)
    share = sum(value * one for value, one in pooled) / weight
    band = BAND_UNKNOWN * math.sqrt(PRIOR_WEIGHT / weight)
    return share, band, "; ".join(told) or "nothing is known of it yet"


def _behaviour(facts: GradeFacts) -> list[tuple[str, float]]:
    """What our archive says of it: each share as a sentence and as a value where 1 is best."""
    corrected = facts.share_corrected
    listed = (
        ("originals", facts.share_original, facts.share_original),
        ("with an author", facts.share_with_author, facts.share_with_author),
        ("press releases", facts.share_press_release, _rest(facts.share_press_release)),
        ("clickbait", facts.share_clickbait, _rest(facts.share_clickbait)),
        ("corrected", corrected, None if corrected is None else corrected / CORRECTING_SHARE),
    )
    return [
        (f"{100 * share:.0f} % {name}", min(max(value, 0.0), 1.0))
        for name, share, value in listed
        if share is not None and value is not None
    ]


def _rest(share: float | None) -> float | None:
    return None if share is None else 1.0 - share
