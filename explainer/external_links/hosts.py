"""Look up hosts, and refuse those that are not on the public web.

Content may come from strangers. A link to ``http://127.0.0.1/``, or to a name that leads into the
network of whoever checks it, must not cause a request there (server-side request forgery).
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TypeAlias

Resolver: TypeAlias = Callable[[str, int], Sequence[str]]
"""Returns the IP addresses for a host's name and a port. Raises HostRefused, or socket.gaierror
if there are none."""

_NAT64 = IPv6Network("64:ff9b::/96")
_GIVEN_OUT = IPv6Network("2000::/3")
"""Global unicast addresses, as assigned by IANA; others may stand for private IPv4 addresses."""


class HostRefused(Exception):
    """A host that is not asked; the message says why."""


def public_addresses(host: str, port: int) -> tuple[str, ...]:
    """The IP addresses of a host. Raises HostRefused if one is not public: it might be used."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not all(map(_is_public, addresses)):
        raise HostRefused(f"{host} is not on the public web")
    return addresses


def _is_public(address: str) -> bool:
    ip = _embedded(ip_address(address))
    if isinstance(ip, IPv6Address) and ip not in _GIVEN_OUT:
        return False
    return ip.is_global and not ip.is_multicast


def _embedded(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that some IPv6 addresses stand for, else the address itself."""
    if isinstance(ip, IPv6Address):
        if ip in _NAT64:
            return IPv4Address(int(ip) & 0xFFFF_FFFF)
        return ip.ipv4_mapped or ip.sixtofour or ip
    return ip
