"""The route: ten steps in order.  Read this first, then one file per step.

 1 poll     source  → new entries         craft.feeds
 2 fetch    entry   → page                craft.rights
 3 read     page    → article             craft.pages
 4 match    article → family              craft.copies
 5 group    article → story               craft.stories
 6 label    article → topics              craft.topics
 7 grade    article → quality             craft.quality
 8 rank     story   → heat, lead          craft.heat
 9 hold     article → holds, or released  craft.editorial
10 publish  released articles → records, site, feeds
"""

from typing import Any

from wiredesk.records.outcome import Stage
from wiredesk.route.fetch import Fetch
from wiredesk.route.grade import GradeStep
from wiredesk.route.group import Group
from wiredesk.route.hold import HoldStep
from wiredesk.route.label import LabelStep
from wiredesk.route.match import Match
from wiredesk.route.poll import Poll
from wiredesk.route.publish import Publish
from wiredesk.route.rank import Rank
from wiredesk.route.read import Read
from wiredesk.route.step import Step

ROUTE: tuple[type[Step[Any, Any]], ...] = (
    Poll,
    Fetch,
    Read,
    Match,
    Group,
    LabelStep,
    GradeStep,
    Rank,
    HoldStep,
    Publish,
)
STAGES: tuple[Stage, ...] = tuple(step.stage for step in ROUTE)
