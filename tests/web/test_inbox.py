"""The inbox and what is decided there, by two people who are logged in: forms in, pages out."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from heldpile import pile
from make import NOW, make_article
from starlette.applications import Starlette
from web.asking import Answered
from web.browsing import Person, fields_of
from web.desks import GOOD, Chance, made

from wiredesk.basics.ids import ArticleId
from wiredesk.newsroom.users import add_user
from wiredesk.records.act import ActKind
from wiredesk.records.decision import Choice
from wiredesk.records.hold import HoldReason
from wiredesk.records.user import Role
from wiredesk.web.desk.inbox import SAID
from wiredesk.world.store import SqlStore, open_store

COUNT = 130
ONE = make_article(1, provider="courier.example").id


def opened_with(count: int) -> SqlStore:
    opened = open_store(None)
    for role in Role:
        add_user(opened, role.value, GOOD, role=role, chance=Chance(), now=NOW)
    add_user(opened, "ada", GOOD, role=Role.EDITOR, chance=Chance(), now=NOW)
    pile(opened, count)
    return opened


@pytest.fixture
def store() -> Iterator[SqlStore]:
    opened = opened_with(COUNT)
    yield opened
    opened.close()


@pytest.fixture
def app(store: SqlStore) -> Starlette:
    return made(store)


@pytest.fixture
def editor(app: Starlette) -> Person:
    return Person(app, "editor")


def rows(answer: Answered) -> list[str]:
    return re.findall(r'<li data-row="(\w+)"', answer.text)


def test_the_inbox_counts_reasons_and_says_of_each_row_why_it_is_held(editor: Person) -> None:
    answer = editor.get("/desk/inbox?reason=all")
    assert answer.status == 200
    assert len(rows(answer)) == 50
    assert "Rights <span" in answer.text
    assert "<b>Rights.</b> Evidence" in editor.get("/desk/inbox?reason=rights").text
    assert "Its publisher has to change it." in editor.get("/desk/inbox?reason=rights").text
    assert "<b>Under no topic.</b>" not in editor.get("/desk/inbox").text, "nobody has to look"


def test_pages_lead_on_until_all_was_shown(editor: Person) -> None:
    seen: list[str] = []
    where = "/desk/inbox?reason=all&sort=age"
    while where:
        answer = editor.get(where)
        seen += rows(answer)
        more = re.search(r'href="([^"]+)" data-key="\]"', answer.text)
        where = unescape(more[1]) if more else ""
    assert len(seen) == len(set(seen)) == COUNT


@pytest.mark.parametrize(
    "query",
    [
        "reason=nonsense&sort=nonsense&age=nonsense",
        "after=nonsense",
        "after=99999999999999999999999999.a1",
        "after=1.%00",
        "word=%27%20OR%201%3D1--&provider=%25&topic=<b>&language=%22",
        "reason=all&word=" + "x" * 5_000,
        "said=release&act=nonsense",
    ],
)
def test_what_stands_in_the_address_breaks_nothing(editor: Person, query: str) -> None:
    answer = editor.get(f"/desk/inbox?{query}")
    assert answer.status == 200
    assert '<b>"' not in answer.text


def test_a_row_is_released_held_and_rejected_by_one_press_and_leaves_the_list(
    editor: Person, store: SqlStore
) -> None:
    for choice in ("release", "hold", "reject"):
        page = editor.get("/desk/inbox?sort=quality")
        first, second = rows(page)[:2]
        fields = fields_of(page, "/desk/choose")
        assert ("article", first) in fields
        answer = editor.post("/desk/choose", *fields, ("choice", choice))
        number = store.last_act()
        assert answer.status == 303
        where = answer.header("location")
        assert where == f"/desk/inbox?sort=quality&said={choice}&act={number}#row-{second}"
        after = editor.get(where.partition("#")[0])
        assert first not in rows(after)
        assert f'action="/desk/undo/{number}"' in after.text
        kept = store.load_choices([ArticleId(first)])[ArticleId(first)]
        assert (kept.choice.value, kept.by) == (choice, "editor")
        assert (kept.until is not None) == (choice == "hold")


def test_undoing_is_one_press_and_leads_back(editor: Person, store: SqlStore) -> None:
    page = editor.get("/desk/inbox")
    fields = fields_of(page, "/desk/choose")
    editor.post("/desk/choose", *fields, ("choice", "reject"))
    back = editor.post("/desk/undo/1", ("back", "inbox"), ("query", "reason=all&next=//evil"))
    assert back.header("location") == "/desk/inbox?reason=all&said=undo&act=2"
    assert store.load_choices([ArticleId(dict(fields)["article"])]) == {}
    assert 'action="/desk/undo/' not in editor.get("/desk/inbox?said=undo&act=2").text


@pytest.mark.parametrize("number", ["0", "7", "nonsense", "99999999999999999999"])
def test_what_cannot_be_undone_is_told(editor: Person, number: str) -> None:
    answer = editor.post(f"/desk/undo/{number}")
    assert answer.status == 400
    assert "does not exist" in answer.text


def test_a_reader_sees_the_inbox_and_no_button(app: Starlette) -> None:
    reader = Person(app, "reader")
    page = reader.get("/desk/inbox")
    assert page.status == 200
    assert "/desk/choose" not in page.text
    assert 'type="checkbox"' not in page.text


# --- many ---------------------------------------------------------------------------------------------------


def test_all_that_match_are_looked_at_first_and_then_released_as_one_act(
    editor: Person, store: SqlStore
) -> None:
    page = editor.get("/desk/inbox?reason=all&language=de")
    looked = editor.post(
        "/desk/inbox/preview",
        *fields_of(page, "/desk/inbox/preview"),
        ("scope", "all"),
        ("choice", "release"),
    )
    assert looked.status == 200
    assert "Release 43 articles?" in looked.text
    assert store.last_act() == 0, "nothing is done yet"
    done = editor.post("/desk/inbox/apply", *fields_of(looked, "/desk/inbox/apply"))
    assert done.status == 303
    assert "said=release&n=43&act=1" in done.header("location")
    act = store.find_act(1)
    assert act
    assert (act.kind, act.count, act.by) == (ActKind.RELEASE, 43, "editor")
    assert "language de" in act.told
    assert "43 articles are released." in editor.get(done.header("location")).text
    editor.post("/desk/undo/1", ("back", "inbox"))
    assert store.load_choices([make_article(3, provider="ledger.example").id]) == {}


def test_a_preview_says_what_rights_and_safety_keep_in(editor: Person) -> None:
    page = editor.get("/desk/inbox?reason=all")
    looked = editor.post(
        "/desk/inbox/preview",
        *fields_of(page, "/desk/inbox/preview"),
        ("scope", "all"),
        ("choice", "release"),
    )
    assert "2 of them will not go out." in looked.text
    assert "rights (2)" in looked.text


def test_what_comes_in_after_the_list_was_made_is_not_among_all_that_match(
    editor: Person, store: SqlStore
) -> None:
    page = editor.get("/desk/inbox?reason=all")
    fields = dict(fields_of(page, "/desk/inbox/preview")) | {"scope": "all", "choice": "reject"}
    fields["as_of"] = str(int(NOW.timestamp()) - 60 * 100)
    looked = editor.post("/desk/inbox/preview", *fields.items())
    assert "Reject 31 articles?" in looked.text
    editor.post("/desk/inbox/apply", *fields_of(looked, "/desk/inbox/apply"))
    act = store.find_act(1)
    assert act
    assert act.count == 31


def test_more_than_the_editor_saw_is_a_conflict_that_says_how_many(
    editor: Person, store: SqlStore
) -> None:
    page = editor.get("/desk/inbox?reason=all")
    fields = dict(fields_of(page, "/desk/inbox/preview")) | {"scope": "all", "choice": "reject"}
    looked = editor.post("/desk/inbox/preview", *fields.items())
    asked = dict(fields_of(looked, "/desk/inbox/apply")) | {"counted": "100"}
    conflict = editor.post("/desk/inbox/apply", *asked.items())
    assert conflict.status == 409
    assert "130 match now, 100 did when you looked" in conflict.text
    assert store.last_act() == 0
    editor.post("/desk/inbox/apply", *fields_of(conflict, "/desk/inbox/apply"))
    assert store.last_act() == 1


def test_those_that_were_selected_are_chosen_and_no_others(editor: Person, store: SqlStore) -> None:
    page = editor.get("/desk/inbox")
    some = rows(page)[3:6]
    looked = editor.post(
        "/desk/inbox/preview",
        *fields_of(page, "/desk/inbox/preview"),
        ("scope", "some"),
        ("choice", "hold"),
        *(("article", one) for one in some),
    )
    assert "Hold 3 articles?" in looked.text
    until = ("until", "2026-03-09T06:00")
    editor.post("/desk/inbox/apply", *fields_of(looked, "/desk/inbox/apply"), until)
    kept = store.load_choices([ArticleId(one) for one in some])
    assert {one.choice for one in kept.values()} == {Choice.HOLD}
    assert {str(one.until) for one in kept.values()} == {"2026-03-09 06:00:00+00:00"}
    assert store.last_act() == 1


def test_nothing_selected_is_nothing_done(editor: Person, store: SqlStore) -> None:
    page = editor.get("/desk/inbox")
    fields = fields_of(page, "/desk/inbox/preview")
    answer = editor.post("/desk/inbox/preview", *fields, ("scope", "some"), ("choice", "reject"))
    assert "said=nothing_chosen" in answer.header("location")
    assert store.last_act() == 0


@pytest.mark.slow
def test_an_inbox_of_ten_thousand_is_listed_looked_at_decided_as_one_and_undone() -> None:
    store = opened_with(10_000)
    editor = Person(made(store), "editor")
    page = editor.get("/desk/inbox?reason=all")
    assert "10,000 articles match" in page.text
    assert len(rows(page)) == 50
    looked = editor.post(
        "/desk/inbox/preview",
        *fields_of(page, "/desk/inbox/preview"),
        ("scope", "all"),
        ("choice", "release"),
    )
    assert "Release 10,000 articles?" in looked.text
    assert "200 of them will not go out." in looked.text
    done = editor.post("/desk/inbox/apply", *fields_of(looked, "/desk/inbox/apply"))
    assert "said=release&n=10000" in done.header("location")
    assert "Nothing is held" in editor.get("/desk/inbox?reason=all").text
    editor.post("/desk/undo/1")
    undone = store.find_act(2)
    assert undone
    assert (undone.count, undone.undoes) == (10_000, 1)
    assert store.load_choices([ONE]) == {}
    store.close()


# --- two people -----------------------------------------------------------------------------------------------


def test_the_second_is_shown_what_the_first_did_and_may_do_it_on_top(
    app: Starlette, store: SqlStore
) -> None:
    ada, ben = Person(app, "ada"), Person(app, "editor")
    seen = ada.seen()
    assert ben.seen() == seen
    first = ada.post("/desk/choose", ("choice", "release"), ("article", ONE), seen)
    assert first.status == 303
    conflict = ben.post("/desk/choose", ("choice", "reject"), ("article", ONE), seen)
    assert conflict.status == 409
    assert "ada changed it since you looked." in conflict.text
    assert "Released." in conflict.text
    assert store.load_choices([ONE])[ONE].by == "ada"
    again = ben.post("/desk/choose", *fields_of(conflict, "/desk/choose"))
    assert again.status == 303
    assert store.load_choices([ONE])[ONE].choice is Choice.REJECT
    assert [one.by for one in store.list_acts(limit=9)] == ["editor", "ada"]


def test_the_same_choice_by_both_is_one_act_and_no_conflict(
    app: Starlette, store: SqlStore
) -> None:
    ada, ben = Person(app, "ada"), Person(app, "editor")
    seen = ada.seen()
    for person in (ada, ben):
        person.post("/desk/choose", ("choice", "release"), ("article", ONE), seen)
    answer = ben.post("/desk/choose", ("choice", "release"), ("article", ONE), seen)
    assert "said=already" in answer.header("location")
    assert store.last_act() == 1


@pytest.mark.parametrize("seen", ["", "1", "nonsense", "1.2.3", "-1.5", "9" * 40 + ".1"])
def test_a_form_that_does_not_say_what_was_seen_is_refused(
    editor: Person, store: SqlStore, seen: str
) -> None:
    answer = editor.post("/desk/choose", ("choice", "release"), ("article", ONE), ("seen", seen))
    assert answer.status == 400
    assert store.last_act() == 0


@pytest.mark.parametrize("choice", ["", "delete", "RELEASE", "undo"])
def test_only_what_can_be_chosen_is_chosen(editor: Person, store: SqlStore, choice: str) -> None:
    answer = editor.post("/desk/choose", ("choice", choice), ("article", ONE), editor.seen())
    assert answer.status == 400
    assert store.last_act() == 0


def test_reasons_of_a_hold_are_all_told_in_words() -> None:
    assert SAID.keys() == set(HoldReason)
