"""Images that say nothing to those who cannot see them, and files that no page uses."""

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from builder.check.findings import warning
from builder.errors import Location, Problem
from builder.model import Article, Blob, Body, ContentRecord, MediaFile

_IMAGE = re.compile(r'<img src="ref:([0-9]+)"([^>]*)>')
_ALTERNATIVE = re.compile(r' alt="([^"]*)"')


def find_silent_images(
    records: Iterable[ContentRecord], bodies: Mapping[str, Body], read_html: Callable[[Blob], str]
) -> Iterator[Problem]:
    """A warning for each image of a text that has no alternative text."""
    for record in records:
        body = bodies[record.file]
        if not any(reference.kind == "media" for reference in body.references):
            continue
        for number, attributes in _IMAGE.findall(read_html(body.html) + body.note):
            words = _ALTERNATIVE.search(attributes)
            if words is None or not html.unescape(words[1]).strip():
                reference = body.references[int(number)]
                message = f"the image {reference.written!r} has no alternative text"
                hint = "say in a few words what it shows, for those who cannot see it: ![words](file)"
                yield warning(Location(record.file, reference.line), message, hint)


def find_unused(
    media: Iterable[MediaFile],
    records: Iterable[ContentRecord],
    bodies: Mapping[str, Body],
    settings: object,
) -> Iterator[Problem]:
    """A warning for each media file that no text shows or links to; `settings` are those of the theme."""
    used = {
        reference.target
        for body in bodies.values()
        for reference in body.references
        if reference.kind == "media"
    }
    # A theme may show what its settings or an article's `extra` name.
    extras = (text for one in records if isinstance(one, Article) for text in _texts(one.extra))
    named = {_within_media(text) for text in (*_texts(settings), *extras)}
    for file in media:
        name = file.file.removeprefix("content/media/")
        if file.file not in used and name not in named:
            hint = "show it, link to it, or delete it: it is published all the same"
            yield warning(Location(file.file), "no page uses this file", hint)


def _within_media(path: str) -> str:
    """`house.svg` of `/media/house.svg`, and of whatever else may be meant by it."""
    return path.removeprefix("/").removeprefix("content/").removeprefix("media/")


def _texts(value: object) -> Iterator[str]:
    """All texts in a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
