"""The authority files: preferred names for publications, people and tags."""

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TypeVar

import msgspec

from builder.errors import Location, Problem, ProblemsError, quoted
from builder.files import find_bad_link
from builder.load.fields import EntryFields
from builder.model import Authorities, PersonRecord, PublicationRecord, TagRecord
from builder.schema import nearest, read_record
from builder.tables import Table, decode_text, prune, read_toml

_ISSN = re.compile(r"[0-9]{4}-[0-9]{3}[0-9Xx]")

Entry = TypeVar("Entry", bound=PublicationRecord | PersonRecord | TagRecord)


def load_authorities(content: Path) -> tuple[Authorities, list[Problem]]:
    """The authority files of a content folder, each of which may be absent, and what is wrong with them."""
    publications, in_publications = _load(content, "publications", PublicationRecord)
    people, in_people = _load(content, "people", PersonRecord)
    tags, in_tags = _load(content, "tags", TagRecord)
    authorities = Authorities(publications=publications, people=people, tags=tags)
    return authorities, [*in_publications, *in_people, *in_tags]


def _load(content: Path, name: str, kind: type[Entry]) -> tuple[dict[str, Entry], list[Problem]]:
    """One file: its entries by id, and its problems; wrong entries are left out of the first."""
    file = f"content/{name}.toml"
    if flaw := find_bad_link(content.parent, file):
        return {}, [flaw]
    try:
        table = read_toml(decode_text((content / f"{name}.toml").read_bytes(), file), file)
    except FileNotFoundError:
        return {}, []
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
        return {}, [Problem(Location(file), message, "see its permissions")]
    except ProblemsError as error:
        return {}, list(error.problems)
    entries: dict[str, Entry] = {}
    problems: list[Problem] = []
    for identifier, value in table.values.items():
        if not isinstance(value, dict):
            hint = f'write a line [{identifier}], and below it name = "…"'
            problems.append(Problem(table.at(identifier), f"`{identifier}` is no entry with a name", hint))
            continue
        part = _part(table, identifier)
        entry, misfits = read_record(part, kind)
        if entry:
            _, misfits = read_record(part, EntryFields)
        problems += misfits
        if entry and not misfits:
            entries[identifier] = entry
    found = (_twice_claimed(entries, table), _broken_hierarchy(entries, table), _wrong_issns(entries, table))
    return entries, [*problems, *chain.from_iterable(found)]


def _part(table: Table, identifier: str) -> Table:
    """One entry of a file as a table of its own, with its own lines."""
    value = table.values[identifier]
    start = f"{identifier}."
    lines = {path.removeprefix(start): line for path, line in table.lines.items() if path.startswith(start)}
    lines.setdefault("", table.at(identifier).line)
    return Table(file=table.file, values=prune(value) if isinstance(value, dict) else {}, lines=lines)


def _twice_claimed(entries: dict[str, Entry], table: Table) -> Iterator[Problem]:
    """Names and aliases that two entries want."""
    owners: dict[str, str] = {}
    for identifier, entry in entries.items():
        for name in dict.fromkeys(fold(name) for name in (identifier, entry.name, *entry.aliases)):
            owner = owners.setdefault(name, identifier)
            if owner != identifier:
                message = f"the name {quoted(name)} stands for both `{owner}` and `{identifier}`"
                yield Problem(table.at(identifier), message, "keep it in one of the two")


def _broken_hierarchy(entries: dict[str, Entry], table: Table) -> Iterator[Problem]:
    """Wider tags that do not exist, and tags that are wider than themselves."""
    for identifier, entry in entries.items():
        if not isinstance(entry, TagRecord) or not entry.broader:
            continue
        where = table.at(f"{identifier}.broader")
        if entry.broader not in entries:
            hint = nearest(entry.broader, entries) or "name the id of another tag"
            yield Problem(
                where, f"the broader tag {quoted(entry.broader)} of `{identifier}` does not exist", hint
            )
            continue
        seen = {identifier: None}
        wider = entry.broader
        while wider in entries and wider not in seen:
            seen[wider] = None
            ancestor = entries[wider]
            wider = ancestor.broader if isinstance(ancestor, TagRecord) else ""
        if wider == identifier:
            message = f"the tags are broader than one another, in a circle: {' → '.join([*seen, wider])}"
            yield Problem(where, message, "take `broader` out of one of them")


def _wrong_issns(entries: dict[str, Entry], table: Table) -> Iterator[Problem]:
    """Serial numbers that are none, by their form or by their check digit."""
    for identifier, entry in entries.items():
        if isinstance(entry, PublicationRecord) and entry.issn and not is_issn(entry.issn):
            message = f"the ISSN {quoted(entry.issn)} of `{identifier}` is none"
            hint = "write it as 0026-4423, and look at each digit: the last one checks the others"
            yield Problem(table.at(f"{identifier}.issn"), message, hint)


def is_issn(text: str) -> bool:
    """Whether a text is a serial number with the right check digit. Source: ISO 3297:2022, annex A."""
    if not _ISSN.fullmatch(text):
        return False
    digits = [10 if sign in "xX" else int(sign) for sign in text.replace("-", "")]
    return sum(weight * digit for weight, digit in zip(range(8, 0, -1), digits, strict=True)) % 11 == 0


class Names(msgspec.Struct, frozen=True):
    """Which preferred name each known name stands for, by folded name."""

    publications: dict[str, PublicationRecord]
    people: dict[str, PersonRecord]
    tags: dict[str, str]
    """The label with its hierarchy, such as `Languages/Lisp`."""

    def tag_label(self, tag: str) -> str:
        """The preferred label of a tag; of an unknown one the longest known beginning is replaced."""
        head, separator, tail = tag, "", ""
        while head:
            if label := self.tags.get(fold(head)):
                return f"{label}{separator}{tail}"
            head, separator, segment = head.rpartition("/")
            tail = f"{segment}/{tail}" if tail else segment
        return tag


def names_of(authorities: Authorities) -> Names:
    """The names of the authority files, ready to be looked up."""
    return Names(
        publications=_by_name(authorities.publications),
        people=_by_name(authorities.people),
        tags={
            fold(name): _tag_path(identifier, authorities.tags)
            for identifier, tag in authorities.tags.items()
            for name in (identifier, tag.name, *tag.aliases)
        },
    )


def _by_name(entries: dict[str, Entry]) -> dict[str, Entry]:
    return {
        fold(name): entry
        for identifier, entry in entries.items()
        for name in (identifier, entry.name, *entry.aliases)
    }


def _tag_path(identifier: str, tags: dict[str, TagRecord]) -> str:
    """The labels from the widest tag down; `broader` leads up, else the id's own slashes do."""
    labels: dict[str, str] = {}
    while identifier and identifier not in labels:
        above, _, label = identifier.rpartition("/")
        tag = tags.get(identifier)
        labels[identifier] = tag.name if tag else label
        identifier = tag.broader if tag and tag.broader else above
    return "/".join(reversed(labels.values()))


def fold(name: str) -> str:
    """A name as it is compared: case and runs of spaces do not count."""
    return " ".join(name.casefold().split())
