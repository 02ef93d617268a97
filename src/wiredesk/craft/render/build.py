"""An article as a record: what the hub may show of it, in the words of RECORD.md.

In: what may be shown of an article, its provider, its topics, scores and related reports.  Out: a Record.  Then, beside
the record that lies there already: which numbers move, and whether the file is written again.
Decides no scores, no relations and nothing about rights.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from wiredesk.basics.limits import TITLE_CHARACTERS_MAX
from wiredesk.basics.text import cut_words, one_line
from wiredesk.basics.urls import web_url
from wiredesk.craft.render.check import RELATED_MAX
from wiredesk.records.article import Image
from wiredesk.records.provider import Provider
from wiredesk.records.record import Record, RecordImage, RecordProvider, Related
from wiredesk.records.rights import Showable

EDITED: Final = "edited"  # names the fields that are the hub's own words or choice
SCORE_STEP_MIN: Final = 3  # points: RECORD.md, rule 5


def build_record(
    shown: Showable,
    *,
    provider: Provider,
    topics: Sequence[str],
    quality: int,
    heat: int,
    published: bool,
    related: Sequence[tuple[Showable, Provider, int]] = (),
    secured: str | None = None,
) -> Record:
    """The record of an article; `related` comes best first and is cut to five."""
    time = shown.time
    address = web_url(shown.url)
    return Record(
        category=shown.category,
        title=shown_title(shown.title),
        excerpt=shown.excerpt or None,
        published_at=time.published or time.effective,
        updated_at=time.updated,
        original_url=address,
        web_url=address,
        type=shown.type,
        quality=quality,
        heat=heat,
        published=published,
        featured_content=shown.video_embed,
        provider=_provider(provider),
        topics=tuple(topics) or None,
        images=_images(shown.image),
        related=tuple(_related(*one) for one in related[:RELATED_MAX]) or None,
        secured=secured,
        extra={EDITED: shown.edited} if shown.edited else {},
    )


def shown_title(title: str) -> str:
    """A headline as we show it: one line, NFC, nothing hidden, at most 300 characters."""
    return cut_words(one_line(title), TITLE_CHARACTERS_MAX)


def shown_excerpt(excerpt: str, characters_max: int) -> str | None:
    """An extract of whole words within the source's limit; None when there is none."""
    return cut_words(one_line(excerpt), characters_max) or None if characters_max else None


def settle_scores(old: Record | None, new: Record, *, quality_min: int | None = None) -> Record:
    """`new` with the published numbers of `old` where they would move by less than 3 points.

    They move when a decision depends on them: the article is released or held now, or its quality
    crosses `quality_min`.
    """
    if old is None or old.published != new.published or _crosses(old, new, quality_min):
        return new
    before = {one.web_url: one for one in old.related or ()}
    related = new.related and tuple(
        replace(one, quality=_settled(before[one.web_url].quality, one.quality))
        if one.web_url in before
        else one
        for one in new.related
    )
    return replace(
        new,
        quality=_settled(old.quality, new.quality),
        heat=_settled(old.heat, new.heat),
        related=related,
    )


def meaning_changed(old: Record | None, new: Record) -> bool:
    """Whether the file is written again: something that a reader can see is different.

    Compare after `settle_scores`; line endings and the file's own layout have no meaning.
    """
    return old is None or replace(old, newline="\n") != replace(new, newline="\n")


def _crosses(old: Record, new: Record, quality_min: int | None) -> bool:
    if quality_min is None or old.quality is None or new.quality is None:
        return False
    return (old.quality >= quality_min) != (new.quality >= quality_min)


def _settled(old: int | None, new: int | None) -> int | None:
    if old is None or new is None or abs(new - old) >= SCORE_STEP_MIN:
        return new
    return old


def _provider(provider: Provider) -> RecordProvider:
    return RecordProvider(name=one_line(provider.name) or provider.domain, domain=provider.domain)


def _images(image: Image | None) -> tuple[RecordImage, ...] | None:
    address = web_url(image.url) if image else None
    if image is None or address is None:
        return None
    return (
        RecordImage(
            url=address,
            width=image.width,
            height=image.height,
            is_cached=image.is_cached,
            title=one_line(image.title) or None,
            attribution=one_line(image.attribution) or None,
        ),
    )


def _related(shown: Showable, provider: Provider, quality: int) -> Related:
    return Related(
        title=shown_title(shown.title),
        excerpt=shown.excerpt or None,
        published=shown.time.published or shown.time.effective,
        web_url=web_url(shown.url),
        type=shown.type,
        provider=_provider(provider),
        quality=quality,
        images=_images(shown.image),
    )
