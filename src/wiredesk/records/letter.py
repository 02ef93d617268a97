"""An issue of the newsletter as its readers see it."""

from dataclasses import dataclass
from datetime import datetime

from wiredesk.records.hub import StoryView
from wiredesk.records.mailing import Masthead


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterStory:
    """A story in an issue."""

    story: StoryView
    new: int
    """Reports that are new since the last issue."""
    is_new: bool
    """All of them are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What one issue says, whoever gets it."""

    hub_title: str
    hub_url: str
    """As the settings say it, and never as anybody asked for it."""
    language: str
    at: datetime
    """When it was due, where its readers are."""
    since: datetime
    """The same of the issue before."""
    stories: tuple[LetterStory, ...]
    """Hottest first."""
    more: int = 0
    """Stories that are new too and found no place."""
    masthead: Masthead
