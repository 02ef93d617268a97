"""The labelled pairs of `tests/corpus/pairs`, made from their texts by the edits that the cases declare."""

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

from wiredesk.records.family import Relation
from wiredesk.sample.newsroom import load_newsroom

PAIRS = Path(__file__).parent / "corpus" / "pairs"
HOMES = ("first.example", "second.example")


@dataclass(frozen=True, slots=True, kw_only=True)
class PairText:
    """One side of a pair."""

    title: str
    text: str
    provider: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two texts with what the second must be to the first."""

    name: str
    kind: str
    """The file that it stands in."""
    first: PairText
    second: PairText
    expect: Relation
    why: str


def load_pairs() -> list[Pair]:
    """All pairs, in the order of files and cases."""
    texts, papers = _texts()
    found: list[Pair] = []
    for path in sorted(PAIRS.glob("*.toml")):
        cases = tomllib.loads(path.read_text("utf-8"))
        styles = cases.pop("styles", {})
        for form, makes in _FORMS.items():
            for number, case in enumerate(cases.pop(form, ())):
                made = _Maker(path.stem, f"{path.stem} {form} {number}", texts, papers, styles)
                found += makes(made, case)
        assert not cases, f"{path}: {', '.join(cases)} is no form of a case"
    return found


@dataclass(frozen=True, slots=True)
class _Maker:
    kind: str
    name: str
    texts: dict[str, tuple[str, str]]
    papers: dict[str, str]
    """Who published each text of the sample."""
    styles: dict[str, dict[str, str]]

    def grid(self, case: dict[str, Any]) -> Iterator[Pair]:
        for text in case["texts"]:
            for number, pair in enumerate(case["pair"]):
                first = {"text": text, **case.get("first", {})}
                second = {
                    "text": text,
                    **{key: pair[key] for key in ("edits", "title") if key in pair},
                }
                yield self._pair(first, second, pair, name=f"{text} {number}")

    def pair(self, case: dict[str, Any]) -> Iterator[Pair]:
        yield self._pair(case["first"], case["second"], case, name="")

    def same_story(self, case: dict[str, Any]) -> Iterator[Pair]:
        for story in case["stories"]:
            names = [name for name in self.texts if name.startswith(f"sample:{story}/")]
            for one, other in combinations(names, 2):
                is_left_out = bool({one, other} & set(case.get("without", ())))
                if not is_left_out and self.papers[one] != self.papers[other]:
                    yield self._pair({"text": one}, {"text": other}, case, name=f"{one} {other}")

    def template(self, case: dict[str, Any]) -> Iterator[Pair]:
        pages = [
            {"title": case["title"].format(**row), "write": case["page"].format(**row)}
            for row in case["rows"]
        ]
        for number, (first, second) in enumerate(pairwise(pages)):
            for home in HOMES:
                at = second | {"provider": home}
                yield self._pair(first, at, case | {"expect": "new"}, name=f"{number} at {home}")

    def _pair(
        self, first: dict[str, Any], second: dict[str, Any], case: dict[str, Any], *, name: str
    ) -> Pair:
        expect = Relation(case["expect"])
        home = HOMES[0] if expect is Relation.REVISION else HOMES[1]
        return Pair(
            name=f"{self.name} {name}".strip(),
            kind=self.kind,
            first=self._text(first, home=HOMES[0]),
            second=self._text(second, home=home),
            expect=expect,
            why=case["why"],
        )

    def _text(self, told: dict[str, Any], *, home: str) -> PairText:
        title, text = self.texts[told["text"]] if "text" in told else ("", told["write"].strip())
        for edit in told.get("edits", ()):
            text = self._edited(text, edit)
        return PairText(
            title=told.get("title", title), text=text, provider=told.get("provider", home)
        )

    def _edited(self, text: str, edit: str) -> str:
        word, _, rest = edit.partition(" ")
        if edit in _EDITS:
            return _EDITS[edit](text)
        if word == "keep":
            paragraphs = text.split("\n\n")
            return "\n\n".join(paragraphs[int(number) - 1] for number in rest.split())
        if word == "style":
            for old, new in self.styles[rest].items():
                text = re.sub(rf"\b{re.escape(old)}\b", new, text)
            return text
        if word == "top:":
            return f"{rest}\n\n{text}"
        if word == "bottom:":
            return f"{text}\n\n{rest}"
        if word == "dateline:":
            return f"{rest} {text}"
        if word == "replace:":
            old, new = rest.split(" -> ")
            assert old in text, f"{self.name}: “{old}” is not in the text"
            return text.replace(old, new)
        if rest.startswith("half of "):
            return f"{text}\n\n{_half(self.texts[rest.removeprefix('half of ')][1], first=True)}"
        assert word == "and", f"{self.name}: there is no edit “{edit}”"
        return f"{text}\n\n{self.texts[rest][1]}"


_FORMS: dict[str, Callable[[_Maker, dict[str, Any]], Iterator[Pair]]] = {
    "grid": _Maker.grid,
    "pair": _Maker.pair,
    "same_story": _Maker.same_story,
    "template": _Maker.template,
}


def _sentences(text: str) -> list[str]:
    """Sentences, each with the white space after it."""
    return re.findall(r".+?(?:[.!?][\"”»]?\s+|$)", text, flags=re.DOTALL)


def _half(text: str, *, first: bool) -> str:
    sentences = _sentences(text)
    middle = (len(sentences) + 1) // 2
    return "".join(sentences[:middle] if first else sentences[len(sentences) - middle :])


def _third(text: str) -> str:
    sentences = _sentences(text)
    return "".join(sentences[: (len(sentences) + 2) // 3])


_EDITS: dict[str, Callable[[str], str]] = {
    "first half": lambda text: _half(text, first=True),
    "last half": lambda text: _half(text, first=False),
    "first third": _third,
    "cut every third": lambda text: "".join(
        one for at, one in enumerate(_sentences(text)) if at % 3 != 2
    ),
    "reverse paragraphs": lambda text: "\n\n".join(reversed(text.split("\n\n"))),
    "capitals": str.upper,
    "without quotations": lambda text: re.sub(r'"[^"\n]+"|“[^”\n]+”|«[^»\n]+»', "", text),
}


def _texts() -> tuple[dict[str, tuple[str, str]], dict[str, str]]:
    texts: dict[str, tuple[str, str]] = {}
    papers: dict[str, str] = {}
    for path in sorted(PAIRS.glob("*.txt")):
        title, text = path.read_text("utf-8").strip().split("\n\n", 1)
        texts[path.stem] = (title, text)
    counts: dict[str, int] = {}
    for piece in load_newsroom().pieces:
        number = counts[piece.story] = counts.get(piece.story, -1) + 1
        name = f"sample:{piece.story}/{number}"
        texts[name], papers[name] = (piece.title, "\n\n".join(piece.paragraphs)), piece.paper
    return texts, papers
