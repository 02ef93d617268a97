"""Webhooks: how a message is signed, and when one that failed is sent again."""

from wiredesk.craft.webhooks.attempts import FAILING_MAX, Attempt, judge_attempt
from wiredesk.craft.webhooks.signing import (
    SECRET_BYTES,
    TOLERANCE,
    is_signed,
    parse_secrets,
    render_secrets,
    sign,
)

__all__ = [
    "FAILING_MAX",
    "SECRET_BYTES",
    "TOLERANCE",
    "Attempt",
    "is_signed",
    "judge_attempt",
    "parse_secrets",
    "render_secrets",
    "sign",
]
