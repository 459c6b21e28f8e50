"""What an answer of another host means for a link."""

import socket
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import quote, urlsplit

from tornado.httputil import HTTPHeaders

from builder.check.answers import Answer

DEAD = (404, 410)
CLOSED = (401, 403, 407, 429, 451)
"""A browser may be let in where a program is not."""
EMPTY_RANGE = 416
"""Of a file without a first byte: it is there."""


def judge(asked: str, status: int, permanent: str, place: str) -> Answer:
    """What a last status means; `permanent` is where the address stands for good, `place` where it ended."""
    if status in DEAD:
        return Answer(verdict="dead", reason=f"its host answers {status}")
    if status >= 400 and status != EMPTY_RANGE:
        reason = "it may be closed to programs alone" if status in CLOSED else "it may be well again tomorrow"
        return unclear(f"its host answers {status}: {reason}")
    if _is_front_page(place) and not _is_front_page(asked):
        return unclear(
            f"it leads to the front page of {urlsplit(place).hostname} now: the piece is probably gone"
        )
    if permanent.rstrip("/") != asked.rstrip("/"):
        return Answer(verdict="moved", reason="it has moved for good", moved_to=permanent)
    return Answer(verdict="good")


def _is_front_page(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def unclear(reason: str) -> Answer:
    """An answer that says neither that an address stands nor that it is gone."""
    return Answer(verdict="unclear", reason=reason)


def without_host(url: str, error: socket.gaierror) -> Answer:
    """An answer where no address was found: the name is gone, or it could not be looked up."""
    is_gone = error.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))
    reason = f"there is no host {urlsplit(url).hostname}" if is_gone else "its host could not be looked up"
    return Answer(verdict="dead" if is_gone else "unclear", reason=reason, found_no_host=True)


def encoded(url: str) -> str:
    """An address as it is sent: without its fragment, what is not ASCII encoded.

    Raises ValueError where its host is none.
    """
    parts = urlsplit(url.partition("#")[0])
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    return quote(parts._replace(netloc=host).geturl(), safe="/-._~!$&'()*+,;=:@?%[]")


def retry_after(headers: HTTPHeaders) -> float | None:
    """The seconds that a host asks for: as such, or as a day and hour; None where it does not."""
    text = headers.get("Retry-After", "").strip()
    if text.isdecimal():
        return float(text)
    try:
        until = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    return max((until.astimezone(UTC) - datetime.now(UTC)).total_seconds(), 0.0)
