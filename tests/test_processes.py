"""Where tasks run."""

import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from builder.errors import WorkerDiedError
from builder.processes import FEWEST_TASKS, Workers, count_cores


def process_of(_: int) -> int:
    """The process that a task runs in."""
    return os.getpid()


def square(number: int) -> int:
    """Work."""
    return number * number


def die(number: int) -> int:
    """Work that the system ends, as it does where memory is short."""
    if number == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def interrupts_of(_: int) -> bool:
    """Whether Ctrl-C is ignored where a task runs."""
    return signal.getsignal(signal.SIGINT) is signal.SIG_IGN


@pytest.mark.parametrize(("jobs", "tasks"), [(1, 50), (4, FEWEST_TASKS - 1), (4, 0)])
def test_a_few_tasks_run_here(jobs: int, tasks: int) -> None:
    """No process is started for them."""
    with Workers(jobs) as workers:
        assert list(workers.map(process_of, range(tasks))) == [os.getpid()] * tasks


def test_many_tasks_run_in_workers() -> None:
    """In as many processes as there are jobs, at most."""
    with Workers(2) as workers:
        found = set(workers.map(process_of, range(50)))

    assert os.getpid() not in found
    assert len(found) <= 2


def test_results_come_in_the_order_of_tasks() -> None:
    """Whichever worker was first."""
    with Workers(2) as workers:
        assert list(workers.map(square, range(100))) == [number * number for number in range(100)]
        assert workers.submit(square, 7).result() == 49


def test_a_worker_that_dies_is_told() -> None:
    """A build must not hang, and says what to try; further tasks of the same build are told the same."""
    with Workers(2) as workers:
        for _ in range(2):
            with pytest.raises(
                WorkerDiedError, match=r"a worker process died, .*nothing was published: try --jobs 1"
            ):
                list(workers.map(die, range(500)))


def test_workers_leave_interrupts_to_the_parent() -> None:
    """Ctrl-C in a terminal reaches them too, and must not leave a trace of each."""
    with Workers(2) as workers:
        assert all(workers.map(interrupts_of, range(10)))

    assert signal.getsignal(signal.SIGINT) is not signal.SIG_IGN


def test_workers_start_beside_threads() -> None:
    """A fork could take a lock of another thread with it, for ever."""
    with ThreadPoolExecutor(1) as threads, Workers(2) as workers:
        threads.submit(square, 1).result()
        assert threading.active_count() > 1
        assert list(workers.map(abs, range(-20, 0))) == list(range(20, 0, -1))


def test_no_process_outlives_the_block() -> None:
    """Also where an error ends it."""
    code = (
        "from builder.processes import Workers\n"
        "import multiprocessing, os\n"
        "try:\n"
        "    with Workers(2) as workers:\n"
        "        list(workers.map(abs, range(20)))\n"
        "        raise ValueError\n"
        "except ValueError:\n"
        "    print(multiprocessing.active_children())\n"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert (result.stdout, result.stderr) == ("[]\n", "")


def test_there_is_a_core() -> None:
    """At least this one."""
    assert 1 <= count_cores() <= (os.cpu_count() or 1)
