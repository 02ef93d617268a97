"""Rotation and migration: kill-safe, beside a writer, every record readable at every moment (SAFETY.md F125)."""

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from craft.seal.test_legacy import OWNERS, legacy
from make import NOW
from newsroom.sealed_hub import SealedHub, reworded, sealed_hub

from wiredesk.basics.errors import InputError, KeyringError
from wiredesk.craft.render import convert_record, parse_converted
from wiredesk.craft.seal import parse_payload, with_active
from wiredesk.craft.seal.legacy import Manifest, digest_of, render_manifest
from wiredesk.newsroom.migrating import Migration, list_legacy, migrate, read_manifest
from wiredesk.newsroom.sealing import SITE, Rotation, check_keyring, claim, rotate
from wiredesk.records.article import Article
from wiredesk.records.sealing import Resealed, SealMark
from wiredesk.records.work import PublishDone
from wiredesk.route.sealing import opened
from wiredesk.world.keys import KeyFile

Hub = tuple[SealedHub, list[Article]]
KILLS = int(os.environ.get("WIREDESK_KILL_ROUNDS", "1")) * 10


def nobody(_done: int) -> None:
    """Nobody watches."""


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    made = sealed_hub(tmp_path)
    made[0].publish()
    yield made
    made[0].store.close()


def turn(hub: SealedHub, kid: str = "2026-06") -> KeyFile:
    """A new key is active."""
    assert hub.keys is not None
    hub.keys.add(kid=kid, now=NOW)
    hub.keys.change(lambda keyring: with_active(keyring, kid))
    return hub.keys


def with_secured(hub: SealedHub, article: Article, secured: str) -> None:
    """The article's record came from elsewhere, with this in it."""
    work = hub.store.load_publish_work([article.id])[0]
    record = replace(parse_converted(work.previous, hub.profile, name="x"), secured=secured)
    done = PublishDone(
        article_id=article.id, path=work.path, body=convert_record(record, hub.profile)
    )
    hub.store.save_records([done], version=1, now=NOW)


def test_every_record_is_sealed_under_the_active_key_and_says_the_same(hub: Hub) -> None:
    one, articles = hub
    keys = turn(one)
    seen: list[int] = []
    assert rotate(one.store, keys, profile="smartable", watch=seen.append, batch=2) == Rotation(
        sealed=3, unopened=0
    )
    assert seen == [2, 3]
    assert one.store.count_sealed() == {"2026-06": 3}
    one.publish()
    for article in articles:
        assert str(one.secured(article)).startswith("wd1.g.2026-06.")
        assert one.text(article) == article.text


def test_rotating_again_changes_nothing(hub: Hub) -> None:
    one, articles = hub
    keys = turn(one)
    rotate(one.store, keys, profile="smartable", watch=nobody)
    one.publish()
    bodies = [one.secured(article) for article in articles]
    assert rotate(one.store, keys, profile="smartable", watch=nobody).sealed == 0
    one.publish()
    assert [one.secured(article) for article in articles] == bodies


def test_only_the_token_of_a_record_changes(hub: Hub) -> None:
    one, articles = hub
    before = one.store.load_kept(articles[0].id)
    rotate(one.store, turn(one), profile="smartable", watch=nobody)
    after = one.store.load_kept(articles[0].id)
    assert before is not None
    assert after is not None
    head, _, _ = before.body.partition(b"wd1.")
    assert after.body.startswith(head + b"wd1.g.2026-06.")
    assert len(after.body) == len(before.body)
    assert after.mark == SealMark(kid="2026-06", rev=1)


def test_a_title_that_repeats_the_token_stays_as_it_is(hub: Hub) -> None:
    one, articles = hub
    kept = one.store.load_kept(articles[0].id)
    assert kept is not None
    record = parse_converted(kept.body, "smartable", name="x")
    assert record.secured is not None
    odd = convert_record(replace(record, excerpt=record.secured), "smartable")
    assert kept.mark is not None
    change = Resealed(article_id=kept.article_id, before=kept.body, body=odd, mark=kept.mark)
    assert one.store.save_resealed([change]) == 1
    assert rotate(one.store, turn(one), profile="smartable", watch=nobody).sealed == 3
    after = one.store.load_kept(articles[0].id)
    assert after is not None
    turned = parse_converted(after.body, "smartable", name="x")
    assert turned.excerpt == record.secured
    assert str(turned.secured).startswith("wd1.g.2026-06.")
    assert one.text(articles[0]) == articles[0].text


