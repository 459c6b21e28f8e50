"""Citations as files, for reference managers: of each article, of each term, of the whole archive.

The file of many articles is the files of each, joined; so a record is written once, by a worker.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from functools import lru_cache
from pathlib import Path

import msgspec

from builder.artifacts import Artifact, KnownArtifacts, stage
from builder.attribution import Original
from builder.attribution.exports import FORMATS
from builder.chunks import run_in_chunks
from builder.fingerprint import fingerprint
from builder.model import Blob
from builder.pages import CitedListing, citation_routes, listing_routes
from builder.staging import StagingWriter

KEPT_FILES = 256
"""Of staged pieces; an archive of 16,000 articles has no more."""


class Cited(msgspec.Struct, frozen=True, array_like=True):
    """An article whose files must be written."""

    original: Original
    made_from: str


class ExportTask(msgspec.Struct, frozen=True, kw_only=True):
    """Records for one worker to write."""

    cited: tuple[Cited, ...]
    staging: str
    artifact_staging: str
    name: str
    """What the names of its staged files begin with."""
    output: str


class ExportResult(msgspec.Struct, frozen=True, kw_only=True):
    """What a worker wrote, for each article a file and a record in each format."""

    artifacts: tuple[Artifact, ...]
    records: tuple[Blob, ...]


def stage_exports(
    originals: Iterable[Original],
    listings: Iterable[CitedListing],
    staging: Path,
    artifact_staging: Path,
    known: KnownArtifacts,
    executor: Executor,
    progress: Callable[[int, int], None],
) -> list[Artifact]:
    """All files of citations; those that the output does not hold are staged.

    `staging` takes the records on their way from the workers to the files of listings.
    """
    artifacts: list[Artifact] = []
    made_from: dict[str, str] = {}
    slugs: list[str] = []

    def take_changed() -> Iterator[Cited]:
        for original in originals:
            own = made_from[original.slug] = fingerprint(original)
            found = [known.standing(route, own) for route in citation_routes(original.slug)]
            if all(found):
                artifacts.extend(filter(None, found))
            else:
                slugs.append(original.slug)
                yield Cited(original, own)

    def task(number: int, chunk: tuple[Cited, ...]) -> ExportTask:
        return ExportTask(
            cited=chunk,
            staging=str(staging),
            artifact_staging=str(artifact_staging),
            name=f"citation-{number}",
            output=str(known.output),
        )

    results = run_in_chunks(
        executor, export_chunk, take_changed(), task, lambda cited: f"{cited.original.slug!r}", progress
    )
    artifacts += [artifact for result in results for artifact in result.artifacts]
    blobs = [blob for result in results for blob in result.records]
    records = Records(dict(zip(slugs, _in_threes(blobs), strict=True)), staging, known.output)
    for number, listing in enumerate(listings):
        name = f"citations-{number}"
        artifacts += _stage_listing(listing, name, made_from, records, artifact_staging, known)
    return artifacts


def _in_threes(blobs: Sequence[Blob]) -> list[tuple[Blob, ...]]:
    size = len(FORMATS)
    return [tuple(blobs[first : first + size]) for first in range(0, len(blobs), size)]


def export_chunk(task: ExportTask) -> ExportResult:
    """Write the files of one task, in any process."""
    artifact_staging, output = Path(task.artifact_staging), Path(task.output)
    artifacts, records = [], []
    with StagingWriter(Path(task.staging), f"{task.name}-records") as shelf:
        for number, cited in enumerate(task.cited):
            routes = citation_routes(cited.original.slug)
            for form, route in zip(FORMATS, routes, strict=True):
                record = form.write(cited.original)
                records.append(shelf.write(record))
                name = f"{task.name}-{number}-{len(records)}"
                artifacts.append(
                    stage(form.join([record]), route, name, artifact_staging, output, cited.made_from)
                )
    return ExportResult(artifacts=tuple(artifacts), records=tuple(records))


class Records:
    """The records of all articles: those that were written now as staged, the others as the output has them."""

    def __init__(self, staged: Mapping[str, tuple[Blob, ...]], staging: Path, output: Path) -> None:
        self._staged = staged
        self._output = output
        self._read_file: Callable[[str], bytes] = lru_cache(KEPT_FILES)(
            lambda name: (staging / name).read_bytes()
        )

    def read(self, slug: str, number: int) -> bytes:
        """The record of an article in the format of this number."""
        if blobs := self._staged.get(slug):
            blob = blobs[number]
            return self._read_file(blob.file)[blob.offset : blob.offset + blob.length]
        return FORMATS[number].record_in((self._output / citation_routes(slug)[number]).read_bytes())


def _stage_listing(
    listing: CitedListing,
    name: str,
    made_from: Mapping[str, str],
    records: Records,
    staging: Path,
    known: KnownArtifacts,
) -> Iterator[Artifact]:
    own = fingerprint([made_from[slug] for slug in listing.slugs])
    for number, (form, route) in enumerate(zip(FORMATS, listing_routes(listing.route), strict=True)):
        artifact = known.standing(route, own)
        if artifact is None:
            data = form.join(records.read(slug, number) for slug in listing.slugs)
            artifact = stage(data, route, f"{name}-{number}", staging, known.output, own)
        yield artifact
