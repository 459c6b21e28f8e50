"""Many pieces of work, a few tasks."""

import os
import signal
from concurrent.futures import Executor, ThreadPoolExecutor

import msgspec
import pytest

from builder.chunks import CHUNK, run_in_chunks
from builder.errors import WorkerDiedError
from builder.processes import Workers


class Sum(msgspec.Struct, frozen=True):
    """Numbers to be added."""

    number: int
    items: tuple[int, ...]


class Total(msgspec.Struct, frozen=True):
    """What they come to."""

    number: int
    total: int


def add(task: Sum) -> Total:
    """Work of one task; a negative number is too much for it."""
    if min(task.items) < 0:
        raise ValueError(f"task {task.number} has a negative number")
    return Total(task.number, sum(task.items))


def add_until_killed(task: Sum) -> Total:
    """Work that certain numbers end, and the process with it."""
    if {130, 131, 190} & set(task.items):
        os.kill(os.getpid(), signal.SIGKILL)
    return add(task)


def run(executor: Executor, items: range) -> tuple[list[Total], list[tuple[int, int]]]:
    """The results of adding in chunks, and what progress was told."""
    heard: list[tuple[int, int]] = []
    results = run_in_chunks(executor, add, items, Sum, str, lambda done, total: heard.append((done, total)))
    return results, heard


@pytest.mark.parametrize("count", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 5 * CHUNK + 7])
def test_results_stand_in_the_order_of_items(count: int) -> None:
    """Every item is in exactly one task."""
    with Workers(1) as workers:
        results, heard = run(workers, range(count))

    assert [result.number for result in results] == list(range(len(results)))
    assert sum(result.total for result in results) == sum(range(count))
    assert len(results) == -(-count // CHUNK)
    assert [done for done, _ in heard] == [min(CHUNK * (n + 1), count) for n in range(len(results))]
    assert {total for _, total in heard} <= {count}


def test_every_executor_gives_the_same() -> None:
    """Here, in processes, or in whatever else is an Executor."""
    items = range(7 * CHUNK)
    with Workers(1) as alone, Workers(2) as pool, ThreadPoolExecutor(2) as threads:
        assert run(alone, items) == run(pool, items) == run(threads, items)


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_of_a_task_is_raised(jobs: int) -> None:
    """With its own words, from whichever process."""
    with Workers(jobs) as workers, pytest.raises(ValueError, match="task 0 has a negative number"):
        run(workers, range(-1, 5 * CHUNK))


def test_items_on_which_a_worker_dies_are_named() -> None:
    """Each begun task is tried again, alone, until a guilty one is found; then its items."""
    with (
        Workers(2) as workers,
        pytest.raises(
            WorkerDiedError, match=r"died on number 130, number 131, number 190; nothing was published"
        ),
    ):
        run_in_chunks(
            workers,
            add_until_killed,
            range(5 * CHUNK),
            Sum,
            lambda number: f"number {number}",
            lambda done, total: None,
        )
