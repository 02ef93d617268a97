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
TELLS: Final = "tells who, how many or who says so"
COUNT_MAX: Final = 3  # of one feature; a fourth sign of the same kind adds no evidence


def _words(*listed: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(listed)})\b", re.IGNORECASE)


# Nouns that say that there is something to say, and not what.
_HOLLOW: Final = (
    r"(?:reasons?|truth|secrets?|tricks?|hacks?|details?|things?|catch|twist|answers?|reply|replies|response|remarks?|gesture|message|"
    r"lessons?|habits?|mystery|puzzle|confession|moment|ingredient|feature|discovery|story|object|rule|find|phrase|advice|idea|method|"
    r"mistakes?|decision|surprise|effect|clue|sign)"
)
_TEASING: Final = (
    r"(?:one|single|real|true|only|hidden|secret|dark|quiet|small|tiny|little|little-known|simple|easy|strange|odd|weird|unusual|unlikely|"
    r"unexpected|forgotten|surprising|astonishing|shocking|curious|clever|genius|brutal|disturbing|heartbreaking|touching|best|worst)"
)
_FORWARD: Final = _words(
    r"this(?! (?:week|month|year|morning|evening|summer|winter|spring|autumn|weekend|season)\b)", r"these(?! (?:days|are the)\b)",
    r"here['’]s (?:why|what|how|the reason)", r"here is (?:why|what|how)", r"what happen(?:ed|s)(?: next| when)?(?=$| \w)",
    r"what (?:he|she|they|it|you|your|really|nobody|no one|lies|goes on|to expect|was (?:behind|inside|found))", r"(?:is|was) not what",
    r"(?:not|never) (?:what|the way) (?:you|it|they)", r"(?:for|has|have|there['’]s|there is) an? (?:good |surprising |simple )?reasons?", r"then (?:he|she|they|this|that|something)",
    r"and (?:here|this|that) is", r"and it(?:['’]s| is) not", r"so this is", r"wait (?:un)?till?", r"until you", r"you need to see", r"says it all",
    r"there(?:['’]s| is) (?:one|only one|something|a (?:catch|twist|secret|surprising|simple))", r"tells (?:you|us) everything", r"why (?:this|these)",
    r"(?:something|nothing|someone|anything) (?:that|they|he|she|else|changed|happened|unexpected|strange|about)",
    r"inside the (?:\w+ )?(?:world|life|home|mind|secret)", r"but (?:there is|there['’]s|nobody|one thing)", rf"one {_HOLLOW}",
    r"goes on behind", r"das (?:passierte|geschah|steckt|sagt)", r"was dann", r"was (?:dieser?|wirklich|niemand)",
    r"(?:mit )?dies(?:er|em|en|e|es) (?:einfache\w?|eine\w?|genial\w{1,2}|trick|antwort|geste|satz|fehler|änderung|detail)", r"deshalb solltest",
    r"voici (?:pourquoi|ce|comment)", r"ce (?:que|qui|geste|secret|détail|petit|simple)", r"cette (?:astuce|recette|erreur|phrase|femme|photo)",
    r"esto es", r"lo que", r"por esto", r"est[ae] (?:receta|truco|error|gesto|foto|sencillo|mujer|frase)",
)  # fmt: skip
# A headline without a verb of its own: “The letter that …”, “What the cleaners found”.
_HANGING: Final = re.compile(
    r"^\W*(?:(?:the|a|one|el|la) (?:[\w’'-]{1,20} ){1,4}?(?:that|who|which|no one|nobody|que)\b|"
    r"(?:the|a|one) (?:[\w’'-]{1,20} ){0,3}(?:behind|inside|between)\b|"
    r"what (?!we know|to know|is |are )(?:[\w’'-]{1,20} ){1,5}?(?:did|said|found|saw|hid|told|tells|knew|wore|wrote|heard|asked|thinks?|wants?|whispered|learned|know)\b|"
    r"ce que (?:[\w’'-]{1,20} ){1,5}?(?:voulai\w{1,3}|cach\w{1,5}|a)\b|how (?:one|an?) (?:man|woman|girl|boy|mother|father|couple|family|teacher|town|village)\b)",
    re.IGNORECASE,
)
_SECOND: Final = _words(
    r"you", r"your", r"yours", r"yourself", r"you['’](?:re|ve|ll|d)", r"(?:die|dass|wenn|was|wie|warum|wirst|hast|kannst|musst) du", r"du (?:wirst|hast|noch|nie|dein\w{0,2})",
    r"dein\w{0,2}", r"dir", r"dich", r"vous", r"votre", r"vos", r"tu", r"tus", r"ton", r"ta", r"te", r"usted", r"vas a", r"sabías", r"adivinarás",
)  # fmt: skip
_LIST: Final = re.compile(
    r"^\W*(?:the |les |los |diese )?(?:\d{1,2}|five|seven|nine|ten|twelve|zehn|sieben)(?: [\w'’-]{1,20}){0,3}? (?:things|ways|reasons|signs|"
    r"tips|tricks|hacks|facts|photos|pictures|jokes|secrets|letters|people who|times|moments|mistakes|ideas|foods|habits|questions|lessons|"
    r"dinge|gründe|tipps|fakten|fehler|anzeichen|raisons|choses|astuces|photos|signes|erreurs|razones|cosas|trucos|fotos|señales|errores)\b",
    re.IGNORECASE,
)
_WONDER: Final = _words(
    r"unbelievabl[ey]", r"incredibl[ey]", r"amazing", r"shocking", r"shocks?", r"stunning", r"jaw-dropping", r"mind-blowing", r"blow your mind",
    r"epic", r"insane(?:ly)?", r"genius", r"hilarious", r"adorable", r"heartbreaking", r"speechless", r"magical", r"priceless", r"perfect",
    r"awesome", r"cutest", r"weird", r"strange(?:st)?", r"break your heart", r"everything(?=$|\.)", r"obsessed", r"raving", r"surpris(?:ing|ed)", r"astonishing",
    r"unlikely", r"unusual", r"unexpected", r"twist", r"inspir(?:e|es|ing)", r"make you \w{1,12}", r"goosebumps", r"bizarre", r"creepy", r"eerie", r"tear-jerking",
    r"too (?:funny|cute|good|real)", r"hard to believe", r"(?:not|never|n['’]t) (?:expect|believe|guess|imagine)(?:ed)?", r"dark", r"forgotten", r"gets (?:even )?better",
    r"suddenly", r"finally", r"unglaublich\w{0,2}", r"genial\w{0,2}", r"wirst .{0,10}nicht glauben", r"nicht gerechnet", r"rührt", r"zu tränen", r"incroyable",
    r"pas croire", r"(?:pleurer|mourir) de rire", r"a ému", r"increíble", r"creer", r"encantar", r"nunca", r"sorprendente", r"esperaba",
)  # fmt: skip
_NAMELESS: Final = re.compile(
    r"^\W*(?:he|she|they|it|her|his|their|this|these|we|i|nobody|everyone|er|sie|il|elle|ella|"
    r"(?:a|this|these) (?:[\w’'-]{1,20} )?(?:man|woman|girl|boy|couple|mom|mum|mother|dad|father|waiter|teacher|dog|cat|baby|grandmother|stranger|nurse|bride|village|town)s?(?:['’]s)?)\b",
    re.IGNORECASE,
)
_PROMISE: Final = _words(
    rf"{_TEASING} (?:\w{{1,12}} )?{_HOLLOW}", r"secretly", r"tricks?(?= (?:that|to|for))", r"hacks?(?= (?:that|to|for|will))", r"(?:the|shocking|whole) truth",
    r"mistakes?(?= (?:that|you|almost|everyone))", r"secrets?(?= (?:that|your|of|to|nobody|no one)|$|:)", r"secrets? (?:\w{1,12} ){1,3}(?:don['’]t|won['’]t|never)",
    r"never (?!again group)\w{1,12}(?= \w)", r"always(?= \w)", r"(?:simple|tiny) (?:trick|stretch|test|step|change)", r"hidden(?= (?:beach|feature|message|meaning|detail))",
    r"best thing", r"everything you", r"everything about", r"chang(?:e|es|ed) (?:everything|how you|how we|what we|the way|your life)", r"only \w{1,20} (?:who|will|would|can)", r"for ever", r"today$",
    r"hides?", r"reveals?(?= (?:the|what|why|how|his|her|their|about))", r"share[sd]? (?:the|a|one|their|his|her) (?:\w{1,12} ){0,1}(?:reason|secret|trick|tip|habit)", r"few (?:have|would|know|people)",
    r"nobody (?:tells|talks|knows|saw|noticed|mentions)", r"breaks? (?:her|his|their|the)? ?silence", r"could (?:cost|change|ruin|save)", r"insiders?", r"issues? (?:\w{1,12} )?warning",
    r"you should (?:stop|never|always|not)", r"for (?:anyone|everyone) (?:who|with)", r"every (?:country|parent|woman|man|driver|\w{1,12}) should", r"begging", r"geheimnis", r"trick", r"noch nicht wusstest", r"die wahrheit", r"niemand", r"wirklich hinter",
    r"change[rz]? (?:votre|la|ta) vi\w", r"vous changer la vie", r"que vous ignorez", r"vraie raison", r"ne voulai\w{1,2} pas", r"truco", r"no sabías", r"nadie", r"escond\w{1,3}", r"ocult\w{1,5}",
)  # fmt: skip
_SHOUT: Final = re.compile(r"!|(?:\.\.\.|…)\s{0,3}$|\?!")
_QUIZ: Final = _words(
    r"quiz(?! show)", r"guess(?! who)", r"can you", r"test yourself", r"simple test", r"are you\?", r"how (?:well|old) ", r"horoscope", r"try not", r"try (?:this|these)",
    r"think you", r"if you remember", r"spot the", r"thank us later", r"says? about you", r"reveals about", r"errätst du", r"which \w{1,20} (?:are|were) you", r"adivina\w{0,3}",
)  # fmt: skip
_REACT: Final = _words(
    r"goes viral", r"going viral", r"(?:breaks|broke) the internet", r"the internet", r"people are", r"everyone", r"losing (?:it|their minds?)", r"reactions? (?:to|is|was|says)",
    r"can['’]t (?:stop|get enough|believe)", r"cannot (?:stop|believe)", r"couldn['’]t believe", r"in tears", r"lost for words", r"in disbelief", r"baffle[sd]?", r"baffling", r"stuns?", r"stunned",
    r"puzzle[sd]?", r"furious", r"not happy", r"(?:are|is) divided", r"divides? the", r"wins? hearts", r"strikes? a nerve", r"talking(?= about|$)", r"melts?", r"delight(?:s|ed)?",
    r"outraged?", r"jaws?", r"tout le (?:monde|pays)", r"todo el mundo", r"fast jeder", r"alle",
)  # fmt: skip
_TALK: Final = re.compile(
    r"\b\w{1,10}['’](?:t|re|ve|ll|d|m)\b|\b(?:it|here|that|what|there|she|he)['’]s\b|\b(?:really|just|actually|totally|literally|pretty|way too|exactly|so \w+ you)\b",
    re.IGNORECASE,
)
# Figures, institutions and verbs of outcome, or who says so: the headline tells.
_TELLS: Final = re.compile(
    r"(?<=[\w,;:$€£ ])(?<!^)\b(?!(?:1[89]|20)\d\d\b)\d[\d.,]*|\b(?:opinion|live|obituary|editorial|correction)\b(?=:)|(?<=[\w”\"])(?=: [^.]{12})|, (?:\w+ ){0,3}(?=(?:says?|shows?|finds?|hears?|told|confirms?|reports?|admits?)$)|"
    r"\b(?:says?|said|courts?|told|police|study|regulator|parliament|council|agency|researchers|scientists find|reports?|survey|voters?|dies|dead|killed|"
    r"bill|laws?|treaty|beats?|wins?|fine[ds]?|jailed|sentenced|arrests?|recalls?|million|billion|percent|inquiry|inspectors|prosecutor|rescued|hears|jury|senate|bundestag|"
    r"gericht|tote|sénat|loi|morts?|ley|juez|congreso|muertos|votes?|signs?|approves?|rejects?|rules|injured|register|claim|open|closes?|loses?|show|rights)\b",
    re.IGNORECASE,
)
_QUOTED: Final = re.compile(r"“[^“”]{1,200}”|\"[^\"]{1,200}\"|„[^„“]{1,200}“|«[^«»]{1,200}»")
_NAME: Final = re.compile(r"(?<=[\w,;:] )[A-ZÄÖÜÉ][\w-]+|\b[A-Z]{2,}\b")

