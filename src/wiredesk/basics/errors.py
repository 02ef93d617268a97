"""Every error Wiredesk raises on purpose.

    WiredeskError
    ├── UsageError       the person asked for something that cannot be; exit code 2
    │   └── SettingsError    a settings, topic, provider or source file is wrong
    │       └── KeyringError     the file of sealing keys is missing, open to others, or wrong
    ├── InputError       bytes from outside that cannot be what they claim
    │   ├── RecordError      a Markdown record that cannot be read; knows its line
    │   └── SealError        sealed text that does not open; never says why
    ├── FetchError       the world did not answer as asked; knows the URL and a code
    ├── StoreError       the store refused or is broken
    └── WorkerError      a worker process died or ran out of its limits

Each knows its subject (file, line, URL, id), its cause, and what to do.  Foreign exceptions are
wrapped once, where they enter.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in the outside text something is wrong."""

    name: str
    """File path, URL or `<stdin>`."""
    line: int | None = None
    """1-based, when known."""

    def __str__(self) -> str:
        return self.name if self.line is None else f"{self.name}:{self.line}"


class WiredeskError(Exception):
    """A failure that names its subject and says what to do.

    `subject` is the file, URL or id; `message` one sentence with the cause; `remedy` one sentence
    with what to do; `code` a stable word for machines.
    """

    code = "error"

    def __init__(
        self, message: str, *, subject: Place | str = "", remedy: str = "", code: str = ""
    ) -> None:
        super().__init__(message)
        self.message = message
        self.subject = subject
        self.remedy = remedy
        if code:
            self.code = code

    def __reduce__(self) -> tuple[object, ...]:
        """Travel whole between processes: errors of worker processes are raised in the main one."""
        return (_rebuilt, (type(self), self.message, self.subject, self.remedy, self.code))

    def __str__(self) -> str:
        head = f"{self.subject}: {self.message}" if str(self.subject) else self.message
        return f"{head} {self.remedy}".strip()


class UsageError(WiredeskError):
    """The person asked for something that cannot be."""

    code = "usage"


class SettingsError(UsageError):
    """A file a person wrote (settings, topics, providers, sources) is wrong."""

    code = "settings"


class KeyringError(SettingsError):
    """The file of sealing keys is missing, open to others, or wrong; never shows a key."""

    code = "keyring"


class InputError(WiredeskError):
    """Bytes from outside that cannot be what they claim to be."""

    code = "input"


class RecordError(InputError):
    """A record file that cannot be read; `subject` is a Place with its line."""

    code = "record"


class SealError(InputError):
    """Sealed text that does not open; one sentence for every cause, so that it tells nothing."""

    code = "seal"


class FetchError(WiredeskError):
    """A request that was refused, failed, or whose answer broke a limit.

    `code` is one of `refused` (our guard), `dns`, `connect`, `tls`, `timeout`, `too_large`, `bomb`,
    `redirects`, `protocol`, `robots`, `status`.
    """

    code = "fetch"


class StoreError(WiredeskError):
    """The store refused, is locked, full, broken, or of another version."""

    code = "store"


class WorkerError(WiredeskError):
    """A worker process died, or broke its limit of memory, processor or wall time."""

    code = "worker"


def _rebuilt(
    kind: type[WiredeskError], message: str, subject: Place | str, *rest: str
) -> WiredeskError:
    remedy, code = rest
    return kind(message, subject=subject, remedy=remedy, code=code)
