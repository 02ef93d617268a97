"""Stories: the front page, the newest ones, and one with all its reports."""

from typing import Final

from wiredesk.basics.ids import StoryId
from wiredesk.records.apikey import ApiScope
from wiredesk.records.published import Part
from wiredesk.web.api import questions, shapes
from wiredesk.web.api.articles import wanted_of
from wiredesk.web.api.cursor import next_address, read_cursor, write_cursor
from wiredesk.web.api.giving import give_story, give_whole_story
from wiredesk.web.api.problems import Refusal
from wiredesk.web.api.visit import Answer, Api, Page, Visit

STORY_ID: Final = r"^t[a-z2-7]{16}$"


def list_stories(api: Api, visit: Visit) -> Answer:
    """Stories with a published report, as on the front page or by their newest report.

    The front page moves: between two parts a story may come twice or be missed.  By the newest report none is, unless it
    gets another one meanwhile.
    """
    query = visit.asked(questions.StoryQuery)
    part = _newest(api, visit, query) if query.order is questions.StoryOrder.NEWEST else None
    part = part or _front(api, visit, query)
    following = None
    if part.last is not None:
        cursor = write_cursor("stories", query, part.last)
        following = next_address(f"{api.root}/stories", query, cursor)
    given = [give_story(api, story) for story in part.stories]
    return Answer(value=shapes.StoryList(items=given, next=following))


def show_story(api: Api, visit: Visit) -> Answer:
    """One story with its reports, copies and revisions, and the reasons of its heat.

    The id of a story that turned out to be another leads to that one.
    """
    whole = api.published.find_story(StoryId(visit.path["id"]), sight=visit.sight, now=visit.now)
    if whole is None:
        raise Refusal("missing", "No published story has this id, or your key does not see it.")
    return Answer(value=give_whole_story(api, whole))


def _newest(api: Api, visit: Visit, query: questions.StoryQuery) -> Part:
    return api.published.list_stories(
        wanted_of(api, visit, query, heat_min=query.heat_min),
        sight=visit.sight,
        after=read_cursor("stories", query, query.cursor) if query.cursor else None,
        limit=query.limit,
        now=visit.now,
    )


def _front(api: Api, visit: Visit, query: questions.StoryQuery) -> Part:
    after = read_cursor("stories", query, query.cursor).story_id if query.cursor else None
    part = api.published.list_front(
        wanted_of(api, visit, query, heat_min=query.heat_min),
        sight=visit.sight,
        after=after,
        limit=query.limit,
        now=visit.now,
    )
    if part is None:
        raise Refusal("cursor", "The story that it stands behind is no longer on the front page.")
    return part


PAGES: Final = (
    Page(
        name="stories",
        path="/stories",
        scope=ApiScope.READ,
        answer=list_stories,
        query=questions.StoryQuery,
        gives=(shapes.StoryList,),
        problems=("cursor", "missing"),
    ),
    Page(
        name="story",
        path="/stories/{id}",
        scope=ApiScope.READ,
        answer=show_story,
        gives=(shapes.WholeStory,),
        id_pattern=STORY_ID,
    ),
)
