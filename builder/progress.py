"""A progress bar for a terminal; it leaves nothing behind."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

VERBS = {
    "load": "Reading",
    "markup": "Rendering texts",
    "render": "Rendering pages",
    "exports": "Writing citations",
    "external": "Asking other hosts",
    "import": "Importing",
}


class BarReporter:
    """Shows one bar at a time, that of the stage which reported last."""

    def __init__(self, bar: Progress) -> None:
        self._bar = bar
        self._task = bar.add_task("Reading", total=None)
        self._stage = ""

    def progress(self, stage: str, done: int, total: int) -> None:
        """`done` of `total` pieces of a stage are finished."""
        if self._stage != stage:
            # The time that is left follows from the pace of this stage alone.
            self._bar.reset(self._task, description=VERBS[stage])
            self._stage = stage
        self._bar.update(self._task, completed=done, total=total)
        self._bar.refresh()


@contextmanager
def progress_bar() -> Iterator[BarReporter]:
    """A bar on standard error inside the block.

    It draws when it hears of progress and has no thread of its own: processes must not be forked beside one.
    """
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        yield BarReporter(bar)
