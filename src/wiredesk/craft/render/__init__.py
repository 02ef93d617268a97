"""Render: what goes out, as pure functions from records to bytes."""

from wiredesk.craft.render.build import (
    build_record,
    meaning_changed,
    settle_scores,
    shown_excerpt,
    shown_title,
)
from wiredesk.craft.render.check import Problem, check_record
from wiredesk.craft.render.codec import parse_record, render_record
from wiredesk.craft.render.paths import path_of, record_path

__all__ = [
    "Problem",
    "build_record",
    "check_record",
    "meaning_changed",
    "parse_record",
    "path_of",
    "record_path",
    "render_record",
    "settle_scores",
    "shown_excerpt",
    "shown_title",
]
