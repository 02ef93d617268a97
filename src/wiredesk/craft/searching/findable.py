"""What readers can find an article by.

In: what may be shown of it, its provider, its topics.  Out: Findable.  An extract that may not be shown is no
way to find it either (SAFETY.md R02).
"""

from collections.abc import Sequence

from wiredesk.records.provider import Provider
from wiredesk.records.rights import Showable
from wiredesk.records.searching import Findable
from wiredesk.records.topic import Label


def findable(
    shown: Showable, *, provider: Provider, labels: Sequence[Label], quality: int = 0
) -> Findable:
    """The words and names of what is shown."""
    return Findable(
        article_id=shown.id,
        at=shown.time.effective,
        title=shown.title,
        excerpt=shown.excerpt,
        provider=provider.domain,
        provider_name=provider.name,
        topics=tuple((label.topic, label.name) for label in labels),
        language=shown.language,
        quality=quality,
    )
