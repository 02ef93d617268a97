"""Ports of the newsletter: what the store keeps of it, and who takes its mails."""

from collections.abc import AsyncGenerator, Iterable
from datetime import datetime
from typing import Protocol

from wiredesk.records.mailing import Issue, Mail, Mailed, Receipt


class Postman(Protocol):
    """Takes mails to where they are read."""

    def deliver(self, mails: Iterable[Mail]) -> AsyncGenerator[Receipt, None]:
        """A receipt for each mail, in order, as soon as it is known; the next is asked for only then.

        FetchError when nobody takes any: what has no receipt was not sent.
        """
        ...


class MailingStore(Protocol):
    """Which issues there were, and who has them."""

    def load_issue(self) -> Issue | None:
        """The newest issue."""
        ...

    def save_issue(self, issue: Issue) -> None:
        """Begin an issue, or keep how it stands; its stories stay what they were first."""
        ...

    def list_mailed(self, issue: Issue) -> list[Mailed]:
        """What became of its mails, by recipient."""
        ...

    def save_mailed(self, issue: Issue, mailed: Mailed) -> None:
        """Keep what became of one mail; one that was refused for good bars its recipient."""
        ...

    def list_barred(self) -> list[Mailed]:
        """Recipients that get nothing any more, each with what was said, by recipient."""
        ...

    def remove_bar(self, recipient: str) -> bool:
        """Let a recipient get mails again; whether it was barred."""
        ...

    def forget_issues(self, *, before: datetime) -> None:
        """Forget who got issues of before then; the newest issue stays."""
        ...
