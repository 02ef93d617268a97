"""Records of `records.published` in the shapes of the API.

In: what is published, cut to what may be shown.  Out: shapes.  Decides nothing but that an address is one that a browser may
follow: anything else is left out (SAFETY.md F062).
"""

from collections.abc import Iterable
from typing import Any, Final

import msgspec

from wiredesk.basics.urls import web_url
from wiredesk.craft.render import record_json
from wiredesk.craft.render.shown import headline, story_path
from wiredesk.records.envelope import Use
from wiredesk.records.published import Grounds, OutArticle, OutStory, Report, WholeStory
from wiredesk.records.reason import Reason
from wiredesk.records.rights import Showable
from wiredesk.records.topic import Concept, Label
from wiredesk.web.api import shapes
from wiredesk.web.api.visit import Api

ADDRESSES: Final = frozenset(
    {"originalUrl", "webUrl", "ampWebUrl", "cdnAmpWebUrl", "featuredContent", "url"}
)
SEALED: Final = "secured"  # stands in the record's file alone


def give_article(article: OutArticle) -> shapes.Article:
    """A published article."""
    shown, record = article.shown, article.record
    told: dict[str, Any] = _clean(record_json(record))
    told.pop(SEALED, None)
    _cut(told, shown)
    for one in told.get("related", ()):
        _cut(one, article.related.get(one.get("webUrl", "")))
    told |= {
        "id": shown.id,
        "storyId": article.story_id,
        "record": article.path,
        "topicIds": [label.topic for label in article.labels],
        "effectiveDateTime": shown.time.effective,
        "language": shown.language or None,
        "authors": list(shown.authors) or None,
        "subjects": give_subjects(article.concepts) or None,
        "rights": shapes.Rights(
            excerpt_characters_max=shown.excerpt_characters_max,
            uses=[use.value for use in shown.uses],
            licence=web_url(shown.licence) if shown.licence else None,
        ),
    }
    return msgspec.convert(told, shapes.Article, from_attributes=True)


def is_tighter_now(article: OutArticle) -> bool:
    """Whether less may be shown of it than its record, as it is out, shows."""
    shown, record = article.shown, article.record
    too_long = len(record.excerpt or "") > shown.excerpt_characters_max
    return too_long or (bool(record.images) and Use.IMAGE not in shown.uses)


def _cut(told: dict[str, Any], shown: Showable | None) -> None:
    """What is out was cut as it went out; what may be shown less since is less here at once.

    Of what nobody can say that it may be shown, only the headline stays.
    """
    allowed = shown.excerpt_characters_max if shown else 0
    if len(told.get("excerpt", "")) > allowed:
        told["excerpt"] = shown.excerpt if shown else ""
    if not told.get("excerpt"):
        told.pop("excerpt", None)
    if shown is None or Use.IMAGE not in shown.uses:
        told.pop("images", None)
    if shown is None or Use.EMBED not in shown.uses:
        told.pop("featuredContent", None)


def _clean(told: Any) -> Any:
    """The same without addresses that are none; pictures without one are left out whole."""
    if isinstance(told, list):
        return [_clean(one) for one in told]
    if not isinstance(told, dict):
        return told
    found: dict[str, Any] = {}
    for key, value in told.items():
        if key in ADDRESSES:
            if address := web_url(str(value)):
                found[key] = address
        elif key == "images":
            found[key] = [one for one in _clean(value) if "url" in one]
        else:
            found[key] = _clean(value)
    return found


def give_subjects(concepts: Iterable[Concept]) -> list[shapes.Subject]:
    """IPTC Media Topics."""
    return [shapes.Subject(code=one.id, name=one.name, uri=one.uri) for one in concepts]


def give_reasons(reasons: Iterable[Reason]) -> list[shapes.Reason]:
    """Grounds of a verdict, without the words of others that show them."""
    return [shapes.Reason(code=one.code, text=one.text, value=one.value) for one in reasons]


def give_why(grounds: Grounds) -> shapes.Why:
    """Why an article stands where it stands."""
    article, grade = grounds.article, grounds.grade
    return shapes.Why(
        id=article.shown.id,
        story_id=article.story_id,
        quality=article.record.quality,
        quality_parts=[
            shapes.QualityPart(part=one.part, points=one.points, max=one.max, evidence=one.evidence)
            for one in (grade.parts if grade else ())
        ],
        topics=[_ground(label) for label in article.labels],
        relation=give_reasons(grounds.relation),
        story=give_reasons(grounds.story),
        heat=give_reasons(grounds.heat),
    )


def _ground(label: Label) -> shapes.TopicGround:
    return shapes.TopicGround(
        id=label.topic, name=label.name, weight=label.weight, reasons=give_reasons(label.why)
    )


def give_story(api: Api, story: OutStory) -> shapes.Story:
    """A story in a list."""
    return shapes.Story(
        id=story.id,
        heat=story.heat,
        reports=story.reports,
        independent=story.independent,
        sentence=story.sentence,
        lead=give_article(story.lead),
        url=f"{api.url}/{story_path(story.id)}",
    )


def give_whole_story(api: Api, whole: WholeStory) -> shapes.WholeStory:
    """A story with its reports."""
    one = give_story(api, whole.story)
    return shapes.WholeStory(
        id=one.id,
        heat=one.heat,
        reports=one.reports,
        independent=one.independent,
        sentence=one.sentence,
        lead=one.lead,
        url=one.url,
        members=[_member(report) for report in whole.members],
        reasons=give_reasons(whole.reasons),
        heats=[shapes.HeatPoint(at=point.at, heat=point.heat) for point in whole.heats],
    )


def _member(report: Report) -> shapes.Member:
    shown = report.shown
    return shapes.Member(
        id=shown.id,
        title=headline(shown.title),
        url=shown.url,
        provider=shapes.Provider(name=report.provider_name, domain=shown.provider),
        effective_date_time=shown.time.effective,
        received_date_time=report.received_at,
        family_id=report.family_id,
        relation=report.relation.value,
        origin=report.origin,
        language=shown.language or None,
        quality=report.quality,
        is_lead=report.is_lead,
        is_published=report.is_out,
    )
