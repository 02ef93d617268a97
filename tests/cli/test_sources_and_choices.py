"""The commands about sources, ratings and single articles, over a hub on disk."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from make import NOW, WHY, make_article, make_entry, make_page, make_polling, make_source

from wiredesk.basics.errors import UsageError, WiredeskError
from wiredesk.cli.main import wiredesk
from wiredesk.records.hold import Bucket, Hold, HoldReason, HoldVerdict
from wiredesk.records.provider import Sign, SignFound, SourceAlarm, Survey
from wiredesk.records.work import FetchDone, HoldDone, PollDone, ReadDone
from wiredesk.settings import DATABASE, append_sources, load_providers
from wiredesk.world.store import SqlStore, open_store

ONE = make_article(1)
SOURCE = make_source()


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """A hub with one source and one held article."""
    (tmp_path / "wiredesk.toml").write_text('[hub]\ntitle = "Hub"\ncontact = "a@hub.example"\n')
    (tmp_path / "sources.toml").write_text(append_sources("", [SOURCE]))
    store = opened(tmp_path)
    store.save_sources([SOURCE], now=NOW)
    done = PollDone(source_id=SOURCE.id, polling=make_polling(SOURCE), new=(make_entry(1),))
    store.save_polls([done], version=1, now=NOW)
    fetched = FetchDone(article_id=ONE.id, page=make_page(ONE.id, ONE.url), reasons=WHY)
    store.save_fetches([fetched], version=1, now=NOW)
    read = ReadDone(article_id=ONE.id, article=ONE, host="h", reasons=WHY)
    store.save_readings([read], version=1, now=NOW)
    hold = Hold(reason=HoldReason.COPY, evidence="x", since=NOW, lifted_by="machine")
    verdict = HoldVerdict(article_id=ONE.id, holds=(hold,))
    store.save_holds([HoldDone(verdict=verdict, bucket=Bucket.HELD)], version=1, now=NOW)
    store.close()
    return tmp_path


def opened(hub: Path) -> SqlStore:
    return open_store(hub / DATABASE)


def call(hub: Path, *words: str) -> Result:
    return CliRunner().invoke(wiredesk, [*words[:1], *words[1:], "--hub", str(hub)])


def refused(hub: Path, *words: str) -> WiredeskError:
    error = call(hub, *words).exception
    assert isinstance(error, WiredeskError)
    return error


def test_release_reject_hold_and_taking_back_are_kept(hub: Path) -> None:
    for words in (
        ("release", ONE.id, "--by", "Ada", "--note", "fine"),
        ("reject", ONE.url, "--by", "Ada"),
        ("hold", ONE.id, "--until", "2035-01-31", "--by", "Ada"),
    ):
        got = call(hub, *words)
        assert got.exit_code == 0, got.output
        assert got.output.startswith(f"{words[0]}  {ONE.id}")
    store = opened(hub)
    kept = store.list_decisions(ONE.id)
    store.close()
    assert [(one.choice.value, one.by, one.note) for one in kept] == [
        ("release", "Ada", "fine"),
        ("reject", "Ada", ""),
        ("hold", "Ada", ""),
    ]
    assert kept[-1].until is not None
    assert call(hub, "undecide", ONE.id).exit_code == 0


def test_a_wrong_choice_is_wrong_use_and_says_what_to_do(hub: Path) -> None:
    assert "is no article of this hub. Give an article's id" in str(
        refused(hub, "release", "nonsense")
    )
    assert "Write it as 2026-03-05" in str(refused(hub, "hold", ONE.id, "--until", "soon"))
    assert "is past" in str(refused(hub, "hold", ONE.id, "--until", "2020-01-01"))
    assert isinstance(refused(hub, "undecide", ONE.id), UsageError)


def test_the_account_tells_ages_and_alarms(hub: Path) -> None:
    store = opened(hub)
    alarm = SourceAlarm(source_id=SOURCE.id, raised_at=NOW, since=NOW, reasons=WHY)
    store.save_alarm(alarm, now=NOW)
    store.close()
    got = call(hub, "account")
    assert got.exit_code == 0
    assert "held       copy" in got.output
    assert "oldest" in got.output
    assert f"Look at this: Since 2026-03-05 09:00 UTC {SOURCE.url} is not what it was" in got.output
    assert f"wiredesk sources clear {SOURCE.url}" in got.output
    line = json.loads(call(hub, "account", "--json").output.splitlines()[0])
    assert line["oldest"] == "2026-03-05T09:00:00Z"


def test_clearing_ends_an_alarm_once(hub: Path) -> None:
    store = opened(hub)
    alarm = SourceAlarm(source_id=SOURCE.id, raised_at=NOW, since=NOW, reasons=WHY)
    store.save_alarm(alarm, now=NOW)
    store.close()
    assert call(hub, "sources", "clear", SOURCE.url, "--by", "Ada").exit_code == 0
    assert "Look at this" not in call(hub, "account").output
    assert "has no open alarm" in str(refused(hub, "sources", "clear", SOURCE.url))
    assert "is no source of this hub" in str(refused(hub, "sources", "clear", "https://x.example/"))


def test_yield_is_a_table_and_json_lines(hub: Path) -> None:
    head, line = call(hub, "sources", "yield", "--days", "3650").output.splitlines()
    assert head.startswith("provider")
    assert line.split()[:2] == ["Gazette", "1"]
    (told,) = call(hub, "sources", "yield", "--days", "3650", "--json").output.splitlines()
    shown = json.loads(told)
    assert (shown["source"], shown["articles"], shown["delaySeconds"]) == (SOURCE.url, 1, None)


def test_ratings_are_imported_used_and_forgotten(hub: Path, tmp_path: Path) -> None:
    listed = tmp_path / "expert.csv"
    listed.write_text("domain,rating\ngazette.example,80\nother.example,20\n")
    got = call(hub, "sources", "rate", "--from", str(listed), "--best", "100")
    assert "2 providers rated, 1 of them among the 1 that this hub follows." in got.output
    assert {one.domain: one.rating for one in load_providers(hub)} == {
        "gazette.example": 0.8,
        "other.example": 0.2,
    }
    assert call(hub, "sources", "rate", "--clear").exit_code == 0
    assert load_providers(hub) == ()
    assert call(hub, "sources", "rate", "--clear").exit_code == 0


def test_a_wrong_rating_file_changes_nothing(hub: Path, tmp_path: Path) -> None:
    listed = tmp_path / "expert.csv"
    listed.write_text("site,score\ngazette.example,80\n")
    told = str(refused(hub, "sources", "rate", "--from", str(listed)))
    assert told.startswith(f"{listed}:1: has no column `domain`")
    assert not (hub / "ratings.csv").exists()
    assert "either --from FILE or --clear" in str(refused(hub, "sources", "rate"))
    assert "is no best rating" in str(
        refused(hub, "sources", "rate", "--from", str(listed), "--best", "0")
    )


def test_a_survey_of_this_month_is_told_without_asking(hub: Path) -> None:
    store = opened(hub)
    found = SignFound(sign=Sign.ABOUT, url="https://gazette.example/about", evidence="About us")
    due = NOW + timedelta(days=365_000)
    store.save_survey(Survey(domain="gazette.example", at=NOW, due_at=due, found=(found,)))
    store.close()
    got = call(hub, "sources", "survey", "gazette.example")
    assert got.exit_code == 0, got.output
    assert "gazette.example: 1 of 8 signs of openness" in got.output
    assert "“About us” https://gazette.example/about" in got.output
    assert "masthead               not found" in got.output
    assert call(hub, "sources", "survey").output.startswith("No site is due")
    shown = json.loads(call(hub, "sources", "survey", "gazette.example", "--json").output)
    assert (shown["signs"], shown["found"][0]["sign"]) == (1, "about")


def test_a_source_is_paused_resumed_and_asked_for(hub: Path) -> None:
    assert "is paused." in call(hub, "sources", "pause", SOURCE.url).output
    assert "is paused already" in str(refused(hub, "sources", "pause", SOURCE.url))
    assert "is paused." in str(refused(hub, "sources", "poll", SOURCE.url))
    assert "is polled again" in call(hub, "sources", "resume", SOURCE.url).output
    assert "is polled already" in str(refused(hub, "sources", "resume", SOURCE.url))
    assert "by the next run" in call(hub, "sources", "poll", SOURCE.url).output
    assert "is no source of this hub" in str(refused(hub, "sources", "pause", "https://x.example/"))
