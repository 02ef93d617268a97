"""The API's door: keys, scopes, rates, headers, and everything that is no proper question (SAFETY.md F064, F080 to F092).

What holds for every page is asked of every line of the route table, so that a page added later is asked too.
"""

import json
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from starlette.applications import Starlette
from web.api_hub import HOME, ApiHub, get, mounted, told
from web.asking import Answered, ask

from wiredesk.basics.clock import SetClock
from wiredesk.records.apikey import ApiScope
from wiredesk.web.api import PAGES
from wiredesk.web.api.app import HEADERS, PAGE_HEADERS
from wiredesk.web.api.openapi import problems_of
from wiredesk.web.api.problems import KINDS
from wiredesk.web.api.visit import Page
from wiredesk.world.store import open_store

READING = [page for page in PAGES if page.method == "GET"]
SCOPED = [page for page in PAGES if page.scope is not None]
SQL = (
    "'", '"', "';--", "' OR '1'='1", "1; DROP TABLE article", "') UNION SELECT body FROM api_key--", "\\'; --",
    "%27", "*", "NEAR(", "a\x00b", "-1", "1e9", "0x10", "٣", "true", "null", "[]", "{}", "\u202e", "../../etc/passwd",
    "<script>alert(1)</script>", "${7*7}", "{{7*7}}", "\r\nSet-Cookie: a=b", "𝟙", "a" * 10_000,
)  # fmt: skip


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiHub]:
    made = ApiHub(tmp_path_factory.mktemp("hub"))
    made.fill()
    yield made
    made.store.close()


@pytest.fixture(scope="module")
def app(hub: ApiHub) -> Starlette:
    return mounted(hub.api())


@pytest.fixture(scope="module")
def key(hub: ApiHub) -> str:
    """It is good for everything."""
    return hub.key("whole", *ApiScope)[1]


NEEDED = {"search": "?q=face"}


def path_of(page: Page, one: str = "a222222222222222a", *, more: str = "") -> str:
    """An address of the page, with what it must be asked; nothing has that id."""
    one = one if page.id_pattern.startswith("^a") else f"t{one[1:]}"
    needed = NEEDED.get(page.name, "")
    return (
        page.path.replace("{id}", one)
        + needed
        + (f"{'&' if needed else '?'}{more}" if more else "")
    )


def problem(answer: Answered) -> str:
    """Detail of a problem that says what to do."""
    said = json.loads(answer.text)
    assert answer.header("content-type") == "application/problem+json"
    assert said.keys() == {"type", "title", "status", "detail", "remedy"}
    assert said["status"] == answer.status
    assert said["type"].startswith(f"{HOME}/api/v1/#")
    assert said["remedy"].endswith(".")
    return str(said["detail"])


def sent(page: Page) -> dict[str, str]:
    return {"content-type": "application/json"} if page.takes else {}


# --- keys -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.method} {page.path}")
def test_a_page_is_for_keys_with_its_scope_alone(hub: ApiHub, page: Page) -> None:
    app = mounted(hub.api(is_public=False))
    free = ask(app, f"/api/v1{path_of(page)}", method=page.method, headers=sent(page))
    assert (free.status == 401) == (page.scope is not None)
    if free.status == 401:
        assert free.header("www-authenticate") == 'Bearer realm="wiredesk"'
        problem(free)
    for scope in ApiScope:
        known = [one for one in hub.store.list_api_keys() if one.name == f"only-{scope.value}"]
        for one in known:
            hub.store.remove_api_key(one.id)
        _, text = hub.key(f"only-{scope.value}", scope)
        headers = sent(page) | {"authorization": f"Bearer {text}"}
        answer = ask(app, f"/api/v1{path_of(page)}", method=page.method, headers=headers)
        assert (answer.status == 403) == (page.scope not in {None, scope}), scope


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.method} {page.path}")
def test_a_wrong_key_is_refused_even_where_none_is_needed(app: Starlette, page: Page) -> None:
    for said in (
        "Bearer wdk_aaaaaaaa_" + "A" * 43,
        "Bearer",
        "Bearer x y",
        "Basic YTpi",
        "wdk_x",
        "é",
    ):
        headers = sent(page) | {"authorization": said}
        answer = ask(app, f"/api/v1{path_of(page)}", method=page.method, headers=headers)
        assert answer.status == 401
        assert "no key" in problem(answer)


