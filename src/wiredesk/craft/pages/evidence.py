"""What speaks for and against a block being part of the article: words, place, names, neighbours.

In: Measures and the page's headline.  Out: for each block some numbers and some named marks.  How
much each counts is learned on public pages (`weights`, `benchmarks/train_pages.py`).
"""

import math
import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from wiredesk.craft.pages.measures import SHARES, WORD, Measures
from wiredesk.craft.pages.outline import SIGN, SIGN_NAMES
from wiredesk.craft.pages.phrases import LONG_WORDS, LOOK_CHARACTERS, TOKEN, phrases_in

_WORD_STEPS: Final = (1.5, 3.5, 6.5, 11.5, 19.5, 34.5, 59.5)
_LINK_STEPS: Final = (0.001, 0.1, 0.3, 0.6, 0.9)
_SHARE_STEPS: Final = (0.02, 0.1, 0.3, 0.6, 0.9)
_LIST_STEPS: Final = (2.5, 5.5, 10.5, 20.5)
_BRANCH_STEPS: Final = (1.5, 3.5, 8.5, 20.5, 60.5)
_PROSE_STEPS: Final = (0.05, 0.3, 0.6, 0.8)
_KNOWN_TAGS: Final = frozenset(
    "p li h1 h2 h3 h4 td th blockquote pre figcaption div section article button dt dd summary label "
    "header".split()
)
_END = re.compile("[.!?…。！？:;»”\"')\\]]$")
SHORT_WORDS: Final = 12.0
LINKED_MIN: Final = 0.9  # a block of so much link is a menu's, outside the prose
KEY_CHARACTERS: Final = 200  # two blocks that begin so alike are the same text twice
DESCRIPTION_CHARACTERS: Final = 40
NUMBERS: Final = (
    "words", "links", "word length", "sentences", "sentence rate", "digits", "capitals",
    "depth", "main prose", "half prose", "trusted",
    "own words", "own links", "own prose", "above words", "above links", "above prose", "above blocks",
    "above own prose", "above average", "far links", "far prose",
    "branch prose", "branch links", "branch words", "branch blocks", "branch average", "branch density",
    "half branch prose", "half branch links",
    "shape prose", "shape blocks", "shape words",
    "place", "words before", "place in prose", "before first", "after last", "after headline",
    "page blocks", "page prose", "page density", "since prose", "until prose",
    "title words",
)  # fmt: skip


_MENUS: Final = SIGN["nav"] | SIGN["footer"] | SIGN["role"]


@dataclass(slots=True)
class Evidence:
    """By candidate: NUMBERS, and the names of the marks that it bears."""

    blocks: list[int]
    """Which blocks are candidates; menus and lists of links outside the prose are none."""
    numbers: list[list[float]]
    marks: list[list[str]]


class _Page:
    """What all blocks of a page share."""

    def __init__(self, measures: Measures, *, title: str, description: str) -> None:
        self.measures = measures
        outline = measures.outline
        self.tags = [outline.tags[element] for element in outline.elements]
        self.tags = [tag if tag in _KNOWN_TAGS else "o" for tag in self.tags]
        self.words = [bisect_right(_WORD_STEPS, words) for words in measures.words]
        self.links = [bisect_right(_LINK_STEPS, links) for links in measures.links]
        self.logs = [math.log1p(words) for words in measures.words]
        self.title = set(WORD.findall(title.lower()))
        self.description = description.lower()[:DESCRIPTION_CHARACTERS]
        self.headline = next((place for place, tag in enumerate(self.tags) if tag == "h1"), -1)
        self.seen: set[str] = set()
        self.words_before = 0.0
        self.log_blocks = math.log1p(len(self.tags))
        self.log_prose = math.log1p(measures.total_prose)


