"""Copies: what a pair of texts must be, and that the index stays bounded and rebuilds itself."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest
from copytexts import T0, TEXTS, judged, taken

from wiredesk.craft.copies import CopyIndex, find_credit
from wiredesk.records.family import FamilyVerdict, Fingerprint, Relation

Edit = Callable[[str], str]


def first_half(text: str) -> str:
    return text[: len(text) // 2]


def last_half(text: str) -> str:
    return text[len(text) // 2 :]


def without_every_third_sentence(text: str) -> str:
    sentences = re.split(r"(?<=\.)\s+", text)
    return " ".join(one for at, one in enumerate(sentences) if at % 3 != 2)


def with_own_frame(text: str) -> str:
    return (
        f"Our reporters bring you the news that matters.\n\n{text}\n\nSubscribe to our newsletter."
    )


def shouted(text: str) -> str:
    return text.upper()


def inside_another(text: str) -> str:
    return f"{TEXTS['ferry'][1]}\n\n{text}"


EDITS: dict[str, Edit] = {
    "word for word": str,
    "first half": first_half,
    "last half": last_half,
    "every third sentence cut": without_every_third_sentence,
    "framed by the paper": with_own_frame,
    "in capitals": shouted,
}


@pytest.mark.parametrize("name", ["border", "kamera", "sensor"])
@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_a_text_cut_or_framed_by_another_provider_is_a_copy(name: str, edit: Edit) -> None:
    body = TEXTS[name][1]
    first, second = judged(taken(1, body), taken(2, edit(body)))
    assert (second.relation, second.family_id) == (Relation.COPY, first.family_id)
    assert second.of == second.origin == first.article_id
    assert second.reasons


def test_a_text_inside_a_longer_one_is_found_in_either_order() -> None:
    short, long = TEXTS["border"][1], inside_another(TEXTS["border"][1])
    assert judged(taken(1, short), taken(2, long))[1].relation is Relation.COPY
    assert judged(taken(1, long), taken(2, short))[1].relation is Relation.COPY


def test_an_excerpt_of_a_very_long_text_is_a_copy_although_the_long_one_is_thinned() -> None:
    body = TEXTS["border"][1]
    book = body + " ".join(f"word{number}" for number in range(6_000))
    assert judged(taken(1, book), taken(2, body))[1].relation is Relation.COPY


@pytest.mark.parametrize("name", ["border", "kamera", "sensor", "ferry"])
def test_different_texts_are_no_copies(name: str) -> None:
    others = [
        taken(2 + at, body)
        for at, (key, (_, body)) in enumerate(sorted(TEXTS.items()))
        if key != name
    ]
    verdicts = judged(taken(1, TEXTS[name][1]), *others)
    assert {verdict.relation for verdict in verdicts} == {Relation.NEW}
    assert len({verdict.family_id for verdict in verdicts}) == len(verdicts)


def test_a_report_that_quotes_one_sentence_is_no_copy() -> None:
    quote = re.split(r"(?<=\.)\s+", TEXTS["border"][1])[0]
    assert (
        judged(taken(1, TEXTS["border"][1]), taken(2, f"{TEXTS['ferry'][1]} {quote}"))[1].relation
        is Relation.NEW
    )


def test_less_will_do_when_both_credit_the_same_agency() -> None:
    body, ferry = TEXTS["border"][1], TEXTS["ferry"][1]
    part = body[: len(body) * 9 // 20]
    first, plain = taken(1, f"OSLUND (AP) — {body}"), taken(2, f"{part} {ferry}")
    credited = taken(3, f"OSLUND (Associated Press) — {part} {ferry}")
    assert judged(first, plain)[1].relation is Relation.NEW
    assert judged(first, credited)[1].relation is Relation.COPY


def test_the_same_provider_with_nearly_the_same_text_has_a_revision() -> None:
    body = TEXTS["border"][1]
    changed = body.replace("forty more posts", "fifty more posts") + "\n\nThe figure was corrected."
    first, second = judged(
        taken(1, body, provider="a.example", title="Kiosks misread passports"),
        taken(2, changed, provider="a.example", title="Kiosks misread one passport in forty"),
    )
    assert (second.relation, second.family_id) == (Relation.REVISION, first.family_id)


def test_pages_of_one_template_are_never_joined() -> None:
    page = (
        "Closing prices in Kesselburg on {0} March. Wheat closed at {1} crowns, barley at {2} and rye at {3}. "
        "The harbour took in {4} tonnes, and {5} tonnes left it by rail. The exchange opens again at nine in "
        "the morning, the office said, and asks all traders to hand in their sheets on time as they always do."
    )
    pages = [
        taken(day, page.format(day, 200 + 7 * day, 150 + 3 * day, 99 + 2 * day, 5_000 + 11 * day, 80 + day),
              title=f"Closing prices, {day} March", provider="exchange.example")
        for day in range(1, 20)
    ]  # fmt: skip
    assert {verdict.relation for verdict in judged(*pages)} == {Relation.NEW}


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("BERLIN (AP) — The minister said", "AP"),
        ("Reuters — The minister said", "Reuters"),
        ("OSLUND, March 3 /PRNewswire/ -- Kolbe today", "PRNewswire"),
        ("The minister said so. (Meridian Wire)", "Meridian Wire"),
        ("Berlin (dpa) - Der Minister sagte", "dpa"),
        ("PARIS (AFP) - Le ministre a dit", "AFP"),
        ("MADRID (EFE) - El ministro dijo", "EFE"),
        ("By The Associated Press\n\nThe minister said so.", "Associated Press"),
        ("Von dpa\n\nDer Minister sagte es.", "dpa"),
        ("Por la agencia EFE\n\nEl ministro lo dijo.", "EFE"),
        ("Der Minister sagte es.\n\nMit Material von dpa", ""),
        ("Text. This article was first published by The Harbour Gazette.", "Harbour Gazette"),
        ("Dieser Text ist zuerst erschienen bei Lindenpost.", "Lindenpost"),
        ("The AP exam is on Friday, teachers say.", ""),
    ],
)
def test_credit_lines_are_read(text: str, credit: str) -> None:
    assert find_credit(text) == credit


def test_an_agency_that_is_the_author_is_credited() -> None:
    assert find_credit("The minister said so.", authors=("Reuters Staff",)) == "Reuters"
    assert find_credit("The minister said so.", authors=("Reuter Stafford",)) == ""


def test_an_article_that_had_no_text_is_judged_when_it_has_one() -> None:
    index = CopyIndex()
    first, _ = index.place(taken(1, TEXTS["border"][1]))[0]
    index.place(taken(2, "", title="Log in"))
    again = index.judge(taken(2, TEXTS["border"][1]))
    assert (again.relation, again.of) == (Relation.COPY, first.article_id)


def test_an_article_that_is_read_again_stays_in_its_family() -> None:
    body = TEXTS["border"][1]
    index = CopyIndex()
    for article in (taken(1, body), taken(2, body)):
        index.add(article, index.judge(article))
    again = index.judge(taken(2, TEXTS["ferry"][1], title="New"))
    assert again.family_id == index.judge(taken(3, body)).family_id


def test_an_index_built_again_from_what_was_stored_answers_the_same() -> None:
    bodies = [edit(body) for _, body in TEXTS.values() for edit in EDITS.values()]
    articles = [taken(at, body, provider=f"p{at % 7}.example") for at, body in enumerate(bodies)]
    half = len(articles) // 2
    first = CopyIndex()
    kept = []
    for article in articles[:half]:
        verdict = first.judge(article)
        first.add(article, verdict)
        kept.append((msgspec.json.encode(article), msgspec.json.encode(verdict)))
    again = CopyIndex()
    for article_bytes, verdict_bytes in kept:
        again.add(
            msgspec.json.decode(article_bytes, type=Fingerprint),
            msgspec.json.decode(verdict_bytes, type=FamilyVerdict),
        )
    for article in articles[half:]:
        verdict = first.judge(article)
        assert again.judge(article) == verdict
        first.add(article, verdict)
        again.add(article, verdict)


def test_a_text_of_three_weeks_ago_is_forgotten() -> None:
    body = TEXTS["border"][1]
    old = taken(1, body)
    index = CopyIndex()
    index.add(old, index.judge(old))
    late = replace(taken(2, TEXTS["ferry"][1]), received_at=T0 + timedelta(days=21))
    index.add(late, index.judge(late))
    assert index.judge(taken(3, body)).relation is Relation.NEW
