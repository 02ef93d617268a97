"""Signatures of Standard Webhooks (SAFETY.md F111)."""

import base64
from datetime import UTC, datetime, timedelta

import pytest

from wiredesk.basics.errors import SettingsError
from wiredesk.craft.webhooks import TOLERANCE, is_signed, parse_secrets, render_secrets, sign

# The vector that the reference implementations of the standard are tested with.
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
MESSAGE = "msg_p5jXN8AQM9LWM0D4loKWxJek"
AT = datetime.fromtimestamp(1614265330, UTC)
BODY = b'{"test": 2432232314}'
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
KEYS = parse_secrets(SECRET, name="vector")
NEW = (bytes(range(32)),)
HEADERS = {"webhook-id": MESSAGE, "webhook-timestamp": "1614265330", "webhook-signature": SIGNATURE}


def test_the_standard_s_own_vector_is_signed_as_it_says() -> None:
    assert sign(KEYS, BODY, message=MESSAGE, at=AT) == HEADERS
    assert is_signed(KEYS, BODY, headers=HEADERS, now=AT)


@pytest.mark.parametrize(
    ("now", "accepted"),
    [
        (AT + TOLERANCE, True),
        (AT - TOLERANCE, True),
        (AT + TOLERANCE + timedelta(seconds=1), False),
        (AT - TOLERANCE - timedelta(seconds=1), False),
    ],
)
def test_a_message_that_is_five_minutes_old_or_early_is_a_replay(
    now: datetime, *, accepted: bool
) -> None:
    assert is_signed(KEYS, BODY, headers=HEADERS, now=now) is accepted


@pytest.mark.parametrize(
    "change",
    [
        {"webhook-id": "msg_other"},
        {"webhook-id": ""},
        {"webhook-timestamp": "1614265331"},
        {"webhook-timestamp": "1614265330.0"},
        {"webhook-timestamp": "-1614265330"},
        {"webhook-timestamp": "١٦١٤٢٦٥٣٣٠"},
        {"webhook-timestamp": "9" * 400},
        {"webhook-timestamp": ""},
        {"webhook-signature": ""},
        {"webhook-signature": "v1,"},
        {"webhook-signature": SIGNATURE.replace("v1,", "v2,")},
        {"webhook-signature": SIGNATURE.replace("v1,", "")},
        {"webhook-signature": SIGNATURE.replace("g0", "G0")},
        {"webhook-signature": "v1,é"},
    ],
)
def test_a_changed_header_is_refused(change: dict[str, str]) -> None:
    assert not is_signed(KEYS, BODY, headers=HEADERS | change, now=AT)


@pytest.mark.parametrize("body", [b"", BODY + b" ", BODY.replace(b"4", b"5"), b"\xff" + BODY])
def test_a_changed_body_is_refused(body: bytes) -> None:
    assert not is_signed(KEYS, body, headers=HEADERS, now=AT)


def test_a_header_that_is_missing_is_refused() -> None:
    for name in HEADERS:
        rest = {key: value for key, value in HEADERS.items() if key != name}
        assert not is_signed(KEYS, BODY, headers=rest, now=AT)


def test_while_one_secret_replaces_the_other_both_sides_may_change_when_they_like() -> None:
    both = sign((*NEW, *KEYS), BODY, message=MESSAGE, at=AT)
    assert len(both["webhook-signature"].split(" ")) == 2
    for receiver in (KEYS, NEW, (*NEW, *KEYS)):
        assert is_signed(receiver, BODY, headers=both, now=AT)
    only_new = sign(NEW, BODY, message=MESSAGE, at=AT)
    assert not is_signed(KEYS, BODY, headers=only_new, now=AT)
    assert is_signed((*NEW, *KEYS), BODY, headers=only_new, now=AT)


def test_secrets_come_back_from_their_file_newest_first() -> None:
    assert parse_secrets(render_secrets((*NEW, *KEYS)), name="f") == (*NEW, *KEYS)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  \n",
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whsec_",
        "whsec_short",
        "whsec_" + base64.b64encode(bytes(23)).decode(),
        "whsec_" + base64.b64encode(bytes(65)).decode(),
        "whsec_!!!!" + "A" * 40,
        "\n".join([SECRET] * 3),
    ],
)
def test_a_file_without_proper_secrets_is_refused_without_showing_any(text: str) -> None:
    with pytest.raises(SettingsError) as caught:
        parse_secrets(text, name="crm.whsec")
    assert str(caught.value).startswith("crm.whsec: holds")
    for word in text.split():
        if len(word) > len("whsec_"):
            assert word.removeprefix("whsec_") not in str(caught.value)
