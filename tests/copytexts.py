"""Texts and fingerprints for the tests of copies."""

from datetime import UTC, datetime, timedelta

from copypairs import PAIRS

from wiredesk.basics.ids import ArticleId
from wiredesk.craft.copies import CopyIndex, fingerprint
from wiredesk.records.family import FamilyVerdict, Fingerprint

T0 = datetime(2026, 3, 3, 8, tzinfo=UTC)
TEXTS = {
    path.stem: path.read_text(encoding="utf-8").strip().split("\n\n", 1)
    for path in sorted(PAIRS.glob("*.txt"))
}
BORDER = TEXTS["border"][1]
FERRY = TEXTS["ferry"][1]


def taken(
    number: int, text: str, *, title: str = "", provider: str = "", name: str = ""
) -> Fingerprint:
    """The fingerprint of article `number`, received that many minutes after T0."""
    provider = provider or f"paper{number}.example"
    return fingerprint(
        article_id=ArticleId(f"a{number:05}"),
        provider=provider,
        owner=provider,
        name=name,
        title=title or f"Title number{number}",
        text=text,
        received_at=T0 + timedelta(minutes=number),
    )


def placed(*articles: Fingerprint) -> dict[ArticleId, FamilyVerdict]:
    """Where articles that come one after another stand in the end, by id."""
    index = CopyIndex()
    verdicts: dict[ArticleId, FamilyVerdict] = {}
    for article in articles:
        verdicts.update({own.article_id: verdict for own, verdict in index.place(article)})
    return verdicts


def judged(*articles: Fingerprint) -> list[FamilyVerdict]:
    """The verdicts on articles that come one after another, each as it was when it came."""
    index = CopyIndex()
    return [index.place(article)[0][1] for article in articles]
