"""Settings of a hub: `wiredesk.toml` and the environment, as one frozen record.

In: the file's text.  Out: Settings.  Does not read sources, providers or topics (`lists.py`).
"""

from datetime import date
from pathlib import Path
from typing import Annotated, Final, Literal

import msgspec

from wiredesk.basics.errors import SettingsError
from wiredesk.settings.toml import parse_toml, read_file

SETTINGS_FILE = "wiredesk.toml"
WEEKDAYS: Final = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
)  # fmt: skip

Percent = Annotated[int, msgspec.Meta(ge=0, le=100)]
Positive = Annotated[float, msgspec.Meta(gt=0)]
NotNegative = Annotated[float, msgspec.Meta(ge=0)]
Count = Annotated[int, msgspec.Meta(ge=1)]
Days = Annotated[int, msgspec.Meta(ge=0, le=36_500)]
Port = Annotated[int, msgspec.Meta(ge=0, le=65_535)]


class HubSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who the hub is."""

    title: str = "My hub"
    url: str = "http://127.0.0.1:8420"
    """Public address of the site, without a slash at its end; links in feeds begin with it."""
    language: str = "en"
    contact: str = ""
    """Mail or web address that goes into the User-Agent; public polling refuses to start without."""


class NetworkSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How we ask others."""

    concurrency: Count = 100
    """Requests under way at once, over all hosts."""
    host_delay_seconds: NotNegative = 1.0
    """Pause between two requests to one host."""
    deadline_seconds: Positive = 30.0
    """From name lookup to the last byte."""
    pages_per_host_per_day: Count = 2_000
    obey_robots: bool = True
    """Pages only: a feed that a person subscribed to is exempt (docs/decisions/0003-politeness.md)."""
    hosts: dict[str, str] = {}
    """Fixed addresses for names, as in `"*.example" = "127.0.0.1:8421"`; also allows to dial them."""


class PublishSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What goes out."""

    quality_min: Percent = 40
    """Articles graded lower are held (`below_threshold`)."""
    followers: bool = False
    """Publish every independent report of a story, not only its lead."""
    off_topic: bool = False
    """Publish articles that fall under no topic of the hub."""
    probation: bool = False
    """Publish articles of sources that are new to the hub."""
    excerpt_characters_max: Annotated[int, msgspec.Meta(ge=0, le=1_000)] = 160
    """Policy, not law (SAFETY.md E 3.1)."""
    profile: str = "smartable"
    """Form of the record files."""
    site_days: Count = 30
    """How far back the front page, topics and feeds look."""
    ninjs: bool = False
    """Also write each record as ninjs, the IPTC's news in JSON, into `public/ninjs/`."""


class PictureSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Our own copies of lead pictures (docs/explanation/pictures.md)."""

    megabytes_max: Annotated[int, msgspec.Meta(ge=0)] = 2_000
    """Of all copies together; 0: none are kept, and the site shows no pictures."""


class RightsSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What may be done with what others wrote: policy, not law (docs/explanation/rights.md).

    `publish.excerpt_characters_max` bounds excerpts; `[source.rights]` in `sources.toml` and `[provider.rights]` in
    `providers.toml` set the same and more for one source or provider.
    """

    images: bool = True
    full_text: bool = False
    """Editors may see full texts; readers never do."""
    ai: bool = False
    """Models may read articles to write something new, where the publisher does not forbid it; never to be trained."""
    press_right_characters_max: Annotated[int, msgspec.Meta(ge=0, le=1_000)] = 160
    """Longest excerpt while the press publishers' right of the provider's country runs (EU and EEA)."""
    jurisdictions: dict[str, Annotated[int, msgspec.Meta(ge=0, le=1_000)]] = {}
    """The same for single countries, as in `es = 80`."""
    raw_days: Days = 365
    """How long raw responses stay in the archive; 0: for good."""
    text_days: Days = 0
    """How long full texts are kept; 0: for good."""
    excerpt_days: Days = 0
    """How long excerpts are kept and shown; 0: for good."""
    purge_days: Days = 7
    """How long a take-down can be undone; then its texts are removed for good."""


class ServeSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the web server listens."""

    host: str = "127.0.0.1"
    port: Port = 8420


class ApiSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What programs may ask (docs/how-to/use-the-api.md)."""

    public: bool = True
    """Whether what is published may be asked for without a key."""
    per_minute: Count = 60
    """Requests of one network without a key; a key has its own number."""


class SealSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is sealed into the records (docs/how-to/keep-keys.md)."""

    keyring: str = ""
    """File of the keys, outside the hub's folder; empty: nothing is sealed. `WIREDESK_KEYRING` wins over it."""
    legacy_until: date | None = None
    """Last day on which `wiredesk seal migrate` still opens the origin's form."""


class StoreSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the hub's memory lies (docs/how-to/use-postgresql.md)."""

    url: str = ""
    """`postgresql://USER@HOST/DATABASE`; empty: `wiredesk.db` in the hub's folder. `WIREDESK_STORE` wins over it. Needs `wiredesk[postgres]`."""


class SemanticSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sentence model as evidence beside the words (docs/how-to/use-a-sentence-model.md)."""

    model: str = ""
    """Folder with `model.onnx` and `tokenizer.json`; empty: none is used. Needs `wiredesk[semantic]`."""


class NewsletterSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Mails with what is new (docs/how-to/send-a-newsletter.md)."""

    every: Literal["", "day", "week"] = ""
    """Empty: only when a person sends one."""
    weekday: Literal[
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"
    ] = "monday"
    """Of a weekly one."""
    hour: Annotated[int, msgspec.Meta(ge=0, le=23)] = 7
    timezone: str = "UTC"
    """Where that hour is, as in `Europe/Berlin`."""
    sender: str = ""
    """`My hub <news@example.org>`."""
    subscribers: str = "subscribers.txt"
    """The list of readers: a mail address a line."""
    topics: list[str] = []
    """Ids; empty: all."""
    stories_max: Count = 12
    subject: str = "{hub}: {lead}"
    """`{hub}`, `{lead}` and `{date}` stand for the hub's title, the first headline and the day."""
    unsubscribe: str = ""
    """Web address or `mailto:`, in which `{address}` stands for the reader's; empty: a mail to the sender."""
    folder: str = "mail"
    """Where mails are written to when `smtp.host` is empty."""


class SmtpSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The mail server that takes the newsletter."""

    host: str = ""
    """Empty: mails are written to `newsletter.folder`."""
    port: Port = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    """`none` is refused unless the server is this machine."""
    user: str = ""
    """Empty: no log-in."""
    password: str = ""
    """The file that holds the password, outside the hub, readable by its owner alone; `WIREDESK_SMTP_PASSWORD` wins over it."""


class WorkerSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Processes for hostile bytes."""

    jobs: Count = 2
    memory_megabytes: Count = 1_536
    """Address space of one worker."""
    wall_seconds: Positive = 20.0


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of `wiredesk.toml`."""

    hub: HubSettings = HubSettings()
    network: NetworkSettings = NetworkSettings()
    publish: PublishSettings = PublishSettings()
    pictures: PictureSettings = PictureSettings()
    rights: RightsSettings = RightsSettings()
    serve: ServeSettings = ServeSettings()
    api: ApiSettings = ApiSettings()
    seal: SealSettings = SealSettings()
    store: StoreSettings = StoreSettings()
    semantic: SemanticSettings = SemanticSettings()
    newsletter: NewsletterSettings = NewsletterSettings()
    smtp: SmtpSettings = SmtpSettings()
    workers: WorkerSettings = WorkerSettings()


def load_settings(folder: Path) -> Settings:
    """The settings of the hub in `folder`; SettingsError when it is none."""
    path = folder / SETTINGS_FILE
    remedy = f"Make a hub with `wiredesk init {folder}`, or name its folder with `--hub DIR`."
    return parse_settings(read_file(path, remedy=remedy), name=str(path))


def parse_settings(text: str, *, name: str) -> Settings:
    """`wiredesk.toml` from its text."""
    settings = parse_toml(text, name=name, shape=Settings)
    if settings.hub.url.endswith("/"):
        raise SettingsError(
            "hub.url ends with a slash.", subject=name, remedy="Write it without one."
        )
    return settings
