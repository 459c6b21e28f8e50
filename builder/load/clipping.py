"""A plain-text repost becomes an article; what was guessed stands in its review notes."""

import msgspec

from builder.dates import parse_date
from builder.errors import ContentError, Location, Problem, quoted
from builder.load.article import author_named, slug_of_file
from builder.load.authority import Names, fold
from builder.load.repost import REVIEW_REASONS, Repost
from builder.model import Article, Blob, PublicationRecord, Rights, Source
from builder.routes import checked_segment
from builder.slugs import slugify


def article_of_clipping(
    repost: Repost, file: str, text: Blob, names: Names, language: str, guessed: tuple[str, ...] = ()
) -> Article:
    """The article that a clipping holds; `guessed` are the review reasons found before it was parsed.

    Raises ContentError where the file's name or a tag makes no slug.
    """
    try:
        slug = checked_segment(slug_of_file(file))
    except ValueError as error:
        raise _flaw(file, f"the file's name makes no slug: {error}", "rename the file") from None
    byline = repost.byline
    publication = names.publications.get(fold(byline.publication or "")) if byline else None
    authors = (
        tuple(author_named(name.text, names, literal=name.literal) for name in byline.names) if byline else ()
    )
    return Article(
        file=file,
        slug=slug,
        title=repost.title,
        deck=repost.deck or "",
        source=Source(
            publication=publication.name if publication else (byline.publication or "" if byline else ""),
            authors=authors,
            byline=" ".join(byline.as_printed.split()) if byline else "",
            published=parse_date(byline.published) if byline and byline.published else None,
            published_as=byline.published_as or "" if byline else "",
            original_url=repost.original_url or "",
            kind=publication.kind if publication else None,
            section=section_label(repost.section),
            dateline=repost.dateline or "",
            translator=repost.translator or "",
            rights=_rights(repost, publication),
        ),
        extent=repost.extent,
        language=(publication.lang if publication else "") or language,
        posted=repost.posted or "",
        tags=_tags(repost, file, names),
        note=repost.note or "",
        review=tuple(REVIEW_REASONS[reason] for reason in (*guessed, *repost.review)),
        format="plain",
        text=text,
        text_line=repost.body_line,
    )


def section_label(printed: str | None) -> str:
    """`Opinion` for the "OPINION:" above a title."""
    label = (printed or "").rstrip(" :")
    return label.capitalize() if label.isupper() else label


def _rights(repost: Repost, publication: PublicationRecord | None) -> Rights:
    """Those of all articles of the publication, with the notice that the clipping bears."""
    usual = publication.rights if publication else Rights()
    return msgspec.structs.replace(usual, notice=repost.rights_notice) if repost.rights_notice else usual


def _tags(repost: Repost, file: str, names: Names) -> tuple[str, ...]:
    labels = [names.tag_label(tag) for tag in repost.tags]
    for tag, label in zip(repost.tags, labels, strict=True):
        if not all(map(slugify, label.split("/"))):
            hint = "write a letter or a digit in each part that slashes divide"
            raise _flaw(file, f"the tag {quoted(tag)} makes no slug", hint)
    return tuple(dict.fromkeys(labels))


def _flaw(file: str, message: str, hint: str) -> ContentError:
    return ContentError([Problem(Location(file), message, hint)])
