"""Front matter becomes an article: names preferred, dates parsed, contradictions found."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import PurePosixPath
from typing import TypeVar

import msgspec

from builder.dates import HistoricalDate, display_date, parse_date
from builder.errors import Problem, quoted
from builder.load.authority import Names, fold
from builder.load.fields import ArticleFields, AuthorFields, PageFields
from builder.load.front_matter import ContentFile
from builder.load.names import is_literal
from builder.model import (
    ArchivedCopy,
    Article,
    Author,
    Blob,
    Correction,
    Kind,
    ProvenanceEvent,
    PublicationRecord,
    Rights,
    SeriesPart,
    Source,
    StandingPage,
    Withdrawal,
)
from builder.routes import checked_route, checked_segment
from builder.schema import read_record
from builder.slugs import is_slug, slugify
from builder.tables import Table

Result = TypeVar("Result")

LONGEST_TAG = 200
"""Characters; the route of its page has to fit a file system."""

_DOI = re.compile(r"10\.\d{4,9}/\S+")


class _Findings:
    """The problems of one content file, gathered while its record is made."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.problems: list[Problem] = []

    def say(self, path: str, message: str, hint: str) -> None:
        self.problems.append(Problem(self.table.at(path), message, hint))

    def attempt(self, path: str, read: Callable[[str], Result], text: str, hint: str) -> Result | None:
        """What `read` makes of a text; None, and a problem, where it raises ValueError."""
        try:
            return read(text)
        except ValueError as error:
            self.say(path, f"`{path}`: {error}", hint)
            return None


def read_article(
    content: ContentFile, text: Blob, names: Names, language: str
) -> tuple[Article | None, list[Problem]]:
    """The article that a Markdown content file holds, or None, and everything that is wrong with it."""
    fields, misfits = read_record(content.head, ArticleFields)
    if fields is None:
        return None, misfits
    findings = _Findings(content.head)
    file = content.head.file
    publication = names.publications.get(fold(fields.publication))
    article = Article(
        file=file,
        slug=_slug(fields.slug, file, findings),
        title=" ".join(fields.title.split()),
        deck=fields.deck,
        source=_source(fields, names, findings),
        extent=fields.extent,
        language=fields.lang or (publication.lang if publication else "") or language,
        posted=_day(fields.posted),
        updated=_day(fields.updated),
        tags=_tags(fields.tags, names, findings),
        series=_series(fields),
        related=fields.related,
        aliases=_aliases(fields.aliases, findings),
        summary=fields.summary,
        note=fields.note,
        corrections=_corrections(fields),
        status=fields.status,
        withdrawn=_withdrawal(fields),
        review=fields.review,
        extra=fields.extra,
        format="markdown",
        text=text,
        text_line=content.text_line,
        key_lines={path: line for path, line in content.head.lines.items() if "." not in path},
    )
    _find_contradictions(article, findings)
    return (None if findings.problems else article), findings.problems


def read_page(content: ContentFile, text: Blob, language: str) -> tuple[StandingPage | None, list[Problem]]:
    """The standing page that a content file holds, or None, and everything that is wrong with it."""
    fields, misfits = read_record(content.head, PageFields)
    if fields is None:
        return None, misfits
    findings = _Findings(content.head)
    page = StandingPage(
        file=content.head.file,
        slug=_slug(fields.slug, content.head.file, findings),
        title=" ".join(fields.title.split()),
        language=fields.lang or language,
        description=fields.description,
        aliases=_aliases(fields.aliases, findings),
        status=fields.status,
        text=text,
        text_line=content.text_line,
        key_lines={path: line for path, line in content.head.lines.items() if "." not in path},
    )
    return (None if findings.problems else page), findings.problems


def slug_of_file(file: str) -> str:
    """The slug of a content file that states none: its stem as it is, or made URL-safe."""
    stem = unicodedata.normalize("NFC", PurePosixPath(file).name.rpartition(".")[0])
    return stem if is_slug(stem) else slugify(stem)


def _slug(written: str, file: str, findings: _Findings) -> str:
    """The slug as written, else that of the file's name; empty, and a problem, where it cannot be one."""
    if not written:
        try:
            return checked_segment(slug_of_file(file))
        except ValueError as error:
            message = f"the file's name makes no slug: {error}"
            findings.say("slug", message, "rename the file, or add a line that begins `slug`")
            return ""
    example = slugify(written) or "a-few-words"
    slug = findings.attempt("slug", checked_segment, written, f"write, say, {example}") or ""
    if slug and not is_slug(slug):
        message = f"`slug`: {quoted(written)} holds what a web address would have to encode"
        findings.say("slug", message, f"write, say, {example}")
    return slug


def _aliases(written: Sequence[str], findings: _Findings) -> tuple[str, ...]:
    """Former routes; one that names no file is a folder, as the pages of most sites were."""
    routes = []
    for position, alias in enumerate(written):
        hint = "write the path alone, such as /1916/dune/"
        if route := findings.attempt(f"aliases[{position}]", checked_route, alias, hint):
            is_file = route.endswith("/") or "." in route.rpartition("/")[2]
            routes.append(route if is_file else f"{route}/")
    return tuple(routes)


