"""What can be counted on a page: words, links and sentences of blocks and of the elements above them.

In: Outline.  Out: Measures, with the elements that hold nine, seven and five tenths of its prose.
Judges nothing.
"""

import math
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from wiredesk.craft.pages.outline import GROUP_SIGN, SIGN, Outline

WORD: Final = re.compile(r"\w+")
SENTENCE: Final = re.compile("[.!?。！？](?:\\s|$|[\"”»'])|[、，]")
PROSE_WORDS_MIN: Final = 12  # a block of fewer is a line, not prose
PROSE_LINKS_MAX: Final = 0.4
CHARACTERS_PER_WORD: Final = 6.0  # for scripts that part no words
SHARES: Final = (0.9, 0.7, 0.5)
WRAPPER_SHARE: Final = 0.4  # names of an element around so much of the page say nothing of a block
TRUSTED_SHARE: Final = 0.25  # of the prose; when less lies in well-named elements, names mislead
FAR: Final = 30  # blocks
AWAY: Final = (
    sum(
        GROUP_SIGN[name]
        for name in ("comment", "related", "share", "promo", "author", "navigation", "contents",
                     "footer", "sidebar", "overlay")
    )
    | SIGN["footer"] | SIGN["nav"] | SIGN["aside"] | SIGN["form"] | SIGN["hidden"]
)  # fmt: skip
NEUTRAL: Final = (
    GROUP_SIGN["body"] | GROUP_SIGN["article"] | SIGN["article"] | SIGN["main"] | SIGN["section"]
    | SIGN["articlebody"] | SIGN["ul"] | SIGN["table"] | SIGN["figure"] | SIGN["blockquote"]
)  # fmt: skip
"""Signs that a wrapper keeps."""


@dataclass(slots=True)
class Junctions:
    """Where each element joins the path from the body to one main element."""

    main: int
    at: list[int]
    """The lowest element of the path that is above it."""
    below: list[int]
    """How far below the path it lies."""
    branch: list[int]
    """The child of the path that it lies in."""


