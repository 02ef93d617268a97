"""How often a password may be guessed (SAFETY.md T48, F084).

In: who tries, from which network, whether from a device that this user logged in from before, now.  Out: whether the
guess may reach the hash.  Keeps counts in memory only: a restart forgives, which costs an attacker a restart.

An attacker cannot lock anybody out: known devices have guesses of their own (OWASP, device cookies).
"""

import hashlib
from collections import deque
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final

PER: Final = timedelta(hours=1)
PER_ACCOUNT_MAX: Final = 20  # from devices that this user never logged in from
PER_KNOWN_DEVICES_MAX: Final = 10  # together with the above: 30 an hour reach the hash
PER_NETWORK_MAX: Final = 60  # an office of people, each mistyping now and then
BUCKETS: Final = (
    65_536  # names and networks are folded into so many: no flood of names fills the memory
)


class GuessLimits:
    """Counts the guesses of the last hour."""

    def __init__(self) -> None:
        self._times: dict[int, deque[datetime]] = {}

    def may_guess(self, user: str, *, address: str, known_device: bool, now: datetime) -> bool:
        """Whether one more guess is allowed; counts it when it is."""
        account = self._bucket(f"{'known' if known_device else 'unknown'} {user}", now)
        network = self._bucket(f"network {network_of(address)}", now)
        account_max = PER_KNOWN_DEVICES_MAX if known_device else PER_ACCOUNT_MAX
        if len(account) >= account_max or (not known_device and len(network) >= PER_NETWORK_MAX):
            return False
        account.append(now)
        network.append(now)
        return True

    def _bucket(self, key: str, now: datetime) -> "deque[datetime]":
        digest = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=4).digest()
        times = self._times.setdefault(int.from_bytes(digest, "big") % BUCKETS, deque())
        while times and times[0] <= now - PER:
            times.popleft()
        return times


def network_of(address: str) -> str:
    """The /24 of an IPv4 address, the /56 of an IPv6 one: what one attacker has at hand; else as given."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped is not None:
            return network_of(str(parsed.ipv4_mapped))
        return str(ip_network((parsed, 56), strict=False))
    return str(ip_network((parsed, 24), strict=False))