def _source(fields: ArticleFields, names: Names, findings: _Findings) -> Source:
    publication = names.publications.get(fold(fields.publication))
    kind: Kind | None = fields.kind or (publication.kind if publication else None)
    if fields.doi and not _DOI.fullmatch(fields.doi):
        hint = "write it without the web address before it, as 10.1093/mind/LIX.236.433"
        findings.say("doi", f"`doi`: {quoted(fields.doi)} is not a DOI", hint)
    return Source(
        publication=publication.name if publication else " ".join(fields.publication.split()),
        authors=tuple(
            _author(author, names, f"authors[{position}]", findings)
            for position, author in enumerate(fields.authors)
        ),
        byline=fields.byline,
        published=_date("published", fields.published, findings),
        published_as=fields.published_as,
        original_url=fields.original_url,
        archived=tuple(ArchivedCopy(url=copy.url, date=_day(copy.date)) for copy in fields.archived),
        kind=kind,
        section=fields.section,
        page=fields.page,
        edition=fields.edition,
        volume=fields.volume,
        issue=fields.issue,
        place=fields.place,
        dateline=fields.dateline,
        doi=fields.doi,
        rights=_rights(fields, publication),
        translation_of=fields.translation_of,
        translator=fields.translator,
        provenance=tuple(
            ProvenanceEvent(
                event=event.event,
                agent=event.agent,
                date=_date(f"provenance[{position}].date", event.date, findings),
                url=event.url,
                note=event.note,
            )
            for position, event in enumerate(fields.provenance)
        ),
    )


def _rights(fields: ArticleFields, publication: PublicationRecord | None) -> Rights:
    """The rights as stated, else those of the publication's articles; one may add `noindex` to these."""
    rights = fields.rights
    stated = Rights(
        statement=rights.statement,
        holder=rights.holder,
        notice=rights.notice,
        basis=rights.basis,
        noindex=rights.noindex,
    )
    if not publication or stated not in (Rights(), Rights(noindex=True)):
        return stated
    return msgspec.structs.replace(publication.rights, noindex=rights.noindex or publication.rights.noindex)


def _author(written: str | AuthorFields, names: Names, path: str, findings: _Findings) -> Author:
    # Who is no person is seen by the name, as in a clipping, where nothing else tells.
    is_body = isinstance(written, str) and is_literal(written) and fold(written) not in names.people
    if isinstance(written, str):
        written = AuthorFields(name=written)
    name = written.literal or written.name or f"{written.given} {written.family}"
    if not name.strip():
        findings.say(path, f"`{path}` has no name", "write the name, or leave the author out")
    known = author_named(name, names, literal=is_body or bool(written.literal))
    return Author(
        name=known.name,
        family=written.family or known.family,
        given=written.given or known.given,
        literal=known.literal,
        role=written.role,
    )


def author_named(name: str, names: Names, *, literal: bool) -> Author:
    """The author of a name, by the preferred form of people.toml; `literal` says that it is a body's."""
    person = names.people.get(fold(name))
    if not person:
        return Author(name=" ".join(name.split()), literal=literal)
    return Author(
        name=person.name, family=person.family, given=person.given, literal=literal or person.literal
    )


def _tags(written: Sequence[str], names: Names, findings: _Findings) -> tuple[str, ...]:
    labels = []
    for position, tag in enumerate(written):
        path = f"tags[{position}]"
        if len(tag) > LONGEST_TAG:
            findings.say(path, f"the tag {quoted(tag)} is too long", f"write up to {LONGEST_TAG} characters")
            continue
        segments = [" ".join(segment.split()) for segment in names.tag_label(tag).split("/")]
        if not all(map(slugify, segments)):
            hint = "write a letter or a digit in each part that slashes divide"
            findings.say(path, f"the tag {quoted(tag)} makes no slug", hint)
        labels.append("/".join(segments))
    return tuple(dict.fromkeys(labels))


def _series(fields: ArticleFields) -> SeriesPart | None:
    return SeriesPart(name=fields.series.name, number=fields.series.number) if fields.series else None


def _corrections(fields: ArticleFields) -> tuple[Correction, ...]:
    dated = [Correction(date=_day(item.date), text=item.text) for item in fields.corrections]
    return tuple(sorted(dated, key=lambda correction: correction.date, reverse=True))


def _withdrawal(fields: ArticleFields) -> Withdrawal | None:
    written = fields.withdrawn
    if not written:
        return None
    return Withdrawal(date=_day(written.date), reason=written.reason, replaced_by=written.replaced_by)


def _date(path: str, text: str, findings: _Findings) -> HistoricalDate | None:
    """The date of an EDTF text; what cannot be read mostly comes with what may have been meant."""
    if not text:
        return None
    try:
        return parse_date(text)
    except ValueError as error:
        message, _, hint = str(error).rpartition("; ")
        findings.say(path, f"`{path}`: {message or hint}", hint if message else "correct the day")
        return None


def _day(day: object) -> str:
    return str(day) if day else ""


def _find_contradictions(article: Article, findings: _Findings) -> None:
    """What is well written, field by field, and cannot be true together."""
    published = article.source.published
    is_certain = published and not published.approximate and not published.uncertain
    if article.posted and published and is_certain and article.posted < (published.earliest or ""):
        message = (
            f"the article was posted on {article.posted}, before it was published ({display_date(published)})"
        )
        findings.say("posted", message, "correct one of the two dates")
    if article.updated and article.posted and article.updated < article.posted:
        message = f"the article was updated on {article.updated}, before it was posted ({article.posted})"
        findings.say("updated", message, "correct one of the two dates")
    if article.status == "withdrawn" and not article.withdrawn:
        hint = "add `withdrawn` with a `date` and a `reason`"
        findings.say("status", "the article is withdrawn, but nothing says when and why", hint)
    if article.withdrawn and article.status != "withdrawn":
        message = f"`withdrawn` says why the article was withdrawn, but its status is {article.status}"
        findings.say("withdrawn", message, "write the status withdrawn, or take `withdrawn` out")
