"""The pages of one article and of one story: what they tell, what their forms do, what comes back to whom."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from newsroom.desk import Desk as Newsroom
from starlette.applications import Starlette
from web.browsing import Person, fields_of
from web.desks import GOOD, Chance, made

from wiredesk.basics.ids import ArticleId, StoryId
from wiredesk.newsroom.users import add_user
from wiredesk.records.act import ActKind
from wiredesk.records.decision import Choice
from wiredesk.records.user import Role

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    room = Newsroom(tmp_path)
    room.receive("biometric-db-breach", "bodycams", "grain-prices")
    room.run()
    for name in ("editor", "ada", "reader"):
        role = Role.READER if name == "reader" else Role.EDITOR
        add_user(room.store, name, GOOD, role=role, chance=Chance(), now=room.clock.now())
    yield room
    room.store.close()


@pytest.fixture
def app(newsroom: Newsroom) -> Starlette:
    return made(newsroom.store)


@pytest.fixture
def editor(app: Starlette) -> Person:
    return Person(app, "editor")


def stories(newsroom: Newsroom) -> list[StoryId]:
    """The largest first."""
    found = newsroom.stories()
    return sorted(found, key=lambda story: (-len(found[story]), story))


def member(newsroom: Newsroom, story: StoryId) -> ArticleId:
    return min(newsroom.stories()[story])


# --- article -----------------------------------------------------------------------------------------------


def test_an_article_tells_all_that_is_known_of_it(editor: Person, newsroom: Newsroom) -> None:
    story = stories(newsroom)[0]
    one = member(newsroom, story)
    page = editor.get(f"/desk/articles/{one}")
    assert page.status == 200
    for part in (
        "What it says",
        "In our words",
        "Quality",
        "Topics",
        "The route it took",
        "Story",
        "Family",
        "When",
        "What may be done with it",
        "What people did",
    ):
        assert f">{part}" in page.text, part
    assert f"/desk/stories/{story}" in page.text
    assert f"/desk/why?of={one}#quality" in page.text


def test_an_article_is_found_by_its_address_and_shown_under_its_id(
    editor: Person, newsroom: Newsroom
) -> None:
    one = member(newsroom, stories(newsroom)[0])
    (line,) = newsroom.store.list_lines([one])
    assert editor.get("/desk/articles/anobody").status == 404
    path = newsroom.store.load_publish_work([one])[0].path
    found = editor.get(f"/desk/articles/{path}")
    assert (found.status, found.header("location")) == (303, f"/desk/articles/{one}")
    assert line.id == one


def test_the_full_text_stays_from_editors_where_the_owner_says_so(
    editor: Person, newsroom: Newsroom
) -> None:
    one = member(newsroom, stories(newsroom)[0])
    article = newsroom.store.load_article(one)
    assert article
    page = editor.get(f"/desk/articles/{one}")
    assert "keeps the full text from editors too" in page.text
    assert article.text.rsplit("\n\n", maxsplit=1)[-1][-80:] not in unescape(page.text)


def test_our_words_are_saved_shown_and_taken_back(editor: Person, newsroom: Newsroom) -> None:
    one = member(newsroom, stories(newsroom)[0])
    where = f"/desk/articles/{one}"
    page = editor.get(where)
    answer = editor.post(
        f"{where}/edit",
        *fields_of(page, f"{where}/edit"),
        ("title", "  Ours,\n in one line "),
        ("excerpt", ""),
        ("picture", "own"),
    )
    assert answer.header("location") == f"{where}?said=edit&act=1"
    after = editor.get(f"{where}?said=edit&act=1")
    assert "Title: ours." in after.text
    assert 'value="Ours, in one line"' in after.text
    assert 'action="/desk/undo/1"' in after.text
    editor.post("/desk/undo/1", ("back", f"article:{one}"))
    assert newsroom.store.load_edits([one]) == {}
    assert "Ours, in one line" in editor.get(where).text, "the history tells it"


def test_the_publishers_own_words_are_no_edit(editor: Person, newsroom: Newsroom) -> None:
    one = member(newsroom, stories(newsroom)[0])
    where = f"/desk/articles/{one}"
    page = editor.get(where)
    title = re.search(r'id="title" name="title" maxlength="300" value="([^"]*)"', page.text)
    excerpt = re.search(r'<textarea id="excerpt"[^>]*>([^<]*)<', page.text)
    assert title
    assert excerpt
    answer = editor.post(
        f"{where}/edit",
        *fields_of(page, f"{where}/edit"),
        ("title", unescape(title[1])),
        ("excerpt", unescape(excerpt[1])),
        ("picture", "own"),
    )
    assert "said=already" in answer.header("location")
    assert newsroom.store.last_act() == 0


def test_what_cannot_be_written_is_told_and_not_kept(editor: Person, newsroom: Newsroom) -> None:
    one = member(newsroom, stories(newsroom)[0])
    where = f"/desk/articles/{one}"
    answer = editor.post(
        f"{where}/edit",
        editor.seen(where),
        ("title", "x" * 301),
        ("excerpt", ""),
        ("picture", "own"),
    )
    assert answer.status == 400
    assert "at most 300" in answer.text
    assert newsroom.store.last_act() == 0


def test_two_editors_of_one_headline_the_second_gets_the_difference_with_his_own_words(
    app: Starlette, newsroom: Newsroom
) -> None:
    one = member(newsroom, stories(newsroom)[0])
    where = f"/desk/articles/{one}"
    ada, ben = Person(app, "ada"), Person(app, "editor")
    seen = ben.seen(where)
    said = (("excerpt", ""), ("picture", "own"))
    ada.post(f"{where}/edit", ada.seen(where), ("title", "Ada's words"), *said)
    conflict = ben.post(f"{where}/edit", seen, ("title", "Ben's words"), *said)
    assert conflict.status == 409
    told = unescape(conflict.text)
    assert "ada changed it since you looked." in told
    assert "is “Ada's words”" in told
    assert "Ben's words" in told
    assert newsroom.store.load_edits([one])[one].title == "Ada's words"
    ben.post(f"{where}/edit", *fields_of(conflict, f"{where}/edit"))
    assert newsroom.store.load_edits([one])[one].title == "Ben's words"


def test_an_article_is_held_until_a_time_and_left_to_the_machine_again(
    editor: Person, newsroom: Newsroom
) -> None:
    one = member(newsroom, stories(newsroom)[0])
    where = f"/desk/articles/{one}"
    fields = dict(fields_of(editor.get(where), "/desk/choose"))
    editor.post("/desk/choose", *fields.items(), ("choice", "hold"), ("until", "2099-01-01T06:00"))
    kept = newsroom.store.load_choices([one])[one]
    assert (kept.choice, str(kept.until)) == (Choice.HOLD, "2099-01-01 06:00:00+00:00")
    page = editor.get(where)
    assert "until 2099-01-01 06:00 UTC" in page.text
    again = dict(fields_of(page, "/desk/choose"))
    answer = editor.post("/desk/choose", *again.items(), ("choice", "undecide"))
    assert "said=undecide" in answer.header("location")
    assert newsroom.store.load_choices([one]) == {}


@pytest.mark.parametrize("until", ["soon", "2020-01-01T00:00", "99999-01-01"])
def test_a_hold_until_no_time_is_refused(editor: Person, newsroom: Newsroom, until: str) -> None:
    one = member(newsroom, stories(newsroom)[0])
    seen = editor.seen(f"/desk/articles/{one}")
    answer = editor.post(
        "/desk/choose", ("choice", "hold"), ("article", one), ("until", until), seen
    )
    assert answer.status == 400
    assert newsroom.store.last_act() == 0


def test_what_is_taken_down_is_out_of_everything_and_comes_back(
    editor: Person, newsroom: Newsroom
) -> None:
    one = member(newsroom, stories(newsroom)[0])
    where = f"/desk/articles/{one}"
    reason = ("reason", "privacy")
    editor.post(f"{where}/take-down", editor.seen(where), reason, ("note", "a letter"))
    (line,) = newsroom.store.list_lines([one])
    assert line.failure == "takedown"
    page = editor.get(where)
    assert "Put it back" in page.text
    editor.post(f"{where}/put-back", *fields_of(page, f"{where}/put-back"))
    assert newsroom.store.list_lines([one])[0].failure == ""
    kinds = [act.kind for act in newsroom.store.list_acts(limit=9)]
    assert kinds == [ActKind.PUT_BACK, ActKind.TAKE_DOWN]
    refused = editor.post(f"{where}/take-down", editor.seen(where), ("reason", "because"))
    assert refused.status == 400


def test_a_reader_sees_everything_and_no_form(app: Starlette, newsroom: Newsroom) -> None:
    reader, story = Person(app, "reader"), stories(newsroom)[0]
    for where in (f"/desk/articles/{member(newsroom, story)}", f"/desk/stories/{story}"):
        page = reader.get(where)
        assert page.status == 200
        main = page.text[page.text.index('<main id="main"') :]
        assert "<form" not in main
        assert "<input" not in main


def test_markup_of_a_publisher_is_text(editor: Person, newsroom: Newsroom) -> None:
    (one,) = newsroom.receive("doorbell-ruling", only=slice(1))
    time_ = replace(one.time, conflict=HOSTILE)
    newsroom.take_in(
        replace(
            one,
            id=ArticleId("ahostile"),
            url="https://hostile.example/" + HOSTILE,
            title=HOSTILE,
            excerpt=HOSTILE,
            authors=(HOSTILE,),
            section=HOSTILE,
            time=time_,
        )
    )
    newsroom.run()
    for where in ("/desk/articles/ahostile", "/desk/inbox?reason=all"):
        page = editor.get(where)
        assert page.status == 200
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text


# --- story --------------------------------------------------------------------------------------------------


def test_a_story_tells_its_members_heat_lead_and_nearest(
    editor: Person, newsroom: Newsroom
) -> None:
    story = stories(newsroom)[0]
    page = editor.get(f"/desk/stories/{story}")
    assert page.status == 200
    assert set(re.findall(r'data-row="(\w+)"', page.text)) == newsroom.stories()[story]
    assert page.text.count('<span class="is-lead">leads</span>') == 1
    assert "Why this heat, and this lead" in page.text
    assert re.findall(r'name="near" value="(\w+)"', page.text)
    assert editor.get("/desk/stories").text.count("data-row=") == len(stories(newsroom))
    assert editor.get("/desk/stories/tnobody").status == 404


def said(editor: Person, story: StoryId, kind: str, *fields: tuple[str, str]) -> tuple[int, str]:
    where = f"/desk/stories/{story}"
    answer = editor.post(f"{where}/correct", editor.seen(where), ("kind", kind), *fields)
    return answer.status, answer.header("location")


def test_each_correction_is_said_by_its_button_and_undone(
    editor: Person, newsroom: Newsroom
) -> None:
    one, other = stories(newsroom)[:2]
    before = newsroom.places()
    first, second = sorted(newsroom.stories()[one])[:2]
    for kind, fields in (
        ("lead", (("article", first),)),
        ("split", (("article", first),)),
        ("apart", (("article", first), ("article", second))),
        ("move", (("article", first), ("near", other))),
        ("merge", (("other", other),)),
    ):
        status, where = said(editor, one, kind, *fields)
        assert status == 303, kind
        number = newsroom.store.last_act()
        assert where.endswith(f"act={number}")
        assert f"said={kind}" in where
        act = newsroom.store.find_act(number)
        assert act
        assert (act.kind.value, act.by) == (kind, "editor")
        back = editor.post(f"/desk/undo/{number}", ("back", f"story:{one}"))
        assert back.status == 303
        assert newsroom.places() == before


@pytest.mark.parametrize(
    ("kind", "fields", "told"),
    [
        ("split", (), "Tick the articles that are another story"),
        ("move", (("other", "x"),), "Tick the articles that belong elsewhere"),
        ("merge", (), "no other story is named"),
        ("merge", (("other", "nonsense"),), "is no story of this hub"),
        ("undo", (), "nothing that can be said of stories"),
        ("delete", (), "nothing that can be said of stories"),
    ],
)
def test_what_cannot_be_said_is_told_and_changes_nothing(
    editor: Person,
    newsroom: Newsroom,
    kind: str,
    fields: tuple[tuple[str, str], ...],
    told: str,
) -> None:
    story = stories(newsroom)[0]
    where = f"/desk/stories/{story}"
    answer = editor.post(f"{where}/correct", editor.seen(where), ("kind", kind), *fields)
    assert answer.status == 400
    assert told in unescape(answer.text)
    assert newsroom.store.last_act() == 0


def test_a_story_is_pinned_and_no_longer(editor: Person, newsroom: Newsroom) -> None:
    story = stories(newsroom)[-1]
    where = f"/desk/stories/{story}"
    editor.post(f"{where}/pin", editor.seen(where), ("hours", "3"))
    (pin,) = newsroom.store.list_pins()
    assert pin.story_id == story
    assert pin.by == "editor"
    assert "pinned by editor until" in editor.get(where).text
    editor.post(f"{where}/pin", *fields_of(editor.get(where), f"{where}/pin"))
    assert newsroom.store.list_pins() == []


def test_the_page_of_a_story_that_was_merged_leads_on(editor: Person, newsroom: Newsroom) -> None:
    one, other = stories(newsroom)[:2]
    said(editor, one, "merge", ("other", other))
    answer = editor.get(f"/desk/stories/{other}")
    assert (answer.status, answer.header("location")) == (303, f"/desk/stories/{one}")


def test_what_a_colleague_did_to_the_story_is_a_conflict(
    app: Starlette, newsroom: Newsroom
) -> None:
    one, other = stories(newsroom)[:2]
    ada, ben = Person(app, "ada"), Person(app, "editor")
    where = f"/desk/stories/{one}"
    seen = ben.seen(where)
    said(ada, one, "lead", ("article", member(newsroom, one)))
    answer = ben.post(f"{where}/correct", seen, ("kind", "merge"), ("other", other))
    assert answer.status == 409
    assert "ada changed it since you looked." in answer.text
    again = ben.post(f"{where}/correct", *fields_of(answer, f"{where}/correct"))
    assert again.status == 303
    assert newsroom.store.last_act() == 2
