"""`webhooks.toml`: what a person wrote, with errors that point at the line."""

from collections.abc import Sequence

import pytest

from wiredesk.basics.errors import SettingsError
from wiredesk.basics.ids import TopicId
from wiredesk.records.event import EventKind, Webhook
from wiredesk.records.topic import Topic
from wiredesk.settings.webhooks import append_webhook, parse_webhooks, without_webhook

TOPICS = (Topic(id=TopicId("ai"), name="Artificial intelligence", query='"ai"'),)
CRM = '[[webhook]]\nname = "crm"\nurl = "https://crm.example/hook"\n'


def parse(text: str, topics: Sequence[Topic] = TOPICS) -> tuple[Webhook, ...]:
    return parse_webhooks(text, name="w.toml", topics=topics)


def test_a_webhook_is_told_of_everything_unless_it_says_otherwise() -> None:
    assert parse(CRM) == (Webhook(name="crm", url="https://crm.example/hook"),)
    (webhook,) = parse(CRM + 'events = ["withdrawn"]\ntopics = ["ai"]\nsecret = "/k"\n')
    assert webhook.events == (EventKind.WITHDRAWN,)
    assert webhook.topics == ("Artificial intelligence",)
    assert webhook.secret == "/k"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (CRM + CRM, "w.toml:2: `crm` stands here twice"),
        (CRM.replace("https", "ftp"), "w.toml:2: the address of `crm` is no http"),
        (CRM.replace("//", "//me:secret@"), "w.toml:2: the address of `crm` is no http"),
        (CRM + 'events = ["liked"]', "`liked` is no event. Choose among published, updated"),
        (CRM + 'topics = ["law"]', "`law` is no topic. Choose among ai"),
        (CRM + 'evnts = ["withdrawn"]', "w.toml:4: unknown key `evnts`. Did you mean `events`"),
        (CRM.replace('"crm"', '"../crm"'), "w.toml"),
        (CRM.replace('"crm"', '""'), "w.toml"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text: str, told: str) -> None:
    with pytest.raises(SettingsError) as caught:
        parse(text)
    assert told in str(caught.value)
    assert "secret@" not in str(caught.value)


def test_one_that_is_added_comes_back_and_one_that_goes_leaves_the_rest_alone() -> None:
    old = "# mine\n\n" + CRM + "\n# about the next\n"
    text = append_webhook(
        old, name="law", url="https://l.example/", events=["updated"], topics=["ai"], secret='/k"e"'
    )
    assert text.startswith(old)
    assert [one.name for one in parse(text)] == ["crm", "law"]
    assert parse(text)[1].secret == '/k"e"'
    assert without_webhook(text, "law") == old
    rest = without_webhook(text, "crm")
    assert rest.startswith("# mine\n\n\n# about the next\n")
    assert [one.name for one in parse(rest)] == ["law"]
    assert without_webhook(text, "nobody") == text
