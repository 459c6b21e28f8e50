"""Artifacts become public/: ordered, atomic per file, only ever deleting what is ours.

The manifest lies in the output itself, for it must not be lost while the output stays: it says which files are
ours. Before anything is moved it is written with the old files and the new, so that an interrupted build leaves
no file that the next one does not know.
"""

import errno
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from builder.artifacts import NEW, Artifact
from builder.errors import Location, Problem, ProblemsError, PublishError
from builder.files import MANIFEST, ON_ITS_WAY

FIRST = ("assets/", "media/")
SECOND = ("articles/",)
"""What pages lead to stands before the pages that lead there, so that a reader never meets a dangling link."""


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """All files of one build, each with the digest of its bytes."""

    version: int = 1
    files: dict[str, str]


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """What a publication did, in files."""

    written: int
    deleted: int


def publish(artifacts: Sequence[Artifact], staging: Path, output: Path) -> Published:
    """Make the output hold exactly the artifacts, beside files that are not ours.

    Raises ProblemsError where a foreign file stands in the way, PublishError where the disk refuses.
    """
    old = read_manifest(output)
    new = {artifact.file: artifact.digest for artifact in artifacts}
    staged = sorted((artifact for artifact in artifacts if artifact.staged), key=_rank)
    _refuse_foreign_files(staged, old, output)
    (output / ON_ITS_WAY).unlink(missing_ok=True)
    deleted = sorted(old.files.keys() - new.keys())
    if not staged and new == old.files:
        return Published(written=0, deleted=0)
    output.mkdir(parents=True, exist_ok=True)
    destination = _Destination(output)
    _write_manifest(old.files | new, staging, destination)
    count = sum(destination.delete(file) for file in _in_the_way(deleted, new))
    for artifact in staged:
        destination.move(staging, artifact.staged, artifact.file)
    count += sum(map(destination.delete, deleted))
    _write_manifest(new, staging, destination)
    return Published(written=len(staged), deleted=count)


def read_manifest(output: Path) -> Manifest:
    """The manifest of the last build; an empty one where there is none, or none that means anything.

    One that the disk does not give is an error: without it our own files would be taken for somebody's.
    """
    try:
        return msgspec.json.decode((output / MANIFEST).read_bytes(), type=Manifest)
    except (FileNotFoundError, msgspec.DecodeError):
        return Manifest(files={})


def _write_manifest(files: Mapping[str, str], staging: Path, destination: "_Destination") -> None:
    manifest = Manifest(files=dict(sorted(files.items())))
    (staging / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")
    destination.move(staging, MANIFEST, MANIFEST)


def _in_the_way(deleted: Sequence[str], new: Mapping[str, str]) -> list[str]:
    """Old files where a folder must be, and old folders' files where a file must be: these go first."""
    folders = {folder for file in new for folder in _folders(file)}
    return [file for file in deleted if file in folders or any(folder in new for folder in _folders(file))]


def _folders(file: str) -> Iterator[str]:
    while "/" in file:
        file = file.rpartition("/")[0]
        yield file


def _rank(artifact: Artifact) -> tuple[int, int, str]:
    file = artifact.file
    return (0 if file.startswith(FIRST) else 1 if file.startswith(SECOND) else 2, file.count("/"), file)


class _Destination:
    """The output folder: files are moved in and deleted below it, never through a symbolic link."""

    def __init__(self, output: Path) -> None:
        self.root = str(output)
        self.safe_folders = {""}
        self.arrived: set[str] = set()
        """Folders that were put in place whole."""

    def move(self, staging: Path, staged: str, file: str) -> None:
        """Put a staged file in its place at once: readers see the old bytes or the new, never a part."""
        if staged == f"{NEW}/{file}" and self._has_arrived(staging, list(_folders(file))):
            return
        self._enter(file.rpartition("/")[0])
        place = f"{self.root}/{file}"
        try:
            os.replace(staging / staged, place)  # noqa: PTH105 - half the time of Path.replace, for each file
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            self._copy(staging / staged, place)

    def _has_arrived(self, staging: Path, above: Sequence[str]) -> bool:
        """Whether one of a file's folders, the innermost first, was put in place whole; it is, if it can be."""
        return not self.arrived.isdisjoint(above) or any(
            self._move_folder(staging / NEW / folder, folder)
            for folder in reversed(above)
            if folder not in self.safe_folders
        )

    def _copy(self, staged: Path, place: str) -> None:
        """Bring a file from another file system, as a whole; what of it arrived goes where the rest cannot."""
        passing = Path(self.root, ON_ITS_WAY)
        try:
            shutil.copyfile(staged, passing)
            passing.replace(place)
        except BaseException:
            with suppress(OSError):
                passing.unlink()
            raise

    def _move_folder(self, staged: Path, folder: str) -> bool:
        """Put a staged folder in its place with all that it holds; False where there is one already."""
        place = f"{self.root}/{folder}"
        if os.path.lexists(place):
            return False
        self._enter(folder.rpartition("/")[0])
        try:
            staged.rename(place)
        except OSError:
            return False
        self.safe_folders.add(folder)
        self.arrived.add(folder)
        return True

    def delete(self, file: str) -> int:
        """Delete a file of ours, and the folders that it leaves empty; how many files went.

        An interrupted build may have deleted the file already, and a folder may stand where it was.
        """
        folder = file.rpartition("/")[0]
        if any(Path(self.root, above).is_symlink() for above in (folder, *_folders(folder)) if above):
            return 0
        place = Path(self.root, file)
        went = 0
        if place.is_symlink() or not place.is_dir():
            with suppress(FileNotFoundError, NotADirectoryError):
                place.unlink()
                went = 1
        while folder:
            try:
                Path(self.root, folder).rmdir()
            except FileNotFoundError:
                pass
            except OSError:
                break
            self.safe_folders.discard(folder)
            folder = folder.rpartition("/")[0]
        return went

    def _enter(self, folder: str) -> None:
        """Make a folder and those above it; a link in its place would lead out of the output."""
        if folder in self.safe_folders:
            return
        self._enter(folder.rpartition("/")[0])
        place = f"{self.root}/{folder}"
        try:
            os.mkdir(place)  # noqa: PTH102 - as above
        except FileExistsError:
            if Path(place).is_symlink():
                message = f"{place} is a symbolic link, and may lead out of the output folder; delete it"
                raise PublishError(message) from None
            if not Path(place).is_dir():
                raise PublishError(f"{place} is a file where a folder must be; move it away") from None
        self.safe_folders.add(folder)


def _refuse_foreign_files(staged: Sequence[Artifact], old: Manifest, output: Path) -> None:
    """A file that the manifest does not name is somebody's: it is never overwritten."""
    foreign = sorted(
        file
        for artifact in staged
        if artifact.file not in old.files
        for file in _files_at(output, artifact.file)
        if file not in old.files
    )
    if foreign:
        hint = "move it away, or delete it if it is not wanted"
        message = "a file that Fonds did not write stands here"
        raise ProblemsError(Problem(Location(f"{output.name}/{file}"), message, hint) for file in foreign)


def _files_at(output: Path, file: str) -> list[str]:
    """What stands where a file is to be: nothing, a file, or all files of a folder."""
    place = output / file
    if place.is_dir() and not place.is_symlink():
        return [found.relative_to(output).as_posix() for found in place.rglob("*") if not found.is_dir()]
    return [file] if os.path.lexists(place) else []
