"""The newsletter beside the route: a real store, a real hub, a mail server on loopback."""

import re
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest
from faults.maild import MailServer, Taken
from make import choose
from newsroom.desk import Desk

from wiredesk.basics.errors import SettingsError
from wiredesk.basics.ids import ArticleId, StoryId
from wiredesk.engine.local import run_once
from wiredesk.newsroom.findings import failing_newsletter
from wiredesk.records.correction import CorrectionKind
from wiredesk.records.mailing import (
    Mail,
    MailState,
    Masthead,
    Receipt,
    Rhythm,
    Schedule,
    Subscriber,
)
from wiredesk.route.hubview import HubFacts
from wiredesk.route.newsletter import ATTEMPTS_MAX, Newsletter
from wiredesk.world.net import SmtpPostman
from wiredesk.world.outlets import MailFolder

DAILY = Schedule(rhythm=Rhythm.DAY, hour=7)
DAY = timedelta(days=1)
MASTHEAD = Masthead(sender="news@hub.example")
ADA, BEN, CLEO = (Subscriber(address=f"{name}@example.org") for name in ("ada", "ben", "cleo"))


@dataclass(slots=True, kw_only=True)
class Office:
    """A hub with two stories out, its mail server, its readers."""

    desk: Desk
    server: MailServer
    readers: list[Subscriber] = field(default_factory=lambda: [ADA, BEN, CLEO])
    schedule: Schedule | None = DAILY
    masthead: Masthead = MASTHEAD

    @property
    def newsletter(self) -> Newsletter:
        """As a process that has just started has it."""
        return Newsletter(
            store=self.desk.store,
            postman=SmtpPostman(host="localhost", port=self.server.port, security="none"),
            clock=self.desk.clock,
            facts=HubFacts(title="The Hub", url="https://hub.example", language="en"),
            topics=(),
            schedule=self.schedule,
            masthead=self.masthead,
            readers=lambda: self.readers,
        )

    async def tomorrow(self, *, days: int = 1) -> list[Taken]:
        """What is mailed on the morning of a later day."""
        now = self.desk.clock.now() + days * DAY
        self.desk.clock.set(now.replace(hour=7, minute=0, second=5))
        return await self.send()

    async def send(self) -> list[Taken]:
        before = len(self.server.taken)
        await self.newsletter.run_dry()
        return self.server.taken[before:]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    made.receive("biometric-db-breach", "bodycams")
    made.run()
    yield made
    made.store.close()


@pytest.fixture
async def hub(desk: Desk) -> AsyncIterator[Office]:
    """A hub whose newsletter begins today."""
    async with MailServer() as server:
        own = Office(desk=desk, server=server)
        assert await own.send() == [], "the first issue is due next time"
        yield own


async def settle(desk: Desk) -> None:
    """The route, from group on."""
    await run_once(desk.steps, clock=desk.clock)


async def news(desk: Desk, *stories: str) -> None:
    """More stories come in and are published, a minute later."""
    desk.clock.advance(timedelta(minutes=1))
    desk.receive(*stories)
    await settle(desk)


def reject(desk: Desk, articles: Iterable[ArticleId]) -> None:
    """They are not wanted any more."""
    for one in articles:
        choose(desk.store, one, "reject", now=desk.clock.now())


def to(mails: list[Taken]) -> list[str]:
    return [one.recipient.partition("@")[0] for one in mails]


def ids(mails: list[Taken]) -> set[bytes]:
    return {re.findall(rb"(?i)message-id: <([^.>]+)", one.body)[0] for one in mails}


async def test_each_reader_gets_one_mail_of_what_is_new_since_the_last_issue(
    hub: Office, desk: Desk
) -> None:
    await news(desk, "coalition-ban")
    mails = await hub.tomorrow()
    assert to(mails) == ["ada", "ben", "cleo"]
    issue = desk.store.load_issue()
    assert issue is not None
    for story in issue.stories:
        assert f"https://hub.example/story/{story}.html" in flat(mails[0])
    assert await hub.send() == []
    assert await hub.tomorrow() == [], "nothing happened"
    await news(desk, "drone-seeds")
    assert to(await hub.tomorrow()) == ["ada", "ben", "cleo"]


