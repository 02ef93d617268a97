"""Users and API keys on the desk: what an owner does, and what everybody does for themselves."""

import re

import pytest
from make import NOW
from starlette.applications import Starlette
from web.asking import Answered, ask, form
from web.desks import GOOD, csrf_of, enter, is_log_in

from wiredesk.newsroom.apikeys import find_api_key
from wiredesk.records.apikey import ApiScope
from wiredesk.records.user import Role
from wiredesk.world.store import SqlStore

NEW = "nine lanterns over a quiet harbour"


def send(app: Starlette, path: str, who: str = "owner", **fields: str) -> Answered:
    headers = enter(app, who)
    body = form(csrf=csrf_of(app, headers), **fields)
    return ask(app, path, method="POST", headers=headers, body=body)


def test_an_owner_adds_a_person_who_then_gets_in(app: Starlette) -> None:
    answer = send(app, "/desk/users", name="Clara", role="editor", password=NEW)
    assert answer.header("location") == "/desk/users?said=user_added"
    body = form(name="clara", password=NEW)
    headers = {
        "content-type": "application/x-www-form-urlencoded",
        "origin": "http://127.0.0.1:8420",
    }
    assert ask(app, "/desk/log-in", method="POST", headers=headers, body=body).status == 303
    assert "clara" in ask(app, "/desk/users", headers=enter(app)).text


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "owner", "role": "editor", "password": NEW},
        {"name": "x y", "role": "editor", "password": NEW},
        {"name": "dora", "role": "king", "password": NEW},
        {"name": "dora", "role": "editor", "password": "short"},
        {"name": "dora", "role": "editor"},
    ],
)
def test_what_is_no_person_is_not_added(
    app: Starlette, store: SqlStore, fields: dict[str, str]
) -> None:
    before = store.list_users()
    assert send(app, "/desk/users", **fields).status == 400
    assert store.list_users() == before


def test_a_role_and_a_password_of_another_end_their_sessions(
    app: Starlette, store: SqlStore
) -> None:
    for path, fields in (
        ("role", {"role": "owner"}),
        ("password", {"password": NEW}),
        ("sessions", {}),
    ):
        editor = {"cookie": ""} if path == "sessions" else enter(app, "editor")
        send(app, f"/desk/users/editor/{path}", **fields)
        assert is_log_in(ask(app, "/desk/", headers=editor)), path
    user = store.load_user("editor")
    assert user
    assert user.role is Role.OWNER


def test_the_last_owner_stays(app: Starlette, store: SqlStore) -> None:
    for path, fields in (("role", {"role": "reader"}), ("remove", {})):
        assert send(app, f"/desk/users/owner/{path}", **fields).status == 400
    user = store.load_user("owner")
    assert user
    assert user.role is Role.OWNER


def test_who_is_removed_is_out_at_once(app: Starlette) -> None:
    reader = enter(app, "reader")
    send(app, "/desk/users/reader/remove")
    assert is_log_in(ask(app, "/desk/", headers=reader))


def test_ones_own_password_needs_the_present_one_and_ends_all_sessions(app: Starlette) -> None:
    other = enter(app, "editor")
    wrong = send(app, "/desk/password", "editor", old="not it at all", new=NEW, again=NEW)
    assert (wrong.status, "present password is wrong" in wrong.text) == (400, True)
    differ = send(app, "/desk/password", "editor", old=GOOD, new=NEW, again=NEW + "!")
    assert differ.status == 400
    done = send(app, "/desk/password", "editor", old=GOOD, new=NEW, again=NEW)
    assert done.header("location") == "/desk/log-in?said=password_changed"
    assert done.cookies["wiredesk"] == ""
    assert is_log_in(ask(app, "/desk/", headers=other))
    assert "new password" in ask(app, "/desk/log-in?said=password_changed").text


def test_the_present_password_cannot_be_guessed_at_an_open_desk(app: Starlette) -> None:
    headers = enter(app, "editor")
    csrf = csrf_of(app, headers)
    answers = [
        ask(
            app,
            "/desk/password",
            method="POST",
            headers=headers,
            body=form(csrf=csrf, old=f"guess {number}", new=NEW, again=NEW),
        ).status
        for number in range(22)
    ]
    assert set(answers[:19]) == {400}
    assert answers[-1] == 429


def test_a_key_is_shown_once_and_opens_until_it_is_revoked(app: Starlette, store: SqlStore) -> None:
    made = send(app, "/desk/api-keys", name="bot", read="1", inbox="1", days="30")
    (text,) = re.findall(r"wdk_[a-z2-7]{8}_[A-Za-z0-9_-]{43}", made.text)
    key = find_api_key(store, text, now=NOW)
    assert key
    assert key.scopes == (ApiScope.READ, ApiScope.INBOX)
    assert text not in ask(app, "/desk/api-keys", headers=enter(app)).text
    assert text not in store.dump()
    assert send(app, f"/desk/api-keys/{key.id}/revoke").status == 303
    assert find_api_key(store, text, now=NOW) is None


def test_a_key_for_nothing_or_for_no_topic_is_not_made(app: Starlette, store: SqlStore) -> None:
    assert send(app, "/desk/api-keys", name="bot").status == 400
    assert send(app, "/desk/api-keys", name="bot", read="1", topic="nothing").status == 404
    assert store.list_api_keys() == []
