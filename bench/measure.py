"""One command, measured from outside: wall time, processor time and memory of all its processes."""

import hashlib
import multiprocessing
import os
import subprocess
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Self

import msgspec

INTERVAL = 0.05
"""Seconds between two looks at the memory."""

CALIBRATION_ROUNDS = 400_000

PAGE_SIZE = os.sysconf("SC_PAGE_SIZE")
SESSION_FIELD, RESIDENT_FIELD = 3, 21
"""Of /proc/PID/stat, counted from behind the name of the program."""


class Usage(msgspec.Struct, frozen=True, kw_only=True):
    """What a command cost."""

    wall: float
    """Seconds, from its start to its end."""
    cpu: float
    """Seconds of user and system, of all processes that were waited for."""
    memory: int
    """Bytes resident at the peak, summed over its processes: what they share counts once for each."""


class CommandError(Exception):
    """A measured command did not end well."""


def measure(
    command: Sequence[str], folder: Path, log: Path, environment: Mapping[str, str] | None = None
) -> Usage:
    """Run a command in a folder; what it prints goes to a file. Raises CommandError."""
    with log.open("wb") as output:
        began = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            # A session of its own tells all its processes from others, whoever their parent is by now.
            start_new_session=True,
        )
        with MemoryWatch(process.pid) as watch:
            _, status, resources = os.wait4(process.pid, 0)
            wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        last = log.read_text(encoding="utf-8", errors="replace")[-2_000:]
        raise CommandError(f"{Path(command[0]).name} ended with {process.returncode}: {last}")
    return Usage(wall=wall, cpu=resources.ru_utime + resources.ru_stime, memory=watch.peak)


def add_usages(usages: Iterable[Usage]) -> Usage:
    """The cost of commands that run one after another."""
    every = list(usages)
    return Usage(
        wall=sum(usage.wall for usage in every),
        cpu=sum(usage.cpu for usage in every),
        memory=max(usage.memory for usage in every),
    )


class MemoryWatch:
    """Looks at the memory of a session's processes again and again; use it in a `with` statement."""

    def __init__(self, session: int) -> None:
        self.peak = 0
        self._session = session
        self._strangers: set[str] = set()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        """The watch, at work."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """The end of the watch."""
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while True:
            self.peak = max(self.peak, sum(resident_of_session(self._session, self._strangers)))
            if self._ended.wait(INTERVAL):
                return


def resident_of_session(session: int, strangers: set[str]) -> Iterator[int]:
    """Bytes resident in each process of a session; `strangers` are processes known to be none of it, and grows.

    A process is born into its session and can leave it, but not enter: so each stranger is looked at once.
    """
    for name in os.listdir("/proc"):  # noqa: PTH208 - as below
        if name in strangers or not name.isdecimal():
            continue
        try:
            with open(f"/proc/{name}/stat", "rb") as file:  # noqa: PTH123 - Path takes longer, and the watch must take little
                fields = file.read().rpartition(b")")[2].split()
        except OSError:
            continue
        if int(fields[SESSION_FIELD]) == session:
            yield int(fields[RESIDENT_FIELD]) * PAGE_SIZE
        else:
            strangers.add(name)


def calibrate() -> float:
    """Seconds for a fixed piece of work on every core at once, the slowest: so that a busy machine is seen."""
    cores = len(os.sched_getaffinity(0))
    with multiprocessing.get_context("fork").Pool(cores) as pool:
        return max(pool.map(_work, range(cores), chunksize=1))


def _work(_: int) -> float:
    began = time.perf_counter()
    value = b""
    for _ in range(CALIBRATION_ROUNDS):
        value = hashlib.blake2b(value, digest_size=16).digest()
    return time.perf_counter() - began


class Tree(msgspec.Struct, frozen=True, kw_only=True):
    """What a tool wrote."""

    pages: int
    """HTML files."""
    files: int
    size: int
    """Bytes."""


def count_files(folder: Path) -> Tree:
    """Count what lies in a folder."""
    pages = files = size = 0
    for place, _, names in os.walk(folder):
        files += len(names)
        for name in names:
            pages += name.endswith(".html")
            size += os.stat(f"{place}/{name}").st_size  # noqa: PTH116 - there may be hundreds of thousands
    return Tree(pages=pages, files=files, size=size)
