"""A limit on the time that one piece of hostile or broken text may cost."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from builder.errors import FondsError

AGAIN = 0.1
"""Seconds after which the alarm is given again: code that runs between the lines, such as a finaliser, eats it."""


class OverBudgetError(FondsError):
    """A piece of work took longer than it was given."""


@contextmanager
def cpu_budget(seconds: float) -> Iterator[None]:
    """Raise OverBudgetError inside the block once the process has spent `seconds` of processor time in it.

    Processor time, so that a busy machine does not change what is built. Blocks must not be nested. Signals reach
    the main thread only: elsewhere there is no limit.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise OverBudgetError(f"more than {seconds:g} s of processor time")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