def test_without_a_key_what_is_published_is_free_unless_the_owner_says_otherwise(
    hub: ApiHub, app: Starlette
) -> None:
    assert get(app, "/articles").status == 200
    assert get(mounted(hub.api(is_public=False)), "/articles").status == 401


def test_a_key_without_read_reads_nothing_that_others_may(hub: ApiHub, app: Starlette) -> None:
    """Whoever sends a key asks by its scopes, not by those of nobody."""
    _, key = hub.key("inbox-alone", ApiScope.INBOX)
    assert get(app, "/articles", key=key).status == 403


def test_a_cookie_lets_nobody_in(hub: ApiHub, key: str) -> None:
    app = mounted(hub.api(is_public=False))
    assert get(app, "/articles", cookie=f"wiredesk={key}; key={key}").status == 401
    assert get(app, f"/articles?key={key}").status == 401


# --- rates ------------------------------------------------------------------------------------------


def test_who_asks_too_often_is_told_when_to_ask_again(hub: ApiHub) -> None:
    app = mounted(hub.api(per_minute=2))
    _, key = hub.key("slow", ApiScope.READ, per_minute=3)
    free = [get(app, "/topics") for _ in range(3)]
    keyed = [get(app, "/topics", key=key) for _ in range(4)]
    assert [one.status for one in free] == [200, 200, 429]
    assert [one.status for one in keyed] == [200, 200, 200, 429]
    assert free[0].header("ratelimit-policy") == '"minute";q=2;w=60'
    assert re.fullmatch(r'"minute";r=1;t=\d+', free[0].header("ratelimit"))
    for last in (free[-1], keyed[-1]):
        assert 1 <= int(last.header("retry-after")) <= 60
        problem(last)


def test_a_forwarded_address_buys_no_requests(hub: ApiHub) -> None:
    """SAFETY.md F089: requests count for who dials, whatever a header says."""
    app = mounted(hub.api(per_minute=5))
    told = [
        get(
            app,
            "/topics",
            x_forwarded_for=f"198.51.100.{number}",
            forwarded=f"for=198.51.100.{number}",
            x_real_ip=f"198.51.100.{number}",
        ).status
        for number in range(7)
    ]
    assert told == [200] * 5 + [429] * 2
    assert ask(app, "/api/v1/topics", client="198.51.100.7").status == 200


def test_neighbours_in_a_network_share_its_requests(hub: ApiHub) -> None:
    app = mounted(hub.api(per_minute=1))
    asked = [ask(app, "/api/v1/topics", client=f"203.0.113.{one}").status for one in (1, 2)]
    assert asked == [200, 429]


# --- what every answer carries ----------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.method} {page.path}")
def test_every_answer_carries_the_protective_headers(
    hub: ApiHub, app: Starlette, key: str, page: Page
) -> None:
    whole = PAGE_HEADERS if page.media_type == "text/html" else HEADERS
    for query, expected in (("", whole), ("nonsense=1", HEADERS)):
        headers = sent(page) | {"authorization": f"Bearer {key}", "origin": "https://evil.example"}
        where = f"/api/v1{path_of(page, more=query)}"
        answer = ask(app, where, method=page.method, headers=headers)
        here = expected if answer.status == 200 else HEADERS
        assert {name: answer.header(name) for name in here} == here
        assert not answer.header("access-control-allow-origin")
        assert not answer.cookies
        secure = ask(mounted(hub.api(url="https://hub.example")), where, method=page.method)
        assert secure.header("strict-transport-security")


def test_what_is_not_there_is_a_problem_too(app: Starlette) -> None:
    for path, method, status in [
        ("/nothing", "GET", 404),
        ("/articles?topic=nothing", "GET", 404),
        ("/articles/a\n/why", "GET", 404),
        ("/articles/", "GET", 404),
        ("/articles/a222222222222222a/x", "GET", 404),
        ("/articles", "POST", 405),
        ("/articles", "DELETE", 405),
        ("/articles", "OPTIONS", 405),
        ("/articles", "<script>", 405),
    ]:
        answer = ask(app, f"/api/v1{path}", method=method)
        assert answer.status == status, (path, method)
        assert "<" not in problem(answer)
        assert {name: answer.header(name) for name in HEADERS} == HEADERS
        assert (status != 405) or "GET" in answer.header("allow")


