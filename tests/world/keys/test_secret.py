"""Secrets of webhooks: outside the hub, their owner's alone, or in the environment; never shown."""

from dataclasses import replace
from pathlib import Path

import pytest

from wiredesk.basics.errors import SettingsError
from wiredesk.craft.webhooks import render_secrets
from wiredesk.records.event import Webhook
from wiredesk.world.keys import WebhookSecrets, read_secret

KEY, OTHER = bytes(range(32)), bytes(range(32, 64))
TEXT = render_secrets((KEY,))


@pytest.fixture
def webhook(tmp_path: Path) -> Webhook:
    return Webhook(
        name="my-crm", url="https://a.example/", secret=str(tmp_path / "keys" / "crm.whsec")
    )


@pytest.fixture
def keeper(tmp_path: Path) -> WebhookSecrets:
    (tmp_path / "hub").mkdir()
    return WebhookSecrets(hub=tmp_path / "hub")


def test_what_was_saved_is_read_again_and_by_its_owner_alone(
    webhook: Webhook, keeper: WebhookSecrets
) -> None:
    path = keeper.save(webhook, (KEY,))
    assert keeper.load(webhook) == (KEY,)
    keeper.save(webhook, (OTHER, KEY))
    assert keeper.load(webhook) == (OTHER, KEY)
    assert path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in path.parent.iterdir()] == ["crm.whsec"]


def test_the_environment_wins(
    webhook: Webhook, keeper: WebhookSecrets, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper.save(webhook, (KEY,))
    monkeypatch.setenv("WIREDESK_WEBHOOK_MY_CRM", render_secrets((OTHER,)))
    assert keeper.load(webhook) == (OTHER,)


def test_a_file_inside_the_hub_is_refused(webhook: Webhook, keeper: WebhookSecrets) -> None:
    inside = replace(webhook, secret="crm.whsec")
    (keeper.hub / "crm.whsec").write_text(TEXT)
    with pytest.raises(SettingsError, match="lies in the hub's folder"):
        keeper.load(inside)
    with pytest.raises(SettingsError, match="lies in the hub's folder"):
        keeper.save(inside, (KEY,))


def test_a_file_that_others_can_read_is_refused_and_not_shown(
    webhook: Webhook, keeper: WebhookSecrets
) -> None:
    keeper.save(webhook, (KEY,)).chmod(0o644)
    with pytest.raises(SettingsError, match="can be read or written by others") as caught:
        keeper.load(webhook)
    assert TEXT.strip() not in str(caught.value)


def test_one_that_is_nowhere_is_named_with_both_places(
    webhook: Webhook, keeper: WebhookSecrets
) -> None:
    with pytest.raises(SettingsError, match="WIREDESK_WEBHOOK_MY_CRM") as caught:
        keeper.load(webhook)
    assert caught.value.subject == webhook.secret


def test_any_other_secret_is_read_the_same_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "hub").mkdir()
    file = tmp_path / "smtp"
    file.write_text("open sesame\n")
    file.chmod(0o600)
    asked = {"variable": "WIREDESK_SMTP_PASSWORD", "hub": tmp_path / "hub"}
    assert read_secret(str(file), **asked) == "open sesame"  # type: ignore[arg-type] # two kinds in one dict
    monkeypatch.setenv("WIREDESK_SMTP_PASSWORD", "from outside")
    assert read_secret("", **asked) == "from outside"  # type: ignore[arg-type] # as above
