"""Names for the ids that reasons speak of.

In: reasons.  Out: headlines by id, for those of articles and stories that are there.
"""

import re
from collections.abc import Iterable
from typing import Final

from wiredesk.basics.ids import ArticleId, StoryId
from wiredesk.ports import Store
from wiredesk.records.reason import Reason

ID: Final = re.compile(r"\b[at][a-z2-7]{16}\b")  # as basics.ids makes them; other words look so too
NAMES_MAX: Final = 20  # each story costs a look


def names_of(store: Store, told: Iterable[Reason | str]) -> dict[str, str]:
    """Headlines of the stories and articles that reasons or sentences name, by id; a story's is its lead's."""
    texts = (one if isinstance(one, str) else one.text for one in told)
    ids = dict.fromkeys(one for text in texts for one in ID.findall(text))
    leads = {
        one: story.lead
        for one in [one for one in ids if one.startswith("t")][:NAMES_MAX]
        if (story := store.load_story(StoryId(one))) is not None and story.lead
    }
    wanted = {**{one: ArticleId(one) for one in ids if one.startswith("a")}, **leads}
    titles = {line.id: line.title for line in store.list_lines(list(wanted.values()))}
    return {one: titles[article] for one, article in wanted.items() if titles.get(article)}
