"""May we?  One function answers for every use and every way out: the stricter of policy and envelope.

In: what the owner chose, what the publisher said, when it was published, now.  Out: Allowance with its
reasons.  Policy, not law: the defaults are this project's judgement (docs/decisions/0012-rights.md).
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from wiredesk.basics.ids import SourceId
from wiredesk.records.envelope import Envelope, Use
from wiredesk.records.reason import Reason
from wiredesk.records.rights import Allowance, RightsPolicy, RightsRules, Terms

# Where Directive (EU) 2019/790 Art. 15 holds: the Union, and the EEA's other members.
PRESS_RIGHT_COUNTRIES: Final = frozenset(
    "at be bg cy cz de dk ee es fi fr gr hr hu ie it lt lu lv mt nl pl pt ro se si sk is li no eu".split()
)
PRESS_RIGHT_BEGINS: Final = datetime(2019, 6, 6, tzinfo=UTC)  # Art. 15(4): nothing older
FULL_TEXT_CHARACTERS: Final = 500_000  # as much as is ever read
UNLIMITED_REASON: Final = "It is allowed."


def policy_of(rules: RightsRules, *, provider: str, source: SourceId) -> RightsPolicy:
    """What the owner decided for an article of this source and provider: the most specific word counts."""
    policy = rules.own
    terms = (rules.providers.get(provider), rules.sources.get(source))
    for one in terms:
        policy = _overruled(policy, one) if one else policy
    country = (policy.jurisdiction or rules.countries.get(provider, "")).lower()
    bound = rules.jurisdictions.get(country)
    if bound is None and country in PRESS_RIGHT_COUNTRIES:
        bound = rules.press_right_characters_max
    return replace(policy, jurisdiction=country, press_right_characters_max=bound)


def press_right_ends(published: datetime) -> datetime | None:
    """When the press publishers' right in it ends; None when it never had one.

    Two years, counted from 1 January of the year after publication (Art. 15(4)).
    """
    if published < PRESS_RIGHT_BEGINS:
        return None
    return datetime(published.astimezone(UTC).year + 3, 1, 1, tzinfo=UTC)


def may(
    use: Use, *, policy: RightsPolicy, envelope: Envelope, published: datetime, now: datetime
) -> Allowance:
    """Whether `use` is allowed now: the stricter of what the owner chose and what the publisher said."""
    said = [one for one in envelope.statements if use in one.forbids]
    reasons = [
        _by_publisher(f"Its publisher forbids it: {one.origin}.", one.evidence) for one in said
    ]
    if use in envelope.forbidden and not reasons:
        reasons = [_by_publisher("Its publisher forbids it.", "")]
    if told := _forbidden_by_policy(use, policy):
        reasons.append(Reason(code="rights_policy", text=told))
    if use is not Use.INDEX and not policy.show:
        reasons.append(Reason(code="rights_policy", text="Nothing of this source is shown."))
    if reasons:
        return Allowance(use=use, allowed=False, reasons=tuple(reasons))
    if use is Use.EXCERPT:
        return _excerpt(policy, envelope, published=published, now=now)
    characters = FULL_TEXT_CHARACTERS if use is Use.FULL_TEXT else 0
    return Allowance(use=use, allowed=True, characters_max=characters)


def find_rights_hold(
    *, policy: RightsPolicy, published: datetime | None, now: datetime
) -> tuple[str, datetime | None]:
    """Why an article must not go out at all, and until when; empty when it may."""
    if not policy.show:
        return "The hub's owner chose to show nothing of this source.", None
    if policy.embargo_hours and published is not None:
        ends = published + timedelta(hours=policy.embargo_hours)
        if now < ends:
            return f"Its source has an embargo of {policy.embargo_hours} hours.", ends
    return "", None


def _excerpt(
    policy: RightsPolicy, envelope: Envelope, *, published: datetime, now: datetime
) -> Allowance:
    bounds = [(policy.excerpt_characters_max, "rights_policy", "by the hub's own policy")]
    if envelope.excerpt_characters_max is not None:
        told = "since its publisher says so"
        bounds.append((envelope.excerpt_characters_max, "rights_publisher", told))
    ends = press_right_ends(published)
    if policy.press_right_characters_max is not None and ends is not None and now < ends:
        told = f"while the press publishers' right of {policy.jurisdiction.upper()} runs, until {ends:%Y-%m-%d}"
        bounds.append((policy.press_right_characters_max, "rights_press", told))
    characters, code, told = min(bounds)
    why = Reason(
        code=code, text=f"At most {characters} characters, {told}.", value=float(characters)
    )
    return Allowance(
        use=Use.EXCERPT, allowed=characters > 0, characters_max=characters, reasons=(why,)
    )


def _forbidden_by_policy(use: Use, policy: RightsPolicy) -> str:
    if use is Use.TRAIN:
        return "No model is ever trained with what others wrote."
    if use is Use.SUMMARISE and not policy.ai:
        return "The hub's owner lets no model read it."
    if use is Use.IMAGE and not policy.images:
        return "The hub's owner shows no images of it."
    if use is Use.FULL_TEXT and not policy.full_text:
        return "The hub's owner keeps its full text from editors too."
    if use is Use.INDEX and not policy.show:
        return "The hub's owner chose to show nothing of this source."
    return ""


def _by_publisher(text: str, evidence: str) -> Reason:
    return Reason(code="rights_publisher", text=text, evidence=evidence)


def _overruled(policy: RightsPolicy, terms: Terms) -> RightsPolicy:
    said = {
        name: value
        for name in RightsPolicy.__dataclass_fields__
        if (value := getattr(terms, name, None)) is not None
    }
    return replace(policy, **said)
