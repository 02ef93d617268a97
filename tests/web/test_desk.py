"""The desk's door: sessions, forms, roles, headers, hosts, bodies (SAFETY.md F080 to F092).

What holds for every page is asked of every line of the route table, so that a page added later is asked too.
"""

from itertools import product

import pytest
from starlette.applications import Starlette
from web.asking import ask, form
from web.desks import FORM, GOOD, csrf_of, enter, is_log_in, made, path_of

from wiredesk.records.user import Role
from wiredesk.web.desk.app import HEADERS, PAGES
from wiredesk.web.desk.visit import Page
from wiredesk.world.store import SqlStore

CHANGING = [page for page in PAGES if page.method != "GET" and page.role is not None]
READING = [page for page in PAGES if page.method == "GET"]


def test_a_person_logs_in_looks_and_logs_out(app: Starlette) -> None:
    assert is_log_in(ask(app, "/desk/"))
    headers = enter(app)
    assert "What needs you now" in ask(app, "/desk/", headers=headers).text
    body = form(csrf=csrf_of(app, headers))
    left = ask(app, "/desk/log-out", method="POST", headers=headers, body=body)
    assert is_log_in(left)
    assert left.cookies["wiredesk"] == ""
    assert is_log_in(ask(app, "/desk/", headers=headers)), "the old cookie is worth nothing"


def test_a_wrong_password_is_told_without_saying_what_was_wrong(app: Starlette) -> None:
    told = [
        ask(app, "/desk/log-in", method="POST", headers=FORM, body=form(name=name, password="no"))
        for name in ("owner", "nobody")
    ]
    assert [answer.status for answer in told] == [403, 403]
    assert told[0].text == told[1].text


def test_a_planted_session_is_not_taken_over(app: Starlette) -> None:
    headers = enter(app)
    planted = {"cookie": headers["cookie"]}
    body = form(name="editor", password=GOOD)
    answer = ask(app, "/desk/log-in", method="POST", headers=FORM | planted, body=body)
    assert answer.cookies["wiredesk"] not in planted["cookie"]
    assert is_log_in(ask(app, "/desk/", headers=planted)), "it ends when somebody logs in over it"


def test_cookies_are_for_this_host_and_not_for_scripts(store: SqlStore) -> None:
    secure = made(store, url="https://hub.example")
    headers = FORM | {"host": "hub.example", "origin": "https://hub.example"}
    body = form(name="owner", password=GOOD)
    answer = ask(secure, "/desk/log-in", method="POST", headers=headers, body=body)
    sent = [value for name, value in answer.headers if name == "set-cookie"]
    assert len(sent) == 2
    for cookie in sent:
        assert cookie.startswith("__Host-wiredesk")
        assert {"HttpOnly", "Path=/", "SameSite=lax", "Secure"} <= set(cookie.split("; "))
        assert "Domain" not in cookie
    assert answer.header("strict-transport-security")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.method} {page.path}")
def test_every_answer_carries_the_protective_headers(app: Starlette, page: Page) -> None:
    headers = enter(app)
    for said in ({}, headers, headers | {"host": "evil.example"}):
        answer = ask(app, path_of(page), method=page.method, headers=said)
        assert {name: answer.header(name) for name in HEADERS} == HEADERS


def test_what_is_not_there_carries_them_too(app: Starlette) -> None:
    for path, method in product(["/desk/nothing", "/desk/log-in/x"], ["GET", "POST", "DELETE"]):
        answer = ask(app, path, method=method)
        assert answer.status in {404, 405}
        assert {name: answer.header(name) for name in HEADERS} == HEADERS


@pytest.mark.parametrize("page", READING, ids=lambda page: page.path)
def test_looking_changes_nothing(app: Starlette, store: SqlStore, page: Page) -> None:
    headers = enter(app)
    before = store.dump()
    for _ in range(2):
        ask(app, path_of(page), headers=headers)
    assert store.dump() == before


