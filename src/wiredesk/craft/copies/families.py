"""Who the origin of a family is: the first seen, corrected by what its members credit.

In: members as they come.  Out: the origin, and why it is the origin.
"""

from dataclasses import dataclass, field
from typing import Final

from wiredesk.basics.ids import ArticleId
from wiredesk.craft.copies.credit import credit_key, means
from wiredesk.records.family import Fingerprint
from wiredesk.records.reason import Reason

CREDITS_MAX: Final = (
    20  # different ones a family remembers; a flood may make up a new one each time
)


@dataclass(slots=True)
class Family:
    """The members of one family that are in the window."""

    origin: ArticleId
    former: ArticleId | None = None
    """Who was held to be the origin before."""
    members: dict[ArticleId, Fingerprint] = field(default_factory=dict)
    first_of: dict[str, Fingerprint] = field(default_factory=dict)
    """The first member of each provider."""
    credits: dict[str, Fingerprint] = field(default_factory=dict)
    """Each credit with the first member that carries it."""

    def add(self, own: Fingerprint, *, origin: ArticleId) -> None:
        """Take `own` in; `origin` is who is now held to be the origin."""
        if origin != self.origin:
            self.former, self.origin = self.origin, origin
        self.members[own.article_id] = own
        self.first_of.setdefault(own.provider, own)
        if own.credit and len(self.credits) < CREDITS_MAX:
            self.credits.setdefault(credit_key(own.credit), own)

    def remove(self, own: Fingerprint) -> None:
        """Let `own` go."""
        self.members.pop(own.article_id, None)
        if self.first_of.get(own.provider) == own:
            del self.first_of[own.provider]
        if self.credits.get(credit_key(own.credit)) == own:
            del self.credits[credit_key(own.credit)]


def origin_with(own: Fingerprint, family: Family) -> tuple[ArticleId, Reason]:
    """The origin once `own` is a member: whom the others credit, else whom they had first."""
    first = family.first_of.get(own.provider, own)
    if creditor := _creditor(first, family):
        return first.article_id, by_credit(creditor, first)
    is_new_credit = own.credit and credit_key(own.credit) not in family.credits
    if is_new_credit and len(family.credits) < CREDITS_MAX:
        for other in family.first_of.values():
            if credits_provider(own, other):
                return other.article_id, by_credit(own, other)
    origin = family.members.get(family.origin)
    if origin is None:
        why = Reason(code="origin_kept", text="Its origin came in before what is remembered.")
        return family.origin, why
    return family.origin, _first_seen(origin, family)


def credits_provider(creditor: Fingerprint, other: Fingerprint) -> bool:
    """Whether `creditor` says that the text is that of another provider, `other`'s."""
    return creditor.provider != other.provider and means(
        creditor.credit, provider=other.provider, name=other.name
    )


def by_credit(creditor: Fingerprint, credited: Fingerprint) -> Reason:
    """Why `credited` is the origin."""
    told = f"{creditor.provider} credits {creditor.credit}, which is {credited.provider}."
    return Reason(code="origin_by_credit", text=told, evidence=creditor.credit)


def _creditor(own: Fingerprint, family: Family) -> Fingerprint | None:
    return next((one for one in family.credits.values() if credits_provider(one, own)), None)


def _first_seen(origin: Fingerprint, family: Family) -> Reason:
    if creditor := _creditor(origin, family):
        return by_credit(creditor, origin)
    told = f"{origin.provider} had it first"
    told = f"{told}, and credits {origin.credit}." if origin.credit else f"{told}."
    return Reason(code="origin_first_seen", text=told, evidence=origin.title)
