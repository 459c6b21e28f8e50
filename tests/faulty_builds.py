"""Builds in which one operation on files fails, or is the last that the process does.

Nothing of Fonds is replaced: an audit hook of Python sees each operation before it is done, whichever code asks for
it, and refuses it as a disk would. SQLite and `write` pass no hook; for them the system itself refuses every byte
more (RLIMIT_FSIZE), which needs no rights.

A process that has Fonds imported waits for orders and forks itself for each build: a fork takes milliseconds where
a start takes half a second, and a hook that was added once stays for ever.
"""

import errno
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

import msgspec
from archive import Archive

from builder.cli import main

Fault = Literal["", "refused", "forbidden", "full", "torn", "unreadable", "interrupted", "killed"]
"""What happens at one operation: it fails (EIO, EACCES); it is the first that finds the disk full, or the first
after which every file is cut short; a look into a file or a folder fails; the process is interrupted or killed."""

CHANGES = frozenset(
    "open os.rename os.mkdir os.remove os.rmdir os.link os.symlink os.truncate sqlite3.connect".split()
)
LOOKS = frozenset("open os.scandir os.listdir".split())
NEEDS_ROOM = frozenset("open os.rename os.mkdir sqlite3.connect".split())

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
ERRORS: dict[str, int] = {
    "refused": errno.EIO,
    "forbidden": errno.EACCES,
    "full": errno.ENOSPC,
    "unreadable": errno.EIO,
}


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """A build that is wanted."""

    arguments: tuple[str, ...]
    watched: tuple[str, ...]
    """Files and folders: operations elsewhere are neither counted nor touched."""
    fault: Fault
    moment: int
    """Counted from 1: the operation at which it happens."""


class Outcome(msgspec.Struct, frozen=True):
    """What came of it."""

    code: int
    """As a shell would see it; negative where a signal ended it."""
    out: str
    err: str
    done: tuple[str, ...]
    """The places of the operations that were let through, in their order."""


class Saboteur:
    """The hook: counts operations below the watched folders, and lets the one happen what is ordered."""

    def __init__(self, order: Order, log: int) -> None:
        self.order = order
        self.log = log
        self.seen = 0

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Hear of an operation before it is done; raising is how it is refused."""
        if event not in (LOOKS if self.order.fault == "unreadable" else CHANGES):
            return
        place = self._place_of(event, arguments)
        if not any(place == folder or place.startswith(f"{folder}/") for folder in self.order.watched):
            return
        self.seen += 1
        if self.seen == self.order.moment:
            self._strike(event, place)
        elif self.order.fault == "full" and 0 < self.order.moment < self.seen and event in NEEDS_ROOM:
            _refuse(event, place, errno.ENOSPC)
        os.write(self.log, f"{place}\n".encode())

    def _place_of(self, event: str, arguments: tuple[Any, ...]) -> str:
        """What an operation changes or reads; empty for what is not counted."""
        place, folder = arguments[0], Path()
        if event == "open":
            looks = not arguments[2] & WRITES
            if looks != (self.order.fault == "unreadable"):
                return ""
        elif event in ("os.rename", "os.link", "os.symlink"):
            place = arguments[1]
        elif event in ("os.remove", "os.rmdir") and arguments[-1] >= 0:
            # `shutil.rmtree` names files within a folder that it holds open.
            folder = Path(f"/proc/self/fd/{arguments[-1]}")
            folder = folder.readlink() if folder.is_symlink() else Path()
        return "" if isinstance(place, int) else str(Path(folder, os.fsdecode(place or ".")).absolute())

    def _strike(self, event: str, place: str) -> None:
        fault = self.order.fault
        if fault in ("full", "torn"):
            _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, most))
        if fault == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        if fault == "interrupted":
            os.kill(os.getpid(), signal.SIGINT)
        if fault in ERRORS and (fault != "full" or event in NEEDS_ROOM):
            _refuse(event, place, ERRORS[fault])


def _refuse(event: str, place: str, number: int) -> None:
    """Fail as the system would."""
    if event == "sqlite3.connect":
        raise sqlite3.OperationalError("unable to open database file")
    raise OSError(number, os.strerror(number), place)


class FaultyBuilds:
    """Runs builds, each in a process of its own; use it in a `with` statement."""

    def __enter__(self) -> Self:
        """Start the process that forks."""
        self._process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """It ends when there are no more orders."""
        self._process.communicate(timeout=60)

    def run(
        self, arguments: Sequence[str], watched: Sequence[Path], fault: Fault = "", moment: int = 0
    ) -> Outcome:
        """What `fonds` does with these arguments, in one process."""
        places = tuple(map(str, watched))
        order = Order(arguments=tuple(arguments), watched=places, fault=fault, moment=moment)
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(msgspec.json.encode(order) + b"\n")
        self._process.stdin.flush()
        return msgspec.json.decode(self._process.stdout.readline(), type=Outcome)


def serve() -> None:
    """Take orders from standard input, until there are no more."""
    with tempfile.TemporaryDirectory() as folder:
        # The forks find all that a build needs imported and compiled.
        archive = Archive(Path(folder))
        archive.article("one")
        archive.write("content/media/house.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
        archive.build()
    for line in sys.stdin.buffer:
        outcome = perform(msgspec.json.decode(line, type=Order))
        sys.stdout.buffer.write(msgspec.json.encode(outcome) + b"\n")
        sys.stdout.buffer.flush()


def perform(order: Order) -> Outcome:
    """Fork, build there, and hear what it says. Pipes have no size that a limit could cut short."""
    pipes = [os.pipe() for _ in range(3)]
    log, out, err = (end for _, end in pipes)
    child = os.fork()
    if not child:
        code = 70
        try:
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            os.dup2(out, 1)
            os.dup2(err, 2)
            code = build(order, log)
        finally:
            os._exit(code)
    for end in (log, out, err):
        os.close(end)
    # The log may be longer than a pipe holds, so it is read first.
    places, said, complained = (_read_to_end(start) for start, _ in pipes)
    _, status = os.waitpid(child, 0)
    return Outcome(os.waitstatus_to_exitcode(status), said, complained, tuple(places.splitlines()))


def _read_to_end(pipe: int) -> str:
    with os.fdopen(pipe, encoding="utf-8", errors="surrogateescape") as stream:
        return stream.read()


def build(order: Order, log: int) -> int:
    """`fonds build` as a start of it would go: the exit code; a traceback where there would be one."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.addaudithook(Saboteur(order, log))
    try:
        main(order.arguments)
    except SystemExit as end:
        return int(end.code or 0)
    except BaseException:  # noqa: BLE001 - as the interpreter ends
        traceback.print_exc()
    else:
        return 0
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 1


if __name__ == "__main__":
    serve()
