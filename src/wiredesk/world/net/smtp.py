"""Mails handed to the owner's own mail server.

In: mails.  Out: what the server said to each.  Encrypted, unless the server is this very machine: settings see to that.
The server's address is the one that is dialled without the guard: its owner wrote it down, and it often lies in
their own network.
"""

import asyncio
import contextlib
import re
import smtplib
import ssl
from collections.abc import AsyncGenerator, Callable, Iterable
from dataclasses import dataclass, field
from typing import Final, Literal

from wiredesk.basics.errors import FetchError
from wiredesk.basics.text import cut_words, one_line
from wiredesk.records.mailing import Mail, MailState, Receipt

TIMEOUT_SECONDS: Final = 30.0
ANSWER_CHARACTERS_MAX: Final = 200
# RFC 3463: 5.1.x is about the address, 5.2.1 says that its mailbox is closed; 5.7.x is policy, and says nothing about the reader.
_CODE: Final = re.compile(r"\A\s*(\d)\.(\d{1,3})\.(\d{1,3})\b")
_NO_SUCH_MAILBOX: Final = frozenset({550, 551, 553})
Security = Literal["starttls", "tls", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpPostman:
    """One connection for a batch of mails."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: Callable[[], str] = field(default=str, repr=False)
    """Asked when it is needed; SettingsError when there is none."""
    tls: ssl.SSLContext | None = None

    async def deliver(self, mails: Iterable[Mail]) -> AsyncGenerator[Receipt, None]:
        """A receipt for each mail, in order; FetchError when the server takes none, or hangs up."""
        client = await asyncio.to_thread(self._connect)
        try:
            for mail in mails:
                yield await asyncio.to_thread(self._hand_over, client, mail)
        finally:
            await asyncio.to_thread(_leave, client)

    def _connect(self) -> smtplib.SMTP:
        context = self.tls or ssl.create_default_context()
        client: smtplib.SMTP | None = None
        try:
            if self.security == "tls":
                client = smtplib.SMTP_SSL(
                    self.host, self.port, timeout=TIMEOUT_SECONDS, context=context
                )
            else:
                client = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_SECONDS)
            if self.security == "starttls":
                client.starttls(context=context)
            if self.user:
                client.login(self.user, self.password())
        except (OSError, smtplib.SMTPException, ssl.SSLError) as cause:
            if client is not None:
                _leave(client)
            raise self._explained(cause) from cause
        except BaseException:
            if client is not None:
                _leave(client)
            raise
        return client

    def _hand_over(self, client: smtplib.SMTP, mail: Mail) -> Receipt:
        try:
            client.ehlo_or_helo_if_needed()
            code, said = client.mail(mail.sender)
            if code != 250:
                raise smtplib.SMTPSenderRefused(code, said, mail.sender)
            code, said = client.rcpt(mail.recipient)
            if code not in (250, 251):
                client.rset()
                return _refused(code, said)
            code, said = client.data(mail.body)
        except (
            smtplib.SMTPDataError
        ) as cause:  # what it says of a mail, it does not say of its reader
            with contextlib.suppress(smtplib.SMTPException, OSError):
                client.rset()
            return Receipt(state=MailState.LATER, answer=_told(cause.smtp_code, cause.smtp_error))
        except (OSError, smtplib.SMTPException) as cause:
            raise self._explained(cause) from cause
        state = MailState.SENT if code == 250 else MailState.LATER
        return Receipt(state=state, answer=_told(code, said))

    def _explained(self, cause: Exception) -> FetchError:
        """What went wrong, without what was said while logging in."""
        if isinstance(cause, smtplib.SMTPAuthenticationError):
            told = f"refuses user and password ({cause.smtp_code})."
        elif isinstance(cause, smtplib.SMTPResponseException):
            told = f"says {_told(cause.smtp_code, cause.smtp_error)}."
        elif isinstance(cause, smtplib.SMTPNotSupportedError):
            told = "offers no encryption, or no way to log in."
        elif isinstance(cause, ssl.SSLError):
            told = f"has no certificate that we trust: {cause.reason or 'TLS'}."
        elif isinstance(cause, TimeoutError):
            told = f"did not answer within {TIMEOUT_SECONDS:.0f} seconds."
        else:
            told = "could not be reached, or hung up."
        return FetchError(
            f"the mail server {told}",
            subject=f"{self.host}:{self.port}",
            remedy="Look at [smtp] in wiredesk.toml; what was not sent is tried again.",
            code="smtp",
        )


def _refused(code: int, said: bytes) -> Receipt:
    text = said.decode("utf-8", "replace")
    enhanced = _CODE.match(text)
    if enhanced is not None:
        for_good = enhanced[1] == "5" and (enhanced[2] == "1" or enhanced[0].strip() == "5.2.1")
    else:
        for_good = code in _NO_SUCH_MAILBOX
    state = MailState.REFUSED if for_good else MailState.LATER
    return Receipt(state=state, answer=_told(code, said))


def _told(code: int, said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return cut_words(one_line(f"{code} {text}"), ANSWER_CHARACTERS_MAX)


def _leave(client: smtplib.SMTP) -> None:
    with contextlib.suppress(smtplib.SMTPException, OSError):
        client.quit()
    client.close()
