"""The store's side of going back: steps done again, and another hub's records taken in."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from wiredesk.basics.ids import SourceId, content_id, source_id
from wiredesk.basics.urls import host_of
from wiredesk.records.article import Article
from wiredesk.records.entry import FeedEntry
from wiredesk.records.outcome import Stage
from wiredesk.records.provider import Provider
from wiredesk.records.reason import Reason
from wiredesk.records.source import Polling, Source, SourceState
from wiredesk.world.store.codec import seconds, to_json
from wiredesk.world.store.withdrawing import WithdrawingStore

IMPORT_URL: Final = "https://import.invalid/"
ANY_VERSION: Final = 2**31


class ReturningStore(WithdrawingStore):
    """Sends articles back, and begins some in the middle of the route."""

    def rewind(self, stage: Stage, *, below_version: int | None, now: datetime) -> int:
        """Send articles that passed `stage` back to it; only older versions when given; how many.

        What the step itself set aside gets another chance too.  Nothing goes back to poll: its
        subjects are sources.
        """
        order = list(Stage)
        values: dict[str, object] = {
            "now": seconds(now),
            "later": to_json([one.value for one in order[order.index(stage) + 1 :]]),
            "below": ANY_VERSION if below_version is None else below_version,
        }
        with self._database.transaction():
            if stage is not Stage.RANK:
                return self._database.write("rewind", values | {"stage": stage.value})
            count = self._database.write("rewind_ranking", values)
            below = {"now": values["now"], "below": values["below"]}
            self._database.write("rewind_stories", below)
            return count

    def save_imported(
        self, articles: Sequence[tuple[Article, str, bytes]], *, now: datetime
    ) -> int:
        """Articles of another hub with record path and bytes; begin at stage match; how many new.

        What was taken down is left out.
        """
        source = Source(id=source_id(IMPORT_URL), url=IMPORT_URL, provider="import.invalid")
        why = (Reason(code="imported", text="Came from another hub's record."),)
        new = []
        down = self._marked(f"url:{article.url}" for article, _, _ in articles)
        with self._database.transaction():
            self._database.write("save_import_source", _source_columns(source, now))
            for article, path, body in articles:
                if f"url:{article.url}" in down:
                    continue
                if self._save_import(article, source.id, now=now):
                    new.append(article)
                kept = {"id": article.id, "path": path, "live": 0, "body": body}
                self._database.write("save_imported_record", kept)
            self._index_incoming(article.id for article in new)
            decided = ((article.id, why, article) for article in new)
            self._save_outcomes(Stage.READ, decided, version=1, now=now)
        return len(new)

    def _save_import(self, article: Article, source: SourceId, *, now: datetime) -> int:
        entry = content_id("e", source, article.url)
        said = FeedEntry(url=article.web_url, title=article.title, summary=article.excerpt)
        received = seconds(article.time.received)
        shared = {
            "source_id": source,
            "url": article.url,
            "title": article.title,
            "received_at": received,
        }
        given = {
            "id": entry,
            "key": f"url:{article.url}",
            "article_id": article.id,
            "digest": "",
            "said": to_json(said),
        }
        self._database.write("save_entry", shared | given)
        provider = Provider(domain=article.provider, name=article.site_name or article.provider)
        met = {"domain": article.provider, "at": received, "body": to_json(provider)}
        self._database.write("meet_provider", met)
        begun = {
            "id": article.id,
            "host": host_of(article.url),
            "entry_id": entry,
            "provider": article.provider,
            "now": seconds(now),
            "effective_at": seconds(article.time.effective),
            "kind": article.kind.value,
            "image_url": article.image.url if article.image else None,
            "has_author": int(bool(article.authors)),
        }
        return self._database.write("import_article", shared | begun)


def _source_columns(source: Source, now: datetime) -> dict[str, object]:
    polling = Polling(source_id=source.id, due_at=now, url=source.url, state=SourceState.PARKED)
    return {
        "id": source.id,
        "url": source.url,
        "provider": source.provider,
        "due_at": seconds(now),
        "body": to_json(source),
        "polling": to_json(polling),
    }
