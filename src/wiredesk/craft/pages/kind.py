"""What a page turned out to be.

In: its claims and its text.  Out: the kind, with the reason.
"""

import re
from typing import Final

from wiredesk.basics.urls import web_url
from wiredesk.craft.pages.jsonld import types_of
from wiredesk.craft.pages.metadata import Head
from wiredesk.records.article import Kind
from wiredesk.records.reason import Reason

THIN_WORDS: Final = 120  # a wall or a teaser has fewer
NOTHING_WORDS: Final = 25
_CONSENT = re.compile(
    r"(we (?:and our partners )?(?:use|value|need) (?:cookies|your (?:privacy|consent))|before you continue|"
    r"accept (?:all )?cookies|manage (?:your )?(?:cookie|privacy) (?:choices|settings|preferences)|your privacy choices|"
    r"consent to the (?:use|processing)|cookies? zustimmen|mit werbung und cookies|datenschutzeinstellungen|"
    r"einwilligung|nous utilisons des cookies|accepter (?:et continuer|les cookies)|utilizamos cookies|aceptar (?:todas las )?cookies)",
    re.IGNORECASE,
)
_PAYWALL = re.compile(
    r"(subscribe (?:now )?to (?:continue|read|keep)|to (?:continue|keep) reading|this (?:article|story|content) is (?:only )?(?:for|available to) "
    r"(?:subscribers|members)|already a (?:subscriber|member)|for subscribers only|subscribers only|"
    r"register (?:now )?to (?:continue|read)|log in to (?:continue|read)|unlock this (?:article|story)|"
    r"jetzt (?:weiterlesen|abonnieren)|nur für abonnenten|(?:mit|als) abo(?:nnent)? weiterlesen|"
    r"réservé aux abonnés|abonnez-vous pour|il vous reste .{1,20} à lire|"
    r"solo para suscriptores|suscríbete para|contenido exclusivo para)",
    re.IGNORECASE,
)
_RELEASE = re.compile(
    r"(/PRNewswire/|\bBUSINESS WIRE\b|\bGlobe ?Newswire\b|\bEIN Presswire\b|\bACCESSWIRE\b|^[^\S\n]{0,20}press release\b|"
    r"^[^\S\n]{0,20}for immediate release|^[^\S\n]{0,20}pressemitteilung|^[^\S\n]{0,20}communiqué de presse|^[^\S\n]{0,20}nota de prensa|\(ots\))",
    re.IGNORECASE | re.MULTILINE,
)
_RELEASE_URL = re.compile(
    r"/(?:press-?releases?|pressemitteilung(?:en)?|news-?releases?|communiques?-de-presse)/",
    re.IGNORECASE,
)
_LIVE_URL = re.compile(
    r"[/-](?:live-?blog|live-?updates?|liveticker|en-direct|newsticker)(?:[/\-.]|$)", re.IGNORECASE
)
_VIDEO_URL = re.compile(r"/(?:videos?|watch)/", re.IGNORECASE)
_EMBED_HOSTS: Final = (
    "www.youtube.com",
    "www.youtube-nocookie.com",
    "player.vimeo.com",
    "www.dailymotion.com",
)


def find_kind(head: Head, text: str, *, title: str) -> tuple[Kind, Reason]:
    """The kind of a page; the first rule that holds."""
    words = len(text.split())
    types = {one for node in head.graph.nodes for one in types_of(node)}
    said = f"{title}\n{text[:3_000]}"
    if found := _wall(_CONSENT, said, words):
        return Kind.CONSENT, _why(
            "consent", "The page asks for consent instead of telling anything.", found
        )
    if _is_locked(head) and words < 4 * THIN_WORDS:
        return Kind.PAYWALL, _why(
            "paywall", "The page says that its text is not free.", "isAccessibleForFree"
        )
    if found := _wall(_PAYWALL, f"{said}\n{text[-600:]}", words, thin=3 * THIN_WORDS):
        return Kind.PAYWALL, _why("paywall", "The text ends at a payment hint.", found)
    if "LiveBlogPosting" in types or _LIVE_URL.search(head.url):
        return Kind.LIVEBLOG, _why("liveblog", "The page is a live blog.", head.url)
    kind = head.meta("og:type").lower()
    if (kind.startswith("video") or "VideoObject" in types or _VIDEO_URL.search(head.url)) and (
        words < THIN_WORDS and (kind.startswith("video") or find_embed(head) is not None)
    ):
        return Kind.VIDEO, _why("video", "The page shows a video with little text.", kind)
    if "PodcastEpisode" in types and words < 2 * THIN_WORDS:
        return Kind.AUDIO, _why("audio", "The page is a podcast episode.", "PodcastEpisode")
    if released := _RELEASE.search(said) or _RELEASE_URL.search(head.url):
        return Kind.PRESS_RELEASE, _why(
            "pressrelease", "The page is a press release.", released.group()
        )
    if words < NOTHING_WORDS and not head.node:
        return Kind.NOT_ARTICLE, _why(
            "not_article", f"The page has {words} words of text.", head.url
        )
    return Kind.ARTICLE, _why("article", f"An article of {words} words.", kind)


def find_embed(head: Head) -> str | None:
    """The address of an embedded video player."""
    for frame in head.page.css("iframe[src]")[:20]:
        address = web_url(frame.attributes.get("src") or "", head.url)
        if address and any(f"//{host}/" in address for host in _EMBED_HOSTS):
            return address
    player = web_url(head.meta("og:video:secure_url", "og:video:url", "og:video"), head.url)
    return player or None


def _wall(pattern: re.Pattern[str], text: str, words: int, *, thin: int = THIN_WORDS) -> str:
    found = pattern.search(text) if words < thin else None
    return found.group() if found else ""


def _is_locked(head: Head) -> bool:
    stated = head.node.get("isAccessibleForFree")
    locked = str(stated).strip().lower() == "false"
    return locked or head.meta("article:content_tier").lower() == "locked"


def _why(code: str, text: str, evidence: str) -> Reason:
    return Reason(code=f"kind_{code}", text=text, evidence=evidence[:200])
