"""Which IP addresses may be connected to.

The ranges follow the special-purpose registries of the IANA (RFC 6890 and its updates). They stand here
rather than being asked of `ipaddress`, whose answer differs between releases of Python.
"""

import socket
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network


def _networks(*texts: str) -> tuple[Network, ...]:
    return tuple(ip_network(text) for text in texts)


_PRIVATE = _networks(
    "10.0.0.0/8",
    "100.64.0.0/10",  # between a provider and its customers
    "127.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "::1/128",
    "fc00::/7",
)
_NEVER = _networks(
    "0.0.0.0/8",
    "169.254.0.0/16",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.88.99.0/24",  # relays of 6to4
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/4",
    "240.0.0.0/4",
    "2001::/23",  # Teredo among others
    "2001:db8::/32",
    "2002::/16",  # 6to4: leads to whatever IPv4 address stands in it
    "3fff::/20",
)
# Where clouds hand out keys to the machine that asks; some lie in ranges that are otherwise let through.
_METADATA = _networks("100.100.100.200/32", "168.63.129.16/32", "fd00:ec2::/32", "fd20:ce::254/128")
_GLOBAL_IPV6 = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")


def may_connect(address: str, *, private: bool) -> bool:
    """Whether `address` is one of the public internet or, where `private` is set, of an own network.

    Link-local, multicast and reserved ranges and the clouds' metadata services are never let through.
    """
    try:
        inner = _inner(ip_address(address))
    except ValueError:
        return False
    if _within(inner, _METADATA) or _within(inner, _NEVER):
        return False
    if _within(inner, _PRIVATE):
        return private
    return isinstance(inner, IPv4Address) or inner in _GLOBAL_IPV6


def system_addresses(host: str) -> Sequence[str]:
    """Every address that this machine's resolver has for a host; none where there are none."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return ()
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def _inner(address: Address) -> Address:
    """The IPv4 address that an IPv6 one only wraps: IPv4-mapped, or translated on the way (RFC 6052)."""
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address


def _within(address: Address, networks: Sequence[Network]) -> bool:
    return any(address in network for network in networks)
