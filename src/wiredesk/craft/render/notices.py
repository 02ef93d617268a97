"""Notices: what stands where something was taken down, and what our own site says about its use.

In: a hub.  Out: paths and bytes.  A static host cannot answer 410 by itself: `gone.json` lists the paths that
should be (`wiredesk serve` does, docs/how-to/take-something-down.md shows how others can).
"""

import json
from collections.abc import Iterator
from typing import Any, Final

from wiredesk.basics.text import slug
from wiredesk.craft.render.shown import story_path
from wiredesk.craft.render.templating import render_template
from wiredesk.records.hub import HubView
from wiredesk.records.rights import TakedownReason

GONE_LIST: Final = "gone.json"
REASONS: Final = {
    TakedownReason.COPYRIGHT: "a copyright holder asked for it",
    TakedownReason.PRIVACY: "it touched somebody's privacy",
    TakedownReason.COURT: "a court or an authority ordered it",
    TakedownReason.DEFAMATION: "it was said to defame somebody",
    TakedownReason.PUBLISHER: "its publisher withdrew it",
    TakedownReason.ERROR: "it should not have been here",
    TakedownReason.OTHER: "no further reason is given",
}
# What others wrote is theirs to license: we reserve it for them all (TDMRep, AIPREF, RSL).
TDMREP: Final = [{"location": "/*", "tdm-reservation": 1}]
ROBOTS: Final = "User-agent: *\nAllow: /\nContent-Usage: train-ai=n\n"


def render_notices(hub: HubView) -> Iterator[tuple[str, bytes]]:
    """A page for each address where something was taken down, and the list of them."""
    standing = {story_path(story.id) for story in hub.stories}
    paths: list[str] = []
    for takedown in hub.gone:
        own = f"gone/{slug(takedown.article_id)}.html"
        lost = (story_path(story) for story in takedown.stories)
        for path in (own, *(one for one in lost if one not in standing)):
            if path not in paths:
                paths.append(path)
                yield path, _notice(hub, path, takedown=takedown, reason=REASONS[takedown.reason])
    told = {"gone": sorted(paths)}
    yield GONE_LIST, json.dumps(told, indent=1).encode("ascii") + b"\n"


def render_reservations(hub: HubView) -> Iterator[tuple[str, bytes]]:
    """What our own site says about mining it, in the words that we obey from others."""
    yield ".well-known/tdmrep.json", json.dumps(TDMREP, indent=1).encode("ascii") + b"\n"
    yield "robots.txt", f"{ROBOTS}Sitemap: {hub.url}/sitemap.xml\n".encode()


def _notice(hub: HubView, path: str, **values: Any) -> bytes:
    return render_template("gone.html", hub=hub, here=path, root="../" * path.count("/"), **values)