def test_a_record_that_does_not_open_is_counted_and_left_alone(hub: Hub) -> None:
    one, articles = hub
    kept = one.store.load_kept(articles[0].id)
    assert kept is not None
    assert kept.mark is not None
    spoilt = kept.body.replace(b"wd1.g.2026-03.", b"wd1.g.2026-03.AA", 1)
    change = Resealed(article_id=kept.article_id, before=kept.body, body=spoilt, mark=kept.mark)
    one.store.save_resealed([change])
    done = rotate(one.store, turn(one), profile="smartable", watch=nobody)
    assert done == Rotation(sealed=2, unopened=1)
    after = one.store.load_kept(articles[0].id)
    assert after is not None
    assert after.body == spoilt


def test_a_withdrawn_record_is_rotated_too(hub: Hub) -> None:
    one, articles = hub
    work = one.store.load_publish_work([articles[0].id])[0]
    gone = PublishDone(
        article_id=articles[0].id, path=work.path, body=b"", mark=work.mark, based_on=work.mark
    )
    one.store.save_records([gone], version=1, now=NOW)
    assert rotate(one.store, turn(one), profile="smartable", watch=nobody).sealed == 3


def test_the_keyring_of_another_hub_is_refused(hub: Hub, tmp_path: Path) -> None:
    one, _ = hub
    claim(one.store, one.keyring())
    other, _ = sealed_hub(tmp_path / "other")
    with pytest.raises(KeyringError, match="is another hub's"):
        check_keyring(one.store, other.keyring())
    other.store.close()


def test_an_old_backup_of_the_keyring_is_refused(hub: Hub) -> None:
    one, _ = hub
    assert one.keys is not None
    backup = one.keys.path.read_bytes()
    rotate(one.store, turn(one), profile="smartable", watch=nobody)
    one.keys.path.write_bytes(backup)
    with pytest.raises(KeyringError, match="lacks 2026-06, under which records of this hub"):
        check_keyring(one.store, one.keyring())


# --- killed, and beside a writer -----------------------------------------------------------------------


ROTATING = """
import os, sys
from pathlib import Path
from wiredesk.newsroom.sealing import rotate
from wiredesk.world.keys import KeyFile
from wiredesk.world.store import open_store
hub = Path(sys.argv[1])
store = open_store(hub / "wiredesk.db", beside=True)
keys = KeyFile(Path(sys.argv[2]), hub=hub)
rotate(store, keys, profile="smartable", watch=lambda done: print(done, flush=True), batch=5)
"""


@pytest.mark.slow
def test_killed_at_random_beside_a_writer_no_edit_is_lost_and_all_can_be_read(
    tmp_path: Path,
) -> None:
    """SAFETY.md F125, in small; benchmarks/bench_seal.py rotates 100,000 records beside a writer."""
    one, articles = sealed_hub(tmp_path, articles=60)
    one.publish()
    chance = random.Random(7)
    edited: dict[str, str] = {}
    kills = rounds = 0
    while kills < KILLS:
        rounds += 1
        keys = turn(one, f"k{rounds}")
        finished = False
        while not finished:
            finished = _disturbed(one, keys, articles, edited, chance)
            kills += not finished
            for article in articles:
                assert one.text(article) == edited.get(article.id, article.text)
        assert one.store.count_sealed() == {f"k{rounds}": 60}
    one.publish()
    assert all(str(one.secured(article)).startswith(f"wd1.g.k{rounds}.") for article in articles)
    one.store.close()


