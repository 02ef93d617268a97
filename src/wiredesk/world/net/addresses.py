"""Which addresses may be dialled: global unicast only, embedded IPv4 unwrapped.

In: an address as a socket would use it.  Out: whether it is public.  `ipaddress.is_global` is not used:
it says yes to NAT64, 6to4 and multicast, and changes between Pythons (SAFETY.md M1).
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final

# https://www.iana.org/assignments/iana-ipv4-special-registry, all that is not globally reachable
# unicast, with 192.88.99.0/24 (6to4 relays, retired) and the class D and E ranges.
PRIVATE_V4: Final = tuple(
    IPv4Network(text)
    for text in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
        "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    )
)  # fmt: skip
GLOBAL_V6: Final = IPv6Network("2000::/3")
# https://www.iana.org/assignments/iana-ipv6-special-registry, parts of 2000::/3 that are not.
SPECIAL_V6: Final = tuple(
    IPv6Network(text) for text in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
)
NAT64: Final = IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are what is reached
ISATAP: Final = (0x00005EFE, 0x02005EFE)  # RFC 5214: interface ids that carry an IPv4 address


def is_public(address: str) -> bool:
    """Whether `address` is global unicast, and so is any IPv4 address that it carries."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if "%" in address:  # a zone id: link-local by definition
        return False
    return _is_public_v4(ip) if isinstance(ip, IPv4Address) else _is_public_v6(ip)


def _is_public_v4(ip: IPv4Address) -> bool:
    return not any(ip in network for network in PRIVATE_V4)


def _is_public_v6(ip: IPv6Address) -> bool:
    if ip.ipv4_mapped is not None:
        return _is_public_v4(ip.ipv4_mapped)
    if ip in NAT64:
        return _is_public_v4(IPv4Address(int(ip) & 0xFFFF_FFFF))
    if ip not in GLOBAL_V6 or any(ip in network for network in SPECIAL_V6):
        return False
    if (int(ip) >> 32) & 0xFFFF_FFFF in ISATAP:
        return _is_public_v4(IPv4Address(int(ip) & 0xFFFF_FFFF))
    return True
