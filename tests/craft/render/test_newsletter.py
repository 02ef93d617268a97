"""The newsletter as HTML, as text and as a mail: extracts only, safe, and the same bytes every time."""

import email
import email.policy
import re
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from typing import Any
from urllib.parse import urlsplit

import pytest
from craft.render.hubs import NOW, change, make_article, make_hub, make_story
from craft.render.test_site import NASTY, NASTY_URL, nasty_hub
from selectolax.lexbor import LexborHTMLParser

from wiredesk.craft.render import render_letter, render_mail
from wiredesk.craft.render.newsletter import FULL_MAX
from wiredesk.records.hub import HubView
from wiredesk.records.letter import Letter, LetterStory
from wiredesk.records.mailing import Masthead, Subscriber

ADA = Subscriber(address="ada@example.org", name="Ada Ünal")
MASTHEAD = Masthead(sender="news@lens.example", sender_name="The Watchful Lens")


def letter_of(hub: HubView, **changes: Any) -> Letter:
    stories = tuple(LetterStory(story=one, new=1, is_new=True) for one in hub.stories[:10])
    letter = Letter(
        hub_title=hub.title,
        hub_url=hub.url,
        language=hub.language,
        at=NOW,
        since=NOW - timedelta(days=1),
        stories=stories,
        more=max(len(hub.stories) - 10, 0),
        masthead=MASTHEAD,
    )
    return replace(letter, **changes)


LETTER = letter_of(make_hub())


def opened(letter: Letter = LETTER, reader: Subscriber = ADA) -> EmailMessage:
    """The mail as a mail program reads it."""
    message = email.message_from_bytes(
        render_mail(letter, reader).body, policy=email.policy.default
    )
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


