"""The files of the site: staged where they are new, recalled where they stand in the output already."""

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path

import msgspec

from builder.files import MANIFEST, ON_ITS_WAY, OUTPUT_STAGING
from builder.fingerprint import digest
from builder.freshness import FileState, KnownFiles, look_at, look_at_all, read_file
from builder.store import Store


class Artifact(msgspec.Struct, frozen=True, kw_only=True):
    """One file of the site, ready to be published."""

    file: str
    """Relative to the output."""
    digest: str
    fingerprint: str = ""
    """Of all that it was made from."""
    staged: str = ""
    """Its name in the staging folder; empty where the output has these bytes."""


NEW = "new"
"""In the staging folder: files whose folders the output does not have yet, each in its own. Such a folder is put in
place with all that it holds, and the workers share the making."""


def stage(data: bytes, file: str, name: str, staging: Path, output: Path, made_from: str = "") -> Artifact:
    """Stage the bytes of an output file, unless it stands there already as it should."""
    found = digest(data)
    place = f"{output}/{file}"
    if _holds(place, data):
        return Artifact(file=file, digest=found, fingerprint=made_from)
    folder = file.rpartition("/")[0]
    if folder and not os.path.isdir(f"{output}/{folder}"):  # noqa: PTH112 - a third of the time of Path
        # Pages that collide may want a file where a folder stands; that is told when all are planned.
        with suppress(FileExistsError, NotADirectoryError, IsADirectoryError):
            _make_folder(f"{staging}/{NEW}/{folder}")
            _write(f"{staging}/{NEW}/{file}", data)
            return Artifact(file=file, digest=found, fingerprint=made_from, staged=f"{NEW}/{file}")
    _write(f"{staging}/{name}", data)
    return Artifact(file=file, digest=found, fingerprint=made_from, staged=name)


def _make_folder(place: str) -> None:
    try:
        os.mkdir(place)  # noqa: PTH102 - as above
    except FileExistsError:
        pass
    except FileNotFoundError:
        os.makedirs(place, exist_ok=True)  # noqa: PTH103 - as above


def _holds(place: str, data: bytes) -> bool:
    """Whether a file holds just these bytes."""
    try:
        file = os.open(place, os.O_RDONLY)
    except OSError:
        return False
    try:
        return os.fstat(file).st_size == len(data) and os.read(file, len(data) + 1) == data
    finally:
        os.close(file)


def _write(place: str, data: bytes) -> None:
    # A file of the system's own: half the time of one of Python's, for each page.
    file = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    try:
        written = 0
        while written < len(data):
            written += os.write(file, data[written:] if written else data)
    finally:
        os.close(file)


class Outputs(msgspec.Struct, frozen=True, kw_only=True):
    """The output as a build left it."""

    files: KnownFiles = KnownFiles()
    fingerprints: dict[str, str] = {}
    """By file: what it was made from."""
    manifest: str = ""
    """Its digest: a later build that did not come to its end has left another."""


class KnownArtifacts:
    """What stands in an output, by the store of its site; each file is looked at once."""

    def __init__(self, store: Store, output: Path) -> None:
        self.output = output
        self._store = store
        self._key = f"output {output.resolve()}"
        self._known = store.read_record("index", self._key, Outputs) or Outputs()

    def standing(self, file: str, made_from: str) -> Artifact | None:
        """The artifact of a file, if it stands in the output as it was made from just this; else None."""
        known = self._known
        if (
            known.fingerprints.get(file) != made_from
            or file in self._others
            or file not in known.files.states
        ):
            return None
        return self._artifact(file)

    def was_made_from(self, file: str, made_from: str) -> bool:
        """Whether the last build made a file from just this, wherever it is by now."""
        return self._known.fingerprints.get(file) == made_from

    def all(self) -> dict[str, Artifact]:
        """The artifacts of the last build, by file."""
        return {file: self._artifact(file) for file in self._known.files.states}

    def _artifact(self, file: str) -> Artifact:
        known = self._known
        return Artifact(
            file=file, digest=known.files.states[file].digest, fingerprint=known.fingerprints[file]
        )

    def all_stand(self) -> bool:
        """Whether the output is as the last build left it: each file, the manifest, and nothing of a killed one."""
        if any(os.path.lexists(self.output / name) for name in (OUTPUT_STAGING, ON_ITS_WAY)):
            return False
        return _digest_at(self.output / MANIFEST) == self._known.manifest and not self._others

    @cached_property
    def _written(self) -> frozenset[str]:
        """Files that are not as the last build left them, or look so."""
        return frozenset(self._known.files.find_written(str(self.output)))

    @cached_property
    def _others(self) -> frozenset[str]:
        """Files that do not hold the bytes that they should, whatever their times say."""
        states = self._known.files.states
        return frozenset(
            file for file in self._written if _digest_at(self.output / file) != states[file].digest
        )

    def remember(self, artifacts: Sequence[Artifact]) -> None:
        """Keep what stands in the output, right after it was published."""
        made = [artifact for artifact in artifacts if artifact.fingerprint]
        before = self._known.files.states
        states = {
            artifact.file: before[artifact.file]
            for artifact in made
            if not artifact.staged and artifact.file in before and artifact.file not in self._written
        }
        states |= self._look_at(artifact for artifact in made if artifact.file not in states)
        self._write(states, {artifact.file: artifact.fingerprint for artifact in made})

    def _write(self, states: dict[str, FileState], fingerprints: dict[str, str]) -> None:
        # The manifest was the last file written, so that its time is not later than any look.
        manifest = look_at(f"{self.output}/{MANIFEST}")
        files = KnownFiles(seen_at=manifest.modified if manifest else 0, states=states)
        outputs = Outputs(
            files=files, fingerprints=fingerprints, manifest=_digest_at(self.output / MANIFEST) or ""
        )
        self._store.write("index", [(self._key, msgspec.msgpack.encode(outputs))])

    def _look_at(self, artifacts: Iterable[Artifact]) -> dict[str, FileState]:
        return look_at_all(str(self.output), ((artifact.file, artifact.digest) for artifact in artifacts))


def _digest_at(place: Path) -> str | None:
    """The digest of the bytes that stand in a place; None where none can be read."""
    try:
        return read_file(place)[1].digest
    except OSError:
        return None
