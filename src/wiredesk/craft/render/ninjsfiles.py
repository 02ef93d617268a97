"""Every record as a ninjs file, and a list of them: for newsrooms whose systems fetch files.

In: a HubView.  Out: drafts of `ninjs/ARTICLE.json` and `ninjs/index.json`.  What is withdrawn disappears with its
record; a record without an address has no ninjs, which takes that for its identity.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from wiredesk.basics.dates import rfc3339
from wiredesk.basics.urls import web_url
from wiredesk.craft.render.draft import Draft
from wiredesk.craft.render.ninjs import render_ninjs
from wiredesk.craft.render.shown import headline
from wiredesk.records.hub import ArticleView, HubView
from wiredesk.records.record import Record
from wiredesk.records.topic import Concept

FOLDER: Final = "ninjs"


def plan_ninjs(hub: HubView) -> Iterator[Draft]:
    """A file for each record that has an address, and the list of them, newest first."""
    concepts = {topic.name: topic.concepts for topic in hub.topics}
    lines = []
    for article in hub.articles:
        record = article.record
        if record is None or web_url(record.original_url or record.web_url or "") is None:
            continue
        named = {name: concepts[name] for name in record.topics or () if name in concepts}
        path = f"{FOLDER}/{article.id}.json"
        lines.append(_line(article, f"{hub.url}/{path}"))
        yield Draft(path=path, make=_file, inputs=(record, named))
    yield Draft(path=f"{FOLDER}/index.json", make=_index, inputs=(tuple(lines),))


def _line(article: ArticleView, address: str) -> tuple[str, str, str]:
    changed = article.updated or article.published
    return address, headline(article.title), rfc3339(changed)


def _file(record: Record, concepts: Mapping[str, Sequence[Concept]]) -> bytes:
    return render_ninjs(record, concepts)


def _index(lines: Sequence[tuple[str, str, str]]) -> bytes:
    told: list[dict[str, Any]] = [
        {"href": href, "headline": title, "versioncreated": at} for href, title, at in lines
    ]
    body = json.dumps({"items": told}, ensure_ascii=False, indent=1)
    return body.encode("utf-8", "replace") + b"\n"
