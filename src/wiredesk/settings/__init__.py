"""Floor 7: the files of a hub, read into frozen records and written back."""

from wiredesk.settings.hub import (
    ApiSettings,
    HubSettings,
    NetworkSettings,
    PictureSettings,
    PublishSettings,
    RightsSettings,
    SealSettings,
    ServeSettings,
    Settings,
    WorkerSettings,
    load_settings,
    parse_settings,
)
from wiredesk.settings.lists import (
    append_sources,
    load_providers,
    load_sources,
    parse_providers,
    parse_sources,
)
from wiredesk.settings.memory import DATABASE, find_store, place_of
from wiredesk.settings.newsletter import (
    check_smtp,
    load_subscribers,
    masthead_of,
    schedule_of,
)
from wiredesk.settings.ratings import RATINGS_FILE, parse_ratings, render_ratings
from wiredesk.settings.rules import rights_rules
from wiredesk.settings.searches import load_searches
from wiredesk.settings.topics import load_concepts, load_topics
from wiredesk.settings.webhooks import load_webhooks

__all__ = [
    "DATABASE",
    "RATINGS_FILE",
    "ApiSettings",
    "HubSettings",
    "NetworkSettings",
    "PictureSettings",
    "PublishSettings",
    "RightsSettings",
    "SealSettings",
    "ServeSettings",
    "Settings",
    "WorkerSettings",
    "append_sources",
    "check_smtp",
    "find_store",
    "load_concepts",
    "load_providers",
    "load_searches",
    "load_settings",
    "load_sources",
    "load_subscribers",
    "load_topics",
    "load_webhooks",
    "masthead_of",
    "parse_providers",
    "parse_ratings",
    "parse_settings",
    "parse_sources",
    "place_of",
    "render_ratings",
    "rights_rules",
    "schedule_of",
]
