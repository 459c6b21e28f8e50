"""A limit on processor time."""

import re
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from builder.budget import OverBudgetError, cpu_budget


def spin(seconds: float) -> None:
    """Spend processor time."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def test_work_that_takes_too_long_is_stopped() -> None:
    """Soon after its time is up."""
    began = time.process_time()
    with pytest.raises(OverBudgetError, match=r"more than 0\.05 s of processor time"), cpu_budget(0.05):
        spin(5)

    assert time.process_time() - began < 1


def test_a_regular_expression_without_end_is_stopped() -> None:
    """Python looks for signals there, too."""
    with pytest.raises(OverBudgetError), cpu_budget(0.05):
        re.fullmatch(r"(a|a)*b", "a" * 40)


def test_work_within_its_budget_is_left_alone() -> None:
    """Neither then nor later."""
    with cpu_budget(0.1):
        spin(0.001)
    spin(0.2)


def test_waiting_costs_nothing() -> None:
    """A busy machine must not change what is built."""
    with cpu_budget(0.02):
        threading.Event().wait(0.1)


@pytest.mark.parametrize("error", [None, ZeroDivisionError, OverBudgetError])
def test_the_signal_is_given_back(error: type[Exception] | None) -> None:
    """Whatever ended the block."""
    before = signal.getsignal(signal.SIGPROF)
    try:
        with cpu_budget(10):
            if error:
                raise error
    except (ZeroDivisionError, OverBudgetError):
        pass

    assert signal.getsignal(signal.SIGPROF) is before
    assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)


def test_other_threads_have_no_limit() -> None:
    """Signals reach the main thread only; better no limit than a crash."""

    def work() -> str:
        with cpu_budget(0.001):
            spin(0.05)
        return "done"

    with ThreadPoolExecutor(1) as threads:
        assert threads.submit(work).result() == "done"
