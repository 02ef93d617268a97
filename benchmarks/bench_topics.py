"""Topics: false positives of the starter topics, what a model learns, and the speed of labelling.

In: `../shared/data`: 5,000 general headlines with their categories, whole articles.  Out: every false
positive, accuracy, articles/s; CPU time, since the machine is shared.  Peers: the origin's own topic rule
(keyword entries as plain substrings), one regular expression per topic, which most aggregators use, and
scikit-learn's TF-IDF with a linear support vector machine.
"""

import gzip
import json
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from wiredesk.basics.ids import ArticleId, TopicId
from wiredesk.craft.topics import (
    SURE_NO,
    SURE_YES,
    LearnedTopics,
    TopicMatcher,
    compile_topics,
    list_terms,
    make_example,
    parse_query,
    train_topic,
)
from wiredesk.craft.topics.matching import Stream
from wiredesk.records.topic import Topic, TopicModel
from wiredesk.settings.topics import load_topic_files

ROOT = Path(__file__).parent.parent
DATA = ROOT.parent / "shared" / "data"
STARTER = ROOT / "src" / "wiredesk" / "cli" / "starter" / "topics"
FALSE_PER_1000_MAX = 3
CATEGORIES = 15
LEAD_CHARACTERS = 700
# Words that an editor might begin a topic with; the rest is what lessons are for.
RULES = {
    "ENTERTAINMENT": "film OR movie OR actor OR singer OR album OR tv OR netflix OR star OR oscars",
    "SPORTS": "nfl OR nba OR football OR coach OR olympics OR team OR game OR player",
    "CRIME": "shooting OR killed OR arrested OR murder OR suspect OR police OR stabbed",
    "ENVIRONMENT": "climate OR wildlife OR pollution OR emissions OR hurricane OR storm OR water",
    "COMEDY": "colbert OR kimmel OR fallon OR snl OR noah OR parody OR joke",
    "MEDIA": "fox OR cnn OR journalist OR news OR anchor OR msnbc OR reporter",
    "PARENTING": "kid OR parent OR children OR mom OR baby OR school",
    "FOOD & DRINK": "recipe OR food OR cook OR eat OR chef OR restaurant",
}
LESSONS = (
    (20, 5),
    (30, 10),
    (100, 30),
)  # on articles that the query finds, and on those that it misses
BACKGROUND = 300
SEEDS = range(3)


def main() -> None:
    if not (DATA / "topics").is_dir():
        print(f"{DATA} is not there: nothing to measure.")
        return
    headlines = list(_json_lines(DATA / "topics" / "huffpost_a.jsonl.gz"))
    articles = list(_json_lines(DATA / "stories" / "giveme5w1h_news_cluster.jsonl.gz"))
    topics = load_topic_files(STARTER)
    _false_positives(topics, headlines)
    models = _categories(headlines)
    _lessons(headlines)
    _speed(topics, models, articles)
    _patterns(articles)


def _false_positives(topics: Sequence[Topic], headlines: Sequence[dict[str, Any]]) -> None:
    matcher, peer, found = compile_topics(topics), 0, []
    for line in headlines:
        if names := _labels(matcher, line):
            found.append((line["headline"], ", ".join(names)))
        lowered = line["headline"].lower()
        peer += any(word in lowered for topic in topics for word in topic.keywords)
    rate, peer_rate = 1000 * len(found) / len(headlines), 1000 * peer / len(headlines)
    print(
        f"labelled per 1,000 general headlines: {rate:.1f} (at most {FALSE_PER_1000_MAX}; "
        f"keywords as substrings: {peer_rate:.1f})"
    )
    for title, told in found:
        print(f"    {title}  → {told}")


def _categories(headlines: Sequence[dict[str, Any]]) -> list[TopicModel]:
    """A model per category from one half, each article of the other half given to the surest."""
    largest = [name for name, _ in Counter(one["category"] for one in headlines).most_common()]
    names = largest[:CATEGORIES]
    lines = [line for line in headlines if line["category"] in names]
    known, unknown = lines[::2], lines[1::2]
    begun = time.process_time()
    models = [train_topic(TopicId(name), _examples(known, name)) for name in names]
    seconds = time.process_time() - begun
    learned = LearnedTopics(models)
    right = sure = sure_right = 0
    for line in unknown:
        odds = learned.odds(Stream(line["headline"]), Stream(line["short_description"]))
        right += names[max(range(len(names)), key=odds.__getitem__)] == line["category"]
        sure += sum(one >= SURE_YES for one in odds)
        sure_right += sum(
            one >= SURE_YES and name == line["category"]
            for name, one in zip(names, odds, strict=True)
        )
    told, peer_seconds = _peer(known, unknown)
    print(
        f"{CATEGORIES} categories, {len(known):,} headlines to learn from, {len(unknown):,} to judge:"
    )
    print(
        f"    accuracy {right / len(unknown):.3f} (at least .60), trained in {seconds:.1f} s of CPU"
    )
    print(
        f"    sure of {sure / len(unknown):.2f} of them, and then right on {sure_right / sure:.3f}"
    )
    print(f"    scikit-learn, TF-IDF and LinearSVC: {told:.3f}, in {peer_seconds:.1f} s")
    return models


def _examples(lines: Sequence[dict[str, Any]], name: str) -> list[Any]:
    return [
        make_example(one["headline"], one["short_description"], is_about=one["category"] == name)
        for one in lines
    ]


