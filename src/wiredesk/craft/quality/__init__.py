"""Quality: is this worth an editor's time, and why."""

from wiredesk.craft.quality.clickbait import clickbait
from wiredesk.craft.quality.facts import GradeFacts
from wiredesk.craft.quality.grading import grade
from wiredesk.craft.quality.openness import PageSigns, find_signs, read_trust_txt
from wiredesk.craft.quality.smartable import (
    PUBLISHED_MIN,
    HubLists,
    parse_lists,
    smartable_published,
    smartable_related,
    smartable_score,
)
from wiredesk.craft.quality.source import source_share
from wiredesk.craft.quality.weights import WEIGHTS_VERSION
from wiredesk.craft.quality.yields import SourceYield, count_yield

__all__ = [
    "PUBLISHED_MIN",
    "WEIGHTS_VERSION",
    "GradeFacts",
    "HubLists",
    "PageSigns",
    "SourceYield",
    "clickbait",
    "count_yield",
    "find_signs",
    "grade",
    "parse_lists",
    "read_trust_txt",
    "smartable_published",
    "smartable_related",
    "smartable_score",
    "source_share",
]
