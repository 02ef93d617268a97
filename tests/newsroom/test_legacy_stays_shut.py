"""No online path opens the origin's form, or tells one such text from another (SAFETY.md F124)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from craft.seal.keys import CONTEXT, make_key, make_keyring
from craft.seal.test_legacy import OWNERS, mutants
from make import NOW, make_article
from newsroom.sealed_hub import sealed_hub
from newsroom.test_sealing import with_secured

from wiredesk.basics.errors import SealError
from wiredesk.craft.render import parse_converted
from wiredesk.craft.seal import unseal
from wiredesk.newsroom.sealing import Rotation, rotate
from wiredesk.records.sealing import KeyState, SealMark
from wiredesk.route.sealing import Sealer
from wiredesk.world.keys import KeyFile

SOURCES = Path(__file__).parents[2] / "src" / "wiredesk"
MUTANTS = int(os.environ.get("WIREDESK_LEGACY_MUTANTS", "5000"))


def test_every_legacy_text_is_refused_in_the_same_words_even_with_its_owners_key_at_hand() -> None:
    """F124: the owner's key lies on the keyring, and still nothing opens and no answer differs."""
    owners = make_key("owner", master=OWNERS, state=KeyState.READ)
    answers, tried = set(), set()
    for text in mutants(MUTANTS):
        with pytest.raises(SealError) as caught:
            unseal(text, keyring=make_keyring(owners), context=CONTEXT)
        answers.add((type(caught.value), str(caught.value), caught.value.remedy))
        tried.add(text)
    assert len(answers) == 1
    assert len(tried) > MUTANTS / 4


def test_step_10_does_the_same_with_every_legacy_text(tmp_path: Path) -> None:
    """F124: without our mark it is kept as it came, with a mark the text is sealed anew; whatever it says."""
    hub, articles = sealed_hub(tmp_path, articles=1)
    hub.publish()
    work = hub.store.load_publish_work([articles[0].id])[0]
    shown = parse_converted(work.previous, hub.profile, name="x")
    assert hub.keys is not None
    sealer, mark = Sealer(keys=hub.keys), SealMark(kid="2026-03", rev=4)
    for text in mutants(100):
        assert sealer.sealed(articles[0], shown, old=text, mark=None) == (text, None)
        token, new = sealer.sealed(articles[0], shown, old=text, mark=mark)
        assert str(token).startswith("wd1.g.2026-03.")
        assert new == SealMark(kid="2026-03", rev=5)
    hub.store.close()


def test_publishing_and_rotating_leave_a_legacy_text_as_it_came(tmp_path: Path) -> None:
    """F124: what runs by itself never opens one; `seal migrate` alone does."""
    hub, articles = sealed_hub(tmp_path, keyring=False)
    hub.publish()
    texts = list(mutants(3))
    for article, text in zip(articles, texts, strict=True):
        with_secured(hub, article, text)
    hub.keys = KeyFile(tmp_path / "keys" / "hub.keyring", hub=hub.folder)
    hub.keys.create(kid="2026-03", now=NOW)
    for number, article in enumerate(articles, 1):
        hub.edit(make_article(number, text="Another text."))
        assert article.id == make_article(number).id
    hub.publish()
    done = rotate(hub.store, hub.keys, profile=hub.profile, watch=lambda _done: None)
    assert done == Rotation(sealed=0, unopened=0)
    assert [hub.secured_in_store(article) for article in articles] == texts
    hub.store.close()


def test_only_the_offline_tool_can_read_the_legacy_form() -> None:
    """F124: its reader is not even loaded where the route, the site or another command runs."""
    legacy, tool = "wiredesk.craft.seal.legacy", "wiredesk.newsroom.migrating"
    importers = {
        module: sorted(
            str(path.relative_to(SOURCES))
            for path in SOURCES.rglob("*.py")
            if f"from {module} import" in path.read_text("utf-8")
        )
        for module in (legacy, tool)
    }
    assert importers == {legacy: ["cli/seal.py", "newsroom/migrating.py"], tool: ["cli/seal.py"]}
    code = (
        "import importlib, pkgutil, sys, wiredesk, wiredesk.cli as cli\n"
        "for one in pkgutil.walk_packages(wiredesk.__path__, 'wiredesk.'):\n"
        f"    if one.name not in {{'wiredesk.cli.seal', 'wiredesk.__main__', {tool!r}, {legacy!r}}}:\n"
        "        importlib.import_module(one.name)\n"
        f"print([one for one in ({legacy!r}, {tool!r}) if one in sys.modules], 'wiredesk.app' in sys.modules)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.stdout == "[] True\n", run.stderr
