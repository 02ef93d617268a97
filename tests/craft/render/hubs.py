"""A small hub of invented news, as a page would show it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from wiredesk.basics.ids import TopicId, article_id, story_id
from wiredesk.records.article import HonestTime
from wiredesk.records.envelope import Use
from wiredesk.records.family import Relation
from wiredesk.records.hold import Bucket
from wiredesk.records.hub import (
    ArticleView,
    BucketFigure,
    HubView,
    MemberView,
    ProviderView,
    StoryView,
    TopicView,
)
from wiredesk.records.reason import Reason
from wiredesk.records.record import Record, RecordProvider
from wiredesk.records.rights import Showable

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
SHOWN = (
    "title",
    "url",
    "provider",
    "excerpt",
    "language",
    "type",
    "authors",
    "time",
    "uses",
    "licence",
)
PROVIDERS = {
    "lindhaven-courier.example": "Lindhaven Courier",
    "gate-and-sensor.example": "Gate & Sensor",
    "tagblatt-nordsee.example": "Tagblatt Nordsee",
    "baltic-rail-and-sea.example": "Baltic Rail & Sea",
    "le-fanal.example": "Le Fanal",
    "civic-record.example": "The Civic Record",
    "optics-weekly.example": "Optics Weekly",
    "diario-del-istmo.example": "Diario del Istmo",
}
TOPICS = ("Face Recognition", "Computer Vision", "Biometrics Policy", "AI Ethics", "AI")

# Topic, headline, language, then who reported and how many hours ago; `*` marks a copy of the first.
STORIES = (
    (0, "Coalition backs a ban on face recognition in public squares and stations", "en",
     "gate-and-sensor.example 9|lindhaven-courier.example 7|tagblatt-nordsee.example 6|civic-record.example 5|le-fanal.example 4|*baltic-rail-and-sea.example 3|*diario-del-istmo.example 2"),
    (2, "Harbour town switches off the cameras at its ferry gates", "en",
     "lindhaven-courier.example 20|baltic-rail-and-sea.example 16|civic-record.example 12"),
    (1, "A lens the size of a grain of salt reads number plates at two hundred metres", "en",
     "optics-weekly.example 14|gate-and-sensor.example 11"),
    (3, "Aufsicht rügt Schulversuch mit Aufmerksamkeitskameras", "de", "tagblatt-nordsee.example 8"),
    (2, "Regulator publishes the first register of remote biometric systems", "en",
     "civic-record.example 22|gate-and-sensor.example 21|*lindhaven-courier.example 19"),
    (0, "La ville de Port-Cendre retire ses portiques à reconnaissance faciale", "fr", "le-fanal.example 26"),
    (1, "Open data set of night-time street scenes doubles in size", "en", "optics-weekly.example 30"),
    (3, "Hospital ends trial that guessed pain from faces", "en",
     "civic-record.example 33|lindhaven-courier.example 31"),
    (4, "Small models learn to count birds from a single photograph", "en", "optics-weekly.example 35"),
    (1, "El puerto franco prueba visión artificial para contar contenedores", "es", "diario-del-istmo.example 38"),
    (2, "Court asks who owns a face that a shop has filmed", "en",
     "civic-record.example 41|tagblatt-nordsee.example 40"),
    (0, "Stadium drops face tickets after a season of queues", "en", "lindhaven-courier.example 44"),
)  # fmt: skip
EXCERPTS = {
    "en": "The vote came late on Sunday after four weeks of talks. The text names squares, stations and "
    "stadiums, leaves out border posts, and asks for a register of every system that is in use today.",
    "de": "Die Behörde hält die Einwilligung der Eltern für unwirksam und verlangt, alle Aufnahmen zu löschen.",
    "fr": "Le conseil municipal a voté la dépose des douze portiques, jugés coûteux et peu fiables.",
    "es": "La autoridad portuaria medirá durante seis meses si las cámaras cuentan mejor que las básculas.",
}
FURTHER = (
    "What the register would mean for the town’s ferry",
    "Streit um Kameras: Wer löscht die alten Aufnahmen?",
    "Vendors warn of jobs lost, auditors of faces kept",
    "Reconnaissance faciale : le texte, article par article",
    "Five questions that the vote leaves open",
)


def make_article(url: str, *, title: str = "Ferry gates go dark", **changes: Any) -> ArticleView:
    domain = url.split("/")[2]
    name = PROVIDERS.get(domain, domain)
    article = ArticleView(
        shown=Showable(
            id=article_id(url),
            title=title,
            url=url,
            provider=domain,
            time=HonestTime(published=NOW, effective=NOW, received=NOW),
            uses=(Use.INDEX, Use.EXCERPT, Use.IMAGE),
        ),
        provider_name=name,
        quality=60,
        record=Record(
            title=title,
            web_url=url,
            published_at=NOW,
            quality=60,
            published=True,
            provider=RecordProvider(name=name, domain=domain),
        ),
    )
    return change(article, **changes)


def change(article: ArticleView, **changes: Any) -> ArticleView:
    """`article` with other fields, of its own or of what is shown of it."""
    if at := changes.pop("published", None):
        changes["time"] = replace(article.shown.time, published=at, effective=at, received=at)
    if at := changes.pop("updated", None):
        changes["time"] = replace(changes.get("time", article.shown.time), updated=at)
    own = {name: changes.pop(name) for name in SHOWN if name in changes}
    return replace(article, shown=replace(article.shown, **own), **changes)


def make_story(lead: ArticleView, *members: MemberView, **changes: object) -> StoryView:
    story = StoryView(
        id=story_id(lead.id),
        heat=40,
        why="One independent report, received two hours ago.",
        lead=lead,
        reports=1 + len(members),
        independent=1,
        members=(MemberView(article=lead), *members),
        topics=lead.topics,
    )
    return replace(story, **changes)  # type: ignore[arg-type] # - any field of a story


def make_hub(**changes: object) -> HubView:
    stories = tuple(_stories())
    articles = sorted(
        (story.lead for story in stories), key=lambda one: one.published, reverse=True
    )
    hub = HubView(
        title="The Watchful Lens",
        url="https://lens.example",
        stories=stories,
        articles=tuple(articles),
        topics=tuple(
            TopicView(
                id=TopicId(name.lower().replace(" ", "-")),
                name=name,
                parent=TopicId("ai") if name != "AI" else None,
                query=f'title: "{name.lower()}" OR text: "{name.lower()}"~3',
            )
            for name in TOPICS
        ),
        providers=tuple(
            ProviderView(
                domain=domain,
                name=name,
                owner="Nordlicht Media" if "nord" in domain else "",
                articles=40 + 7 * number,
                originals=31 + 5 * number,
                copies=number,
                known_since=NOW - timedelta(days=400),
            )
            for number, (domain, name) in enumerate(PROVIDERS.items())
        ),
        figures=(
            BucketFigure(bucket=Bucket.PUBLISHED, cause="", articles=48),
            BucketFigure(bucket=Bucket.HELD, cause="follower", articles=41),
            BucketFigure(bucket=Bucket.HELD, cause="below_threshold", articles=22),
            BucketFigure(bucket=Bucket.HELD, cause="copy", articles=14),
            BucketFigure(bucket=Bucket.FAILED, cause="gone", articles=3),
        ),
        articles_total=128,
        built_at=NOW,
    )
    return replace(hub, **changes)  # type: ignore[arg-type] # - any field of a hub


def _stories() -> Iterator[StoryView]:
    for number, (topic, title, language, reported) in enumerate(STORIES):
        members = list(_members(number, title, language, reported, topic=topic))
        own = [one for one in members if one.relation is Relation.NEW]
        heat = max(90 - number * 7, 4)
        yield StoryView(
            id=story_id(members[0].article.id),
            heat=heat,
            why=f"Independent owners: {len(own)}; newest report {2 + number} hours old.",
            lead=own[min(1, len(own) - 1)].article,
            reports=len(members),
            independent=len(own),
            members=tuple(members),
            topics=own[0].article.topics,
            reasons=(Reason(code="mass", text="Weighted reports add up to 3.2 after fading."),),
        )


def _members(
    number: int, title: str, language: str, reported: str, *, topic: int
) -> Iterator[MemberView]:
    origin = None
    for place, told in enumerate(reported.split("|")):
        domain, hours = told.lstrip("*").split()
        url = f"https://{domain}/2026/{number}-{place}"
        article = make_article(
            url,
            title=title if place < 2 else FURTHER[(number + place) % len(FURTHER)],
            published=NOW - timedelta(hours=int(hours), minutes=7 * place),
            excerpt=EXCERPTS[language],
            language=language,
            quality=max(82 - 4 * number - 3 * place, 40),
            topics=tuple(dict.fromkeys((TOPICS[topic], "AI"))),
            reasons=(
                Reason(
                    code="source", text="28 of 35 for the source: 96 % of its texts are its own."
                ),
                Reason(code="originality", text="20 of 20: it is the first of its text."),
            ),
        )
        origin = origin or article.id
        copied = told.startswith("*")
        yield MemberView(
            article=article,
            relation=Relation.COPY if copied else Relation.NEW,
            origin=origin if copied else None,
        )
