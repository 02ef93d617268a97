"""How likely a headline withholds what the article says.

Twelve features that a person can check, each with the words that show it; a logistic sum.  The kinds of
features are those of Chakraborty et al., “Stop Clickbait”, ASONAM 2016; words, weights and headlines
(`tests/corpus/headlines`) are our own.  English, with German, French and Spanish.
"""

import math
import re
from collections.abc import Mapping
from typing import Final

from wiredesk.craft.quality.weights import CLICKBAIT, CLICKBAIT_BIAS

TITLE_CHARACTERS_MAX: Final = 300
COUNT_MAX: Final = 3  # of one feature; a fourth sign of the same kind adds no evidence


def _words(*listed: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(listed)})\b", re.IGNORECASE)


_FORWARD: Final = _words(
    r"this", r"these(?= (?!days))", r"here['’]s (?:why|what|how)", r"here is why", r"what happened(?: next)?(?=$| \w)",
    r"what (?:he|she|they|it|you|your|really|was)", r"the reason(?: why)?", r"then (?:he|she|they|this)", r"and (?:here|this) is",
    r"so this is", r"wait until", r"until you", r"you need to see", r"das passierte", r"dieser? einfache", r"was dieser?",
    r"deshalb solltest", r"voici (?:pourquoi|ce|comment)", r"ce que", r"ce secret", r"esto es", r"lo que", r"por esto",
)  # fmt: skip
_SECOND: Final = _words(
    r"you", r"your", r"yours", r"yourself", r"you['’](?:re|ve|ll|d)", r"du", r"dein\w{0,2}", r"dir", r"dich", r"vous", r"votre",
    r"vos", r"tu", r"tus", r"ton", r"ta", r"usted", r"vas a", r"sabías",
)  # fmt: skip
_LIST: Final = re.compile(
    r"^\W*(?:the |les |los )?(?:\d{1,2}|five|seven|nine|ten|twelve|zehn|sieben)(?: [\w'’-]{1,20}){0,3}? (?:things|ways|reasons|signs|"
    r"tips|tricks|hacks|facts|photos|pictures|jokes|secrets|letters|people|times|moments|mistakes|ideas|foods|dinge|gründe|tipps|"
    r"fakten|fehler|raisons|choses|astuces|photos|razones|cosas|trucos|fotos)\b",
    re.IGNORECASE,
)
_WONDER: Final = _words(
    r"unbelievabl[ey]", r"incredibl[ey]", r"amazing", r"shocking", r"shocks?", r"stunning", r"jaw-dropping", r"mind-blowing", r"blow your mind",
    r"epic", r"insane", r"genius", r"hilarious", r"adorable", r"heartbreaking", r"speechless", r"magical", r"priceless", r"perfect",
    r"awesome", r"cutest", r"weird", r"strange", r"break your heart", r"everything(?=$|\.)", r"obsessed", r"raving",
    r"unglaublich\w{0,2}", r"wirst .{0,10}nicht glauben", r"incroyable", r"pas croire", r"increíble", r"creer",
)  # fmt: skip
_NAMELESS: Final = re.compile(
    r"^\W*(?:he|she|they|it|her|his|their|this|these|we|i|nobody|everyone|er|sie|il|elle|ella|"
    r"(?:a|this|these) (?:man|woman|girl|boy|couple|mom|dad|waiter|teacher|dog|cat|baby|grandmother|stranger)s?)\b",
    re.IGNORECASE,
)
_PROMISE: Final = _words(
    r"secrets?", r"secretly", r"tricks?", r"hacks?", r"(?:the|shocking|whole) truth", r"mistakes?(?= (?:that|you|almost|everyone))",
    r"never", r"always", r"simple", r"tiny", r"hidden", r"best thing", r"everything you", r"everything about", r"everything you need",
    r"change(?:s)? (?:everything|how you|your life)", r"only \w{1,20} (?:who|will|would)", r"for ever", r"today$",
    r"geheimnis", r"trick", r"noch nicht wusstest", r"changer votre vie", r"que vous ignorez", r"truco", r"no sabías",
)  # fmt: skip
_QUESTION: Final = re.compile(r"\?")
_SHOUT: Final = re.compile(r"!|(?:\.\.\.|…)\s{0,3}$|\?!")
_QUIZ: Final = _words(
    r"quiz", r"guess", r"can you", r"test yourself", r"simple test", r"are you\?", r"how (?:well|old|many)", r"horoscope", r"try not",
    r"think you", r"if you remember", r"errätst du",
)  # fmt: skip
_REACT: Final = _words(
    r"goes viral", r"going viral", r"(?:breaks|broke) the internet", r"the internet", r"twitter", r"people are", r"everyone", r"nobody",
    r"almost everyone", r"losing (?:it|their minds?)", r"reaction", r"tout le monde", r"todo el mundo",
)  # fmt: skip
_TALK: Final = re.compile(
    r"\b\w{1,10}['’](?:t|re|ve|ll|d|m)\b|\b(?:it|here|that|what|there|she|he)['’]s\b|\b(?:really|just|actually|totally|literally|pretty|way too|so \w+ you)\b",
    re.IGNORECASE,
)
# A name within the line, a figure, or who says so: the headline tells.
_TELLS: Final = re.compile(
    r"(?<=[\w,;:] )[A-ZÄÖÜÉ][\w-]+|(?<=[\w,;:$€£] )\d[\d.,]*|\b[A-Z]{2,}\b|(?:^|: )(?:opinion|live|obituary|editorial|correction)\b|"
    r"\b(?:says?|said|court|police|study|regulator|minister|parliament|council|agency|researchers|scientists find|report|voters?|dies|dead|killed|"
    r"bill|law|treaty|beats?|fined?|jailed|sentenced|recalls?|wins?|million|billion|percent)\b",
)

FEATURES: Final[Mapping[str, re.Pattern[str]]] = {
    "points forward": _FORWARD,
    "speaks to you": _SECOND,
    "a list": _LIST,
    "wonder words": _WONDER,
    "names nobody": _NAMELESS,
    "a promise": _PROMISE,
    "a question": _QUESTION,
    "shouts or trails off": _SHOUT,
    "a quiz": _QUIZ,
    "reports reactions": _REACT,
    "talks": _TALK,
    "tells who, how many or who says so": _TELLS,
}


def clickbait(title: str) -> tuple[float, tuple[str, ...]]:
    """Probability 0 to 1, and the features that raise it with the words that show them."""
    total, shown = CLICKBAIT_BIAS, []
    for name, found in found_features(title).items():
        total += CLICKBAIT[name] * len(found)
        if found and CLICKBAIT[name] > 0:
            shown.append(f"{name} (“{found[0][:40]}”)")
    return 1.0 / (1.0 + math.exp(-total)), tuple(shown)


def found_features(title: str) -> dict[str, list[str]]:
    """For each feature the words that show it, at most three."""
    title = title[:TITLE_CHARACTERS_MAX]
    # Where Every Word Begins Large, capitals say nothing of names.
    tells = title.capitalize() if _is_titled(title) else title
    return {
        name: [
            found.group().strip()
            for found in pattern.finditer(tells if CLICKBAIT[name] < 0 else title)
        ][:COUNT_MAX]
        for name, pattern in FEATURES.items()
    }


def _is_titled(title: str) -> bool:
    words = [word for word in title.split() if word[:1].isalpha() and len(word) > 3]
    return len(words) > 2 and sum(word[0].isupper() for word in words) > 0.8 * len(words)
