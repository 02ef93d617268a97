"""Rights: what a publisher's machine-readable words let us do."""

from wiredesk.craft.rights.robots import (
    ROBOTS_BYTES_MAX,
    RobotsFile,
    crawl_delay,
    judge_robots,
    robots_file,
)

__all__ = [
    "ROBOTS_BYTES_MAX",
    "RobotsFile",
    "crawl_delay",
    "judge_robots",
    "robots_file",
]
