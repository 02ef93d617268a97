"""Notices: what stands where something was taken down, and what our own site says about its use.

In: a hub.  Out: paths and bytes.  A static host cannot answer 410 by itself: `gone.json` lists the paths that
should be (`wiredesk serve` does, docs/how-to/take-something-down.md shows how others can).
"""

import json
from collections.abc import Iterator, Sequence
from typing import Final

from wiredesk.basics.text import slug
from wiredesk.craft.render.draft import Draft
from wiredesk.craft.render.shown import story_path
from wiredesk.craft.render.templating import render_page
from wiredesk.records.hub import Frame, HubView
from wiredesk.records.rights import Takedown, TakedownReason

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


def plan_notices(hub: HubView, frame: Frame) -> Iterator[Draft]:
    """A page for each address where something was taken down, and the list of them."""
    standing = {story_path(story.id) for story in hub.stories}
    paths: list[str] = []
    for takedown in hub.gone:
        own = f"gone/{slug(takedown.article_id)}.html"
        lost = (story_path(story) for story in takedown.stories)
        for path in (own, *(one for one in lost if one not in standing)):
            if path not in paths:
                paths.append(path)
                yield Draft(path=path, make=_notice, inputs=(frame, path, takedown))
    yield Draft(path=GONE_LIST, make=_gone_list, inputs=(tuple(sorted(paths)),))


def plan_reservations(hub: HubView) -> Iterator[Draft]:
    """What our own site says about mining it, in the words that we obey from others."""
    yield Draft(path=".well-known/tdmrep.json", make=_tdmrep, inputs=())
    yield Draft(path="robots.txt", make=_robots, inputs=(hub.url,))


def _notice(frame: Frame, path: str, takedown: Takedown) -> bytes:
    reason = REASONS[takedown.reason]
    return render_page("gone.html", frame, path, takedown=takedown, reason=reason)


def _gone_list(paths: Sequence[str]) -> bytes:
    return json.dumps({"gone": list(paths)}, indent=1).encode("ascii") + b"\n"


def _tdmrep() -> bytes:
    return json.dumps(TDMREP, indent=1).encode("ascii") + b"\n"


def _robots(url: str) -> bytes:
    return f"{ROBOTS}Sitemap: {url}/sitemap.xml\n".encode()
