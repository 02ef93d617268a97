"""Rights: what a publisher's machine-readable words let us do."""

from wiredesk.craft.rights.robots import (
    ROBOTS_BYTES_MAX,
    RobotsFile,
    crawl_delay,
    judge_robots,
    robots_file,
)
from wiredesk.craft.rights.signals import PageSignals, page_signals

__all__ = [
    "ROBOTS_BYTES_MAX",
    "PageSignals",
    "RobotsFile",
    "crawl_delay",
    "judge_robots",
    "page_signals",
    "robots_file",
]
