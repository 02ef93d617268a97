"""The API's lists and single things: what they hold, how they go on, what they are told by (`wiredesk.web.api`)."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from starlette.applications import Starlette
from web.api_hub import HOME, ApiHub, get, items, mounted, told
from web.asking import ask

from wiredesk.basics.dates import rfc3339
from wiredesk.craft.render.fields import RECORD_FIELDS
from wiredesk.newsroom.front import front_page
from wiredesk.records.apikey import ApiScope
from wiredesk.web.api.shapes import Article


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiHub]:
    made = ApiHub(tmp_path_factory.mktemp("hub"))
    made.fill()
    yield made
    made.store.close()


@pytest.fixture(scope="module")
def app(hub: ApiHub) -> Starlette:
    return mounted(hub.api())


@pytest.fixture(scope="module")
def articles(app: Starlette) -> list[dict[str, Any]]:
    return items(app, "/articles")


# --- articles ---------------------------------------------------------------------------------------


def test_the_list_holds_what_is_published_and_nothing_else(
    hub: ApiHub, articles: list[dict[str, Any]]
) -> None:
    assert [one["id"] for one in articles] == hub.store.list_published(limit=1_000)
    assert len(articles) > 5


def test_an_article_says_what_its_record_says(hub: ApiHub, articles: list[dict[str, Any]]) -> None:
    pages = hub.folder and (hub.folder / "public/api/news/page/1/index.json").read_bytes()
    for page in json.loads(pages or b"")["value"]:
        (given,) = (one for one in articles if one["webUrl"] == page["webUrl"])
        same = {key: value for key, value in given.items() if key in page and key != "rights"}
        assert same == {key: page[key] for key in same}
        assert page.keys() <= given.keys()


def test_every_field_of_a_record_but_the_sealed_one_has_its_place() -> None:
    fields = set(Article.__struct_encode_fields__)
    assert {field.key for field in RECORD_FIELDS} - fields == {"secured"}


@pytest.mark.parametrize("limit", [1, 2, 3, 100])
def test_parts_of_any_length_make_the_same_list(
    app: Starlette, articles: list[dict[str, Any]], limit: int
) -> None:
    assert items(app, f"/articles?limit={limit}") == articles


@pytest.mark.parametrize("order", ["front", "newest"])
@pytest.mark.parametrize("limit", [1, 4])
def test_stories_come_once_in_parts_of_any_length(app: Starlette, order: str, limit: int) -> None:
    whole = items(app, f"/stories?order={order}&limit=100")
    assert items(app, f"/stories?order={order}&limit={limit}") == whole
    assert len({one["id"] for one in whole}) == len(whole) > 3


def test_the_front_is_that_of_the_site(hub: ApiHub, app: Starlette) -> None:
    shown = [one.id for one in front_page(hub.store, since_days=30, limit=100)]
    assert [one["id"] for one in items(app, "/stories")] == shown


def test_filters_leave_in_what_they_say(app: Starlette, articles: list[dict[str, Any]]) -> None:
    one = articles[1]
    provider, topic = one["provider"]["domain"], one["topicIds"][0]
    at = one["effectiveDateTime"].replace("+", "%2B")
    cases: dict[str, Callable[[dict[str, Any]], bool]] = {
        f"provider={provider}": lambda a: a["provider"]["domain"] == provider,
        f"topic={topic}": lambda a: topic in a["topicIds"],
        f"topic={topic}&provider={provider}": lambda a: (
            topic in a["topicIds"] and a["provider"]["domain"] == provider
        ),
        "language=en": lambda a: a["language"] == "en",
        "language=xx": lambda _: False,
        "quality_min=60": lambda a: a["quality"] >= 60,
        f"since={at}": lambda a: a["effectiveDateTime"] >= one["effectiveDateTime"],
        f"until={at}": lambda a: a["effectiveDateTime"] < one["effectiveDateTime"],
    }
    for query, fits in cases.items():
        expected = [a["id"] for a in articles if fits(a)]
        assert [a["id"] for a in items(app, f"/articles?limit=2&{query}")] == expected, query


def test_stories_are_filtered_by_their_published_reports(app: Starlette) -> None:
    for order in ("front", "newest"):
        every = items(app, f"/stories?order={order}")
        topic = every[0]["lead"]["topicIds"][0]
        expected = [one["id"] for one in every if topic in one["lead"]["topicIds"]]
        found = items(app, f"/stories?order={order}&topic={topic}&limit=1")
        assert [one["id"] for one in found] == expected
        hot = [one["id"] for one in every if one["heat"] >= 20]
        found = items(app, f"/stories?order={order}&heat_min=20&limit=1")
        assert [one["id"] for one in found] == hot


def test_one_article_is_as_in_the_list(app: Starlette, articles: list[dict[str, Any]]) -> None:
    answer = get(app, f"/articles/{articles[0]['id']}")
    assert told(answer) == articles[0]
    assert answer.header("last-modified").endswith(" GMT")


def test_a_story_names_its_reports_with_their_families(app: Starlette, hub: ApiHub) -> None:
    for one in items(app, "/stories"):
        whole = told(get(app, f"/stories/{one['id']}"))
        assert whole["lead"] == one["lead"]
        members = whole["members"]
        (lead,) = (member for member in members if member["isLead"])
        assert (lead["id"], lead["isPublished"]) == (one["lead"]["id"], True)
        assert all("excerpt" not in member for member in members)
        ids = {member["id"] for member in members}
        lines = {line.id: line for line in hub.store.list_lines(sorted(ids))}
        assert {m["id"]: m["familyId"] for m in members} == {
            line.id: line.family_id for line in lines.values()
        }
        assert whole["reasons"][0]["code"] == "heat"


def test_why_adds_up_and_quotes_no_passage(app: Starlette, articles: list[dict[str, Any]]) -> None:
    for one in articles:
        why = told(get(app, f"/articles/{one['id']}/why"))
        assert {part["part"] for part in why["qualityParts"]} >= {"source", "substance"}
        assert [topic["id"] for topic in why["topics"]] == one["topicIds"]
        reasons = why["relation"] + why["story"] + why["heat"]
        assert reasons
        assert not [reason for reason in reasons if reason["code"] == "shared_words"]


def test_ninjs_is_one_of_the_forms(app: Starlette, articles: list[dict[str, Any]]) -> None:
    listed = told(get(app, "/articles?format=ninjs&limit=3"))
    assert [one["uri"] for one in listed["items"]] == [a["originalUrl"] for a in articles[:3]]
    assert "format=ninjs" in listed["next"]
    single = told(get(app, f"/articles/{articles[0]['id']}?format=ninjs"))
    assert single["standard"]["name"] == "ninjs"


def test_what_is_published_is_found_by_its_words_and_what_is_held_is_not(
    app: Starlette, hub: ApiHub, articles: list[dict[str, Any]]
) -> None:
    word = articles[0]["title"].split()[-1]
    found = told(get(app, f"/search?q={word}"))
    assert articles[0]["id"] in {one["id"] for one in found["items"]}
    assert found["count"] == len(found["items"])
    every = items(app, "/search?q=topic%3Aai&order=time&limit=2")
    assert [one["id"] for one in every] == [a["id"] for a in articles if "ai" in a["topicIds"]]
    assert told(get(app, "/search?q=since:nonsense+camera"))["ignored"] == ["since:nonsense"]
    _, key = hub.key("searching", ApiScope.READ, topics=["ai-ethics"])
    seen = items(app, "/search?q=topic%3Aai&limit=2", key=key)
    assert {one["id"] for one in seen} == {
        a["id"] for a in articles if "ai-ethics" in a["topicIds"]
    }


def test_the_account_adds_up_for_who_may_see_it(app: Starlette, hub: ApiHub) -> None:
    _, key = hub.key("counting", ApiScope.INBOX)
    taken = told(get(app, "/account", key=key))
    assert taken["addsUp"]
    assert sum(line["articles"] for line in taken["lines"]) == taken["total"] > 0
    assert get(app, "/account").status == 401


def test_topics_and_providers_are_named(app: Starlette, hub: ApiHub) -> None:
    topics = items(app, "/topics")
    assert {one["id"] for one in topics} == {topic.id for topic in hub.topics}
    providers = items(app, "/providers?limit=2")
    assert [one["domain"] for one in providers] == sorted(one["domain"] for one in providers)
    assert {one["domain"] for one in providers} == {
        article["provider"]["domain"] for article in items(app, "/articles")
    }


def test_health_says_how_fresh_the_hub_is(app: Starlette, articles: list[dict[str, Any]]) -> None:
    health = told(get(app, "/health"))
    assert (health["status"], health["isWritten"]) == ("ok", True)
    assert health["newest"] == articles[0]["effectiveDateTime"]


# --- what is held and what is out of sight ----------------------------------------------------------


def test_what_is_held_is_not_there(app: Starlette, hub: ApiHub) -> None:
    held = [
        line
        for story in items(app, "/stories")
        for line in hub.store.list_lines([m["id"] for m in _members(app, story["id"])])
        if line.bucket.value == "held"
    ]
    assert held
    for line in held:
        assert get(app, f"/articles/{line.id}").status == 404
        assert get(app, f"/articles/{line.id}/why").status == 404


def _members(app: Starlette, story: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = told(get(app, f"/stories/{story}"))["members"]
    return found


def test_a_key_for_a_topic_sees_what_lies_under_it(hub: ApiHub, app: Starlette) -> None:
    topic = next(one.id for one in hub.topics if one.id == "biometrics-policy")
    _, key = hub.key("policy", ApiScope.READ, topics=[topic])
    _, above = hub.key("ethics", ApiScope.READ, topics=["ai-ethics"])
    every = items(app, "/articles")
    expected = [one["id"] for one in every if topic in one["topicIds"]]
    assert 0 < len(expected) < len(every)
    assert [one["id"] for one in items(app, "/articles?limit=1", key=key)] == expected
    assert {one["id"] for one in items(app, "/topics", key=key)} == {topic}
    assert {one["id"] for one in items(app, "/topics", key=above)} == {topic, "ai-ethics"}
    assert [one["id"] for one in items(app, f"/articles?topic={topic}", key=above)] == expected
    for order in ("front", "newest"):
        stories = items(app, f"/stories?order={order}&limit=1", key=key)
        assert {one["lead"]["id"] for one in stories} == set(expected)
    for one in every:
        status = 200 if one["id"] in expected else 404
        for path in (f"/articles/{one['id']}", f"/articles/{one['id']}/why"):
            assert get(app, path, key=key).status == status
        assert get(app, f"/stories/{one['storyId']}", key=key).status == status
    assert get(app, "/articles?topic=computer-vision", key=key).status == 404


def test_a_story_shows_a_key_only_the_reports_it_may_see(hub: ApiHub, app: Starlette) -> None:
    _, key = hub.key("ethics-members", ApiScope.READ, topics=["ai-ethics"])
    labels = {
        one: {label.topic for label in hub.store.load_publish_work([one])[0].labels}
        for story in items(app, "/stories", key=key)
        for one in [member["id"] for member in _members(app, story["id"])]
    }
    for story in items(app, "/stories", key=key):
        for member in told(get(app, f"/stories/{story['id']}", key=key))["members"]:
            assert "ai-ethics" in labels[member["id"]]


# --- tags, heads, caches ----------------------------------------------------------------------------


def test_what_one_has_is_not_sent_again(app: Starlette) -> None:
    for path in ("/articles?limit=2", "/stories", "/topics", "/openapi.json", "/"):
        first = get(app, path)
        tag = first.header("etag")
        assert tag.startswith('"')
        for sent in (tag, f"W/{tag}", f'"other", {tag}', "*"):
            again = get(app, path, if_none_match=sent)
            assert (again.status, again.text) == (304, "")
            assert again.header("etag") == tag
        assert get(app, path, if_none_match='"other"').status == 200


def test_a_head_has_all_but_the_body(app: Starlette) -> None:
    for path in ("/articles", "/health", "/"):
        whole = get(app, path)
        head = ask(app, f"/api/v1{path}", method="HEAD")
        assert (head.status, head.text) == (200, "")
        assert head.header("etag") == whole.header("etag")
        assert head.header("content-length") == str(len(whole.text.encode()))


def test_caches_are_told_who_may_keep_an_answer(hub: ApiHub, app: Starlette) -> None:
    _, key = hub.key("caching", ApiScope.READ)
    assert get(app, "/articles").header("cache-control") == "public, max-age=30"
    assert get(app, "/articles", key=key).header("cache-control") == "private, no-cache"
    assert get(app, "/nothing").header("cache-control") == "no-store"
    assert {get(app, path).header("vary") for path in ("/articles", "/nothing")} == {
        "Authorization"
    }


def test_links_lead_to_the_configured_address_whatever_host_is_asked(app: Starlette) -> None:
    """SAFETY.md F088, F102: nothing of a request's Host, Accept or proxy headers is in an answer or its tag."""
    plain = get(app, "/articles?limit=1")
    for headers in (
        {"host": "evil.example"},
        {"x_forwarded_host": "evil.example", "x_forwarded_proto": "gopher"},
        {"forwarded": "host=evil.example"},
        {"accept": "text/html"},
        {"accept": "application/xml;q=0.9, */*;q=0.1", "accept_language": "de"},
    ):
        other = get(app, "/articles?limit=1", **headers)
        assert (other.text, other.header("etag")) == (plain.text, plain.header("etag"))
    assert told(plain)["next"].startswith(f"{HOME}/api/v1/articles?")
    assert "evil" not in get(app, "/nothing", host="evil.example").text


