"""The origin of a family: first seen, corrected by credit, in whatever order the texts come in."""

import msgspec
import pytest
from copytexts import BORDER, FERRY, placed, taken

from wiredesk.basics.ids import ArticleId
from wiredesk.craft.copies import CopyIndex
from wiredesk.records.family import FamilyVerdict, Fingerprint, Relation

WIRED = f"OSLUND (Meridian Wire) — {BORDER}"
WIRE, FIRST, SECOND = (ArticleId(f"a{number:05}") for number in (9, 1, 2))


def wire(text: str = WIRED, *, number: int = 9) -> Fingerprint:
    """The agency's own text, which carries its own credit line."""
    return taken(number, text, provider="meridianwire.example", name="Meridian Wire")


def test_the_origin_is_who_is_credited_although_it_came_later() -> None:
    verdicts = placed(taken(1, WIRED), taken(2, WIRED), wire())
    assert {verdict.family_id for verdict in verdicts.values()} == {verdicts[FIRST].family_id}
    assert verdicts[WIRE].origin == WIRE
    assert "origin_by_credit" in {reason.code for reason in verdicts[WIRE].reasons}


def test_the_first_reprint_is_told_that_it_is_a_copy_when_its_origin_comes() -> None:
    verdicts = placed(taken(1, WIRED), wire())
    assert (verdicts[FIRST].relation, verdicts[FIRST].of) == (Relation.COPY, WIRE)
    assert verdicts[WIRE].relation is Relation.NEW


def test_a_third_paper_that_credits_a_member_makes_it_the_origin() -> None:
    uncredited, credits_it = taken(1, BORDER), taken(2, WIRED)
    verdicts = placed(uncredited, wire(BORDER, number=9), credits_it)
    assert verdicts[SECOND].origin == WIRE
    assert verdicts[FIRST].relation is Relation.COPY
    assert verdicts[WIRE].relation is Relation.NEW


def test_reprints_of_different_parts_become_one_family_when_the_whole_comes() -> None:
    paragraphs = BORDER.split("\n\n")
    above = taken(1, "OSLUND (Meridian Wire) — " + "\n\n".join(paragraphs[:2]))
    below = taken(2, "OSLUND (Meridian Wire) — " + "\n\n".join(paragraphs[2:]))
    assert len({verdict.family_id for verdict in placed(above, below).values()}) == 2
    verdicts = placed(above, below, wire())
    assert len({verdict.family_id for verdict in verdicts.values()}) == 1
    assert {verdict.origin for verdict in verdicts.values() if verdict.of} == {WIRE}
    assert verdicts[SECOND].relation is Relation.COPY


def test_two_texts_merged_on_one_page_do_not_make_one_family_of_them() -> None:
    verdicts = placed(taken(1, BORDER), taken(2, FERRY), taken(3, f"{BORDER}\n\n{FERRY}"))
    assert verdicts[FIRST].family_id != verdicts[SECOND].family_id


def test_first_seen_is_the_origin_without_credit_and_when_the_credited_never_comes() -> None:
    for text in (BORDER, WIRED):
        verdicts = placed(taken(1, text), taken(2, text), taken(3, text))
        assert {verdict.origin for verdict in verdicts.values()} == {FIRST}


def test_a_provider_that_prints_its_own_copy_again_has_a_revision_of_it() -> None:
    verdicts = placed(wire(number=0), taken(1, WIRED), taken(2, WIRED, provider="paper1.example"))
    assert verdicts[SECOND].relation is Relation.REVISION
    assert verdicts[SECOND].origin == "a00000"


@pytest.mark.parametrize(
    ("credit", "provider", "name"),
    [
        ("AP", "apnews.example", "AP News"),
        ("Associated Press", "ap.example", ""),
        ("Reuters", "reutersagency.example", ""),
        ("AFP", "france.example", "Agence France-Presse"),
    ],
)
def test_a_credit_means_a_provider_by_its_address_or_its_name(
    credit: str, provider: str, name: str
) -> None:
    reprint = taken(1, f"OSLUND ({credit}) — {BORDER}")
    assert placed(reprint, taken(9, BORDER, provider=provider, name=name))[WIRE].origin == WIRE


@pytest.mark.parametrize(
    ("credit", "provider"),
    [("AP", "capitalpost.example"), ("Meridian Wire", "wire.example"), ("PA", "paper.example")],
)
def test_a_credit_does_not_mean_any_name_that_holds_its_letters(credit: str, provider: str) -> None:
    reprint = taken(1, f"OSLUND ({credit}) — {BORDER}")
    assert placed(reprint, taken(9, BORDER, provider=provider))[FIRST].origin == FIRST


def test_papers_that_credit_each_other_keep_one_origin() -> None:
    one = taken(
        1, f"{BORDER}\n\nFirst published by Harbour Gazette.", provider="lindenpost.example"
    )
    other = taken(
        2, f"{BORDER}\n\nFirst published by Lindenpost.", provider="harbourgazette.example"
    )
    verdicts = placed(one, other)
    assert len({verdict.origin for verdict in verdicts.values()}) == 1


def test_no_member_is_lost_whatever_moves() -> None:
    paragraphs = BORDER.split("\n\n")
    cuts = ["\n\n".join(paragraphs[:2]), "\n\n".join(paragraphs[2:]), BORDER, BORDER.upper()]
    articles = [taken(at, f"OSLUND (Meridian Wire) — {cut}") for at, cut in enumerate(cuts)]
    verdicts = placed(*articles, wire())
    assert set(verdicts) == {own.article_id for own in (*articles, wire())}
    assert all(verdict.reasons for verdict in verdicts.values())


def test_an_index_built_again_after_families_moved_answers_the_same() -> None:
    paragraphs = BORDER.split("\n\n")
    cuts = ["\n\n".join(paragraphs[:2]), "\n\n".join(paragraphs[2:]), BORDER]
    index = CopyIndex()
    saved: dict[str, tuple[bytes, bytes]] = {}
    for own in [
        *(taken(at, f"OSLUND (Meridian Wire) — {cut}") for at, cut in enumerate(cuts)),
        wire(),
    ]:
        for moved, verdict in index.place(own):
            saved[moved.article_id] = msgspec.json.encode(moved), msgspec.json.encode(verdict)
    again = CopyIndex()
    for own_bytes, verdict_bytes in saved.values():
        again.add(
            msgspec.json.decode(own_bytes, type=Fingerprint),
            msgspec.json.decode(verdict_bytes, type=FamilyVerdict),
        )
    for late in (taken(20, BORDER), wire(BORDER, number=21), taken(22, FERRY)):
        assert index.place(late) == again.place(late)