def evidence_of(measures: Measures, *, title: str = "", description: str = "") -> Evidence:
    """The evidence for each block of a page."""
    page = _Page(measures, title=title, description=description)
    numbers, marks, blocks = [], [], []
    for block in range(len(page.tags)):
        if not _is_candidate(measures, block):
            page.words_before += measures.words[block]
            continue
        blocks.append(block)
        text = measures.outline.texts[block]
        is_long = measures.words[block] >= LONG_WORDS
        tokens = [] if is_long else TOKEN.findall(text[:LOOK_CHARACTERS].lower())
        likeness = _likeness(page, tokens)
        marks.append(
            [
                *_marks_of_text(page, block, tokens, likeness=likeness),
                *_marks_of_names(page, block),
                *_marks_of_place(page, block),
                *_marks_of_branch(page, block),
            ]
        )
        numbers.append(
            [
                *_numbers_of_text(page, block, text),
                *_numbers_of_elements(page, block),
                *_numbers_of_place(page, block),
                likeness,
            ]
        )
        page.words_before += measures.words[block]
    return Evidence(blocks=blocks, numbers=numbers, marks=marks)


def _is_candidate(measures: Measures, block: int) -> bool:
    """Half of a page's blocks are menus: leaving them out costs 0.2 % of the text, saves half the time."""
    element = measures.outline.elements[block]
    if measures.signs[element] & _MENUS and not measures.prose[block]:
        return False
    joins = measures.junctions[0]
    return measures.links[block] <= LINKED_MIN or joins.at[element] == joins.main


def _likeness(page: _Page, tokens: list[str]) -> float:
    """Shared words of a short block and the page's title."""
    if not page.title or not tokens:
        return 0.0
    words = set(tokens)
    return len(words & page.title) / len(words | page.title)


def _marks_of_text(page: _Page, block: int, tokens: list[str], *, likeness: float) -> list[str]:
    text = page.measures.outline.texts[block]
    tag, words, links = page.tags[block], page.words[block], page.links[block]
    ends = int(_END.search(text) is not None)
    marks = [
        f"t{tag}", f"w{words}", f"t{tag}w{words}", f"l{links}", f"l{links}w{words}", f"t{tag}l{links}",
        f"e{ends}w{min(words, 5)}", f"n{min(4, page.measures.sentences[block])}",
    ]  # fmt: skip
    if text[0].isupper():
        marks.append("up")
    for number in phrases_in(tokens):
        marks += (f"p{number}", f"p{number}w{words >> 1}")
    key = text[:KEY_CHARACTERS]
    if key in page.seen:
        marks += ("again", f"again{words >> 1}")
    page.seen.add(key)
    if likeness > 0.5:
        marks += ("title", f"title{tag}")
    if len(page.description) > 20 and text[:200].lower().startswith(page.description):
        marks.append("description")
    return marks


def _marks_of_names(page: _Page, block: int) -> tuple[str, ...]:
    measures = page.measures
    signs = measures.signs[measures.outline.elements[block]]
    return _names_of_signs(signs, "s" if measures.words[block] < SHORT_WORDS else "b")


@lru_cache(maxsize=20_000)
def _names_of_signs(signs: int, size: str) -> tuple[str, ...]:
    names = [name for place, name in enumerate(SIGN_NAMES) if signs >> place & 1]
    return (*names, *(name + size for name in names))


def _marks_of_place(page: _Page, block: int) -> list[str]:
    measures = page.measures
    element = measures.outline.elements[block]
    tag, words = page.tags[block], page.words[block]
    since, until = measures.since_prose[block], measures.until_prose[block]
    where = "b" if block < measures.first else "a" if block > measures.last else "m"
    marks = [
        f"x{where}", f"x{where}t{tag}", f"x{where}w{words}",
        f"x{where}d{min(6, since if where == 'a' else until)}",
        f"gap{min(8, since + until)}", f"since{min(6, since)}", f"until{min(6, until)}",
    ]  # fmt: skip
    for number, joins in enumerate(measures.junctions):
        if joins.at[element] == joins.main:
            marks += (f"m{number}in{min(5, joins.below[element])}", f"m{number}t{tag}")
        else:
            above = measures.depths[joins.main] - measures.depths[joins.at[element]]
            marks += (f"m{number}out{min(5, above)}", f"m{number}w{words >> 1}")
    return marks