@pytest.mark.parametrize("page", CHANGING, ids=lambda page: page.path)
def test_nothing_changes_without_a_form_of_ones_own(
    app: Starlette, store: SqlStore, page: Page
) -> None:
    mine, other = enter(app, "owner"), enter(app, "editor")
    good, foreign = csrf_of(app, mine), csrf_of(app, other)
    before = store.dump()
    tries: list[tuple[dict[str, str], bytes]] = [
        (mine, b""),
        (mine, form(csrf="")),
        (mine, form(csrf="guessed")),
        (mine, form(csrf=foreign)),
        (mine | {"origin": "http://evil.example"}, form(csrf=good)),
        (mine | {"origin": "null"}, form(csrf=good)),
        (mine | {"origin": ""}, form(csrf=good)),
        (mine | {"origin": "http://127.0.0.1:8421"}, form(csrf=good)),
        (mine | {"sec-fetch-site": "cross-site"}, form(csrf=good)),
        (mine | {"content-type": "text/plain"}, form(csrf=good)),
        (mine | {"content-type": "application/json"}, b'{"csrf": "%s"}' % good.encode()),
        (FORM, form(csrf=good)),
    ]
    for headers, body in tries:
        answer = ask(app, path_of(page), method=page.method, headers=headers, body=body)
        assert answer.status in {401, 403, 415}, body
    assert store.dump() == before


@pytest.mark.parametrize(
    ("page", "role"),
    list(product([page for page in PAGES if page.role], Role)),
    ids=lambda value: value.value if isinstance(value, Role) else f"{value.method} {value.path}",
)
def test_a_page_is_for_its_role_and_those_above(app: Starlette, page: Page, role: Role) -> None:
    assert page.role
    headers = enter(app, role.value)
    body = form(csrf=csrf_of(app, headers))
    answer = ask(app, path_of(page), method=page.method, headers=headers, body=body)
    refused = answer.status == 403 and "needs the role" in answer.text
    assert refused != role.covers(page.role)


@pytest.mark.parametrize("page", CHANGING, ids=lambda page: page.path)
def test_fields_that_the_page_does_not_have_are_refused(
    app: Starlette, store: SqlStore, page: Page
) -> None:
    headers = enter(app)
    csrf = csrf_of(app, headers)
    before = store.dump()
    for name in ("role", "admin", "user", "is_owner", "created_at", "password", "__class__"):
        body = form(csrf=csrf) + b"&" + form(**{name: "owner"})
        answer = ask(app, path_of(page), method=page.method, headers=headers, body=body)
        assert answer.status in {400, 404}
    assert store.dump() == before


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1:80", "localhost:8420.evil.example", ""]
)
def test_a_forged_host_gets_nothing(app: Starlette, host: str) -> None:
    answer = ask(app, "/desk/log-in", headers={"host": host})
    assert answer.status == 421
    assert "evil" not in answer.text


def test_a_forwarded_address_is_not_believed(app: Starlette) -> None:
    """Guesses count for who dials, whatever a header says (SAFETY.md T52)."""
    told = [
        ask(
            app,
            "/desk/log-in",
            method="POST",
            headers=FORM | {"x-forwarded-for": f"198.51.100.{number}"},
            body=form(name=f"user{number}", password="no"),
        ).status
        for number in range(62)
    ]
    assert told == [403] * 60 + [429] * 2


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"a=" + b"x" * 300_000, 413),
        (b"&".join(b"f%d=1" % number for number in range(3_000)), 400),
        (b"name=%ff&password=x", 400),
        (b"name=a&name=b&password=x", 400),
        (b"name=a", 400),
    ],
)
def test_bodies_that_are_no_form_of_ours_are_refused(
    app: Starlette, body: bytes, status: int
) -> None:
    assert ask(app, "/desk/log-in", method="POST", headers=FORM, body=body).status == status


@pytest.mark.parametrize("where", ["//evil.example", "/\\evil.example", "https://evil.example"])
def test_nobody_is_sent_off_the_site(app: Starlette, where: str) -> None:
    body = form(name="owner", password=GOOD)
    answer = ask(app, f"/desk/log-in?next={where}", method="POST", headers=FORM, body=body)
    assert answer.header("location").partition("?")[0] == "/desk/"


def test_markup_in_the_hubs_own_name_is_shown_as_text(app: Starlette) -> None:
    assert "The &lt;Machine&gt; Eye" in ask(app, "/desk/log-in").text
