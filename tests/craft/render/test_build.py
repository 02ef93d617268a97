from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.basics.ids import article_id
from wiredesk.craft.render import (
    build_record,
    check_record,
    meaning_changed,
    parse_record,
    render_record,
    settle_scores,
)
from wiredesk.craft.rights import show
from wiredesk.records.article import Article, HonestTime, Image
from wiredesk.records.provider import Provider
from wiredesk.records.record import Record, Related
from wiredesk.records.rights import RightsPolicy, RightsRules

AT = datetime(2026, 3, 2, 8, 15, tzinfo=UTC)
URL = "https://lindhaven-courier.example/2026/ferry-gates"
COURIER = Provider(domain="lindhaven-courier.example", name="Lindhaven Courier")


def _article(**changes: object) -> Article:
    article = Article(
        id=article_id(URL),
        url=URL,
        web_url=URL,
        provider=COURIER.domain,
        title="Harbour town halts face scans",
        excerpt="The council voted 14 to 9 to switch off the cameras by spring.",
        time=HonestTime(published=AT, effective=AT, received=AT),
        image=Image(url="https://lindhaven-courier.example/gates.jpg", width=1200, height=800),
    )
    return replace(article, **changes)  # type: ignore[arg-type] # - any field of an article


def _built(article: Article, *, characters: int = 40, **changes: object) -> Record:
    more: dict[str, object] = {
        "provider": COURIER,
        "topics": ["Face Recognition", "AI"],
        "quality": 71,
        "heat": 34,
        "published": True,
    }
    rules = RightsRules(own=RightsPolicy(excerpt_characters_max=characters))
    shown = show(article, rules=rules, now=AT)
    if "related" in changes:
        changes["related"] = [
            (show(one, rules=rules, now=AT), provider, quality)
            for one, provider, quality in changes["related"]  # type: ignore[attr-defined] # - a list of reports
        ]
    return build_record(shown, **{**more, **changes})  # type: ignore[arg-type] # - see above


def test_a_record_says_what_the_route_knows() -> None:
    record = _built(_article())
    assert (record.title, record.quality, record.heat) == ("Harbour town halts face scans", 71, 34)
    assert record.original_url == record.web_url == URL
    assert record.published_at == AT
    assert record.topics == ("Face Recognition", "AI")
    assert record.provider is not None
    assert record.provider.domain == COURIER.domain
    assert record.images is not None
    assert record.images[0].is_cached is False


def test_a_built_record_has_no_problems_and_comes_back() -> None:
    record = _built(_article(), related=[(_article(), COURIER, 60)] * 7)
    raw = render_record(record)
    assert check_record(raw, name="x.md") == ()
    assert parse_record(raw, name="x.md") == record
    assert len(record.related or ()) == 5


def test_the_excerpt_keeps_whole_words_and_the_limit() -> None:
    assert _built(_article()).excerpt == "The council voted 14 to 9 to switch off…"
    assert _built(_article(), characters=0).excerpt is None
    assert _built(_article(excerpt="")).excerpt is None


def test_a_title_is_one_line_of_at_most_300_characters_without_hidden_signs() -> None:
    title = "Ferry\n\u202egates\u200b  " + "word " * 100
    shown = _built(_article(title=title)).title
    assert shown.startswith("Ferry gates word")
    assert len(shown) <= 300
    assert shown.endswith("word…")


def test_an_undated_article_shows_when_it_is_ranked() -> None:
    time = HonestTime(published=None, effective=AT, received=AT)
    assert _built(_article(time=time)).published_at == AT


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "https://u:p@x.example/"]
)
def test_an_address_that_is_no_web_address_is_left_out(url: str) -> None:
    record = _built(_article(url=url, web_url=url, image=Image(url=url)))
    assert (record.original_url, record.web_url, record.images) == (None, None, None)


@given(old=st.integers(0, 100), new=st.integers(0, 100))
def test_numbers_move_by_three_points_or_stay(old: int, new: int) -> None:
    before, after = (
        Record(title="x", quality=old, heat=old),
        Record(title="x", quality=new, heat=new),
    )
    settled = settle_scores(before, after)
    assert settled.quality == settled.heat == (new if abs(new - old) >= 3 else old)
    assert settle_scores(settled, after) == settled, "settling twice changes nothing"


def test_numbers_move_when_a_decision_depends_on_them() -> None:
    before = Record(title="x", quality=39, heat=10, published=False)
    after = Record(title="x", quality=40, heat=11, published=True)
    assert settle_scores(before, after) == after
    held = replace(after, published=False)
    assert settle_scores(before, held).quality == 39
    assert settle_scores(before, held, quality_min=40).quality == 40


def test_a_creep_of_single_points_moves_the_number_in_the_end() -> None:
    shown = Record(title="x", quality=50, heat=0)
    for quality in (51, 52, 53):
        shown = settle_scores(shown, Record(title="x", quality=quality, heat=0))
    assert shown.quality == 53


def test_related_numbers_settle_too() -> None:
    def of(quality: int) -> Record:
        return Record(title="x", related=(Related(web_url="https://a.example/", quality=quality),))

    assert settle_scores(of(60), of(61)) == of(60)
    assert settle_scores(of(60), of(65)) == of(65)


def test_only_a_change_of_meaning_asks_for_writing() -> None:
    record = _built(_article())
    assert meaning_changed(None, record)
    assert not meaning_changed(parse_record(render_record(record), name="x.md"), record)
    assert not meaning_changed(replace(record, newline="\r\n"), record)
    assert meaning_changed(replace(record, title="Other"), record)
    assert meaning_changed(replace(record, secured="wd1.x"), record)
