"""Rights: what publishers' machine-readable words and the owner's policy let us do.

`show` is the one way out for anything that others wrote.
"""

from wiredesk.craft.rights.envelope import (
    combine,
    envelope_reasons,
    page_statements,
    robots_statements,
    unknown,
)
from wiredesk.craft.rights.marks import takedown_marks
from wiredesk.craft.rights.policy import find_rights_hold, may, policy_of, press_right_ends
from wiredesk.craft.rights.retention import Expiry, expiry_of
from wiredesk.craft.rights.robots import (
    ROBOTS_BYTES_MAX,
    RobotsFile,
    crawl_delay,
    judge_robots,
    robots_file,
)
from wiredesk.craft.rights.rsl import RSL_BYTES_MAX, RslRule, licence_statements, parse_rsl
from wiredesk.craft.rights.showing import show, show_work
from wiredesk.craft.rights.site import (
    SiteFile,
    keep_file,
    problem_of,
    rsl_statements,
    tdmrep_statements,
)
from wiredesk.craft.rights.tdm import TDMREP_BYTES_MAX, TDMREP_PATH, TdmRule, parse_tdmrep
from wiredesk.craft.rights.usage import robots_licences

__all__ = [
    "ROBOTS_BYTES_MAX",
    "RSL_BYTES_MAX",
    "TDMREP_BYTES_MAX",
    "TDMREP_PATH",
    "Expiry",
    "RobotsFile",
    "RslRule",
    "SiteFile",
    "TdmRule",
    "combine",
    "crawl_delay",
    "envelope_reasons",
    "expiry_of",
    "find_rights_hold",
    "judge_robots",
    "keep_file",
    "licence_statements",
    "may",
    "page_statements",
    "parse_rsl",
    "parse_tdmrep",
    "policy_of",
    "press_right_ends",
    "problem_of",
    "robots_file",
    "robots_licences",
    "robots_statements",
    "rsl_statements",
    "show",
    "show_work",
    "takedown_marks",
    "tdmrep_statements",
    "unknown",
]
