"""API keys: an owner makes, sees and revokes what lets programs ask the hub."""

from datetime import timedelta
from typing import Final

import msgspec

from wiredesk.newsroom.apikeys import PER_MINUTE, PER_MINUTE_MAX, add_api_key, revoke_api_key
from wiredesk.newsroom.auditing import note_act
from wiredesk.newsroom.trying import find_topic
from wiredesk.records.act import ActKind
from wiredesk.records.apikey import ApiScope
from wiredesk.records.user import Role
from wiredesk.web.desk.entering import EmptyForm
from wiredesk.web.desk.visit import Answer, Desk, Page, Sent, Shown, Visit

DAYS_MAX: Final = 3_650


class NewKeyForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A key to be made; each scope is a box of its own."""

    name: str
    read: str = ""
    inbox: str = ""
    decide: str = ""
    topic: str = ""
    """Only what lies under it; empty: all."""
    per_minute: int = PER_MINUTE
    days: int = 0
    """Until it expires; 0: it does not."""


def show_keys(desk: Desk, visit: Visit) -> Answer:
    """All keys."""
    return _shown(desk, visit)


def add(desk: Desk, visit: Visit) -> Answer:
    """A new key; its text is shown on this page, once."""
    form = visit.form_as(NewKeyForm)
    topics = [find_topic(desk.load_topics(), form.topic).id] if form.topic else []
    days = min(max(form.days, 0), DAYS_MAX)
    key, text = add_api_key(
        desk.store,
        form.name.strip(),
        scopes=[scope for scope in ApiScope if getattr(form, scope.value)],
        topics=topics,
        per_minute=form.per_minute,
        expires_at=visit.now + timedelta(days=days) if days else None,
        chance=desk.doorkeeper.chance,
        now=visit.now,
    )
    _note(desk, visit, f"Made: {key.name}.")
    return _shown(desk, visit, made=text)


def revoke(desk: Desk, visit: Visit) -> Answer:
    """It opens nothing from now on."""
    visit.form_as(EmptyForm)
    key = revoke_api_key(desk.store, visit.path["key"])
    _note(desk, visit, f"Revoked: {key.name}.")
    return Sent(page="api-keys", said="key_revoked")


def _note(desk: Desk, visit: Visit, told: str) -> None:
    note_act(desk.store, ActKind.API_KEY, "", told=told, by=visit.name, now=visit.now)


def _shown(desk: Desk, visit: Visit, made: str = "") -> Shown:
    values = {
        "found": desk.store.list_api_keys(),
        "made": made,
        "scopes": [(scope, SCOPES[scope]) for scope in ApiScope],
        "topics": desk.load_topics(),
        "per_minute": PER_MINUTE,
        "per_minute_max": PER_MINUTE_MAX,
        "now": visit.now,
    }
    return Shown(template="api-keys.html", values=values)


SCOPES: Final = {
    ApiScope.READ: "what is published",
    ApiScope.INBOX: "what is held, and the account",
    ApiScope.DECIDE: "release, hold and reject, under the key's name",
}
PAGES: Final = (
    Page(name="api-keys", path="/api-keys", method="GET", role=Role.OWNER, answer=show_keys),
    Page(name="api-keys", path="/api-keys", method="POST", role=Role.OWNER, answer=add),
    Page(
        name="api-key-revoke",
        path="/api-keys/{key}/revoke",
        method="POST",
        role=Role.OWNER,
        answer=revoke,
    ),
)
