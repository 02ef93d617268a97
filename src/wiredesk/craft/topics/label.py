"""Labels for an article: which topics, how surely, and by which words.

In: title and text.  Out: Labels, the most specific first, parents after their children (SCORES.md 6).
What an editor said of the article counts first, then a model where it is sure, then the words of the query.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from wiredesk.basics.ids import ArticleId, TopicId
from wiredesk.craft.topics.finding import ArticleHits, Place, find_places
from wiredesk.craft.topics.learned import (
    SURE_YES,
    LearnedTopics,
    Opinion,
    strongest_words,
)
from wiredesk.craft.topics.matching import LEAD_CHARACTERS, Stream, TermFinder
from wiredesk.craft.topics.query import (
    FIELDS_OF_ARTICLE,
    Term,
    list_terms,
    parse_query,
)
from wiredesk.records.reason import Reason
from wiredesk.records.topic import Label, Labels, Lesson, Topic, TopicLesson, TopicModel

# Weight of the evidence; a label needs the topic's threshold, 0.5 unless it says otherwise.  A single
# word deep in a text is no topic; one in the headline is.
TITLE_WEIGHT: Final = 0.6
LEAD_WEIGHT: Final = 0.4
MENTION_WEIGHT: Final = 0.1
MENTIONS_MAX: Final = 4
MENTIONS_OF_CONCEPT_MAX: Final = 2  # who says AI thirty times says no more than who says it twice
TEXT_CHARACTERS_MAX: Final = 100_000
CONTEXT_CHARACTERS: Final = 40
EVIDENCE_MAX: Final = 4


class TopicMatcher:
    """All topics of a hub, compiled, with the models of those that were taught."""

    def __init__(self, topics: Sequence[Topic], models: Sequence[TopicModel] = ()) -> None:
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
        self._learned = LearnedTopics([model for model in models if model.topic in self._topics])

    def label(
        self,
        *,
        article_id: ArticleId,
        title: str,
        text: str,
        source: str,
        language: str = "",
        lessons: Sequence[TopicLesson] = (),
    ) -> Labels:
        """The topics of one article; `source` is its provider's domain, `language` its tag.

        `lessons` are what editors say of this very article.
        """
        hits = ArticleHits.of(
            self._finder,
            streams={"title": Stream(title), "text": Stream(text[:TEXT_CHARACTERS_MAX])},
            source=source.casefold(),
            language=language.partition("-")[0].casefold(),
        )
        found = self._with_parents(self._by_rule(hits))
        labels = {
            topic_id: _weighed(self._topics[topic_id], places, hits)
            for topic_id, places in found.items()
        }
        opinions = self._learned.judge(hits.streams["title"], hits.streams["text"])
        for topic_id, opinion in opinions.items():
            label = labels.get(topic_id) or _nothing_found(self._topics[topic_id])
            if label.weight or opinion.odds >= SURE_YES:  # else there is nothing to refuse
                labels[topic_id] = _combined(label, opinion, hits)
        earned, missed = self._parted(labels)
        refused = self._taught(earned, lessons)
        self._close(earned)
        told = tuple(sorted(earned.values(), key=self._order))
        missed = [label for label in missed if label.topic not in earned]
        return Labels(
            article_id=article_id, labels=told, reasons=(*refused, *_reasons(told, missed, refused))
        )

    def _by_rule(self, hits: ArticleHits) -> dict[TopicId, list[Place]]:
        """The places that satisfy each query, of those with a word in the article."""
        asked = set(self._always)
        for term in hits.places:
            asked.update(self._topics_by_term[term])
        return {
            topic_id: places
            for topic_id in sorted(asked)
            if (places := find_places(self._queries[topic_id], hits)) is not None
        }

    def _parted(self, labels: Mapping[TopicId, Label]) -> tuple[dict[TopicId, Label], list[Label]]:
        """Labels that reach their topic's threshold, and those that do not."""
        earned = {
            topic_id: label
            for topic_id, label in labels.items()
            if label.weight >= self._topics[topic_id].threshold
        }
        return earned, [label for topic_id, label in labels.items() if topic_id not in earned]

    def _taught(self, earned: dict[TopicId, Label], lessons: Sequence[TopicLesson]) -> list[Reason]:
        """Put in what an editor wants, take out what one refuses with all below it; the refusals."""
        refused: dict[TopicId, Reason] = {}
        for lesson in lessons:
            topic = self._topics.get(lesson.topic)
            if topic is None or lesson.lesson is Lesson.OPEN:
                continue
            why = Reason(code="editor", text=_said(lesson, topic))
            if lesson.lesson is Lesson.NO:
                refused[topic.id] = why
                continue
            own = earned.get(topic.id)
            earned[topic.id] = Label(
                topic=topic.id,
                name=topic.name,
                weight=1.0,
                why=(why, *(own.why if own else ())),
                version=topic.version,
            )
        for topic_id in list(earned):
            line = {topic_id, *(parent.id for parent in self._ancestors[topic_id])}
            if line & refused.keys():
                del earned[topic_id]
        return list(refused.values())

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
                    code="parent_of",
                    text=f"Every article on {label.name} is on {parent.name}.",
                    evidence=_shown(label),
                )
                earned[parent.id] = Label(
                    topic=parent.id,
                    name=parent.name,
                    weight=max(label.weight, own.weight if own else 0.0),
                    why=(*(own.why if own else ()), why),
                    version=parent.version,
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


def compile_topics(topics: Sequence[Topic], models: Sequence[TopicModel] = ()) -> TopicMatcher:
    """A matcher for `topics`; SettingsError when a query cannot be read."""
    return TopicMatcher(topics, models)


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
        version=topic.version,
    )


