"""Labels for an article: which topics, how surely, and by which words.

In: title and text.  Out: Labels, the most specific first, parents after their children (SCORES.md 6).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from wiredesk.basics.ids import ArticleId, TopicId
from wiredesk.craft.topics.finding import ArticleHits, Place, find_places
from wiredesk.craft.topics.matching import Stream, TermFinder
from wiredesk.craft.topics.query import (
    FIELDS_OF_ARTICLE,
    Term,
    list_terms,
    parse_query,
)
from wiredesk.records.reason import Reason
from wiredesk.records.topic import Label, Labels, Topic

# Weight of the evidence; a label needs the topic's threshold, 0.5 unless it says otherwise.  A single
# word deep in a text is no topic; one in the headline is.
TITLE_WEIGHT: Final = 0.6
LEAD_WEIGHT: Final = 0.4
MENTION_WEIGHT: Final = 0.1
MENTIONS_MAX: Final = 4
MENTIONS_OF_CONCEPT_MAX: Final = 2  # who says AI thirty times says no more than who says it twice
# An excerpt, and then the 700 signs that are as good as the whole text (SCORES.md 3).
LEAD_CHARACTERS: Final = 1_000
TEXT_CHARACTERS_MAX: Final = 100_000
CONTEXT_CHARACTERS: Final = 40
EVIDENCE_MAX: Final = 4


class TopicMatcher:
    """All topics of a hub, compiled."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        self._topics = {topic.id: topic for topic in topics}
        self._queries = {
            topic.id: parse_query(topic.query, name=topic.id)
            for topic in topics
            if topic.query.strip()
        }
        self._topics_by_term: dict[Term, list[TopicId]] = {}
        for topic_id, query in self._queries.items():
            for term in set(list_terms(query)):
                self._topics_by_term.setdefault(term, []).append(topic_id)
        # A query that asks for a source may hold without one of its words in the text.
        self._always = {
            topic_id
            for term, ids in self._topics_by_term.items()
            if term.field in FIELDS_OF_ARTICLE
            for topic_id in ids
        }
        self._finder = TermFinder(self._topics_by_term)
        self._ancestors = {topic.id: self._list_ancestors(topic) for topic in topics}

    def label(
        self, *, article_id: ArticleId, title: str, text: str, source: str, language: str = ""
    ) -> Labels:
        """The topics of one article; `source` is its provider's domain, `language` its tag."""
        hits = ArticleHits.of(
            self._finder,
            streams={"title": Stream(title), "text": Stream(text[:TEXT_CHARACTERS_MAX])},
            source=source.casefold(),
            language=language.partition("-")[0].casefold(),
        )
        asked = set(self._always)
        for term in hits.places:
            asked.update(self._topics_by_term[term])
        own = {
            topic_id: places
            for topic_id in sorted(asked)
            if (places := find_places(self._queries[topic_id], hits)) is not None
        }
        earned: dict[TopicId, Label] = {}
        missed = []
        for topic_id, found in self._with_parents(own).items():
            topic = self._topics[topic_id]
            label = _weighed(topic, found, hits)
            if label.weight < topic.threshold:
                missed.append(label)
            else:
                earned[topic_id] = label
        self._close(earned)
        missed = [label for label in missed if label.topic not in earned]
        labels = tuple(sorted(earned.values(), key=self._order))
        return Labels(article_id=article_id, labels=labels, reasons=tuple(_reasons(labels, missed)))

    def _with_parents(self, own: Mapping[TopicId, list[Place]]) -> dict[TopicId, list[Place]]:
        """What speaks for each topic: what speaks for a child speaks for its parents as well."""
        found: dict[TopicId, list[Place]] = {}
        for topic_id, places in own.items():
            for one in (topic_id, *(parent.id for parent in self._ancestors[topic_id])):
                found.setdefault(one, []).extend(places)
        return found

    def _close(self, earned: dict[TopicId, Label]) -> None:
        """A child's label is its parents' as well."""
        for label in list(earned.values()):
            for parent in self._ancestors[label.topic]:
                own = earned.get(parent.id)
                why = Reason(
                    code="parent_of", text=f"Every article on {label.name} is on {parent.name}."
                )
                earned[parent.id] = Label(
                    topic=parent.id,
                    name=parent.name,
                    weight=max(label.weight, own.weight if own else 0.0),
                    why=(*(own.why if own else ()), why),
                )

    def _list_ancestors(self, topic: Topic) -> tuple[Topic, ...]:
        found: list[Topic] = []
        parent = self._topics.get(topic.parent) if topic.parent else None
        while parent is not None and parent not in found:
            found.append(parent)
            parent = self._topics.get(parent.parent) if parent.parent else None
        return tuple(found)

    def _order(self, label: Label) -> tuple[int, float, str]:
        return (-len(self._ancestors[label.topic]), -label.weight, label.topic)


def compile_topics(topics: Sequence[Topic]) -> TopicMatcher:
    """A matcher for `topics`; SettingsError when a query cannot be read."""
    return TopicMatcher(topics)


def _weighed(topic: Topic, found: Sequence[Place], hits: ArticleHits) -> Label:
    """Concepts are counted, not spellings: what overlaps counts once, what repeats counts twice."""
    places = _apart(found)
    in_title = any(place.part == "title" for place in places)
    in_text = [place for place in places if place.part == "text"]
    in_lead = any(place.hit.begin < LEAD_CHARACTERS for place in in_text)
    counts: dict[str, int] = {}
    for place in in_text:
        counts[place.concept] = counts.get(place.concept, 0) + 1
    mentions = sum(min(count, MENTIONS_OF_CONCEPT_MAX) for count in counts.values())
    weight = TITLE_WEIGHT * in_title + LEAD_WEIGHT * in_lead
    weight += MENTION_WEIGHT * min(mentions, MENTIONS_MAX)
    if not places:  # the source alone earned it
        weight = TITLE_WEIGHT
    return Label(
        topic=topic.id,
        name=topic.name,
        weight=round(min(weight, 1.0), 3),
        why=tuple(_evidence(places, hits)),
    )


def _apart(found: Sequence[Place]) -> list[Place]:
    """The places in order of the text, the longest where several overlap."""
    kept: list[Place] = []
    ordered = sorted(
        set(found),
        key=lambda place: (place.part != "title", place.hit.begin, -place.hit.end, place.concept),
    )
    for place in ordered:
        if not kept or kept[-1].part != place.part or place.hit.begin >= kept[-1].hit.end:
            kept.append(place)
    return kept


def _evidence(places: Sequence[Place], hits: ArticleHits) -> Iterator[Reason]:
    seen: set[str] = set()
    for place in places:
        if place.concept in seen or len(seen) >= EVIDENCE_MAX:
            continue
        seen.add(place.concept)
        words, context = hits.streams[place.part].around(place.hit, CONTEXT_CHARACTERS)
        yield Reason(
            code=f"words_in_{place.part}",
            text=f"“{words}” in the {place.part}.",
            evidence=context,
        )
    if not places:
        yield Reason(code="source", text="Its source alone puts it here.", evidence=hits.source)


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
