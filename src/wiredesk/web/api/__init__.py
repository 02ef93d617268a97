"""The API: what is published, and for keys what is held, as JSON for programs."""

from wiredesk.web.api.app import PAGES, api_app
from wiredesk.web.api.visit import PATH, Api

__all__ = ["PAGES", "PATH", "Api", "api_app"]
