"""Feeds of what is new in the archive: of all articles, and of each term's.

Formats: Atom, RFC 4287; JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/.

A feed tells what was posted when, so an article that states no day of posting stands in none: Atom demands a
date of each entry, a build takes none from the clock, and the day of the original is that of something else.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from heapq import nlargest
from html import escape, unescape
from urllib.parse import urljoin

import msgspec

from builder.config import Config
from builder.library import Library
from builder.model import Article, Body
from builder.pages.address import ATOM, Addresses
from builder.pages.sitemap import TextFile, text_file
from builder.pages.terms import Taxonomy
from builder.references import article_route

JSON = "feed.json"

_NO_DAY = "1970-01-01"
"""Of a feed without entries, which must state when it was updated."""

_ADDRESS = re.compile(r'( (?:href|src)=")([^"]*)"')
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """An article in a feed, in both formats."""

    updated: str
    """The day of its last change."""
    atom: str
    json: msgspec.Raw


class _Channel(msgspec.Struct, frozen=True):
    """What a feed is of; empty route: the archive."""

    route: str
    title: str


class Entries:
    """The entries of all feeds, each made when a feed first wants it."""

    def __init__(
        self, bodies: Mapping[str, Body], addresses: Addresses, text_of: Callable[[Article], str]
    ) -> None:
        """`bodies` are by content file; `text_of` gives the HTML of an article for a feed, or nothing."""
        self._bodies = bodies
        self._addresses = addresses
        self._text_of = text_of
        self._made: dict[str, Entry] = {}

    def of(self, article: Article) -> Entry:
        """The entry of an article."""
        entry = self._made.get(article.file)
        if entry is None:
            permalink = self._addresses.permalink(article_route(article.slug))
            summary = self._bodies[article.file].summary
            entry = make_entry(article, summary, permalink, self._text_of(article))
            self._made[article.file] = entry
        return entry


def plan_feeds(
    config: Config,
    library: Library,
    classifications: Sequence[Taxonomy],
    bodies: Mapping[str, Body],
    addresses: Addresses,
    text_of: Callable[[Article], str],
) -> Iterator[TextFile]:
    """Both feeds of the archive and of each term; none where the site has no URL, for entries need whole ones.

    `text_of` gives the HTML of an article with references filled in; it is asked only for feeds in full.
    """
    if not addresses.base_url:
        return

    def full_text(article: Article) -> str:
        if config.feeds.content == "summary" or article.source.rights.noindex:
            return ""
        return with_whole_addresses(text_of(article), addresses.permalink(article_route(article.slug)))

    entries, most = Entries(bodies, addresses, full_text), config.feeds.items
    channels = [(_Channel("", config.site.title), library.newest)]
    channels += [
        (_Channel(f"{taxonomy.name}/{term.slug}/", f"{term.label} · {config.site.title}"), term.articles)
        for taxonomy in classifications
        for term in taxonomy.terms.values()
    ]
    for channel, articles in channels:
        found = [entries.of(article) for article in newest_posted(articles, most)]
        yield text_file(f"{channel.route}{ATOM}", _atom(channel, found, config, addresses))
        yield text_file(f"{channel.route}{JSON}", _json(channel, found, config, addresses))


def newest_posted(articles: Iterable[Article], most: int) -> list[Article]:
    """What was posted last, then by the order given; without what is withdrawn or states no day of posting."""
    posted = (article for article in articles if article.posted and article.status != "withdrawn")
    return nlargest(most, posted, key=lambda article: article.posted)


def make_entry(article: Article, summary: str, permalink: str, full: str = "") -> Entry:
    """An article in both formats; its corrections are told after the summary.

    `summary` is plain text, `full` the whole text as HTML, or empty.
    """
    updated = max([article.posted, article.updated, *(correction.date for correction in article.corrections)])
    corrections = [f"Corrected {correction.date}: {correction.text}" for correction in article.corrections]
    text = "\n\n".join(filter(None, [summary, *corrections]))
    return Entry(
        updated=updated,
        atom=_atom_entry(article, text, full, permalink, updated),
        json=_json_item(article, text, full, permalink, updated),
    )


def with_whole_addresses(html: str, page: str) -> str:
    """The HTML of a page's text with every address whole, as a feed reader knows of no page."""
    return _ADDRESS.sub(lambda found: f'{found[1]}{escape(urljoin(page, unescape(found[2])))}"', html)


