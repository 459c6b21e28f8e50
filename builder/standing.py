"""Whether the site stands as it was built: the answer of a build for which nothing has changed.

Every file that a build could read is looked at, and every file that it wrote; nothing is read, parsed or planned.
So this module, and what it imports, must stay light.
"""

import datetime
import os
import time
import zoneinfo
from collections.abc import Iterator
from pathlib import Path

import msgspec

from builder.artifacts import KnownArtifacts
from builder.errors import disk_errors
from builder.files import CACHE, CONFIG_FILE
from builder.fingerprint import fingerprint
from builder.freshness import FileState, KnownFiles, read_clock
from builder.lock import LOCK_FILE, lock_site
from builder.report import STAGES, Options, Report
from builder.store import Store, StoreDamagedError
from builder.theme import default_templates
from builder.toolchain import fingerprint_toolchain

FOLDER = -1
"""Stands for the size of a folder, of which only the names in it count."""


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """A build that came to its end, and all that its result hung on."""

    output: str
    inputs: KnownFiles
    """All files and folders that it could read."""
    timezone: str
    newest_posted: str = ""
    """The latest day that was not in the future: an earlier day would leave an article out."""
    next_posted: str = ""
    """The first day on which an article that waits is due; empty where none waits."""
    digests: dict[str, str]
    """Of the bytes of each content file, as they were read."""
    site: bytes
    """What all pages were given, encoded."""
    report: Report


def look_at_inputs(site: Path) -> dict[str, FileState]:
    """The state of every file that a build of the site could read, whatever it is; digests are left out."""
    states: dict[str, FileState] = {}
    own = (site / "content", site / "templates")
    for folder in dict.fromkeys([*map(str, own), str(default_templates())]):
        states.update(_walk(folder))
    try:
        states[CONFIG_FILE] = _state(os.stat(site / CONFIG_FILE))  # noqa: PTH116 - as the others
    except OSError:
        states[CONFIG_FILE] = FileState(FOLDER, 0, 0, 0, "")
    return states


def _walk(folder: str) -> Iterator[tuple[str, FileState]]:
    try:
        with os.scandir(folder) as listing:
            entries = list(listing)
    except OSError:
        return
    yield folder, FileState(FOLDER, 0, 0, 0, "")
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path)
        elif entry.is_symlink():
            # What it leads to may be exchanged as a whole: its state tells nothing for certain.
            yield entry.path, FileState(0, time.time_ns(), 0, 0, "")
        else:
            yield entry.path, _state(entry.stat(follow_symlinks=False))


def _state(now: os.stat_result) -> FileState:
    return FileState(now.st_size, now.st_mtime_ns, now.st_ctime_ns, now.st_ino, "")


def recall_report(site: Path, options: Options) -> Report | None:
    """The same as `find_report`, for a site that nobody has opened yet; raises what a build would."""
    if options.clean or not (site / CACHE).is_dir():
        return None
    with disk_errors(), lock_site(site / CACHE), Store(site / CACHE, fingerprint_toolchain()) as store:
        return find_report(site, options, store)


def find_report(site: Path, options: Options, store: Store) -> Report | None:
    """The report of a build for which nothing has changed; None where anything may have."""
    began = time.perf_counter()
    changes = find_changes(site, options, store)
    if changes is None or changes.files or not changes.recall_outputs(store).all_stand():
        return None
    seconds = {**dict.fromkeys(STAGES, 0.0), "total": round(time.perf_counter() - began, 3)}
    return msgspec.structs.replace(changes.standing.report, rendered=0, written=0, deleted=0, seconds=seconds)


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What is other than after the last build, as far as that is the bytes of some of the same files."""

    standing: Standing
    clock: int
    """Before the files were looked at, by the clock of their file system."""
    now: dict[str, FileState]
    """The states of all files."""
    files: tuple[str, ...]
    """Those that may have changed, as `look_at_inputs` names them."""

    def recall_outputs(self, store: Store) -> KnownArtifacts:
        """What the last build left in the output."""
        return KnownArtifacts(store, Path(self.standing.output))


def find_changes(site: Path, options: Options, store: Store) -> Changes | None:
    """Which files may have changed since the build of just these options; None where more than that has."""
    clock = read_clock(site / CACHE / LOCK_FILE)
    try:
        standing = store.read_record("index", _key(options), Standing)
    except StoreDamagedError:
        return None
    if standing is None:
        return None
    now = look_at_inputs(site)
    if now.keys() != standing.inputs.states.keys():
        return None
    if not _is_due(standing, options.today or today_in(standing.timezone)):
        return None
    changed = tuple(file for file in now if not standing.inputs.is_as_before(file, now[file]))
    return Changes(standing=standing, clock=clock, now=now, files=changed)


def remember_report(store: Store, options: Options, standing: Standing) -> None:
    """Keep the report of a build that came to its end."""
    store.write("index", [(_key(options), msgspec.msgpack.encode(standing))])


def today_in(timezone: str) -> str:
    """The day that it is in a time zone: the only thing that a build takes from the clock."""
    return datetime.datetime.now(zoneinfo.ZoneInfo(timezone)).date().isoformat()


def _key(options: Options) -> str:
    """Of the report of just these options; where site.toml says more, it is the same site.toml."""
    output = options.output.resolve() if options.output else ""
    return f"report {fingerprint((str(output), options.drafts, options.strict))}"


def _is_due(standing: Standing, today: str) -> bool:
    """Whether just the same articles wait for their day."""
    return standing.newest_posted <= today and (not standing.next_posted or today < standing.next_posted)