def _peer(known: Sequence[Any], unknown: Sequence[Any]) -> tuple[float, float]:
    texts = [
        [f"{one['headline']}. {one['short_description']}" for one in half]
        for half in (known, unknown)
    ]
    begun = time.process_time()
    vectorizer = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2))
    model = LinearSVC(C=1).fit(
        vectorizer.fit_transform(texts[0]), [one["category"] for one in known]
    )
    seconds = time.process_time() - begun
    guesses = model.predict(vectorizer.transform(texts[1]))
    right = sum(guess == one["category"] for guess, one in zip(guesses, unknown, strict=True))
    return right / len(unknown), seconds


def _lessons(headlines: Sequence[dict[str, Any]]) -> None:
    """Rules that an editor begins with, and what lessons on one half make of them on the other."""
    print(
        f"rules of {len(RULES)} topics, taught on one half, on the other (mean P, R, F1, false per 1,000):"
    )
    known, unknown = headlines[::2], headlines[1::2]
    rows: dict[str, list[tuple[float, ...]]] = {}
    for name, query in RULES.items():
        topic = Topic(id=TopicId(name), name=name, query=query)
        matcher = compile_topics([topic])
        hits = [one for one in known if _labels(matcher, one)]
        rest = [one for one in known if not _labels(matcher, one)]
        rows.setdefault("words only", []).append(_measured(matcher, unknown, name))
        for found, missed in LESSONS:
            for seed in SEEDS:
                drawn = random.Random(seed)  # the same draw in every run
                lessons = drawn.sample(hits, min(found, len(hits)))
                misses = [one for one in rest if one["category"] == name]
                lessons += drawn.sample(misses, min(missed, len(misses)))
                others = drawn.sample([one for one in rest if one not in lessons], BACKGROUND)
                taught = compile_topics([topic], [_taught(name, lessons, others)])
                key = f"{found} + {missed} lessons"
                rows.setdefault(key, []).append(_measured(taught, unknown, name))
    for key, values in rows.items():
        mean = [sum(column) / len(values) for column in zip(*values, strict=True)]
        print(f"    {key:18} {mean[0]:.3f} {mean[1]:.3f} {mean[2]:.3f} {mean[3]:6.1f}")
    print(f"    (yes from {SURE_YES}, no from {SURE_NO}, between them the words decide)")


def _taught(name: str, lessons: Sequence[Any], others: Sequence[Any]) -> TopicModel:
    background = [
        make_example(one["headline"], one["short_description"], is_about=False, by_person=False)
        for one in others
    ]
    return train_topic(TopicId(name), _examples(lessons, name) + background)


def _measured(matcher: TopicMatcher, lines: Sequence[Any], name: str) -> tuple[float, ...]:
    found = [line["category"] == name for line in lines if _labels(matcher, line)]
    wanted = sum(line["category"] == name for line in lines)
    precision, recall = sum(found) / max(len(found), 1), sum(found) / wanted
    both = 2 * precision * recall / max(precision + recall, 1e-9)
    return precision, recall, both, 1000 * (len(found) - sum(found)) / len(lines)


def _speed(topics: Sequence[Topic], models: Sequence[TopicModel], lines: list[Any]) -> None:
    leads = [{**line, "text": line["text"][:LEAD_CHARACTERS]} for line in lines]
    more = [Topic(id=model.topic, name=model.topic, query="xyzzy") for model in models]
    patterns = [_pattern(topic) for topic in topics]

    def searched(line: dict[str, Any]) -> None:
        for pattern in patterns:
            pattern.findall(line["text"])

    print("labelled per second on one core (at least 2,000):")
    for told, some in (("leads of 700 characters", leads), ("whole articles", lines)):
        characters = sum(len(line["text"]) for line in some) // len(some)
        words, learned = compile_topics(topics), compile_topics([*topics, *more], models)
        print(
            f"    {told} ({characters:,}): {_rate(some, _labeller(words)):,.0f}, with {len(models)} models "
            f"{_rate(some, _labeller(learned)):,.0f}; a regular expression per topic, words only: "
            f"{_rate(some, searched):,.0f}"
        )


def _patterns(lines: list[Any]) -> None:
    rates = []
    for count in (300, 30_000):
        topics = [
            Topic(
                id=TopicId(f"t{n}"),
                name=f"t{n}",
                query=" OR ".join(f'"madeup{n} word{m}"' for m in range(100)),
            )
            for n in range(count // 100)
        ]
        rates.append(_rate(lines, _labeller(compile_topics(topics))))
    print(f"30,000 patterns cost {rates[0] / rates[1]:.2f} times what 300 cost (at most 1.5)")


def _labeller(matcher: TopicMatcher) -> Callable[[dict[str, Any]], object]:
    return lambda line: matcher.label(
        article_id=ArticleId("a"), title=line["title"], text=line["text"], source="x"
    )


def _labels(matcher: TopicMatcher, line: dict[str, Any]) -> list[str]:
    labels = matcher.label(
        article_id=ArticleId(line["link"]),
        title=line["headline"],
        text=line["short_description"],
        source="huffpost.com",
    )
    return [label.name for label in labels.labels]


def _pattern(topic: Topic) -> re.Pattern[str]:
    words = {term for term in list_terms(parse_query(topic.query)) if term.field == ""}
    spelled = sorted({r"\W+".join(map(re.escape, term.words)) for term in words})
    return re.compile(rf"\b(?:{'|'.join(spelled)})s?\b", re.IGNORECASE)


def _rate(lines: list[Any], work: Callable[[dict[str, Any]], object]) -> float:
    begun = time.process_time()
    for line in lines:
        work(line)
    return len(lines) / (time.process_time() - begun)


def _json_lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


if __name__ == "__main__":
    main()
