"""What is new since the last issue."""

from dataclasses import replace
from datetime import timedelta

from craft.render.hubs import NOW, change, make_article, make_hub, make_story

from wiredesk.craft.letters import find_fresh
from wiredesk.records.family import Relation
from wiredesk.records.hub import ArticleView, HubView, MemberView

SINCE = NOW - timedelta(days=1)


def report(name: str, *, hours: float, out: bool = True) -> ArticleView:
    """A report that came so many hours ago; only listed in its story when it is not `out`."""
    article = make_article(f"https://{name}.example/1", published=NOW - timedelta(hours=hours))
    return article if out else replace(article, record=None)


def hub_of(*stories: tuple[ArticleView, ...], relation: Relation = Relation.NEW) -> HubView:
    made = []
    for lead, *others in stories:
        members = [MemberView(article=one, relation=relation) for one in others]
        made.append(make_story(lead, *members, topics=(lead.provider,)))
    return make_hub(stories=tuple(made))


def test_a_story_is_new_with_its_first_report_and_old_without_another() -> None:
    new, old = report("a", hours=2), report("b", hours=30)
    hub = hub_of((old,), (new,))
    (found,) = find_fresh(hub, since=SINCE, out_before=[old.id])
    assert (found.story.lead, found.new, found.is_new) == (new, 1, True)


def test_a_known_story_comes_again_with_how_many_reports_are_new() -> None:
    hub = hub_of((report("a", hours=30), report("b", hours=3), report("c", hours=2, out=False)))
    (found,) = find_fresh(hub, since=SINCE, out_before=[hub.stories[0].lead.id])
    assert (found.new, found.is_new) == (2, False)


def test_an_old_report_that_was_released_since_is_new() -> None:
    old = report("a", hours=300)
    assert find_fresh(hub_of((old,)), since=SINCE, out_before=[])
    assert not find_fresh(hub_of((old,)), since=SINCE, out_before=[old.id])


def test_a_copy_is_no_news() -> None:
    hub = hub_of((report("a", hours=30), report("b", hours=1)), relation=Relation.COPY)
    assert not find_fresh(hub, since=SINCE, out_before=[hub.stories[0].lead.id])


def test_only_the_topics_that_are_asked_for_come_and_the_hub_s_order_stays() -> None:
    hub = hub_of(*((report(name, hours=1),) for name in "cab"))
    leads = [one.story.lead.provider for one in find_fresh(hub, since=SINCE, out_before=[])]
    assert leads == ["c.example", "a.example", "b.example"]
    asked = find_fresh(hub, since=SINCE, out_before=[], topics=["b.example", "x"])
    assert [one.story.lead.provider for one in asked] == ["b.example"]


def test_nothing_is_new_in_an_empty_hub() -> None:
    assert find_fresh(make_hub(stories=()), since=SINCE, out_before=[]) == []


def test_times_that_publishers_claim_do_not_count() -> None:
    claimed = change(report("a", hours=30), published=NOW)
    received = replace(
        claimed,
        shown=replace(
            claimed.shown,
            time=replace(claimed.shown.time, received=NOW - timedelta(hours=30)),
        ),
    )
    assert not find_fresh(hub_of((received,)), since=SINCE, out_before=[received.id])
