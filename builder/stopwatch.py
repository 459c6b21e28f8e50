"""How far a build is, and how long each of its stages took."""

import time
from collections.abc import Callable, Mapping
from typing import Protocol

from builder.report import STAGES


class Reporter(Protocol):
    """Who hears how far a build is; the build itself never prints."""

    def progress(self, stage: str, done: int, total: int) -> None:
        """`done` of `total` pieces of a stage are finished."""


class Silent:
    """A reporter that says nothing."""

    def progress(self, stage: str, done: int, total: int) -> None:
        """Nothing is said."""


SILENT = Silent()


class Stopwatch:
    """Measures the stages of a build, and tells the reporter how far each is."""

    def __init__(self, reporter: Reporter) -> None:
        self._reporter = reporter
        self._began = time.perf_counter()
        self._stage = ""
        self._stage_began = self._began
        self._seconds = dict.fromkeys(STAGES, 0.0)

    def enter(self, stage: str) -> Callable[[int, int], None]:
        """Begin a stage; what is returned takes its progress."""
        self._end_stage()
        self._stage = stage

        def progress(done: int, total: int) -> None:
            self._reporter.progress(stage, done, total)

        return progress

    def _end_stage(self) -> None:
        now = time.perf_counter()
        if self._stage:
            self._seconds[self._stage] += now - self._stage_began
        self._stage_began = now

    def stop(self) -> dict[str, float]:
        """Seconds of each stage, and of all."""
        self._end_stage()
        seconds: Mapping[str, float] = {**self._seconds, "total": time.perf_counter() - self._began}
        return {name: round(value, 3) for name, value in seconds.items()}
