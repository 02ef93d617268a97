"""The checks before any page of the desk: session, origin, form, role (SAFETY.md 16, T45 to T51, T55).

In: a request.  Out: a Visit, or a Refusal with what to tell.  Deny by default: a page is reached only with the role that the
route table names.
"""

from typing import Final
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request

from wiredesk.newsroom.users import is_same
from wiredesk.web.desk.visit import Desk, Page, Visit

BODY_BYTES_MAX: Final = 262_144  # ten thousand ids are chosen by their filter, not one by one
FIELDS_MAX: Final = 2_000
FORM_TYPE: Final = "application/x-www-form-urlencoded"
SAFE_METHODS: Final = frozenset({"GET", "HEAD"})


class Refusal(Exception):  # noqa: N818 - an answer, not a failure of ours
    """Why a request is not answered as asked; `log_in`: nobody is logged in, send them there."""

    def __init__(self, *, status: int, told: str, remedy: str, log_in: bool = False) -> None:
        super().__init__(told)
        self.status = status
        self.told = told
        self.remedy = remedy
        self.log_in = log_in


async def visit_of(desk: Desk, page: Page, request: Request) -> Visit:
    """The checked request; Refusal when it may not be answered."""
    _check_host(desk, request)
    form = {}
    if page.method not in SAFE_METHODS:
        _check_origin(desk, request)
        form = await _form(request)
    now = desk.clock.now()
    token = request.cookies.get(session_cookie(desk), "")
    found = desk.doorkeeper.who(token, now=now)
    if page.role is not None and found is None:
        raise Refusal(status=401, told="Nobody is logged in here.", remedy="Log in.", log_in=True)
    sent = form.pop("csrf", ("",))[-1]
    if page.role is not None and found is not None:
        if page.method not in SAFE_METHODS and not is_same(found[1].csrf, sent):
            raise Refusal(
                status=403,
                told="The form did not come from a page of yours.",
                remedy="Load the page anew and send its form.",
            )
        if not found[0].role.covers(page.role):
            raise Refusal(
                status=403,
                told=f"That needs the role {page.role.value}; yours is {found[0].role.value}.",
                remedy="Ask an owner of the hub: `wiredesk users role`.",
            )
    return Visit(
        user=found[0] if found else None,
        csrf=found[1].csrf if found else "",
        path={name: str(value) for name, value in request.path_params.items()},
        query=dict(request.query_params),
        form=form,
        cookies=request.cookies,
        address=request.client.host if request.client else "",
        now=now,
    )


def session_cookie(desk: Desk) -> str:
    """Name of the cookie that holds the session; over TLS no other host can set it (RFC 6265bis, 4.1.3.2)."""
    return "__Host-wiredesk" if desk.is_secure else "wiredesk"


def device_cookie(desk: Desk) -> str:
    """Name of the cookie that stays when the session ends."""
    return "__Host-wiredesk-device" if desk.is_secure else "wiredesk-device"


def _check_host(desk: Desk, request: Request) -> None:
    """Only the names that we were given: a forged Host is answered with nothing of ours."""
    if request.headers.get("host", "") not in (urlsplit(desk.url).netloc, *_own_hosts(request)):
        raise Refusal(
            status=421,
            told="This desk goes by another name.",
            remedy="Open it under hub.url of wiredesk.toml.",
        )


def _check_origin(desk: Desk, request: Request) -> None:
    """Every browser says where a form comes from; what does not say it is none of ours."""
    origin = urlsplit(request.headers.get("origin", ""))
    public = urlsplit(desk.url)
    at_public = (origin.scheme, origin.netloc) == (public.scheme, public.netloc)
    at_home = origin.scheme == "http" and origin.netloc in _own_hosts(request)
    site = request.headers.get("sec-fetch-site", "same-origin")
    if not (at_public or at_home) or site != "same-origin":
        raise Refusal(
            status=403,
            told="The form came from another site.",
            remedy="Send it from the desk itself.",
        )


def _own_hosts(request: Request) -> tuple[str, str]:
    """This machine's own names on the port that the request came in by."""
    port = (request.scope.get("server") or ("", 0))[1]
    return f"127.0.0.1:{port}", f"localhost:{port}"


async def _form(request: Request) -> dict[str, tuple[str, ...]]:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM_TYPE:
        raise Refusal(status=415, told="That is no form.", remedy=f"Send {FORM_TYPE}.")
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > BODY_BYTES_MAX:
            raise Refusal(
                status=413,
                told=f"A form has at most {BODY_BYTES_MAX:,} bytes.",
                remedy="Choose less at once.",
            )
    try:
        pairs = parse_qsl(
            body.decode("utf-8"), keep_blank_values=True, max_num_fields=FIELDS_MAX, errors="strict"
        )
    except ValueError as cause:
        raise Refusal(
            status=400, told="The form cannot be read.", remedy="Send the form of the page."
        ) from cause
    fields: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        fields[name] = (*fields.get(name, ()), value)
    return fields
