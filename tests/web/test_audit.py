"""The audit on the desk: who did what, a page at a time, and what is done on the desk itself stands in it."""

from datetime import timedelta

import pytest
from lxml import html
from make import NOW, choose, make_article, make_source
from starlette.applications import Starlette
from web.asking import ask, form
from web.desks import csrf_of, enter

from wiredesk.basics.errors import UsageError
from wiredesk.newsroom.auditing import LOOKED_AT_MAX, list_page, note_act
from wiredesk.newsroom.deciding import find_undoable
from wiredesk.records.act import KEPT_ELSEWHERE, ActKind
from wiredesk.world.store import SqlStore

SOURCE = make_source()


def note(store: SqlStore, number: int, kind: ActKind = ActKind.PAUSE, by: str = "ada") -> int:
    at = NOW + timedelta(minutes=number)
    return note_act(store, kind, f"s{number}", told=f"<b>{number}</b>", by=by, now=at)


def shown(app: Starlette, query: str = "") -> list[int]:
    page = html.fromstring(ask(app, f"/desk/audit?{query}", headers=enter(app)).text)
    return [int(one) for one in page.xpath("//tr/@data-row")]


def test_the_audit_is_read_a_page_at_a_time_without_a_gap(app: Starlette, store: SqlStore) -> None:
    numbers = [note(store, number) for number in range(120)]
    seen: list[int] = []
    address = "/desk/audit"
    for _ in range(3):
        page = html.fromstring(ask(app, address, headers=enter(app)).text)
        seen += [int(one) for one in page.xpath("//tr/@data-row")]
        note(store, 1_000 + len(seen))
        older = page.xpath("//a[@rel='next']/@href")
        address = str(older[0]) if older else ""
    assert seen == numbers[::-1], "what came meanwhile moves nothing"
    assert not address


def test_it_is_of_one_person_of_one_kind_or_about_one_thing(
    app: Starlette, store: SqlStore
) -> None:
    first, second = note(store, 1, by="ada"), note(store, 2, ActKind.RESUME, by="ben")
    assert shown(app, "by=ada") == [first]
    assert shown(app, "kind=resume") == [second]
    assert shown(app, "about=s1") == [first]
    assert shown(app, "by=ben&kind=pause") == []
    assert shown(app, "kind=nothing&before=x") == [second, first]


def test_a_rare_kind_is_looked_for_in_steps(store: SqlStore) -> None:
    rare = note(store, 0, ActKind.RESUME)
    for number in range(1, LOOKED_AT_MAX + 50):
        note(store, number)
    page = list_page(store, before=0, limit=5, kind=ActKind.RESUME)
    assert (page.acts, page.before > 0) == ((), True)
    found = list_page(store, before=page.before, limit=5, kind=ActKind.RESUME)
    assert [one.number for one in found.acts] == [rare]
    assert found.before == 0


def test_what_others_wrote_is_text_there(app: Starlette, store: SqlStore) -> None:
    note(store, 7, by="<i>ada</i>")
    page = ask(app, "/desk/audit", headers=enter(app)).text
    assert "<b>7</b>" not in page
    assert "&lt;b&gt;7&lt;/b&gt;" in page
    assert "<i>ada" not in page


@pytest.mark.parametrize(
    ("path", "fields", "kind"),
    [
        (f"/desk/sources/{SOURCE.id}/pause", {}, ActKind.PAUSE),
        ("/desk/users/editor/role", {"role": "reader"}, ActKind.USER),
        ("/desk/users/editor/sessions", {}, ActKind.USER),
        ("/desk/api-keys", {"name": "bot", "read": "1"}, ActKind.API_KEY),
    ],
)
def test_what_is_done_on_the_desk_stands_in_the_audit(
    app: Starlette, store: SqlStore, path: str, fields: dict[str, str], kind: ActKind
) -> None:
    store.save_sources([SOURCE], now=NOW)
    headers = enter(app)
    body = form(csrf=csrf_of(app, headers), **fields)
    assert ask(app, path, method="POST", headers=headers, body=body).status in {200, 303}
    (act,) = store.list_acts(limit=9)
    assert (act.kind, act.by, act.at) == (kind, "owner", NOW)
    assert "wdk_" not in act.told


def test_what_is_kept_elsewhere_is_not_undone_by_the_audit(store: SqlStore) -> None:
    for number, kind in enumerate(sorted(KEPT_ELSEWHERE)):
        with pytest.raises(UsageError, match="where it was done"):
            find_undoable(store, note(store, number, kind))


def test_a_choice_is_told_with_the_headline(app: Starlette, store: SqlStore) -> None:
    article = make_article(1)
    assert choose(store, article.id, "hold") == 0, "of what is no article nothing is kept"
    assert shown(app) == []
