"""Asks other hosts whether an address still stands: a few at a time, slowly, and never more than they bear."""

import asyncio
import logging
import socket
import ssl
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from urllib.parse import urljoin, urlsplit

import msgspec
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.httputil import HTTPHeaders, HTTPInputError
from tornado.iostream import StreamClosedError
from tornado.simple_httpclient import HTTPTimeoutError, SimpleAsyncHTTPClient

from builder import __version__
from builder.check.addresses import PrivateAddressError, PublicResolver, is_web_address
from builder.check.answers import Answer
from builder.check.verdict import encoded, judge, retry_after, unclear, without_host

USER_AGENT = f"Fonds/{__version__} (checks the links of an archive; asks for no texts)"

REDIRECTS = (301, 302, 303, 307, 308)
PERMANENT = (301, 308)
BUSY = (429, 503)
MOST_READ = 1 << 20
"""Bytes of an answer, from a host that does not know ranges."""


class Manners(msgspec.Struct, frozen=True, kw_only=True):
    """How politely others are asked; times in seconds."""

    at_once: int = 24
    """Requests under way."""
    at_once_per_host: int = 2
    delay: float = 0.5
    """Between two requests to one host."""
    timeout: float = 20.0
    longest_wait: float = 60.0
    """For a host that asks to be left alone for a while; one that asks for more is not asked again this time."""
    most_hops: int = 5
    allow_loopback: bool = False
    """For tests alone: servers of this machine may be asked."""
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep


class _Host:
    """When a host may be asked next."""

    def __init__(self, manners: Manners) -> None:
        self.turns = asyncio.Semaphore(manners.at_once_per_host)
        self.next_turn = 0.0
        self.closed = ""
        """Why it is not asked any more."""


class _Reply(msgspec.Struct, frozen=True):
    status: int
    headers: HTTPHeaders


async def ask_all(urls: Iterable[str], manners: Manners, told: Callable[[str, Answer], None]) -> None:
    """Ask for each address once; `told` hears each answer, without its day, as it comes."""
    # Hosts that are gone keep those who look them up waiting; the others need not wait with them.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(manners.at_once))
    asker = _Asker(manners)
    log = logging.getLogger("tornado")
    level = log.level

    async def ask(url: str) -> None:
        told(url, await asker.ask(url))

    try:
        # What others send wrong is their affair: it is in the answer, and need not be on the terminal.
        log.setLevel(logging.CRITICAL)
        await asyncio.gather(*map(ask, dict.fromkeys(urls)))
    finally:
        log.setLevel(level)
        asker.client.close()


class _Asker:
    """One round of questions."""

    def __init__(self, manners: Manners) -> None:
        self.manners = manners
        self.hosts: dict[str, _Host] = defaultdict(lambda: _Host(manners))
        self.under_way = asyncio.Semaphore(manners.at_once)
        self.client = SimpleAsyncHTTPClient(
            force_instance=True,
            max_clients=manners.at_once,
            max_body_size=MOST_READ,
            resolver=PublicResolver(allow_loopback=manners.allow_loopback),
        )

    async def ask(self, url: str) -> Answer:
        """What became of an address, wherever it leads on to."""
        try:
            return await self._follow(url)
        except PrivateAddressError as error:
            return unclear(f"it was not asked: {error}")
        except socket.gaierror as error:
            return without_host(url, error)
        except HTTPTimeoutError:
            return unclear(f"it did not answer within {self.manners.timeout:g} seconds")
        except ssl.SSLError as error:
            return unclear(f"its certificate is not trusted ({error.reason or 'unknown'})")
        except (OSError, StreamClosedError, HTTPClientError, HTTPInputError, ValueError) as error:
            return unclear(f"it could not be asked ({str(error) or type(error).__name__})")

    async def _follow(self, url: str) -> Answer:
        """Go along the redirects, each hop as carefully as the first."""
        place = encoded(url)
        permanent, is_permanent = place, True
        for _ in range(self.manners.most_hops + 1):
            if not is_web_address(place):
                return unclear(f"it leads to {place}, which cannot be asked")
            reply = await self._request(place)
            if isinstance(reply, Answer):
                return reply
            target = reply.headers.get("Location")
            if reply.status not in REDIRECTS or not target:
                return judge(encoded(url), reply.status, permanent, place)
            place = encoded(urljoin(place, target))
            is_permanent = is_permanent and reply.status in PERMANENT
            permanent = place if is_permanent else permanent
        return unclear(f"it leads on more than {self.manners.most_hops} times")

    async def _request(self, url: str) -> _Reply | Answer:
        """One address: its head, and where that is refused, its first byte."""
        reply = await self._fetch_patiently(url, "HEAD")
        if isinstance(reply, _Reply) and reply.status >= 400 and reply.status not in BUSY:
            return await self._fetch_patiently(url, "GET")
        return reply

    async def _fetch_patiently(self, url: str, method: str) -> _Reply | Answer:
        """Ask, and where the host asks for a pause, once more behind it."""
        host = self.hosts[urlsplit(url).netloc.lower()]
        reply = await self._fetch_in_turn(host, url, method)
        for is_last in (False, True):
            if isinstance(reply, Answer) or reply.status not in BUSY:
                return reply
            wait = retry_after(reply.headers)
            if is_last or wait is None or wait > self.manners.longest_wait:
                if wait is not None:
                    host.closed = f"it is busy, and asks for a pause of {wait:.0f} seconds"
                return reply
            host.next_turn = max(host.next_turn, self._now() + wait)
            reply = await self._fetch_in_turn(host, url, method)
        return reply

    async def _fetch_in_turn(self, host: _Host, url: str, method: str) -> _Reply | Answer:
        async with host.turns:
            if host.closed:
                return unclear(host.closed)
            turn = max(self._now(), host.next_turn)
            host.next_turn = turn + self.manners.delay
            if (wait := turn - self._now()) > 0:
                await self.manners.sleep(wait)
            async with self.under_way:
                return await self._fetch(url, method)

    async def _fetch(self, url: str, method: str) -> _Reply:
        """The status and headers of an answer; of its text as little as can be."""
        headers = {"User-Agent": USER_AGENT, "Accept": "*/*"}
        lines: list[str] = []
        request = HTTPRequest(
            url,
            method=method,
            headers=HTTPHeaders({**headers, "Range": "bytes=0-0"} if method == "GET" else headers),
            follow_redirects=False,
            connect_timeout=self.manners.timeout,
            request_timeout=self.manners.timeout,
            decompress_response=False,
            header_callback=lines.append,
        )
        try:
            response = await self.client.fetch(request, raise_error=False)
        except (HTTPClientError, HTTPInputError, StreamClosedError):
            # It has answered, and then sent more than was asked for.
            if reply := _reply_of(lines):
                return reply
            raise
        return _Reply(response.code, response.headers)

    def _now(self) -> float:
        return asyncio.get_running_loop().time()


def _reply_of(lines: list[str]) -> _Reply | None:
    """What the head of an answer says, if all of it has come."""
    if not lines or lines[-1].strip():
        return None
    with suppress(IndexError, ValueError, HTTPInputError):
        return _Reply(int(lines[0].split()[1]), HTTPHeaders.parse("".join(lines[1:])))
    return None
