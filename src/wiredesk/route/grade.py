"""Step 7 of 10: is this worth an editor's time, and why?

In: an article with what is known around it.  Out: its quality in six parts.  Next: `rank`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from wiredesk.basics.urls import same_site
from wiredesk.craft.quality import GradeFacts, grade
from wiredesk.ports import Store
from wiredesk.records.grade import Grade
from wiredesk.records.outcome import Stage
from wiredesk.records.work import GradeWork


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeStep:
    """Counts points; topics and story play no part."""

    stage: ClassVar[Stage] = Stage.GRADE
    version: ClassVar[int] = 2
    batch: ClassVar[int] = 500

    store: Store

    def pending(self, *, now: datetime, limit: int) -> Sequence[GradeWork]:
        """Articles in order of receipt."""
        return self.store.list_grade_work(now=now, limit=limit)

    async def decide(self, batch: Sequence[GradeWork], *, now: datetime) -> Sequence[Grade]:
        """A grade for each; time plays no part."""
        return [grade(_facts(work)) for work in batch]

    def save(self, done: Sequence[Grade], *, now: datetime) -> None:
        """Grades of the whole batch."""
        self.store.save_grades(done, version=self.version, now=now)


def _facts(work: GradeWork) -> GradeFacts:
    article, behaviour = work.article, work.behaviour
    seen = behaviour.articles
    return GradeFacts(
        article_id=article.id,
        title=article.title,
        text=article.text or None,
        authors=article.authors,
        is_dated=article.time.published is not None,
        section=article.section,
        links=tuple(link for link in article.links if not same_site(link, article.web_url)),
        has_image=article.image is not None and not work.image_is_shared,
        kind=article.kind,
        is_updated=article.time.updated is not None,
        relation=work.relation,
        is_origin=work.is_origin,
        credit=work.credit,
        provider_domain=work.provider.domain,
        provider_rating=work.provider.rating,
        provider_vouched=work.provider.listed or work.provider.official,
        transparency=behaviour.signs,
        articles_seen=seen,
        share_original=behaviour.originals / seen if seen else None,
        share_with_author=behaviour.with_author / seen if seen else None,
        share_press_release=behaviour.press_releases / seen if seen else None,
        share_clickbait=behaviour.clickbait / seen if seen else None,
        share_corrected=behaviour.corrected / seen if seen else None,
    )
