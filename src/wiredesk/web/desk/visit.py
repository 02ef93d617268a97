"""What a page of the desk is given, and what it answers with.

A page is a plain function from `Desk` and `Visit` to an `Answer`: who may see it, and whether a form came from our
own page, was settled before it is called.  Knows nothing of HTTP beyond a status.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar, get_origin

import msgspec

from wiredesk.basics.clock import Clock
from wiredesk.basics.errors import UsageError
from wiredesk.newsroom.users import Doorkeeper
from wiredesk.ports import Store
from wiredesk.records.act import Act
from wiredesk.records.request import Request
from wiredesk.records.topic import Topic
from wiredesk.records.user import Role, User
from wiredesk.route.publish import Publish
from wiredesk.web.desk.remembering import Memory

FormT = TypeVar("FormT", bound=msgspec.Struct)


@dataclass(slots=True, kw_only=True)
class Desk:
    """What all pages share."""

    store: Store
    ask: Callable[[Request], Act | None]
    """Asks the process that writes; None when it takes its time.  UsageError with why when it refuses."""
    clock: Clock
    doorkeeper: Doorkeeper
    title: str
    """Of the hub."""
    url: str
    """Public address of the hub, without a slash at its end: the only origin that forms may come from."""
    publish: Publish
    """What would be published, and how it would look; nobody publishes here."""
    front_days: int = 30
    """How far back the front page looks."""
    load_topics: Callable[[], Sequence[Topic]] = tuple
    """The topics as their files are now; SettingsError when one is wrong."""
    memory: Memory = field(default_factory=Memory)

    @property
    def is_secure(self) -> bool:
        """Whether readers come over TLS."""
        return self.url.startswith("https://")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request, checked."""

    user: User | None
    """None only on the log-in page."""
    csrf: str = ""
    """What forms on the page must send back."""
    path: Mapping[str, str]
    query: Mapping[str, str]
    form: Mapping[str, tuple[str, ...]]
    cookies: Mapping[str, str]
    address: str
    """Of whoever asks."""
    now: datetime

    @property
    def name(self) -> str:
        """Of whoever asks, as audits show it; nobody asks without one where a role is needed."""
        return self.user.name if self.user else ""

    def may(self, role: Role) -> bool:
        """Whether who asks may do what `role` may."""
        return self.user is not None and self.user.role.covers(role)

    def form_as(self, shape: type[FormT]) -> FormT:
        """The form as a record; UsageError when it has other fields, or twice the same that is no list."""
        lists = {one.name for one in msgspec.structs.fields(shape) if get_origin(one.type) is tuple}
        if any(len(values) > 1 and name not in lists for name, values in self.form.items()):
            raise UsageError(
                "a field came twice.", remedy="Send the form of the page.", code="form"
            )
        plain = {
            name: values if name in lists else values[-1] for name, values in self.form.items()
        }
        try:
            return msgspec.convert(plain, shape, strict=False)
        except msgspec.ValidationError as cause:
            raise UsageError(
                f"the form is not as this page has it: {cause}.",
                remedy="Load the page anew and send its form.",
                code="form",
            ) from cause


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A page to be rendered."""

    template: str
    values: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Bytes:
    """A file as it is, such as a page of the hub before it is out."""

    body: bytes
    media_type: str
    status: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """On to another page of the desk."""

    page: str
    """Its name, never an address: nobody is sent off the site (SAFETY.md T46)."""
    path: Mapping[str, str] = field(default_factory=dict)
    """What the page's path names, such as an id."""
    query: Mapping[str, str] = field(default_factory=dict)
    anchor: str = ""
    """Where on the page to go on: an id of ours."""
    act: int = 0
    """Number of the act that was just done, so that the page can take it back."""
    said: str = ""
    """A code of `saying.SAID`: what the page says of what was just done."""
    count: int = 1
    """Of how many that is said."""
    cookies: Mapping[str, str] = field(default_factory=dict)
    """To be set; an empty one is taken away."""


Answer = Shown | Bytes | Sent
Answering = Callable[[Desk, Visit], Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One line of the desk's route table."""

    name: str
    path: str
    method: str
    role: Role | None
    """Who may; None lets in who is not logged in: the log-in page alone."""
    answer: Answering
