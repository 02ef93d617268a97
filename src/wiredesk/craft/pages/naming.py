"""What the names of elements give away: `class` and `id` words that publishers share.

In: a class and an id attribute.  Out: a bit set of the groups below.  Judges nothing: how much a
group counts is learned (`weights`).
"""

import re
from functools import lru_cache
from typing import Final

# Group → word beginnings.  The words of many content systems, not of one publisher.
GROUPS: Final = (
    ("comment", "comment disqus respond replies reply discuss"),
    (
        "related",
        (
            "relat recomm similar more next also trend popular latest recirc outbrain taboola teaser "
            "further suggest linkbox siehe carousel slider swiper slick read"
        ),
    ),
    (
        "share",
        "shar social follow tweet twitter facebook addthis addtoany sociable print bookmark linkedin",
    ),
    (
        "promo",
        (
            "promo sponsor advert ad ads adv banner newsletter subscri signup optin opt cta donat offer "
            "upsell convert hubspot webinar download demo dfp gpt commercial affiliate product widget "
            "piano paywall callout"
        ),
    ),
    ("author", "author byline bio contributor profile writer autor"),
    (
        "meta",
        (
            "meta date time publish posted tag tags categor kicker eyebrow label timestamp credit topic "
            "topics info"
        ),
    ),
    (
        "navigation",
        "nav menu breadcrumb crumb crumbs pager pagination toolbar skip sitemap tab tabs",
    ),
    ("contents", "toc contents jump anchor anchors"),
    ("footer", "foot copyright legal disclaimer colophon"),
    ("header", "head hero masthead topbar banner"),
    ("sidebar", "side sidebar aside rail secondary complementary"),
    (
        "overlay",
        (
            "modal popup overlay lightbox cookie consent gdpr onetrust drawer toast alert notice dialog "
            "offcanvas tooltip dropdown"
        ),
    ),
    ("caption", "caption legend photo image gallery media figure picture thumb video player img"),
    ("hidden", "hidden hide sr visually screen collaps invisible noprint none"),
    ("questions", "faq question answer accordion"),
    ("card", "card tile grid item feed archive listing loop list"),
    (
        "standfirst",
        (
            "standfirst subtitle subhead deck dek lead intro summary excerpt abstract vorspann chapo "
            "sapo sub"
        ),
    ),
    ("form", "search login regist form input contact"),
    (
        "sources",
        "reference references footnote citation bibliograph source sources ref refs",
    ),
    (
        "body",
        "body content copy richtext rich prose wysiwyg rte paragraph cms markdown text textblock entry",
    ),
    ("article", "article story post main blog single news page"),
)
GROUP_NAMES: Final = tuple(name for name, _ in GROUPS)
_BEGINNINGS: Final = tuple(
    (word, 1 << place) for place, (_, words) in enumerate(GROUPS) for word in words.split()
)
# Short words begin too many others: these count whole, in the plural, or before an ending below.
_WHOLE: Final = frozenset(
    "ad ads adv opt bio tag tags tab tabs nav toc side sr none sub ref refs rte time date info form "
    "more next also item card list feed read cms text main post page news head foot demo gpt img "
    "label source sources lead contents rail skip reply copy body menu hide single story".split()
)
_WITH_ENDING: Final = frozenset("head foot nav menu side text post list item card".split())
_ENDINGS: Final = frozenset("er bar ed ing s block box line".split())
_WORD = re.compile("[A-Za-z][a-z]+")
NAMES_CACHED: Final = 20_000  # a host's pages share their names
NAME_CHARACTERS_MAX: Final = 400  # generated class lists of some builders are kilobytes long


@lru_cache(maxsize=NAMES_CACHED)
def groups_of(names: str) -> int:
    """The groups that the words of a class and an id belong to, as bits."""
    found = 0
    for word in _WORD.findall(names[:NAME_CHARACTERS_MAX]):
        found |= _groups_of_word(word.lower())
    return found


@lru_cache(maxsize=NAMES_CACHED)
def _groups_of_word(word: str) -> int:
    found = 0
    for beginning, bit in _BEGINNINGS:
        if word.startswith(beginning) and _counts(word, beginning):
            found |= bit
    return found


def _counts(word: str, beginning: str) -> bool:
    if word == beginning or beginning not in _WHOLE:
        return True
    rest = word[len(beginning) :]
    return rest == "s" or (beginning in _WITH_ENDING and rest in _ENDINGS)
