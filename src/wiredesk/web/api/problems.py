"""What goes wrong at the API, and how a program is told (RFC 9457).

In: a code.  Out: a problem that says what happened and what to do.  Every code stands in the table; the OpenAPI document and
the page of the API are made from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from wiredesk.web.api.shapes import Problem

MEDIA_TYPE: Final = "application/problem+json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One thing that goes wrong."""

    status: int
    title: str
    remedy: str


KINDS: Final[Mapping[str, Kind]] = {
    "parameter": Kind(
        status=400,
        title="A parameter is not as it must be.",
        remedy="Send it as openapi.json describes it.",
    ),
    "cursor": Kind(
        status=400,
        title="The cursor is not one that this list gave, or no longer.",
        remedy="Ask without a cursor, and begin again.",
    ),
    "body": Kind(
        status=400,
        title="The body is not as it must be.",
        remedy="Send one JSON object as openapi.json describes it, every key once.",
    ),
    "key": Kind(
        status=401,
        title="The key is missing, wrong, revoked or expired.",
        remedy="Send `Authorization: Bearer KEY`; an owner makes keys with `wiredesk apikeys add`.",
    ),
    "scope": Kind(
        status=403,
        title="The key is not good for that.",
        remedy="Ask an owner of the hub for a key with that scope.",
    ),
    "missing": Kind(
        status=404,
        title="There is no such thing, or not for you.",
        remedy="Take ids from the lists; what was withdrawn is named by /changes.",
    ),
    "conflict": Kind(
        status=409,
        title="Somebody changed it since, or it is so already.",
        remedy="Look at it again, then choose.",
    ),
    "refused": Kind(
        status=409,
        title="That cannot be done.",
        remedy="Ask for something else.",
    ),
    "method": Kind(
        status=405,
        title="That cannot be done with this address.",
        remedy="Use a method that the Allow header names.",
    ),
    "large": Kind(
        status=413,
        title="The body is too large.",
        remedy="Send less at once.",
    ),
    "media_type": Kind(
        status=415,
        title="The body is no JSON.",
        remedy="Send `Content-Type: application/json`.",
    ),
    "rate": Kind(
        status=429,
        title="Too many requests in this minute.",
        remedy="Wait as long as Retry-After says; a key may send more.",
    ),
    "fault": Kind(
        status=500,
        title="Something went wrong here.",
        remedy="Tell who runs the hub; the time is in the Date header.",
    ),
    "store": Kind(
        status=503,
        title="The hub's memory does not answer.",
        remedy="Ask again as Retry-After says; nothing was lost.",
    ),
}


class Refusal(Exception):  # noqa: N818 - an answer, not a failure of ours
    """Why a request is not answered as asked."""

    def __init__(
        self,
        code: str,
        detail: str,
        *,
        remedy: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.remedy = remedy
        self.headers = dict(headers or {})

    @property
    def status(self) -> int:
        """Of the answer."""
        return KINDS[self.code].status

    def problem(self, *, root: str) -> Problem:
        """As the answer says it; `root` is the address of the API."""
        kind = KINDS[self.code]
        return Problem(
            type=f"{root}/#{self.code}",
            title=kind.title,
            status=kind.status,
            detail=self.detail,
            remedy=self.remedy or kind.remedy,
        )
