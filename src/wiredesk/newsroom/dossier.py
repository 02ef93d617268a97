"""All that is known of one article, for who decides about it.

In: the store, the hub's rules, now.  Out: Dossier.  Of the article's own words it holds what may be shown, and its full
text only where the owner lets editors read it.  Decides nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar

import msgspec

from wiredesk.basics.errors import UsageError
from wiredesk.basics.ids import ArticleId
from wiredesk.craft.rights import may, policy_of, show
from wiredesk.newsroom.editing import list_pictures
from wiredesk.ports import Store
from wiredesk.records.act import Act, Edit
from wiredesk.records.article import Article, HonestTime, Image
from wiredesk.records.decision import Decision
from wiredesk.records.envelope import Use
from wiredesk.records.family import Relation
from wiredesk.records.grade import Grade
from wiredesk.records.hold import Hold, HoldVerdict
from wiredesk.records.outcome import Outcome, Stage
from wiredesk.records.provider import Provider
from wiredesk.records.rights import Allowance, RightsRules, Showable
from wiredesk.records.story import Story
from wiredesk.records.topic import Label, Labels
from wiredesk.records.work import ArticleLine

VerdictT = TypeVar("VerdictT")
ACTS_SHOWN: Final = 50
FAMILY_SHOWN: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What was read, as far as it may be shown at the desk."""

    theirs: Showable
    """As its publisher wrote it."""
    shown: Showable
    """As readers see it: with the words and the picture of the hub's editors."""
    time: HonestTime
    words: int
    """Of its full text."""
    text: str
    """Empty where the owner keeps it from editors too."""
    section: str
    site_name: str
    kind: str
    uses: tuple[Allowance, ...]
    """Every use, whether it is allowed and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One article with everything that was decided about it."""

    line: ArticleLine
    provider: Provider
    read: Read | None
    """None before it was read, or when its text expired."""
    family: tuple[ArticleLine, ...]
    """Itself among them, in order of receipt."""
    story: Story | None
    labels: tuple[Label, ...]
    grade: Grade | None
    holds: tuple[Hold, ...]
    choice: Decision | None
    """What holds of what people chose."""
    edit: Edit
    pictures: tuple[tuple[ArticleId, Image, str], ...]
    """Those of the family that may be shown, with whose they are."""
    picture: str
    """Path of our copy of its own; empty when there is none."""
    acts: tuple[Act, ...]
    """What people did about it, newest first."""
    outcomes: tuple[Outcome, ...]
    """The route that it took."""

    @property
    def title(self) -> str:
        """Its headline as readers see it."""
        return self.read.shown.title if self.read else self.line.title

    @property
    def is_origin(self) -> bool:
        """Whether its family comes from it."""
        return self.line.relation is not Relation.COPY and self.line.origin is None


def open_dossier(store: Store, id_or_url: str, *, rules: RightsRules, now: datetime) -> Dossier:
    """Everything about one article; UsageError when there is none."""
    line = store.find_article(id_or_url)
    if line is None:
        raise UsageError(
            "is no article of this hub.",
            subject=id_or_url[:200],
            remedy="Give its id, its address, or the path of its record.",
            code="unknown",
        )
    article = store.load_article(line.id)
    outcomes = store.list_outcomes(line.id)
    edit = store.load_edits([line.id]).get(line.id) or Edit(article_id=line.id)
    family = store.list_lines(store.list_family(line.id)[:FAMILY_SHOWN])
    work = store.load_publish_work([line.id])
    copy = work[0].pictures.get(line.id) if work else None
    ((provider, _),) = store.list_provider_records([line.provider])
    labels, grade, held = (
        _verdict(outcomes, Stage.LABEL, Labels),
        _verdict(outcomes, Stage.GRADE, Grade),
        _verdict(outcomes, Stage.HOLD, HoldVerdict),
    )
    names = {one.id: one.provider for one in family}
    pictures = list_pictures(store, line.id, rules=rules, now=now)
    return Dossier(
        line=line,
        provider=provider,
        read=_read(store, article, edit, rules=rules, now=now) if article else None,
        family=tuple(family),
        story=store.load_story(line.story_id) if line.story_id else None,
        labels=labels.labels if labels else (),
        grade=grade,
        holds=held.holds if held else (),
        choice=store.load_choices([line.id]).get(line.id),
        edit=edit,
        pictures=tuple((one, image, names.get(one, "")) for one, image in pictures.items()),
        picture=copy.path if copy is not None else "",
        acts=tuple(store.list_acts(about=line.id, limit=ACTS_SHOWN)),
        outcomes=tuple(outcomes),
    )


def _read(store: Store, article: Article, edit: Edit, *, rules: RightsRules, now: datetime) -> Read:
    policy = policy_of(rules, provider=article.provider, source=article.source)
    published = article.time.published or article.time.received
    uses = tuple(
        may(use, policy=policy, envelope=article.rights, published=published, now=now)
        for use in Use
    )
    full = next(one for one in uses if one.use is Use.FULL_TEXT)
    lender = store.load_article(ArticleId(edit.picture)) if edit.picture else None
    return Read(
        theirs=show(article, rules=rules, now=now),
        shown=show(article, rules=rules, now=now, edit=edit, lender=lender),
        time=article.time,
        words=len(article.text.split()),
        text=article.text if full.allowed else "",
        section=article.section,
        site_name=article.site_name,
        kind=article.kind.value,
        uses=uses,
    )


def _verdict(outcomes: Sequence[Outcome], stage: Stage, shape: type[VerdictT]) -> VerdictT | None:
    for one in outcomes:
        if one.step is stage and one.verdict:
            return msgspec.json.decode(one.verdict, type=shape)
    return None
