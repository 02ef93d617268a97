"""Beside the route: the newsletter, to everybody once.

In: the hub as its site shows it, the readers, now.  Out: an issue when one is due and something is new, a mail for each
reader, and what became of it.  An issue keeps which stories stand in it; their texts are the hub's own at the moment of
sending, so that what was withdrawn meanwhile is not sent.  Killed in between, it goes on with who has no mail yet.
"""

from collections.abc import Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from wiredesk.basics.clock import Clock
from wiredesk.basics.errors import FetchError, SettingsError
from wiredesk.craft.letters import find_fresh, last_due, period_of
from wiredesk.craft.render import render_mail
from wiredesk.ports import Postman, Store
from wiredesk.records.hub import HubView
from wiredesk.records.letter import Letter, LetterStory
from wiredesk.records.mailing import (
    Issue,
    Mailed,
    MailState,
    Masthead,
    Receipt,
    Schedule,
    Subscriber,
)
from wiredesk.records.topic import Topic
from wiredesk.route.hubview import HubFacts
from wiredesk.route.remembering import view_of

PAUSE: Final = timedelta(seconds=30)
BATCH: Final = 1_000  # for which the hub is looked at once
ATTEMPTS_MAX: Final = 5
RETRY_FIRST: Final = timedelta(
    minutes=15
)  # then fourfold: greylisting lets a mail in after some minutes
UNREACHED_WAIT: Final = timedelta(minutes=10)
KEPT: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsletter:
    """Makes issues and has them delivered; what became of each mail is kept before the next is sent."""

    store: Store
    postman: Postman
    clock: Clock
    facts: HubFacts
    topics: tuple[Topic, ...]
    schedule: Schedule | None
    """None: an issue is made only when a person asks for one."""
    masthead: Masthead
    readers: Callable[[], Sequence[Subscriber]]
    """SettingsError when the list cannot be read."""

    async def run(self) -> int:
        """Begin an issue when one is due, and send a batch of it; how many mails were dealt with."""
        issue = self._due()
        if issue is None or issue.finished or (issue.retry_at or issue.at) > self.clock.now():
            return 0
        try:
            return await self._send(issue)
        except (FetchError, SettingsError) as error:
            later = self.clock.now() + UNREACHED_WAIT
            self.store.save_issue(replace(issue, retry_at=later, trouble=str(error)))
            return 0

    async def run_dry(self) -> int:
        """As `run`, until there is nothing to send now; how many mails were dealt with."""
        total = 0
        while dealt := await self.run():
            total += dealt
        return total

    def begin(self) -> Issue:
        """An issue as of now, whatever the schedule says; without stories when nothing is new."""
        now = self.clock.now().replace(microsecond=0)
        before = self.store.load_issue()
        usual = period_of(self.schedule) if self.schedule else timedelta(days=1)
        issue = self._chosen(now, since=before.until if before else now - usual)
        self.store.save_issue(issue)
        return issue

    def letter(self, issue: Issue | None = None) -> Letter:
        """What an issue says now; by default, one that would be made at this moment."""
        hub = self._hub()
        if issue is None:
            before, now = self.store.load_issue(), self.clock.now()
            usual = period_of(self.schedule) if self.schedule else timedelta(days=1)
            since = before.until if before else now - usual
            fresh = self._fresh(hub, since)
            return self._letter(fresh, hub, at=now, since=since)
        places = {story: number for number, story in enumerate(issue.stories)}
        found = [  # a story that was merged since stands where its first part stood
            (min(places[one] for one in known), fresh.story.id, fresh)
            for fresh in self._fresh(hub, issue.since)
            if (known := places.keys() & {fresh.story.id, *fresh.story.absorbed})
        ]
        chosen = [fresh for _, _, fresh in sorted(found, key=lambda one: one[:2])]
        return self._letter(chosen, hub, at=issue.at, since=issue.since)

    def forget(self, now: datetime) -> None:
        """Forget who got issues of long ago."""
        self.store.forget_issues(before=now - KEPT)

    def _due(self) -> Issue | None:
        newest = self.store.load_issue()
        if self.schedule is None:
            return newest
        due = last_due(self.schedule, self.clock.now())
        if newest is None:
            # The first issue is due next time: nobody wants all that the hub has by way of greeting.
            newest = Issue(at=due, since=due, until=self.clock.now(), finished=True)
            self.store.save_issue(newest)
        elif newest.at < due:
            newest = self._chosen(due, since=newest.until)
            self.store.save_issue(newest)
        return newest

    def _chosen(self, at: datetime, *, since: datetime) -> Issue:
        fresh = self._fresh(self._hub(), since)
        stories = tuple(one.story.id for one in fresh)
        return Issue(
            at=at, since=since, until=self.clock.now(), stories=stories, finished=not stories
        )

    async def _send(self, issue: Issue) -> int:
        now = self.clock.now()
        mailed = {one.recipient: one for one in self.store.list_mailed(issue)}
        barred = {one.recipient for one in self.store.list_barred()}
        wanting = [one for one in self.readers() if one.key not in barred]
        due = [one for one in wanting if _is_due(mailed.get(one.key), now)][:BATCH]
        letter = self.letter(issue) if due else None
        if letter is None or not letter.stories:
            waits = letter is None and any(one.retry_at for one in mailed.values())
            soonest = min((one.retry_at for one in mailed.values() if one.retry_at), default=None)
            self.store.save_issue(
                replace(issue, finished=not waits, retry_at=soonest if waits else None, trouble="")
            )
            return 0
        dealt = 0
        mails = (render_mail(letter, one) for one in due)
        async with aclosing(self.postman.deliver(mails)) as receipts:
            async for receipt in receipts:
                reader = due[dealt]
                one = _mailed(reader, receipt, mailed.get(reader.key), now=self.clock.now())
                self.store.save_mailed(issue, one)
                dealt += 1
        if issue.trouble or issue.retry_at:
            self.store.save_issue(replace(issue, retry_at=None, trouble=""))
        return dealt

    def _hub(self) -> HubView:
        return view_of(self.store, self.facts, topics=self.topics, now=self.clock.now())

    def _fresh(self, hub: HubView, since: datetime) -> list[LetterStory]:
        members = [member.article.id for story in hub.stories for member in story.members]
        out_before = self.store.list_out(members, at=since)
        return find_fresh(hub, since=since, out_before=out_before, topics=self.masthead.topics)

    def _letter(
        self, fresh: Sequence[LetterStory], hub: HubView, *, at: datetime, since: datetime
    ) -> Letter:
        zone = self.schedule.zone if self.schedule else at.tzinfo
        shown = tuple(fresh[: self.masthead.stories_max])
        return Letter(
            hub_title=hub.title,
            hub_url=hub.url,
            language=hub.language,
            at=at.astimezone(zone),
            since=since.astimezone(zone),
            stories=shown,
            more=len(fresh) - len(shown),
            masthead=self.masthead,
        )


def _is_due(before: Mailed | None, now: datetime) -> bool:
    return before is None or (before.retry_at is not None and before.retry_at <= now)


def _mailed(
    reader: Subscriber, receipt: Receipt, before: Mailed | None, *, now: datetime
) -> Mailed:
    attempts = before.attempts + 1 if before else 1
    later = receipt.state is MailState.LATER and attempts < ATTEMPTS_MAX
    return Mailed(
        recipient=reader.key,
        state=receipt.state,
        attempts=attempts,
        retry_at=now + RETRY_FIRST * 4 ** (attempts - 1) if later else None,
        answer=receipt.answer,
        at=now,
    )
