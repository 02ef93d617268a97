"""What stands around the articles: topics, providers, and whether the hub answers."""

from typing import Final

from wiredesk.craft.render.shown import topic_slug
from wiredesk.records.apikey import ApiScope
from wiredesk.web.api import questions, shapes
from wiredesk.web.api.cursor import next_address, read_word, write_word
from wiredesk.web.api.giving import give_subjects
from wiredesk.web.api.visit import Answer, Api, Page, Visit


def list_topics(api: Api, visit: Visit) -> Answer:
    """All topics of the hub that the key sees."""
    given = [
        shapes.Topic(
            id=topic.id,
            name=topic.name,
            parent=topic.parent,
            subjects=give_subjects(api.published.concepts_of(topic)) or None,
            pages=f"{api.url}/api/news/{topic_slug(topic.id)}/page/1/index.json",
        )
        for topic in api.published.list_topics(sight=visit.sight)
    ]
    return Answer(value=shapes.TopicList(items=given))


def list_providers(api: Api, visit: Visit) -> Answer:
    """Providers with something published, by domain, with what the hub's own archive says of them."""
    query = visit.asked(questions.PartQuery)
    after = read_word("providers", query, query.cursor) if query.cursor else ""
    found = api.published.list_providers(after=after, limit=query.limit + 1)
    given = [
        shapes.ProviderFigures(
            domain=provider.domain,
            name=provider.name,
            owner=provider.owner or None,
            articles=record.articles,
            originals=record.originals,
            copies=record.copies,
            known_since=provider.known_since or record.first_seen,
        )
        for provider, record in found[: query.limit]
    ]
    following = None
    if len(found) > query.limit:
        cursor = write_word("providers", query, given[-1].domain)
        following = next_address(f"{api.root}/providers", query, cursor)
    return Answer(value=shapes.ProviderList(items=given, next=following))


def show_health(api: Api, _visit: Visit) -> Answer:
    """Whether the hub answers, and how fresh it is; 503 when its memory does not."""
    generation, written = api.store.load_generation()
    newest = api.published.newest()
    return Answer(
        value=shapes.Health(
            status="ok", generation=generation, is_written=generation == written, newest=newest
        )
    )


PAGES: Final = (
    Page(
        name="topics",
        path="/topics",
        scope=ApiScope.READ,
        answer=list_topics,
        gives=(shapes.TopicList,),
    ),
    Page(
        name="providers",
        path="/providers",
        scope=ApiScope.READ,
        answer=list_providers,
        query=questions.PartQuery,
        gives=(shapes.ProviderList,),
        problems=("cursor",),
    ),
    Page(name="health", path="/health", scope=None, answer=show_health, gives=(shapes.Health,)),
)
