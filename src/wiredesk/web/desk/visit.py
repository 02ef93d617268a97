"""What a page of the desk is given, and what it answers with.

A page is a plain function from `Desk` and `Visit` to an `Answer`: who may see it, and whether a form came from our
own page, was settled before it is called.  Knows nothing of HTTP beyond a status.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, TypeVar

import msgspec

from wiredesk.basics.clock import Clock
from wiredesk.basics.errors import UsageError
from wiredesk.newsroom.users import Doorkeeper
from wiredesk.ports import Store
from wiredesk.records.user import Role, User

FormT = TypeVar("FormT", bound=msgspec.Struct)
NOTICES_MAX: Final = 1_000  # sessions whose next page has something to tell


@dataclass(slots=True, kw_only=True)
class Desk:
    """What all pages share."""

    store: Store
    clock: Clock
    doorkeeper: Doorkeeper
    title: str
    """Of the hub."""
    url: str
    """Public address of the hub, without a slash at its end: the only origin that forms may come from."""
    notices: dict[str, str] = field(default_factory=dict)
    """By session: what was done, told on the next page."""

    def tell(self, session: str, notice: str) -> None:
        """Let the session's next page begin with `notice`."""
        while len(self.notices) >= NOTICES_MAX:
            self.notices.pop(next(iter(self.notices)))
        self.notices[session] = notice

    @property
    def is_secure(self) -> bool:
        """Whether readers come over TLS."""
        return self.url.startswith("https://")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request, checked."""

    user: User | None
    """None only on the log-in page."""
    session: str = ""
    """Hash of the session's token; never the token."""
    csrf: str = ""
    """What forms on the page must send back."""
    path: Mapping[str, str]
    query: Mapping[str, str]
    form: Mapping[str, tuple[str, ...]]
    cookies: Mapping[str, str]
    address: str
    """Of whoever asks."""
    now: datetime

    def form_as(self, shape: type[FormT]) -> FormT:
        """The form as a record; UsageError when it has other fields, or twice the same."""
        lists = {
            one.encode_name for one in msgspec.structs.fields(shape) if "tuple" in str(one.type)
        }
        plain = {
            name: list(values) if name in lists else values[-1]
            for name, values in self.form.items()
        }
        if any(len(values) > 1 for name, values in self.form.items() if name not in lists):
            raise UsageError(
                "a field came twice.", remedy="Send the form of the page.", code="form"
            )
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
class Sent:
    """On to another page of the desk."""

    page: str
    """Its name, never an address: nobody is sent off the site (SAFETY.md T46)."""
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    cookies: Mapping[str, str] = field(default_factory=dict)
    """To be set; an empty one is taken away."""
    notice: str = ""
    """Told on that page."""


Answer = Shown | Sent
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