# --- cursors ----------------------------------------------------------------------------------------


def test_a_cursor_of_another_list_or_of_nobody_is_refused_with_a_remedy(app: Starlette) -> None:
    at = told(get(app, "/articles?limit=1"))["next"].partition("cursor=")[2]
    story = told(get(app, "/stories?limit=1"))["next"].partition("cursor=")[2]
    for path in (
        f"/articles?topic=ai&cursor={at}",
        f"/stories?cursor={at}",
        f"/stories?order=newest&cursor={story}",
        f"/providers?cursor={at}",
        f"/articles?cursor={at[:-3]}",
        f"/articles?cursor={at[:-2]}AA",
        "/articles?cursor=W10",
        "/articles?cursor=bm9uZQ",
    ):
        answer = get(app, path)
        assert answer.status == 400, path
        assert "begin again" in json.loads(answer.text)["remedy"]


def test_a_front_whose_story_is_gone_says_that_the_cursor_expired(hub: ApiHub) -> None:
    api = hub.api()
    app = mounted(api)
    first = told(get(app, "/stories?limit=1"))
    generation, order = api.published._front
    api.published._front = generation, tuple(one for one in order if one != first["items"][0]["id"])
    answer = get(app, first["next"].removeprefix(f"{HOME}/api/v1"))
    assert answer.status == 400
    assert "no longer on the front page" in answer.text


def test_times_need_a_zone(app: Starlette, hub: ApiHub) -> None:
    at = rfc3339(hub.clock.now() - timedelta(days=99))
    assert told(get(app, f"/articles?since={at}"))["items"]
    for wrong in (
        "2026-03-05T09:00:00",
        "2026-03-05",
        "yesterday",
        "1772701200",
        "2026-13-01T00:00:00Z",
    ):
        assert get(app, f"/articles?since={wrong}").status == 400
