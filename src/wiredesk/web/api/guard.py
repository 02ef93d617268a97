"""The checks before any page of the API: key, rate, scope, parameters, body (SAFETY.md 1.4, F086 to F092).

In: a request.  Out: who asks, then a Visit; or a Refusal that says what to do.  Cookies count for nothing here, so no other
site can ask in anybody's name; forwarded addresses count for nothing either.
"""

import json
import logging
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, NoReturn, get_type_hints

import msgspec
from starlette.requests import Request

from wiredesk.basics.errors import StoreError
from wiredesk.newsroom.apikeys import find_api_key, note_use
from wiredesk.newsroom.guesses import network_of
from wiredesk.newsroom.rates import WINDOW_SECONDS, Rate
from wiredesk.records.apikey import ApiKey, ApiScope
from wiredesk.web.api.problems import Refusal
from wiredesk.web.api.questions import Query
from wiredesk.web.api.visit import Api, Page, Visit

BODY_BYTES_MAX: Final = 65_536
JSON_TYPE: Final = "application/json"
NUMBER: Final = re.compile(r"0|-?[1-9][0-9]{0,8}")
TOLD_CHARACTERS_MAX: Final = 120
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who asks, and where that stands within the minute."""

    key: ApiKey | None
    rate: Rate
    is_wrong: bool = False
    """A key was sent that is none."""
    now: datetime

    @property
    def headers(self) -> dict[str, str]:
        """What the answer says of the rate (draft-ietf-httpapi-ratelimit-headers)."""
        rate = self.rate
        return {
            "ratelimit-policy": f'"minute";q={rate.allowed};w={WINDOW_SECONDS}',
            "ratelimit": f'"minute";r={rate.left};t={rate.resets_in}',
        }


def asker_of(api: Api, request: Request) -> Asker:
    """Who sent the request, counted once.  StoreError when keys cannot be looked up."""
    now = api.clock.now()
    scheme, _, sent = request.headers.get("authorization", "").partition(" ")
    key = None
    if scheme.lower() == "bearer":
        key = find_api_key(api.store, sent.strip(), now=now)
    if key is not None:
        rate = api.rates.count(f"key {key.id}", allowed=key.per_minute, now=now)
        return Asker(key=key, rate=rate, now=now)
    network = network_of(request.client.host if request.client else "")
    rate = api.rates.count(f"network {network}", allowed=api.per_minute, now=now)
    return Asker(key=None, rate=rate, is_wrong=bool(scheme), now=now)


def visit_of(api: Api, page: Page, asker: Asker, *, request: Request, body: bytes) -> Visit:
    """The checked request; Refusal when it is not answered."""
    _check_rate(asker)
    _check_key(api, page, asker)
    if page.id_pattern and not re.fullmatch(page.id_pattern, request.path_params.get("id", "")):
        raise Refusal("missing", "No id looks like that.")
    return Visit(
        key=asker.key,
        path={name: str(value) for name, value in request.path_params.items()},
        query=_query(page.query, request),
        body=None if page.takes is None else _body(page.takes, request, body),
        now=asker.now,
    )


async def body_of(page: Page, request: Request) -> bytes:
    """What was sent, unless it is too large; what a page does not take is not read."""
    body = bytearray()
    if page.takes is None:
        return b""
    async for part in request.stream():
        body += part
        if len(body) > BODY_BYTES_MAX:
            raise Refusal("large", f"A body has at most {BODY_BYTES_MAX:,} bytes.")
    return bytes(body)


def _check_rate(asker: Asker) -> None:
    if asker.rate.is_over:
        raise Refusal(
            "rate",
            f"{asker.rate.allowed} requests a minute are allowed.",
            headers={"retry-after": str(asker.rate.resets_in)},
        )


def _check_key(api: Api, page: Page, asker: Asker) -> None:
    asked = {"www-authenticate": 'Bearer realm="wiredesk"'}
    if asker.is_wrong:
        raise Refusal("key", "That is no key of this hub, or no longer.", headers=asked)
    if page.scope is None or (page.scope is ApiScope.READ and api.is_public and not asker.key):
        return
    if asker.key is None:
        raise Refusal("key", f"That needs a key with the scope {page.scope.value}.", headers=asked)
    if page.scope not in asker.key.scopes:
        raise Refusal("scope", f"That needs the scope {page.scope.value}.")


def note_asker(api: Api, asker: Asker) -> None:
    """Keep when a key was used; that this fails keeps nobody from an answer."""
    if asker.key is not None:
        try:
            note_use(api.store, asker.key, now=asker.now)
        except StoreError as error:
            log.warning("the use of a key was not noted: %s", error)


# --- parameters and bodies --------------------------------------------------------------------------


def _query(shape: type[Query], request: Request) -> Query:
    given: dict[str, Any] = {}
    for name, value in request.query_params.multi_items():
        if name in given:
            raise Refusal("parameter", f"`{_told(name)}` stands there twice.")
        given[name] = value
    for name in _numbers(shape) & given.keys():
        if not NUMBER.fullmatch(given[name]):
            raise Refusal("parameter", f"`{name}` is a whole number.")
        given[name] = int(given[name])
    try:
        return msgspec.convert(given, shape)
    except (msgspec.ValidationError, OverflowError) as cause:
        raise Refusal("parameter", _told(_sentence(cause))) from cause


@lru_cache(maxsize=64)  # one for each page
def _numbers(shape: type[Query]) -> frozenset[str]:
    return frozenset(name for name, kind in get_type_hints(shape).items() if kind is int)


def _body(shape: type, request: Request, body: bytes) -> object:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != JSON_TYPE:
        raise Refusal("media_type", "The body does not say that it is JSON.")
    try:
        told = json.loads(
            body, object_pairs_hook=_once, parse_constant=_no_number, parse_float=_number
        )
        return msgspec.convert(told, shape)
    except (msgspec.ValidationError, ValueError, RecursionError) as cause:
        detail = "It is nested too deep." if isinstance(cause, RecursionError) else _sentence(cause)
        raise Refusal("body", _told(detail)) from cause


def _sentence(cause: Exception) -> str:
    """What msgspec says, its place first: `limit`: expected `int` <= 100."""
    told, _, place = str(cause).partition(" - at `$.")
    return f"`{place.rstrip('`')}`: {told[:1].lower()}{told[1:]}." if place else f"{told}."


def _once(pairs: list[tuple[str, Any]]) -> Mapping[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands there twice")
    return found


def _number(word: str) -> int | float:
    """A number with a point; one that is whole is a whole number, as JSON Schema has it."""
    number = float(word)
    if not math.isfinite(number):
        _no_number(word)
    return int(number) if number.is_integer() else number


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number of JSON")


def _told(text: str) -> str:
    """What was sent, cut and without signs that a terminal obeys; the answer is JSON, so markup is only text."""
    shown = "".join(sign for sign in text if sign.isprintable())
    return shown if len(shown) <= TOLD_CHARACTERS_MAX else f"{shown[:TOLD_CHARACTERS_MAX]}…"
