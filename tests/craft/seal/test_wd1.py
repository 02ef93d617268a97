"""The sealed text `wd1`: it opens as it was sealed, and in no other way (SAFETY.md F120 to F123)."""

import base64
import string
from dataclasses import replace
from typing import Any

import pytest
from craft.seal.keys import CONTEXT, make_key, make_keyring, vectors
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.basics.errors import SealError
from wiredesk.craft.seal import associated_data, find_tokens, kid_of, seal, unseal
from wiredesk.records.sealing import KeyState, SealContext

KEYRING = make_keyring()
PLAIN = b'{"text":"The camera saw nobody."}'
NONCE = bytes(range(12))
OPENS, REFUSED = vectors("opens"), vectors("refused")


def sealed(plain: bytes = PLAIN, *, context: SealContext = CONTEXT, nonce: bytes = NONCE) -> str:
    return seal(plain, key=KEYRING.active, context=context, nonce=nonce)


def refusal(token: str, context: SealContext = CONTEXT, keyring: Any = KEYRING) -> str:
    """How it is refused; fails when it opens."""
    with pytest.raises(SealError) as caught:
        unseal(token, keyring=keyring, context=context)
    return str(caught.value)


def opens(token: str, context: SealContext) -> bool:
    try:
        unseal(token, keyring=KEYRING, context=context)
    except SealError:
        return False
    return True


ONE_SENTENCE = refusal("")


@pytest.mark.parametrize("vector", OPENS[1], ids=lambda one: one["name"])
def test_a_vector_opens_and_is_sealed_to_the_same_token_again(vector: dict[str, Any]) -> None:
    """SAFETY.md F120: frozen answers, both ways."""
    token, context = vector["token"], SealContext(**vector["context"])
    plain = vector["plain"].encode()
    assert unseal(token, keyring=OPENS[0], context=context) == plain
    key = OPENS[0].find(token.split(".")[2])
    assert key is not None
    body = token.rpartition(".")[2]
    nonce = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))[16:28]
    assert seal(plain, key=key, context=context, nonce=nonce) == token


@pytest.mark.parametrize("vector", REFUSED[1], ids=lambda one: one["name"])
def test_a_vector_that_must_fail_is_refused_in_the_same_words(vector: dict[str, Any]) -> None:
    """SAFETY.md F121 to F123: one answer to all."""
    context = SealContext(**vector["context"])
    assert refusal(vector["token"], context, REFUSED[0]) == ONE_SENTENCE


def test_the_specified_vector_is_the_first_one() -> None:
    first = OPENS[1][0]
    assert first["token"].startswith(
        "wd1.g.2026-11.e_89IM36iT_Fn98bPRdArwABAgMEBQYHCAkKC1ht4XBGhgAy"
    )
    assert first["plain"] == '{"note":"embargo until Monday 09:00 CET"}'
    assert len(OPENS[1]) >= 20
    assert len(REFUSED[1]) >= 20


def test_what_a_token_is_bound_to_is_told_in_bytes() -> None:
    """SAFETY.md F120: the bytes of the associated data."""
    told = associated_data("k", SealContext(site="ü", record_id="r", rev=10, field="f"))
    assert told == (
        b"wd1\0\0\0\x01g\0\0\0\x01k\0\0\0\x02\xc3\xbc\0\0\0\x07article\0\0\0\x01r\0\0\0\x01f\0\0\0\x0210"
    )


@given(st.binary(max_size=700), st.binary(min_size=12, max_size=12), st.integers(1, 10**6))
def test_what_was_sealed_comes_back(plain: bytes, nonce: bytes, rev: int) -> None:
    context = replace(CONTEXT, rev=rev)
    token = sealed(plain, context=context, nonce=nonce)
    assert unseal(token, keyring=KEYRING, context=context) == plain
    assert find_tokens(b'secured: "' + token.encode() + b'"\n') == [token]


def test_every_single_changed_sign_is_refused() -> None:
    """SAFETY.md F121, over 30,000 changes: each place of two tokens, each other sign of the alphabet and a few more."""
    signs = string.ascii_letters + string.digits + "-_.=+/; \n"
    tried = opened = 0
    for token in (sealed(), sealed(b"", nonce=bytes(12))):
        for place, sign in enumerate(token):
            for other in signs:
                if other != sign:
                    tried += 1
                    opened += opens(token[:place] + other + token[place + 1 :], CONTEXT)
    assert tried >= 30_000
    assert opened == 0


def test_every_cut_and_every_doubled_sign_is_refused() -> None:
    """SAFETY.md F121."""
    token = sealed()
    changed = [token[:end] for end in range(len(token))]
    changed += [token[begin:] for begin in range(1, len(token))]
    changed += [token[:at] + token[at - 1 :] for at in range(1, len(token))]
    changed += [token[:at] + token[at + 1 :] for at in range(len(token))]
    assert not any(opens(one, CONTEXT) for one in changed)


def test_no_token_opens_in_the_place_of_another() -> None:
    """SAFETY.md F122, 9,900 swaps: 100 tokens, each tried in the 99 other contexts."""
    contexts = [
        SealContext(site=site, record_id=record, rev=rev, record_type=kind, field=field)
        for site in ("site1", "site2")
        for record in ("a", "ab", "b", "", "a1")
        for rev in (1, 11)
        for kind, field in (("article", "secured"), ("story", "secured"), ("article", "text"),
                            ("articles", "ecured"), ("", "articlesecured"))
    ]  # fmt: skip
    tokens = [sealed(context=context) for context in contexts]
    opened = [(one, other) for one, token in enumerate(tokens)
              for other, context in enumerate(contexts) if opens(token, context)]  # fmt: skip
    assert len(contexts) == 100
    assert opened == [(number, number) for number in range(100)]


def test_only_the_key_that_is_named_is_tried() -> None:
    """SAFETY.md F123."""
    other = make_key("2026-10", seed=2, state=KeyState.READ)
    keyring = make_keyring(other)
    token = seal(PLAIN, key=other, context=CONTEXT, nonce=NONCE)
    assert unseal(token, keyring=keyring, context=CONTEXT) == PLAIN
    assert refusal(token.replace("2026-10", "2026-11"), keyring=keyring) == ONE_SENTENCE
    retired = make_keyring(replace(other, state=KeyState.RETIRED))
    assert refusal(token, keyring=retired) == ONE_SENTENCE
    destroyed = make_keyring(replace(other, master=b""))
    assert refusal(token, keyring=destroyed) == ONE_SENTENCE


def test_ten_megabytes_are_refused_without_being_decoded() -> None:
    token = "wd1.g.2026-11." + "A" * 10_000_000
    assert refusal(token) == ONE_SENTENCE
    assert kid_of(token) is None


def test_the_length_tells_only_a_size_class() -> None:
    assert len({len(sealed(b"x" * length)) for length in range(128)}) == 1
    assert len({len(sealed(b"x" * length)) for length in range(128, 192)}) == 1


def test_no_key_shows_where_records_are_printed() -> None:
    shown = repr(KEYRING) + str(KEYRING) + repr(KEYRING.active)
    master = KEYRING.active.master
    for told in (master.hex(), repr(master)[2:-1], base64.b64encode(master).decode()):
        assert told not in shown
