"""Many small pieces of work go through an executor in a few large tasks.

`concurrent.futures.Executor` is the only seam between the pipeline and its processes. Tasks and results cross it
as MessagePack, whichever executor it is: a tenth of the time of pickle, plain data, and nothing that runs code.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sized
from concurrent.futures import Executor
from functools import partial
from itertools import count, islice
from typing import TypeVar, get_type_hints

import msgspec

from builder.errors import WorkerDiedError
from builder.processes import is_deadly

Item = TypeVar("Item")
Task = TypeVar("Task", bound=msgspec.Struct)
Result = TypeVar("Result", bound=msgspec.Struct)

CHUNK = 64
"""Items of a task: enough to forget the cost of sending it, few enough to share the work evenly."""


def run_in_chunks(
    executor: Executor,
    work: Callable[[Task], Result],
    items: Iterable[Item],
    task_of: Callable[[int, tuple[Item, ...]], Task],
    name_of: Callable[[Item], str],
    progress: Callable[[int, int], None],
) -> list[Result]:
    """The results of all items' tasks, in the order of the items, whichever worker was first.

    Items are taken as they are needed, so that making them and working on them go on together.
    `work` is a function of a module, so that another process finds it; its annotations say what crosses.
    `task_of` makes a task of its number and its items; `progress` hears how many items of those taken are done.
    Raises WorkerDiedError with the name of the item on which a worker died.
    """
    encode = msgspec.msgpack.Encoder().encode
    decode = msgspec.msgpack.Decoder(get_type_hints(work)["return"]).decode
    begun: deque[tuple[int, tuple[Item, ...]]] = deque()
    taken = len(items) if isinstance(items, Sized) else 0
    done = 0

    def tasks() -> Iterator[bytes]:
        nonlocal taken
        waiting = iter(items)
        for number in count():
            chunk = tuple(islice(waiting, CHUNK))
            if not chunk:
                return
            begun.append((number, chunk))
            taken = max(taken, done + sum(len(each) for _, each in begun))
            yield encode(task_of(number, chunk))

    def find_guilty(number: int, some: tuple[Item, ...]) -> list[Item]:
        """By halves: each trial takes a process of its own. Where only all together are too much, the first."""
        if not is_deadly(_run, work, encode(task_of(number, some))):
            return []
        middle = len(some) // 2
        halves = (some[:middle], some[middle:]) if middle else ()
        return [item for half in halves for item in find_guilty(number, half)] or [some[0]]

    results: list[Result] = []
    try:
        for result in executor.map(partial(_run, work), tasks()):
            results.append(decode(result))
            done += len(begun.popleft()[1])
            progress(done, taken)
    except WorkerDiedError as error:
        for number, chunk in begun:
            if names := [name_of(item) for item in find_guilty(number, chunk)]:
                message = f"a worker process died on {', '.join(names)}; nothing was published"
                raise WorkerDiedError(message) from None
        raise error from None
    return results


def _run(work: Callable[[Task], Result], task: bytes) -> bytes:
    """One task, in whichever process: read it, do it, write what came of it."""
    (kind,) = (hint for name, hint in get_type_hints(work).items() if name != "return")
    return msgspec.msgpack.encode(work(msgspec.msgpack.decode(task, type=kind)))
