"""The sample newsroom as records: who publishes, what they write, which traps it holds.

In: the text files of this package.  Out: Newsroom.  Serves nothing (`press.py`).
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from typing import Any, Final

TLD: Final = "example"  # RFC 2606: never anybody's
FLOOD_MINUTES: Final = 3  # between two posts of the sock puppets


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One fictional provider."""

    key: str
    name: str
    owner: str = ""
    language: str = "en"
    feed: str = "rss2"
    """`rss2`, `rss1`, `rss091`, `rss092`, `atom`, `json`, `sitemap`."""
    design: str = "meta"
    """`jsonld`, `meta`, `plain`, `logo`, `video`: how its pages are built."""
    type: str = "article"
    listed: bool = True
    official: bool = False
    guids: str = "stable"
    """`changing`: every answer has other ones."""
    slow: bool = False
    dead: bool = False

    @property
    def domain(self) -> str:
        """Its registrable domain."""
        return f"{self.key}.{TLD}"

    @property
    def feed_url(self) -> str:
        """Where it is followed."""
        names = {"json": "feed.json", "sitemap": "sitemap-news.xml", "atom": "atom.xml"}
        return f"http://{self.domain}/{names.get(self.feed, 'feed.xml')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One written article."""

    paper: str
    story: str
    published: datetime
    slug: str
    author: str
    section: str
    title: str
    paragraphs: tuple[str, ...]
    marks: Mapping[str, str] = field(default_factory=dict)
    """`kind=paywall`, `kind=consent`, `says=2016-03-05` (a wrong date on the page), `canonical=URL`, `guid=…`."""

    @property
    def path(self) -> str:
        """Path of its page; the address states the day on which it came out."""
        return f"/{self.published:%Y/%m/%d}/{self.slug}"

    @property
    def url(self) -> str:
        """Address of its page."""
        return f"http://{self.paper}.{TLD}{self.path}"

    @property
    def text(self) -> str:
        """Its paragraphs, parted by blank lines."""
        return "\n\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trap:
    """Something that goes wrong in real feeds, and what the program is expected to make of it."""

    id: str
    what: str
    expect: Mapping[str, Any]
    """Checked by `tests/acceptance/test_sample_newsroom.py`."""
    pieces: tuple[str, ...] = ()
    """`paper/slug` of the articles concerned."""
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsroom:
    """All of it."""

    papers: Mapping[str, Paper]
    pieces: tuple[Piece, ...]
    """In order of publication; a revision comes after what it revises, under the same slug."""
    traps: tuple[Trap, ...]
    begins_at: datetime
    ends_at: datetime

    def shown(self, paper: str, *, now: datetime) -> list[Piece]:
        """What a paper has published by `now`, newest first, revised articles as they are now."""
        current: dict[str, Piece] = {}
        for piece in self.pieces:
            if piece.paper == paper and piece.published <= now:
                first = current.get(piece.slug)
                current[piece.slug] = _revised(first, piece) if first else piece
        return sorted(current.values(), key=lambda piece: piece.published, reverse=True)


def load_newsroom() -> Newsroom:
    """The newsroom of this package."""
    folder = files("wiredesk.sample")
    papers = {
        key: Paper(key=key, **{name: value for name, value in stated.items() if name != "known"})
        for key, stated in tomllib.loads((folder / "providers.toml").read_text("utf-8")).items()
    }
    pieces: list[Piece] = []
    for file in sorted((folder / "stories").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".txt"):
            pieces.extend(_pieces(file.read_text("utf-8"), story=file.name.removesuffix(".txt")))
    manifest = tomllib.loads((folder / "manifest.toml").read_text("utf-8"))
    flood = manifest["flood"]
    puppets = [
        Paper(key=key, name=key.title(), design="plain", listed=False) for key in flood["papers"]
    ]
    papers |= {paper.key: paper for paper in puppets}
    pieces.extend(_flood(pieces, flood["story"], flood["papers"]))
    pieces.sort(key=lambda piece: (piece.published, piece.paper, piece.slug))
    return Newsroom(
        papers=papers,
        pieces=tuple(pieces),
        traps=tuple(_trap(stated) for stated in manifest["trap"]),
        begins_at=datetime(2026, 3, 2, 0, 0, tzinfo=UTC),
        ends_at=datetime(2026, 3, 11, 20, 0, tzinfo=UTC),
    )


def _pieces(text: str, *, story: str) -> Iterator[Piece]:
    for block in text.split("@@ ")[1:]:
        head, title, *lines = block.strip().split("\n")
        first, author, section, *marks = (part.strip() for part in head.split("|"))
        paper, published, slug = first.split(" ")
        yield Piece(
            paper=paper,
            story=story,
            published=datetime.fromisoformat(published).replace(tzinfo=UTC),
            slug=slug,
            author=author,
            section=section,
            title=title.strip(),
            paragraphs=tuple(line.strip() for line in lines if line.strip()),
            marks=dict(mark.split("=", 1) for mark in marks),
        )


def _flood(pieces: list[Piece], story: str, papers: list[str]) -> Iterator[Piece]:
    """The same text under many new names, minutes apart."""
    (first,) = [piece for piece in pieces if piece.story == story]
    for place, paper in enumerate(papers):
        yield Piece(
            paper=paper,
            story=story,
            published=first.published + timedelta(minutes=FLOOD_MINUTES * (place + 1)),
            slug=f"{first.slug}-{place + 1}",
            author="",
            section="",
            title=first.title,
            paragraphs=first.paragraphs[: len(first.paragraphs) - place % 2],
        )


def _revised(first: Piece, later: Piece) -> Piece:
    """The later words at the first one's address."""
    return Piece(
        paper=first.paper,
        story=first.story,
        published=first.published,
        slug=first.slug,
        author=later.author,
        section=later.section,
        title=later.title,
        paragraphs=later.paragraphs,
        marks={**later.marks, "updated": later.published.isoformat()},
    )


def _trap(stated: Mapping[str, Any]) -> Trap:
    return Trap(
        id=stated["id"],
        what=stated["what"],
        expect=stated["expect"],
        pieces=tuple(stated.get("pieces", ())),
        papers=tuple(stated.get("papers", ())),
    )
