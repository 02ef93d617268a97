"""The store's side of the newsletter: its issues, and who has them."""

from dataclasses import replace
from datetime import datetime

from wiredesk.records.mailing import Issue, Mailed, MailState
from wiredesk.world.store.codec import from_json, seconds, to_json
from wiredesk.world.store.outcomes import OutcomeStore


class MailingStore(OutcomeStore):
    """Holds no addresses: recipients are hashes."""

    def load_issue(self) -> Issue | None:
        """The newest issue."""
        row = self._database.row("load_issue")
        return from_json(row[0], Issue) if row else None

    def save_issue(self, issue: Issue) -> None:
        """Begin an issue, or keep how it stands; its stories stay what they were first."""
        at = seconds(issue.at)
        with self._database.transaction():
            if row := self._database.row("load_issue_at", (at,)):
                first = from_json(row[0], Issue)
                issue = replace(issue, stories=first.stories, since=first.since, until=first.until)
            self._database.write("save_issue", {"at": at, "body": to_json(issue)})

    def list_mailed(self, issue: Issue) -> list[Mailed]:
        """What became of its mails, by recipient."""
        rows = self._database.rows("list_mailed", (seconds(issue.at),))
        return [from_json(row[0], Mailed) for row in rows]

    def save_mailed(self, issue: Issue, mailed: Mailed) -> None:
        """Keep what became of one mail; one that was refused for good bars its recipient."""
        values = {"recipient": mailed.recipient, "body": to_json(mailed)}
        with self._database.transaction():
            self._database.write("save_mailed", values | {"issue": seconds(issue.at)})
            if mailed.state is MailState.REFUSED:
                self._database.write("save_bar", values)

    def list_barred(self) -> list[Mailed]:
        """Recipients that get nothing any more, each with what was said, by recipient."""
        return [from_json(row[0], Mailed) for row in self._database.rows("list_barred")]

    def remove_bar(self, recipient: str) -> bool:
        """Let a recipient get mails again; whether it was barred."""
        with self._database.transaction():
            return bool(self._database.write("remove_bar", (recipient,)))

    def forget_issues(self, *, before: datetime) -> None:
        """Forget who got issues of before then; the newest issue stays."""
        values = {"before": seconds(before)}
        with self._database.transaction():
            self._database.write("forget_issues", values)
