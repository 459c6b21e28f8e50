"""The files of content/media: checked, measured, and named by what they hold."""

from io import BytesIO
from pathlib import Path, PurePosixPath

import msgspec

from builder.errors import Location, Problem
from builder.files import walk_files
from builder.freshness import FileState, KnownFiles, read_file
from builder.load.drawing import find_activity
from builder.model import MediaFile
from builder.slugs import slugify
from builder.store import Store

INDEX = "media files"

IMAGES = frozenset(".avif .gif .jpeg .jpg .png .svg .webp".split())
OTHERS = frozenset(".csv .flac .m4a .mp3 .mp4 .oga .ogg .ogv .opus .pdf .srt .txt .vtt .wav .webm".split())

DIGEST_LETTERS = 10


class KnownMedia(msgspec.Struct, frozen=True, kw_only=True):
    """The media files that an earlier build has measured."""

    files: KnownFiles = KnownFiles()
    media: dict[str, MediaFile] = {}
    """By file."""


def load_media(site: Path, store: Store, seen: KnownFiles) -> tuple[list[MediaFile], list[Problem]]:
    """All media files of a site, sorted, and what cannot be published; what the store knows is not read again.

    `seen` is what a look at the files found.
    """
    known = store.read_record("index", INDEX, KnownMedia) or KnownMedia()
    states: dict[str, FileState] = {}
    media: list[MediaFile] = []
    problems: list[Problem] = []
    for file, finding in walk_files(site, "content/media"):
        if finding:
            problems.append(finding)
            continue
        if file in known.media and known.files.digest_of(file, seen.states.get(file)):
            media.append(known.media[file])
            states[file] = known.files.states[file]
            continue
        try:
            data, state = read_file(site / file)
        except OSError as error:
            message = f"the file cannot be read: {error.strerror}"
            problems.append(Problem(Location(file), message, "see its permissions"))
            continue
        if flaw := _flaw(file, data):
            problems.append(flaw)
        else:
            media.append(_measure(file, data, state.digest))
            states[file] = state
    index = KnownMedia(
        files=KnownFiles(seen_at=seen.seen_at, states=states), media={found.file: found for found in media}
    )
    store.write("index", [(INDEX, msgspec.msgpack.encode(index))])
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


def _measure(file: str, data: bytes, found: str) -> MediaFile:
    # Imported when the first new image is measured: it brings the network of the standard library with it.
    import imagesize  # noqa: PLC0415

    path = PurePosixPath(file)
    width, height = imagesize.get(BytesIO(data)) if path.suffix.lower() in IMAGES else (-1, -1)
    name = f"{slugify(path.stem) or 'file'}.{found[:DIGEST_LETTERS]}{path.suffix.lower()}"
    return MediaFile(
        file=file, route=f"media/{name}", digest=found, width=max(int(width), 0), height=max(int(height), 0)
    )
