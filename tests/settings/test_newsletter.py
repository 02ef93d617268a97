"""`[newsletter]` and `[smtp]`: what is wrong is said before an issue is due."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from wiredesk.basics.errors import SettingsError
from wiredesk.basics.ids import TopicId
from wiredesk.records.mailing import Masthead, Rhythm, Schedule
from wiredesk.records.topic import Topic
from wiredesk.settings import (
    Settings,
    check_smtp,
    load_subscribers,
    masthead_of,
    parse_settings,
    schedule_of,
)

TOPICS = (
    Topic(id=TopicId("ai"), name="AI", query='"ai"'),
    Topic(id=TopicId("law"), name="Law", query='"law"'),
)


def parse(text: str) -> Settings:
    return parse_settings(text, name="wiredesk.toml")


def masthead(said: str) -> Masthead:
    text = f'[newsletter]\nsender = "The Hub <news@hub.example>"\n{said}\n'
    return masthead_of(parse(text).newsletter, topics=TOPICS)


def test_a_hub_sends_none_unless_it_says_so() -> None:
    assert schedule_of(parse("").newsletter) is None


def test_a_schedule_is_an_hour_of_a_day_where_its_readers_are() -> None:
    text = '[newsletter]\nevery = "week"\nweekday = "friday"\nhour = 18\ntimezone = "Europe/Berlin"'
    assert schedule_of(parse(text).newsletter) == Schedule(
        rhythm=Rhythm.WEEK, weekday=4, hour=18, zone=ZoneInfo("Europe/Berlin")
    )


def test_the_masthead_names_who_sends_and_topics_by_name() -> None:
    assert masthead('topics = ["law"]\nunsubscribe = "mailto:leave@hub.example?subject=x"') == (
        Masthead(
            sender="news@hub.example",
            sender_name="The Hub",
            topics=("Law",),
            unsubscribe="mailto:leave@hub.example?subject=x",
        )
    )


@pytest.mark.parametrize(
    "said",
    [
        "javascript:alert(1)",
        "mailto:",
        "mailto:nobody",
        "https://a.example/ x",
        'https://a.example/\\"><x',
        "ftp://a.example/",
        "https://a.example/\\r\\nBcc: x",
    ],
)
def test_a_way_to_leave_is_a_web_address_or_a_mail(said: str) -> None:
    with pytest.raises(SettingsError, match=r"newsletter\.unsubscribe"):
        masthead(f'unsubscribe = "{said}"')


def test_a_topic_that_is_none_is_named_with_those_that_are() -> None:
    with pytest.raises(SettingsError, match=r"`art` is no topic. Choose among ai, law"):
        masthead('topics = ["art"]')


def test_without_a_sender_nothing_can_be_sent() -> None:
    with pytest.raises(SettingsError, match=r"newsletter\.sender is no mail address"):
        masthead_of(parse('[newsletter]\nsender = "hub"').newsletter, topics=())


def test_an_unknown_place_on_earth_is_refused() -> None:
    for name in ("Europe/Atlantis", "../../etc/passwd", "", "\\u0000"):
        text = f'[newsletter]\nevery = "day"\ntimezone = "{name}"'
        with pytest.raises(SettingsError, match=r"newsletter\.timezone"):
            schedule_of(parse(text).newsletter)


@pytest.mark.parametrize(
    ("host", "security", "fine"),
    [
        ("mail.example.org", "none", False),
        ("10.0.0.5", "none", False),
        ("127.0.0.1.example.org", "none", False),
        ("127.0.0.1", "none", True),
        ("::1", "none", True),
        ("localhost", "none", True),
        ("mail.example.org", "starttls", True),
        ("", "none", True),
    ],
)
def test_nothing_goes_over_a_network_unencrypted(host: str, security: str, *, fine: bool) -> None:
    settings = parse(f'[smtp]\nhost = "{host}"\nsecurity = "{security}"')
    if fine:
        check_smtp(settings)
        return
    with pytest.raises(SettingsError, match="is another machine"):
        check_smtp(settings)


def test_the_list_of_readers_is_a_file_of_the_hub_or_lies_elsewhere(tmp_path: Path) -> None:
    own = parse("").newsletter
    with pytest.raises(SettingsError, match="a mail address a line"):
        load_subscribers(tmp_path, own)
    (tmp_path / "subscribers.txt").write_text("ada@example.org\n?\n")
    readers, problems = load_subscribers(tmp_path, own)
    assert ([one.address for one in readers], len(problems)) == (["ada@example.org"], 1)
