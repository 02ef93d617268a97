"""What one report is worth: c = o · w · r, frozen when it is filed (SCORES.md 4).

In: a story's members in order of receipt, and what is known of their providers.  Out: the weights of
those that have none yet.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from wiredesk.basics.ids import ArticleId
from wiredesk.records.coverage import Weight
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
BASE_RATE_MIN: Final = 0.25  # who reports everything still says something
BASE_RATE_PRIOR: Final = 100  # stories that nobody reported: a young hub is not judged by a dozen


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


def base_rates(covered: Mapping[str, int], *, stories: int) -> dict[str, float]:
    """The r of each owner that reports more than its share; who is missing here has 1.

    `covered` says in how many of the `stories` of the last 28 days an owner had a report.  With p its
    share of them and p̄ the mean share of all owners, r = (1 − p)/(1 − p̄), from 0.25 to 1: a report of
    an owner that is everywhere says less of this one story.  Measured against the mean, since in a
    hub of five sources every one of them reports a fifth of everything.
    """
    seen = stories + BASE_RATE_PRIOR
    shares = {owner: min(count, stories) / seen for owner, count in covered.items() if count > 0}
    mean = sum(shares.values()) / len(shares) if shares else 0.0
    rates = {
        owner: round(max(BASE_RATE_MIN, (1.0 - share) / (1.0 - mean)), 3)
        for owner, share in shares.items()
    }
    return {owner: rate for owner, rate in rates.items() if rate < 1.0}


def file_weights(
    members: Sequence[StoryMember],
    providers: Mapping[str, Provider],
    *,
    rates: Mapping[str, float] | None = None,
) -> dict[ArticleId, Weight]:
    """Weights of the members that have none yet; those that have one keep it.

    An old article that came in again weighs nothing.
    """
    families: dict[str, set[str]] = {}
    novices: set[str] = set()
    filed = {}
    for member in members:
        if member.resurfaced:
            # It adds nothing, and whoever tells of it anew is not its copy.
            if member.weight is None:
                filed[member.article_id] = Weight(original=0.0)
            continue
        provider = providers[member.provider]
        owners = families.setdefault(member.family_id, set())
        weight = member.weight
        if weight is None:
            weight = Weight(
                original=_originality(member, owners),
                source=owner_weight(provider),
                base_rate=(rates or {}).get(member.owner, 1.0),
            )
            if is_on_probation(provider, at=member.received_at):
                weight = _on_probation(weight, place=len(novices - {member.owner}) + 1)
            filed[member.article_id] = weight
        owners.add(member.owner)
        if weight.on_probation:
            novices.add(member.owner)
    return filed


def _originality(member: StoryMember, owners: set[str]) -> float:
    """o: 1 for the first of a family, 0.25/n for the n-th further owner, 0 for the same owner."""
    if member.owner in owners:
        return 0.0
    if not owners and member.relation is not Relation.REVISION:
        return 1.0
    return COPY_WORTH / max(len(owners), 1)


def _on_probation(weight: Weight, *, place: int) -> Weight:
    """A newcomer's report, the `place`-th owner on probation in its story."""
    return Weight(
        original=weight.original,
        source=PROBATION_WORTH / place,
        base_rate=weight.base_rate,
        on_probation=True,
    )
