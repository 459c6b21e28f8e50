"""Where tasks run: in this process while they are few, else in a pool of workers."""

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from builder.errors import WorkerDiedError

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

Result = TypeVar("Result")
Arguments = ParamSpec("Arguments")

SELDOM = (10_000, 10, 20)
"""Thresholds of the three generations of the garbage collector."""

FEWEST_TASKS = 4
"""Below that a pool costs more to start than it saves."""


AHEAD = 3
"""Tasks for each worker that wait or run while the oldest result is awaited."""


class Workers(Executor):
    """An executor that starts its processes only when there is work for them."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._pool: ProcessPoolExecutor | None = None

    def submit(
        self, fn: Callable[Arguments, Result], /, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Future[Result]:
        """Run one task in a worker."""
        return self._start().submit(fn, *args, **kwargs)

    def map(
        self,
        fn: Callable[..., Result],
        *iterables: Iterable[Any],
        timeout: float | None = None,
        chunksize: int = 1,
    ) -> Iterator[Result]:
        """The results of many tasks, in their order; here, one by one, where they are few.

        Tasks are taken a few ahead of the results, so that neither all tasks nor all results need be held.
        """
        tasks = zip(*iterables, strict=True)
        first = list(islice(tasks, FEWEST_TASKS))
        if self._jobs == 1 or len(first) < FEWEST_TASKS:
            return (fn(*task) for task in chain(first, tasks))
        return self._map_in_pool(fn, chain(first, tasks))

    def _map_in_pool(self, fn: Callable[..., Result], tasks: Iterable[tuple[Any, ...]]) -> Iterator[Result]:
        pool = self._start()
        futures: deque[Future[Result]] = deque()
        try:
            # A worker may also die while tasks are still being handed out.
            for task in tasks:
                futures.append(pool.submit(fn, *task))
                if len(futures) > AHEAD * self._jobs:
                    yield futures.popleft().result()
            while futures:
                yield futures.popleft().result()
        except BrokenExecutor:
            message = "a worker process died, perhaps for want of memory; nothing was published: try --jobs 1"
            raise WorkerDiedError(message) from None
        finally:
            for future in futures:
                future.cancel()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002
        """End the workers, if there are any; what they have not begun is dropped."""
        if self._pool:
            self._pool.shutdown(wait=wait, cancel_futures=True)

    def _start(self) -> "ProcessPoolExecutor":
        if not self._pool:
            self._pool = _make_pool(self._jobs)
            # Held back while the workers start, Ctrl-C cannot meet one that does not ignore it yet.
            before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
            try:
                self._pool.submit(os.getpid)
            finally:
                signal.pthread_sigmask(signal.SIG_SETMASK, before)
        return self._pool


def _make_pool(jobs: int) -> "ProcessPoolExecutor":
    # Imported with the first pool: a build of a few pages has none.
    import multiprocessing  # noqa: PLC0415
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415

    # A fork is the quickest start, and safe only while no other thread may hold a lock.
    method = "fork" if threading.active_count() == 1 else "forkserver"
    context = multiprocessing.get_context(method)
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_prepare_worker)


def is_deadly(fn: Callable[Arguments, object], *args: Arguments.args, **kwargs: Arguments.kwargs) -> bool:
    """Whether a task ends the process that it runs in; it is tried in one of its own."""
    with _make_pool(1) as pool:
        error = pool.submit(fn, *args, **kwargs).exception()
    return isinstance(error, BrokenExecutor)


def count_cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _prepare_worker() -> None:
    """Ctrl-C reaches all processes of a terminal; the parent alone decides what ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    search_cycles_seldom()


def search_cycles_seldom() -> None:
    """Let Python look for cyclic garbage less often: records form none, and looking through them all takes time.

    With thresholds of 50,000 it saved up to a third of rendering an article, and cost 150 MB at 10,000 articles;
    these are a compromise between time and memory.
    """
    gc.freeze()
    gc.set_threshold(*SELDOM)


@contextmanager
def few_cycle_searches() -> Iterator[None]:
    """Inside the block Python looks for cyclic garbage seldom."""
    before = gc.get_threshold()
    search_cycles_seldom()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
