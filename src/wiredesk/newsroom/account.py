"""The nightly account: every article that ever came in lies in exactly one bucket.

In: the store's counts.  Out: lines, and whether they add up.
"""

from wiredesk.craft.editorial import Account
from wiredesk.craft.editorial import account as summed
from wiredesk.ports import Store


def account(store: Store) -> Account:
    """The account as of now."""
    return summed(
        store.count_buckets(), total=store.count_articles(), ages=store.list_bucket_ages()
    )