def _nothing_found(topic: Topic) -> Label:
    return Label(topic=topic.id, name=topic.name, weight=0.0, version=topic.version)


def _combined(label: Label, opinion: Opinion, hits: ArticleHits) -> Label:
    """A sure model decides: yes lifts the weight to its odds, no brings it down to them."""
    is_yes = opinion.odds >= SURE_YES
    weight = max(label.weight, opinion.odds) if is_yes else min(label.weight, opinion.odds)
    shown = [
        hits.streams[part].around(hit, CONTEXT_CHARACTERS)
        for part in ("title", "text")
        for hit in strongest_words(opinion, hits.streams[part])
    ][:EVIDENCE_MAX]
    words = ", ".join(f"“{word}”" for word, _ in shown)
    judged = "on this topic" if is_yes else "not on it"
    why = Reason(
        code="model",
        text=f"A model that learned from {opinion.model.yes + opinion.model.no} examples is "
        f"{min(round(100 * (opinion.odds if is_yes else 1 - opinion.odds)), 99)} % sure that it is {judged}"
        + (f", by {words}." if words else "."),
        evidence=shown[0][1] if shown else "",
        value=opinion.odds,
    )
    # What decided stands first.
    told = (why, *label.why) if weight != label.weight else (*label.why, why)
    return replace(label, weight=round(weight, 3), why=told)


def _said(lesson: TopicLesson, topic: Topic) -> str:
    judged = "is" if lesson.lesson is Lesson.YES else "is not"
    return (
        f"{lesson.by or 'An editor'} said on {lesson.at:%Y-%m-%d} that it {judged} on {topic.name}."
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


def _shown(label: Label) -> str:
    """The first of its words in context."""
    return next((reason.evidence for reason in label.why if reason.evidence), "")


def _reasons(
    labels: Sequence[Label], missed: Sequence[Label], refused: Sequence[Reason]
) -> Iterator[Reason]:
    for label in labels:
        told = ", ".join(reason.text.rstrip(".") for reason in label.why[:EVIDENCE_MAX])
        yield Reason(
            code="label", text=f"{label.name}: {told}.", value=label.weight, evidence=_shown(label)
        )
    for label in missed:
        told = label.why[0].text if label.why else ""
        yield Reason(
            code="too_weak", text=f"Not {label.name}: too little. {told}", value=label.weight
        )
    if not labels and not missed and not refused:
        yield Reason(code="no_topic", text="No topic of the hub applies.")
