"""The language of a text: the page's own word first, then a look at the words.

In: what the page states, and its text.  Out: a primary tag such as `de`.
"""

from functools import lru_cache
from typing import Any, Final

LOOK_CHARACTERS: Final = 600
LOOK_MIN: Final = 40  # characters; less says nothing
SURE: Final = 0.95


def find_language_of(stated: str, text: str) -> str:
    """`stated`, unless it is missing; then the language that the text looks like."""
    if stated or len(text) < LOOK_MIN:
        return stated
    code, chance = _identifier().classify(text[:LOOK_CHARACTERS])
    return str(code) if chance >= SURE else ""


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - 4 s to load, seldom needed

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
