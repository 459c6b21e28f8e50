"""The files of content/media: checked, measured, and named by what they hold."""

from pathlib import Path, PurePosixPath

import imagesize

from builder.errors import Location, Problem
from builder.files import walk_files
from builder.fingerprint import digest
from builder.load.drawing import find_activity
from builder.model import MediaFile
from builder.slugs import slugify

IMAGES = frozenset(".avif .gif .jpeg .jpg .png .svg .webp".split())
OTHERS = frozenset(".csv .flac .m4a .mp3 .mp4 .oga .ogg .ogv .opus .pdf .srt .txt .vtt .wav .webm".split())

DIGEST_LETTERS = 10


def load_media(site: Path) -> tuple[list[MediaFile], list[Problem]]:
    """All media files of a site, sorted, and what cannot be published."""
    media: list[MediaFile] = []
    problems: list[Problem] = []
    for file, finding in walk_files(site, "content/media"):
        if finding:
            problems.append(finding)
            continue
        try:
            data = (site / file).read_bytes()
        except OSError as error:
            message = f"the file cannot be read: {error.strerror}"
            problems.append(Problem(Location(file), message, "see its permissions"))
            continue
        if flaw := _flaw(file, data):
            problems.append(flaw)
        else:
            media.append(_measure(site, file, data))
    return media, problems


def _flaw(file: str, data: bytes) -> Problem | None:
    """Why a file must not be published."""
    suffix = PurePosixPath(file).suffix.lower()
    if suffix not in IMAGES | OTHERS:
        message = f"files {f'that end in {suffix}' if suffix else 'without an ending'} are not published"
        known = " ".join(sorted(IMAGES | OTHERS))
        return Problem(
            Location(file), message, f"take it out of content/media/, or save it as one of {known}"
        )
    if suffix == ".svg" and (activity := find_activity(data)):
        line, found = activity
        hint = "save it again as plain SVG, without scripts"
        return Problem(Location(file, line), found, hint)
    return None


def _measure(site: Path, file: str, data: bytes) -> MediaFile:
    path = PurePosixPath(file)
    width, height = imagesize.get(str(site / file)) if path.suffix.lower() in IMAGES else (-1, -1)
    name = f"{slugify(path.stem) or 'file'}.{digest(data)[:DIGEST_LETTERS]}{path.suffix.lower()}"
    return MediaFile(file=file, route=f"media/{name}", width=max(int(width), 0), height=max(int(height), 0))
