"""Rights as a person asks about them: what we used of a publisher, and what may be done with one article.

In: a provider or an article.  Out: lines and verdicts with reasons.  Changes nothing.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from wiredesk.basics.dates import rfc3339
from wiredesk.basics.errors import UsageError
from wiredesk.basics.urls import registrable_domain
from wiredesk.craft.rights import may, policy_of
from wiredesk.ports import Store
from wiredesk.records.article import Article
from wiredesk.records.envelope import Use
from wiredesk.records.rights import Allowance, RightsRules, ShownLine

COLUMNS = ("article", "url", "exit", "characters", "image", "since", "until", "title")


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsVerdict:
    """What may be done with one article."""

    article: Article
    allowances: tuple[Allowance, ...]


def report_usage(store: Store, provider: str) -> list[ShownLine]:
    """Everything that any exit ever showed of a provider, newest first."""
    return store.list_usage(registrable_domain(provider))


def usage_csv(lines: Sequence[ShownLine]) -> str:
    """The report for a spreadsheet; no cell can become a formula (SAFETY.md T42)."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(COLUMNS)
    for line in lines:
        until = rfc3339(line.until) if line.until else ""
        writer.writerow(
            _plain(cell)
            for cell in (
                line.article_id,
                line.url,
                line.exit.value,
                str(line.characters),
                "yes" if line.image else "no",
                rfc3339(line.since),
                until,
                line.title,
            )
        )
    return target.getvalue()


def judge_uses(store: Store, id_or_url: str, *, rules: RightsRules, now: datetime) -> RightsVerdict:
    """What may be done with an article, use by use; UsageError when it is none, or was not read."""
    line = store.find_article(id_or_url)
    article = store.load_article(line.id) if line else None
    if article is None:
        raise UsageError(
            "is no article of this hub, or was never read.",
            subject=id_or_url,
            remedy="Give an id, the article's address, or the path of its record.",
        )
    policy = policy_of(rules, provider=article.provider, source=article.source)
    published = article.time.published or article.time.received
    return RightsVerdict(
        article=article,
        allowances=tuple(
            may(use, policy=policy, envelope=article.rights, published=published, now=now)
            for use in Use
        ),
    )


def _plain(cell: str) -> str:
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell
