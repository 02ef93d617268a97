"""Why a text is a copy, and why it is not although it is near: what `wiredesk why` prints."""

from copytexts import BORDER, FERRY, taken

from wiredesk.craft.copies import CopyIndex
from wiredesk.records.family import FamilyVerdict, Fingerprint
from wiredesk.records.reason import Reason


def told(first: Fingerprint, second: Fingerprint, text: str = "") -> dict[str, Reason]:
    index = CopyIndex()
    index.place(first)
    verdict: FamilyVerdict = index.place(second, text=text)[0][1]
    return {reason.code: reason for reason in verdict.reasons}


def test_a_copy_says_how_much_of_what_and_shows_shared_words() -> None:
    why = told(taken(1, BORDER, title="Kiosks"), taken(2, BORDER[:500]), BORDER[:500])
    assert why["copy"].evidence == "Kiosks"
    assert "% of the shorter text stands in paper1.example's" in why["copy"].text
    assert why["shared_words"].evidence in " ".join(BORDER.split())
    assert len(why["shared_words"].evidence.split()) == 14
    assert why["origin_first_seen"].text == "paper1.example had it first."


def test_the_credit_in_common_is_named() -> None:
    one, other = taken(1, f"OSLUND (AP) — {BORDER}"), taken(2, f"OSLUND (AP) — {BORDER[:500]}")
    assert "both credit AP" in told(one, other)["copy"].text
    assert "credits AP" in told(one, other)["origin_first_seen"].text


def test_a_near_text_says_how_near_and_what_was_missing() -> None:
    mixed = f"{FERRY}\n\n{BORDER[:350]}"
    why = told(taken(1, BORDER, title="Kiosks"), taken(2, mixed), mixed)
    assert why["new_text"]
    assert "50 % would make it a copy" in why["near_text"].text
    assert why["near_text"].evidence == "Kiosks"
    assert 0.15 <= (why["near_text"].value or 0) < 0.5
    assert "automatic kiosks at Oslund" in why["shared_words"].text


def test_a_template_says_how_many_numbers_differ() -> None:
    page = "Wheat closed at {} crowns, barley at {} and rye at {}, said the exchange. " * 4
    one, other = page.format(*range(12)), page.format(*range(50, 62))
    assert (
        "12 of 12 numbers differ: a template"
        in told(taken(1, one), taken(2, other))["template"].text
    )


def test_a_long_report_that_carries_a_short_text_says_so() -> None:
    own = " ".join(f"{word}y" for word in (BORDER + FERRY).split())
    mixed = f"{own} {' '.join(BORDER.split()[:45])}"
    short = taken(1, " ".join(BORDER.split()[:45]))
    assert "four fifths of it are its own" in told(short, taken(2, mixed))["roundup"].text


def test_a_formula_says_that_it_is_too_short() -> None:
    text = "This article is for subscribers only."
    assert "has only" in told(taken(1, text), taken(2, text))["too_short"].text
