"""Sealing: rates beside Fernet, changes that are refused, and a rotation beside a writer.

In: nothing but texts of our own.  Out: seals and unseals a second and core, with Fernet's in the same
run; how many changed tokens and swapped contexts opened; how long 100,000 records take to be sealed
under another key while a process that holds the hub's lock publishes edits.
Peer: Fernet of the same library, which binds a token to nothing and names no key.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from cryptography.fernet import Fernet

from wiredesk.basics.errors import SealError
from wiredesk.craft.render import build_record, render_record
from wiredesk.craft.rights import show
from wiredesk.craft.seal import find_tokens, render_payload, seal, unseal, with_active
from wiredesk.newsroom.sealing import rotate
from wiredesk.records.rights import DEFAULT_RULES
from wiredesk.records.sealing import Key, Keyring, KeyState, SealContext, SealMark
from wiredesk.records.work import PublishDone
from wiredesk.world.keys import KeyFile
from wiredesk.world.store import open_store

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from make import make_article  # noqa: E402 - lives with the tests that use it too

from wiredesk.records.provider import Provider  # noqa: E402 - as above

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
WORDS = "the camera at station sees who walks under it and keeps a face for thirty days".split()
SECONDS = 2.0  # of processor time per rate
TEXT_WORDS = 1_000  # 5 kB: a long article


def main() -> None:
    """Print all figures; `--records N` rotates N instead of 100,000."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--writing", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.writing:
        write_until_stopped(Path(given.writing[0]), int(given.writing[1]))
        return
    rates()
    refusals()
    rotation(given.records)


def text_of(number: int) -> str:
    """A text of an article, another one for each number."""
    chance = random.Random(number)
    return " ".join(chance.choice(WORDS) for _ in range(TEXT_WORDS))


def ring() -> Keyring:
    """A keyring for rates alone."""
    key = Key(kid="2026-11", created="", state=KeyState.ACTIVE, master=bytes(range(1, 33)))
    return Keyring(site="bench", keys=(key,))


def rates() -> None:
    """Seals and unseals a second and core."""
    ours, peer = unseals(0), 0.0
    keyring, fernet = ring(), Fernet(Fernet.generate_key())
    plain, context = text_of(1).encode(), ring().context("a1", 1)
    sealing = per_second(
        lambda n: seal(plain, key=keyring.active, context=context, nonce=n.to_bytes(12, "big"))
    )
    token = fernet.encrypt(plain)
    peer_sealing, peer = (
        per_second(lambda _: fernet.encrypt(plain)),
        per_second(lambda _: fernet.decrypt(token)),
    )
    print(f"text of {len(plain):,} bytes, per second of processor time (Fernet in the same run):")
    print(f"  seal    {sealing:9,.0f}   Fernet {peer_sealing:9,.0f}")
    print(f"  unseal  {ours:9,.0f}   Fernet {peer:9,.0f}")
    with ProcessPoolExecutor(2) as pool:
        print(f"  unseal on two cores at once: {sum(pool.map(unseals, (1, 2))):,.0f}")


def unseals(_worker: int) -> float:
    """Unseals a second of processor time, in this process."""
    keyring, context = ring(), ring().context("a1", 1)
    token = seal(text_of(1).encode(), key=keyring.active, context=context, nonce=bytes(12))
    return per_second(lambda _: unseal(token, keyring=keyring, context=context))


def per_second(work: Callable[[int], object]) -> float:
    """How often `work` is done in a second of this process's time."""
    begun, count = time.process_time(), 0
    while (spent := time.process_time() - begun) < SECONDS:
        for _ in range(200):
            count += 1
            work(count)
    return count / spent


def refusals() -> None:
    """Every single changed sign of three tokens, and every swap among 150 contexts."""
    keyring = ring()
    plain = b'{"text":"The camera saw nobody."}'
    contexts = [keyring.context(f"a{n // 3}", n % 3 + 1) for n in range(150)]
    tokens = [
        seal(plain, key=keyring.active, context=one, nonce=n.to_bytes(12, "big"))
        for n, one in enumerate(contexts)
    ]
    signs = sorted(set("".join(tokens)) | set("=+/;. \n"))
    altered = [
        (token[:place] + other + token[place + 1 :], context)
        for token, context in zip(tokens[:3], contexts, strict=False)
        for place, sign in enumerate(token)
        for other in signs
        if other != sign
    ]
    moved = [(token, context) for token in tokens for context in contexts]
    changed, swapped = len(altered), len(moved) - len(tokens)
    opened = sum(_opens(token, keyring, context) for token, context in [*altered, *moved])
    opened -= len(tokens)  # each in its own context
    print(f"{changed:,} changed signs and {swapped:,} swapped contexts: {opened} opened")