async def test_an_issue_that_was_missed_comes_when_the_hub_runs_again_and_only_once(
    hub: Office, desk: Desk
) -> None:
    await news(desk, "coalition-ban")
    mails = await hub.tomorrow(days=4)
    assert len(mails) == 3
    assert len(ids(mails)) == 1


async def test_killed_between_two_mails_it_goes_on_with_who_has_none(
    hub: Office, desk: Desk
) -> None:
    await news(desk, "coalition-ban")
    hub.server.hang_up_after = 1
    first = await hub.tomorrow()
    assert to(first) == ["ada"]
    (told,) = failing_newsletter(desk.store)
    assert "the mail server could not be reached, or hung up." in told.text
    assert await hub.send() == [], "it waits"
    hub.server.hang_up_after = -1
    desk.clock.advance(timedelta(minutes=11))
    rest = await hub.send()
    assert to(rest) == ["ben", "cleo"]
    assert ids(first) == ids(rest), "the same issue"
    assert failing_newsletter(desk.store) == []


async def test_a_mail_whose_receipt_was_lost_is_sent_again_under_the_same_id(
    hub: Office, desk: Desk
) -> None:
    class DiesBeforeItIsKept(MailFolder):
        """Takes a mail; the process dies before anybody hears of it."""

        async def deliver(self, mails: Iterable[Mail]) -> AsyncGenerator[Receipt, None]:
            async for receipt in MailFolder.deliver(self, mails):
                raise KeyboardInterrupt
                yield receipt

    await news(desk, "coalition-ban")
    desk.clock.set((desk.clock.now() + DAY).replace(hour=8))
    folder = MailFolder(folder=desk.folder / "mail") if desk.folder else None
    assert folder is not None
    dying = replace(hub.newsletter, postman=DiesBeforeItIsKept(folder=folder.folder))
    with pytest.raises(KeyboardInterrupt):
        await dying.run()
    (first,) = list(folder.folder.iterdir())
    assert await replace(hub.newsletter, postman=folder).run_dry() == 3
    assert len(list(folder.folder.iterdir())) == 3
    assert first.exists(), "it was written over, not added to"


async def test_what_was_withdrawn_between_two_mails_is_not_sent_to_who_has_none_yet(
    hub: Office, desk: Desk
) -> None:
    await news(desk, "coalition-ban", "drone-seeds")
    hub.server.hang_up_after = 1
    (first,) = await hub.tomorrow()
    hub.server.hang_up_after = -1
    issue = desk.store.load_issue()
    assert issue is not None
    gone = desk.store.load_story(issue.stories[0])
    assert gone is not None
    title = titles(desk, gone.members)[0]
    assert title in flat(first)
    reject(desk, gone.members)
    await settle(desk)
    desk.clock.advance(timedelta(minutes=11))
    rest = await hub.send()
    assert to(rest) == ["ben", "cleo"]
    assert title not in flat(rest[0])


async def test_when_all_of_it_was_withdrawn_nobody_else_gets_a_mail(
    hub: Office, desk: Desk
) -> None:
    await news(desk, "coalition-ban")
    hub.server.at_recipient = {"ben@example.org": "450 later"}
    assert to(await hub.tomorrow()) == ["ada", "cleo"]
    issue = desk.store.load_issue()
    assert issue is not None
    stories = [desk.store.load_story(one) for one in issue.stories]
    members = [member for story in stories if story for member in story.members]
    reject(desk, members)
    await settle(desk)
    hub.server.at_recipient = {}
    desk.clock.advance(timedelta(hours=1))
    assert await hub.send() == []
    issue = desk.store.load_issue()
    assert issue is not None
    assert issue.finished