def _marks_of_branch(page: _Page, block: int) -> list[str]:
    measures = page.measures
    outline = measures.outline
    element = outline.elements[block]
    above = outline.parents[element]
    branch = measures.junctions[0].branch[element]
    marks = [
        f"own{_share(measures, element)}{_linked(measures, element)}",
        f"above{_share(measures, above)}",
        f"abovel{_linked(measures, above)}",
        f"branch{_share(measures, branch)}",
        f"branchl{_linked(measures, branch)}",
        f"branchn{bisect_right(_BRANCH_STEPS, measures.element_blocks[branch])}",
        f"branchp{bisect_right(_PROSE_STEPS, _density(measures, branch))}",
        f"shape{bisect_right(_SHARE_STEPS, measures.shape_sums[outline.shapes[element]][0] / measures.total_prose)}",
    ]
    if page.tags[block] == "li":
        count = measures.element_blocks[above]
        average = measures.element_words[above] / max(1, count)
        marks += (
            f"li{_linked(measures, above)}{bisect_right(_LIST_STEPS, count)}",
            f"liw{bisect_right(_WORD_STEPS, average)}",
        )
    return marks


def _share(measures: Measures, element: int) -> int:
    return bisect_right(_SHARE_STEPS, measures.element_prose[element] / measures.total_prose)


def _linked(measures: Measures, element: int) -> int:
    return bisect_right(_LINK_STEPS, _link_rate(measures, element))


def _link_rate(measures: Measures, element: int) -> float:
    return measures.element_linked[element] / max(1.0, measures.element_words[element])


def _density(measures: Measures, element: int) -> float:
    return measures.element_prose[element] / max(1.0, measures.element_words[element])


def _numbers_of_text(page: _Page, block: int, text: str) -> list[float]:
    measures = page.measures
    words, count = max(1.0, measures.words[block]), measures.characters[block]
    look = text[:120]
    size = min(120, count)
    return [
        page.logs[block],
        measures.links[block],
        min(12.0, count / words),
        math.log1p(measures.sentences[block]),
        measures.sentences[block] / words,
        sum(map(str.isdigit, look)) / size,
        sum(map(str.isupper, look)) / size,
    ]


def _numbers_of_elements(page: _Page, block: int) -> list[float]:
    measures = page.measures
    outline, prose = measures.outline, measures.total_prose
    logs, shares, counts = measures.element_logs, measures.element_prose, measures.element_blocks
    element = outline.elements[block]
    above = outline.parents[element]
    far = outline.parents[above]
    wide, half = measures.junctions[0], measures.junctions[len(SHARES) - 1]
    branch, small = wide.branch[element], half.branch[element]
    in_shape = measures.shape_sums[outline.shapes[element]]
    return [
        measures.depths[element] - measures.depths[wide.main],
        shares[wide.main] / prose,
        shares[half.main] / prose,
        measures.trusted[0] / prose,
        logs[element], _link_rate(measures, element), shares[element] / prose,
        logs[above], _link_rate(measures, above), shares[above] / prose, math.log1p(counts[above]),
        measures.own_prose[above] / prose,
        math.log1p(measures.element_words[above] / max(1, counts[above])),
        _link_rate(measures, far), shares[far] / prose,
        shares[branch] / prose, _link_rate(measures, branch), logs[branch], math.log1p(counts[branch]),
        math.log1p(measures.element_words[branch] / max(1, counts[branch])), _density(measures, branch),
        shares[small] / prose, _link_rate(measures, small),
        in_shape[0] / prose, math.log1p(in_shape[1]), math.log1p(in_shape[2] / max(1, in_shape[1])),
    ]  # fmt: skip


def _numbers_of_place(page: _Page, block: int) -> list[float]:
    measures = page.measures
    count = len(page.tags)
    first, last = measures.first, measures.last
    after = max(-10.0, min(20.0, block - page.headline)) if page.headline >= 0 else -12.0
    return [
        block / count,
        page.words_before / measures.total_words,
        max(-1.0, min(2.0, (block - first) / max(1, last - first))),
        math.log1p(max(0, first - block)),
        math.log1p(max(0, block - last)),
        after,
        page.log_blocks,
        page.log_prose,
        measures.total_prose / measures.total_words,
        measures.since_prose[block],
        measures.until_prose[block],
    ]
