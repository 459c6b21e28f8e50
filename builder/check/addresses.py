"""Which addresses may be asked: texts come from elsewhere, and must not make this machine knock at its neighbours'.

Each address is checked when it is about to be connected to, whatever its name said before: a name that leads to
a public address now may lead to a private one in the next moment.
"""

import asyncio
import ipaddress
import socket
from typing import Any
from urllib.parse import urlsplit

from tornado.netutil import Resolver

WEB_PORTS = (80, 443)
FIRST_FREE_PORT = 1024
"""Below it only the ports of the web are asked: mail and other services take requests for commands."""

_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""IPv6 that stands for IPv4 (RFC 6052)."""


class PrivateAddressError(OSError):
    """A name leads into a private network, or to this machine."""


class PublicResolver(Resolver):
    """Finds the addresses of a host; refuses it where one of them is not public."""

    def initialize(self, *, allow_loopback: bool = False) -> None:
        """`allow_loopback` is for tests alone, whose servers run on this machine."""
        self._allow_loopback = allow_loopback

    async def resolve(
        self, host: str, port: int, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[tuple[int, Any]]:
        """The addresses of a host; raises PrivateAddressError, or what the system raises where there is none."""
        if port not in WEB_PORTS and port < FIRST_FREE_PORT:
            raise PrivateAddressError(f"port {port} is not of the web")
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(host, port, family=family, type=socket.SOCK_STREAM)
        for _, _, _, _, place in found:
            address = str(place[0])
            if not is_public(address) and not (self._allow_loopback and is_loopback(address)):
                raise PrivateAddressError(f"{host} leads to {address}, which is not public")
        return [(kind, place) for kind, _, _, _, place in found]


def is_public(address: str) -> bool:
    """Whether an address is one of the internet, also where it wraps another one."""
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        wrapped = parsed.ipv4_mapped or parsed.sixtofour or (parsed.teredo or (None, None))[1]
        if parsed in _TRANSLATED:
            wrapped = ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF)
        if wrapped:
            parsed = wrapped
    return parsed.is_global and not parsed.is_multicast


def is_loopback(address: str) -> bool:
    """Whether an address is this machine's own."""
    return ipaddress.ip_address(address.partition("%")[0]).is_loopback


def is_web_address(url: str) -> bool:
    """Whether an address is one that can be asked at all: of the web, with a host, without a password."""
    try:
        parts = urlsplit(url)
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and parts.username is None
            and (parts.port or 80) > 0
        )
    except ValueError:
        return False
