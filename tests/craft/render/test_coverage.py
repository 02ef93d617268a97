from datetime import timedelta

from craft.render.hubs import NOW, make_article, make_story
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.craft.render import coverage_sentence, timeline
from wiredesk.records.family import Relation
from wiredesk.records.hub import ArticleView, MemberView

FIRST = make_article("https://lindhaven-courier.example/1", published=NOW - timedelta(hours=4))
LATER = make_article("https://civic-record.example/1", published=NOW - timedelta(hours=2))
COPY = make_article("https://le-fanal.example/1", published=NOW - timedelta(hours=5))


def _copy(article: ArticleView, origin: ArticleView) -> MemberView:
    return MemberView(article=article, relation=Relation.COPY, origin=origin.id)


def test_a_single_report_names_its_provider() -> None:
    assert coverage_sentence(make_story(FIRST)) == "1 report, by Lindhaven Courier"


def test_the_first_report_is_never_a_copy_even_when_it_came_earlier() -> None:
    story = make_story(LATER, MemberView(article=FIRST), _copy(COPY, FIRST), independent=2)
    assert coverage_sentence(story) == "3 reports, 2 independent; first: Lindhaven Courier"


def test_rows_stand_by_time_with_copies_under_their_origin() -> None:
    story = make_story(LATER, MemberView(article=FIRST), _copy(COPY, LATER))
    rows = timeline(story)
    assert [row.article.id for row in rows] == [FIRST.id, LATER.id]
    assert [one.article.id for one in rows[1].folded] == [COPY.id]
    assert [row.is_lead for row in rows] == [False, True]
    assert rows[1].folded_percents == (2.0,)
    assert rows[1].dot_percent == 98.0


def test_a_copy_of_a_copy_stands_under_the_same_origin() -> None:
    again = make_article("https://optics-weekly.example/1", published=NOW)
    rows = timeline(make_story(FIRST, _copy(COPY, FIRST), _copy(again, COPY)))
    assert [[one.article.id for one in row.folded] for row in rows] == [[COPY.id, again.id]]


def test_a_copy_whose_origin_is_elsewhere_has_a_row_of_its_own() -> None:
    rows = timeline(make_story(FIRST, _copy(COPY, LATER)))
    assert [row.relation for row in rows] == [Relation.COPY, Relation.NEW]


@given(
    st.lists(
        st.tuples(st.sampled_from(list(Relation)), st.integers(0, 7), st.integers(0, 48)),
        min_size=1,
        max_size=8,
    )
)
def test_every_member_is_shown_exactly_once(told: list[tuple[Relation, int, int]]) -> None:
    articles = [
        make_article(f"https://a{number}.example/", published=NOW - timedelta(hours=hours))
        for number, (_, _, hours) in enumerate(told)
    ]
    members = tuple(
        MemberView(
            article=articles[number],
            relation=relation,
            origin=articles[origin].id if origin < len(articles) else None,
        )
        for number, (relation, origin, _) in enumerate(told)
    )
    rows = timeline(make_story(articles[0], members=members))
    shown = [row.article.id for row in rows]
    shown += [one.article.id for row in rows for one in row.folded]
    assert sorted(shown) == sorted(article.id for article in articles)
    assert all(0 <= row.dot_percent <= 100 for row in rows)
