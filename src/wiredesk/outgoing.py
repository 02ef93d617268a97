"""Wires what is sent out: webhooks and the newsletter.

In: a hub's folder, its store, its door.  Out: what sends.  Opens nothing that has to be closed.
"""

from functools import partial
from pathlib import Path

from wiredesk.basics.clock import Clock
from wiredesk.ports import Messenger, Postman, Store
from wiredesk.route.hubview import HubFacts
from wiredesk.route.newsletter import Newsletter
from wiredesk.route.webhooks import Webhooks
from wiredesk.settings import (
    Settings,
    check_smtp,
    load_concepts,
    load_providers,
    load_sources,
    load_subscribers,
    load_topics,
    masthead_of,
    rights_rules,
    schedule_of,
)
from wiredesk.world.keys import WebhookSecrets, read_secret
from wiredesk.world.net import SmtpPostman
from wiredesk.world.outlets import MailFolder

SMTP_PASSWORD = "WIREDESK_SMTP_PASSWORD"  # noqa: S105 - the name of a variable


def shown_facts(folder: Path, settings: Settings) -> HubFacts:
    """What the hub says of itself, with the rights that its files state."""
    return HubFacts(
        title=settings.hub.title,
        url=settings.hub.url,
        language=settings.hub.language,
        rules=rights_rules(
            settings, providers=load_providers(folder), sources=load_sources(folder)
        ),
        site_days=settings.publish.site_days,
        profile=settings.publish.profile,
        concepts=load_concepts(folder),
        ninjs=settings.publish.ninjs,
    )


def make_webhooks(
    folder: Path, settings: Settings, *, store: Store, door: Messenger, clock: Clock
) -> Webhooks:
    """What tells the webhooks of the hub in `folder`."""
    return Webhooks(
        store=store,
        messenger=door,
        secrets=WebhookSecrets(hub=folder),
        clock=clock,
        hub_url=settings.hub.url,
        profile=settings.publish.profile,
    )


def make_newsletter(
    folder: Path, settings: Settings, *, store: Store, clock: Clock
) -> Newsletter | None:
    """What sends the newsletter; None when the hub names no sender."""
    own, smtp = settings.newsletter, settings.smtp
    if not (own.sender or own.every):
        return None
    check_smtp(settings)
    topics = load_topics(folder)
    postman: Postman = MailFolder(folder=folder / Path(own.folder).expanduser())
    if smtp.host:
        postman = SmtpPostman(
            host=smtp.host,
            port=smtp.port,
            security=smtp.security,
            user=smtp.user,
            password=partial(read_secret, smtp.password, variable=SMTP_PASSWORD, hub=folder),
        )
    return Newsletter(
        store=store,
        postman=postman,
        clock=clock,
        facts=shown_facts(folder, settings),
        topics=topics,
        schedule=schedule_of(own),
        masthead=masthead_of(own, topics=topics),
        readers=lambda: load_subscribers(folder, own)[0],
    )
