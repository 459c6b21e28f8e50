"""A progress bar for a terminal; it leaves nothing behind."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

VERBS = {
    "load": "Reading",
    "markup": "Rendering texts",
    "render": "Rendering pages",
    "exports": "Writing citations",
    "import": "Importing",
}


class BarReporter:
    """Shows one bar at a time, that of the stage which reported last."""

    def __init__(self, bar: Progress) -> None:
        self._bar = bar
        self._task = bar.add_task("Reading", total=None)

    def progress(self, stage: str, done: int, total: int) -> None:
        """`done` of `total` pieces of a stage are finished."""
        self._bar.update(self._task, description=VERBS[stage], completed=done, total=total)
        self._bar.refresh()


@contextmanager
def progress_bar() -> Iterator[BarReporter]:
    """A bar on standard error inside the block.

    It draws when it hears of progress and has no thread of its own: processes must not be forked beside one.
    """
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        yield BarReporter(bar)
