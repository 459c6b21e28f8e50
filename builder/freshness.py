"""Whether a file is still the one whose digest is known: by a look at its state, without reading it.

As git does: a file whose size, times and inode are the same has not been written since, unless it was written in
the very moment in which it was looked at, when the clock of the file system could not tell. Such a file is read
again. So a look may cost time, and never truth.
"""

import os
from collections.abc import Iterable
from pathlib import Path

import msgspec

from builder.fingerprint import digest

MOMENT = 20_000_000
"""Nanoseconds: coarser clocks of file systems would have whole seconds, which the check below sees."""

SECOND = 1_000_000_000

CHUNK = 1 << 20
"""Bytes that are read at once of a file that grows while it is read."""


class FileState(msgspec.Struct, frozen=True, array_like=True):
    """What the file system says of a file, when its digest was taken."""

    size: int
    modified: int
    """Nanoseconds since the epoch, as is the next."""
    changed: int
    inode: int
    digest: str


class KnownFiles(msgspec.Struct, frozen=True, kw_only=True):
    """The states of files that one build read or wrote."""

    seen_at: int = 0
    """Before the first of them was looked at, by the clock of their file system."""
    states: dict[str, FileState] = msgspec.field(default_factory=dict)

    def digest_of(self, file: str, now: FileState | None) -> str | None:
        """The digest of a file, if it is certain that it has not been written since; None says: read it."""
        state = self.states.get(file)
        if (
            state is None
            or now is None
            or now.size != state.size
            or now.modified != state.modified
            or now.changed != state.changed
            or now.inode != state.inode
            or self._is_racy(state)
        ):
            return None
        return state.digest

    def find_written(self, root: str) -> list[str]:
        """Of all files, below a root, those that may have been written since, or are gone."""
        written = []
        stat = os.stat
        # Nearly all files are plainly old enough, and this loop is most of a build that changes nothing.
        recent = self.seen_at - SECOND
        for file, state in self.states.items():
            try:
                now = stat(f"{root}/{file}")
            except OSError:
                written.append(file)
                continue
            if (
                now.st_size != state.size
                or now.st_mtime_ns != state.modified
                or now.st_ctime_ns != state.changed
                or now.st_ino != state.inode
                or ((state.modified >= recent or state.changed >= recent) and self._is_racy(state))
            ):
                written.append(file)
        return written

    def is_as_before(self, file: str, now: FileState) -> bool:
        """Whether it is certain that a file has not been written since."""
        return self.states.get(file) == now and not self._is_racy(now)

    def _is_racy(self, state: FileState) -> bool:
        """Whether a file was written so shortly before the look that a later write could have the same times."""
        latest = max(state.modified, state.changed)
        moment = SECOND if latest % SECOND == 0 else MOMENT
        return latest + moment >= self.seen_at


def state_of(now: os.stat_result, found: str = "") -> FileState:
    """The state of a file whose bytes have this digest; `now` must be older than the reading of the bytes."""
    return FileState(now.st_size, now.st_mtime_ns, now.st_ctime_ns, now.st_ino, found)


def read_file(path: Path) -> tuple[bytes, FileState]:
    """The bytes of a file, and its state; a write in the midst of the reading shows in the next look."""
    # A file of the system's own: half the time of one of Python's, for each file of the archive.
    file = os.open(path, os.O_RDONLY)
    try:
        now = os.fstat(file)
        parts = [os.read(file, now.st_size + 1)]
        while parts[-1]:
            parts.append(os.read(file, CHUNK))
    finally:
        os.close(file)
    data = b"".join(parts)
    return data, state_of(now, digest(data))


def look_at(path: str, found: str = "") -> FileState | None:
    """The state of a file whose bytes have this digest; None where there is none that can be looked at."""
    try:
        return state_of(os.stat(path), found)  # noqa: PTH116 - a third of the time of Path, for each file of the archive
    except OSError:
        return None


def read_clock(written: Path) -> int:
    """A time not later than now, in nanoseconds, by the clock of a file system: when this was written."""
    return written.stat().st_mtime_ns


def look_at_all(root: str, files: Iterable[tuple[str, str]]) -> dict[str, FileState]:
    """The states of files, each with its digest, below a root."""
    looks = ((file, look_at(f"{root}/{file}", found)) for file, found in files)
    return {file: now for file, now in looks if now}
