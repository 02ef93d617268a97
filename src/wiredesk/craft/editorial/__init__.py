"""Editorial: what is held, why, and until when; and the account of all that came in."""

from wiredesk.craft.editorial.account import Account, AccountLine, account
from wiredesk.craft.editorial.holds import (
    NOT_LIFTED_BY_RELEASE,
    HoldCase,
    HoldPolicy,
    judge_holds,
    next_judgement,
)

__all__ = [
    "NOT_LIFTED_BY_RELEASE",
    "Account",
    "AccountLine",
    "HoldCase",
    "HoldPolicy",
    "account",
    "judge_holds",
    "next_judgement",
]
