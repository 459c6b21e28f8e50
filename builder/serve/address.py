"""Where the preview is served: the port it listens on, and the names under which a browser may ask for it.

A page of any other site can make a browser send requests to this machine, and can make its own name lead here. So
a request must name us in its Host, and a socket must come from a page of ours (see `handlers`).
"""

import errno
import ipaddress
import secrets
import socket
from collections.abc import Sequence

import msgspec

from builder.errors import ServeError

LOOPBACK = ("127.0.0.1", "localhost", "::1")
BACKLOG = 128
"""Browsers that may wait to be let in."""
TRIED = 20
"""Ports after a busy one that are looked at, to name one that is free."""


class Address(msgspec.Struct, frozen=True, kw_only=True):
    """A place to listen, and who may ask there."""

    host: str = "127.0.0.1"
    port: int = 8000
    """0 until the system has chosen one."""
    token: str = ""
    """What a browser on another machine must show; empty on loopback, where none is needed."""

    @property
    def is_remote(self) -> bool:
        """True where other machines can reach it."""
        return self.host not in LOOPBACK

    @property
    def url(self) -> str:
        """What to open in a browser on this machine; with the token, where one is needed."""
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host  # noqa: S104 - compared, not bound
        return f"http://{_bracketed(host)}:{self.port}/" + (f"?token={self.token}" if self.token else "")

    def admits(self, host: str) -> bool:
        """Whether a Host header names this server.

        Where other machines may ask, a number or this machine's own name does: no other site's name can
        be made to look like either, and the token is asked for besides.
        """
        name, _, port = host.lower().rpartition(":")
        if port != str(self.port):
            # Browsers leave out the port that http has of itself.
            name, port = host.lower(), "80"
        if port != str(self.port):
            return False
        name = name.strip("[]")
        if not self.is_remote:
            return name in LOOPBACK
        return name in (self.host.lower(), "localhost", socket.gethostname().lower()) or _is_number(name)


def make_address(host: str, port: int, *, allow_remote: bool = False) -> Address:
    """The address for a host and port; raises ServeError where others could look on without having been asked."""
    address = Address(host=host, port=port)
    if not address.is_remote:
        return address
    if not allow_remote:
        raise ServeError(
            f"--host {host} lets other machines see this preview, drafts included; "
            "add --allow-remote if that is meant: they then need the token that is printed"
        )
    return msgspec.structs.replace(address, token=secrets.token_urlsafe(18))


def listen(address: Address) -> socket.socket:
    """A socket that listens at an address; raises ServeError, with a port that is free, where its port is not."""
    try:
        return _listen(address.host, address.port)
    except OSError as error:
        raise ServeError(_explain(error, address)) from None


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.create_server((host, port), family=family, backlog=BACKLOG)
    listening.settimeout(0)
    return listening


def _explain(error: OSError, address: Address) -> str:
    place = f"{_bracketed(address.host)}:{address.port}"
    if error.errno == errno.EADDRINUSE:
        free = find_free_port(address.host, range(address.port + 1, address.port + 1 + TRIED))
        mend = f"try --port {free}" if free else "name another with --port"
        return f"port {address.port} is in use; {mend}"
    if error.errno == errno.EACCES:
        return f"this user may not listen on port {address.port}; name one above 1023 with --port"
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return f"{address.host} is no address of this machine; name one with --host"
    return f"cannot listen on {place}: {error.strerror}; name another port with --port"


def find_free_port(host: str, ports: Sequence[int]) -> int:
    """The first port that nobody listens on; 0 where there is none."""
    for port in ports:
        try:
            _listen(host, port).close()
        except (OSError, OverflowError):
            continue
        return port
    return 0


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
