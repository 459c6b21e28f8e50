"""What workers made, on its way: bytes in `.cache/staging/`, told apart by place and digest.

A task writes one file of its own, so that workers never share one, and the parent knows what each holds.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from builder.files import CACHE, OUTPUT_STAGING
from builder.fingerprint import digest
from builder.model import Blob


@contextmanager
def staging_folder(site: Path) -> Iterator[Path]:
    """An empty folder for what workers make; what an interrupted build left there goes first."""
    staging = site / CACHE / "staging"
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


@contextmanager
def artifact_folder(output: Path, staging: Path) -> Iterator[Path]:
    """A folder for artifacts on the file system of the output, where to publish one is to rename it.

    That is the staging folder itself, unless the output lies on another file system: then it is a folder in the
    output, for only there it is certain to be on the same one. Nobody else may enter it, and it goes when
    the block ends, as does an output that was made for it and stayed empty. What a killed build left goes first.
    Texts are never staged there: drafts are among them.
    """
    own = output / OUTPUT_STAGING
    shutil.rmtree(own, ignore_errors=True)
    above = [output, *output.parents]
    absent = [place for place in above if not os.path.lexists(place)]
    nearest = above[len(absent)]
    if nearest.stat().st_dev == staging.stat().st_dev:
        yield staging
        return
    try:
        output.mkdir(parents=True, exist_ok=True)
        own.mkdir(mode=0o700)
        yield own
    finally:
        shutil.rmtree(own, ignore_errors=True)
        for place in absent:
            with suppress(OSError):
                place.rmdir()


class StagingWriter:
    """Appends blobs to one staged file; use it in a `with` statement."""

    def __init__(self, staging: Path, name: str) -> None:
        self._name = name
        self._file = (staging / name).open("wb")
        self._offset = 0

    def write(self, data: bytes) -> Blob:
        """Stage bytes, and say where they stand."""
        blob = Blob(self._name, self._offset, len(data), digest(data))
        self._file.write(data)
        self._offset += len(data)
        return blob

    def flush(self) -> None:
        """Let others read what was written so far."""
        self._file.flush()

    def __enter__(self) -> Self:
        """The writer itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the file; what was written is whole from here on."""
        self._file.close()


class StagingReader:
    """Reads blobs; use it in a `with` statement. Neighbours lie in one file, which stays open between them."""

    def __init__(self, staging: Path) -> None:
        self._staging = staging
        self._name = ""
        self._file: BinaryIO | None = None

    def read(self, blob: Blob) -> bytes:
        """The bytes of a blob."""
        if self._file is None or blob.file != self._name:
            self._close()
            self._name, self._file = blob.file, (self._staging / blob.file).open("rb")
        self._file.seek(blob.offset)
        return self._file.read(blob.length)

    def _close(self) -> None:
        if self._file:
            self._file.close()

    def __enter__(self) -> Self:
        """The reader itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close what is open."""
        self._close()


def without_place(blob: Blob) -> Blob:
    """A blob of which only the digest counts: its staged bytes end with the build."""
    return Blob("", 0, blob.length, blob.digest)
