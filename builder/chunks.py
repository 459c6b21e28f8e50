"""Many small pieces of work go through an executor in a few large tasks.

`concurrent.futures.Executor` is the only seam between the pipeline and its processes. Tasks and results cross it
as MessagePack, whichever executor it is: a tenth of the time of pickle, plain data, and nothing that runs code.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from functools import partial
from typing import TypeVar, get_type_hints

import msgspec

from builder.errors import WorkerDiedError
from builder.processes import is_deadly

Item = TypeVar("Item")
Task = TypeVar("Task", bound=msgspec.Struct)
Result = TypeVar("Result", bound=msgspec.Struct)

MOST_BEGUN = 32
"""Tasks that may have been begun when a worker died; the guilty item is in one of them."""

CHUNK = 64
"""Items of a task: enough to forget the cost of sending it, few enough to share the work evenly."""


def run_in_chunks(
    executor: Executor,
    work: Callable[[Task], Result],
    items: Sequence[Item],
    task_of: Callable[[int, tuple[Item, ...]], Task],
    name_of: Callable[[Item], str],
    progress: Callable[[int, int], None],
) -> list[Result]:
    """The results of all items' tasks, in the order of the items, whichever worker was first.

    `work` is a function of a module, so that another process finds it; its annotations say what crosses.
    `task_of` makes a task of its number and its items; `progress` hears how many items of all are done.
    Raises WorkerDiedError with the name of the item on which a worker died.
    """
    chunks = [tuple(items[start : start + CHUNK]) for start in range(0, len(items), CHUNK)]
    encode = msgspec.msgpack.Encoder().encode
    decode = msgspec.msgpack.Decoder(get_type_hints(work)["return"]).decode
    tasks = (encode(task_of(number, chunk)) for number, chunk in enumerate(chunks))
    results: list[Result] = []
    done = 0
    try:
        for chunk, result in zip(chunks, executor.map(partial(_run, work), tasks), strict=True):
            results.append(decode(result))
            done += len(chunk)
            progress(done, len(items))
    except WorkerDiedError as error:
        begun = list(enumerate(chunks))[len(results) : len(results) + MOST_BEGUN]

        def ends(number: int, some: tuple[Item, ...]) -> bool:
            return is_deadly(_run, work, encode(task_of(number, some)))

        guilty = next((found for found in begun if ends(*found)), None)
        if guilty:
            number, chunk = guilty
            names = [name_of(item) for item in chunk if ends(number, (item,))]
            message = (
                f"a worker process died on {', '.join(names) or name_of(chunk[0])}; nothing was published"
            )
            raise WorkerDiedError(message) from None
        raise error from None
    return results


def _run(work: Callable[[Task], Result], task: bytes) -> bytes:
    """One task, in whichever process: read it, do it, write what came of it."""
    (kind,) = (hint for name, hint in get_type_hints(work).items() if name != "return")
    return msgspec.msgpack.encode(work(msgspec.msgpack.decode(task, type=kind)))
