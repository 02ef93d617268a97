"""Web addresses: one parser for all checks, one canonical form for identity.

In: an address as somebody wrote it.  Out: the address as browsers read it (WHATWG, by `can_ada`),
its host, its registrable domain, its canonical form.  Never touches the network.
"""

import ipaddress
from functools import lru_cache
from typing import Final

import can_ada
from publicsuffixlist import PublicSuffixList

URL_CHARACTERS_MAX: Final = (
    2_048  # longer ones are traps or data; no publisher's article needs them
)

# Parameters that say where a reader came from, never what is shown.  Sources: the analytics
# products' own manuals; kept short on purpose, since a wrong entry merges two articles.
TRACKING_PREFIXES: Final = ("utm_", "mtm_", "pk_", "hsa_", "at_custom", "__twitter_", "_hs")
TRACKING_NAMES: Final = frozenset(
    [
        "fbclid",
        "gclid",
        "dclid",
        "msclkid",
        "yclid",
        "igshid",
        "igsh",
        "mc_cid",
        "mc_eid",
        "mkt_tok",
        "smid",
        "cmpid",
        "ncid",
        "ocid",
        "ref_src",
        "ref_url",
        "guccounter",
        "guce_referrer",
        "guce_referrer_sig",
        "soc_src",
        "soc_trk",
        "cmp",
        "wt_mc",
        "xtor",
        "at_medium",
        "at_campaign",
        "rss",
        "_ga",
        "twclid",
        "ttclid",
        "wbraid",
        "gbraid",
        "s_cid",
        "fb_ref",
    ]
)


def web_url(text: str, base: str | None = None) -> str | None:
    """`text` as a browser would read it, when that is a plain http or https address; else None.

    None for other schemes, user names in the address, and addresses that are too long.  This is the
    only gate to every `href` and `src` we ever write (SAFETY.md rule 8).
    """
    if not text.strip() or len(text) > URL_CHARACTERS_MAX * 2:
        return None  # an empty address would become its base
    try:
        parsed = (can_ada.parse(base) + text.strip()) if base else can_ada.parse(text.strip())
    except ValueError:
        return None
    if parsed.protocol not in {"http:", "https:"} or parsed.username or parsed.password:
        return None
    href = str(parsed.href)
    return href if parsed.hostname and len(href) <= URL_CHARACTERS_MAX else None


def plain_url(url: str) -> str | None:
    """`url` as a reader should be sent there: no fragment, no tracking; None when it is no address."""
    read = web_url(url)
    if read is None:
        return None
    parsed = can_ada.parse(read)
    parsed.hash = ""
    kept = [part for part in str(parsed.search)[1:].split("&") if part and not _is_tracking(part)]
    parsed.search = "&".join(kept)
    return str(parsed.href)


def canonical_url(url: str) -> str | None:
    """The form of `url` that identity is made of: as `plain_url`, without default port or `www.`.

    The scheme becomes https, since the same article under http is the same article; query
    parameters keep their order.  Not for readers: a host may answer only with `www.`, or only http.
    """
    plain = plain_url(url)
    if plain is None:
        return None
    parsed = can_ada.parse(plain)
    parsed.protocol = "https:"
    if parsed.port == "80":
        parsed.port = ""
    host = str(parsed.hostname)
    while host.startswith("www.") and host.count(".") > 1:
        host = host[4:]
    parsed.hostname = host
    return str(parsed.href)


def host_of(url: str) -> str:
    """The host name of `url` in ASCII, empty when it has none."""
    try:
        return str(can_ada.parse(url).hostname)
    except ValueError:
        return ""


def port_of(url: str) -> int:
    """The port that `url` asks for; 0 when `url` cannot be read."""
    try:
        parsed = can_ada.parse(url)
    except ValueError:
        return 0
    return int(parsed.port or (443 if parsed.protocol == "https:" else 80))


def registrable_domain(url_or_host: str) -> str:
    """The domain somebody registered: `news.example.co.uk` gives `example.co.uk`; addresses stay."""
    host = host_of(url_or_host) if "//" in url_or_host else url_or_host
    host = host.lower().rstrip(".")
    if _is_address(host):
        return host
    return _suffixes().privatesuffix(host) or host


def same_site(url: str, other: str) -> bool:
    """Whether both addresses lie under one registrable domain."""
    domain = registrable_domain(url)
    return bool(domain) and domain == registrable_domain(other)


def _is_tracking(parameter: str) -> bool:
    name = parameter.partition("=")[0].lower()
    return name in TRACKING_NAMES or name.startswith(TRACKING_PREFIXES)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()
