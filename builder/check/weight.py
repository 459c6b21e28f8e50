"""Pages and images that are heavier than a reader on a slow line should have to wait for."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from builder.check.findings import warning
from builder.errors import Location, Problem
from builder.load.media import IMAGES
from builder.model import Body, ContentRecord, MediaFile

MOST_OF_A_TEXT = 1_000_000
"""Bytes of a text's HTML: a novel of 150,000 words. The page adds some 20 kB."""

MOST_OF_AN_IMAGE = 2_000_000
"""Bytes of an image: a photograph of 3,000 by 2,000 pixels, well saved."""


def find_heavy(
    site: Path, records: Iterable[ContentRecord], bodies: Mapping[str, Body], media: Iterable[MediaFile]
) -> Iterator[Problem]:
    """A warning for each page and image over its budget; `bodies` are by content file."""
    for record in records:
        body = bodies[record.file]
        weight = body.html.length + len(body.note.encode())
        if weight > MOST_OF_A_TEXT:
            message = f"the text makes a page of {_mega(weight)}; the budget is {_mega(MOST_OF_A_TEXT)}"
            hint = "part it into a series, or keep tables of data as files in content/media"
            yield warning(Location(record.file, record.text_line), message, hint)
    for image in media:
        if PurePosixPath(image.file).suffix.lower() not in IMAGES:
            continue
        weight = (site / image.file).stat().st_size
        if weight > MOST_OF_AN_IMAGE:
            size = f", {image.width} by {image.height} pixels" if image.width else ""
            message = f"the image weighs {_mega(weight)}{size}; the budget is {_mega(MOST_OF_AN_IMAGE)}"
            hint = "save it smaller: 2,000 pixels are as wide as a page shows, and .avif or .webp weigh less"
            yield warning(Location(image.file), message, hint)


def _mega(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB"
