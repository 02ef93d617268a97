"""What a person should look at, beside the account.

In: the store.  Out: reasons, each with what to do.  Changes nothing.
"""

from wiredesk.craft.heat import NEWCOMERS_ALERT, PROBATION
from wiredesk.newsroom.watch import alarms
from wiredesk.ports import Store
from wiredesk.records.reason import Reason


def findings(store: Store) -> list[Reason]:
    """Sources that changed all at once, then stories that new sources report at once."""
    return alarms(store) + _newcomers(store)


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
