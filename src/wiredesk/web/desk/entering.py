"""Log in and log out."""

from typing import Final

import msgspec

from wiredesk.basics.errors import UsageError
from wiredesk.records.user import Role
from wiredesk.web.desk.guard import device_cookie, session_cookie
from wiredesk.web.desk.visit import Answer, Desk, Page, Sent, Shown, Visit


class LogInForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the log-in page sends."""

    name: str
    password: str


class EmptyForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A button without fields."""


def show_log_in(_desk: Desk, visit: Visit) -> Answer:
    """The form, or on to the desk for who is in already."""
    if visit.user is not None:
        return Sent(page="home")
    return Shown(template="log-in.html", values={"told": "", "remedy": ""})


def log_in(desk: Desk, visit: Visit) -> Answer:
    """A session for the right password; a new one each time, so that none can be planted (SAFETY.md T47)."""
    form = visit.form_as(LogInForm)
    if old := visit.cookies.get(session_cookie(desk)):
        desk.doorkeeper.log_out(old)
    try:
        entered = desk.doorkeeper.log_in(
            form.name,
            form.password,
            address=visit.address,
            device_token=visit.cookies.get(device_cookie(desk), ""),
            now=visit.now,
        )
    except UsageError as error:
        values = {"told": error.message, "remedy": error.remedy}
        status = 429 if error.code == "too_many_tries" else 403
        return Shown(template="log-in.html", values=values, status=status)
    cookies = {"session": entered.session_token, "device": entered.device_token}
    return Sent(page="home", cookies=cookies, said="logged_in")


def log_out(desk: Desk, visit: Visit) -> Answer:
    """The session ends here, not only in the browser."""
    visit.form_as(EmptyForm)
    desk.doorkeeper.log_out(visit.cookies[session_cookie(desk)])
    return Sent(page="log-in", cookies={"session": ""})


PAGES: Final = (
    Page(name="log-in", path="/log-in", method="GET", role=None, answer=show_log_in),
    Page(name="log-in", path="/log-in", method="POST", role=None, answer=log_in),
    Page(name="log-out", path="/log-out", method="POST", role=Role.READER, answer=log_out),
)