def body_of(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    text: str = part.get_content()
    return text


def hrefs(html: str) -> list[str]:
    return [str(one.attributes.get("href")) for one in LexborHTMLParser(html).css("a")]


# --- what it says -----------------------------------------------------------------------------------------


def test_stories_stand_in_the_hub_s_order_the_first_ones_with_their_extracts() -> None:
    tree = LexborHTMLParser(render_letter(LETTER, ADA).html)
    titles = [one.story.lead.title for one in LETTER.stories]
    shown = [node.text().strip() for node in tree.css("h2 a, div p a.ink span[dir=auto]")]
    assert [title for title in shown if title in titles] == titles
    excerpts = [node for node in tree.css("p[dir=auto]") if node.text().strip()]
    assert len(excerpts) == FULL_MAX
    assert "7 reports, 5 independent; first: Gate & Sensor" in tree.text()
    assert "2 more on The Watchful Lens" in tree.text()


def test_the_text_says_the_same_within_lines_that_mail_allows() -> None:
    text = render_letter(LETTER, ADA).text
    for one in LETTER.stories:
        assert re.sub(r"\s+", " ", one.story.lead.title) in re.sub(r"\s+", " ", text)
        assert f"https://lens.example/story/{one.story.id}.html" in text
    assert "Monday, 2 March 2026 · 12 stories since Sunday, 1 March" in text
    prose = [line for line in text.splitlines() if "://" not in line]
    assert max(map(len, prose)) <= 78


def test_a_story_that_readers_know_says_how_much_is_new() -> None:
    known = replace(LETTER.stories[0], new=3, is_new=False)
    rendered = render_letter(replace(LETTER, stories=(known,), more=0), ADA)
    assert "3 new reports" in rendered.html
    assert "3 new reports." in rendered.text
    assert "new report" not in render_letter(replace(LETTER, stories=LETTER.stories[1:2]), ADA).text


def test_an_extract_that_may_not_be_shown_leaves_the_headline() -> None:
    article = make_article("https://a.example/1", title="Quiet", excerpt="")
    hub = make_hub(stories=(make_story(article),))
    rendered = render_letter(letter_of(hub, more=0), ADA)
    assert "Quiet" in rendered.html
    assert not [p for p in LexborHTMLParser(rendered.html).css("p[dir=auto]") if p.text()]


def test_the_subject_is_the_owner_s_pattern_on_one_short_line() -> None:
    assert render_letter(LETTER, ADA).subject == (
        "The Watchful Lens: Coalition backs a ban on face recognition in public squares and stations"
    )
    dated = replace(LETTER, masthead=replace(MASTHEAD, subject="{date} – {hub} {0.__class__}"))
    told = render_letter(dated, ADA).subject
    assert told == "Monday, 2 March 2026 – The Watchful Lens {0.__class__}"
    long = replace(LETTER, hub_title="word " * 300)
    assert len(render_letter(long, ADA).subject) <= 150


# --- what it does not do ------------------------------------------------------------------------------------


def test_it_loads_nothing_runs_nothing_and_tells_nobody() -> None:
    html = render_letter(LETTER, ADA).html
    tree = LexborHTMLParser(html)
    assert not tree.css("img, script, iframe, object, embed, form, link, video, audio, table")
    assert "url(" not in html
    assert "@import" not in html
    assert "ada@example.org" not in html
    assert len(html) < 60_000, "mail programs cut what is longer than 102 kB"


def test_every_link_leads_to_the_hub_or_to_a_report_whatever_anybody_asked_for() -> None:
    hub = make_hub(url="https://people.example/lens")
    letter = letter_of(hub)
    reports = {one.story.lead.url for one in letter.stories}
    for link in hrefs(render_letter(letter, ADA).html):
        ours = link.startswith(("https://people.example/lens/", "mailto:news@lens.example"))
        assert ours or link in reports, link


def test_no_text_from_outside_becomes_markup_or_a_link_of_its_own() -> None:
    letter = letter_of(nasty_hub(), more=0)
    rendered = render_letter(letter, ADA)
    tree = LexborHTMLParser(rendered.html)
    assert not tree.css("script, img, [onerror], [onload]")
    assert {urlsplit(link).scheme for link in hrefs(rendered.html)} <= {"https", "mailto"}
    for text in (rendered.html, rendered.text, rendered.subject):
        assert "\u202e" not in text
        assert "\u200b" not in text
        assert NASTY_URL not in text
    assert "49" not in rendered.subject
    assert NASTY.split()[0] in rendered.text, "text is text"


@pytest.mark.parametrize("field", ["title", "provider_name", "excerpt"])
def test_a_line_break_in_a_text_makes_no_header_and_no_line_of_its_own(field: str) -> None:
    evil = "Ferry\r\nBcc: victim@example.org\r\n\r\n<b>x\u2028y\x00z"
    article = change(make_article("https://a.example/1"), **{field: evil})
    letter = letter_of(make_hub(title=evil, stories=(make_story(article),)), more=0)
    message = opened(replace(letter, masthead=replace(MASTHEAD, sender_name=evil)))
    assert message["Bcc"] is None
    assert message["To"].addresses[0].addr_spec == "ada@example.org"
    assert not [line for line in body_of(message, "plain").splitlines() if line.startswith("Bcc")]


# --- as a mail ------------------------------------------------------------------------------------------------


def test_a_mail_has_the_headers_of_a_list() -> None:
    message = opened()
    assert str(message["From"]) == "The Watchful Lens <news@lens.example>"
    assert message["To"].addresses[0].display_name == "Ada Ünal"
    assert message["List-Id"] == "<newsletter.lens.example>"
    assert message["List-Unsubscribe"] == "<mailto:news@lens.example?subject=unsubscribe>"
    assert message["List-Unsubscribe-Post"] is None
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"].datetime == NOW
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    rendered = render_letter(LETTER, ADA)
    assert body_of(message, "html").splitlines() == rendered.html.splitlines()
    assert body_of(message, "plain").splitlines() == rendered.text.splitlines()


def test_whoever_names_a_page_to_leave_at_lets_readers_leave_with_one_click() -> None:
    masthead = replace(MASTHEAD, unsubscribe="https://lens.example/leave?who={address}")
    reader = Subscriber(address="a+b&c=d@example.org")
    message = opened(replace(LETTER, masthead=masthead), reader)
    assert (
        message["List-Unsubscribe"] == "<https://lens.example/leave?who=a%2Bb%26c%3Dd@example.org>"
    )
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_the_same_issue_and_reader_give_the_same_bytes_and_id() -> None:
    once, again = render_mail(LETTER, ADA), render_mail(LETTER, ADA)
    assert once == again
    assert once.message_id.encode() in once.body
    other = render_mail(LETTER, Subscriber(address="ben@example.org"))
    later = render_mail(replace(LETTER, at=NOW + timedelta(days=1)), ADA)
    renamed = render_mail(LETTER, Subscriber(address="ADA@example.org", name="A"))
    assert len({once.message_id, other.message_id, later.message_id}) == 3
    assert renamed.message_id == once.message_id


def test_a_mail_s_lines_are_ascii_and_short() -> None:
    title = "ɸ" * 3_000 + " half \ud83d of a sign " + "🦉" * 500
    article = make_article("https://a.example/1", title=title, excerpt=title)
    body = render_mail(letter_of(make_hub(stories=(make_story(article),)), more=0), ADA).body
    assert body.isascii()
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert max(map(len, body.split(b"\r\n"))) <= 998
