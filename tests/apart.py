"""Work in a thread of its own: where Playwright has begun an event loop, no other can begin beside it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")


def apart(work: Callable[[], Result]) -> Result:
    """What the work gives, or raises."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(work).result()