def _atom_entry(article: Article, text: str, full: str, permalink: str, updated: str) -> str:
    source = article.source
    lines = [
        f'<entry xml:lang="{_xml(article.language)}">',
        f"<id>{_xml(permalink)}</id>",
        f'<title type="text">{_xml(article.title)}</title>',
        f'<link rel="alternate" type="text/html" href="{_xml(permalink)}"/>',
    ]
    if source.original_url:
        lines.append(f'<link rel="via" href="{_xml(source.original_url)}"/>')
    lines += [f"<published>{_moment(article.posted)}</published>", f"<updated>{_moment(updated)}</updated>"]
    lines += [f"<author><name>{_xml(author.name)}</name></author>" for author in source.authors]
    lines += [f'<category term="{_xml(tag)}"/>' for tag in article.tags]
    if source.rights.notice:
        lines.append(f'<rights type="text">{_xml(source.rights.notice)}</rights>')
    if source.publication:
        # Of an unsigned piece readers take the author from here, and not from the feed, which is the archive's.
        name = _xml(source.publication)
        lines.append(f"<source><author><name>{name}</name></author><title>{name}</title></source>")
    lines.append(f'<summary type="text">{_xml(text)}</summary>')
    if full:
        lines.append(f'<content type="html">{_xml(full)}</content>')
    lines.append("</entry>")
    return "\n".join(lines)


def _json_item(article: Article, text: str, full: str, permalink: str, updated: str) -> msgspec.Raw:
    item: dict[str, object] = {
        "id": permalink,
        "url": permalink,
        "title": article.title,
        **({"summary": text, "content_html": full} if full else {"content_text": text}),
        "date_published": _moment(article.posted),
        "date_modified": _moment(updated),
        "language": article.language,
    }
    if article.source.original_url:
        item["external_url"] = article.source.original_url
    names = [author.name for author in article.source.authors] or [article.source.publication]
    if any(names):
        item["authors"] = [{"name": name} for name in names]
    if article.tags:
        item["tags"] = article.tags
    return msgspec.Raw(msgspec.json.encode(item))


def _atom(channel: _Channel, entries: Sequence[Entry], config: Config, addresses: Addresses) -> bytes:
    home, itself = addresses.permalink(channel.route), addresses.permalink(channel.route + ATOM)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{_xml(config.site.language)}">',
        f"<id>{_xml(itself)}</id>",
        f'<title type="text">{_xml(channel.title)}</title>',
        f'<link rel="self" type="application/atom+xml" href="{_xml(itself)}"/>',
        f'<link rel="alternate" type="text/html" href="{_xml(home)}"/>',
        f"<updated>{_moment(max((entry.updated for entry in entries), default=_NO_DAY))}</updated>",
        f"<author><name>{_xml(config.site.curator or config.site.title)}</name></author>",
        *(entry.atom for entry in entries),
        "</feed>\n",
    ]
    return "\n".join(lines).encode()


def _json(channel: _Channel, entries: Sequence[Entry], config: Config, addresses: Addresses) -> bytes:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": addresses.permalink(channel.route),
        "feed_url": addresses.permalink(channel.route + JSON),
        "language": config.site.language,
        "authors": [{"name": config.site.curator or config.site.title}],
        "items": [entry.json for entry in entries],
    }
    return msgspec.json.encode(feed) + b"\n"


def _moment(day: str) -> str:
    """A day as both formats want it; the hour is not known, and stands as the first."""
    return f"{day}T00:00:00Z"


def _xml(text: str) -> str:
    """Text for an element or an attribute; what XML cannot hold becomes U+FFFD."""
    return escape(_NOT_IN_XML.sub("\ufffd", text))
