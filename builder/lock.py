"""Keeps two builds of one site apart."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from builder.errors import BusyError

LOCK_FILE = "lock"


@contextmanager
def lock_site(cache: Path) -> Iterator[None]:
    """Hold the site's lock inside the block; raises BusyError, naming the holder, where another build has it.

    The system frees the lock of a process that dies, so that none is ever left behind.
    """
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / LOCK_FILE).open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            message = f"another build of this site is running (process {holder}); wait until it has ended"
            raise BusyError(message) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