class Measures:
    """Counts of one page; lists by block or by element."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        texts, elements = outline.texts, outline.elements
        self.characters = [len(text) for text in texts]
        self.words = [
            max(float(len(WORD.findall(text))), len(text) / CHARACTERS_PER_WORD) for text in texts
        ]
        self.links = [
            min(1.0, links / count)
            for links, count in zip(outline.link_characters, self.characters, strict=True)
        ]
        self.sentences = [len(SENTENCE.findall(text)) for text in texts]
        self.prose = [
            words * (1 - links)
            if words >= PROSE_WORDS_MIN and links < PROSE_LINKS_MAX and sentences
            else 0.0
            for words, links, sentences in zip(self.words, self.links, self.sentences, strict=True)
        ]
        size = len(outline.parents)
        self.element_words, self.element_prose, self.element_linked = (
            [0.0] * size for _ in range(3)
        )
        self.element_blocks = [0] * size
        for block, element in enumerate(elements):
            self.element_words[element] += self.words[block]
            self.element_prose[element] += self.prose[block]
            self.element_linked[element] += self.words[block] * self.links[block]
            self.element_blocks[element] += 1
        self.own_prose = list(self.element_prose)
        self._sum_up()
        self.total_words = max(1.0, self.element_words[0])
        self.total_prose = max(1.0, self.element_prose[0])
        self.signs, self.depths = self._inherited()
        self.trusted = self._trusted_prose()
        self.junctions = tuple(self._junctions(main) for main in self._mains())
        self._find_ends()

    def _sum_up(self) -> None:
        parents = self.outline.parents
        for element in range(len(parents) - 1, 0, -1):
            if self.element_blocks[element]:
                above = parents[element]
                self.element_words[above] += self.element_words[element]
                self.element_prose[above] += self.element_prose[element]
                self.element_linked[above] += self.element_linked[element]
                self.element_blocks[above] += self.element_blocks[element]

    def _inherited(self) -> tuple[list[int], list[int]]:
        """Signs of each element and all above it; a wrapper of half the page gives few."""
        parents, own = self.outline.parents, self.outline.signs
        path = self._path_to_headline()
        signs, depths = [0] * len(parents), [0] * len(parents)
        many_words = WRAPPER_SHARE * self.total_words
        much_prose = WRAPPER_SHARE * self.total_prose
        for element in range(1, len(parents)):
            mine, above = own[element], parents[element]
            if mine and element in path and (
                self.element_words[element] > many_words or self.element_prose[element] > much_prose
            ):  # fmt: skip
                mine &= NEUTRAL
            signs[element] = signs[above] | mine
            depths[element] = depths[above] + 1
        return signs, depths

    def _path_to_headline(self) -> set[int]:
        elements, tags = self.outline.elements, self.outline.tags
        first_prose = next((one for block, one in enumerate(elements) if self.prose[block]), 0)
        element = next((one for one in elements if tags[one] == "h1"), first_prose)
        path = set()
        while element:
            path.add(element)
            element = self.outline.parents[element]
        return path

    def _trusted_prose(self) -> list[float]:
        """Prose by element, without what stands under names such as `related`."""
        parents = self.outline.parents
        trusted = [0.0] * len(parents)
        for block, element in enumerate(self.outline.elements):
            if not self.signs[element] & AWAY:
                trusted[element] += self.prose[block]
        if sum(trusted) < TRUSTED_SHARE * sum(self.prose):
            trusted = list(self.own_prose)
        for element in range(len(parents) - 1, 0, -1):
            trusted[parents[element]] += trusted[element]
        return trusted

    def _mains(self) -> list[int]:
        mains = [0, 0, 0]
        needed = [share * max(1.0, self.trusted[0]) for share in SHARES]
        for element in range(1, len(self.outline.parents)):
            above, held = self.outline.parents[element], self.trusted[element]
            for place in range(3):
                if above == mains[place] and held >= needed[place]:
                    mains[place] = element
        return mains

    def _junctions(self, main: int) -> Junctions:
        parents = self.outline.parents
        size = len(parents)
        path = {0}
        element = main
        while element:
            path.add(element)
            element = parents[element]
        at, below, branch = [0] * size, [0] * size, [0] * size
        for element in range(1, size):
            above = parents[element]
            if element in path:
                at[element] = branch[element] = element
                continue
            at[element], below[element] = at[above], below[above] + 1
            branch[element] = element if above in path else branch[above]
        return Junctions(main=main, at=at, below=below, branch=branch)

    def _find_ends(self) -> None:
        """The first and last prose of the main element, and how far each block is from some."""
        joins, elements = self.junctions[0], self.outline.elements
        sure = [
            block
            for block, element in enumerate(elements)
            if self.prose[block]
            and not self.signs[element] & AWAY
            and joins.at[element] == joins.main
        ]
        count = len(elements)
        self.first, self.last = (sure[0], sure[-1]) if sure else (0, count - 1)
        self.since_prose = _distances(count, sure)
        self.until_prose = _distances(count, [count - 1 - block for block in reversed(sure)])[::-1]

    @cached_property
    def shape_sums(self) -> dict[int, tuple[float, int, float]]:
        """By shape of element: prose, number of blocks, words."""
        sums: dict[int, list[float]] = defaultdict(lambda: [0.0, 0, 0.0])
        for block, element in enumerate(self.outline.elements):
            entry = sums[self.outline.shapes[element]]
            entry[0] += self.prose[block]
            entry[1] += 1
            entry[2] += self.words[block]
        return {shape: (one[0], int(one[1]), one[2]) for shape, one in sums.items()}

    @cached_property
    def element_logs(self) -> list[float]:
        """Logarithm of each element's words."""
        return [math.log1p(words) for words in self.element_words]


def _distances(count: int, marks: list[int]) -> list[int]:
    found, at = [FAR] * count, -FAR
    wanted = set(marks)
    for block in range(count):
        at = block if block in wanted else at
        found[block] = min(FAR, block - at)
    return found
