"""Where a page lives: site-relative routes, and the only function that makes an output path.

A route is relative to the site, NFC, without a leading slash: `articles/dune/` is a page in a folder of its
own, `404.html` a file, and the empty string the home page.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Literal
from urllib.parse import quote

from builder.errors import quoted
from builder.slugs import WINDOWS_DEVICES

UrlStyle = Literal["pretty", "explicit"]

LONGEST_SEGMENT = 255
"""UTF-8 bytes of one name on the file systems that sites are served from."""

LONGEST_ROUTE = 1024

FORBIDDEN_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Control, format (bidi overrides are among them), surrogate, private and unassigned characters."""

FORBIDDEN_SIGNS = frozenset('\\:*?"<>|%')
"""Signs that Windows refuses in a name or that a URL would read as something else."""


OWN_SIGN = ".fonds-"
"""In the names of what Fonds keeps in an output for itself, such as its manifest."""


def checked_route(text: str) -> str:
    """The route that a maintainer's path means, or a ValueError that says why it cannot be one.

    The single gate to output paths: what passes stays below public/ on every file system.
    """
    route = unicodedata.normalize("NFC", text.strip()).removeprefix("/")
    if not route or len(route.encode(errors="surrogatepass")) > LONGEST_ROUTE:
        raise ValueError(f"{quoted(text)} is not a route: it is {'too long' if route else 'empty'}")
    for segment in route.removesuffix("/").split("/"):
        if reason := _flaw(segment):
            raise ValueError(f"{quoted(text)} is not a route: {reason}")
    return route


def checked_segment(text: str) -> str:
    """One name of a route, such as an article's slug; a ValueError says why it cannot be one."""
    segment = unicodedata.normalize("NFC", text.strip())
    if not segment or "/" in segment:
        raise ValueError(f"{quoted(text)} is not a slug: it {'holds a slash' if segment else 'is empty'}")
    if reason := _flaw(segment):
        raise ValueError(f"{quoted(text)} is not a slug: {reason}")
    return segment


def _flaw(segment: str) -> str:
    """Why a name cannot stand in a route; empty if it can."""
    if segment == "..":
        return "it leaves the site"
    if not segment:
        return "it has an empty part"
    if segment[-1] in ". " or segment[0] == " ":
        return f"the part {quoted(segment)} begins or ends with a dot or a space"
    if OWN_SIGN in segment.casefold():
        return f"Fonds keeps names with {OWN_SIGN!r} for itself"
    if WINDOWS_DEVICES.fullmatch(segment.casefold().partition(".")[0].rstrip()):
        return f"{quoted(segment)} is the name of a device on Windows"
    if len(segment.encode(errors="surrogatepass")) > LONGEST_SEGMENT:
        return f"the part that begins {segment[:20]!r} is longer than {LONGEST_SEGMENT} bytes"
    for character in segment:
        if character in FORBIDDEN_SIGNS or unicodedata.category(character) in FORBIDDEN_CATEGORIES:
            return f"{character!r} cannot stand in it"
    return ""


def file_of(route: str) -> str:
    """The file below public/ that holds a route: `articles/dune/` is `articles/dune/index.html`."""
    return f"{route}index.html" if route.endswith("/") or not route else route


def claim_of(route: str) -> str:
    """What a route claims on a file system that folds case and normal forms, so that no two may share it."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", file_of(route)).casefold())


_PLAIN = re.compile(r"[A-Za-z0-9/._-]*")
"""Most routes need no encoding; asking first is five times faster."""


@lru_cache(maxsize=1 << 17)
def href_of(route: str, style: UrlStyle) -> str:
    """The route as a link relative to the site's root; percent-encoded, so that it is a URL anywhere."""
    target = file_of(route) if style == "explicit" else route
    return target if _PLAIN.fullmatch(target) else quote(target, safe="/-._~!$&'()*+,;=@")


def root_of(route: str) -> str:
    """From a page back to the site's root: `../../` for `articles/dune/`, `./` for the home page."""
    return "../" * route.count("/") or "./"
