"""What goes out with the site so that it can be searched: the index, and the pages of saved searches."""

import json
from pathlib import Path

from newsroom.desk import Desk

from wiredesk.records.searching import SavedSearch
from wiredesk.route.hubview import HubFacts
from wiredesk.route.lookup import lookup_files
from wiredesk.route.remembering import view_of

FACTS = HubFacts(title="Hub", url="https://hub.example", language="en")


def published(folder: Path) -> Desk:
    desk = Desk(folder)
    desk.receive("bodycams", "grain-prices")
    desk.run()
    return desk


def test_the_index_holds_all_that_is_out_and_nothing_else(tmp_path: Path) -> None:
    desk = published(tmp_path)
    view = view_of(desk.store, FACTS, topics=(), now=desk.clock.now())
    files = dict(lookup_files(view))
    shown = [
        one
        for path, body in files.items()
        if path.startswith("find/d-")
        for one in json.loads(body).values()
    ]
    assert sorted(one[0] for one in shown) == sorted(one.title for one in view.articles) != []
    assert all(one[2].startswith("https://") for one in shown)
    on_site = {path.name for path in (tmp_path / "public" / "find").iterdir()}
    assert on_site == {Path(path).name for path in files}
    desk.store.close()


def test_a_saved_search_finds_what_is_out_at_this_moment(tmp_path: Path) -> None:
    desk = published(tmp_path)
    word = desk.store.load_article(desk.store.list_published(limit=1)[0])
    assert word is not None
    query = word.title.split()[0]
    saved = (SavedSearch(name="First word", query=query), SavedSearch(name="None", query="zzzz"))
    view = view_of(desk.store, FACTS, topics=(), searches=saved, now=desk.clock.now())
    assert [(one.slug, one.query) for one in view.searches] == [
        ("first-word", query),
        ("none", "zzzz"),
    ]
    assert word.id in {one.id for one in view.searches[0].articles}
    assert view.searches[1].articles == ()
    desk.store.close()
