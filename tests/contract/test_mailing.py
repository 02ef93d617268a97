"""What the store promises of the newsletter (`wiredesk.ports.mailing`)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from make import NOW

from wiredesk.basics.ids import StoryId
from wiredesk.records.mailing import Issue, Mailed, MailState, Subscriber
from wiredesk.world.store import Place, SqlStore, open_store

DAY = timedelta(days=1)
ISSUE = Issue(at=NOW, since=NOW - DAY, until=NOW, stories=(StoryId("t1"), StoryId("t2")))
MAILED = Mailed(recipient="r1", state=MailState.SENT, answer="250", at=NOW)


@pytest.fixture
def store(place: Place) -> Iterator[SqlStore]:
    opened = open_store(place)
    yield opened
    opened.close()


def test_the_newest_issue_is_remembered(store: SqlStore) -> None:
    assert store.load_issue() is None
    store.save_issue(replace(ISSUE, at=NOW + DAY))
    store.save_issue(ISSUE)
    assert store.load_issue() == replace(ISSUE, at=NOW + DAY)


def test_an_issue_keeps_the_stories_that_it_began_with(store: SqlStore) -> None:
    store.save_issue(ISSUE)
    store.save_issue(
        replace(ISSUE, stories=(StoryId("t9"),), since=NOW, until=NOW + DAY, finished=True)
    )
    assert store.load_issue() == replace(ISSUE, finished=True)


def test_what_became_of_each_mail_is_kept_by_issue(store: SqlStore) -> None:
    later = replace(ISSUE, at=NOW + DAY)
    for one in (ISSUE, later):
        store.save_issue(one)
    store.save_mailed(ISSUE, replace(MAILED, state=MailState.LATER, retry_at=NOW + DAY))
    store.save_mailed(ISSUE, replace(MAILED, recipient="r0"))
    store.save_mailed(ISSUE, MAILED)
    assert store.list_mailed(ISSUE) == [replace(MAILED, recipient="r0"), MAILED]
    assert store.list_mailed(later) == []


def test_one_whose_mail_is_refused_for_good_is_barred_until_a_person_says_otherwise(
    store: SqlStore,
) -> None:
    store.save_issue(ISSUE)
    refused = replace(MAILED, state=MailState.REFUSED, answer="550 no such user")
    store.save_mailed(ISSUE, refused)
    store.save_mailed(ISSUE, refused)
    assert store.list_barred() == [refused]
    assert store.remove_bar("r1")
    assert not store.remove_bar("r1")
    assert store.list_barred() == []


def test_old_issues_are_forgotten_but_for_the_newest(store: SqlStore) -> None:
    for days in range(3):
        one = replace(ISSUE, at=NOW + days * DAY)
        store.save_issue(one)
        store.save_mailed(one, MAILED)
    store.forget_issues(before=NOW + 9 * DAY)
    assert store.list_mailed(ISSUE) == []
    newest = replace(ISSUE, at=NOW + 2 * DAY)
    assert (store.load_issue(), store.list_mailed(newest)) == (newest, [MAILED])


def test_the_store_is_given_no_address() -> None:
    key = Subscriber(address="Ada@Example.org", name="Ada").key
    assert key == Subscriber(address="ada@example.org").key
    assert "ada" not in key
