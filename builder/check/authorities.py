"""Entries of the authority files that no article uses."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from builder.check.findings import warning
from builder.errors import Location, Problem, ProblemsError
from builder.library import flat_slug, term_slug
from builder.model import Article, Authorities, PersonRecord, PublicationRecord, TagRecord
from builder.tables import decode_text, read_toml

Entry = PublicationRecord | PersonRecord | TagRecord


def find_unused_entries(
    site: Path, articles: Iterable[Article], authorities: Authorities
) -> Iterator[Problem]:
    """A warning for each entry whose name no article bears, with its line."""
    publications, people, tags = set(), set(), set()
    for article in articles:
        source = article.source
        publications |= {flat_slug(source.publication)} if source.publication else set()
        people |= {flat_slug(name) for name in _people_of(article)}
        tags |= {term_slug(part) for tag in article.tags for part in tag.split("/")}
    yield from _unused(site, "publications", authorities.publications, publications, flat_slug)
    yield from _unused(site, "people", authorities.people, people, flat_slug)
    yield from _unused(site, "tags", authorities.tags, tags, term_slug)


def _people_of(article: Article) -> Iterator[str]:
    """Everybody whom the head names: also who translated, owns or handed on the piece."""
    source = article.source
    yield from (author.name for author in source.authors)
    yield from filter(None, (source.translator, source.rights.holder))
    yield from (event.agent for event in source.provenance if event.agent)


def _unused(
    site: Path, name: str, entries: Mapping[str, Entry], used: set[str], slug_of: Callable[[str], str]
) -> Iterator[Problem]:
    unused = [
        identifier
        for identifier, entry in entries.items()
        if not used & {slug_of(each) for each in (entry.name, *entry.aliases)}
    ]
    if not unused:
        return
    file = f"content/{name}.toml"
    lines = lines_of(site, file)
    for identifier in unused:
        message = f"no published article uses the entry `{identifier}` ({entries[identifier].name})"
        yield warning(
            Location(file, lines.get(identifier, 1)), message, "delete it, or see whether a name is misspelt"
        )


def lines_of(site: Path, file: str) -> Mapping[str, int]:
    """The line of each entry; the file was read before, and may be gone by now."""
    try:
        return read_toml(decode_text((site / file).read_bytes(), file), file).lines
    except (OSError, ProblemsError):
        return {}
