"""A reason: why a verdict is what it is.  Every outcome of every step carries some."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One ground for a verdict, readable by a machine (`code`) and by a person (`text`)."""

    code: str
    """A stable word, e.g. `title_from_og`; tests and filters use it."""
    text: str
    """A sentence for a person, without markup."""
    value: float | None = None
    """The amount behind it, in the unit that `code` implies (points, a similarity, seconds)."""
    evidence: str = ""
    """The words, address or number in the outside text that show it."""
