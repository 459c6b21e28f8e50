"""Whether the site stands as it was built: the answer of a build for which nothing has changed.

Every file that a build could read is looked at, and every file that it wrote; nothing is read, parsed or planned.
So this module, and what it imports, must stay light.
"""

import datetime
import os
import time
import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from builder.artifacts import KnownArtifacts
from builder.errors import disk_errors
from builder.files import CACHE, CONFIG_FILE, is_passing
from builder.fingerprint import fingerprint
from builder.freshness import FileState, KnownFiles, look_at, read_clock, state_of
from builder.lock import LOCK_FILE, lock_site
from builder.report import STAGES, Options, Report
from builder.store import Store, StoreDamagedError
from builder.theme import default_templates
from builder.toolchain import fingerprint_toolchain


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


class OpenSite:
    """A site that this process alone builds: its store, and what was seen of its files before any was read."""

    def __init__(self, folder: Path, store: Store) -> None:
        """Looks at every file that a build could read."""
        self.folder = folder
        self.store = store
        self.clock = read_clock(folder / CACHE / LOCK_FILE)
        """Before the files were looked at, by the clock of their file system."""
        self.inputs = _look_at_inputs(folder)
        """The state of each, by its path relative to the site; digests are left out."""
        self._outputs: dict[Path, KnownArtifacts] = {}

    def known_artifacts(self, output: Path) -> KnownArtifacts:
        """What stands in an output."""
        if output not in self._outputs:
            self._outputs[output] = KnownArtifacts(self.store, output)
        return self._outputs[output]


@contextmanager
def open_site(folder: Path) -> Iterator[OpenSite]:
    """Keep other builds away from a site inside the block; raises BusyError where one is running.

    An error of the disk inside the block becomes a PublishError, which tells it as what it is.
    """
    with open_store(folder) as store:
        yield OpenSite(folder, store)


@contextmanager
def open_store(folder: Path) -> Iterator[Store]:
    """The same for who need not look at the files of the site."""
    with (
        disk_errors(),
        lock_site(folder / CACHE),
        Store(folder / CACHE, fingerprint_toolchain()) as store,
    ):
        yield store


def _look_at_inputs(site: Path) -> dict[str, FileState]:
    """The state of every file that a build of the site could read, whatever it is."""
    states: dict[str, FileState] = {}
    own = [(str(site / name), name) for name in ("content", "templates")]
    default = str(default_templates())
    for folder, name in own if default == own[1][0] else [*own, (default, default)]:
        states.update(_walk(folder, name))
    states[CONFIG_FILE] = look_at(str(site / CONFIG_FILE)) or AWAY
    return states


AWAY = FileState(-1, 0, 0, 0, "")
FOLDER = FileState(-2, 0, 0, 0, "")
"""Of a folder only the names in it count."""


def _walk(folder: str, name: str) -> Iterator[tuple[str, FileState]]:
    try:
        with os.scandir(folder) as listing:
            entries = list(listing)
    except OSError:
        return
    yield name, FOLDER
    for entry in entries:
        if is_passing(entry.name):
            # Nothing reads it; an editor that is open must not cost a whole build.
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, f"{name}/{entry.name}")
        elif entry.is_symlink():
            # What it leads to may be exchanged as a whole: its state tells nothing for certain.
            yield f"{name}/{entry.name}", FileState(0, time.time_ns(), 0, 0, "")
        else:
            yield f"{name}/{entry.name}", state_of(entry.stat(follow_symlinks=False))


def find_report(site: OpenSite, options: Options) -> Report | None:
    """The report of a build for which nothing has changed; None where anything may have."""
    began = time.perf_counter()
    changes = find_changes(site, options)
    if changes is None or changes.files or not changes.outputs_of(site).all_stand():
        return None
    seconds = {**dict.fromkeys(STAGES, 0.0), "total": round(time.perf_counter() - began, 3)}
    return msgspec.structs.replace(changes.standing.report.without_work(), seconds=seconds)


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What is other than after the last build, as far as that is the bytes of some of the same files."""

    standing: Standing
    files: tuple[str, ...]
    """Those that may have changed, relative to the site."""

    def outputs_of(self, site: OpenSite) -> KnownArtifacts:
        """What the last build left in the output."""
        return site.known_artifacts(Path(self.standing.output))


def find_changes(site: OpenSite, options: Options) -> Changes | None:
    """Which files may have changed since the build of just these options; None where more than that has."""
    if options.clean:
        return None
    standing = recall_standing(site.store, options)
    if (
        standing is None
        or site.inputs.keys() != standing.inputs.states.keys()
        or not _is_due(standing, options.today or today_in(standing.timezone))
    ):
        return None
    before = standing.inputs
    files = tuple(file for file, now in site.inputs.items() if not before.is_as_before(file, now))
    return Changes(standing=standing, files=files)


def recall_standing(store: Store, options: Options) -> Standing | None:
    """The last build of just these options, if it is known."""
    try:
        return store.read_record("index", _key(options), Standing)
    except StoreDamagedError:
        return None


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
