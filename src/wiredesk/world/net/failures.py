"""What went wrong in an exchange, as one sentence an editor can act on.

In: an exception of aiohttp, ssl or the socket.  Out: FetchError with code and remedy.
"""

import ssl

import aiohttp

from wiredesk.basics.errors import FetchError
from wiredesk.world.net.guard import RefusedAddressError

# Verification errors of OpenSSL, https://docs.openssl.org/master/man3/X509_STORE_CTX_get_error/
TLS_SENTENCES = {
    10: "its certificate has expired",
    9: "its certificate is not valid yet",
    18: "its certificate is signed by itself",
    19: "its certificate is signed by nobody we know",
    20: "its certificate is signed by nobody we know",
    21: "its certificate is signed by nobody we know",
    62: "its certificate is for another host",
    64: "its certificate is for another address",
    3: "its certificate uses a broken signature",
    68: "its certificate uses a signature that is too weak",
    66: "its certificate uses a key that is too weak",
}


def explained(cause: BaseException, *, url: str, seconds: float) -> FetchError:
    """The FetchError that `cause` stands for."""
    if isinstance(cause, FetchError):
        return cause
    if isinstance(cause, TimeoutError):
        return FetchError(
            f"did not finish within {seconds:.1f} seconds.", subject=url, code="timeout"
        )
    if _refusal(cause):
        # One sentence for every refused address: what lies there is nobody's business.
        return FetchError(
            "leads to an address that is not public: it is not fetched.",
            subject=url,
            code="refused",
        )
    if (tls := _tls(cause)) is not None:
        return FetchError(f"{tls}: it is not fetched.", subject=url, code="tls")
    if isinstance(cause, aiohttp.ClientConnectorDNSError):
        return FetchError("has a host name that is not known.", subject=url, code="dns")
    if isinstance(cause, aiohttp.ClientConnectionError):
        return FetchError("could not be reached, or hung up.", subject=url, code="connect")
    if isinstance(cause, aiohttp.ClientError | ValueError):
        return FetchError(
            f"did not speak HTTP as agreed: {_short(cause)}.", subject=url, code="protocol"
        )
    return FetchError("could not be reached.", subject=url, code="connect")


def _refusal(cause: BaseException | None) -> bool:
    seen = 0
    while cause is not None and seen < 8:
        if isinstance(cause, RefusedAddressError) or "the address is not public" in str(cause):
            return True
        inner = getattr(cause, "os_error", None)
        cause = (
            inner if isinstance(inner, BaseException) and inner is not cause else cause.__cause__
        )
        seen += 1
    return False


def _tls(cause: BaseException) -> str | None:
    inner = getattr(cause, "certificate_error", None) or getattr(cause, "os_error", None) or cause
    if isinstance(inner, ssl.SSLCertVerificationError):
        return TLS_SENTENCES.get(
            inner.verify_code, f"its certificate is not trusted ({inner.verify_message})"
        )
    if isinstance(inner, ssl.SSLError):
        if "PROTOCOL" in (inner.reason or "") or "VERSION" in (inner.reason or ""):
            return "it offers only a version of TLS that is too old"
        return "its TLS is broken"
    return None


def _short(cause: BaseException) -> str:
    return " ".join(str(cause).split())[:160].rstrip(".") or type(cause).__name__
