"""A file of the site before it is made: what makes it, and everything that it is made from.

Whoever has kept the inputs of the last time knows by comparing them whether the file would be another one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from wiredesk.records.hub import Frame, HubView


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One file of the site."""

    path: str
    """Relative, with forward slashes."""
    make: Callable[..., bytes]
    """Pure: sees nothing but the inputs, so that the same ones give the same bytes."""
    inputs: tuple[Any, ...]

    def body(self) -> bytes:
        """The file's bytes."""
        return self.make(*self.inputs)


def frame_of(hub: HubView) -> Frame:
    """The frame of the hub's pages."""
    return Frame(
        title=hub.title,
        url=hub.url,
        language=hub.language,
        topics=hub.topics,
        searches=tuple((one.slug, one.name) for one in hub.searches),
    )
