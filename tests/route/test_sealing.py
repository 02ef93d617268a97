"""Step 10 with keys: what the record does not show is sealed into it, and an unchanged text keeps its token."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from make import NOW
from newsroom.sealed_hub import SealedHub, reworded, sealed_hub

from wiredesk.craft.render import PROFILE_NAMES, parse_converted
from wiredesk.craft.seal import with_active, without_key
from wiredesk.newsroom.sealing import rotate
from wiredesk.records.article import Article
from wiredesk.records.outcome import Stage
from wiredesk.records.sealing import SealMark
from wiredesk.records.work import PublishDone

Hub = tuple[SealedHub, list[Article]]


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    made = sealed_hub(tmp_path)
    yield made
    made[0].store.close()


def again(hub: SealedHub) -> None:
    """Everything is published once more."""
    hub.store.rewind(Stage.PUBLISH, below_version=None, now=NOW)
    hub.publish()


def test_every_record_carries_its_text_sealed(hub: Hub) -> None:
    one, articles = hub
    one.publish()
    for article in articles:
        assert one.text(article) == article.text
        assert str(one.secured(article)).startswith("wd1.g.2026-03.")
        kept = one.store.load_kept(article.id)
        assert kept is not None
        assert kept.mark == SealMark(kid="2026-03", rev=1)
        assert article.text.encode() not in kept.body


def test_without_keys_nothing_is_sealed(tmp_path: Path) -> None:
    one, articles = sealed_hub(tmp_path, keyring=False)
    one.publish()
    assert [one.secured(article) for article in articles] == [None, None, None]
    assert one.store.count_sealed() == {}
    one.store.close()


def test_an_unchanged_text_keeps_its_token_and_its_file(hub: Hub) -> None:
    one, articles = hub
    one.publish()
    files = {path: path.stat().st_mtime_ns for path in (one.folder / "records").glob("*.md")}
    tokens = [one.secured(article) for article in articles]
    generation = one.store.load_generation()
    again(one)
    assert [one.secured(article) for article in articles] == tokens
    assert {path: path.stat().st_mtime_ns for path in files} == files
    assert one.store.load_generation() == generation


def test_a_changed_number_leaves_the_token_alone(hub: Hub) -> None:
    one, articles = hub
    one.publish()
    before = one.secured(articles[0])
    one.store.rewind(Stage.PUBLISH, below_version=None, now=NOW)
    work = one.store.load_publish_work([articles[0].id])[0]
    kept = parse_converted(work.previous, "smartable", name="x")
    assert kept.secured == before
    one.edit(replace(articles[0], title="Another title"))
    one.publish()
    assert one.secured(articles[0]) == before


def test_a_changed_text_is_sealed_anew_in_a_higher_revision(hub: Hub) -> None:
    one, articles = hub
    one.publish()
    before = one.secured(articles[0])
    one.edit(reworded(articles[0], "Another text."))
    one.publish()
    kept = one.store.load_kept(articles[0].id)
    assert kept is not None
    assert kept.mark == SealMark(kid="2026-03", rev=2)
    assert one.text(articles[0]) == "Another text."
    assert one.secured(articles[0]) != before


def test_an_activated_key_seals_what_is_new_and_leaves_the_rest(hub: Hub) -> None:
    one, articles = hub
    one.publish()
    before = one.secured(articles[1])
    assert one.keys is not None
    one.keys.add(kid="2026-06", now=NOW)
    one.keys.change(lambda keyring: with_active(keyring, "2026-06"))
    one.edit(reworded(articles[0], "Another text."))
    one.publish()
    assert str(one.secured(articles[0])).startswith("wd1.g.2026-06.")
    assert one.secured(articles[1]) == before


def test_what_was_sealed_under_a_destroyed_key_is_sealed_anew(hub: Hub) -> None:
    one, articles = hub
    one.publish()
    assert one.keys is not None
    one.keys.add(kid="2026-06", now=NOW)
    one.keys.change(lambda keyring: with_active(keyring, "2026-06"))
    one.keys.change(lambda keyring: without_key(keyring, "2026-03", destroy=True))
    again(one)
    kept = one.store.load_kept(articles[0].id)
    assert kept is not None
    assert kept.mark == SealMark(kid="2026-06", rev=2)
    assert one.text(articles[0]) == articles[0].text


@pytest.mark.parametrize("foreign", ["b3BhcXVl;c2l4dGVlbiBieXRlcyEh", "wd1.g.2019-01.AAAA", "word"])
def test_what_another_hub_sealed_stays_byte_for_byte(foreign: str, tmp_path: Path) -> None:
    plain, articles = sealed_hub(tmp_path, keyring=False)
    plain.publish()
    work = plain.store.load_publish_work([articles[0].id])[0]
    body = work.previous.replace(b"\n---\n", f'\n\nsecured: "{foreign}"\n---\n'.encode())
    assert parse_converted(body, "smartable", name="x").secured == foreign
    done = PublishDone(article_id=articles[0].id, path=work.path, body=body)
    plain.store.save_records([done], version=1, now=NOW)
    keyed = sealed_hub(tmp_path / "other")[0]
    plain.keys = keyed.keys
    again(plain)
    assert plain.secured(articles[0]) == foreign
    assert str(plain.secured(articles[1])).startswith("wd1.g.2026-03.")
    plain.edit(reworded(articles[0], "Another text."))
    plain.publish()
    assert plain.secured(articles[0]) == foreign
    plain.store.close()
    keyed.store.close()


@pytest.mark.parametrize("profile", PROFILE_NAMES)
def test_every_profile_carries_it(profile: str, tmp_path: Path) -> None:
    one, articles = sealed_hub(tmp_path, profile=profile)
    one.publish()
    assert one.text(articles[0]) == articles[0].text
    one.store.close()


def test_no_plaintext_and_no_token_stand_on_the_site(hub: Hub) -> None:
    one, articles = hub
    one.publish()
    for path in (one.folder / "public").rglob("*"):
        if path.is_file():
            body = path.read_bytes()
            assert articles[0].text.encode() not in body, path
            assert b"wd1.g." not in body, path


def test_a_rotation_between_decision_and_saving_is_not_undone(hub: Hub) -> None:
    one, articles = hub
    one.publish()
    assert one.keys is not None
    stale = [
        PublishDone(
            article_id=work.article.id,
            path=work.path,
            body=b"stale",
            mark=work.mark,
            based_on=work.mark,
        )
        for work in one.store.load_publish_work([article.id for article in articles])
    ]
    one.keys.add(kid="2026-06", now=NOW)
    one.keys.change(lambda keyring: with_active(keyring, "2026-06"))
    rotate(one.store, one.keys, profile="smartable", watch=lambda _: None)
    one.store.save_records(stale, version=1, now=NOW)
    assert one.store.count_sealed() == {"2026-06": 3}
    assert [one.text(article) for article in articles] == [article.text for article in articles]
