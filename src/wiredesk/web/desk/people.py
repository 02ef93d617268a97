"""Who may enter the desk: an owner adds, changes and removes people; everybody changes their own password."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import msgspec

from wiredesk.newsroom.auditing import note_act
from wiredesk.newsroom.users import (
    PASSWORD_CHARACTERS_MAX,
    PASSWORD_CHARACTERS_MIN,
    add_user,
    change_password,
    end_sessions,
    remove_user,
    set_password,
    set_role,
)
from wiredesk.records.act import ActKind
from wiredesk.records.user import Role, User
from wiredesk.web.desk.entering import EmptyForm
from wiredesk.web.desk.visit import Answer, Desk, Page, Sent, Shown, Visit

LIMITS: Final = {"shortest": PASSWORD_CHARACTERS_MIN, "longest": PASSWORD_CHARACTERS_MAX}


TOLD: Final = {
    "user_role": "Another role",
    "user_password": "A new password",
    "user_sessions": "Logged out everywhere",
    "user_removed": "Removed",
}


class NewUserForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person to be added."""

    name: str
    role: Role
    password: str


class RoleForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Another role."""

    role: Role


class PasswordForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A new password that an owner gives to somebody."""

    password: str


class OwnPasswordForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A new password of one's own."""

    old: str
    new: str
    again: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One line of the list."""

    user: User
    sessions: int
    seen_at: datetime | None
    """When one of them was last seen."""


def show_users(desk: Desk, visit: Visit) -> Answer:
    """Everybody who may enter."""
    sessions = desk.store.list_sessions()
    people = [
        Person(
            user=user,
            sessions=sum(one.user == user.name for one in sessions),
            seen_at=max((one.seen_at for one in sessions if one.user == user.name), default=None),
        )
        for user in desk.store.list_users()
    ]
    values = {"people": people, "roles": tuple(Role), "now": visit.now} | LIMITS
    return Shown(template="users.html", values=values)


def add(desk: Desk, visit: Visit) -> Answer:
    """A person more."""
    form = visit.form_as(NewUserForm)
    chance = desk.doorkeeper.chance
    name = form.name.strip().lower()
    add_user(desk.store, name, form.password, role=form.role, chance=chance, now=visit.now)
    _note(desk, visit, name, f"Added as {form.role.value}")
    return Sent(page="users", said="user_added")


def _doing(what: Callable[[Desk, Visit, str], None], said: str) -> Callable[[Desk, Visit], Answer]:
    """A button beside a person."""

    def answer(desk: Desk, visit: Visit) -> Answer:
        name = visit.path["user"]
        what(desk, visit, name)
        _note(desk, visit, name, TOLD[said])
        return Sent(page="users", said=said)

    return answer


def _note(desk: Desk, visit: Visit, name: str, told: str) -> None:
    note_act(desk.store, ActKind.USER, name, told=f"{told}: {name}.", by=visit.name, now=visit.now)


def _role(desk: Desk, visit: Visit, name: str) -> None:
    set_role(desk.store, name, visit.form_as(RoleForm).role)


def _password(desk: Desk, visit: Visit, name: str) -> None:
    form = visit.form_as(PasswordForm)
    set_password(desk.store, name, form.password, chance=desk.doorkeeper.chance)


def _sessions(desk: Desk, visit: Visit, name: str) -> None:
    visit.form_as(EmptyForm)
    end_sessions(desk.store, name)


def _remove(desk: Desk, visit: Visit, name: str) -> None:
    visit.form_as(EmptyForm)
    remove_user(desk.store, name)


def show_password(_desk: Desk, _visit: Visit) -> Answer:
    """The form for one's own password."""
    return Shown(template="password.html", values=LIMITS | {"told": "", "remedy": ""})


def change_own(desk: Desk, visit: Visit) -> Answer:
    """One's own password; everywhere else one is logged out, and here too."""
    form = visit.form_as(OwnPasswordForm)
    if form.new != form.again:
        told = {"told": "The new password was typed in two ways.", "remedy": "Type it again."}
        return Shown(template="password.html", values=LIMITS | told, status=400)
    change_password(
        desk.store,
        visit.name,
        old=form.old,
        new=form.new,
        limits=desk.doorkeeper.limits,
        address=visit.address,
        chance=desk.doorkeeper.chance,
        now=visit.now,
    )
    return Sent(page="log-in", cookies={"session": ""}, said="password_changed")


def _page(name: str, path: str, answer: Callable[[Desk, Visit], Answer]) -> Page:
    return Page(name=name, path=path, method="POST", role=Role.OWNER, answer=answer)


PAGES: Final = (
    Page(name="users", path="/users", method="GET", role=Role.OWNER, answer=show_users),
    _page("users", "/users", add),
    _page("user-role", "/users/{user}/role", _doing(_role, "user_role")),
    _page("user-password", "/users/{user}/password", _doing(_password, "user_password")),
    _page("user-sessions", "/users/{user}/sessions", _doing(_sessions, "user_sessions")),
    _page("user-remove", "/users/{user}/remove", _doing(_remove, "user_removed")),
    Page(name="password", path="/password", method="GET", role=Role.READER, answer=show_password),
    Page(name="password", path="/password", method="POST", role=Role.READER, answer=change_own),
)
