"""The files of the site that are no pages: assets, media, files for machines."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from builder.artifacts import Artifact, KnownArtifacts, stage
from builder.errors import ContentError, Location, Problem
from builder.fingerprint import digest
from builder.model import MediaFile
from builder.pages import TextFile
from builder.theme import Asset


def stage_files(
    site: Path,
    media_files: Sequence[MediaFile],
    text_files: Sequence[TextFile],
    assets: Iterable[Asset],
    staging: Path,
    known: KnownArtifacts,
) -> Iterator[Artifact]:
    """All of them as artifacts; raises ContentError for media that changed since the build began."""
    files = [(asset.route, asset.data) for asset in assets]
    for number, (route, data) in enumerate(files):
        made_from = digest(data)
        yield known.standing(route, made_from) or stage(
            data, route, f"asset-{number}", staging, known.output, made_from
        )
    for number, file in enumerate(text_files):
        yield known.standing(file.route, file.made_from) or stage(
            file.write(), file.route, f"file-{number}", staging, known.output, file.made_from
        )
    yield from _stage_media(site, media_files, staging, known)


def _stage_media(
    site: Path, media_files: Sequence[MediaFile], staging: Path, known: KnownArtifacts
) -> Iterator[Artifact]:
    """Media files, which were read when the build began; raises ContentError where any is another by now.

    Its name would lie about what it holds, and nobody would have looked at that.
    """
    changed = []
    for number, media in enumerate(media_files):
        artifact = known.standing(media.route, media.digest) or stage(
            (site / media.file).read_bytes(),
            media.route,
            f"media-{number}",
            staging,
            known.output,
            media.digest,
        )
        if artifact.digest != media.digest:
            message = "the file changed while the site was being built"
            changed.append(Problem(Location(media.file), message, "run `fonds build` again"))
        yield artifact
    if changed:
        raise ContentError(changed)
