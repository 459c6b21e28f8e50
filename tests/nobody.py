"""The rights of a user who owns nothing, for tests of what may not be read."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

NOBODY = 65534

only_root = pytest.mark.skipif(os.geteuid() != 0, reason="NOT RUN: only root can become nobody")


@contextmanager
def as_nobody(folder: Path) -> Iterator[None]:
    """Work as nobody, who can come to a folder below the temporary one, whatever is barred in it."""
    above = Path(tempfile.gettempdir()).resolve()
    for each in (folder, *folder.parents):
        if each == above:
            break
        each.chmod(0o755)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
