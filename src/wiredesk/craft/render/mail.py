"""A mail, as bytes that a mail server takes.

In: an issue as a reader gets it, who sends it.  Out: headers, text and HTML, the same bytes every time.  The Message-ID
belongs to the issue and the reader, so that a mail which is sent again is known to be the same.
"""

from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from wiredesk.basics.dates import rfc3339
from wiredesk.basics.ids import content_id
from wiredesk.basics.text import one_line
from wiredesk.basics.urls import host_of
from wiredesk.craft.render.newsletter import render_letter, unsubscribe_of
from wiredesk.craft.render.shown import headline
from wiredesk.records.letter import Letter
from wiredesk.records.mailing import Mail, Subscriber


def render_mail(letter: Letter, reader: Subscriber) -> Mail:
    """The mail that `reader` gets of an issue."""
    rendered, masthead = render_letter(letter, reader), letter.masthead
    host = host_of(letter.hub_url) or "localhost"
    issue = content_id("i", letter.hub_url, rfc3339(letter.at))
    message_id = f"<{issue}.{reader.key}@{host}>"
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = _mailbox(masthead.sender_name or letter.hub_title, masthead.sender)
    message["To"] = _mailbox(reader.name, reader.address)
    message["Subject"] = rendered.subject
    message["Date"] = _date(letter.at)
    message["Message-ID"] = message_id
    message["List-Id"] = f"<newsletter.{host}>"
    leave = unsubscribe_of(masthead, reader)
    message["List-Unsubscribe"] = f"<{leave}>"
    if leave.startswith("https:"):
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(_clean(rendered.text), cte="quoted-printable")
    message.add_alternative(_clean(rendered.html), subtype="html", cte="quoted-printable")
    message.set_boundary(f"={issue}=")  # else it is chosen by chance
    return Mail(
        sender=masthead.sender,
        recipient=reader.address,
        message_id=message_id,
        body=message.as_bytes(),
    )


def _mailbox(name: str, address: str) -> Address:
    """Who it is, on one line; what addresses may hold was checked where they were read."""
    return Address(display_name=headline(one_line(name)) if name.strip() else "", addr_spec=address)


def _date(at: datetime) -> str:
    return format_datetime(at)


def _clean(text: str) -> str:
    """What UTF-8 can say."""
    return text.encode("utf-8", "replace").decode()
