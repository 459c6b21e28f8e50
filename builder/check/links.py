"""Every external link of the archive: of its texts, of the heads of articles, of the authority files."""

import html
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from builder.check.authorities import lines_of
from builder.check.findings import place_of_item
from builder.errors import Location
from builder.model import Article, Authorities, Body, ContentRecord
from builder.store import Store

_LINK = re.compile(r'<a href="(https?://[^"]+)"')


class ExternalLink(msgspec.Struct, frozen=True, kw_only=True):
    """One address in one file."""

    url: str
    where: Location
    is_in_text: bool = False
    """True where the line is that of the text's beginning, and the link's own is not known yet."""
    copy: str = ""
    """The copy that the article names."""
    day: str = ""
    """About which the link was good, ISO."""


def list_links(
    site: Path,
    records: tuple[ContentRecord, ...],
    bodies: Mapping[str, Body],
    authorities: Authorities,
    store: Store,
) -> list[ExternalLink]:
    """All links to other hosts, each once for a file, by place."""
    pages = store.read("html", (bodies[record.file].html.digest for record in records))
    links: dict[tuple[str, str], ExternalLink] = {}
    for record in records:
        body = bodies[record.file]
        found = [*_links_of_head(record)] if isinstance(record, Article) else []
        text = pages.get(body.html.digest, b"").decode() + body.note
        day = _day_of(record) if isinstance(record, Article) else ""
        where = Location(record.file, record.text_line)
        found += (
            ExternalLink(url=html.unescape(url), where=where, is_in_text=True, day=day)
            for url in _LINK.findall(text)
        )
        for link in found:
            links.setdefault((link.where.file, link.url), link)
    for link in _links_of_authorities(site, authorities):
        links.setdefault((link.where.file, link.url), link)
    return sorted(links.values(), key=lambda link: (link.where, link.url))


def _links_of_head(article: Article) -> Iterator[ExternalLink]:
    source, day = article.source, _day_of(article)
    copy = source.archived[0].url if source.archived else ""
    at = article.at
    found = [(source.original_url, at("original_url"), copy), (source.rights.statement, at("rights"), "")]
    found += [(each.url, place_of_item(article, "archived", n), "") for n, each in enumerate(source.archived)]
    found += [
        (each.url, place_of_item(article, "provenance", n), "") for n, each in enumerate(source.provenance)
    ]
    found += [(source.translation_of, at("translation_of"), "")]
    for url, where, known_copy in found:
        if url.startswith(("http://", "https://")):
            yield ExternalLink(url=url, where=where, copy=known_copy, day=day)


def _day_of(article: Article) -> str:
    """About when an article's links were good: when it appeared, if there was a web, else when it was posted."""
    published = article.source.published
    first = (published.earliest if published else "") or ""
    return first if first >= "1996" else article.posted


def _links_of_authorities(site: Path, authorities: Authorities) -> Iterator[ExternalLink]:
    for name, entries in (
        ("publications", authorities.publications),
        ("people", authorities.people),
        ("tags", authorities.tags),
    ):
        file = f"content/{name}.toml"
        lines = lines_of(site, file) if entries else {}
        for identifier, entry in entries.items():
            where = Location(file, lines.get(identifier, 1))
            url = getattr(entry, "url", "")
            yield from (ExternalLink(url=each, where=where) for each in (url, *entry.same_as) if each)


def find_line(site: Path, link: ExternalLink) -> Location:
    """The place of a link, as near as it can be found; only links that have problems are looked for."""
    if not link.is_in_text:
        return link.where
    try:
        lines = (site / link.where.file).read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except OSError:
        return link.where
    for written in (link.url, html.escape(link.url), link.url.partition("://")[2]):
        for number, line in enumerate(lines, start=1):
            if written in line:
                return Location(link.where.file, number)
    return link.where