async def test_one_who_is_refused_for_now_is_tried_again_until_it_is_enough(
    hub: Office, desk: Desk
) -> None:
    await news(desk, "coalition-ban")
    hub.server.at_recipient = {"ben@example.org": "450 4.2.0 greylisted"}
    assert to(await hub.tomorrow()) == ["ada", "cleo"]
    desk.clock.advance(timedelta(minutes=5))
    assert await hub.send() == []
    hub.server.at_recipient = {}
    desk.clock.advance(timedelta(minutes=11))
    assert to(await hub.send()) == ["ben"]
    hub.server.at_recipient = {"ben@example.org": "450 4.2.0 greylisted"}
    await news(desk, "drone-seeds")
    await hub.tomorrow()
    for _ in range(22):
        desk.clock.advance(timedelta(hours=1))
        await hub.send()
    issue = desk.store.load_issue()
    assert issue is not None
    (ben,) = [one for one in desk.store.list_mailed(issue) if one.state is MailState.LATER]
    assert (ben.attempts <= ATTEMPTS_MAX, ben.answer) == (True, "450 4.2.0 greylisted")


async def test_one_who_is_refused_for_good_gets_no_further_issue_until_a_person_says_so(
    hub: Office,
    desk: Desk,
) -> None:
    await news(desk, "coalition-ban")
    hub.server.at_recipient = {"ben@example.org": "550 5.1.1 no such user"}
    await hub.tomorrow()
    hub.server.at_recipient = {}
    (told,) = failing_newsletter(desk.store)
    assert told.text.startswith("1 readers of the newsletter were refused")
    await news(desk, "drone-seeds")
    assert to(await hub.tomorrow()) == ["ada", "cleo"]
    desk.store.remove_bar(BEN.key)
    await news(desk, "ferry-count")
    assert to(await hub.tomorrow()) == ["ada", "ben", "cleo"]


async def test_a_story_that_was_merged_meanwhile_comes_once(hub: Office, desk: Desk) -> None:
    await news(desk, "coalition-ban", "drone-seeds")
    hub.server.hang_up_after = 0
    await hub.tomorrow()
    hub.server.hang_up_after = -1
    issue = desk.store.load_issue()
    assert issue is not None
    one, other, *_ = issue.stories
    desk.say(CorrectionKind.MERGE, stories=(StoryId(one), StoryId(other)))
    await settle(desk)
    desk.clock.advance(timedelta(minutes=11))
    mails = await hub.send()
    assert len(mails) == 3
    links = re.findall(r"https://hub\.example/story/(\w+)\.html", flat(mails[0]))
    assert set(links) <= set(issue.stories)
    assert other not in links or one not in links


async def test_without_a_schedule_an_issue_is_made_when_a_person_asks_for_one(
    hub: Office, desk: Desk
) -> None:
    hub.schedule = None
    await news(desk, "coalition-ban")
    assert await hub.tomorrow() == []
    assert hub.newsletter.letter().stories
    assert hub.newsletter.begin().stories
    assert to(await hub.send()) == ["ada", "ben", "cleo"]
    desk.clock.advance(timedelta(minutes=1))
    assert hub.newsletter.begin().stories == ()
    assert await hub.send() == []


async def test_the_longest_list_stops_at_its_limit_and_says_how_much_there_is_more(
    hub: Office, desk: Desk
) -> None:
    await news(desk, "coalition-ban", "drone-seeds", "ferry-count", "pancake")
    whole = hub.newsletter.letter()
    assert (len(whole.stories) > 3, whole.more) == (True, 0)
    hub.masthead = replace(hub.masthead, stories_max=2)
    letter = hub.newsletter.letter()
    assert letter.stories == whole.stories[:2]
    assert letter.more == len(whole.stories) - 2


async def test_a_list_that_cannot_be_read_stops_nothing_else_and_is_told(
    hub: Office, desk: Desk
) -> None:
    def unreadable() -> list[Subscriber]:
        raise SettingsError("does not exist.", subject="subscribers.txt")

    await news(desk, "coalition-ban")
    desk.clock.set((desk.clock.now() + DAY).replace(hour=8))
    assert await replace(hub.newsletter, readers=unreadable).run() == 0
    (told,) = failing_newsletter(desk.store)
    assert "subscribers.txt: does not exist." in told.text


def flat(mail: Taken) -> str:
    """The mail's text without the breaks that mail puts into it."""
    return re.sub(r"\s+", " ", mail.body.decode().replace("=\r\n", ""))


def titles(desk: Desk, members: tuple[ArticleId, ...]) -> list[str]:
    published = [one for one in desk.store.load_publish_work(list(members)) if one.previous]
    return [one.article.title for one in published]
