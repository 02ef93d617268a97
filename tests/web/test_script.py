"""The desk's script in a real browser: what keys do on a page of the desk, and what they leave alone."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from html import escape, unescape
from pathlib import Path

import pytest
from web.filled import Filled, fill

TEMPLATES = Path(__file__).parents[2] / "src/wiredesk/web/desk/templates"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--virtual-time-budget=4000",
)  # fmt: skip
HARNESS = """
const told = [];
const press = (key, where) => (where || document.activeElement || document.body).dispatchEvent(
  new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
const here = () => document.activeElement.dataset.row || document.activeElement.name || "";
document.addEventListener("click", (event) => {
  const link = event.target.closest("a, button");
  if (link && !("keymap" in link.dataset) && link.tagName === "A") { told.push(link.getAttribute("href")); event.preventDefault(); }
});
window.addEventListener("load", () => {
  try { %s } catch (error) { told.push(String(error)); }
  const out = document.createElement("pre");
  out.id = "told";
  out.textContent = JSON.stringify(told);
  document.body.append(out);
});
"""


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    filled = fill(tmp_path_factory.mktemp("hub"))
    yield filled
    filled.newsroom.store.close()


def told(hub: Filled, folder: Path, steps: str, *, path: str = "/desk/front") -> list[object]:
    """What a browser tells after `steps` on that page of the desk."""
    page = hub.look(path).text
    for name in ("desk.js", "desk.css"):
        page = page.replace(f'"/desk/{name}"', f'"{escape((TEMPLATES / name).as_uri())}"')
    page = page.replace("</body>", f"<script>{HARNESS % steps}</script></body>")
    file = folder / "page.html"
    file.write_text(page, "utf-8")
    assert CHROMIUM
    done = subprocess.run(
        [CHROMIUM, *QUIET, f"--user-data-dir={folder / 'profile'}", "--dump-dom", file.as_uri()],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    found: list[object] = json.loads(
        unescape(done.stdout.partition('<pre id="told">')[2].partition("</pre>")[0])
    )
    return found


def rows(hub: Filled) -> list[str]:
    page = hub.look("/desk/front").text
    return [part.partition('"')[0] for part in page.split('data-row="')[1:]]


def test_j_and_k_walk_through_the_list_and_stop_at_its_ends(hub: Filled, tmp_path: Path) -> None:
    first, second = rows(hub)[:2]
    steps = "for (const key of 'jjkkk') { press(key); told.push(here()); }"
    assert told(hub, tmp_path, steps) == [first, second, first, first, first]


def test_a_key_of_a_row_counts_for_the_row_where_one_is(hub: Filled, tmp_path: Path) -> None:
    found = told(hub, tmp_path, "press('o'); press('j'); press('o'); press('j'); press('Enter');")
    first, second = rows(hub)[:2]
    assert [first in str(found[0]), second in str(found[1])] == [True, True]
    assert len(found) == 2, "without a row nothing is opened"


def test_two_keys_go_to_a_place(hub: Filled, tmp_path: Path) -> None:
    steps = "press('g'); press('o'); press('g'); press('x'); press('v'); press('g'); press('t');"
    assert told(hub, tmp_path, steps) == ["/desk/sources", "/desk/front/site/", "/desk/topics"]


def test_keys_do_nothing_while_one_types_or_holds_ctrl(hub: Filled, tmp_path: Path) -> None:
    steps = """
    press('/'); told.push(here());
    for (const key of 'jgovo?') press(key);
    told.push(here(), Boolean(document.querySelector("dialog")));
    document.activeElement.blur();
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "j", ctrlKey: true, bubbles: true }));
    told.push(document.activeElement === document.body);
    """
    assert told(hub, tmp_path, steps) == ["q", "q", False, True]


def test_the_map_shows_the_keys_of_the_page_and_turns_them_off(hub: Filled, tmp_path: Path) -> None:
    steps = """
    press('?');
    const map = document.querySelector("dialog[open]");
    told.push([...map.querySelectorAll("dd")].map((one) => one.textContent).includes("Next row"));
    told.push(map.textContent.includes("See it as readers will"));
    press('j'); told.push(document.activeElement.dataset.row || "");
    map.querySelector("input").click(); map.close();
    press('j'); told.push(document.activeElement.dataset.row || "");
    localStorage.removeItem("desk-keys");
    """
    assert told(hub, tmp_path, steps) == [True, True, "", ""]


def test_the_script_moves_no_focus_unasked(hub: Filled, tmp_path: Path) -> None:
    assert told(hub, tmp_path, "told.push(document.activeElement === document.body);") == [True]
