"""Every method of the store against a locked and a broken database: StoreError, nothing else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import apsw
import pytest
from make import (
    NOW,
    WHY,
    make_article,
    make_entry,
    make_fingerprint,
    make_page,
    make_polling,
    make_source,
    make_verdict,
)

from wiredesk.basics.errors import StoreError
from wiredesk.basics.ids import ArticleId, RequestId, StoryId, TopicId, story_id
from wiredesk.craft.searching import parse_query
from wiredesk.ports import Store
from wiredesk.records.act import Act, ActKind, Edit, Pin
from wiredesk.records.apikey import ApiKey, ApiScope
from wiredesk.records.calibration import DEFAULT_CALIBRATION
from wiredesk.records.correction import Correction, CorrectionKind, CorrectionRequest, Grouped
from wiredesk.records.decision import Choice
from wiredesk.records.event import DeliveryDone, Health, Webhook
from wiredesk.records.grade import Grade
from wiredesk.records.held import ALL_HELD, HeldOrder
from wiredesk.records.hold import Bucket, HoldReason, HoldVerdict
from wiredesk.records.listing import EVERYTHING
from wiredesk.records.mailing import Issue, Mailed, MailState
from wiredesk.records.outcome import Stage
from wiredesk.records.page import ArchivePlace
from wiredesk.records.picture import PictureDone
from wiredesk.records.provider import Provider, SourceAlarm, Survey
from wiredesk.records.ranking import Ranking
from wiredesk.records.rights import Exit, Shown, Takedown, TakedownReason
from wiredesk.records.sealing import Resealed, SealMark, Unsealing
from wiredesk.records.searching import Findable, Order
from wiredesk.records.story import StoryVerdict
from wiredesk.records.topic import Edition, Labels, Lesson, TopicLesson
from wiredesk.records.user import Role, Session, User
from wiredesk.records.work import (
    FetchDone,
    GroupDone,
    HoldDone,
    MatchDone,
    PollDone,
    PublishDone,
    RankDone,
    ReadDone,
)
from wiredesk.world.store import open_store

ONE = make_article(1)
STORY = StoryId(story_id(ONE.id))
POLL = PollDone(
    source_id=make_source().id, polling=make_polling(make_source()), new=(make_entry(),)
)
FETCH = FetchDone(article_id=ONE.id, page=make_page(ONE.id, ONE.url), reasons=WHY)
READ = ReadDone(article_id=ONE.id, article=ONE, host="h.example", lines=("l1",), reasons=WHY)
MATCH = MatchDone(verdict=make_verdict(ONE), fingerprint=make_fingerprint(ONE))
GROUP = GroupDone(verdict=StoryVerdict(article_id=ONE.id, story_id=STORY), features=b"{}")
RANK = RankDone(ranking=Ranking(story_id=STORY, heat=1, mass=1.0, lead=ONE.id, due_at=NOW))
HOLD = HoldDone(verdict=HoldVerdict(article_id=ONE.id), bucket=Bucket.PUBLISHED)
SHOWN = Shown(article_id=ONE.id, exit=Exit.SITE, characters=9, image=False)
PLACE = ArchivePlace(file="wiredesk-00001.warc.gz", offset=0, length=10)
DOWN = Takedown(
    article_id=ONE.id,
    url=ONE.url,
    provider=ONE.provider,
    reason=TakedownReason.PRIVACY,
    at=NOW,
    purge_at=NOW,
)
RECORD = PublishDone(
    article_id=ONE.id,
    path="one.md",
    body=b"record",
    findable=Findable(
        article_id=ONE.id,
        at=NOW,
        title="Title",
        excerpt="",
        provider="a",
        provider_name="A",
        topics=(("ai", "AI"),),
    ),
)
ALARM = SourceAlarm(source_id=make_source().id, raised_at=NOW, since=NOW, reasons=WHY)
CORRECTION = Correction(
    request=CorrectionRequest(
        kind=CorrectionKind.LEAD, articles=(ONE.id,), stories=(STORY,), by="Ada", at=NOW
    ),
    story=STORY,
    before=(Grouped(story_id=STORY, articles=(ONE.id,)),),
    after=(Grouped(story_id=STORY, articles=(ONE.id,)),),
)
PICTURE = PictureDone(article_id=ONE.id, url="https://a.example/p.jpg")
MARK = SealMark(kid="2026-11", rev=1)
RESEALED = Resealed(article_id=ONE.id, before=b"record", body=b"record", mark=MARK)
UNSEALING = Unsealing(article_id=ONE.id, mark=MARK, by="ada", why="", at=0)
BEGIN = ArticleId("")

Call = Callable[[Store], object]


def act(request: str, kind: ActKind, subject: str = ONE.id, *, undoes: int = 0) -> Act:
    return Act(id=RequestId(request), kind=kind, at=NOW, by="Ada", subject=subject, undoes=undoes)


def numbered(store: Store, request: str) -> int:
    found = store.find_act(RequestId(request))
    return found.number if found else 99


ADA = User(name="ada", role=Role.OWNER, password="$argon2id$", created_at=NOW)
KEY = ApiKey(
    id="k1", name="mirror", secret_hash="h", scopes=(ApiScope.READ,), per_minute=9, created_at=NOW
)
SESSION = Session(token_hash="h1", user="ada", csrf="c1", begun_at=NOW, seen_at=NOW)
HOOK = Webhook(name="crm", url="https://a.example/hook")
HEALTH = Health(due_at=NOW)
SENT = DeliveryDone(webhook="crm", seq=1, delivered=True, answer="It took it.")
ISSUE = Issue(at=NOW, since=NOW, until=NOW, stories=(STORY,))
MAILED = Mailed(recipient="r1", state=MailState.REFUSED, answer="550", at=NOW)
WRITES: dict[str, Call] = {
    "save_webhooks": lambda s: s.save_webhooks([HOOK], now=NOW),
    "save_setting": lambda s: s.save_setting("key", "value"),
    "save_sources": lambda s: s.save_sources([make_source()], now=NOW),
    "save_providers": lambda s: s.save_providers([Provider(domain="a.example", name="A")]),
    "save_polling": lambda s: s.save_polling(make_polling(make_source())),
    "save_polls": lambda s: s.save_polls([POLL], version=1, now=NOW),
    "save_fetches": lambda s: s.save_fetches([FETCH], version=1, now=NOW),
    "save_readings": lambda s: s.save_readings([READ], version=1, now=NOW),
    "save_families": lambda s: s.save_families([MATCH], version=1, now=NOW),
    "save_stories": lambda s: s.save_stories([GROUP], version=1, now=NOW),
    "save_labels": lambda s: s.save_labels([Labels(article_id=ONE.id)], version=1, now=NOW),
    "save_grades": lambda s: s.save_grades(
        [Grade(article_id=ONE.id, quality=50, parts=())], version=1, now=NOW
    ),
    "save_rankings": lambda s: s.save_rankings([RANK], version=1, now=NOW),
    "save_holds": lambda s: s.save_holds([HOLD], version=1, now=NOW),
    "save_records": lambda s: s.save_records([RECORD], version=1, now=NOW),
    "save_act": lambda s: s.save_act(act("q1", ActKind.PUT_BACK), [ONE.id]),
    "save_choice": lambda s: s.save_choice(act("q2", ActKind.HOLD), Choice.HOLD, articles=[ONE.id]),
    "undo_choice": lambda s: s.undo_choice(act("q3", ActKind.UNDO, undoes=numbered(s, "q2"))),
    "save_edit": lambda s: s.save_edit(act("q4", ActKind.EDIT), Edit(article_id=ONE.id, title="T")),
    "undo_edit": lambda s: s.undo_edit(act("q5", ActKind.UNDO, undoes=numbered(s, "q4"))),
    "end_pins": lambda s: s.end_pins(now=NOW),
    "undo_pin": lambda s: s.undo_pin(act("q7", ActKind.UNDO, STORY, undoes=numbered(s, "q6"))),
    "save_pin": lambda s: s.save_pin(
        act("q6", ActKind.PIN, STORY), Pin(story_id=STORY, until=NOW, by="Ada")
    ),
    "save_survey": lambda s: s.save_survey(Survey(domain="a.example", at=NOW, due_at=NOW)),
    "save_alarm": lambda s: s.save_alarm(ALARM, now=NOW),
    "rewind": lambda s: s.rewind(Stage.READ, below_version=None, now=NOW),
    "save_imported": lambda s: s.save_imported([(ONE, "one.md", b"record")], now=NOW),
    "save_robots": lambda s: s.save_robots("https://a.example", b"kept"),
    "save_calibrations": lambda s: s.save_calibrations(
        [replace(DEFAULT_CALIBRATION, number=2)], {"a.example": 0.5}
    ),
    "save_lesson": lambda s: s.save_lesson(
        TopicLesson(article_id=ONE.id, topic=TopicId("ai"), lesson=Lesson.YES, at=NOW), now=NOW
    ),
    "save_edition": lambda s: s.save_edition(Edition(number=2, at=NOW, digest="d")),
    "save_correction": lambda s: s.save_correction(CORRECTION, now=NOW),
    "save_resealed": lambda s: s.save_resealed([RESEALED]),
    "raise_generation": lambda s: s.raise_generation(),
    "save_pictures": lambda s: s.save_pictures([PICTURE], now=NOW),
    "save_unsealing": lambda s: s.save_unsealing(UNSEALING),
    "save_usage": lambda s: s.save_usage([SHOWN], generation=1, now=NOW),
    "save_expired": lambda s: s.save_expired([(ONE.id, 3)], now=NOW),
    "forget_archived": lambda s: s.forget_archived([PLACE]),
    "save_takedown": lambda s: s.save_takedown(DOWN, ["url:https://a.example/"], now=NOW),
    "undo_takedown": lambda s: s.undo_takedown(ONE.id, by="Ada", note="", now=NOW),
    "purge": lambda s: s.purge(ONE.id, by="Ada", now=NOW),
    "fill_incoming": lambda s: begin_to_fill(s).fill_incoming(),
    "remove_user": lambda s: s.remove_user("ada"),
    "remove_sessions": lambda s: s.remove_sessions("ada"),
    "remove_session": lambda s: s.remove_session("h1"),
    "save_user": lambda s: s.save_user(ADA),
    "save_session": lambda s: s.save_session(SESSION),
    "save_delivery": lambda s: s.save_delivery(SENT, HEALTH, now=NOW),
    "save_health": lambda s: s.save_health("crm", HEALTH),
    "revive_webhook": lambda s: s.revive_webhook("crm", HEALTH),
    "forget_events": lambda s: s.forget_events(before=NOW),
    "save_issue": lambda s: s.save_issue(ISSUE),
    "save_mailed": lambda s: s.save_mailed(ISSUE, MAILED),
    "remove_bar": lambda s: s.remove_bar("r1"),
    "forget_issues": lambda s: s.forget_issues(before=NOW),
    "save_device": lambda s: s.save_device("d1", "ada", now=NOW),
    "save_api_key": lambda s: s.save_api_key(KEY),
    "note_api_key": lambda s: s.note_api_key("k1", now=NOW),
    "remove_api_key": lambda s: s.remove_api_key("k1"),
    "remove_old_sessions": lambda s: s.remove_old_sessions(begun_before=NOW, seen_before=NOW),
}
READS: dict[str, Call] = {
    "load_api_key": lambda s: s.load_api_key("k1"),
    "list_api_keys": lambda s: s.list_api_keys(),
    "list_out_articles": lambda s: s.list_out_articles(EVERYTHING, after=None, limit=9),
    "list_out_stories": lambda s: s.list_out_stories(EVERYTHING, after=None, limit=9),
    "find_out_stories": lambda s: s.find_out_stories([STORY], EVERYTHING),
    "list_out_topics": lambda s: s.list_out_topics([ONE.id]),
    "list_changes": lambda s: s.list_changes(after=0, limit=9),
    "find_event_before": lambda s: s.find_event_before(None),
    "list_topics_told": lambda s: s.list_topics_told([ONE.id]),
    "list_takedowns_of": lambda s: s.list_takedowns_of([ONE.id]),
    "list_out_providers": lambda s: s.list_out_providers(after="", limit=9),
    "list_changed": lambda s: s.list_changed(since=0),
    "list_coverage": lambda s: s.list_coverage([ONE.id]),
    "list_rank_reasons": lambda s: s.list_rank_reasons([StoryId("t1")]),
    "list_record_paths": lambda s: s.list_record_paths(),
    "load_records": lambda s: s.load_records([ONE.id]),
    "load_setting": lambda s: s.load_setting("key"),
    "list_sources": lambda s: s.list_sources(),
    "list_due_sources": lambda s: s.list_due_sources(now=NOW, limit=9),
    "next_due_at": lambda s: s.next_due_at(),
    "list_known_entries": lambda s: s.list_known_entries(
        make_source().id, keys=["k"], urls=[ONE.url], digests=["d"], recent=9
    ),
    "list_fetch_work": lambda s: s.list_fetch_work(now=NOW, limit=9, per_host=9),
    "list_read_work": lambda s: s.list_read_work(now=NOW, limit=9),
    "find_article_by_url": lambda s: s.find_article_by_url(ONE.url),
    "count_lines": lambda s: s.count_lines("h.example", ["l1"], but=ONE.id),
    "list_match_work": lambda s: s.list_match_work(now=NOW, limit=9),
    "replay_families": lambda s: list(s.replay_families(since=NOW)),
    "list_group_work": lambda s: s.list_group_work(now=NOW, limit=9),
    "replay_stories": lambda s: list(s.replay_stories(since=NOW)),
    "list_label_work": lambda s: s.list_label_work(now=NOW, limit=9),
    "list_grade_work": lambda s: s.list_grade_work(now=NOW, limit=9),
    "list_rank_work": lambda s: s.list_rank_work(now=NOW, limit=9),
    "list_hold_work": lambda s: s.list_hold_work(now=NOW, limit=9),
    "list_publish_work": lambda s: s.list_publish_work(now=NOW, limit=9),
    "is_path_taken": lambda s: s.is_path_taken("one.md"),
    "load_generation": lambda s: s.load_generation(),
    "list_records": lambda s: list(s.list_records()),
    "find_article": lambda s: s.find_article(ONE.id),
    "load_article": lambda s: s.load_article(ONE.id),
    "load_story": lambda s: s.load_story(STORY),
    "list_outcomes": lambda s: s.list_outcomes(ONE.id),
    "list_stories": lambda s: s.list_stories(since=NOW, limit=9),
    "list_lines": lambda s: s.list_lines([ONE.id]),
    "list_provider_records": lambda s: s.list_provider_records(["a.example"]),
    "list_published": lambda s: s.list_published(limit=9),
    "load_publish_work": lambda s: s.load_publish_work([ONE.id]),
    "count_buckets": lambda s: s.count_buckets(),
    "count_articles": lambda s: s.count_articles(),
    "list_decisions": lambda s: s.list_decisions(ONE.id),
    "load_choices": lambda s: s.load_choices([ONE.id]),
    "list_read_since": lambda s: s.list_read_since([ONE.id], NOW),
    "find_act": lambda s: s.find_act(1),
    "list_acts": lambda s: s.list_acts(limit=9),
    "list_acts_since": lambda s: s.list_acts_since([ONE.id], after=0),
    "find_last_act": lambda s: s.find_last_act("Ada"),
    "last_act": lambda s: s.last_act(),
    "load_edits": lambda s: s.load_edits([ONE.id]),
    "list_pins": lambda s: s.list_pins(),
    "list_family": lambda s: s.list_family(ONE.id),
    "count_held": lambda s: s.count_held(ALL_HELD),
    "list_held_shares": lambda s: s.list_held_shares(ALL_HELD),
    "list_held": lambda s: s.list_held(ALL_HELD, order=HeldOrder.HEAT, limit=9),
    "load_held": lambda s: s.load_held([ONE.id]),
    "list_survey_due": lambda s: s.list_survey_due(now=NOW, limit=9),
    "load_surveys": lambda s: s.load_surveys(["a.example"]),
    "list_fed_sources": lambda s: s.list_fed_sources(since=NOW),
    "list_source_articles": lambda s: s.list_source_articles(make_source().id, since=NOW, limit=9),
    "list_alarms": lambda s: s.list_alarms(),
    "load_alarm": lambda s: s.load_alarm(make_source().id),
    "list_yield": lambda s: s.list_yield(make_source().id, since=NOW),
    "list_bucket_ages": lambda s: s.list_bucket_ages(),
    "load_robots": lambda s: s.load_robots("https://a.example"),
    "replay_coverage": lambda s: list(s.replay_coverage(since=NOW, until=NOW)),
    "list_shown": lambda s: s.list_shown([STORY], at=NOW),
    "list_out": lambda s: s.list_out([ONE.id], at=NOW),
    "list_newcomers": lambda s: s.list_newcomers(within=timedelta(days=7), owners=1),
    "list_story_topics": lambda s: s.list_story_topics([STORY]),
    "list_calibrations": lambda s: s.list_calibrations(),
    "find_correction": lambda s: s.find_correction(1),
    "list_corrections": lambda s: s.list_corrections(),
    "list_corrections_about": lambda s: s.list_corrections_about([ONE.id]),
    "last_correction": lambda s: s.last_correction(),
    "list_placements": lambda s: s.list_placements(),
    "list_apart": lambda s: s.list_apart(),
    "load_places": lambda s: s.load_places([ONE.id]),
    "load_memberships": lambda s: s.load_memberships([STORY]),
    "list_lessons": lambda s: s.list_lessons(),
    "load_edition": lambda s: s.load_edition(),
    "load_edition_number": lambda s: s.load_edition_number(),
    "count_labelled_before": lambda s: s.count_labelled_before(2),
    "newest_receipt": lambda s: s.newest_receipt(),
    "list_labelled": lambda s: list(s.list_labelled(since=NOW)),
    "load_redirects": lambda s: s.load_redirects([STORY]),
    "list_redirects": lambda s: s.list_redirects([STORY]),
    "list_picture_work": lambda s: s.list_picture_work(now=NOW, limit=9),
    "list_picture_paths": lambda s: s.list_picture_paths(),
    "count_sealed": lambda s: s.count_sealed(),
    "list_sealed_otherwise": lambda s: s.list_sealed_otherwise("k", after=BEGIN, limit=9),
    "list_not_sealed": lambda s: s.list_not_sealed(after=BEGIN, limit=9),
    "load_kept": lambda s: s.load_kept(ONE.id),
    "list_unsealings": lambda s: s.list_unsealings(limit=9),
    "list_usage": lambda s: s.list_usage(ONE.provider),
    "find_takedown": lambda s: s.find_takedown(["url:https://a.example/"]),
    "list_takedowns": lambda s: s.list_takedowns(),
    "list_takedown_log": lambda s: s.list_takedown_log(ONE.id),
    "search": lambda s: s.search(parse_query("title"), order=Order.BEST, limit=9),
    "search_incoming": lambda s: s.search_incoming(parse_query("title"), limit=9),
    "list_doors": lambda s: s.list_doors(ONE.id),
    "list_archived": lambda s: s.list_archived([ONE.id]),
    "list_ageing": lambda s: list(s.list_ageing(received=NOW)),
    "list_webhooks": lambda s: s.list_webhooks(),
    "list_due_deliveries": lambda s: s.list_due_deliveries("crm", now=NOW, limit=9),
    "list_delivery_log": lambda s: s.list_delivery_log("crm", limit=9),
    "load_issue": lambda s: s.load_issue(),
    "list_mailed": lambda s: s.list_mailed(ISSUE),
    "list_barred": lambda s: s.list_barred(),
    "load_user": lambda s: s.load_user("ada"),
    "list_users": lambda s: s.list_users(),
    "load_session": lambda s: s.load_session("h1"),
    "is_device_of": lambda s: s.is_device_of("d1", "ada"),
    "count_held_for": lambda s: s.count_held_for([HoldReason.RIGHTS], limit=9),
    "count_at": lambda s: s.count_at(Stage.PUBLISH, now=NOW, limit=9),
    "load_last_out": lambda s: s.load_last_out(),
    "load_source": lambda s: s.load_source(make_source().id),
    "list_source_figures": lambda s: s.list_source_figures(since=NOW),
    "list_sessions": lambda s: s.list_sessions(),
}


def begin_to_fill(store: Store) -> Store:
    """As a hub of an older version begins."""
    store.save_setting("incoming_filled_to", "")
    return store


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with one article that went through the whole route."""
    path = tmp_path_factory.mktemp("whole") / "hub.db"
    store = open_store(path)
    for name, call in WRITES.items():
        if name != "rewind":
            call(store)
    store.close()
    return path


