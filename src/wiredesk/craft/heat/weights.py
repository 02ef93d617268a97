"""What one report is worth: c = o · w · r, frozen when it is filed (SCORES.md 4).

In: a story's members in order of receipt, and what is known of their providers.  Out: the weights of
those that have none yet.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from wiredesk.basics.ids import ArticleId
from wiredesk.records.family import Relation
from wiredesk.records.provider import Provider
from wiredesk.records.story import StoryMember

PROBATION: Final = timedelta(days=7)  # known for less, or
PROBATION_ARTICLES: Final = 20  # with fewer articles: not yet trusted
COPY_WORTH: Final = 0.25  # divided by n for the n-th further owner of the same text
PROBATION_WORTH: Final = 0.10  # divided by n for the n-th owner on probation
SOURCE_FLOOR: Final = 0.25  # w = 0.25 + 0.75·S
SOURCE_UNKNOWN: Final = 0.5
LISTED: Final = 1.0  # the hub's owner vouches for it


def owner_weight(provider: Provider) -> float:
    """w: 0.25 + 0.75·S with S the provider's rating; vouched for counts fully, unknown is 0.5."""
    rating = provider.rating
    if rating is None:
        rating = LISTED if provider.listed or provider.official else SOURCE_UNKNOWN
    return SOURCE_FLOOR + (1.0 - SOURCE_FLOOR) * rating


def is_on_probation(provider: Provider, *, at: datetime) -> bool:
    """Whether a provider is too new to be trusted; one that a person listed never is."""
    if provider.listed or provider.official:
        return False
    young = provider.known_since is None or at - provider.known_since < PROBATION
    return young or provider.article_count < PROBATION_ARTICLES


def filed_weights(
    members: Sequence[StoryMember], providers: Mapping[str, Provider]
) -> dict[ArticleId, float]:
    """Weights of the members that have none yet (below 0); those that have one keep it."""
    families: dict[str, set[str]] = {}
    novices: Counter[str] = Counter()
    filed = {}
    for member in members:
        provider = providers[member.provider]
        novice = is_on_probation(provider, at=member.received_at)
        owners = families.setdefault(member.family_id, set())
        if member.weight < 0:
            filed[member.article_id] = _weight(member, provider, owners, novices, novice=novice)
        owners.add(member.owner)
        if novice:
            novices[member.owner] += 1
    return filed


def _weight(
    member: StoryMember,
    provider: Provider,
    owners: set[str],
    novices: Counter[str],
    *,
    novice: bool,
) -> float:
    original = _originality(member, owners)
    if novice:
        place = len(novices.keys() - {member.owner}) + 1
        return min(original, 1.0) * PROBATION_WORTH / place if original else 0.0
    return original * owner_weight(provider)


def _originality(member: StoryMember, owners: set[str]) -> float:
    """o: 1 for the first of a family, 0.25/n for the n-th further owner, 0 for the same owner."""
    if member.owner in owners:
        return 0.0
    if not owners and member.relation is not Relation.REVISION:
        return 1.0
    return COPY_WORTH / max(len(owners), 1)
