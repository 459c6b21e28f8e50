"""One command, measured from outside."""

import sys
from pathlib import Path

import pytest

from bench.measure import CommandError, Usage, add_usages, calibrate, count_files, measure

BUSY = "import time; began = time.process_time()\nwhile time.process_time() - began < 0.3: pass"
LARGE = "import time; data = bytearray(60_000_000); time.sleep(0.4)"


def test_processor_time_is_that_of_the_command(tmp_path: Path) -> None:
    usage = measure([sys.executable, "-c", BUSY], tmp_path, tmp_path / "log")

    assert 0.3 <= usage.cpu < 3
    assert usage.wall >= 0.3


def test_processor_time_of_children_counts(tmp_path: Path) -> None:
    program = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {BUSY!r}], check=True)"
    usage = measure([sys.executable, "-c", program], tmp_path, tmp_path / "log")

    assert usage.cpu >= 0.3


def test_sleep_takes_time_and_no_processor(tmp_path: Path) -> None:
    usage = measure(["sleep", "0.3"], tmp_path, tmp_path / "log")

    assert usage.wall >= 0.3
    assert usage.cpu < 0.2


def test_memory_is_summed_over_all_processes(tmp_path: Path) -> None:
    """Two children that hold 60 MB each, beside a parent that holds next to nothing."""
    program = (
        "import subprocess, sys\n"
        f"both = [subprocess.Popen([sys.executable, '-c', {LARGE!r}]) for _ in range(2)]\n"
        "for child in both: child.wait()"
    )
    usage = measure([sys.executable, "-c", program], tmp_path, tmp_path / "log")

    assert 120_000_000 < usage.memory < 300_000_000


def test_what_fails_says_what_it_said(tmp_path: Path) -> None:
    program = "import sys; print('no such thing'); sys.exit(3)"

    with pytest.raises(CommandError, match=r"ended with 3: no such thing"):
        measure([sys.executable, "-c", program], tmp_path, tmp_path / "log")


def test_environment_is_added(tmp_path: Path) -> None:
    program = "import os; print(os.environ['WORD'], 'PATH' in os.environ)"
    measure([sys.executable, "-c", program], tmp_path, tmp_path / "log", {"WORD": "given"})

    assert (tmp_path / "log").read_text() == "given True\n"


def test_commands_one_after_another_add_up_but_for_memory() -> None:
    usages = [Usage(wall=1, cpu=2, memory=30), Usage(wall=10, cpu=20, memory=3)]

    assert add_usages(usages) == Usage(wall=11, cpu=22, memory=30)


def test_files_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "index.html").write_bytes(b"12345")
    (tmp_path / "a" / "b" / "index.html").write_bytes(b"123")
    (tmp_path / "a" / "site.css").write_bytes(b"1")

    tree = count_files(tmp_path)

    assert (tree.pages, tree.files, tree.size) == (2, 3, 9)


def test_calibration_takes_time() -> None:
    assert 0 < calibrate() < 60
