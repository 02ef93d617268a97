"""A folder as a postman: each mail is a file that any mail program opens, or that another tool sends.

In: mails.  Out: `.eml` files.  A mail that comes again replaces its own file.
"""

import os
import re
from collections.abc import AsyncGenerator, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from wiredesk.basics.errors import FetchError
from wiredesk.records.mailing import Mail, MailState, Receipt

_SAFE: Final = re.compile(r"[^a-z0-9.-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class MailFolder:
    """Readers' addresses stand in its files: they are their owner's alone."""

    folder: Path

    async def deliver(self, mails: Iterable[Mail]) -> AsyncGenerator[Receipt, None]:
        """A receipt for each mail, in order; FetchError when a file cannot be written."""
        for mail in mails:
            yield Receipt(state=MailState.SENT, answer=f"Written to {self._write(mail).name}.")

    def _write(self, mail: Mail) -> Path:
        name = _SAFE.sub("", mail.message_id.partition("@")[0].lower())
        path = self.folder / f"{name}.eml"
        unfinished = path.with_suffix(".new")
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            number = os.open(
                unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600
            )
            with os.fdopen(number, "wb") as file:
                file.write(mail.body)
                file.flush()
                os.fsync(number)
            unfinished.replace(path)
        except OSError as cause:
            raise FetchError(
                f"no mail can be written: {cause.strerror}.",
                subject=str(self.folder),
                remedy="Make it writable, or name another in newsletter.folder.",
                code="folder",
            ) from cause
        return path