def _opens(token: str, keyring: Keyring, context: SealContext) -> bool:
    try:
        unseal(token, keyring=keyring, context=context)
    except SealError:
        return False
    return True


def rotation(records: int) -> None:
    """A rotation in this process while another holds the hub's lock and publishes edits."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        hub = Path(name) / "hub"
        hub.mkdir()
        keys = KeyFile(Path(name) / "keys" / "k", hub=hub)
        keys.create(kid="old", now=NOW)
        begun = time.perf_counter()
        made = fill(hub, keys, records)
        size = (hub / "wiredesk.db").stat().st_size / 1e6
        print(
            f"{made:,} sealed records made in {time.perf_counter() - begun:.0f} s ({size:,.0f} MB)"
        )
        keys.add(kid="new", now=NOW)
        keys.change(lambda keyring: with_active(keyring, "new"))
        command = [
            sys.executable,
            "-m",
            "benchmarks.bench_seal",
            "--writing",
            str(hub),
            str(records),
        ]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as it:
            assert it.stdout is not None
            it.stdout.readline()
            store = open_store(hub / "wiredesk.db", beside=True)
            wall, own = time.perf_counter(), time.process_time()
            done = rotate(store, keys, profile="smartable", watch=lambda _: None)
            wall, own = time.perf_counter() - wall, time.process_time() - own
            told, _ = it.communicate("stop\n")
        print(
            f"rotation of {done.sealed:,} records beside a writer: {wall:.1f} s, of which {own:.1f} s "
            f"processor; {done.unopened} did not open; left: {dict(store.count_sealed())}"
        )
        print(told.strip())
        store.close()


def fill(hub: Path, keys: KeyFile, records: int) -> int:
    """Sealed records straight into the store, as step 10 saves them."""
    store, keyring = open_store(hub / "wiredesk.db"), keys.load()
    mark = SealMark(kid=keyring.active.kid, rev=1)
    for begin in range(0, records, 2_000):
        done = []
        for number in range(begin, min(begin + 2_000, records)):
            article = make_article(number, text=text_of(number % 500))
            shown = build_record(
                show(article, rules=DEFAULT_RULES, now=article.time.received),
                provider=Provider(domain=article.provider, name="The Gazette"),
                topics=["AI"],
                quality=60,
                heat=10,
                published=True,
            )
            token = seal(
                render_payload(article, shown),
                key=keyring.active,
                context=keyring.context(article.id, 1),
                nonce=keys.nonce(),
            )
            body = render_record(shown).replace(b"\n---\n", f'\nsecured: "{token}"\n---\n'.encode())
            done.append(
                PublishDone(article_id=article.id, path=f"{article.id}.md", body=body, mark=mark)
            )
        store.save_records(done, version=1, now=NOW)
    store.close()
    return records


def write_until_stopped(hub: Path, records: int) -> None:
    """Another process: holds the lock and publishes edits, ten records at a time, until told to stop."""
    store, chance = open_store(hub / "wiredesk.db"), random.Random(1)
    print("ready", flush=True)
    waits, edits, refused = [], 0, 0
    import select  # noqa: PLC0415 - only this process needs it

    while not select.select([sys.stdin], [], [], 0.02)[0]:
        done = []
        for _ in range(10):
            article = make_article(chance.randrange(records))
            kept = store.load_kept(article.id)
            assert kept is not None
            body = kept.body.replace(b"heat: 1", b"heat: 2", 1)
            done.append(
                PublishDone(
                    article_id=article.id,
                    path=f"{article.id}.md",
                    body=body,
                    mark=kept.mark,
                    based_on=kept.mark,
                )
            )
        begun = time.perf_counter()
        store.save_records(done, version=1, now=NOW)
        waits.append(time.perf_counter() - begun)
        edits += len(done)
        stored = [store.load_kept(one.article_id) for one in done]
        refused += sum(
            kept is None or find_tokens(kept.body) != find_tokens(one.body)
            for kept, one in zip(stored, done, strict=True)
        )
    waits.sort()
    print(
        f"the writer meanwhile: {edits:,} edits, {refused} to be decided again; "
        f"waited {waits[len(waits) // 2] * 1e3:.0f} ms in the middle, {waits[-1] * 1e3:.0f} ms at most"
    )
    store.close()


if __name__ == "__main__":
    main()
