"""Editorial: what is held, why, and until when; and the account of all that came in."""

from wiredesk.craft.editorial.account import Account, AccountLine, account
from wiredesk.craft.editorial.alarm import AFTER, BEFORE_MAX, Trait, judge_change, trait_of
from wiredesk.craft.editorial.borrowing import count_borrowed
from wiredesk.craft.editorial.holds import (
    NOT_LIFTED_BY_RELEASE,
    SETTLED,
    WAITS_FOR_PERSON,
    HoldCase,
    HoldPolicy,
    judge_holds,
    next_judgement,
)
from wiredesk.craft.editorial.safety import find_unsafe, find_unsafe_text
from wiredesk.craft.editorial.switch import find_switch

__all__ = [
    "AFTER",
    "BEFORE_MAX",
    "NOT_LIFTED_BY_RELEASE",
    "SETTLED",
    "WAITS_FOR_PERSON",
    "Account",
    "AccountLine",
    "HoldCase",
    "HoldPolicy",
    "Trait",
    "account",
    "count_borrowed",
    "find_switch",
    "find_unsafe",
    "find_unsafe_text",
    "judge_change",
    "judge_holds",
    "next_judgement",
    "trait_of",
]
