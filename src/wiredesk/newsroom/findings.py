"""What a person should look at, beside the account.

In: the store.  Out: reasons, each with what to do.  Changes nothing.
"""

from wiredesk.craft.heat import NEWCOMERS_ALERT, PROBATION
from wiredesk.newsroom.watch import alarms
from wiredesk.ports import Store
from wiredesk.records.event import WebhookLine, WebhookState
from wiredesk.records.reason import Reason


def findings(store: Store) -> list[Reason]:
    """Sources that changed all at once, stories that new sources report at once, who is not told of changes."""
    return alarms(store) + _newcomers(store) + failing_webhooks(store) + failing_newsletter(store)


def failing_webhooks(store: Store) -> list[Reason]:
    """Webhooks that rest, fail, or have refused something, each with what came back last."""
    return [
        Reason(code="webhook", text=told, evidence=line.webhook.name)
        for line in store.list_webhooks()
        if (told := _trouble(line))
    ]


def failing_newsletter(store: Store) -> list[Reason]:
    """Why the newest issue is not sent, and how many readers get none any more."""
    issue, barred = store.load_issue(), store.list_barred()
    told = []
    if issue is not None and issue.trouble:
        told.append(f"The newsletter of {issue.at:%Y-%m-%d %H:%M} UTC waits.  {issue.trouble}")
    if barred:
        told.append(
            f"{len(barred)} readers of the newsletter were refused: `wiredesk newsletter readers` names them."
        )
    return [Reason(code="newsletter", text=one, evidence="newsletter") for one in told]


def _trouble(line: WebhookLine) -> str:
    name, health = line.webhook.name, line.health
    test = f"When it is mended: `wiredesk webhooks test {name}`; all that waits then goes out."
    if health.state is WebhookState.DISABLED:
        return f"Webhook {name} answered 410, so it is told nothing more; {line.waiting} events wait.  {test}"
    since = f"{health.failing_since:%Y-%m-%d %H:%M} UTC" if health.failing_since else ""
    if health.state is WebhookState.PAUSED:
        return f"Webhook {name} failed since {since} and is paused; {line.waiting} events wait.  {health.answer}  {test}"
    if health.failures or (line.waiting and health.answer.startswith("It was not asked")):
        told = f" since {since}" if since else ""
        return f"Webhook {name} fails{told}; {line.waiting} events wait.  {health.answer}"
    if line.given_up:
        return f"Webhook {name} refused {line.given_up} events: `wiredesk webhooks list {name}`."
    return ""


def _newcomers(store: Store) -> list[Reason]:
    """Stories that many sources on probation report at once (SAFETY.md F104), most first.

    Their heat is bounded until the sources have aged; who is behind them, only a person can say.
    """
    found = []
    for story_id, owners in store.list_newcomers(within=PROBATION, owners=NEWCOMERS_ALERT):
        story = store.load_story(story_id)
        lead = store.list_lines([story.lead]) if story and story.lead else []
        found.append(
            Reason(
                code="newcomers",
                text=(
                    f"{owners} owners on probation report story {story_id} within "
                    f"{PROBATION.days} days; together they weigh less than one trusted report.  Look "
                    f"with `wiredesk why {story_id} --heat`; if one hand is behind them, give them one "
                    "`owner` in providers.toml before they have aged."
                ),
                value=owners,
                evidence=lead[0].title if lead else "",
            )
        )
    return found
