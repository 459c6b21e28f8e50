"""One build of a site at a time."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from builder.errors import BusyError
from builder.lock import lock_site

HOLD = """
import sys
from pathlib import Path
from builder.lock import lock_site
with lock_site(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_the_second_build_hears_who_holds_the_lock(tmp_path: Path) -> None:
    """By the number of its process, and it may begin when the first has ended."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(BusyError, match=rf"process {holder.pid}\); wait"), lock_site(tmp_path):
            pass
        holder.communicate("")

    with lock_site(tmp_path):
        pass


def test_a_build_that_was_killed_leaves_no_lock(tmp_path: Path) -> None:
    """The system frees what a dead process held."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout
        holder.stdout.readline()
        holder.kill()

    with lock_site(tmp_path):
        assert (tmp_path / "lock").read_text() == str(os.getpid())


def test_a_build_that_fails_frees_the_lock(tmp_path: Path) -> None:
    """The same process may build again at once, as `serve` does."""
    with pytest.raises(ZeroDivisionError), lock_site(tmp_path):
        raise ZeroDivisionError

    with lock_site(tmp_path):
        pass


def test_two_builds_of_one_process_are_kept_apart(tmp_path: Path) -> None:
    """The lock belongs to the block, and not to the process."""
    with lock_site(tmp_path), pytest.raises(BusyError, match=f"process {os.getpid()}"), lock_site(tmp_path):
        pass


def test_sites_do_not_share_a_lock(tmp_path: Path) -> None:
    """The folder is made where it is missing."""
    with lock_site(tmp_path / "one" / ".cache"), lock_site(tmp_path / "other" / ".cache"):
        assert (tmp_path / "other" / ".cache" / "lock").is_file()