def _disturbed(
    hub: SealedHub,
    keys: KeyFile,
    articles: list[Article],
    edited: dict[str, str],
    chance: random.Random,
) -> bool:
    """A rotation in a process of its own, articles edited between its batches; whether it came to its end."""
    command = [sys.executable, "-c", ROTATING, str(hub.folder), str(keys.path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        for _ in range(chance.randrange(14)):
            if not child.stdout.readline():
                break
            article = chance.choice(articles)
            edited[article.id] = f"Edit {chance.random()}"
            hub.edit(reworded(article, edited[article.id]))
            hub.decide()
            assert hub.text(article) == edited[article.id]
        child.kill()
    return child.returncode == 0


# --- what another hub had sealed --------------------------------------------------------------------------


def manifest_of(hub: SealedHub) -> Manifest:
    texts = list_legacy(hub.store, profile=hub.profile)
    made = {one: digest_of(text) for one, text in texts.items()}
    return Manifest(kid=hub.keyring().active.kid, made="2026-03-05T09:00:00Z", texts=made)


@pytest.fixture
def imported(tmp_path: Path) -> Iterator[Hub]:
    """Two records with legacy texts, one without."""
    plain, articles = sealed_hub(tmp_path, keyring=False)
    plain.publish()
    with_secured(plain, articles[0], legacy({"clicks": 17}))
    with_secured(plain, articles[1], legacy({"clicks": 18}, initial=bytes(range(16))))
    plain.keys = KeyFile(tmp_path / "keys" / "hub.keyring", hub=plain.folder)
    plain.keys.create(kid="2026-03", now=NOW)
    yield plain, articles
    plain.store.close()


def taken_over(hub: SealedHub, manifest: Manifest, *, key: bytes = OWNERS) -> Migration:
    assert hub.keys is not None
    return migrate(
        hub.store, hub.keys, manifest=manifest, legacy_key=key, profile="smartable", watch=nobody
    )


def test_legacy_texts_of_the_manifest_are_sealed_as_ours(imported: Hub) -> None:
    one, articles = imported
    assert taken_over(one, manifest_of(one)) == Migration(migrated=2)
    kept = one.store.load_kept(articles[0].id)
    assert kept is not None
    token = parse_converted(kept.body, "smartable", name="x").secured
    plain = opened(token, keyring=one.keyring(), article_id=articles[0].id, mark=kept.mark)
    assert plain is not None
    assert parse_payload(plain)["legacy"] == {"clicks": 17}
    assert one.store.load_setting(SITE) == one.keyring().site
    assert taken_over(one, manifest_of(one)) == Migration()


def test_what_was_taken_over_stays_when_the_text_is_sealed_beside_it(imported: Hub) -> None:
    one, articles = imported
    taken_over(one, manifest_of(one))
    one.edit(reworded(articles[0], "Another text."))
    one.publish()
    kept = one.store.load_kept(articles[0].id)
    assert kept is not None
    plain = opened(
        one.secured(articles[0]), keyring=one.keyring(), article_id=articles[0].id, mark=kept.mark
    )
    assert plain is not None
    assert parse_payload(plain) == {"text": "Another text.", "legacy": {"clicks": 17}}


def test_a_look_alike_that_is_not_in_the_manifest_is_not_opened(imported: Hub) -> None:
    one, articles = imported
    frozen = manifest_of(one)
    with_secured(one, articles[1], legacy({"clicks": 99}))
    with_secured(one, articles[2], legacy({"clicks": 17}))
    assert taken_over(one, frozen) == Migration(migrated=1, not_in_manifest=2)
    assert one.secured_in_store(articles[1]) == legacy({"clicks": 99})


def test_with_a_wrong_key_nothing_is_written(imported: Hub) -> None:
    one, articles = imported
    before = [one.store.load_kept(article.id) for article in articles]
    assert taken_over(one, manifest_of(one), key=bytes(32)) == Migration(undecipherable=2)
    assert [one.store.load_kept(article.id) for article in articles] == before


def test_a_manifest_is_taken_only_with_the_signature_of_a_key_of_the_hub(imported: Hub) -> None:
    one, _ = imported
    keyring = one.keyring()
    text = render_manifest(
        list_legacy(one.store, profile="smartable"), made="2026-03-05T09:00:00Z", key=keyring.active
    )
    assert read_manifest(text, keyring, name="m") == manifest_of(one)
    with pytest.raises(InputError, match="was changed since it was made"):
        read_manifest(text.replace("2026-03-05", "2026-03-06"), keyring, name="m")
    with pytest.raises(KeyringError, match="is no key of this hub"):
        read_manifest(text.replace('"kid": "2026-03"', '"kid": "other"'), keyring, name="m")
