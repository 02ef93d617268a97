"""Acts in words, as the audit, the desk and the command line tell them.

In: an act, an edit, a filter.  Out: a sentence.
"""

from collections.abc import Iterator
from typing import Final

from wiredesk.records.act import CORRECTIONS, Act, ActKind, Edit
from wiredesk.records.article import Article
from wiredesk.records.held import HeldFilter
from wiredesk.records.hold import HoldReason

SAID: Final = {
    ActKind.RELEASE: "Released",
    ActKind.REJECT: "Rejected",
    ActKind.HOLD: "Held",
    ActKind.UNDECIDE: "Left to the machine",
    ActKind.EDIT: "Edited",
    ActKind.PIN: "Pinned",
    ActKind.UNPIN: "Pinned no longer",
    ActKind.TAKE_DOWN: "Taken down",
    ActKind.PUT_BACK: "Put back",
    ActKind.MOVE: "Moved",
    ActKind.MERGE: "Merged",
    ActKind.SPLIT: "Split",
    ActKind.APART: "Said not to be the same",
    ActKind.LEAD: "Made lead",
    ActKind.UNDO: "Undone",
    ActKind.PAUSE: "Paused the source",
    ActKind.RESUME: "Resumed the source",
    ActKind.CLEAR_ALARM: "Said that the source is fine",
    ActKind.USER: "Changed who may enter",
    ActKind.API_KEY: "Changed which programs may ask",
}
WORDS_TOLD_MAX: Final = 160


def tell_act(act: Act) -> str:
    """`Held, until 2026-03-05 09:00 UTC: 12 articles.`, with what it changed."""
    if act.told and act.kind in CORRECTIONS | {ActKind.UNDO}:
        return act.told
    until = f", until {act.until:%Y-%m-%d %H:%M} UTC" if act.until else ""
    many = f": {act.count:,} articles" if act.count > 1 else ""
    head = f"{SAID[act.kind]}{until}{many}."
    return f"{head} {act.told}".strip()


def tell_filter(matching: HeldFilter) -> str:
    """Which held articles a bulk act was about."""
    return "; ".join(_filters(matching)) + "."


def tell_edit(article: Article, before: Edit, after: Edit) -> str:
    """What was and what is, for each part that changed."""
    return " ".join(_changes(article, before, after))


def _filters(matching: HeldFilter) -> Iterator[str]:
    some = matching.reasons if len(matching.reasons) < len(HoldReason) else ()
    reasons = ", ".join(one.value.replace("_", " ") for one in some)
    yield f"Held for {reasons}" if reasons else "Held for any reason"
    for name, value in (
        ("topic", matching.topic),
        ("from", matching.provider),
        ("language", matching.language),
        ("headline with", matching.word and f"“{matching.word}”"),
    ):
        if value:
            yield f"{name} {value}"
    if matching.received_from:
        yield f"received from {matching.received_from:%Y-%m-%d %H:%M} UTC on"
    if matching.received_until:
        yield f"received until {matching.received_until:%Y-%m-%d %H:%M} UTC"


def _changes(article: Article, before: Edit, after: Edit) -> Iterator[str]:
    for name, own, was, now in (
        ("Headline", article.title, before.title, after.title),
        ("Excerpt", article.excerpt, before.excerpt, after.excerpt),
    ):
        if was != now:
            yield f"{name} was {_quoted(was, own)}, is {_quoted(now, own)}."
    if before.picture != after.picture:
        yield f"Picture was {_picture(before.picture)}, is {_picture(after.picture)}."


def _quoted(said: str | None, own: str) -> str:
    """An editor's words in quotation marks; the publisher's are named so."""
    text = own if said is None else said
    cut = text[:WORDS_TOLD_MAX] + ("…" if len(text) > WORDS_TOLD_MAX else "")
    return f"the publisher's “{cut}”" if said is None else f"“{cut}”"


def _picture(said: str | None) -> str:
    if said is None:
        return "its own"
    return f"that of {said}" if said else "none"
