"""Labels for an article: which topics, how surely, and by which words.

In: title and text.  Out: Labels, the most specific first, parents after their children (SCORES.md 6).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from wiredesk.basics.ids import ArticleId, TopicId
from wiredesk.craft.topics.matching import Hit, Stream, TermFinder
from wiredesk.craft.topics.query import And, Near, Not, Query, Term, parse_query
from wiredesk.records.reason import Reason
from wiredesk.records.topic import Label, Labels, Topic

# Weight of the evidence; a label needs the topic's threshold, 0.5 unless it says otherwise.  A single
# word deep in a text is no topic; one in the headline is.
TITLE_WEIGHT: Final = 0.6
LEAD_WEIGHT: Final = 0.3
MENTION_WEIGHT: Final = 0.1
MENTIONS_MAX: Final = 4
LEAD_WORDS: Final = 80
TEXT_CHARACTERS_MAX: Final = 100_000
CONTEXT_CHARACTERS: Final = 40
EVIDENCE_MAX: Final = 4


@dataclass(frozen=True, slots=True)
class _Part:
    """Where the terms stand in one stream of an article."""

    name: str
    stream: Stream
    hits: Mapping[Term, list[Hit]]


@dataclass(frozen=True, slots=True)
class _Compiled:
    topic: Topic
    query: Query
    depth: int
    """How many ancestors it has."""


class TopicMatcher:
    """All topics of a hub, compiled."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        self._topics = {topic.id: topic for topic in topics}
        self._compiled = [
            _Compiled(topic, parse_query(topic.query, name=topic.id), len(self._ancestors(topic)))
            for topic in topics
            if topic.query.strip()
        ]
        self._finder = TermFinder({term for one in self._compiled for term in _terms(one.query)})

    def label(
        self, *, article_id: ArticleId, title: str, text: str, source: str, language: str = ""
    ) -> Labels:
        """The topics of one article; `source` is its provider's domain."""
        parts = [
            _Part(name, stream, self._finder.find(stream))
            for name, stream in (
                ("title", Stream.of(title)),
                ("text", Stream.of(text[:TEXT_CHARACTERS_MAX])),
            )
        ]
        earned: dict[TopicId, Label] = {}
        missed = []
        for one in self._compiled:
            hits = _matched(one.query, parts, source.casefold())
            if hits is None:
                continue
            label = _weighed(one.topic, hits)
            if label.weight >= one.topic.threshold:
                earned[one.topic.id] = label
            else:
                missed.append(label)
        self._close(earned)
        labels = tuple(sorted(earned.values(), key=self._order))
        return Labels(article_id=article_id, labels=labels, reasons=tuple(_reasons(labels, missed)))

    def _close(self, earned: dict[TopicId, Label]) -> None:
        """A child's label is its parents' as well."""
        for label in list(earned.values()):
            for parent in self._ancestors(self._topics[label.topic]):
                if parent.id not in earned or earned[parent.id].weight < label.weight:
                    why = Reason(code="parent_of", text=f"Every article on {label.name} is on it.")
                    kept = earned[parent.id].why if parent.id in earned else ()
                    earned[parent.id] = Label(
                        topic=parent.id, name=parent.name, weight=label.weight, why=(*kept, why)
                    )

    def _ancestors(self, topic: Topic) -> list[Topic]:
        found: list[Topic] = []
        parent = self._topics.get(topic.parent) if topic.parent else None
        while parent is not None and parent not in found:
            found.append(parent)
            parent = self._topics.get(parent.parent) if parent.parent else None
        return found

    def _order(self, label: Label) -> tuple[int, float, str]:
        return (-len(self._ancestors(self._topics[label.topic])), -label.weight, label.topic)


def compile_topics(topics: Sequence[Topic]) -> TopicMatcher:
    """A matcher for `topics`; SettingsError when a query cannot be read."""
    return TopicMatcher(topics)