@pytest.mark.parametrize("page", READING, ids=lambda page: page.path)
def test_asking_changes_nothing(hub: ApiHub, app: Starlette, key: str, page: Page) -> None:
    get(app, path_of(page), key=key)  # notes that the key was used, once an hour
    before = hub.store.dump()
    for _ in range(2):
        get(app, path_of(page), key=key)
    assert hub.store.dump() == before


# --- what is no proper question ---------------------------------------------------------------------


@pytest.mark.parametrize("page", READING, ids=lambda page: page.path)
def test_no_parameter_reaches_the_database_as_code(app: Starlette, key: str, page: Page) -> None:
    """SAFETY.md F091: no fault and no row more than an honest question gives."""
    names = [*page.query.__struct_fields__, "nonsense"]
    for name in names:
        for value in SQL:
            query = f"{name}={_quoted(value)}"
            path = page.path if name == "q" else path_of(page)
            answer = get(app, f"{path}{'&' if '?' in path else '?'}{query}", key=key)
            assert answer.status in {200, 400, 404}, (name, value)
            if answer.status == 200 and page.name in {"articles", "stories"}:
                assert not json.loads(answer.text)["items"], (name, value)


@pytest.mark.parametrize(
    "page", [page for page in READING if page.id_pattern], ids=lambda page: page.path
)
def test_no_id_but_that_of_a_published_thing_gives_anything(
    app: Starlette, key: str, page: Page
) -> None:
    for value in (*SQL, "a2222222222222222", "A222222222222222A", "t222222222222222a", "a" * 17):
        answer = get(app, page.path.replace("{id}", _quoted(value)), key=key)
        assert answer.status == 404, value
        problem(answer)


def _quoted(value: str) -> str:
    return "".join(f"%{byte:02X}" for byte in value.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/articles?limit=0", "`limit`"),
        ("/articles?limit=101", "`limit`"),
        ("/articles?limit=99999999999999999999", "whole number"),
        ("/articles?limit=1&limit=2", "twice"),
        ("/articles?lmit=1", "lmit"),
        ("/articles?format=xml", "xml"),
        ("/articles?topic=", "`topic`"),
        ("/stories?order=random", "random"),
        ("/articles?language=german", "`language`"),
        ("/topics?limit=1", "limit"),
    ],
)
def test_a_wrong_parameter_is_named(app: Starlette, path: str, says: str) -> None:
    answer = get(app, path)
    assert answer.status == 400
    assert says in problem(answer)


def test_every_page_says_which_problems_it_knows() -> None:
    assert {code for page in PAGES for code in problems_of(page)} <= KINDS.keys()
    used = {code for page in PAGES for code in problems_of(page)} | {"method", "fault", "refused"}
    assert used >= KINDS.keys() - {"body", "large", "media_type"}, (
        "no kind stands there for nothing"
    )


# --- a lost store -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if page.path not in {"/", "/openapi.json"}],
    ids=lambda page: f"{page.method} {page.path}",
)
def test_a_lost_store_is_said_with_when_to_ask_again(hub: ApiHub, page: Page) -> None:
    lost = open_store(None)
    api = hub.api(store=lost)
    api.published.store = lost
    lost.close()
    app = mounted(api)
    status = 404 if page.id_pattern else 503
    for headers in (sent(page), sent(page) | {"authorization": "Bearer wdk_aaaaaaaa_" + "A" * 43}):
        where = f"/api/v1{path_of(page)}"
        answer = ask(app, where, method=page.method, headers=headers)
        if answer.status != 401 and page.name != "topics":
            assert answer.status in {503, status}
        if answer.status == 503:
            assert int(answer.header("retry-after")) > 0
            assert "nothing was lost" in json.loads(answer.text)["remedy"]


def test_a_store_that_comes_back_is_asked_again(hub: ApiHub) -> None:
    api = hub.api()
    app = mounted(api)
    lost = open_store(None)
    lost.close()
    kept, api.published.store = api.published.store, lost
    assert get(app, "/articles").status == 503
    api.published.store = kept
    assert get(app, "/articles").status == 200


def test_a_key_that_expires_while_it_is_used_is_refused(hub: ApiHub) -> None:
    now = hub.clock.now()
    _, key = hub.key("short", ApiScope.READ, expires_at=now + timedelta(hours=1))
    clock = SetClock(now)
    app = mounted(hub.api(clock=clock))
    assert told(get(app, "/articles", key=key))["items"]
    clock.advance(timedelta(hours=1))
    assert get(app, "/articles", key=key).status == 401
