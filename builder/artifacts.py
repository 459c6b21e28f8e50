"""The files of the site: staged where they are new, recalled where they stand in the output already."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from builder.files import OUTPUT_STAGING
from builder.fingerprint import digest
from builder.freshness import FileState, KnownFiles, look_at, look_at_all, read_file
from builder.store import Store

MANIFEST = ".fonds-manifest.json"
"""In the output: which of its files are ours."""


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


Look = Literal["untouched", "same bytes", "other"]
"""What a look at a file of the output found."""


class KnownArtifacts:
    """What stands in an output, by the store of its site; each file is looked at once."""

    def __init__(self, store: Store, output: Path) -> None:
        self.output = output
        self._store = store
        self._key = f"output {output.resolve()}"
        self._known = store.read_record("index", self._key, Outputs) or Outputs()
        self._looks: dict[str, Look] = {}

    def standing(self, file: str, made_from: str) -> Artifact | None:
        """The artifact of a file, if it stands in the output as it was made from just this; else None."""
        if self._known.fingerprints.get(file) != made_from or not self._is_whole(file):
            return None
        return Artifact(file=file, digest=self._known.files.states[file].digest, fingerprint=made_from)

    def all(self) -> dict[str, Artifact]:
        """The artifacts of the last build, by file."""
        prints = self._known.fingerprints
        return {
            file: Artifact(file=file, digest=state.digest, fingerprint=prints[file])
            for file, state in self._known.files.states.items()
        }

    def all_stand(self) -> bool:
        """Whether every file of the last build stands as that build left it, and nothing of a killed one does."""
        states = self._known.files.states
        if os.path.lexists(self.output / OUTPUT_STAGING):
            return False
        return bool(states) and all(map(self._is_whole, states))

    def _is_whole(self, file: str) -> bool:
        """Whether a file stands as the last build left it: untouched, or at least with the same bytes."""
        found = self._looks.get(file)
        if found is None:
            found = self._look(file)
            self._looks[file] = found
        return found != "other"

    def _look(self, file: str) -> Look:
        known = self._known.files
        if file not in known.states:
            return "other"
        if known.digest_of(file, look_at(f"{self.output}/{file}")):
            return "untouched"
        try:
            now = read_file(self.output / file)[1]
        except OSError:
            return "other"
        return "same bytes" if now.digest == known.states[file].digest else "other"

    def remember(self, artifacts: Sequence[Artifact]) -> None:
        """Keep what stands in the output, right after it was published."""
        made = [artifact for artifact in artifacts if artifact.fingerprint]
        before = self._known.files.states
        states = {
            artifact.file: before[artifact.file]
            for artifact in made
            if not artifact.staged and self._looks.get(artifact.file) == "untouched"
        }
        states |= self._look_at(artifact for artifact in made if artifact.file not in states)
        self._write(states, {artifact.file: artifact.fingerprint for artifact in made})

    def remember_changed(self, artifacts: Sequence[Artifact]) -> None:
        """Keep what was published now; all else was looked at in this build, and stands."""
        states = self._known.files.states | self._look_at(artifacts)
        prints = {artifact.file: artifact.fingerprint for artifact in artifacts}
        self._write(states, self._known.fingerprints | prints)

    def _write(self, states: dict[str, FileState], fingerprints: dict[str, str]) -> None:
        # The manifest was the last file written, so that its time is not later than any look.
        manifest = look_at(f"{self.output}/{MANIFEST}")
        files = KnownFiles(seen_at=manifest.modified if manifest else 0, states=states)
        outputs = Outputs(files=files, fingerprints=fingerprints)
        self._store.write("index", [(self._key, msgspec.msgpack.encode(outputs))])

    def _look_at(self, artifacts: Iterable[Artifact]) -> dict[str, FileState]:
        return look_at_all(str(self.output), ((artifact.file, artifact.digest) for artifact in artifacts))
