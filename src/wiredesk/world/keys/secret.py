"""Secrets of webhooks and of the mail server: files outside the hub, or the environment.

In: where one should lie.  Out: the secret, or SettingsError, which never shows it.  A file is read whenever it is
needed, so that a new one counts at once.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from wiredesk.basics.errors import SettingsError
from wiredesk.craft.webhooks import parse_secrets, render_secrets
from wiredesk.records.event import Webhook
from wiredesk.world.keys.file import check_outside, read_private

HOME: Final = Path("~/.config/wiredesk")


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookSecrets:
    """The secrets of one hub's webhooks."""

    hub: Path

    def load(self, webhook: Webhook) -> tuple[bytes, ...]:
        """One, or two while one replaces the other, newest first; SettingsError, which never shows one."""
        variable = variable_of(webhook.name)
        if said := os.environ.get(variable):
            return parse_secrets(said, name=variable)
        text = read_secret(webhook.secret, variable=variable, hub=self.hub)
        return parse_secrets(text, name=webhook.secret)

    def save(self, webhook: Webhook, secrets: tuple[bytes, ...]) -> Path:
        """Put them into the webhook's file, whole or not at all; where that is.  SettingsError when it cannot be."""
        path = _path(webhook.secret, self.hub)
        check_outside(path, self.hub)
        unfinished = path.with_name(f".{path.name}.new")
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            unfinished.unlink(missing_ok=True)
            number = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
            with os.fdopen(number, "w", encoding="ascii") as file:
                file.write(render_secrets(secrets))
                file.flush()
                os.fsync(number)
            unfinished.replace(path)
        except OSError as cause:
            raise SettingsError(
                f"cannot be written: {cause.strerror}.",
                subject=str(path),
                remedy=f"Name another file, or put the secret into {variable_of(webhook.name)}.",
            ) from cause
        return path


def read_secret(place: str, *, variable: str, hub: Path) -> str:
    """What the environment or a private file outside the hub says; SettingsError when neither does."""
    if said := os.environ.get(variable):
        return said.strip()
    path = _path(place, hub)
    if not place or not path.exists():
        raise SettingsError(
            f"the secret is neither there nor in {variable}.",
            subject=place or variable,
            remedy="Put it into one of the two.",
        )
    check_outside(path, hub)
    return read_private(path).strip()


def variable_of(webhook: str) -> str:
    """The variable that may hold a webhook's secrets."""
    return f"WIREDESK_WEBHOOK_{webhook.upper().replace('-', '_')}"


def usual_place(webhook: str, hub: Path) -> str:
    """Where the command line puts the secret of a new webhook."""
    return str(HOME / f"{hub.resolve().name}-{webhook}.whsec")


def _path(place: str, hub: Path) -> Path:
    return hub / Path(place).expanduser()
