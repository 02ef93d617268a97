"""The one way out: an article cut down to what may be shown of it.

In: an article, the hub's rules, now.  Out: Showable, the only thing that anything that renders takes.
No other code makes one (tests/architecture/test_exits.py).
"""

from datetime import datetime

from wiredesk.basics.text import cut_words, one_line
from wiredesk.basics.urls import web_url
from wiredesk.craft.rights.policy import may, policy_of
from wiredesk.records.act import Edit
from wiredesk.records.article import Article, Image
from wiredesk.records.envelope import Use
from wiredesk.records.rights import Allowance, RightsPolicy, RightsRules, Showable
from wiredesk.records.work import PublishWork


def show_work(work: PublishWork, *, rules: RightsRules, now: datetime) -> Showable:
    """The article of `work` as every exit may show it, with what the hub's editors say in its place."""
    one = work.article.id
    return show(
        work.article, rules=rules, now=now, edit=work.edits.get(one), lender=work.lenders.get(one)
    )


def show(
    article: Article,
    *,
    rules: RightsRules,
    now: datetime,
    edit: Edit | None = None,
    lender: Article | None = None,
) -> Showable:
    """`article` as every exit may show it: excerpt cut at whole words, picture and embed where allowed.

    What the hub's editors wrote stands in place of the publisher's words, and is marked as theirs; a picture that
    they chose is shown where its own publisher allows it.
    """
    policy = policy_of(rules, provider=article.provider, source=article.source)
    allowed = {use: _may(use, article, policy, now=now) for use in Use}
    excerpt = allowed[Use.EXCERPT]
    shown = allowed[Use.INDEX].allowed
    characters = excerpt.characters_max if shown and excerpt.allowed else 0
    ours = edit if edit is not None and shown else Edit(article_id=article.id)
    theirs = cut_words(one_line(article.excerpt), characters) if characters else ""
    image = _picture(article) if shown and allowed[Use.IMAGE].allowed else None
    if ours.picture is not None:
        image = _lent(ours.picture, lender, rules=rules, now=now)
    return Showable(
        id=article.id,
        url=web_url(article.web_url) or "",
        provider=article.provider,
        title=ours.title or (one_line(article.title) if shown else ""),
        excerpt=ours.excerpt or theirs,
        image=image,
        video_embed=_embed(article) if shown and allowed[Use.EMBED].allowed else None,
        authors=article.authors if shown else (),
        time=article.time,
        language=article.language,
        category=article.category,
        type=article.type,
        excerpt_characters_max=characters,
        uses=tuple(use for use, verdict in allowed.items() if verdict.allowed),
        edited=_edited(ours),
        licence=policy.licence or article.rights.licence,
        reasons=excerpt.reasons + allowed[Use.IMAGE].reasons,
    )


def _edited(ours: Edit) -> tuple[str, ...]:
    parts = (("title", ours.title), ("excerpt", ours.excerpt), ("image", ours.picture))
    return tuple(name for name, said in parts if said is not None)


def _lent(of: str, lender: Article | None, *, rules: RightsRules, now: datetime) -> Image | None:
    """The picture of another article of the family, where that one may show it."""
    if lender is None or lender.id != of:
        return None
    return show(lender, rules=rules, now=now).image


def _picture(article: Article) -> Image | None:
    return article.image if article.image and web_url(article.image.url) else None


def _embed(article: Article) -> str | None:
    """Its address; the markup that an imported record holds in its place stays as it is."""
    said = article.video_embed
    return said if said is None or said.lstrip().startswith("<") or web_url(said) else None


def _may(use: Use, article: Article, policy: RightsPolicy, *, now: datetime) -> Allowance:
    published = article.time.published or article.time.received
    return may(use, policy=policy, envelope=article.rights, published=published, now=now)
