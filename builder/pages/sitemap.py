"""Files for machines that walk the site: sitemap.xml and robots.txt.

Format: https://www.sitemaps.org/protocol.html.
"""

from collections.abc import Callable, Iterator, Sequence
from html import escape

import msgspec

from builder.fingerprint import digest

MOST_URLS = 50_000
"""The protocol's limit for one file; more are split, and sitemap.xml lists the parts."""

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


class TextFile(msgspec.Struct, frozen=True):
    """A planned output that needs no template."""

    route: str
    made_from: str
    """The fingerprint of its inputs, or the digest of its bytes."""
    write: Callable[[], bytes]


def text_file(route: str, data: bytes) -> TextFile:
    """A file whose bytes are made already."""
    return TextFile(route, digest(data), lambda: data)


class Visit(msgspec.Struct, frozen=True):
    """A page that search engines may visit."""

    url: str
    changed: str = ""
    """The day on which the article was posted or last updated, or empty."""


def plan_sitemap(visits: Sequence[Visit], base_url: str) -> Iterator[TextFile]:
    """sitemap.xml, or its parts and their index; and robots.txt, which names it where the site has a URL."""
    robots = "User-agent: *\nAllow: /\n"
    if base_url:
        yield from _sitemaps(visits, base_url)
        robots += f"\nSitemap: {base_url}sitemap.xml\n"
    yield text_file("robots.txt", robots.encode())


def _sitemaps(visits: Sequence[Visit], base_url: str) -> Iterator[TextFile]:
    if len(visits) <= MOST_URLS:
        yield text_file("sitemap.xml", _urlset(visits))
        return
    parts = [visits[start : start + MOST_URLS] for start in range(0, len(visits), MOST_URLS)]
    for number, part in enumerate(parts, 1):
        yield text_file(f"sitemap-{number}.xml", _urlset(part))
    places = (
        f"<sitemap><loc>{escape(base_url)}sitemap-{number}.xml</loc></sitemap>"
        for number in range(1, len(parts) + 1)
    )
    lines = "\n".join([f"<sitemapindex {_NAMESPACE}>", *places, "</sitemapindex>"])
    yield text_file("sitemap.xml", f"{_HEAD}{lines}\n".encode())


def _urlset(visits: Sequence[Visit]) -> bytes:
    urls = (
        f"<url><loc>{escape(visit.url)}</loc>"
        + (f"<lastmod>{visit.changed}</lastmod>" if visit.changed else "")
        + "</url>"
        for visit in visits
    )
    lines = "\n".join([f"<urlset {_NAMESPACE}>", *urls, "</urlset>"])
    return f"{_HEAD}{lines}\n".encode()