def _terms(query: Query) -> Iterator[Term]:
    if isinstance(query, Term):
        yield query
    elif isinstance(query, Not):
        yield from _terms(query.part)
    elif isinstance(query, Near):
        yield from _terms(query.left)
        yield from _terms(query.right)
    else:
        for part in query.parts:
            yield from _terms(part)


_Found = list[tuple[_Part, Term, Hit]]


def _matched(query: Query, parts: Sequence[_Part], source: str) -> _Found | None:
    """The places that satisfy `query`; None when it is not satisfied."""
    if isinstance(query, Term):
        return _places(query, parts, source)
    if isinstance(query, Not):
        return [] if _matched(query.part, parts, source) is None else None
    if isinstance(query, Near):
        return _near(query, parts, source)
    found = [_matched(part, parts, source) for part in query.parts]
    if isinstance(query, And):
        return None if None in found else [hit for hits in found for hit in hits or []]
    satisfied = [hits for hits in found if hits is not None]
    return [hit for hits in satisfied for hit in hits] if satisfied else None


def _places(term: Term, parts: Sequence[_Part], source: str) -> _Found | None:
    if term.field == "source":
        return [] if term.words[0] in source else None
    found = [
        (part, term, hit)
        for part in parts
        if term.field in {"", part.name}
        for hit in part.hits.get(term, ())
    ]
    return found or None


def _near(query: Near, parts: Sequence[_Part], source: str) -> _Found | None:
    left, right = _matched(query.left, parts, source), _matched(query.right, parts, source)
    if not left or not right:
        return None
    found: dict[int, tuple[_Part, Term, Hit]] = {}
    for one in left:
        for other in right:
            if one[0] is other[0] and _gap(one[2], other[2]) <= query.words:
                found[id(one)], found[id(other)] = one, other
    return list(found.values()) or None


def _gap(one: Hit, other: Hit) -> int:
    """Words between two hits, counted from the nearer ends."""
    return max(
        other.start - (one.start + one.length - 1), one.start - (other.start + other.length - 1), 0
    )


def _weighed(topic: Topic, found: _Found) -> Label:
    """Concepts are counted, not spellings: one place counts once, however many terms cover it."""
    places = {(part.name, hit.start) for part, _, hit in found}
    in_title = any(name == "title" for name, _ in places)
    in_lead = any(name == "text" and start < LEAD_WORDS for name, start in places)
    mentions = min(sum(name == "text" for name, _ in places), MENTIONS_MAX)
    weight = TITLE_WEIGHT * in_title + LEAD_WEIGHT * in_lead + MENTION_WEIGHT * mentions
    return Label(
        topic=topic.id,
        name=topic.name,
        weight=round(min(weight, 1.0), 3),
        why=tuple(_evidence(found)),
    )


def _evidence(found: _Found) -> Iterator[Reason]:
    seen: set[tuple[str, ...]] = set()
    for part, term, hit in found:
        if term.words in seen or len(seen) >= EVIDENCE_MAX:
            continue
        seen.add(term.words)
        start = part.stream.spans[hit.start][0]
        end = part.stream.spans[hit.start + hit.length - 1][1]
        around = part.stream.text[max(start - CONTEXT_CHARACTERS, 0) : end + CONTEXT_CHARACTERS]
        yield Reason(
            code=f"words_in_{part.name}",
            text=f"“{part.stream.text[start:end]}” in the {part.name}.",
            evidence=" ".join(around.split()),
        )


def _reasons(labels: Sequence[Label], missed: Sequence[Label]) -> Iterator[Reason]:
    for label in labels:
        told = ", ".join(reason.text.rstrip(".") for reason in label.why[:EVIDENCE_MAX])
        shown = label.why[0].evidence if label.why else ""
        yield Reason(
            code="label", text=f"{label.name}: {told}.", value=label.weight, evidence=shown
        )
    for label in missed:
        told = label.why[0].text if label.why else ""
        yield Reason(
            code="too_weak", text=f"Not {label.name}: too little. {told}", value=label.weight
        )
    if not labels and not missed:
        yield Reason(code="no_topic", text="No topic of the hub applies.")
