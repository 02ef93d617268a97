"""What the hub's owner decided on rights, from all three files, as one record.

In: settings, providers, sources.  Out: RightsRules, which `craft.rights` decides by.
"""

from collections.abc import Sequence

from wiredesk.records.provider import Provider
from wiredesk.records.rights import NO_TERMS, RightsPolicy, RightsRules
from wiredesk.records.source import Source
from wiredesk.settings.hub import Settings


def rights_rules(
    settings: Settings, *, providers: Sequence[Provider], sources: Sequence[Source]
) -> RightsRules:
    """The rules of a hub: its own, those of providers, those of sources."""
    rights = settings.rights
    return RightsRules(
        own=RightsPolicy(
            excerpt_characters_max=settings.publish.excerpt_characters_max,
            images=rights.images,
            full_text=rights.full_text,
            ai=rights.ai,
            raw_days=rights.raw_days,
            text_days=rights.text_days,
            excerpt_days=rights.excerpt_days,
        ),
        press_right_characters_max=rights.press_right_characters_max,
        jurisdictions={country.lower(): most for country, most in rights.jurisdictions.items()},
        providers={one.domain: one.terms for one in providers if one.terms != NO_TERMS},
        sources={one.id: one.terms for one in sources if one.terms != NO_TERMS},
        countries={one.domain: one.country for one in providers if one.country},
    )
