"""The files of the site: staged where they are new, recalled where they stand in the output already."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from builder.files import MANIFEST, ON_ITS_WAY
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
    """Its name in the staging folder, alone or in a folder of its own; empty where the output has these bytes."""


def stage(data: bytes, file: str, name: str, staging: Path, output: Path, made_from: str = "") -> Artifact:
    """Stage the bytes of an output file, unless it stands there already as it should."""
    found = digest(data)
    try:
        with open(f"{output}/{file}", "rb") as published:  # noqa: PTH123 - a third of the time of Path, for each page
            is_there = published.read() == data
    except OSError:
        is_there = False
    if is_there:
        return Artifact(file=file, digest=found, fingerprint=made_from)
    folder, _, leaf = file.rpartition("/")
    if folder and not os.path.isdir(f"{output}/{folder}"):  # noqa: PTH112 - as above
        # A folder that is new is staged whole: one move puts it in place, and the workers share the making.
        os.mkdir(f"{staging}/{name}")  # noqa: PTH102 - as above
        name = f"{name}/{leaf}"
    with open(f"{staging}/{name}", "wb") as staged:  # noqa: PTH123 - as above
        staged.write(data)
    return Artifact(file=file, digest=found, fingerprint=made_from, staged=name)


class Outputs(msgspec.Struct, frozen=True, kw_only=True):
    """The output as a build left it."""

    files: KnownFiles = KnownFiles()
    fingerprints: dict[str, str] = {}
    """By file: what it was made from."""
    manifest: str = ""
    """Its digest: a later build that did not come to its end has left another."""


class KnownArtifacts:
    """What stands in an output, by the store of its site."""

    def __init__(self, store: Store, output: Path) -> None:
        self._store = store
        self._output = output
        self._key = f"output {output.resolve()}"
        self._known = store.read_record("index", self._key, Outputs) or Outputs()

    def standing(self, file: str, made_from: str) -> Artifact | None:
        """The artifact of a file, if it stands in the output as it was made from just this; else None."""
        if self._known.fingerprints.get(file) != made_from:
            return None
        known = self._known.files
        if file not in known.states:
            return None
        if not known.digest_of(file, look_at(f"{self._output}/{file}")) and not self._is_same(file):
            return None
        return Artifact(file=file, digest=known.states[file].digest, fingerprint=made_from)

    def all(self) -> dict[str, Artifact]:
        """The artifacts of the last build, by file."""
        prints = self._known.fingerprints
        return {
            file: Artifact(file=file, digest=state.digest, fingerprint=prints[file])
            for file, state in self._known.files.states.items()
        }

    def all_stand(self) -> bool:
        """Whether every file of the last build stands as that build left it."""
        known = self._known.files
        if _digest_at(self._output / MANIFEST) != self._known.manifest:
            return False
        return not os.path.lexists(self._output / ON_ITS_WAY) and all(
            known.digest_of(file, look_at(f"{self._output}/{file}")) or self._is_same(file)
            for file in known.states
        )

    def _is_same(self, file: str) -> bool:
        """Whether a file holds the bytes that it should, whatever its times say."""
        return _digest_at(self._output / file) == self._known.files.states[file].digest

    def remember(self, artifacts: Sequence[Artifact]) -> None:
        """Keep what stands in the output, right after it was published."""
        made = [artifact for artifact in artifacts if artifact.fingerprint]
        prints = {artifact.file: artifact.fingerprint for artifact in made}
        self._write(self._look_at(made), prints)

    def remember_changed(self, artifacts: Sequence[Artifact]) -> None:
        """Keep what was published now; all else was looked at in this build, and stands."""
        states = self._known.files.states | self._look_at(artifacts)
        prints = {artifact.file: artifact.fingerprint for artifact in artifacts}
        self._write(states, self._known.fingerprints | prints)

    def _write(self, states: dict[str, FileState], fingerprints: dict[str, str]) -> None:
        # The manifest was the last file written, so that its time is not later than any look.
        manifest = look_at(f"{self._output}/{MANIFEST}")
        files = KnownFiles(seen_at=manifest.st_mtime_ns if manifest else 0, states=states)
        outputs = Outputs(
            files=files, fingerprints=fingerprints, manifest=_digest_at(self._output / MANIFEST) or ""
        )
        self._store.write("index", [(self._key, msgspec.msgpack.encode(outputs))])

    def _look_at(self, artifacts: Iterable[Artifact]) -> dict[str, FileState]:
        return look_at_all(str(self._output), ((artifact.file, artifact.digest) for artifact in artifacts))


def _digest_at(place: Path) -> str | None:
    """The digest of the bytes that stand in a place; None where none can be read."""
    try:
        return read_file(place)[1].digest
    except OSError:
        return None
