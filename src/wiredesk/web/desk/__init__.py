"""The desk: what editors see and do, behind a log-in."""

from wiredesk.web.desk.app import desk_app
from wiredesk.web.desk.visit import Desk

__all__ = ["Desk", "desk_app"]
