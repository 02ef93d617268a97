"""The newsletter's settings as the work needs them, and the list of its readers.

In: `[newsletter]` and `[smtp]`, the hub's topics.  Out: schedule, masthead, readers; SettingsError says what is
missing or wrong before the first issue is due.
"""

from collections.abc import Sequence
from datetime import tzinfo
from ipaddress import ip_address
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from wiredesk.basics.errors import SettingsError
from wiredesk.basics.urls import web_url
from wiredesk.craft.letters import Problem, is_plain_address, parse_mailbox, parse_subscribers
from wiredesk.records.mailing import Masthead, Rhythm, Schedule, Subscriber
from wiredesk.records.topic import Topic
from wiredesk.settings.hub import SETTINGS_FILE, WEEKDAYS, NewsletterSettings, Settings
from wiredesk.settings.toml import read_file


def schedule_of(newsletter: NewsletterSettings) -> Schedule | None:
    """When issues are due; None when they are not."""
    if not newsletter.every:
        return None
    return Schedule(
        rhythm=Rhythm(newsletter.every),
        weekday=WEEKDAYS.index(newsletter.weekday),
        hour=newsletter.hour,
        zone=_zone(newsletter.timezone),
    )


def masthead_of(newsletter: NewsletterSettings, *, topics: Sequence[Topic]) -> Masthead:
    """How it presents itself; SettingsError unless it can be sent."""
    sender = parse_mailbox(newsletter.sender)
    if sender is None:
        raise _wrong(
            "newsletter.sender is no mail address.",
            'Write it as "My hub <news@example.org>"; it is what readers answer to.',
        )
    names = {topic.id: topic.name for topic in topics}
    unknown = [one for one in newsletter.topics if one not in names]
    if unknown:
        raise _wrong(
            f"newsletter.topics: `{unknown[0][:80]}` is no topic.",
            f"Choose among {', '.join(names) or 'none: the hub has none'}.",
        )
    return Masthead(
        sender=sender.address,
        sender_name=sender.name,
        subject=newsletter.subject,
        unsubscribe=_leaving(newsletter.unsubscribe),
        topics=tuple(name for one, name in names.items() if one in newsletter.topics),
        stories_max=newsletter.stories_max,
    )


def load_subscribers(
    folder: Path, newsletter: NewsletterSettings
) -> tuple[tuple[Subscriber, ...], tuple[Problem, ...]]:
    """The readers, and the lines that say none; SettingsError when there is no list."""
    path = folder / Path(newsletter.subscribers).expanduser()
    remedy = "Make it: a mail address a line."
    return parse_subscribers(read_file(path, remedy=remedy))


def check_smtp(settings: Settings) -> None:
    """SettingsError when mails would go over a network for everybody to read."""
    smtp = settings.smtp
    if smtp.host and smtp.security == "none" and not _is_this_machine(smtp.host):
        raise _wrong(
            'smtp.security is "none", and smtp.host is another machine.',
            'Write "starttls" or "tls"; passwords and readers\' addresses would be open to all between.',
        )


def _leaving(said: str) -> str:
    if not said:
        return ""
    plain = said.replace("{address}", "reader@example.org")
    address, _, _ = plain.removeprefix("mailto:").partition("?")
    is_mail = plain.startswith("mailto:") and is_plain_address(address)
    if not (is_mail or web_url(plain)) or not plain.isascii() or set(plain) & set(" <>\"'"):
        raise _wrong(
            "newsletter.unsubscribe is neither a web address nor `mailto:` and a mail address.",
            'As in "https://example.org/leave?who={address}"; or leave it empty.',
        )
    return said


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, ZoneInfoNotFoundError) as cause:
        raise _wrong(
            f"newsletter.timezone: `{name[:80]}` is not known here.",
            "Write it as Europe/Berlin; a machine that knows none lacks the package tzdata.",
        ) from cause


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _wrong(message: str, remedy: str) -> SettingsError:
    return SettingsError(message, subject=SETTINGS_FILE, remedy=remedy)
