"""The origin's form: opened only by its owner's key, and only where a frozen list names it (SAFETY.md G 5.3)."""

import base64
import json
import os
import random
from collections.abc import Iterator
from typing import Any

import pytest
from craft.seal.keys import make_key
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.padding import PKCS7

from wiredesk.basics.errors import InputError
from wiredesk.craft.seal.legacy import (
    check_manifest,
    digest_of,
    is_legacy,
    open_legacy,
    parse_legacy_key,
    parse_manifest,
    render_manifest,
)

OWNERS = bytes(range(50, 82))


def legacy(told: Any, *, key: bytes = OWNERS, initial: bytes = bytes(16)) -> str:
    """As the origin wrote it."""
    raw = told if isinstance(told, bytes) else json.dumps(told).encode()
    padder = PKCS7(128).padder()
    encryptor = Cipher(AES(key), CBC(initial)).encryptor()
    body = encryptor.update(padder.update(raw) + padder.finalize()) + encryptor.finalize()
    return ";".join(base64.b64encode(part).decode() for part in (body, initial))


def mutants(count: int) -> Iterator[str]:
    """A good legacy text, then changed ones as who asks an oracle sends them: bits, blocks, cuts, signs."""
    good, chance = legacy({"clicks": 17, "who": "nobody at all"}), random.Random(124)
    yield good
    body, initial = (base64.b64decode(part) for part in good.split(";"))
    for number in range(count - 1):
        raw = bytearray(initial + body)
        for _ in range(chance.randint(1, 4)):
            raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        if number % 4 == 1:
            del raw[16 * chance.randrange(2, len(raw) // 16) :]
        elif number % 4 == 2:
            del raw[chance.randrange(17, len(raw)) :]
        text = ";".join(base64.b64encode(one).decode() for one in (raw[16:], raw[:16]))
        yield text[:-1] + chance.choice("=;.A") if number % 4 == 3 else text


def test_the_owners_key_opens_it() -> None:
    told = {"clicks": 17, "who": "ünited", "tags": ["a"]}
    assert open_legacy(legacy(told), key=OWNERS) == told


def test_a_wrong_key_opens_nothing() -> None:
    """CBC itself takes a wrong key once in 253 times; that it is no JSON object shows it."""
    text = legacy({"clicks": 17})
    wrong = [open_legacy(text, key=os.urandom(32)) for _ in range(2_000)]
    assert wrong == [None] * 2_000


@pytest.mark.parametrize(
    "raw",
    [b"[1]", b"17", b'"a"', b"{", b"", b'{"a":1,"a":2}', b'{"a":NaN}', b"\xff\xfe", b"[" * 5_000],
)
def test_what_is_no_json_object_is_not_taken(raw: bytes) -> None:
    assert open_legacy(legacy(raw), key=OWNERS) is None


@pytest.mark.parametrize(
    "text",
    [
        "", ";", "AAAA", "AAAA;AAAA", "b3BhcXVl;c2l4dGVlbiBieXRlcyEh", legacy({})[:-1], legacy({}) + ";",
        legacy({}) + "\n", legacy({}).replace(";", ",") , "wd1.g.2026-11.AAAA", "x" * 200_000,
        legacy({}).replace("=", ""), ";" + legacy({}).partition(";")[2],
    ],
)  # fmt: skip
def test_what_has_another_form_is_not_taken_for_it(text: str) -> None:
    assert not is_legacy(text)
    assert open_legacy(text, key=OWNERS) is None


def test_the_owners_key_is_read_in_hexadecimal_or_base64() -> None:
    for length in (16, 24, 32):
        key = OWNERS[:length]
        assert parse_legacy_key(f"{key.hex()}\n", name="k") == key
        assert parse_legacy_key(base64.b64encode(key).decode(), name="k") == key


@pytest.mark.parametrize("text", ["", "secret", "00" * 31, "ü" * 32, "AAAA"])
def test_what_is_no_key_is_refused_without_being_shown(text: str) -> None:
    with pytest.raises(InputError, match="holds no AES key") as caught:
        parse_legacy_key(text, name="owner.key")
    assert not text or text not in str(caught.value)


def test_a_manifest_freezes_digests_and_says_who_signed() -> None:
    key, texts = make_key(), {"a2": legacy({"n": 2}), "a1": legacy({"n": 1})}
    text = render_manifest(texts, made="2026-11-24T09:00:00Z", key=key)
    manifest, mac = parse_manifest(text, name="m")
    check_manifest(manifest, mac, key=key, name="m")
    assert manifest.texts == {one: digest_of(said) for one, said in texts.items()}
    assert texts["a1"] not in text
    for old, new in (
        ("a1", "a3"),
        ("2026-11-24", "2026-11-25"),
        (digest_of(texts["a1"]), "0" * 64),
    ):
        changed, mac = parse_manifest(text.replace(old, new, 1), name="m")
        with pytest.raises(InputError, match="was changed since it was made"):
            check_manifest(changed, mac, key=key, name="m")
    with pytest.raises(InputError, match="was changed"):
        check_manifest(manifest, mac, key=make_key(seed=9), name="m")
    with pytest.raises(InputError, match="was changed"):
        check_manifest(manifest, "ü", key=key, name="m")


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"texts": [], "kid": "", "made": "", "mac": ""}']
)
def test_what_is_no_manifest_is_said_to_be_none(text: str) -> None:
    with pytest.raises(InputError, match="is no manifest"):
        parse_manifest(text, name="m")
