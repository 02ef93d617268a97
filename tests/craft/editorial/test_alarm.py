"""A source that changes all at once raises an alarm; one that changes in one respect does not."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from make import make_article

from wiredesk.craft.editorial import Trait, judge_change, trait_of

SUBJECTS = ["parliament", "station", "camera", "ministry", "council", "hospital", "harbour", "railway", "election", "budget"]  # fmt: skip
SPAM = [
    "casino",
    "bonus",
    "slots",
    "jackpot",
    "poker",
    "roulette",
    "spins",
    "betting",
    "odds",
    "wager",
]


def usual(number: int) -> Trait:
    """An article of the Gazette."""
    one, two, three = (SUBJECTS[(number * step) % 10] for step in (1, 3, 7))
    article = make_article(
        number,
        web_url=f"https://gazette.example/politics/story-{number}",
        title=f"Halden {one} and {two} number {number}",
        text=f"The {three} of Halden met the {one} on Monday about the {two}.",
        site_name="The Gazette",
        links=("https://www.bundestag.de/1", f"https://source-{number}.example/"),
    )
    return trait_of(article, labelled=number % 2 == 0)


def spam(number: int) -> Trait:
    """An article of who took the Gazette over."""
    one, two = SPAM[number % 10], SPAM[(number * 3) % 10]
    article = make_article(
        number,
        web_url=f"https://gazette.example/{one}{number}.html",
        title=f"Beste {one} {two} gewinnen",
        text=f"Jetzt {one} und {two} spielen.",
        language="de",
        site_name="Lucky",
        links=("https://lucky.example/win",),
    )
    return trait_of(article, labelled=False)


BEFORE = [usual(number) for number in range(40)]
USUAL = [usual(number) for number in range(40, 50)]
TAKEN = [spam(number) for number in range(10)]


def only(change: Callable[[Trait, Trait], Trait]) -> list[Trait]:
    return [change(old, new) for old, new in zip(USUAL, TAKEN, strict=True)]


def test_a_source_that_goes_on_as_before_is_fine() -> None:
    assert judge_change(BEFORE, USUAL) == ()


def test_a_source_that_was_taken_over_is_told_with_every_sign() -> None:
    codes = [reason.code for reason in judge_change(BEFORE, TAKEN)]
    assert codes == ["source_language", "source_topics", "source_template", "source_outbound"]
    told = " ".join(reason.text for reason in judge_change(BEFORE, TAKEN))
    assert "wrote in `en`, now in `de`" in told
    assert "lucky.example" in told


@pytest.mark.parametrize(
    "change",
    [
        lambda old, new: replace(old, language=new.language),
        lambda old, new: replace(old, heading=new.heading, vocabulary=new.vocabulary, labelled=False),
        lambda old, new: replace(old, shape=new.shape),
        lambda old, new: replace(old, outbound=new.outbound),
        # An edition in another language has other words, but the same subject, pages and links.
        lambda old, new: replace(old, language="fr", heading=new.heading, vocabulary=new.vocabulary),
    ],
)  # fmt: skip
def test_one_change_alone_is_ordinary(change: Callable[[Trait, Trait], Trait]) -> None:
    assert judge_change(BEFORE, only(change)) == ()


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (
            lambda old, new: replace(old, language=new.language, outbound=new.outbound),
            ["source_language", "source_outbound"],
        ),
        (
            lambda old, new: replace(new, language=old.language, shape=old.shape),
            ["source_topics", "source_outbound"],
        ),
        (
            lambda old, new: replace(old, shape=new.shape, labelled=False),
            ["source_topics", "source_template"],
        ),
    ],
)
def test_two_changes_at_once_raise_the_alarm(
    change: Callable[[Trait, Trait], Trait], codes: list[str]
) -> None:
    assert [reason.code for reason in judge_change(BEFORE, only(change))] == codes


def test_too_little_to_compare_raises_none() -> None:
    assert judge_change(BEFORE[:19], TAKEN) == ()
    assert judge_change(BEFORE, TAKEN[:9]) == ()
    assert judge_change([], []) == ()


def test_a_few_strange_articles_among_the_usual_raise_none() -> None:
    assert judge_change(BEFORE, USUAL[:6] + TAKEN[:4]) == ()


def test_order_does_not_matter() -> None:
    assert judge_change(BEFORE[::-1], TAKEN[::-1]) == judge_change(BEFORE, TAKEN)
