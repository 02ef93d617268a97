"""Render: what goes out, as pure functions from records to bytes."""

from wiredesk.craft.render.build import (
    EDITED,
    build_record,
    meaning_changed,
    settle_scores,
    shown_excerpt,
    shown_title,
)
from wiredesk.craft.render.check import Problem, check_record
from wiredesk.craft.render.codec import parse_record, render_record
from wiredesk.craft.render.coverage import coverage_sentence, timeline
from wiredesk.craft.render.draft import Draft
from wiredesk.craft.render.events import render_event, render_ping
from wiredesk.craft.render.jsonpages import record_json
from wiredesk.craft.render.mail import render_mail
from wiredesk.craft.render.newsletter import render_letter
from wiredesk.craft.render.ninjs import NINJS, render_ninjs
from wiredesk.craft.render.paths import path_of, record_path
from wiredesk.craft.render.profiles import PROFILE_NAMES, convert_record, parse_converted
from wiredesk.craft.render.searching import render_search
from wiredesk.craft.render.shown import headline, provider_path, sentence
from wiredesk.craft.render.site import plan_site, render_site
from wiredesk.craft.render.usage import (
    NOTHING,
    Usage,
    compare_usage,
    extracts_of,
    find_usage,
)

__all__ = [
    "EDITED",
    "NINJS",
    "NOTHING",
    "PROFILE_NAMES",
    "Draft",
    "Problem",
    "Usage",
    "build_record",
    "check_record",
    "compare_usage",
    "convert_record",
    "coverage_sentence",
    "extracts_of",
    "find_usage",
    "headline",
    "meaning_changed",
    "parse_converted",
    "parse_record",
    "path_of",
    "plan_site",
    "provider_path",
    "record_json",
    "record_path",
    "render_event",
    "render_letter",
    "render_mail",
    "render_ninjs",
    "render_ping",
    "render_record",
    "render_search",
    "render_site",
    "sentence",
    "settle_scores",
    "shown_excerpt",
    "shown_title",
    "timeline",
]
