"""Builds beside the server: in a process of their own, so that none of them keeps a request waiting."""

import asyncio
import multiprocessing
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from builder.errors import BusyError, FondsError, Problem, ProblemsError
from builder.report import Options, Report
from builder.serve.excerpts import Shown, show_problems
from builder.serve.watching import Changed
from builder.stopwatch import SILENT, Reporter

PATIENCE = 5
"""Seconds for a build to end that was interrupted; then it is killed, and the next one heals what it left."""
MOST_SHOWN = 50
"""Problems that a page shows; the terminal counts them all."""

DIED = (
    "the process of the build was ended from outside, perhaps for want of memory; the next change tries again"
)


class Progress(msgspec.Struct, frozen=True, tag=True):
    """How far a build is that has not ended."""

    stage: str
    done: int
    total: int


class Early(msgspec.Struct, frozen=True, tag=True):
    """Pages that can be shown before the build has ended, by their file in the output."""

    pages: dict[str, bytes]


class Outcome(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """How a build ended: with a report, with problems, or with a failure in words."""

    report: Report | None = None
    output: str = ""
    """Absolute; of a build that went well."""
    prefix: str = ""
    """Path of `base_url`, such as `/archive/`: 404.html leads there."""
    problems: tuple[Problem, ...] = ()
    shown: tuple[Shown, ...] = ()
    """The first errors among them, each with the lines about its place."""
    failure: str = ""
    is_busy: bool = False
    """True where another build holds the site: it is worth another try."""


_DECODER = msgspec.msgpack.Decoder(Progress | Early | Outcome)


class BuildProcess:
    """A process that builds a site whenever it is asked to; where it died, the next build has another."""

    def __init__(self, site: Path, options: Options) -> None:
        self._site = site
        self._options = options
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._is_building = False

    async def build(
        self, changed: Changed, show: Callable[[Early], None], reporter: Reporter = SILENT
    ) -> Outcome:
        """Build once. One build at a time: ask again when this one has ended.

        `changed` are files that are known to have changed: what can be shown of them early is given to `show`.
        """
        pipe = self._start()
        self._is_building = True
        arrived = asyncio.Event()
        loop = asyncio.get_running_loop()
        loop.add_reader(pipe.fileno(), arrived.set)
        try:
            pipe.send_bytes(msgspec.msgpack.encode(sorted(changed)))
            while True:
                await arrived.wait()
                arrived.clear()
                while pipe.poll():
                    message = _DECODER.decode(pipe.recv_bytes())
                    match message:
                        case Outcome():
                            self._is_building = False
                            return message
                        case Early():
                            show(message)
                        case Progress(stage, done, total):
                            reporter.progress(stage, done, total)
        except (EOFError, OSError):
            return Outcome(failure=DIED)
        finally:
            loop.remove_reader(pipe.fileno())

    def stop(self) -> None:
        """End the process; what a build has begun to write is whole files, and the next one goes on from there."""
        if not self._process or not self._pipe:
            return
        if self._is_building:
            self._process.terminate()
        else:
            self._pipe.close()
        self._process.join(PATIENCE)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._pipe.close()
        self._process = self._pipe = None

    def _start(self) -> Connection:
        if self._process and self._pipe and self._process.is_alive():
            return self._pipe
        self.stop()
        # Not forked: threads may be running here, and what they hold would be held for ever in the copy.
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(
            target=build_on_demand, args=(theirs, self._site, self._options), name="fonds build"
        )
        with _interrupts_held_back():
            self._process.start()
        theirs.close()
        return self._pipe


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """What is started inside the block begins deaf to Ctrl-C, until it knows what to do with it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def build_on_demand(pipe: Connection, site: Path, options: Options) -> None:
    """Build each time that the pipe says what changed, and answer with an Outcome; the work of the process."""
    # Imported here, in the process that builds; the server has no use for what builds.
    from builder.serve.early import render_early  # noqa: PLC0415

    # Ctrl-C reaches all processes of a terminal; the server decides, and tells this one by ending it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    with suppress(EOFError, KeyboardInterrupt, BrokenPipeError):
        while True:
            changed = frozenset(msgspec.msgpack.decode(pipe.recv_bytes(), type=list[str]))
            if pages := render_early(site, options, changed):
                pipe.send_bytes(msgspec.msgpack.encode(Early(dict(pages))))
            outcome = build_once(site, options, _Teller(pipe))
            pipe.send_bytes(msgspec.msgpack.encode(outcome))


class _Teller:
    """Tells the other end of a pipe how far a build is."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe

    def progress(self, stage: str, done: int, total: int) -> None:
        """`done` of `total` pieces of a stage are finished."""
        self._pipe.send_bytes(msgspec.msgpack.encode(Progress(stage, done, total)))


def build_once(site: Path, options: Options, reporter: Reporter = SILENT) -> Outcome:
    """Build, and tell how it went: nothing that is wrong with a site is raised."""
    from builder.build import build_open  # noqa: PLC0415
    from builder.config import load_config  # noqa: PLC0415
    from builder.standing import find_report, open_site  # noqa: PLC0415

    try:
        config, _ = load_config(site)
        with open_site(site) as opened:
            report = find_report(opened, options) or build_open(opened, options, reporter)
    except ProblemsError as error:
        errors = [problem for problem in error.problems if problem.severity == "error"]
        shown = show_problems(site, (errors or error.problems)[:MOST_SHOWN])
        return Outcome(problems=error.problems, shown=shown)
    except BusyError as error:
        return Outcome(failure=str(error), is_busy=True)
    except FondsError as error:
        return Outcome(failure=str(error))
    return Outcome(
        report=report.without_reasons(),
        output=str((options.output or site / config.build.output).resolve()),
        prefix=urlsplit(config.site.base_url).path,
    )
