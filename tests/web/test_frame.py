"""What stands around every page of the desk: places, what was just done, keys; with a script and without one."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from starlette.applications import Starlette
from web.asking import ask
from web.desks import HOME, enter

from wiredesk.records.user import Role
from wiredesk.web.desk.app import PAGES
from wiredesk.web.desk.frame import PLACES
from wiredesk.web.desk.keys import GROUPS
from wiredesk.web.desk.saying import SAID, note_of, said_query

TEMPLATES = Path(__file__).parents[2] / "src/wiredesk/web/desk/templates"
SCRIPT = TEMPLATES / "desk.js"
NODE = shutil.which("node")


def test_every_place_that_one_may_go_to_stands_in_the_navigation(app: Starlette) -> None:
    for role in Role:
        shown = re.findall(
            r'data-key-label="Go to ([^"]+)"', ask(app, "/desk/", headers=enter(app, role)).text
        )
        may = {
            page.name for page in PAGES if page.method == "GET" and role.covers(page.role or role)
        }
        wanted = [place.label for place in PLACES if place.page in may]
        assert shown == ["what needs you now", *wanted]


def test_who_is_not_logged_in_is_shown_no_place(app: Starlette) -> None:
    assert "<nav" not in ask(app, "/desk/log-in").text


def test_what_was_done_is_told_by_a_code_and_never_by_what_the_address_says(app: Starlette) -> None:
    headers = enter(app)
    assert "You are logged in." in ask(app, "/desk/?said=logged_in", headers=headers).text
    for query in (
        "said=Your+password+was+lost",
        "said=%3Cb%3E",
        "said=logged_in&n=many",
        "said=&n=3",
    ):
        answer = ask(app, f"/desk/?{query}", headers=headers)
        assert answer.status == 200
        assert 'role="status"' not in answer.text


@pytest.mark.parametrize("code", SAID)
def test_whatever_can_be_said_is_a_sentence_for_one_and_for_many(code: str) -> None:
    for count in (1, 12_000):
        note = note_of(said_query(code, count))
        assert note is not None
        assert note.text.endswith(".")
        assert "{" not in note.text


def test_the_script_and_the_style_are_our_own_files(app: Starlette) -> None:
    page = ask(app, "/desk/log-in")
    assert "script-src 'self'" in page.header("content-security-policy")
    for name, kind in (("desk.js", "text/javascript"), ("desk.css", "text/css")):
        assert f'"/desk/{name}"' in page.text
        answer = ask(app, f"/desk/{name}")
        assert answer.status == 200
        assert answer.header("content-type").startswith(kind)
        assert answer.header("x-content-type-options") == "nosniff"


@pytest.mark.parametrize("template", sorted(TEMPLATES.glob("*.html")), ids=lambda path: path.name)
def test_no_template_holds_a_script_or_a_style_of_its_own(template: Path) -> None:
    text = template.read_text("utf-8")
    assert not re.findall(
        r"\son[a-z]+=|<script(?! src=\"/desk/desk\.js\" defer)|<style|\sstyle=", text
    )
    assert not re.findall(r"\|\s*safe\b", text), "markup of others would run here"
    assert not re.findall(r"(?:src|href|action)=\"(?:https?:)?//", text), (
        "nothing is loaded from elsewhere"
    )


def test_every_key_of_a_template_stands_on_the_map_of_all_keys() -> None:
    told = {key for group in GROUPS for key, _ in group.keys}
    used = {
        (path.name, key)
        for path in TEMPLATES.glob("*.html")
        for key in re.findall(r'data-key="([^"{]+)"', path.read_text("utf-8"))
    }
    assert {key for _, key in used} <= told
    assert used


def test_no_key_begins_another_one() -> None:
    for place in PLACES:
        assert place.keys.startswith("g ")
    told = [key for group in GROUPS for key, _ in group.keys]
    first = {key.split(" ")[0] for key in told if " " in key}
    assert not first & {key for key in told if " " not in key}


@pytest.mark.skipif(NODE is None, reason="node is not installed")
@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ('k.pressed("", "j", ["j", "g i"])', {"run": "j", "pending": ""}),
        ('k.pressed("", "g", ["j", "g i"])', {"run": "", "pending": "g"}),
        ('k.pressed("g", "i", ["j", "g i"])', {"run": "g i", "pending": ""}),
        ('k.pressed("g", "j", ["j", "g i"])', {"run": "j", "pending": ""}),
        ('k.pressed("g", "x", ["j", "g i"])', {"run": "", "pending": ""}),
        ('k.pressed("", "Shift", ["j", "g i"])', {"run": "", "pending": ""}),
        ("k.nextRow(-1, 3, 1)", 0),
        ("k.nextRow(-1, 3, -1)", 2),
        ("k.nextRow(1, 3, 1)", 2),
        ("k.nextRow(2, 3, 1)", 2),
        ("k.nextRow(0, 3, -1)", 0),
        ('k.placeAgain({id: "b", at: 1}, ["a", "b", "c"])', 1),
        ('k.placeAgain({id: "b", at: 1}, ["a", "c", "d"])', 1),
        ('k.placeAgain({id: "c", at: 2}, ["a", "b"])', 1),
        ('k.placeAgain({id: "c", at: 2}, [])', -1),
    ],
)
def test_a_key_does_what_it_says(asked: str, wanted: object) -> None:
    assert NODE
    program = f"const k = require({json.dumps(str(SCRIPT))}); console.log(JSON.stringify({asked}))"
    done = subprocess.run(
        [NODE, "-e", program], capture_output=True, text=True, check=True, timeout=20
    )
    assert json.loads(done.stdout) == wanted


def test_the_script_is_small_and_asks_nobody() -> None:
    text = SCRIPT.read_text("utf-8")
    assert len(text) < 10_000
    assert not re.findall(
        r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|Function\(", text
    )
    assert not re.findall(r"fetch\(|XMLHttpRequest|sendBeacon|WebSocket|import\(|https?:", text)


def test_the_map_of_keys_is_there_without_a_script(app: Starlette) -> None:
    page = ask(app, "/desk/keys", headers=enter(app))
    for group in GROUPS:
        assert group.where in page.text
        assert all(what in page.text for _, what in group.keys)
    assert HOME not in page.text