@pytest.fixture
def path(whole: Path, tmp_path: Path) -> Path:
    """A copy of it to be ill-treated."""
    copy = tmp_path / "hub.db"
    copy.write_bytes(whole.read_bytes())
    return copy


def test_every_method_of_the_port_is_tried() -> None:
    sides = [side for side in Store.__mro__ if side.__module__.startswith("wiredesk.ports")]
    methods = {name for side in sides for name in vars(side) if not name.startswith("_")}
    assert methods - {"close"} == WRITES.keys() | READS.keys()


@pytest.mark.parametrize("name", WRITES)
def test_a_locked_database_refuses_every_write_and_takes_it_afterwards(
    name: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wiredesk.world.store.sqlite_database.BUSY_MILLISECONDS", 5)
    store = open_store(path)
    before = store.dump()
    other = apsw.Connection(str(path))
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="nothing was lost") as caught:
        WRITES[name](store)
    assert (caught.value.code, caught.value.subject) == ("locked", str(path))
    other.execute("ROLLBACK")
    assert store.dump() == before
    WRITES[name](store)
    store.close()
    other.close()


@pytest.mark.parametrize("name", READS)
def test_a_locked_database_is_read_all_the_same(name: str, path: Path) -> None:
    store = open_store(path)
    other = apsw.Connection(str(path))
    other.execute("BEGIN IMMEDIATE")
    READS[name](store)
    store.close()
    other.close()


@pytest.mark.parametrize("name", [*WRITES, *READS])
def test_a_broken_database_is_named_by_every_method(name: str, path: Path) -> None:
    break_all_trees(path)
    store = open_store(path)
    with pytest.raises(StoreError, match="backup") as caught:
        (WRITES | READS)[name](store)
    assert caught.value.code == "corrupt"
    store.close()


def break_all_trees(path: Path) -> None:
    """Spoil the first page of every table and index; the schema stays whole, so that it opens."""
    connection = apsw.Connection(str(path))
    roots = [row[0] for row in connection.execute("SELECT rootpage FROM sqlite_master")]
    ((size,),) = connection.execute("PRAGMA page_size")
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()
    body = bytearray(path.read_bytes())
    for root in filter(None, roots):
        body[(root - 1) * size : root * size] = b"\xa5" * size
    path.write_bytes(body)