FEATURES: Final[Mapping[str, re.Pattern[str]]] = {
    "points forward": _FORWARD,
    "hangs in the air": _HANGING,
    "speaks to you": _SECOND,
    "a list": _LIST,
    "wonder words": _WONDER,
    "names nobody": _NAMELESS,
    "a promise": _PROMISE,
    "shouts or trails off": _SHOUT,
    "a quiz": _QUIZ,
    "reports reactions": _REACT,
    "talks": _TALK,
    TELLS: _TELLS,
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
    is_titled = _is_titled(title)
    # What somebody is quoted with is not how the headline speaks.
    own = _QUOTED.sub(" ", title)
    found = {
        name: [
            one.group().strip()
            for one in pattern.finditer(title if name == TELLS else own)
            if name == TELLS or is_titled or not _begins_name(own, one)
        ][:COUNT_MAX]
        for name, pattern in FEATURES.items()
    }
    # Names do not count where Every Word Begins Large, nor do they alone: bait has learned to name places.
    if found[TELLS] and not is_titled and (name := _NAME.search(title)):
        found[TELLS] = [*found[TELLS], name.group()][:COUNT_MAX]
    return found


def _begins_name(title: str, found: re.Match[str]) -> bool:
    """Whether these words are part of a name: “Epic Games”, “The Secret Garden”."""
    after = title[found.end() :].lstrip()
    return found.group().lstrip()[:1].isupper() and after[:1].isupper() and after[1:2].islower()


def _is_titled(title: str) -> bool:
    words = [word for word in title.split() if word[:1].isalpha() and len(word) > 3]
    return len(words) > 2 and sum(word[0].isupper() for word in words) > 0.8 * len(words)
